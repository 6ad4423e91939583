//! Grey boxes in images: what a cut-out that leaks leaves in samples. DiffAugment's cut-out and its
//! shift fill with 0, the middle grey of pixels from -1 to 1 (Zhao et al. 2020; `gan/augment.rs`), and
//! a hole is half an image wide. Images that have such boxes without it are told by the floor.

use super::samples::Rows;

/// A pixel this near to 0 is grey (ours: a trained tanh comes this near to a constant).
const GREY: f32 = 0.1;

/// Side of the box that is looked for, in an image of `size` pixels: the part of a hole that is left when half
/// of it lies outside each edge, and no less than tells a box from a blur (ours).
fn side(size: usize) -> usize {
    (size / 4).max(3)
}

/// Share of `images` of `channels` planes of `size` x `size` pixels with a grey box.
pub fn grey_boxes(images: Rows<'_>, channels: usize, size: usize) -> f64 {
    let with = images.iter().filter(|image| has_box(image, channels, size)).count();
    with as f64 / images.count() as f64
}

/// Whether there is a square of [`side`] pixels that is grey in every channel.
fn has_box(image: &[f32], channels: usize, size: usize) -> bool {
    let (side, area) = (side(size), size * size);
    let grey = |at: usize| (0..channels).all(|c| image[c * area + at].abs() <= GREY);
    // The side of the largest grey square that ends at each pixel, row by row.
    let mut above = vec![0; size];
    for y in 0..size {
        let (mut left, mut corner) = (0, 0);
        for (x, here) in above.iter_mut().enumerate() {
            let largest = if grey(y * size + x) { 1 + left.min(*here).min(corner) } else { 0 };
            (corner, left) = (*here, largest);
            *here = largest;
            if largest >= side {
                return true;
            }
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Source;
    use crate::experiment::{Data, Experiment};
    use crate::rng::Stream;

    /// `digits` with a hole of `side` pixels in each.
    fn cut(digits: &[f32], side: usize) -> Vec<f32> {
        let mut stream = Stream::new(1, "holes");
        let hole = |image: &[f32]| {
            let (top, left) = (stream.below(9 - side), stream.below(9 - side));
            let inside =
                |at: usize| (top..top + side).contains(&(at / 8)) && (left..left + side).contains(&(at % 8));
            let fill = |(at, v): (usize, &f32)| if inside(at) { 0.05 } else { *v };
            image.iter().enumerate().map(fill).collect::<Vec<_>>()
        };
        digits.chunks(64).flat_map(hole).collect()
    }

    #[test]
    fn cut_outs_are_seen_and_real_digits_have_none() {
        let source = Source::open(&Experiment::default_for(Data::Digits8), &[]).expect("no files needed");
        let digits = source.reference(500);
        let share = |images: &[f32]| grey_boxes(Rows::new(images, 64), 1, 8);
        assert_eq!(share(&digits), 0.0);
        assert_eq!(share(&cut(&digits, 4)), 1.0);
        assert_eq!(share(&cut(&digits, 3)), 1.0);
        assert!(share(&cut(&digits, 2)) < 0.02, "{}", share(&cut(&digits, 2)));
    }

    #[test]
    fn a_box_is_grey_in_every_channel() {
        let mut image = [0.0; 2 * 64];
        let has = |image: &[f32]| has_box(image, 2, 8);
        assert!(has(&image));
        image[64..].fill(1.0);
        assert!(!has(&image));
        // One of three pixels in the last corner.
        for at in [45, 46, 47, 53, 54, 55, 61, 62, 63] {
            image[64 + at] = -0.1;
        }
        assert!(has(&image));
        image[64 + 54] = 0.11;
        assert!(!has(&image));
    }
}
