//! What the networks are trained on: points in the plane and small images, one way to ask for a
//! batch. Pure Rust on plain slices.

mod classes;
pub mod digits;
mod endless;
mod epochs;
mod error;
pub mod idx;
mod images;
pub mod points;
pub mod shapes;
mod source;
pub mod stacked;

pub use classes::class_at;
pub use error::DataError;
pub use source::{Batch, Source, SourceState};
