//! Charts as plain numbers: what to draw and where, without a canvas.

mod clock;
mod columns;
mod dot_axis;
mod film;
mod history;
mod labels;
mod line;
mod normal;
mod pyramid;
mod rest;
mod scale;
mod scores;
mod table;

pub use clock::{Axis, Clock};
pub use columns::{Column, columns, spread_of};
pub use dot_axis::DotAxis;
pub use film::Film;
pub use history::{Curve, History, SERIES, Series};
pub use labels::spread;
pub use normal::{Area, accuracy_areas, loss_areas};
pub use rest::{RestLine, rest_lines};
pub use scale::{Scale, log_ticks, nice_ticks};
pub use scores::{MetricCurve, Scores};
pub use table::table;
