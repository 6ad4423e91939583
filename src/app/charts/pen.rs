//! The pen of a chart: lines, words and areas in its coordinates.

use wasm_bindgen::JsValue;
use web_sys::CanvasRenderingContext2d;

use crate::app::charts::margins::{BOTTOM, LEFT, RIGHT, TOP};
use crate::app::kit::canvas::Sheet;
use crate::app::kit::palette::Palette;
use crate::chart::Scale;

const FONT: &str = "12px system-ui, sans-serif";

/// Draws in the coordinates of a chart.
pub struct Pen<'a> {
    /// Where it draws.
    pub sheet: &'a Sheet,
    /// The colours.
    pub palette: &'a Palette,
    /// From the axis to pixels.
    pub x: Scale,
    /// From values to pixels.
    pub y: Scale,
}

impl Pen<'_> {
    /// The context of the canvas.
    pub fn context(&self) -> &CanvasRenderingContext2d {
        &self.sheet.context
    }

    /// The right end of the plot.
    pub fn right(&self) -> f64 {
        self.sheet.width - RIGHT
    }

    /// The lower end of the plot.
    pub fn bottom(&self) -> f64 {
        self.sheet.height - BOTTOM
    }

    /// Small print.
    pub fn text(&self, words: &str, x: f64, y: f64, align: &str) {
        let context = self.context();
        context.set_font(FONT);
        context.set_text_align(align);
        context.set_text_baseline("middle");
        context.set_fill_style_str(&self.palette.muted);
        let _ = context.fill_text(words, x, y);
    }

    /// The hue of `run`, or that of what is everybody's.
    pub fn hue(&self, run: Option<usize>) -> &str {
        run.map_or(self.palette.muted.as_str(), |run| self.palette.run(run))
    }

    /// How the next lines look.
    pub fn stroke(&self, color: &str, width: f64, dash: &[f64]) {
        let context = self.context();
        context.set_stroke_style_str(color);
        context.set_line_width(width);
        let pattern: js_sys::Array = dash.iter().map(|v| JsValue::from_f64(*v)).collect();
        let _ = context.set_line_dash(&pattern);
    }

    /// A straight line.
    pub fn segment(&self, from: (f64, f64), to: (f64, f64)) {
        let context = self.context();
        context.begin_path();
        context.move_to(from.0, from.1);
        context.line_to(to.0, to.1);
        context.stroke();
    }

    /// The pixel of a place on the axis, where it is shown.
    pub fn across(&self, place: f64) -> Option<f64> {
        self.x.at(place).filter(|x| (LEFT - 0.5..=self.right() + 0.5).contains(x))
    }

    /// The pixel of `value`, not far outside of the plot.
    pub fn height(&self, value: f64) -> Option<f64> {
        self.y.at(value).map(|y| y.clamp(TOP - 4.0, self.bottom() + 1.0))
    }

    /// Draws nothing beside the plot.
    pub fn within(&self, draw: impl FnOnce()) {
        let context = self.context();
        context.save();
        context.begin_path();
        context.rect(LEFT - 3.0, 0.0, self.right() - LEFT + 6.0, self.bottom() + 1.0);
        context.clip();
        draw();
        context.restore();
    }
}
