//! The axes of points that were scaled for training, in the user's units.

use serde::{Deserialize, Serialize};

/// How scaled points stood before, axis by axis.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Axes {
    /// The mean of each axis, in the user's units.
    pub centre: [f64; 2],
    /// The standard deviation of each axis, in the user's units.
    pub spread: [f64; 2],
    /// What the axes are called.
    pub names: [String; 2],
}

impl Axes {
    /// A place on an axis of the networks in the user's units.
    pub fn in_units(&self, axis: usize, place: f32) -> f64 {
        f64::from(place) * self.spread[axis] + self.centre[axis]
    }

    /// Whether they can be drawn: they may have come from elsewhere.
    pub fn is_whole(&self) -> bool {
        self.centre.iter().all(|v| v.is_finite()) && self.spread.iter().all(|v| v.is_finite() && *v > 0.0)
    }
}
