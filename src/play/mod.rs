//! The runs of a comparison as a state machine that knows no DOM.

pub mod lockstep;
pub mod pace;
