//! What both drawings share: their size, and the scale from bottom to top with its ticks.

use crate::chart::{Scale, log_ticks, nice_ticks};
use crate::luck::Outcome;
use crate::number::tidy;

/// Where runs stand, from left to right.
pub const ACROSS: (f64, f64) = (60.0, 470.0);

/// Where the names of the runs stand, and below them their values.
pub const NAMES: (f64, f64) = (256.0, 274.0);

const SIZE: (f64, f64) = (480.0, 280.0);

/// The lower edge of the scale and its upper one.
const EDGES: (f64, f64) = (236.0, 12.0);

/// The scale of a drawing.
pub struct Frame<'a> {
    outcome: &'a Outcome,
    scale: Scale,
    ticks: Vec<f64>,
}

impl<'a> Frame<'a> {
    /// One that shows all of `scores`. Distances are drawn by their logarithm.
    pub fn of(outcome: &'a Outcome, scores: impl Iterator<Item = f64>) -> Self {
        let shown = scores.map(|y| outcome.shown(y));
        let (low, high) = shown.fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), v| (l.min(v), h.max(v)));
        let (low, high) = if low > high { (1.0, 1.0) } else { (low, high) };
        if outcome.is_ratio() {
            let range = (low.min(1.0) / 1.1, high.max(low * 1.5) * 1.2);
            return Self { outcome, scale: Scale::log(range, EDGES), ticks: log_ticks(range.0, range.1, 5) };
        }
        let low = low.min(0.0);
        let range = (low, high + (high - low).max(0.1) * 0.05);
        Self { outcome, scale: Scale::linear(range, EDGES), ticks: nice_ticks(range.0, range.1, 4) }
    }

    /// The pixel of y.
    pub fn at(&self, y: f64) -> Option<f64> {
        self.scale.at(self.outcome.shown(y))
    }

    /// The dot of y at `x`; nothing where it has no place.
    pub fn dot(&self, x: f64, y: f64) -> String {
        let dot = |y: f64| format!(r#"<circle class="luck-dot" cx="{x:.1}" cy="{y:.1}" r="4"/>"#);
        self.at(y).map(dot).unwrap_or_default()
    }

    /// The whole figure: `caption`, and `drawn` before the scale, under the name `hook`.
    pub fn figure(&self, hook: &str, caption: &str, drawn: &str) -> String {
        let (width, height) = SIZE;
        let tick = |value: &f64| {
            let y = self.scale.at(*value)?;
            Some(format!(
                r#"<line class="plot-hair" x1="52" x2="{width}" y1="{y:.1}" y2="{y:.1}"/><text class="plot-tick" x="46" y="{:.1}">{}</text>"#,
                y + 4.0,
                tidy(*value)
            ))
        };
        let ticks: String = self.ticks.iter().filter_map(tick).collect();
        format!(
            r#"<figure class="luck-plot"><figcaption class="small-print">{caption}</figcaption><svg viewBox="0 0 {width} {height}" width="{width}" height="{height}" aria-hidden="true" focusable="false" data-testid="{hook}">{ticks}{drawn}</svg></figure>"#
        )
    }
}
