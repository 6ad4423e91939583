//! Ten kinds of shapes of 28 x 28 pixels, drawn without end: light on black, each with a place, a size
//! and a brightness of its own. Ours: what a toy of images needs, classes that can be told apart and no
//! file to load.

use crate::rng::Stream;

/// Pixels on a side.
pub const SIZE: u32 = 28;

/// Kinds of shapes: disc, ring, square, frame, diamond, plus, cross, bar, post, triangle.
pub const KINDS: usize = 10;

/// The shape's centre lies within this many pixels of that of the image, on each axis.
const AWAY: f32 = 3.0;
/// Half its size in pixels, at least and at most.
const RADIUS: (f32, f32) = (6.0, 10.0);
/// Its brightness, at least and at most.
const LIGHT: (f32, f32) = (0.7, 1.0);

/// Appends the pixels of a shape of `kind`, from -1 (black) to 1 (white), to `pixels`.
pub fn draw(kind: usize, stream: &mut Stream, pixels: &mut Vec<f32>) {
    let mut between = |(low, high): (f32, f32)| low + (high - low) * stream.uniform();
    let middle = (SIZE as f32 - 1.0) / 2.0;
    let centre = [between((-AWAY, AWAY)), between((-AWAY, AWAY))].map(|v| middle + v);
    let (radius, light) = (between(RADIUS), between(LIGHT));
    for row in 0..SIZE {
        for column in 0..SIZE {
            let (x, y) = (column as f32 - centre[0], row as f32 - centre[1]);
            // A pixel is covered by as much as the edge is beyond its centre.
            let covered = (0.5 - distance(kind, x, y, radius)).clamp(0.0, 1.0);
            pixels.push(2.0 * light * covered - 1.0);
        }
    }
}

/// Pixels from (x, y) to the edge of a shape around the origin, negative inside. No function but the
/// square root is needed, so that wasm and native draw the same bits.
fn distance(kind: usize, x: f32, y: f32, r: f32) -> f32 {
    let (across, down) = (x.abs(), y.abs());
    let block = |x: f32, y: f32, width: f32, height: f32| (x - width * r).max(y - height * r);
    let round = (x * x + y * y).sqrt();
    // The same point seen from axes turned by an eighth.
    let [turned_x, turned_y] = [x + y, x - y].map(|v| v.abs() * std::f32::consts::FRAC_1_SQRT_2);
    match kind {
        0 => round - 0.9 * r,
        1 => (round - 0.8 * r).abs() - 0.2 * r,
        2 => block(across, down, 0.8, 0.8),
        3 => (across.max(down) - 0.7 * r).abs() - 0.18 * r,
        4 => block(turned_x, turned_y, 0.7, 0.7),
        5 => block(across, down, 1.0, 0.25).min(block(across, down, 0.25, 1.0)),
        6 => block(turned_x, turned_y, 1.0, 0.25).min(block(turned_x, turned_y, 0.25, 1.0)),
        7 => block(across, down, 1.0, 0.3),
        8 => block(across, down, 0.3, 1.0),
        // From the tip at (0, -r) to the corners at (±0.9 r, 0.7 r).
        _ => (y - 0.7 * r).max((1.7 * across - 0.9 * (y + r)) / 1.923_5),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn image(kind: usize, seed: u32) -> Vec<f32> {
        let mut pixels = Vec::new();
        draw(kind, &mut Stream::new(seed, "shape"), &mut pixels);
        pixels
    }

    #[test]
    fn every_kind_has_light_and_black_and_lies_inside() {
        for kind in 0..KINDS {
            for seed in 0..50 {
                let pixels = image(kind, seed);
                assert_eq!(pixels.len(), 784);
                assert!(pixels.iter().all(|v| (-1.0..=1.0).contains(v)));
                let lit = pixels.iter().filter(|v| **v > 0.0).count();
                assert!((25..400).contains(&lit), "{kind}: {lit} pixels");
                // A shape may touch the edge with a limb, but never leaves the image.
                let corners = [0, 27, 27 * 28, 783].map(|i| pixels[i]);
                assert!(corners.iter().all(|v| *v < 0.0), "{kind}: {corners:?}");
            }
        }
    }

    #[test]
    fn a_disc_has_its_area_and_a_ring_is_dark_inside() {
        let area = |kind: usize, r: f32| {
            let at = |i: i32| (i % 41 - 20, i / 41 - 20);
            let covered = |i| {
                let (x, y) = at(i);
                (0.5 - distance(kind, x as f32, y as f32, r)).clamp(0.0, 1.0)
            };
            (0..41 * 41).map(covered).sum::<f32>()
        };
        assert!((area(0, 10.0) - std::f32::consts::PI * 81.0).abs() < 3.0);
        assert!((area(2, 10.0) - 256.0).abs() < 8.0);
        assert!(distance(1, 0.0, 0.0, 10.0) > 0.0 && distance(3, 0.0, 0.0, 10.0) > 0.0);
    }

    #[test]
    fn shapes_of_a_kind_differ_and_kinds_do_too() {
        assert_ne!(image(4, 1), image(4, 2));
        assert_eq!(image(4, 1), image(4, 1));
        for kind in 1..KINDS {
            assert_ne!(image(kind, 1), image(kind - 1, 1));
        }
    }
}
