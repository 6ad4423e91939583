//! The clinic: runs that fail for a known reason, and what rescues them.
//!
//! A [`case`] is such a run with a target; an [`arm`] is a tip at one setting, announced with what is
//! expected of it; a [`line`] is one run that was trained, and [`results`] are all of them. All pure: the
//! command line trains, the page shows.

pub mod arm;
pub mod board;
pub mod case;
mod cases;
pub mod floors;
pub mod line;
pub mod nearest;
pub mod results;
pub mod target;

pub use arm::Arm;
pub use board::Board;
pub use case::{Case, case};
pub use cases::CASES;
