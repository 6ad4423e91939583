//! What holds of every format that comes from outside, whatever its bytes: a function each, which panics where it
//! does not, and says whether the bytes were accepted. `tests/bad_input` drives them with damaged files, `fuzz/` with
//! libFuzzer; that nothing hangs or takes much memory is measured by both.
//!
//! The property is the same for all: nothing panics; what is read is within its bounds; and what is accepted reads the
//! same when it is written again.

#[cfg(feature = "engine")]
mod checkpoint;
mod comparison;
mod data;
mod film;
mod message;
mod set;
mod text;

#[cfg(feature = "engine")]
pub use checkpoint::{EXPERIMENT, checkpoint, now};
pub use comparison::comparison;
pub use data::{cifar, file, gzip, idx, jpeg, npy, png, table, zip};
pub use film::film;
pub use message::message;
pub use set::set;
pub use text::{language, lesson, link, plan, results};
