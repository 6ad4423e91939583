//! The panel "Take it home": the runs as pictures, numbers and programs.

pub mod button;
pub mod panel;
pub mod state;
