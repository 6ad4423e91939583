//! The user's units at the edges of a picture of own points: names and a few numbers, as quiet as small print.

use crate::app::kit::canvas::Sheet;
use crate::app::kit::palette::Palette;
use crate::data::Axes;
use crate::play::look::edge;

const FONT: &str = "10px system-ui, sans-serif";
/// Pixels of a tick, between it and its number, and of a line of words.
const TICK: f64 = 4.0;
const GAP: f64 = 2.0;
const LINE: f64 = 13.0;
/// Pixels around words in which the ground shows.
const HALO: f64 = 3.0;

/// Draws the axes into a picture whose plane ends at `extent` on every side.
pub fn units(sheet: &Sheet, palette: &Palette, extent: f32, axes: &Axes) {
    let (context, width, height) = (&sheet.context, sheet.width, sheet.height);
    context.set_font(FONT);
    context.set_line_join("round");
    context.set_fill_style_str(&palette.muted);
    let word = |words: &str, x: f64, y: f64, align: &str, baseline: &str| {
        context.set_text_align(align);
        context.set_text_baseline(baseline);
        context.set_stroke_style_str(&palette.canvas);
        context.set_line_width(HALO);
        let _ = context.stroke_text_with_max_width(words, x, y, width - 2.0 * TICK);
        let _ = context.fill_text_with_max_width(words, x, y, width - 2.0 * TICK);
    };
    let [across, up] = [0, 1].map(|axis| edge(axes, axis, extent, width.min(height)));
    for (share, words) in &across.ticks {
        let x = share * width;
        context.fill_rect(x - 0.5, height - TICK, 1.0, TICK);
        word(words, x, height - TICK - GAP, "center", "bottom");
    }
    for (share, words) in &up.ticks {
        let y = (1.0 - share) * height;
        context.fill_rect(0.0, y - 0.5, TICK, 1.0);
        word(words, TICK + GAP, y, "left", "middle");
    }
    // Above the numbers.
    let line = if across.ticks.is_empty() { 0.0 } else { LINE };
    word(&across.name, width - TICK, height - TICK - line, "right", "bottom");
    word(&up.name, TICK, TICK, "left", "top");
}
