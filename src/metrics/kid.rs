//! The kernel inception distance (Binkowski et al. 2018): the discrepancy of features under a cubic
//! kernel. Unlike the Fréchet distance it has no bias that falls with the number of samples; all
//! samples are taken at once instead of in random subsets.

use super::mmd::{Embedded, Kernel};
use super::samples::{Rows, Unfit};

/// The fewest samples it is measured on (ours); two would define it.
const MIN_SAMPLES: usize = 50;

/// Features of real samples.
#[derive(Clone, Debug)]
pub struct Kid(Embedded);

impl Kid {
    /// Of the `features` of real samples.
    ///
    /// # Errors
    /// Too few, or numbers that are not finite.
    pub fn new(features: Rows<'_>) -> Result<Self, Unfit> {
        Ok(Self(Embedded::new(checked(features)?, Kernel::Cubic)))
    }

    /// The distance of samples with `features`: 0 on average for equal distributions, so it can be
    /// negative.
    ///
    /// # Errors
    /// Too few, or numbers that are not finite.
    pub fn distance(&self, features: Rows<'_>) -> Result<f64, Unfit> {
        Ok(self.0.discrepancy(checked(features)?))
    }
}

fn checked(features: Rows<'_>) -> Result<Rows<'_>, Unfit> {
    features.at_least(MIN_SAMPLES, "KID")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::Stream;

    #[test]
    fn three_points_come_to_the_values_of_golden_json() {
        let x = [0.0, 0.0, 1.0, 0.0, 0.0, 1.0];
        let y = [1.0, 1.0, 2.0, 0.0, 0.0, 2.0];
        let (x, y) = (Rows::new(&x, 2), Rows::new(&y, 2));
        let of_x = Embedded::new(x, Kernel::Cubic);
        assert!((of_x.discrepancy(y) - 0.5).abs() < 1e-6);
        assert!((of_x.discrepancy(x) + 1.0555555555555554).abs() < 1e-6);
    }

    #[test]
    fn equal_distributions_come_to_zero_on_average_whatever_the_count() {
        let normals = |name: &str, n: usize| Stream::new(1, name).normals(16 * n);
        for n in [60, 200] {
            let once = |i: usize| {
                let (x, y) = (normals(&format!("x{i}"), n), normals(&format!("y{i}"), n));
                Kid::new(Rows::new(&x, 16)).and_then(|kid| kid.distance(Rows::new(&y, 16))).expect("enough")
            };
            let found: Vec<f64> = (0..20).map(once).collect();
            let mean = found.iter().sum::<f64>() / 20.0;
            let variance = found.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / 19.0;
            assert!(mean.abs() < 3.0 * (variance / 20.0).sqrt(), "{n}: {mean} {variance}");
        }
    }

    #[test]
    fn forty_nine_samples_are_too_few() {
        let few = Kid::new(Rows::new(&[0.0; 49], 1)).expect_err("too few").to_string();
        assert_eq!(few, "KID: at least 50 samples are needed and there are 49");
    }
}
