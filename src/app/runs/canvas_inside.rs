//! What is drawn inside the picture of a run on points.

use crate::app::kit::canvas::{Sheet, Stamp};
use crate::app::kit::palette::{Palette, rgb};
use crate::app::runs::canvas_points::spot;
use crate::inside;
use crate::play::look::{arrows, cells, contour, density};
use crate::record::Pixels;

/// Cells in a row of the picture with at most one arrow each.
const ARROWS: usize = 34;
/// The sides of an arrow's head, in pixels.
const HEAD: f64 = 4.0;

/// Cells on a side of the densities.
const SIDE: usize = 48;
/// Where the lines of real points run, as shares of their densest cell.
const LEVELS: [f32; 2] = [0.15, 0.5];

/// Draws G's manifold in the colour `hue`: the more G draws together, the stronger.
pub fn manifold(sheet: &Sheet, hue: &str, extent: f32, grid: &inside::Sheet) {
    let context = &sheet.context;
    context.set_fill_style_str(hue);
    for cell in cells(grid) {
        context.set_global_alpha(0.04 + 0.6 * f64::from(cell.strength()));
        context.begin_path();
        line(sheet, extent, cell.corners);
        context.close_path();
        context.fill();
    }
    let nodes = grid.nodes.as_chunks::<2>().0;
    let across = (grid.across as usize).max(1);
    context.begin_path();
    for row in nodes.chunks(across) {
        line(sheet, extent, row.iter().copied());
    }
    for column in 0..across {
        line(sheet, extent, nodes.iter().skip(column).step_by(across).copied());
    }
    context.set_global_alpha(0.5);
    context.set_stroke_style_str(hue);
    context.set_line_width(0.7);
    context.stroke();
    context.set_global_alpha(1.0);
}

/// Draws where G's loss would move the generated `points`.
pub fn pulls(sheet: &Sheet, palette: &Palette, extent: f32, points: &[f32], slopes: &[f32]) {
    let context = &sheet.context;
    context.begin_path();
    for [from, to] in arrows(points, slopes, extent, ARROWS) {
        let ((x, y), (u, v)) = (spot(sheet, extent, from), spot(sheet, extent, to));
        let (dx, dy) = (u - x, v - y);
        let head = HEAD.min(0.6 * dx.hypot(dy)) / dx.hypot(dy).max(1e-6);
        context.move_to(x, y);
        context.line_to(u, v);
        for side in [-0.6, 0.6] {
            context.move_to(u, v);
            context.line_to(u - head * (dx + side * dy), v - head * (dy - side * dx));
        }
    }
    for (color, width) in [(&palette.canvas, 2.6), (&palette.text, 1.1)] {
        context.set_stroke_style_str(color);
        context.set_line_width(width);
        context.stroke();
    }
}

/// Draws how densely the real points lie as lines, and the generated ones as a cloud in the hue of `run`: in full where
/// they are as dense as real ones at their densest.
pub fn densities(
    sheet: &Sheet,
    palette: &Palette,
    stamp: Option<&mut Stamp>,
    run: usize,
    extent: f32,
    (made, real): (&Pixels, Option<&Pixels>),
) {
    let field = |pixels: &Pixels| match pixels {
        Pixels::Points(points) => density(points, extent, SIDE),
        Pixels::Images(_) => Vec::new(),
    };
    let (made, real) = (field(made), real.map(field).unwrap_or_default());
    let peak = |field: &[f32]| field.iter().copied().fold(0.0, f32::max);
    let full = if real.is_empty() { peak(&made) } else { peak(&real) }.max(1e-9);
    if let Some(stamp) = stamp.filter(|_| !made.is_empty()) {
        let [r, g, b] = rgb(palette.run(run));
        let shade = |i: usize| [r, g, b, (230.0 * (made[i] / full).min(1.0)) as u8];
        let size = (SIDE as u32, SIDE as u32);
        let _ = stamp.draw(sheet, size, true, (0.0, 0.0, sheet.width, sheet.height), shade);
    }
    let context = &sheet.context;
    let (across, down) = (sheet.width / SIDE as f64, sheet.height / SIDE as f64);
    context.begin_path();
    for level in LEVELS {
        for [from, to] in contour(&real, if real.is_empty() { 0 } else { SIDE }, level * full) {
            context.move_to(f64::from(from[0]) * across, f64::from(from[1]) * down);
            context.line_to(f64::from(to[0]) * across, f64::from(to[1]) * down);
        }
    }
    context.set_stroke_style_str(&palette.text);
    context.set_line_width(1.0);
    context.stroke();
}

/// Draws the way of every latent's point through `frames`, the newest piece the strongest.
pub fn trails<'a>(sheet: &Sheet, hue: &str, extent: f32, frames: impl Iterator<Item = &'a Pixels>) {
    let context = &sheet.context;
    let clouds: Vec<_> = frames
        .filter_map(|pixels| match pixels {
            Pixels::Points(points) => Some(points.as_chunks::<2>().0),
            Pixels::Images(_) => None,
        })
        .collect();
    context.set_stroke_style_str(hue);
    context.set_line_width(1.0);
    for (age, pair) in clouds.windows(2).enumerate() {
        context.begin_path();
        for (from, to) in pair[0].iter().zip(pair[1]) {
            line(sheet, extent, [*from, *to]);
        }
        context.set_global_alpha(0.6 * (age + 1) as f64 / clouds.len() as f64);
        context.stroke();
    }
    context.set_global_alpha(1.0);
}

/// Adds a line through `points` to the path; what is no number is left out.
fn line(sheet: &Sheet, extent: f32, points: impl IntoIterator<Item = [f32; 2]>) {
    for (i, point) in points.into_iter().enumerate() {
        let (x, y) = spot(sheet, extent, point);
        if i == 0 { sheet.context.move_to(x, y) } else { sheet.context.line_to(x, y) }
    }
}
