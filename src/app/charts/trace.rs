//! A line of a chart.

use crate::chart::Column;

/// One line: whose it is, the band of its steps, and its course.
#[derive(Default)]
pub struct Trace {
    /// The run.
    pub run: usize,
    /// Whether it is the dashed one of its run.
    pub dashed: bool,
    /// Whether its values are few and each is shown.
    pub dots: bool,
    /// Where most steps of each column lie.
    pub band: Vec<Column>,
    /// The course.
    pub line: Vec<Column>,
    /// Where each column stands on the axis.
    pub places: Vec<f64>,
}
