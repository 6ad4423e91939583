//! A run without progress: its samples are far from real ones and come no nearer. No other rule may
//! know why; that it goes nowhere is seen from the samples alone.

use super::glance;
use super::sample_quality::SampleQuality;
use super::thresholds::{NEARER, STALLED_AFTER, STALLED_OVER, STALLED_SHARE, STALLED_WINDOW, WINDOW};
use super::trail::{Means, Trail};
use crate::experiment::Experiment;

/// Follows the energy distance, as the logarithm of how many times its floor it is: a swing by a
/// factor counts alike up and down.
#[derive(Clone, Debug)]
pub struct Stalled {
    distances: Trail,
    /// Steps after the first measurement that are too early.
    after: u32,
    /// The step that was measured first.
    first: Option<u32>,
    /// The step since when it lasts, and the mean distance when it was found.
    since: Option<(u32, f32)>,
}

impl Stalled {
    /// For a run of `e`: one that is meant to be short is judged sooner.
    pub fn new(e: &Experiment) -> Self {
        let share = |share: f32, most: u32| most.min((share * e.steps as f32) as u32);
        let every = glance::every(e).min(e.snapshot_every);
        Self {
            distances: Trail::within(share(STALLED_WINDOW, WINDOW), every),
            after: share(STALLED_SHARE, STALLED_AFTER),
            first: None,
            since: None,
        }
    }

    /// The step since when the samples have been bad and no nearer than before. Those of a network that
    /// has not learned say nothing.
    pub fn observe(&mut self, step: u32, samples: &SampleQuality) -> Option<u32> {
        if let Some((_, floor)) = samples.energy.filter(|_| step > 0) {
            for (at, energy) in samples.distances().filter(|(_, energy)| *energy > 0.0) {
                self.follow(at, (energy / floor).ln(), samples.stalled_from.ln());
            }
        }
        self.since.map(|(since, _)| since)
    }

    /// Adds the logarithm of a distance at `step`; above `bad` on average it may be stalled.
    fn follow(&mut self, step: u32, distance: f32, bad: f32) {
        let first = *self.first.get_or_insert(step);
        self.distances.add(step, distance);
        let due = step >= first.saturating_add(self.after);
        let means = self.distances.means().filter(|means| due && means.now > bad);
        self.since = match (self.since, means) {
            (Some((since, then)), Some(means)) => {
                Some((since, then)).filter(|_| means.now > then + STALLED_OVER.ln())
            }
            (None, Some(means)) => stuck(&means).then_some((means.since, means.now)),
            (_, None) => None,
        };
    }
}

/// Whether the samples are no nearer than before; of two measurements, the latest must be nearer than all
/// others too.
fn stuck(means: &Means) -> bool {
    let nearer = |value: f32, than: f32| value < than + NEARER.ln();
    let both = nearer(means.now, means.before) && means.least.is_none_or(|least| nearer(means.latest, least));
    !both
}

#[cfg(test)]
mod tests {
    use super::super::sample_quality::tests::metric;
    use super::*;
    use crate::experiment::Data;

    /// When it is found, and since when.
    fn found(every: u32, energies: &[f32]) -> Option<(u32, u32)> {
        with_glances(every, |_| None, energies)
    }

    /// The same with what `glance` gives for how many hundreds of steps before each.
    fn with_glances(every: u32, glance: fn(u32) -> Option<f32>, energies: &[f32]) -> Option<(u32, u32)> {
        let e = Experiment { snapshot_every: every, ..Experiment::default_for(Data::Ring8) };
        let mut watch = Stalled::new(&e);
        (0..).zip(energies).find_map(|(i, energy)| {
            let glances = (1..4).filter_map(|ago| Some(metric(&glance::id(100 * ago), glance(ago)?, None)));
            let metrics: Vec<_> = glances.chain([metric("energy", *energy, Some(0.001))]).collect();
            let began = watch.observe(i * every, &SampleQuality::of(i * every, &metrics, false));
            began.map(|began| (i * every, began))
        })
    }

    #[test]
    fn bad_samples_that_come_no_nearer_are_found_at_any_interval() {
        assert_eq!(found(100, &[0.6; 20]), Some((800, 500)));
        assert_eq!(found(800, &[0.6; 5]), Some((2400, 1600)));
        // Never twice the same, and nowhere near.
        assert_eq!(found(800, &[0.6, 0.9, 0.2, 0.4]), Some((2400, 1600)));
        // With glances it needs no third snapshot.
        assert_eq!(with_glances(400, |ago| Some(0.2 * ago as f32), &[0.6; 5]), Some((800, 500)));
    }

    #[test]
    fn samples_that_come_nearer_or_are_near_are_not_stalled() {
        let falls: Vec<f32> = (0..20).map(|i| 2.0 * 0.85_f32.powi(i)).collect();
        assert_eq!(found(100, &falls), None);
        assert_eq!(found(100, &[0.03; 20]), None);
        // What an untrained network scores is no progress and no standstill.
        assert_eq!(found(400, &[0.6, 0.6, 0.6]), None);
    }

    #[test]
    fn a_short_run_is_judged_within_it() {
        let e = Experiment { steps: 600, snapshot_every: 50, ..Experiment::default_for(Data::Ring8) };
        let mut watch = Stalled::new(&e);
        let mut found = (1..=12).filter_map(|i| {
            let samples = SampleQuality::of(50 * i, &[metric("energy", 0.6, Some(0.001))], false);
            watch.observe(50 * i, &samples).map(|since| (50 * i, since))
        });
        assert_eq!(found.next(), Some((350, 200)));
    }

    #[test]
    fn it_is_over_when_the_samples_come_nearer() {
        let e = Experiment { snapshot_every: 400, ..Experiment::default_for(Data::Ring8) };
        let mut watch = Stalled::new(&e);
        let mut at = |step, energy| {
            let metrics = [metric("energy", energy, Some(0.001))];
            watch.observe(step, &SampleQuality::of(step, &metrics, false))
        };
        let said = [(400, 0.6), (800, 0.6), (1200, 0.6), (1600, 0.4), (2000, 0.4), (2400, 0.09)];
        let over = [None, None, Some(800), Some(800), Some(800), None];
        assert_eq!(said.map(|(s, v)| at(s, v)), over);
    }
}
