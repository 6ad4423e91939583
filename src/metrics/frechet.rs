//! The Fréchet distance of two Gaussians fitted to features (Heusel et al. 2017, equation 6; Dowson and
//! Landau 1982): |m1 - m2|² + Tr(C1 + C2 - 2 (C1 C2)^½).
//!
//! With a finite number of samples it is above 0 for equal distributions: for N white features of d
//! numbers on both sides by about (d² + 5 d) / 2 N. Compare it only with a floor of the same counts,
//! and never across different features.

use super::eigen::{Eigen, Matrix};
use super::samples::{Rows, Unfit};
use crate::rng::Stream;

/// Samples needed for each feature (ours): with fewer the distance is mostly bias.
const SAMPLES_A_FEATURE: usize = 5;

/// A Gaussian, with the root of its covariance.
#[derive(Clone, Debug)]
pub struct Gaussian {
    mean: Vec<f64>,
    covariance: Matrix,
    /// Row k is an eigenvector of the covariance times the root of its eigenvalue.
    root: Matrix,
}

impl Gaussian {
    /// With `mean` and `covariance`, which is symmetric and of the same size.
    pub fn new(mean: Vec<f64>, covariance: Matrix) -> Self {
        let Eigen { values, vectors: mut root } = covariance.clone().eigen();
        for (row, value) in root.values.chunks_exact_mut(covariance.n.max(1)).zip(values) {
            let scale = value.max(0.0).sqrt();
            row.iter_mut().for_each(|v| *v *= scale);
        }
        Self { mean, covariance, root }
    }

    /// Fitted to `features`: their mean and unbiased covariance.
    ///
    /// # Errors
    /// Fewer than five samples a feature, or numbers that are not finite.
    pub fn fit(features: Rows<'_>) -> Result<Self, Unfit> {
        Ok(Self::of(features.at_least(SAMPLES_A_FEATURE * features.dims, "Fréchet distance")?))
    }

    /// With the mean and the unbiased covariance of two `samples` or more, which may be too few to say
    /// much.
    pub fn of(samples: Rows<'_>) -> Self {
        let (d, n) = (samples.dims, samples.count() as f64);
        let mut mean = vec![0.0; d];
        for row in samples.iter() {
            mean.iter_mut().zip(row).for_each(|(mean, v)| *mean += f64::from(*v) / n);
        }
        let mut covariance = Matrix { n: d, values: vec![0.0; d * d] };
        for row in samples.iter() {
            let centred: Vec<f64> = row.iter().zip(&mean).map(|(v, mean)| f64::from(*v) - mean).collect();
            for (sums, a) in covariance.values.chunks_exact_mut(d).zip(&centred) {
                sums.iter_mut().zip(&centred).for_each(|(sum, b)| *sum += a * b / (n - 1.0));
            }
        }
        Self::new(mean, covariance)
    }

    /// A sample: the mean plus every row of the root times a normal variate.
    pub fn draw(&self, stream: &mut Stream) -> Vec<f32> {
        let mut sample = self.mean.clone();
        for row in self.root.values.chunks_exact(self.root.n.max(1)) {
            let z = f64::from(stream.normal());
            sample.iter_mut().zip(row).for_each(|(sum, v)| *sum += z * v);
        }
        sample.into_iter().map(|v| v as f32).collect()
    }

    /// The squared Fréchet distance, in squared units of the features; both have as many.
    pub fn frechet(&self, other: &Self) -> f64 {
        let shift: f64 = self.mean.iter().zip(&other.mean).map(|(a, b)| (a - b).powi(2)).sum();
        // (C1 C2)^½ has the trace of (R C2 Rᵀ)^½, where Rᵀ R = C1 and R C2 Rᵀ is symmetric.
        let between = self.root_around(&other.covariance).eigen().values;
        let overlap: f64 = between.iter().map(|value| value.max(0.0).sqrt()).sum();
        (shift + self.covariance.trace() + other.covariance.trace() - 2.0 * overlap).max(0.0)
    }

    /// R `middle` Rᵀ.
    fn root_around(&self, middle: &Matrix) -> Matrix {
        let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
        let half = Matrix::from_fn(middle.n, |i, j| dot(self.root.row(i), middle.row(j)));
        Matrix::from_fn(middle.n, |i, j| dot(half.row(i), self.root.row(j)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fit(values: &[f32], dims: usize) -> Gaussian {
        Gaussian::fit(Rows::new(values, dims)).expect("enough")
    }

    /// Mean over `draws` of the distance of two samples of `n` white normals.
    fn null(d: usize, n: usize, draws: usize) -> f64 {
        let mut stream = Stream::new(2, "white");
        let mut draw = || fit(&stream.normals(n * d), d);
        (0..draws).map(|_| draw().frechet(&draw())).sum::<f64>() / draws as f64
    }

    #[test]
    fn gaussians_come_to_the_distances_of_golden_json() {
        let line = |mean, variance| Gaussian::new(vec![mean], Matrix { n: 1, values: vec![variance] });
        assert!((line(0.0, 1.0).frechet(&line(1.0, 4.0)) - 2.0).abs() < 1e-12);
        let a = Gaussian::new(vec![0.0, 0.0], Matrix::identity(2));
        let b = Gaussian::new(vec![1.0, 2.0], Matrix { n: 2, values: vec![2.0, 1.0, 1.0, 2.0] });
        assert!((a.frechet(&b) - 5.535898384862246).abs() < 1e-12);
        assert!((b.frechet(&a) - 5.535898384862246).abs() < 1e-12);
        assert!(b.frechet(&b) < 1e-12);
    }

    #[test]
    fn equal_distributions_come_to_the_floor() {
        // golden.json: simulated 0.013557, the formula 0.014.
        let found = null(2, 500, 200);
        assert!((found - 0.013556765649409148).abs() < 0.002, "{found}");
        for (d, n, formula) in [(16, 1000, 0.168), (32, 2000, 0.296), (64, 1000, 2.208), (64, 5000, 0.4416)] {
            let found = null(d, n, 2);
            assert!((found - formula).abs() < 0.12 * formula, "{d} {n}: {found}, {formula}");
        }
    }

    #[test]
    fn order_and_a_common_shift_do_not_matter_and_a_shift_is_its_square() {
        let x = Stream::new(1, "x").normals(600);
        let shifted: Vec<f32> = x.iter().map(|v| v + 2.0).collect();
        let turned: Vec<f32> = x.chunks(3).rev().flatten().copied().collect();
        let y = Stream::new(1, "y").normals(600);
        let moved: Vec<f32> = y.iter().map(|v| v + 2.0).collect();
        assert!((fit(&x, 3).frechet(&fit(&shifted, 3)) - 12.0).abs() < 1e-4);
        assert!(fit(&x, 3).frechet(&fit(&turned, 3)) < 1e-9);
        let (plain, both) = (fit(&x, 3).frechet(&fit(&y, 3)), fit(&shifted, 3).frechet(&fit(&moved, 3)));
        assert!((plain - both).abs() < 1e-5);
    }

    #[test]
    fn samples_of_a_gaussian_come_back_as_it() {
        let b = Gaussian::new(vec![1.0, 2.0], Matrix { n: 2, values: vec![2.0, 1.0, 1.0, 2.0] });
        let mut stream = Stream::new(3, "samples");
        let drawn: Vec<f32> = (0..20_000).flat_map(|_| b.draw(&mut stream)).collect();
        assert!(fit(&drawn, 2).frechet(&b) < 2e-3);
    }

    #[test]
    fn constant_features_are_no_obstacle_and_few_samples_are_named() {
        let zeros = fit(&[0.0; 80], 4);
        assert_eq!(zeros.frechet(&zeros), 0.0);
        let said = Gaussian::fit(Rows::new(&[0.0; 16 * 79], 16)).expect_err("too few").to_string();
        assert_eq!(said, "Fréchet distance: at least 80 samples are needed and there are 79");
    }
}
