//! What both drawings share: their size, and the scale from bottom to top with its ticks.

use crate::chart::DotAxis;
use crate::luck::Outcome;

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
    axis: DotAxis,
}

impl<'a> Frame<'a> {
    /// One that shows all of `scores`. Distances are drawn by their logarithm.
    pub fn of(outcome: &'a Outcome, scores: impl Iterator<Item = f64>) -> Self {
        let shown = scores.map(|y| outcome.shown(y));
        Self { outcome, axis: DotAxis::of(shown, outcome.is_ratio(), EDGES, SIZE.0) }
    }

    /// The pixel of y.
    pub fn at(&self, y: f64) -> Option<f64> {
        self.axis.at(self.outcome.shown(y))
    }

    /// The dot of y at `x`; nothing where it has no place.
    pub fn dot(&self, x: f64, y: f64) -> String {
        let dot = |y: f64| format!(r#"<circle class="luck-dot" cx="{x:.1}" cy="{y:.1}" r="4"/>"#);
        self.at(y).map(dot).unwrap_or_default()
    }

    /// The whole figure: `caption`, and `drawn` before the scale, under the name `hook`.
    pub fn figure(&self, hook: &str, caption: &str, drawn: &str) -> String {
        let ((width, height), ticks) = (SIZE, self.axis.drawn());
        format!(
            r#"<figure class="luck-plot"><figcaption class="small-print">{caption}</figcaption><svg viewBox="0 0 {width} {height}" width="{width}" height="{height}" aria-hidden="true" focusable="false" data-testid="{hook}">{ticks}{drawn}</svg></figure>"#
        )
    }
}
