//! "Is it luck?" and "Vary this key": the runs of a comparison with several seeds, trained by workers in
//! the background, and what they say.
//!
//! A [`Luck`] is all that the page needs: it holds the [`Study`] (which runs with which seeds, how far they
//! are, how they ended) and the [`Crew`] of workers that train them. What comes out is read from the study:
//! [`compare`] for the effect of each run over run A, [`dose`] for the values of one key, [`tally`] for what
//! the doctor found, [`table`] for a sheet of it all. [`vary`] makes the comparison of four values. All pure:
//! the page passes on what workers say, and draws.

pub mod bet;
pub mod compare;
pub mod crew;
pub mod dose;
pub mod dose_axis;
pub mod drawing;
pub mod order;
pub mod outcome;
pub mod pace;
pub mod repeat;
mod session;
mod study;
pub mod table;
pub mod tally;
pub mod vary;
pub mod words;

#[cfg(test)]
mod crew_tests;
#[cfg(test)]
mod luck_tests;
#[cfg(test)]
mod stage;

pub use crew::{Crew, News};
pub use order::Order;
pub use outcome::Outcome;
pub use repeat::{Ending, Repeat, State};
pub use session::Luck;
pub use study::Study;
