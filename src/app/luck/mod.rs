//! "Is it luck?" and "Vary this key" on the page.

pub mod ask;
mod controls;
mod copies;
mod dose_plot;
mod dots_plot;
mod offer;
pub mod panel;
mod plot;
mod progress;
mod results;
mod seeds_table;
mod standing;
pub mod studies;
pub mod vary_button;
mod workers;
