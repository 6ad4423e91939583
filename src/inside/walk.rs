//! A walk through latent space: what G makes on the way from one sample to another.

use serde::{Deserialize, Serialize};

/// Images of a walk, those of its ends among them.
pub const STOPS: usize = 9;

/// How a walk goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Way {
    /// Straight.
    #[default]
    Straight,
    /// Along the great circle (Shoemake 1985; White 2016, arXiv 1609.04468, section 2.1): where the latent vectors are
    /// normal, those on the way are as long as those that G trains on. A straight way passes nearer to 0.
    Circle,
}

/// From the latent vector of one of the frame's samples to that of another, by their numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Walk {
    /// Where it begins.
    pub from: u32,
    /// Where it ends.
    pub to: u32,
    /// How it goes.
    pub way: Way,
}

impl Default for Walk {
    fn default() -> Self {
        Self { from: 0, to: 9, way: Way::default() }
    }
}

/// The shares of the way at which the images lie, from 0 to 1.
pub fn shares() -> impl Iterator<Item = f64> {
    (0..STOPS).map(|stop| stop as f64 / (STOPS - 1) as f64)
}

impl Way {
    /// The vector after `share` of the way.
    pub fn between(self, from: &[f32], to: &[f32], share: f64) -> Vec<f32> {
        let circle = (self == Self::Circle).then(|| on_circle(from, to, share)).flatten();
        let (a, b) = circle.unwrap_or((1.0 - share, share));
        from.iter().zip(to).map(|(x, y)| (a * f64::from(*x) + b * f64::from(*y)) as f32).collect()
    }
}

/// What to take of both ends; `None` where they lie in one direction or in opposite ones, and so on no one circle.
fn on_circle(from: &[f32], to: &[f32], share: f64) -> Option<(f64, f64)> {
    let dot =
        |x: &[f32], y: &[f32]| -> f64 { x.iter().zip(y).map(|(x, y)| f64::from(*x) * f64::from(*y)).sum() };
    let cosine = dot(from, to) / (dot(from, from) * dot(to, to)).sqrt();
    let angle = cosine.clamp(-1.0, 1.0).acos();
    let sine = angle.sin();
    (sine > 1e-6).then(|| (((1.0 - share) * angle).sin() / sine, (share * angle).sin() / sine))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(found: &[f32], expected: &[f32]) {
        let near = found.iter().zip(expected).all(|(x, y)| (x - y).abs() < 1e-6);
        assert!(found.len() == expected.len() && near, "{found:?}, expected {expected:?}");
    }

    #[test]
    fn a_quarter_of_a_circle_is_walked_at_one_pace() {
        let (x, y) = ([1.0, 0.0, 0.0], [0.0, 1.0, 0.0]);
        let half = std::f32::consts::FRAC_1_SQRT_2;
        close(&Way::Circle.between(&x, &y, 0.5), &[half, half, 0.0]);
        // A third of 90 degrees.
        close(&Way::Circle.between(&x, &y, 1.0 / 3.0), &[0.866_025_4, 0.5, 0.0]);
        close(&Way::Straight.between(&x, &y, 0.25), &[0.75, 0.25, 0.0]);
    }

    #[test]
    fn sixty_degrees_as_shoemake_has_it() {
        // sin 45° / sin 60° and sin 15° / sin 60°, after a quarter of the way; the second end is twice as long.
        let (x, y) = ([1.0, 0.0], [1.0, 1.732_050_8]);
        let (a, b) = (0.816_496_6, 0.298_858_5);
        close(&Way::Circle.between(&x, &y, 0.25), &[a + b, 1.732_050_8 * b]);
    }

    #[test]
    fn both_ways_begin_and_end_at_the_samples_to_the_bit() {
        let (x, y) = ([0.3, -1.7, 2.2], [-0.9, 0.4, 1.1]);
        for way in [Way::Straight, Way::Circle] {
            assert_eq!(way.between(&x, &y, 0.0), x);
            assert_eq!(way.between(&x, &y, 1.0), y);
        }
        let all: Vec<_> = shares().collect();
        assert_eq!((all.len(), all[0], all[4], all[8]), (9, 0.0, 0.5, 1.0));
    }

    #[test]
    fn where_there_is_no_one_circle_the_way_is_straight() {
        for (x, y) in [([1.0, 0.0], [2.0, 0.0]), ([1.0, 0.0], [-1.0, 0.0]), ([0.0, 0.0], [1.0, 1.0])] {
            assert_eq!(Way::Circle.between(&x, &y, 0.25), Way::Straight.between(&x, &y, 0.25));
        }
    }
}
