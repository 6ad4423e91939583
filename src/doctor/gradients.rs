//! Gradients that are far too large, and those of G that have vanished.

use serde::{Deserialize, Serialize};

use super::streak::Streak;
use super::thresholds::{EXPLODING_NORM, EXPLODING_STEPS, VANISHED_FIRST, VANISHED_SHARE, VANISHED_STEPS};

/// Watches the norms of both networks' gradients, where they are measured.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Gradients {
    /// The first step, and the largest norm of G's gradient soon after it.
    first: Option<(u32, f32)>,
    exploding: Streak,
    vanished: Streak,
}

impl Gradients {
    /// The step since when the gradient of D or of G explodes. Steps without a measurement are not
    /// shown.
    pub fn exploding(&mut self, step: u32, norm_d: f32, norm_g: f32) -> Option<u32> {
        // A norm that is infinite is above every bound.
        self.exploding.observe(step, norm_d.max(norm_g) > EXPLODING_NORM, EXPLODING_STEPS)
    }

    /// The step since when G's gradient has vanished.
    pub fn vanished(&mut self, step: u32, norm_g: f32) -> Option<u32> {
        if !norm_g.is_finite() {
            return self.vanished.observe(step, false, VANISHED_STEPS);
        }
        let (first, largest) = self.first.get_or_insert((step, norm_g));
        if step.saturating_sub(*first) < VANISHED_FIRST {
            *largest = largest.max(norm_g);
        }
        let small = norm_g < VANISHED_SHARE * *largest;
        self.vanished.observe(step, small, VANISHED_STEPS)
    }

    /// The largest norm of G's gradient at the start.
    pub fn at_start(&self) -> f32 {
        self.first.map_or(f32::NAN, |(_, norm)| norm)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_norm_above_a_hundred_explodes_when_it_stays_there() {
        let mut watch = Gradients::default();
        let norm = |step: u32| if step == 51 || step > 200 { 150.0 } else { 2.0 };
        let found =
            (1..300).step_by(10).find_map(|s| watch.exploding(s, 1.0, norm(s)).map(|began| (s, began)));
        assert_eq!(found, Some((231, 201)));
        let mut watch = Gradients::default();
        assert_eq!((1..100).filter_map(|s| watch.exploding(s, f32::INFINITY, 1.0)).next(), Some(1));
    }

    #[test]
    fn a_gradient_that_falls_to_a_thousandth_of_its_start_has_vanished() {
        let mut watch = Gradients::default();
        let norm = |step: u32| 0.1 * 0.97_f32.powi(step as i32);
        let found = (1..500).step_by(10).find_map(|s| watch.vanished(s, norm(s)).map(|began| (s, began)));
        assert_eq!(found, Some((331, 231)));
        let mut watch = Gradients::default();
        assert!((1..3000).step_by(10).all(|s| watch.vanished(s, 0.1 / s as f32 + 0.001).is_none()));
    }
}
