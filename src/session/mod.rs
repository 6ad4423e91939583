//! One run: the loop around the training step, the same in a worker, in the command line and in
//! tests.

mod advance;
mod bound;
mod draws;
mod edits;
mod frame;
mod inside;
mod kernels;
mod look;
mod memory;
mod options;
mod probe;
mod rates;
mod readback;
mod reading;
mod record;
mod run;
mod saved;
pub mod self_test;
mod spread;
mod trace;
mod watch;

#[cfg(feature = "gpu")]
pub mod gpu;

pub use advance::READ_EVERY;
pub use options::SessionOptions;
pub use probe::Probe;
pub use record::{Diverged, Reading};
pub use run::Session;
pub use trace::{Numbers, TracedStep, TracedUpdate};
