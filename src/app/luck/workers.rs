//! How many workers train in the background.

use leptos::prelude::*;

/// Workers at most: each holds an engine of its own.
const MOST: usize = 16;

/// Workers for runs in the background: one a core, and one core left where the page's own runs train at the
/// same time.
pub fn workers(beside: bool) -> usize {
    let cores = window().navigator().hardware_concurrency();
    let cores = if cores >= 1.0 { cores as usize } else { 1 };
    (cores - usize::from(beside && cores > 1)).min(MOST)
}
