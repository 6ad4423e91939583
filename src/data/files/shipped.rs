//! Images that ship with the crate: read without the parsers, which an engine does not carry.

use super::image_set::ImageSet;
use super::labels::Labels;
use super::range::Seen;
use super::wrap;
use crate::data::DataError;

/// Bytes before the images and before the labels of an IDX file.
const HEADERS: (usize, usize) = (16, 8);

/// The images of `side` pixels and their classes in two IDX files of bytes, packed with gzip.
///
/// # Errors
/// When the gzip is damaged.
pub fn shipped(images: &[u8], labels: &[u8], side: u32) -> Result<ImageSet, DataError> {
    let unpacked = |bytes: &[u8], header: usize| {
        let bytes = wrap::unwrapped(bytes.into()).map_err(|fault| DataError::File(fault.of("what ships")))?;
        Ok::<_, DataError>(bytes.get(header..).unwrap_or_default().to_vec())
    };
    let (pixels, of) = (unpacked(images, HEADERS.0)?, unpacked(labels, HEADERS.1)?);
    let mut seen = Seen::default();
    seen.bytes(&pixels);
    let classes = of.iter().max().map_or(0, |most| most + 1);
    let labels = Labels { of, names: (0..classes).map(|class| class.to_string()).collect() };
    let count = (pixels.len() / (side * side) as usize) as u32;
    ImageSet { count, side, channels: 1, pixels, seen, ..ImageSet::default() }
        .labelled(Some(labels))
        .counted()
}
