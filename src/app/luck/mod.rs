//! "Is it luck?" and "Vary this key" on the page.

pub mod ask;
pub mod background;
mod controls;
mod copies;
mod offer;
pub mod panel;
mod progress;
mod results;
mod standing;
pub mod studies;
pub mod vary_button;
mod workers;
