//! The charts beside the runs.

pub mod chart_drawing;
pub mod line_chart;
pub mod margins;
pub mod metric_menu;
pub mod panel;
pub mod pen;
pub mod plot;
pub mod trace;
