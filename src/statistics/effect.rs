//! What a tip does, as the mean over seeds of the difference that it makes.

use serde::{Deserialize, Serialize};

use super::degenerate::Degenerate;
use super::interval::Interval;
use super::student;

/// Differences that spread less than this share of their size are equal but for rounding.
const ROUNDING: f64 = 1e-12;

/// The mean over seeds of y_B - y_A, and how sure it is.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Effect {
    /// Seeds.
    pub seeds: usize,
    /// The mean difference.
    pub mean: f64,
    /// Its standard error; 0 where every seed shows the same difference.
    pub error: f64,
}

impl Effect {
    /// The effect that `differences` show, one of each seed.
    ///
    /// # Errors
    /// Fewer than two differences, or one that is not finite.
    pub fn of(differences: &[f64]) -> Result<Self, Degenerate> {
        if differences.iter().any(|difference| !difference.is_finite()) {
            return Err(Degenerate::NotFinite);
        }
        if differences.len() < 2 {
            return Err(Degenerate::TooFew);
        }
        let (seeds, count) = (differences.len(), differences.len() as f64);
        let mean = differences.iter().sum::<f64>() / count;
        let squares: f64 = differences.iter().map(|difference| (difference - mean).powi(2)).sum();
        let size = differences.iter().fold(0.0, |size: f64, difference| size.max(difference.abs()));
        let spread =
            differences.iter().fold(0.0, |most: f64, difference| most.max((difference - mean).abs()));
        let error = if spread <= ROUNDING * size { 0.0 } else { libm::sqrt(squares / (count - 1.0) / count) };
        Ok(Self { seeds, mean, error })
    }

    /// Whether A and B are equal with every seed.
    pub fn is_identical(self) -> bool {
        self.mean == 0.0 && self.error == 0.0
    }

    /// `critical` standard errors to either side of the mean; the mean alone where no seed differs.
    pub fn interval(self, critical: f64) -> Interval {
        Interval::around(self.mean, if self.error == 0.0 { 0.0 } else { critical * self.error })
    }

    /// How many standard errors the 90 % interval of this tip alone spans to either side (Student's t).
    pub fn critical_alone(self) -> f64 {
        student::quantile(0.95, u32::try_from(self.seeds.saturating_sub(1)).unwrap_or(u32::MAX))
    }

    /// The 90 % interval of this tip alone: two one-sided tests at 5 % (Schuirmann 1987, "A Comparison of
    /// the Two One-Sided Tests Procedure …") call the effect smaller than a bound when it lies within
    /// that bound.
    pub fn interval_alone(self) -> Interval {
        self.interval(self.critical_alone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_standard_error_is_that_of_the_mean() {
        let effect = Effect::of(&[1.0, 3.0]).expect("an effect");
        assert_eq!(effect, Effect { seeds: 2, mean: 2.0, error: 1.0 });
        assert_eq!(effect.interval(2.5), Interval { low: -0.5, high: 4.5 });
    }

    #[test]
    fn equal_differences_have_no_error_whatever_their_rounding() {
        let controls = Effect::of(&[0.0; 10]).expect("an effect");
        assert!(controls.is_identical());
        assert_eq!(controls.interval(f64::INFINITY), Interval { low: 0.0, high: 0.0 });
        let constant = Effect::of(&[0.1 + 0.2, 0.3, 0.3]).expect("an effect");
        assert!(constant.error == 0.0 && !constant.is_identical());
    }

    #[test]
    fn what_shows_no_effect_says_why() {
        assert_eq!(Effect::of(&[1.0]), Err(Degenerate::TooFew));
        assert_eq!(Effect::of(&[1.0, f64::INFINITY]), Err(Degenerate::NotFinite));
    }
}
