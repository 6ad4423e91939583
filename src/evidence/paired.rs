//! Paired differences: the same seeds with and without a trick. Equal seeds hardly make two runs alike
//! (docs/facts.md, section 0).

use serde::{Deserialize, Serialize};

use crate::text::evidence as t;

/// Below this probability of chance alone, a difference is called one (the usual convention).
pub const SIGNIFICANT: f64 = 0.05;

/// What pairs of runs say about a trick.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Paired {
    /// Pairs.
    pub count: usize,
    /// Mean of variant minus base.
    pub mean: f64,
    /// Its standard error; absent for a single pair.
    pub error: Option<f64>,
    /// Pairs in which the variant is better.
    pub wins: usize,
    /// Pairs that are equal to the last bit.
    pub ties: usize,
    /// Pairs in which the variant is worse.
    pub losses: usize,
    /// Two-sided probability of so uneven a count by chance alone (exact sign test, ties left out).
    pub chance: f64,
    /// What it comes to.
    pub verdict: PairedVerdict,
}

/// What it comes to, here: this data, these sizes, this length.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PairedVerdict {
    /// The variant is better more often than chance explains.
    Helps,
    /// Chance explains it.
    NoEffect,
    /// The variant is worse more often than chance explains.
    Hurts,
}

impl PairedVerdict {
    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Helps => t::HELPS.get(),
            Self::NoEffect => t::NO_EFFECT.get(),
            Self::Hurts => t::HURTS.get(),
        }
    }

    /// What it says of going back from the variant to the base.
    pub fn reversed(self) -> Self {
        match self {
            Self::Helps => Self::Hurts,
            Self::NoEffect => Self::NoEffect,
            Self::Hurts => Self::Helps,
        }
    }
}

/// Compares pairs of (base, variant).
pub fn compare(pairs: &[(f64, f64)], lower_is_better: bool) -> Paired {
    let differences: Vec<f64> = pairs.iter().map(|(base, variant)| variant - base).collect();
    let count = differences.len();
    let mean = differences.iter().sum::<f64>() / count as f64;
    let variance = differences.iter().map(|d| (d - mean).powi(2)).sum::<f64>() / (count as f64 - 1.0);
    let better = |d: &&f64| if lower_is_better { **d < 0.0 } else { **d > 0.0 };
    let ties = differences.iter().filter(|d| **d == 0.0).count();
    let wins = differences.iter().filter(better).count();
    let losses = count - wins - ties;
    let chance = sign_test(wins, losses);
    let verdict = match chance < SIGNIFICANT {
        true if wins > losses => PairedVerdict::Helps,
        true => PairedVerdict::Hurts,
        false => PairedVerdict::NoEffect,
    };
    let error = (count > 1).then(|| (variance / count as f64).sqrt());
    Paired { count, mean, error, wins, ties, losses, chance, verdict }
}

/// Probability that fair coins fall at least so unevenly, in either direction: twice the smaller tail
/// of the binomial distribution, at most 1.
fn sign_test(wins: usize, losses: usize) -> f64 {
    let n = wins + losses;
    let (mut term, mut tail) = (0.5f64.powi(n as i32), 0.0);
    for k in 0..=wins.min(losses) {
        tail += term;
        term *= (n - k) as f64 / (k + 1) as f64;
    }
    (2.0 * tail).min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sign_test_is_the_binomial_tail() {
        assert_eq!(sign_test(0, 0), 1.0);
        assert_eq!(sign_test(5, 5), 1.0);
        assert!((sign_test(10, 0) - 2.0 / 1024.0).abs() < 1e-15);
        assert!((sign_test(1, 9) - 22.0 / 1024.0).abs() < 1e-15);
        assert!((sign_test(8, 2) - 112.0 / 1024.0).abs() < 1e-15);
    }

    #[test]
    fn ten_equal_pairs_are_ten_ties_and_no_effect() {
        let same = compare(&[(0.3, 0.3); 10], true);
        assert_eq!((same.mean, same.error, same.ties, same.chance), (0.0, Some(0.0), 10, 1.0));
        assert_eq!(same.verdict, PairedVerdict::NoEffect);
    }

    #[test]
    fn direction_decides_what_better_means() {
        let pairs: Vec<_> = (0..10).map(|i| (f64::from(i), f64::from(i) + 1.0)).collect();
        let higher = compare(&pairs, false);
        assert_eq!(
            (higher.wins, higher.losses, higher.mean, higher.verdict),
            (10, 0, 1.0, PairedVerdict::Helps)
        );
        assert_eq!(compare(&pairs, true).verdict, PairedVerdict::Hurts);
    }

    #[test]
    fn the_standard_error_is_that_of_the_mean_difference() {
        let paired = compare(&[(0.0, 1.0), (0.0, 3.0)], false);
        assert_eq!((paired.mean, paired.error), (2.0, Some(1.0)));
        assert_eq!(compare(&[(0.0, 1.0)], false).error, None);
    }
}
