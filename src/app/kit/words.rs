//! What only the page puts into words: axes, places on them, sizes. The experiment's own words stand
//! beside its keys.

use crate::chart::Axis;
pub use crate::experiment::words::{choice, data, number, phrase};
use crate::number::{compact, three_digits, whole};
use crate::play::RunView;

/// What the charts count.
pub fn axis(axis: Axis) -> &'static str {
    match axis {
        Axis::Steps => "Steps",
        Axis::UpdatesOfD => "Updates of D",
        Axis::UpdatesOfG => "Updates of G",
        Axis::Seconds => "Wall time",
    }
}

/// A place on an axis.
pub fn place(axis: Axis, value: f64) -> String {
    let count = || whole(value.round() as u64);
    match axis {
        Axis::Steps => format!("Step {}", count()),
        Axis::UpdatesOfD => format!("Update {} of D", count()),
        Axis::UpdatesOfG => format!("Update {} of G", count()),
        Axis::Seconds => format!("{} s of training", three_digits(value)),
    }
}

/// The sizes of both networks and how much D sees.
pub fn sizes(view: &RunView) -> String {
    let Some((g, d)) = view.parameters else { return String::new() };
    let sees = view.sees.map(|pixels| format!(", receptive field {pixels} px")).unwrap_or_default();
    format!("G {} parameters, D {} parameters{sees}", compact(g.into()), compact(d.into()))
}
