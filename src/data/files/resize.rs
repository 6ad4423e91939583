//! The square middle of a picture, brought to a side by areas: every pixel is the mean of what it covers.
//! All in whole numbers, so that wasm and native give the same bytes.

use std::borrow::Cow;

use super::limits::{LARGE_SIDES, SIDES};

/// The side that images of `width` x `height` pixels are brought to when none is asked for: the largest
/// of 8, 16 and 28 that they have, or their own of 32, 64 or 128 where `large` ones may stay.
pub fn natural_side(width: usize, height: usize, large: bool) -> Option<usize> {
    if large && width == height && LARGE_SIDES.contains(&width) {
        return Some(width);
    }
    SIDES.into_iter().rev().find(|side| *side <= width.min(height))
}

/// A grey picture of `width` columns, row by row, as a square of `side` pixels. It must be at least as
/// large, or comes back as it is.
pub fn square(pixels: &[u8], width: usize, side: usize) -> Cow<'_, [u8]> {
    let height = pixels.len() / width.max(1);
    let middle = width.min(height);
    if (width, height) == (side, side) || side == 0 || middle < side {
        return Cow::Borrowed(pixels);
    }
    let (left, top) = ((width - middle) / 2, (height - middle) / 2);
    let spans: Vec<Vec<(usize, u64)>> = (0..side).map(|place| span(place, middle, side)).collect();
    // Columns first: rows of `side` sums, each over `middle` shares.
    let row = |y: usize| &pixels[(top + y) * width + left..][..middle];
    let sums: Vec<u64> =
        (0..middle).flat_map(|y| spans.iter().map(move |span| weighed(span, |x| row(y)[x].into()))).collect();
    let area = (middle * middle) as u64;
    let mean = |(y, x): (usize, usize)| weighed(&spans[y], |row| sums[row * side + x]);
    let places = (0..side).flat_map(|y| (0..side).map(move |x| (y, x)));
    places.map(|place| ((mean(place) + area / 2) / area) as u8).collect()
}

fn weighed(span: &[(usize, u64)], value: impl Fn(usize) -> u64) -> u64 {
    span.iter().map(|(at, weight)| weight * value(*at)).sum()
}

/// The pixels of `from` that pixel `place` of `to` covers, each with its share in parts of 1 / `to`.
fn span(place: usize, from: usize, to: usize) -> Vec<(usize, u64)> {
    let (begin, end) = (place * from, (place + 1) * from);
    let share = |at: usize| (end.min((at + 1) * to) - begin.max(at * to)) as u64;
    (begin / to..end.div_ceil(to)).map(|at| (at, share(at))).collect()
}

/// A square of `side` pixels turned over its diagonal: rows become columns.
pub fn turned(pixels: &[u8], side: usize) -> Vec<u8> {
    let places = (0..side).flat_map(|y| (0..side).map(move |x| x * side + y));
    places.filter_map(|at| pixels.get(at)).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn means_over_areas_are_exact() {
        // 12 to 8: every pixel covers one and a half; a ramp of columns 0, 10, … gives 10/3, 50/3, ….
        let ramp: Vec<u8> = (0..144).map(|i| (i % 12 * 10) as u8).collect();
        let small = square(&ramp, 12, 8);
        assert_eq!(small[..8], [3, 17, 33, 47, 63, 77, 93, 107]);
        assert!(small.chunks(8).all(|row| row == &small[..8]));
        assert_eq!(square(&[255; 30 * 30], 30, 28)[..], [255; 784]);
        let halves: Vec<u8> = (0..256).map(|i| if (i % 16 + i / 16) % 2 == 0 { 255 } else { 0 }).collect();
        assert_eq!(square(&halves, 16, 8)[..], [128; 64]);
    }

    #[test]
    fn the_middle_is_cut_out() {
        let wide: Vec<u8> = (0..8 * 20).map(|i| (i % 20) as u8).collect();
        let cut = square(&wide, 20, 8);
        assert!(cut.chunks(8).all(|row| row == [6, 7, 8, 9, 10, 11, 12, 13]));
        let high: Vec<u8> = (0..20).flat_map(|y| [y; 8]).collect();
        assert_eq!(turned(&square(&high, 8, 8), 8)[..], cut[..]);
    }

    #[test]
    fn what_has_the_side_stays_to_the_bit() {
        let own: Vec<u8> = (0..64).collect();
        assert_eq!(square(&own, 8, 8), own);
    }

    #[test]
    fn the_side_is_the_largest_that_the_picture_has() {
        let side = |w, h| natural_side(w, h, false);
        assert_eq!(
            [side(7, 99), side(8, 9), side(27, 30), side(28, 28)],
            [None, Some(8), Some(16), Some(28)]
        );
        assert_eq!([side(4032, 3024), side(32, 32)], [Some(28), Some(28)]);
        assert_eq!([natural_side(64, 64, true), natural_side(64, 65, true)], [Some(64), Some(28)]);
    }
}
