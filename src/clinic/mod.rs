//! The clinic: runs that fail for a known reason, and what rescues them.
//!
//! A [`mod@case`] is such a run with a target; an [`arm`] is a tip at one setting, announced with what is
//! expected of it; a [`mod@line`] is one run that was trained, and [`results`] are all of them. All pure: the
//! command line trains, the page shows.

pub mod advice;
pub mod arm;
mod arm_words;
pub mod board;
pub mod carry;
pub mod carry_join;
pub mod carry_markup;
pub mod carry_plan;
pub mod case;
mod cases;
pub mod cell_markup;
pub mod floors;
pub mod held;
mod joiner;
pub mod layout;
pub mod lesson;
pub mod line;
pub mod losses;
pub mod mark;
pub mod markup;
pub mod nearest;
pub mod normal_losses;
pub mod opening;
pub mod picture;
pub mod plan;
pub mod reading;
pub mod remedy;
pub mod rescue;
pub mod results;
#[cfg(test)]
mod sample;
pub mod switch;
pub mod target;
pub mod words;

pub use arm::Arm;
pub use board::Board;
pub use case::{Case, case};
pub use cases::CASES;
