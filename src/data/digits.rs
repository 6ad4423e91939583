//! 1,797 real handwritten digits of 8 x 8 pixels, shipped with the crate (E. Alpaydin and
//! C. Kaynak 1998, UCI, CC BY 4.0; see `www/data/README.md`).

use std::sync::{Arc, OnceLock};

use super::error::DataError;
use super::files::{ImageSet, shipped};

static IMAGES: &[u8] = include_bytes!("../../www/data/digits8-images.idx.gz");
static LABELS: &[u8] = include_bytes!("../../www/data/digits8-labels.idx.gz");

/// The digits and their labels, unpacked once.
///
/// # Errors
/// None with the files as shipped.
pub fn load() -> Result<Arc<ImageSet>, DataError> {
    static DIGITS: OnceLock<Result<Arc<ImageSet>, DataError>> = OnceLock::new();
    DIGITS.get_or_init(|| shipped(IMAGES, LABELS, 8).map(Arc::new)).clone()
}

#[cfg(test)]
mod tests {
    use super::super::files::{UserFile, Wishes, parse_images};
    use super::*;

    #[test]
    fn they_are_what_the_parsers_read() {
        let files = [IMAGES, LABELS].map(|bytes| UserFile { name: "digits".into(), bytes: bytes.into() });
        let parsed = parse_images(&files, &Wishes::default()).expect("shipped");
        assert_eq!(*load().expect("shipped"), parsed);
    }

    #[test]
    fn there_are_1797_digits_of_every_kind() {
        let digits = load().expect("shipped");
        let labels = digits.labels.as_deref().expect("labelled");
        assert_eq!((digits.count, digits.side, digits.pixels.len()), (1797, 8, 1797 * 64));
        assert_eq!((&digits.notes[..], digits.skipped.count), (&[][..], 0));
        assert_eq!(labels.len(), 1797);
        let count = |digit| labels.iter().filter(|l| **l == digit).count();
        assert!((0..10).all(|digit| (174..=183).contains(&count(digit))));
        assert_eq!((0..10).map(count).sum::<usize>(), 1797);
    }

    #[test]
    fn the_first_digit_is_the_zero_of_the_source() {
        // The first row of the source, values 0 to 16.
        const ZERO: [u8; 64] = [
            0, 0, 5, 13, 9, 1, 0, 0, 0, 0, 13, 15, 10, 15, 5, 0, 0, 3, 15, 2, 0, 11, 8, 0, 0, 4, 12, 0, 0, 8,
            8, 0, 0, 5, 8, 0, 0, 9, 8, 0, 0, 4, 11, 0, 1, 12, 7, 0, 0, 2, 14, 5, 10, 12, 0, 0, 0, 0, 6, 13,
            10, 0, 0, 0,
        ];
        let digits = load().expect("shipped");
        let labels = digits.labels.as_deref().expect("labelled");
        let expected: Vec<u8> = ZERO.iter().map(|v| (f64::from(*v) * 255.0 / 16.0).round() as u8).collect();
        assert_eq!(digits.image(0), expected);
        assert_eq!(labels[0], 0);
        assert_eq!(digits.pixels.iter().max(), Some(&255));
    }
}
