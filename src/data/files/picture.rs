//! A picture as grey bytes.

use super::fault::{Fault, Place};
use super::limits::{FREE_BYTES, MAX_PIXELS, MAX_RATIO, SIDES};
use super::stack;

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
        let found = || format!("a picture of {width} x {height} pixels");
        if width.min(height) < SIDES[0] || width.max(height) > MAX_PIXELS || width * height > MAX_AREA {
            return Err(Fault::whole(found(), "at least 8 x 8, and at most 50 million pixels"));
        }
        if (width * height) as u64 > most(bytes) {
            let expected = "at most 200 pixels a byte";
            return Err(Fault::at(Place::Whole, format!("{} in {bytes} bytes", found()), expected));
        }
        Ok(())
    }
}

/// Pixels that `bytes` bytes may decode to.
pub fn most(bytes: usize) -> u64 {
    (bytes as u64).saturating_mul(MAX_RATIO).max(FREE_BYTES)
}
