//! What is drawn inside the picture of a run on points.

use crate::app::kit::canvas::Sheet;
use crate::app::kit::palette::Palette;
use crate::app::runs::canvas_points::spot;
use crate::inside;
use crate::play::look::{arrows, cells};

/// Cells in a row of the picture with at most one arrow each.
const ARROWS: usize = 34;
/// The sides of an arrow's head, in pixels.
const HEAD: f64 = 4.0;

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

/// Adds a line through `points` to the path; what is no number is left out.
fn line(sheet: &Sheet, extent: f32, points: impl IntoIterator<Item = [f32; 2]>) {
    for (i, point) in points.into_iter().enumerate() {
        let (x, y) = spot(sheet, extent, point);
        if i == 0 { sheet.context.move_to(x, y) } else { sheet.context.line_to(x, y) }
    }
}
