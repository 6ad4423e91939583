//! D is blind: its loss is no better than at its equilibrium and it guesses, while the samples are
//! bad. With good samples the same numbers mean success, so the samples decide (docs/facts.md,
//! section 18).

use super::streak::Streak;
use super::thresholds::{BLIND_ACCURACY, BLIND_MARGIN, BLIND_STEPS};
use crate::experiment::equilibrium::Equilibrium;

/// Watches D's loss and accuracy.
#[derive(Clone, Debug)]
pub struct Blind {
    rest: Equilibrium,
    streak: Streak,
}

impl Blind {
    /// For losses that rest at `rest`.
    pub fn new(rest: Equilibrium) -> Self {
        Self { rest, streak: Streak::default() }
    }

    /// The step since when D has been blind, with means of its loss and its accuracy and whether the
    /// samples are `bad`. A loss without a floor has no scale and is not judged.
    pub fn observe(&mut self, step: u32, loss: f32, accuracy: f32, bad: Option<bool>) -> Option<u32> {
        // With half of all labels flipped the floor is the equilibrium: all the more so then.
        let none_better =
            self.rest.d_floor.is_some() && f64::from(loss) > (1.0 - f64::from(BLIND_MARGIN)) * self.rest.d;
        // It may be worse than a guess while G runs before it.
        let guesses = accuracy < BLIND_ACCURACY;
        self.streak.observe(step, none_better && guesses && bad == Some(true), BLIND_STEPS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::{Data, Experiment, equilibrium};

    fn found(loss: f32, accuracy: f32, bad: Option<bool>) -> Option<u32> {
        let mut watch = Blind::new(equilibrium::of(&Experiment::default_for(Data::Ring8)));
        (1..400).find(|step| watch.observe(*step, loss, accuracy, bad).is_some())
    }

    #[test]
    fn guessing_at_the_equilibrium_is_blind_only_with_bad_samples() {
        assert_eq!(found(1.386, 0.51, Some(true)), Some(1 + BLIND_STEPS));
        assert_eq!(found(1.386, 0.51, Some(false)), None);
        assert_eq!(found(1.386, 0.51, None), None);
        assert_eq!(found(1.35, 0.51, Some(true)), None);
        assert_eq!(found(1.386, 0.65, Some(true)), None);
        assert_eq!(found(1.388, 0.35, Some(true)), Some(1 + BLIND_STEPS));
    }
}
