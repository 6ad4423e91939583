//! The samples of two runs in one picture.

use crate::record::Pixels;

/// How two pictures are laid over each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Overlay {
    /// One of them, then the other.
    #[default]
    Flip,
    /// The first on the left of a line, the second on the right.
    Split,
    /// How far every pixel of one is from that of the other.
    Difference,
}

impl Overlay {
    /// From where to where the first and the second picture are drawn, as shares of the width: the first lies in
    /// `front`, or the line at `split`.
    pub fn parts(self, front: bool, split: f64) -> [(f64, f64); 2] {
        let whole = (0.0, 1.0);
        match self {
            Self::Flip if front => [whole, (1.0, 1.0)],
            Self::Flip => [(0.0, 0.0), whole],
            Self::Split => {
                let at = split.clamp(0.0, 1.0);
                [(0.0, at), (at, 1.0)]
            }
            Self::Difference => [whole, whole],
        }
    }
}

/// Whether pixel stands over pixel: samples of one kind, size and number.
pub fn alike(a: &Pixels, b: &Pixels) -> bool {
    match (a, b) {
        (Pixels::Points(_), Pixels::Points(_)) => true,
        (Pixels::Images(a), Pixels::Images(b)) => a.len() == b.len(),
        _ => false,
    }
}

/// How far each byte of `a` is from that of `b`, into `difference`; answers the mean, from 0 to 255.
pub fn difference(a: &[u8], b: &[u8], difference: &mut Vec<u8>) -> f64 {
    difference.clear();
    difference.extend(a.iter().zip(b).map(|(a, b)| a.abs_diff(*b)));
    let sum: f64 = difference.iter().map(|byte| f64::from(*byte)).sum();
    sum / difference.len().max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_picture_has_its_part() {
        assert_eq!(Overlay::Flip.parts(true, 0.3), [(0.0, 1.0), (1.0, 1.0)]);
        assert_eq!(Overlay::Flip.parts(false, 0.3), [(0.0, 0.0), (0.0, 1.0)]);
        assert_eq!(Overlay::Split.parts(true, 0.3), [(0.0, 0.3), (0.3, 1.0)]);
        assert_eq!(Overlay::Split.parts(true, 7.0), [(0.0, 1.0), (1.0, 1.0)]);
    }

    #[test]
    fn a_difference_has_no_sign() {
        let mut room = vec![9; 40];
        assert_eq!(difference(&[0, 255, 10, 20], &[255, 0, 20, 10], &mut room), 530.0 / 4.0);
        assert_eq!(room, [255, 255, 10, 10]);
        assert_eq!(difference(&[7, 8], &[7, 8], &mut room), 0.0);
        assert_eq!(difference(&[], &[], &mut room), 0.0);
    }

    #[test]
    fn only_like_is_laid_over_like() {
        let images = |count| Pixels::Images(vec![0; count]);
        assert!(alike(&images(64), &images(64)) && !alike(&images(64), &images(100)));
        assert!(!alike(&images(64), &Pixels::Points(vec![0.0; 64])));
    }
}
