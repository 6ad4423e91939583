//! How small a difference is still of interest.
//!
//! These bounds were written down before any tip was judged by them: the rule of `verdict.rs` counts on it.

use serde::{Deserialize, Serialize};

/// The smallest difference of interest in a number y that says how good a run is, and its direction.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct SmallestEffect {
    /// Its size, in units of y.
    pub size: f64,
    /// Whether less y is better.
    pub lower_is_better: bool,
}

impl SmallestEffect {
    /// A factor of 1.5 between distances; y is the natural logarithm of a distance.
    pub const RATIO: Self = Self { size: 0.405_465_108_108_164_4, lower_is_better: true };
    /// One mode of the ring of eight.
    pub const RING_MODES: Self = Self { size: 1.0, lower_is_better: false };
    /// Two modes of the grid of twenty-five.
    pub const GRID_MODES: Self = Self { size: 2.0, lower_is_better: false };
    /// Five points of quality; y is a share, 0 to 1.
    pub const QUALITY: Self = Self { size: 0.05, lower_is_better: false };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ratio_is_one_and_a_half() {
        assert_eq!(SmallestEffect::RATIO.size, libm::log(1.5));
    }
}
