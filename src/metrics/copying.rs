//! Whether samples are copies: of training samples, or of each other.
//!
//! How near is too near is read off real samples: nearer than all but the nearest twentieth of samples
//! that were held out. So the floor is 5 % by construction, and samples unlike any real one have 0 %.

use super::pairs::squares;
use super::samples::{Rows, Unfit};

/// Share of real held-out samples that are as near as a copy.
const NEAREST_SHARE: f64 = 0.05;

/// What this is called where there is no number.
const NAME: &str = "copying";
/// One in twenty of fewer would be none.
const MIN_SAMPLES: usize = 20;

/// The nearest neighbour of a sample.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Neighbour {
    /// Which one it is.
    pub index: usize,
    /// How far it is, in units of the data; infinite when there is none.
    pub distance: f32,
}

/// The nearest of `to` for every sample of `from`; the first of several equally near.
pub fn nearest(from: Rows<'_>, to: Rows<'_>) -> Vec<Neighbour> {
    survey(from, to, false).nearest
}

/// The nearest other sample for every sample of `rows`.
pub fn nearest_other(rows: Rows<'_>) -> Vec<Neighbour> {
    survey(rows, rows, true).nearest
}

/// What one pass over all pairs of two sets finds.
#[derive(Clone, Debug, PartialEq)]
pub struct Survey {
    /// The nearest neighbour of every sample of the first set in the second.
    pub nearest: Vec<Neighbour>,
    /// Sum of the distances of all pairs.
    pub sum: f64,
}

/// Looks at all pairs of a sample of `from` and one of `to`; if `different`, both are the same set and
/// no sample is its own neighbour.
pub fn survey(from: Rows<'_>, to: Rows<'_>, different: bool) -> Survey {
    let (mut nearest, mut sum) = (vec![Neighbour { index: 0, distance: f32::INFINITY }; from.count()], 0.0);
    squares(from, to, |i, j, squares| {
        for (square, j) in squares.iter().zip(j..) {
            let distance = square.sqrt();
            sum += f64::from(distance);
            if distance < nearest[i].distance && !(different && i == j) {
                nearest[i] = Neighbour { index: j, distance };
            }
        }
    });
    Survey { nearest, sum }
}

/// The distance below which a sample counts as a copy.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CopyThreshold(f32);

impl CopyThreshold {
    /// Read off the neighbours of real samples that are no copies.
    ///
    /// # Errors
    /// Fewer than twenty.
    pub fn new(honest: &[Neighbour]) -> Result<Self, Unfit> {
        if honest.len() < MIN_SAMPLES {
            return Err(Unfit::TooFew { metric: NAME, needed: MIN_SAMPLES, found: honest.len() });
        }
        let mut distances: Vec<f32> = honest.iter().map(|n| n.distance).collect();
        distances.sort_unstable_by(f32::total_cmp);
        Ok(Self(distances[(NEAREST_SHARE * honest.len() as f64) as usize]))
    }

    /// Share of samples with such neighbours that count as copies. An exact copy always does.
    pub fn share(self, neighbours: &[Neighbour]) -> f64 {
        let copies = neighbours.iter().filter(|n| n.distance < self.0 || n.distance == 0.0).count();
        copies as f64 / neighbours.len() as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::Stream;

    #[test]
    fn the_nearest_is_found_with_its_distance() {
        let (x, y) = ([0.0, 0.0, 5.0, 5.0], [3.0, 4.0, 5.0, 6.0, 0.0, -1.0]);
        let (x, y) = (Rows::new(&x, 2), Rows::new(&y, 2));
        let expected = [Neighbour { index: 2, distance: 1.0 }, Neighbour { index: 1, distance: 1.0 }];
        assert_eq!(nearest(x, y), expected);
        let others: Vec<_> = nearest_other(y).iter().map(|n| n.index).collect();
        assert_eq!(others, [1, 0, 0]);
        assert_eq!(nearest(x, Rows::new(&[], 2))[0].distance, f32::INFINITY);
        assert_eq!(nearest_other(Rows::new(&[1.0, 2.0], 2))[0].distance, f32::INFINITY);
    }

    #[test]
    fn fresh_samples_score_a_twentieth_copies_all_and_garbage_none() {
        let normals = |name: &str, n: usize| Stream::new(1, name).normals(8 * n);
        let (train, held_out, fresh) = (normals("t", 500), normals("h", 200), normals("f", 2000));
        let train = Rows::new(&train, 8);
        let bound = CopyThreshold::new(&nearest(Rows::new(&held_out, 8), train)).expect("enough");
        let share = |values: &[f32]| bound.share(&nearest(Rows::new(values, 8), train));
        assert!((share(&held_out) - NEAREST_SHARE).abs() < 1e-9);
        assert!((share(&fresh) - NEAREST_SHARE).abs() < 0.04, "{}", share(&fresh));
        let noisy: Vec<f32> = train.values.iter().zip(normals("n", 500)).map(|(t, n)| t + 0.05 * n).collect();
        assert!(share(&noisy) > 0.99, "{}", share(&noisy));
        assert_eq!(share(&vec![9.0; 800]), 0.0);
    }

    #[test]
    fn one_sample_over_and_over_is_all_duplicates() {
        let real = Stream::new(1, "real").normals(400);
        let bound = CopyThreshold::new(&nearest_other(Rows::new(&real, 2))).expect("enough");
        assert_eq!(bound.share(&nearest_other(Rows::new(&[0.3; 400], 2))), 1.0);
        let said =
            CopyThreshold::new(&nearest_other(Rows::new(&real[..38], 2))).expect_err("few").to_string();
        assert_eq!(said, "copying: at least 20 samples are needed and there are 19");
    }
}
