//! A picture as grey bytes.

use super::fault::Fault;
use super::limits::{FREE_BYTES, MAX_PIXELS, MAX_RATIO, SIDES};
use super::stack;
use crate::text::fault as t;

/// Pixels of a picture: of four bytes each they are decoded into 200 MB.
const MAX_AREA: usize = 50_000_000;

/// A grey picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grey {
    /// Columns.
    pub width: usize,
    /// A byte a pixel, row by row.
    pub pixels: Vec<u8>,
    /// Whether it had colours.
    pub colour: bool,
}

impl Grey {
    /// The picture of `pixels`, red, green, blue and alpha.
    pub fn of_pixels(width: usize, pixels: &[u8]) -> Self {
        let pixels = pixels.as_chunks::<4>().0;
        let colour = pixels.iter().any(|[r, g, b, _]| r != g || g != b);
        Self { width, pixels: pixels.iter().map(|pixel| stack::grey(pixel)).collect(), colour }
    }

    /// Whether a picture of so many bytes may have this size.
    ///
    /// # Errors
    /// When it is too small, too large, or holds more than its bytes can tell.
    pub fn fits(width: usize, height: usize, bytes: usize) -> Result<(), Fault> {
        if width.min(height) < SIDES[0] || width.max(height) > MAX_PIXELS || width * height > MAX_AREA {
            return Err(Fault::whole(t::picture_of(width, height), t::PICTURE_SIZES.get()));
        }
        if (width * height) as u64 > most(bytes) {
            return Err(Fault::whole(t::picture_of_bytes(width, height, bytes), t::PIXELS_A_BYTE.get()));
        }
        Ok(())
    }
}

/// Pixels that `bytes` bytes may decode to.
pub fn most(bytes: usize) -> u64 {
    (bytes as u64).saturating_mul(MAX_RATIO).max(FREE_BYTES)
}
