//! The tips: switches, presets, recipes.

pub mod differences;
pub mod presets;
pub mod recipe;
pub mod tip_evidence;
pub mod tip_row;
pub mod tips_panel;
