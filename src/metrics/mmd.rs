//! The maximum mean discrepancy (Gretton et al. 2012, lemma 6): E k(X, X') + E k(Y, Y') - 2 E k(X, Y).
//! The U-statistic, which leaves out the pairs of a sample with itself: 0 on average for equal
//! distributions, so it can be negative.

use super::pairs::{products, squares};
use super::samples::Rows;

/// How alike two samples are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kernel {
    /// exp(-|x - y|² / 2 bandwidth²).
    Gaussian {
        /// In units of the data.
        bandwidth: f32,
    },
    /// (x · y / d + 1)³, of the kernel inception distance (Binkowski et al. 2018).
    Cubic,
}

impl Kernel {
    /// A Gaussian as wide as the median distance of two of `rows` (Gretton et al. 2012, section 8),
    /// of the first 200 at most. 1 when all are equal.
    pub fn of_median(rows: Rows<'_>) -> Self {
        let rows = rows.first(200);
        let mut distances = Vec::new();
        squares(rows, rows, |i, j, squares| {
            distances.extend(squares.iter().zip(j..).filter(|(_, j)| *j > i).map(|(square, _)| *square));
        });
        distances.sort_unstable_by(f32::total_cmp);
        let median = distances.get(distances.len() / 2).map_or(1.0, |square| square.sqrt());
        Self::Gaussian { bandwidth: if median > 0.0 { median } else { 1.0 } }
    }

    /// Sum over all pairs of a row of `x` and a row of `y`, without those of equal index when
    /// `different`.
    fn sum(self, x: Rows<'_>, y: Rows<'_>, different: bool) -> f64 {
        let mut sum = 0.0;
        let mut add = |i: usize, j: usize, found: &[f32], k: &dyn Fn(f32) -> f32| {
            let all = found.iter().zip(j..).filter(|(_, j)| !different || i != *j);
            sum += all.map(|(v, _)| f64::from(k(*v))).sum::<f64>();
        };
        match self {
            Self::Gaussian { bandwidth } => {
                let scale = -0.5 / (bandwidth * bandwidth);
                squares(x, y, |i, j, found| add(i, j, found, &|square| (scale * square).exp()));
            }
            Self::Cubic => {
                let scale = 1.0 / x.dims as f32;
                products(x, y, |i, j, found| add(i, j, found, &|product| (product * scale + 1.0).powi(3)));
            }
        }
        sum
    }
}

/// Samples with what their discrepancy from others needs.
#[derive(Clone, Debug)]
pub struct Embedded {
    rows: Vec<f32>,
    dims: usize,
    kernel: Kernel,
    /// Mean of the kernel over all pairs of different samples.
    within: f64,
}

impl Embedded {
    /// `rows` (at least two) under `kernel`; takes time in the square of their number.
    pub fn new(rows: Rows<'_>, kernel: Kernel) -> Self {
        let n = rows.count() as f64;
        let within = kernel.sum(rows, rows, true) / (n * (n - 1.0));
        Self { rows: rows.values.to_vec(), dims: rows.dims, kernel, within }
    }

    /// The squared discrepancy of these samples and `rows` (at least two).
    pub fn discrepancy(&self, rows: Rows<'_>) -> f64 {
        let own = Rows::new(&self.rows, self.dims);
        let between = self.kernel.sum(own, rows, false) / (own.count() as f64 * rows.count() as f64);
        self.within + Self::new(rows, self.kernel).within - 2.0 * between
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::Stream;

    #[test]
    fn normals_one_apart_come_to_the_population_value_and_equal_ones_to_zero() {
        let normals = |name: &str| Stream::new(1, name).normals(3000);
        let kernel = Kernel::Gaussian { bandwidth: 1.0 };
        let (mut shifted, mut same) = (0.0, 0.0);
        for (a, b) in [("a", "b"), ("c", "d"), ("e", "f"), ("g", "h")] {
            let (x, mut y) = (normals(a), normals(b));
            let x = Embedded::new(Rows::new(&x, 2), kernel);
            same += x.discrepancy(Rows::new(&y, 2)) / 4.0;
            y.iter_mut().step_by(2).for_each(|v| *v += 1.0);
            shifted += x.discrepancy(Rows::new(&y, 2)) / 4.0;
        }
        assert!((shifted - 0.10234551673959058).abs() < 0.01, "{shifted}");
        assert!(same.abs() < 1e-3, "{same}");
    }

    #[test]
    fn order_and_a_shift_of_both_leave_the_gaussian_kernel_alone() {
        let (x, y) = (Stream::new(1, "x").normals(200), Stream::new(1, "y").normals(140));
        let of = |x: &[f32], y: &[f32]| {
            let x = Rows::new(x, 2);
            Embedded::new(x, Kernel::of_median(x)).discrepancy(Rows::new(y, 2))
        };
        let shifted = |v: &[f32]| v.iter().map(|v| v + 0.5).collect::<Vec<_>>();
        let turned: Vec<f32> = y.chunks(2).rev().flatten().copied().collect();
        assert!((of(&x, &y) - of(&shifted(&x), &shifted(&y))).abs() < 1e-5);
        assert!((of(&x, &y) - of(&x, &turned)).abs() < 1e-6);
    }

    #[test]
    fn the_median_distance_of_standard_normals_in_the_plane_is_known() {
        // |X - X'|² / 4 is exponential: the median is 2 sqrt(ln 2).
        let Kernel::Gaussian { bandwidth } =
            Kernel::of_median(Rows::new(&Stream::new(1, "x").normals(400), 2))
        else {
            panic!("a Gaussian")
        };
        assert!((bandwidth - 1.6651).abs() < 0.1, "{bandwidth}");
        assert_eq!(Kernel::of_median(Rows::new(&[3.0; 8], 2)), Kernel::Gaussian { bandwidth: 1.0 });
    }
}
