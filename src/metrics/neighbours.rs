//! How two sets of samples overlap, seen through balls around each sample that reach its k-th nearest
//! neighbour: precision and recall (Kynkäänniemi et al. 2019), density and coverage (Naeem et al. 2020).
//!
//! A distance counts when it is below the radius (as in the code of Naeem et al.; that of Kynkäänniemi
//! et al. takes equal ones in), and no sample is its own neighbour.

use super::pairs::squares;
use super::samples::{Rows, Unfit};

/// Neighbours for precision and recall.
const PRECISION_K: usize = 3;
/// Neighbours for density and coverage.
const COVERAGE_K: usize = 5;

/// Samples with their balls.
#[derive(Clone, Debug)]
pub struct Balls {
    rows: Vec<f32>,
    dims: usize,
    /// Squared radii for precision and recall, and for density and coverage.
    radii: Vec<[f32; 2]>,
    /// Neighbours for density and coverage.
    k: usize,
}

/// How generated samples overlap with real ones.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Overlap {
    /// Share of generated samples within a ball of real ones.
    pub precision: f64,
    /// Share of real samples within a ball of generated ones.
    pub recall: f64,
    /// Balls of real samples that a generated one lies in, by k: 1 on average for equal
    /// distributions, and no share.
    pub density: f64,
    /// Share of balls of real samples that hold a generated one: 1 - 2^-k on average for equal
    /// distributions and counts.
    pub coverage: f64,
}

impl Balls {
    /// Around `rows`, with the customary k of 3 and 5.
    ///
    /// # Errors
    /// Five samples or fewer, or numbers that are not finite.
    pub fn new(rows: Rows<'_>) -> Result<Self, Unfit> {
        Self::with(rows, PRECISION_K, COVERAGE_K)
    }

    /// Around `rows`, with `precision_k` and `coverage_k` neighbours.
    fn with(rows: Rows<'_>, precision_k: usize, coverage_k: usize) -> Result<Self, Unfit> {
        let most = precision_k.max(coverage_k);
        let rows = rows.at_least(most + 1, "precision, recall, density and coverage")?;
        // The smallest squared distances of every row, in order.
        let mut nearest = vec![vec![f32::INFINITY; most]; rows.count()];
        squares(rows, rows, |i, j, squares| {
            for (square, j) in squares.iter().zip(j..) {
                if j != i && *square < nearest[i][most - 1] {
                    let place = nearest[i].partition_point(|known| known <= square);
                    nearest[i][place..].rotate_right(1);
                    nearest[i][place] = *square;
                }
            }
        });
        let radii = nearest.iter().map(|known| [known[precision_k - 1], known[coverage_k - 1]]).collect();
        Ok(Self { rows: rows.values.to_vec(), dims: rows.dims, radii, k: coverage_k })
    }

    fn rows(&self) -> Rows<'_> {
        Rows::new(&self.rows, self.dims)
    }

    /// How the generated samples `fake` overlap with these real ones; both have rows of equal length.
    pub fn overlap(&self, fake: &Self) -> Overlap {
        let (reals, fakes) = (self.radii.len(), fake.radii.len());
        let (mut precise, mut recalled, mut covered) =
            (vec![false; fakes], vec![false; reals], vec![false; reals]);
        let mut dense = 0;
        squares(self.rows(), fake.rows(), |i, j, squares| {
            let [near, far] = self.radii[i];
            for (square, j) in squares.iter().zip(j..) {
                precise[j] |= *square < near;
                recalled[i] |= *square < fake.radii[j][0];
                covered[i] |= *square < far;
                dense += usize::from(*square < far);
            }
        });
        let share = |hits: &[bool]| hits.iter().filter(|hit| **hit).count() as f64 / hits.len() as f64;
        Overlap {
            precision: share(&precise),
            recall: share(&recalled),
            density: dense as f64 / (self.k * fakes) as f64,
            coverage: share(&covered),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::Stream;

    fn overlap(real: &[f32], fake: &[f32], dims: usize) -> Overlap {
        let balls = |values| Balls::new(Rows::new(values, dims)).expect("enough");
        balls(real).overlap(&balls(fake))
    }

    #[test]
    fn points_on_a_line_come_to_the_values_of_golden_json() {
        let balls = |values: &[f32]| Balls::with(Rows::new(values, 1), 1, 1).expect("enough");
        let fake = balls(&[0.5, 1.5, 5.0, 5.2]);
        let plain = balls(&[0.0, 1.0, 2.0, 3.0]).overlap(&fake);
        assert_eq!(plain, Overlap { precision: 0.5, recall: 0.75, density: 1.0, coverage: 0.75 });
        let outlier = balls(&[0.0, 1.0, 2.0, 10.0]).overlap(&fake);
        assert_eq!(outlier, Overlap { precision: 1.0, recall: 0.75, density: 1.5, coverage: 1.0 });
    }

    #[test]
    fn equal_distributions_come_to_the_simulated_floor() {
        let normals = |name: &str| Stream::new(1, name).normals(1200);
        let balls = |values: &[f32]| Balls::with(Rows::new(values, 2), 5, 5).expect("enough");
        let found = balls(&normals("real")).overlap(&balls(&normals("fake")));
        // golden.json, all with k = 5: 0.995, 0.993, 1.014, 0.962 (1 - 2^-5 is 0.969).
        assert!((found.precision - 0.995).abs() < 0.015, "{found:?}");
        assert!((found.recall - 0.993).abs() < 0.015, "{found:?}");
        assert!((found.density - 1.014).abs() < 0.1, "{found:?}");
        assert!((found.coverage - 0.96875).abs() < 0.025, "{found:?}");
    }

    #[test]
    fn coverage_of_equal_distributions_is_one_less_two_to_the_minus_k() {
        for (k, expected) in [(3, 0.875), (5, 0.96875), (10, 0.9990234375)] {
            let balls =
                |name| Balls::with(Rows::new(&Stream::new(3, name).normals(4000), 2), k, k).expect("enough");
            let found = balls("real").overlap(&balls("fake")).coverage;
            assert!((found - expected).abs() < 0.015, "{k}: {found}");
        }
    }

    #[test]
    fn a_dropped_mode_is_seen_by_recall_and_coverage_but_not_by_precision() {
        let mixture = |name: &str, modes: usize| -> Vec<f32> {
            let mut stream = Stream::new(1, name);
            let mut point = |i: usize| [(i % modes) as f32 * 9.0 + stream.normal(), stream.normal()];
            (0..600).flat_map(&mut point).collect()
        };
        let real = mixture("real", 4);
        let (whole, dropped) = (overlap(&real, &mixture("a", 4), 2), overlap(&real, &mixture("b", 3), 2));
        assert!((whole.precision - dropped.precision).abs() < 0.02, "{whole:?} {dropped:?}");
        assert!((dropped.recall - 0.75).abs() < 0.03, "{dropped:?}");
        assert!(dropped.coverage < 0.76 && whole.coverage > 0.94, "{whole:?} {dropped:?}");
    }

    #[test]
    fn order_and_a_common_shift_do_not_matter() {
        let (real, fake) = (Stream::new(1, "r").normals(300), Stream::new(1, "f").normals(240));
        let turned: Vec<f32> = fake.chunks(3).rev().flatten().copied().collect();
        let shifted = |values: &[f32]| values.iter().map(|v| v + 4.0).collect::<Vec<_>>();
        let plain = overlap(&real, &fake, 3);
        assert_eq!(overlap(&real, &turned, 3), plain);
        assert_eq!(overlap(&shifted(&real), &shifted(&fake), 3), plain);
    }

    #[test]
    fn five_samples_are_too_few() {
        let said = Balls::new(Rows::new(&[0.0; 10], 2)).expect_err("too few").to_string();
        assert!(said.ends_with("at least 6 samples are needed and there are 5"), "{said}");
    }
}
