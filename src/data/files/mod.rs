//! The files that users bring: images and their labels, or points. Each is decided by its header, never by
//! its name; names only tell the class of pictures in folders.
//!
//! Nothing in a file is believed: no input panics, takes more memory than its bytes justify, or hangs.

use std::borrow::Cow;

mod archive;
mod array;
mod array_set;
mod assemble;
mod cells;
mod cifar;
#[cfg(feature = "cli")]
mod decoders;
mod elements;
mod even;
mod fault;
#[cfg(test)]
pub(crate) mod fixtures;
mod gather;
mod idx;
mod image_set;
mod labels;
mod limits;
mod npy;
mod npy_header;
mod npz;
mod number;
#[cfg(feature = "cli")]
mod orientation;
mod parts;
mod picture;
mod picture_set;
mod pixels;
mod point_files;
mod points;
mod range;
mod resize;
mod shipped;
mod skipped;
mod sniff;
mod stack;
mod table;
mod tally;
mod text;
mod wishes;
mod wrap;

#[cfg(test)]
mod files_tests;

pub use archive::is_junk;
pub use fault::{Fault, FileError, Place};
pub use gather::Gather;
pub use image_set::ImageSet;
pub use limits::{MAX_BYTES, MIN_SAMPLES, SIDES};
pub use picture::Picture;
pub use point_files::parse_points;
pub use points::{OWN_EXTENT, PointSet};
pub use range::Seen;
pub use shipped::shipped;
pub use skipped::Skipped;
pub use sniff::is_picture;
pub use wishes::Wishes;
pub use wrap::unwrapped;

use super::DataError;

/// A file that the user chose.
#[derive(Clone, PartialEq, Eq)]
pub struct UserFile {
    /// What the user calls it, for messages; with the folder that it lies in, which may be its class.
    pub name: String,
    /// What it holds, plain or packed.
    pub bytes: Vec<u8>,
}

impl std::fmt::Debug for UserFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}, {} bytes", self.name, self.bytes.len())
    }
}

/// Columns from which on a table can be one of pixels.
const WIDE: usize = SIDES[0] * SIDES[0];

/// Whether `bytes` are text, and no table of pixels by its width.
pub(super) fn is_narrow(bytes: &[u8]) -> bool {
    let Ok(bytes) = wrap::unwrapped(bytes.into()) else { return false };
    let columns = |text: &str| cells::Cut::of(text).map_or(0, |cut| cut.columns);
    let text = Some(&bytes).filter(|bytes| sniff::sniff(bytes) == Ok(sniff::Kind::Text));
    text.and_then(|text| text::decoded(text).ok()).is_some_and(|text| columns(&text) < WIDE)
}

/// The images of `files` and perhaps their labels, in any order, as the user wishes.
///
/// # Errors
/// [`DataError`] with the name of the file, what was expected and what was found.
pub fn parse_images(files: &[UserFile], wishes: &Wishes) -> Result<ImageSet, DataError> {
    let mut gather = Gather::new(wishes)?;
    for file in files {
        gather.add(&file.name, Cow::Borrowed(&file.bytes));
    }
    gather.finish()
}
