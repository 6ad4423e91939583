//! The small classifier whose features images are measured in: trained once, natively, and shipped as
//! a file. Metrics read it without Burn ([`crate::metrics::features`]); this is where it comes from.

mod network;
mod train;

pub use network::Classifier;
pub use train::{LABELLED, Training, train};
