//! An interval of numbers.

use std::ops::Neg;

use serde::{Deserialize, Serialize};

/// From `low` to `high`, both of them in it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

impl Interval {
    /// `half_width` to either side of `center`.
    pub fn around(center: f64, half_width: f64) -> Self {
        Self { low: center - half_width, high: center + half_width }
    }

    /// Whether `value` is in it.
    pub fn contains(self, value: f64) -> bool {
        (self.low..=self.high).contains(&value)
    }

    /// Whether every value in it is nearer to 0 than `bound`.
    pub fn is_within(self, bound: f64) -> bool {
        -bound < self.low && self.high < bound
    }

    /// Whether every value in it is further from 0 than `bound`, all on one side.
    pub fn is_beyond(self, bound: f64) -> bool {
        self.low > bound || self.high < -bound
    }

    /// Half of what lies between its ends.
    pub fn half_width(self) -> f64 {
        (self.high - self.low) / 2.0
    }

    /// With `change` applied to both ends; for changes that keep the order.
    pub fn map(self, change: impl Fn(f64) -> f64) -> Self {
        Self { low: change(self.low), high: change(self.high) }
    }
}

/// The other direction: of A from B instead of B from A.
impl Neg for Interval {
    type Output = Self;

    fn neg(self) -> Self {
        Self { low: -self.high, high: -self.low }
    }
}
