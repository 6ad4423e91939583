//! What the networks are trained on: points in the plane and small images, one way to ask for a
//! batch. Pure Rust on plain slices.

pub mod digits;
pub mod idx;
pub mod points;
mod source;

pub use source::{DataError, Source, SourceState};
