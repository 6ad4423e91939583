//! Evidence: what each tip does, measured as it was announced beforehand.
//!
//! [`plan`] reads the experiments that were written down first, [`paired`] compares two runs over
//! seeds, [`trials`] sums up a recipe, [`board`] is what the page shows. All pure: the command line does the training.

pub mod board;
pub mod paired;
pub mod plan;
pub mod trials;
