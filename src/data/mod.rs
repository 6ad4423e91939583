//! What the networks are trained on: points in the plane and small images, one way to ask for a
//! batch. Pure Rust on plain slices.

mod axes;
mod classes;
pub mod digits;
pub mod drawn;
mod endless;
mod epochs;
mod error;
pub mod fashion;
mod files;
pub mod hand;
mod images;
mod own;
#[cfg(any(feature = "reader", feature = "cli"))]
mod own_hash;
mod own_points;
mod planes;
pub mod points;
mod preview;
mod samples;
pub mod shapes;
pub mod sketch;
mod source;
#[cfg(test)]
mod source_tests;
mod split;
pub mod stacked;

pub use axes::Axes;
pub use classes::class_at;
pub use error::DataError;
pub use files::{
    Fault, FileError, Gather, ImageSet, MAX_BYTES, OWN_EXTENT, Picture, Place, PointSet, SIDES, Seen,
    Skipped, UserFile, Wishes, is_junk, is_picture, parse_images, parse_points, shipped, unwrapped,
};
pub use own::OwnData;
pub use planes::interleaved;
pub use preview::{Preview, Shown, SomeImages, SomePoints};
pub use samples::{Batch, SourceState};
pub use source::Source;
