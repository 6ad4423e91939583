//! A picture, in colour or grey.

use super::fault::Fault;
use super::limits::{FREE_BYTES, MAX_PIXELS, MAX_RATIO, SIDES};
use super::stack;
use crate::text::fault as t;

/// Pixels of a picture: of four bytes each they are decoded into 200 MB.
const MAX_AREA: usize = 50_000_000;

/// A picture, opaque.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Columns.
    pub width: usize,
    /// A byte a pixel, row by row: red, then green, then blue of a picture in colour.
    pub planes: Vec<u8>,
    /// Whether it has colours. One whose pixels are all grey has none, whatever its file says.
    pub colour: bool,
}

impl Picture {
    /// The picture of `pixels` of so many `channels` (grey or colour, and perhaps alpha), on white.
    pub fn of_pixels(width: usize, pixels: &[u8], channels: usize) -> Self {
        let colour = channels > 2
            && pixels.chunks_exact(channels).any(|pixel| pixel[0] != pixel[1] || pixel[1] != pixel[2]);
        Self { width, planes: stack::planes(pixels, channels, colour), colour }
    }

    /// The same in grey.
    pub fn grey(self) -> Self {
        if !self.colour {
            return self;
        }
        let [r, g, b] = [0, 1, 2].map(|c| self.plane(c));
        let pixels = r.iter().zip(g).zip(b).map(|((r, g), b)| stack::grey(&[*r, *g, *b]));
        Self { planes: pixels.collect(), colour: false, ..self }
    }

    /// Planes: three of a picture in colour, else one.
    pub fn count(&self) -> usize {
        if self.colour { 3 } else { 1 }
    }

    /// Rows.
    pub fn height(&self) -> usize {
        self.planes.len() / self.width.max(1) / self.count()
    }

    /// Plane 0, 1 or 2 of a picture in colour; of a grey one its only plane.
    pub fn plane(&self, number: usize) -> &[u8] {
        let area = self.width * self.height();
        let start = if self.colour { number * area } else { 0 };
        self.planes.get(start..start + area).unwrap_or_default()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_has_colours_where_a_pixel_has() {
        let red = Picture::of_pixels(2, &[255, 0, 0, 9, 9, 9], 3);
        assert_eq!((red.colour, red.height(), red.planes.clone()), (true, 1, vec![255, 9, 0, 9, 0, 9]));
        assert_eq!([red.plane(0), red.plane(2)], [[255, 9], [0, 9]]);
        assert_eq!(red.grey(), Picture { width: 2, planes: vec![76, 9], colour: false });
        let grey = Picture::of_pixels(1, &[5, 5, 5, 255, 0, 0, 0, 0], 4);
        assert_eq!((grey.colour, grey.height(), grey.planes.clone()), (false, 2, vec![5, 255]));
        assert_eq!([grey.plane(0), grey.plane(2)], [[5, 255]; 2]);
        assert_eq!(grey.clone().grey(), grey);
    }
}
