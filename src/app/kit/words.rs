//! What only the page puts into words: axes, places on them, sizes. The experiment's own words stand
//! beside its keys.

use crate::chart::Axis;
pub use crate::experiment::words::{choice, data, number, phrase};
use crate::number::{compact, three_digits, whole};
use crate::play::RunView;
use crate::text::{axis as t, card};

/// What the charts count.
pub fn axis(axis: Axis) -> &'static str {
    match axis {
        Axis::Steps => t::STEPS.get(),
        Axis::UpdatesOfD => t::UPDATES_OF_D.get(),
        Axis::UpdatesOfG => t::UPDATES_OF_G.get(),
        Axis::Seconds => t::SECONDS.get(),
    }
}

/// A place on an axis.
pub fn place(axis: Axis, value: f64) -> String {
    let count = || whole(value.round() as u64);
    match axis {
        Axis::Steps => t::at_step(count()),
        Axis::UpdatesOfD => t::at_update_of_d(count()),
        Axis::UpdatesOfG => t::at_update_of_g(count()),
        Axis::Seconds => t::at_second(three_digits(value)),
    }
}

/// The sizes of both networks and how much D sees.
pub fn sizes(view: &RunView) -> String {
    let Some((g, d)) = view.parameters else { return String::new() };
    let (g, d) = (compact(g.into()), compact(d.into()));
    match view.sees {
        Some(pixels) => card::parameters_sees(g, d, pixels),
        None => card::parameters(g, d),
    }
}
