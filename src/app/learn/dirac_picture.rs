//! The pictures of the game of one number each: the field with two walks, and the eigenvalues by the unit circle.

use std::f64::consts::TAU;

use crate::app::charts::pen::Pen;
use crate::app::kit::canvas::Sheet;
use crate::app::kit::palette::Palette;
use crate::chart::Scale;
use crate::dirac::{ARROWS, EXTENT, Eigenvalue, Played, place};
use crate::text::dirac as t;

/// A pen for a plane that ends at `extent` on every side, with its two axes.
fn plane<'a>(sheet: &'a Sheet, palette: &'a Palette, extent: f64) -> Pen<'a> {
    let x = Scale::linear((-extent, extent), (0.0, sheet.width));
    let y = Scale::linear((-extent, extent), (sheet.height, 0.0));
    let pen = Pen { sheet, palette, x, y };
    pen.stroke(&palette.line, 1.0, &[]);
    pen.segment((0.0, sheet.height / 2.0), (sheet.width, sheet.height / 2.0));
    pen.segment((sheet.width / 2.0, 0.0), (sheet.width / 2.0, sheet.height));
    pen
}

/// A pair of numbers as a place on the sheet.
fn spot(pen: &Pen<'_>, [x, y]: [f64; 2]) -> Option<(f64, f64)> {
    pen.x.at(x).zip(pen.y.at(y))
}

/// The field, the walks and the goal.
pub fn field(sheet: &Sheet, palette: &Palette, played: Option<&Played>) {
    let pen = plane(sheet, palette, EXTENT);
    let (right, low) = (sheet.width, sheet.height);
    if let Some(played) = played {
        arrows(&pen, &played.field);
    }
    for (words, x, y, align) in [
        (t::AXIS_THETA.get(), right - 6.0, low / 2.0 + 12.0, "right"),
        ("−2", 4.0, low / 2.0 + 12.0, "left"),
        (t::AXIS_PSI.get(), right / 2.0 + 8.0, 12.0, "left"),
        ("−2", right / 2.0 + 8.0, low - 10.0, "left"),
    ] {
        // First as a pale edge, which keeps the arrows off the letters.
        pen.text(words, x, y, align);
        pen.stroke(&palette.canvas, 4.0, &[]);
        let _ = pen.context().stroke_text(words, x, y);
        pen.text(words, x, y, align);
    }
    let Some(played) = played else { return };
    walk(&pen, &played.beside, palette.run(1));
    walk(&pen, &played.path, palette.run(0));
    let (x, y) = (right / 2.0, low / 2.0);
    pen.stroke(&palette.text, 2.0, &[]);
    pen.segment((x - 5.0, y - 5.0), (x + 5.0, y + 5.0));
    pen.segment((x - 5.0, y + 5.0), (x + 5.0, y - 5.0));
}

/// One arrow a place; the longest fills its cell, and short ones are lengthened so that they can be seen.
fn arrows(pen: &Pen<'_>, field: &[[f32; 2]]) {
    let length = |[x, y]: &[f32; 2]| f64::from(*x).hypot(f64::from(*y));
    let longest = field.iter().map(length).filter(|v| v.is_finite()).fold(0.0, f64::max);
    let cell = pen.sheet.width / ARROWS as f64;
    let context = pen.context();
    pen.stroke(&pen.palette.muted, 1.0, &[]);
    context.set_global_alpha(0.7);
    context.begin_path();
    for (i, arrow) in field.iter().enumerate() {
        let Some((x, y)) = spot(pen, [place(i % ARROWS), place(i / ARROWS)]) else { continue };
        let long = length(arrow);
        if long.is_nan() || long <= 0.0 {
            continue;
        }
        let reach = 0.85 * cell * (long / longest).sqrt();
        let (along, up) = (f64::from(arrow[0]) / long, -f64::from(arrow[1]) / long);
        let (to_x, to_y) = (x + reach * along, y + reach * up);
        let head = (0.3 * reach).min(4.0);
        context.move_to(x, y);
        context.line_to(to_x, to_y);
        for side in [-0.6, 0.6] {
            context.move_to(to_x, to_y);
            context.line_to(to_x - head * (along - side * up), to_y - head * (up + side * along));
        }
    }
    context.stroke();
    context.set_global_alpha(1.0);
}

/// A walk with its start, open, and its end, filled.
fn walk(pen: &Pen<'_>, path: &[[f32; 2]], hue: &str) {
    let context = pen.context();
    let spots: Vec<_> = path.iter().map_while(|at| spot(pen, at.map(f64::from))).collect();
    pen.stroke(hue, 2.0, &[]);
    context.begin_path();
    spots.iter().for_each(|(x, y)| context.line_to(*x, *y));
    context.stroke();
    if let (Some(first), Some(last)) = (spots.first(), spots.last()) {
        disc(pen, *first, &pen.palette.canvas);
        disc(pen, *last, hue);
    }
}

fn disc(pen: &Pen<'_>, (x, y): (f64, f64), color: &str) {
    let context = pen.context();
    context.begin_path();
    let _ = context.arc(x, y, 5.0, 0.0, TAU);
    context.set_fill_style_str(color);
    context.fill();
    pen.stroke(&pen.palette.text, 1.5, &[]);
    context.stroke();
}

/// The eigenvalues in the plane of complex numbers, and the circle of length 1.
pub fn circle(sheet: &Sheet, palette: &Palette, eigenvalues: Option<[Eigenvalue; 2]>) {
    let longest = eigenvalues.map_or(1.0, |[longer, _]| longer.size());
    let pen = plane(sheet, palette, 1.2 * longest.max(1.0));
    let Some(radius) = pen.x.at(1.0).map(|x| x - sheet.width / 2.0) else { return };
    let context = pen.context();
    context.begin_path();
    let _ = context.arc(sheet.width / 2.0, sheet.height / 2.0, radius, 0.0, TAU);
    pen.stroke(&palette.muted, 1.5, &[4.0, 3.0]);
    context.stroke();
    pen.stroke(&palette.text, 1.5, &[]);
    for place in eigenvalues.iter().flatten().filter_map(|value| spot(&pen, [value.re, value.im])) {
        disc(&pen, place, palette.run(0));
    }
}
