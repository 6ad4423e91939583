//! One run: the loop around the training step, the same in a worker, in the command line and in
//! tests.

mod draws;
mod frame;
mod memory;
mod probe;
mod rates;
mod record;
mod run;
mod spread;

#[cfg(feature = "gpu")]
pub mod gpu;

pub use record::Reading;
pub use run::Session;
