//! What the drawings of a study share: its scale from bottom to top, with ticks.

use leptos::prelude::*;

use crate::chart::{Scale, log_ticks, nice_ticks};
use crate::luck::Outcome;
use crate::number::tidy;

/// Width and height of a drawing.
pub const SIZE: (f64, f64) = (480.0, 280.0);

/// Where its runs stand, from left to right.
pub const ACROSS: (f64, f64) = (60.0, 470.0);

/// Its lower edge and its upper one.
const EDGES: (f64, f64) = (236.0, 12.0);

/// The scale that shows all of `scores`, and its ticks. Distances are drawn by their logarithm.
pub fn scale(outcome: &Outcome, scores: impl Iterator<Item = f64>) -> (Scale, Vec<f64>) {
    let shown = scores.map(|y| outcome.shown(y));
    let (low, high) = shown.fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), v| (l.min(v), h.max(v)));
    let (low, high) = if low > high { (1.0, 1.0) } else { (low, high) };
    if outcome.is_ratio() {
        let range = (low.min(1.0) / 1.1, high.max(low * 1.5) * 1.2);
        return (Scale::log(range, EDGES), log_ticks(range.0, range.1, 5));
    }
    let range = (low.min(0.0), high + (high - low.min(0.0)).max(0.1) * 0.05);
    (Scale::linear(range, EDGES), nice_ticks(range.0, range.1, 4))
}

/// The hairlines.
pub fn ticks(scale: Scale, ticks: Vec<f64>) -> impl IntoView {
    let tick = |value: f64| {
        scale.at(value).map(|y| {
            view! {
                <line class="plot-hair" x1="52" x2=SIZE.0.to_string() y1=y.to_string() y2=y.to_string()/>
                <text class="plot-tick" x="46" y=(y + 4.0).to_string()>{tidy(value)}</text>
            }
        })
    };
    ticks.into_iter().map(tick).collect_view()
}

/// The pixel of a score.
pub fn height(scale: Scale, outcome: &Outcome, y: f64) -> Option<f64> {
    scale.at(outcome.shown(y))
}
