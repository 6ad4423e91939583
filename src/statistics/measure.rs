//! What is measured of a run, and how small a difference of it is still of interest.
//!
//! These bounds were written down before any tip was judged by them: the rule of `verdict.rs` counts on it.

use serde::{Deserialize, Serialize};

/// A number y that says how good a run is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Measure {
    /// The natural logarithm of a distance over what real samples score.
    Distance,
    /// Modes of the ring of eight.
    RingModes,
    /// Modes of the grid of twenty-five.
    GridModes,
    /// A share of samples or of real samples, 0 to 1: high quality, precision, coverage.
    Quality,
}

impl Measure {
    /// The smallest effect of interest: a factor of 1.5, one mode of the ring, two of the grid, five
    /// points of quality.
    pub fn smallest_effect(self) -> f64 {
        match self {
            Self::Distance => libm::log(1.5),
            Self::RingModes => 1.0,
            Self::GridModes => 2.0,
            Self::Quality => 0.05,
        }
    }

    /// Whether less is better.
    pub fn lower_is_better(self) -> bool {
        self == Self::Distance
    }

    /// The smallest effect of interest in words, after "less than".
    pub fn smallest_effect_words(self) -> &'static str {
        match self {
            Self::Distance => "a factor of 1.5",
            Self::RingModes => "one mode",
            Self::GridModes => "two modes",
            Self::Quality => "five points of 100",
        }
    }
}
