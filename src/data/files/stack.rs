//! Images of one size in an array: seen without being copied.

use std::borrow::Cow;

use super::elements::Elements;
use super::range::{Range, Seen};

/// Images of one size.
#[derive(Clone, Debug)]
pub struct Stack<'a> {
    /// The numbers of all of them.
    pub elements: Elements<'a>,
    /// Images.
    pub count: usize,
    /// Rows of each.
    pub height: usize,
    /// Columns of each.
    pub width: usize,
    /// 1 grey, 2 grey and alpha, 3 colour, 4 colour and alpha.
    pub channels: usize,
    /// Elements from one image, row, column and channel to the next.
    pub strides: [usize; 4],
}

/// What transparent pixels lie on: the white of a page.
const PAPER: u32 = 255;

/// `value` with the opacity `alpha`, on the page.
fn over(value: u32, alpha: u8) -> u8 {
    let alpha = u32::from(alpha);
    ((value * alpha + PAPER * (255 - alpha) + 127) / 255) as u8
}

/// Luma (ITU-R BT.601, section 2.5.1).
fn luma(r: u8, g: u8, b: u8) -> u32 {
    (299 * u32::from(r) + 587 * u32::from(g) + 114 * u32::from(b) + 500) / 1000
}

/// The grey of a pixel of 1 to 4 channels, over white where it is transparent.
pub fn grey(pixel: &[u8]) -> u8 {
    match *pixel {
        [grey] => grey,
        [grey, alpha] => over(grey.into(), alpha),
        [r, g, b] => luma(r, g, b) as u8,
        [r, g, b, alpha] => over(luma(r, g, b), alpha),
        _ => 0,
    }
}

/// The colour of a pixel of 1 to 4 channels, over white where it is transparent.
pub fn rgb(pixel: &[u8]) -> [u8; 3] {
    match *pixel {
        [r, g, b] => [r, g, b],
        [r, g, b, alpha] => [r, g, b].map(|value| over(value.into(), alpha)),
        _ => [grey(pixel); 3],
    }
}

/// `pixels` of so many `channels` as planes one after the other: red, green and blue, or grey alone.
pub fn planes(pixels: &[u8], channels: usize, colour: bool) -> Vec<u8> {
    let area = pixels.len() / channels.max(1);
    let pixels = pixels.chunks_exact(channels.max(1));
    if !colour {
        return pixels.map(grey).collect();
    }
    let mut planes = vec![0; 3 * area];
    for (i, pixel) in pixels.enumerate() {
        let [r, g, b] = rgb(pixel);
        (planes[i], planes[area + i], planes[2 * area + i]) = (r, g, b);
    }
    planes
}

impl Stack<'_> {
    fn at(&self, image: usize, y: usize, x: usize, channel: usize) -> usize {
        let [n, row, column, c] = self.strides;
        image * n + y * row + x * column + channel * c
    }

    /// The bytes of `image` where they are grey and stand row by row.
    fn plain(&self, image: usize) -> Option<&[u8]> {
        let rows = self.channels == 1 && self.strides[1] == self.width && self.strides[2] == 1;
        rows.then(|| self.elements.plain(self.at(image, 0, 0, 0), self.height * self.width)).flatten()
    }

    /// Calls `take` with every number of `image`, pixel by pixel.
    fn each(&self, image: usize, mut take: impl FnMut(f64)) {
        let read = self.elements.reader();
        for y in 0..self.height {
            for x in 0..self.width {
                for channel in 0..self.channels {
                    take(read(self.at(image, y, x, channel)));
                }
            }
        }
    }

    /// All bytes of `image`, in any order, where they stand together.
    fn block(&self, image: usize) -> Option<&[u8]> {
        let [_, row, column, channel] = self.strides;
        let last = (self.height - 1) * row + (self.width - 1) * column + (self.channels - 1) * channel;
        let count = self.height * self.width * self.channels;
        (last + 1 == count).then(|| self.elements.plain(self.at(image, 0, 0, 0), count)).flatten()
    }

    /// What numbers the images `chosen` hold.
    pub fn seen(&self, chosen: impl Iterator<Item = usize>) -> Seen {
        let mut seen = Seen::default();
        for image in chosen {
            match self.block(image) {
                Some(bytes) => seen.bytes(bytes),
                None => self.each(image, |number| seen.number(number)),
            }
        }
        seen
    }

    /// How its numbers are spread over grey.
    pub fn range(&self, seen: &Seen) -> Range {
        Range::of(seen, self.elements.element)
    }

    /// The bytes of `image`, row by row: red, then green, then blue with `colour`, else its grey; `None`
    /// where a number is not finite.
    pub fn frame(&self, image: usize, range: Range, colour: bool) -> Option<Cow<'_, [u8]>> {
        if let (Some(bytes), false) = (self.plain(image), colour) {
            let spread = || bytes.iter().map(|v| range.byte(f64::from(*v))).collect();
            return Some(if range == Range::BYTES { bytes.into() } else { Cow::Owned(spread()) });
        }
        let mut bytes = Vec::with_capacity(self.height * self.width * self.channels);
        let mut finite = true;
        self.each(image, |number| {
            finite &= number.is_finite();
            bytes.push(range.byte(number));
        });
        let is_plain = self.channels == 1 && !colour;
        finite.then(|| Cow::Owned(if is_plain { bytes } else { planes(&bytes, self.channels, colour) }))
    }
}

#[cfg(test)]
mod tests {
    use super::super::elements::Element;
    use super::*;

    #[test]
    fn grey_is_luma_and_transparent_pixels_lie_on_white() {
        assert_eq!([grey(&[255, 0, 0]), grey(&[0, 255, 0]), grey(&[0, 0, 255])], [76, 150, 29]);
        assert_eq!([grey(&[7]), grey(&[7, 255]), grey(&[7, 0]), grey(&[0, 128])], [7, 7, 255, 127]);
        assert_eq!((grey(&[9, 9, 9, 255]), grey(&[9, 9, 9, 0])), (9, 255));
        assert_eq!([rgb(&[7]), rgb(&[1, 2, 3]), rgb(&[0, 255, 9, 0])], [[7; 3], [1, 2, 3], [255; 3]]);
    }

    #[test]
    fn planes_and_pixels_give_the_same_picture() {
        let pixels: Vec<u8> = (0..8 * 8 * 3).map(|i| (i * 7 % 256) as u8).collect();
        let planes: Vec<u8> = (0..3).flat_map(|c| pixels.iter().skip(c).step_by(3).copied()).collect();
        let stack = |bytes: &[u8], strides| Stack {
            elements: Elements {
                element: Element::U8,
                big_endian: false,
                bytes: bytes.to_vec().into(),
                start: 0,
            },
            count: 1,
            height: 8,
            width: 8,
            channels: 3,
            strides,
        };
        let (a, b) = (stack(&pixels, [192, 24, 3, 1]), stack(&planes, [192, 8, 1, 64]));
        for (colour, length) in [(false, 64), (true, 192)] {
            assert_eq!(a.frame(0, Range::BYTES, colour), b.frame(0, Range::BYTES, colour));
            assert_eq!(a.frame(0, Range::BYTES, colour).map(|f| f.len()), Some(length));
        }
        assert_eq!(a.frame(0, Range::BYTES, true).as_deref(), Some(&planes[..]));
    }
}
