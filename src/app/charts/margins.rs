//! Room around a plot, in pixels.

/// Room for the numbers on the left.
pub const LEFT: f64 = 42.0;
/// Room for the end of the axis on the right.
pub const RIGHT: f64 = 8.0;
/// Room for marks above the plot.
pub const TOP: f64 = 8.0;
/// Room for the axis below it.
pub const BOTTOM: f64 = 20.0;
