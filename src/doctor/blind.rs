//! D is blind: its loss is no better than at its equilibrium and it guesses, while the samples are bad
//! and come no nearer: G learns through D alone, so where they do, D sees. With good samples the same
//! numbers mean success (Goodfellow et al. 2014, section 4.1), so the samples decide
//! (docs/facts.md, section 18).

use super::measurements::Measurements;
use super::streak::Streak;
use super::thresholds::{
    BLIND_ACCURACY, BLIND_DISTANCE, BLIND_MARGIN, BLIND_SPREAD, BLIND_STEPS, DEAD_SPREAD,
};
use crate::experiment::equilibrium::Equilibrium;

/// Watches D's loss and accuracy.
#[derive(Clone, Debug)]
pub struct Blind {
    rest: Equilibrium,
    guessing: Streak,
}

impl Blind {
    /// For losses that rest at `rest`.
    pub fn new(rest: Equilibrium) -> Self {
        Self { rest, guessing: Streak::default() }
    }

    /// The step since when D has been blind, with means of its loss and its accuracy and the `measurements`
    /// of the samples. They must have been measured after D has guessed for long: what was there
    /// before says nothing of it. A loss without a floor has no scale and is not judged.
    pub fn observe(
        &mut self,
        step: u32,
        loss: f32,
        accuracy: f32,
        measurements: &Measurements,
    ) -> Option<u32> {
        // With half of all labels flipped the floor is the equilibrium: all the more so then.
        let none_better =
            self.rest.d_floor.is_some() && f64::from(loss) > (1.0 - f64::from(BLIND_MARGIN)) * self.rest.d;
        // It may be worse than a guess while G runs before it. The accuracy of outputs that are all alike
        // says nothing: a hair above one half on everything is 100 % of the real and 0 % of the fakes.
        let below = |bound| {
            let spread = measurements.fresh(step).and_then(|samples| samples.spread);
            spread.is_some_and(|spread| spread < bound)
        };
        let guesses = accuracy < BLIND_ACCURACY || below(BLIND_SPREAD);
        let since = self.guessing.observe(step, none_better && guesses, BLIND_STEPS)?;
        let samples = measurements.fresh(step).filter(|samples| samples.step >= since + BLIND_STEPS)?;
        // Outputs that do not depend on the input at all need no second measurement.
        let no_nearer = if below(DEAD_SPREAD) {
            measurements.nearer() != Some(true)
        } else {
            measurements.nearer() == Some(false)
        };
        let stuck = samples.farther(BLIND_DISTANCE) == Some(true) && no_nearer;
        measurements.bad_since().filter(|_| stuck).map(|bad| since.max(bad))
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample_quality::SampleQuality;
    use super::super::sample_quality::tests::metric;
    use super::*;
    use crate::experiment::{Data, Experiment, equilibrium};

    /// When it is found in a run that is measured every 100 steps from 0 on, and since when.
    fn found(loss: f32, accuracy: f32, energy: impl Fn(u32) -> f32) -> Option<(u32, u32)> {
        with_spread(1.0, loss, accuracy, energy)
    }

    fn with_spread(spread: f32, loss: f32, accuracy: f32, energy: impl Fn(u32) -> f32) -> Option<(u32, u32)> {
        let mut e = Experiment::default_for(Data::Ring8);
        e.snapshot_every = 100;
        let (mut watch, mut measurements) = (Blind::new(equilibrium::of(&e)), Measurements::new(&e));
        let measured = |measurements: &mut Measurements, step| {
            let metrics = [metric("energy", energy(step), Some(0.001)), metric("d-spread", spread, None)];
            measurements.add(SampleQuality::of(step, &metrics, false));
        };
        measured(&mut measurements, 0);
        (1..600).find_map(|step| {
            let began = watch.observe(step, loss, accuracy, &measurements);
            if step % 100 == 0 {
                measured(&mut measurements, step);
            }
            began.map(|began| (step, began))
        })
    }

    #[test]
    fn guessing_at_the_equilibrium_is_blind_only_with_bad_samples() {
        let (bad, good) = (|_| 0.9, |_| 0.05);
        assert_eq!(found(1.386, 0.51, bad), Some((301, 100)));
        assert_eq!(found(1.386, 0.51, good), None);
        assert_eq!(found(1.386, 0.51, |_| f32::NAN), None);
        assert_eq!(found(1.35, 0.51, bad), None);
        assert_eq!(found(1.386, 0.65, bad), None);
        assert_eq!(found(1.388, 0.35, bad), Some((301, 100)));
    }

    #[test]
    fn bad_samples_that_come_nearer_show_that_d_sees() {
        assert_eq!(found(1.386, 0.51, |step| 2.0 * 0.99_f32.powi(step as i32 / 3)), None);
        // They stop at 300.
        let energy = |step| if step < 300 { 2.0 - step as f32 / 200.0 } else { 0.7 };
        assert_eq!(found(1.386, 0.51, energy), Some((401, 100)));
    }

    #[test]
    fn accuracies_of_outputs_that_are_all_alike_are_a_guess_too() {
        assert_eq!(with_spread(0.06, 1.37, 0.9, |_| 0.9), Some((401, 101)));
        assert_eq!(with_spread(0.06, 1.37, 0.9, |_| 0.05), None);
        // A dead D is known by its first measurement, another by its second.
        let late = |step| if step < 400 { f32::NAN } else { 0.9 };
        assert_eq!(with_spread(0.002, 1.37, 0.9, late), Some((401, 400)));
        assert_eq!(with_spread(0.06, 1.37, 0.9, late), Some((501, 400)));
    }

    #[test]
    fn a_long_equilibrium_is_blind_only_since_its_samples_are_bad() {
        let energy = |step| if step < 250 { 0.01 } else { 0.9 };
        assert_eq!(found(1.386, 0.51, energy), Some((301, 300)));
    }

    #[test]
    fn samples_of_before_the_guessing_say_nothing() {
        assert_eq!(found(1.386, 0.51, |step| if step == 0 { 0.9 } else { f32::NAN }), None);
    }
}
