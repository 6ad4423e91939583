//! Evidence: what each tip does, measured as it was announced beforehand.
//!
//! [`plan`] reads the experiments that were written down first, [`paired`] compares two runs over
//! seeds, [`trials`] sums up a recipe, [`board`] is what the page shows; [`reading`], [`tally`] and
//! [`figures`] put it in words. [`bet`] is what a reader expects of a tip. [`planned`] is
//! the list of runs to train, [`lines`] reads those that were, [`gaps`] says which are missing. All pure: the command line and the page do the training.

pub mod bet;
pub mod board;
pub mod figures;
pub mod fingerprints;
pub mod gaps;
pub mod lines;
pub mod measured_run;
pub mod paired;
pub mod plan;
pub mod planned;
pub mod reading;
#[cfg(test)]
mod sample;
pub mod tally;
pub mod trials;
