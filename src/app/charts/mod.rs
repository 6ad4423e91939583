//! The charts beside the runs.

pub mod chart_drawing;
pub mod head;
pub mod legend;
pub mod line_chart;
pub mod margins;
pub mod metric_menu;
pub mod panel;
pub mod pen;
pub mod pen_ground;
pub mod pen_traces;
pub mod plot;
pub mod pointing;
pub mod surface;
pub mod switches;
pub mod trace;
pub mod values;
pub mod view;
