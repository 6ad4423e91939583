//! The measurements of a run one after the other: what the latest may judge, and whether the samples
//! have come nearer to real ones.

use super::sample_quality::SampleQuality;
use super::thresholds::{FRESH, FRESH_SLACK, NEARER, NEARER_THAN};
use crate::experiment::Experiment;

/// Follows the measurements of one run.
#[derive(Clone, Copy, Debug, Default)]
pub struct Measurements {
    latest: Option<SampleQuality>,
    /// The energy distance that was measured first, after step 0.
    first: Option<f32>,
    /// Step and energy distance of those before it, the latest last.
    before: [Option<(u32, f32)>; NEARER_THAN],
    /// The first measurement since which the samples have been bad.
    bad_since: Option<u32>,
    /// Steps for which a measurement judges.
    lasts: u32,
}

impl Measurements {
    /// For a run of `e`.
    pub fn new(e: &Experiment) -> Self {
        Self { lasts: e.snapshot_every.min(FRESH) + FRESH_SLACK, ..Self::default() }
    }

    /// The same measurements in a run that is now `e`.
    pub fn edited(self, e: &Experiment) -> Self {
        Self { lasts: Self::new(e).lasts, ..self }
    }

    /// Adds what was measured. What a network that has not learned scores at step 0 is no measure for
    /// what comes later.
    pub fn add(&mut self, samples: SampleQuality) {
        if samples.step == 0 {
            self.latest = Some(samples);
            return;
        }
        self.bad_since = samples.bad().filter(|bad| *bad).and(self.bad_since.or(Some(samples.step)));
        self.first = self.first.or(samples.energy.map(|(energy, _)| energy));
        if let Some(old) = self.latest.replace(samples).filter(|old| old.step > 0)
            && let Some((energy, _)) = old.energy
        {
            self.before.rotate_left(1);
            self.before[NEARER_THAN - 1] = Some((old.step, energy));
        }
    }

    /// The latest measurement, however old.
    pub fn latest(&self) -> Option<&SampleQuality> {
        self.latest.as_ref()
    }

    /// The step of the first measurement since which they have all been bad.
    pub fn bad_since(&self) -> Option<u32> {
        self.bad_since
    }

    /// The latest measurement, when it may judge `step`: it is of a network that has learned, and not
    /// too old.
    pub fn fresh(&self, step: u32) -> Option<&SampleQuality> {
        let recent = |samples: &&SampleQuality| step.saturating_sub(samples.step) <= self.lasts;
        self.latest.as_ref().filter(|samples| samples.step > 0).filter(recent)
    }

    /// Whether the latest samples are nearer to real ones than all of those just before; `None` when there is
    /// nothing to compare.
    pub fn nearer(&self) -> Option<bool> {
        let (energy, _) = self.latest?.energy?;
        let least = self.before.iter().flatten().map(|(_, energy)| *energy).reduce(f32::min)?;
        Some(energy < NEARER * least)
    }

    /// Whether they have come nearer than just before, and nearer than when they were measured first.
    pub fn on_its_way(&self) -> bool {
        let now = self.latest.and_then(|samples| samples.energy);
        let since_first = now.zip(self.first).is_some_and(|((energy, _), first)| energy < first);
        since_first && self.nearer() == Some(true)
    }

    /// The step of the measurement before the latest, and how many times its floor the distance was.
    pub fn previous(&self) -> Option<(u32, f32)> {
        let (step, energy) = (*self.before.last()?)?;
        let (_, floor) = self.latest?.energy?;
        Some((step, energy / floor))
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample_quality::tests::metric;
    use super::*;
    use crate::experiment::Data;

    fn measurements(measured: &[(u32, f32)]) -> Measurements {
        let mut measurements = Measurements::new(&Experiment::default_for(Data::Ring8));
        for (step, energy) in measured {
            measurements.add(SampleQuality::of(*step, &[metric("energy", *energy, Some(0.001))], false));
        }
        measurements
    }

    #[test]
    fn a_measurement_judges_until_the_next_one_is_due_and_that_of_step_0_never() {
        let judges = |measurements: &Measurements, step| measurements.fresh(step).map(|samples| samples.step);
        let start = measurements(&[(0, 0.9)]);
        assert_eq!((judges(&start, 0), judges(&start, 300)), (None, None));
        let later = measurements(&[(0, 0.9), (400, 0.02)]);
        assert_eq!(
            [400, 800, 840, 841].map(|step| judges(&later, step)),
            [Some(400), Some(400), Some(400), None]
        );
        assert_eq!(later.latest().map(|samples| samples.step), Some(400));
        let seldom = Experiment { snapshot_every: 10_000, ..Experiment::default_for(Data::Ring8) };
        let later = later.edited(&seldom);
        assert_eq!([1440, 1441].map(|step| judges(&later, step)), [Some(400), None]);
    }

    #[test]
    fn nearer_is_clearly_below_each_of_the_last_three() {
        assert_eq!(measurements(&[(400, 0.02)]).nearer(), None);
        assert_eq!(measurements(&[(400, 0.9), (800, 0.4)]).nearer(), Some(true));
        assert_eq!(measurements(&[(400, 0.9), (800, 0.8)]).nearer(), Some(false));
        let swings = [(0, 0.9), (400, 0.021), (800, 0.018), (1200, 0.024), (1600, 0.018)];
        assert_eq!(measurements(&swings).nearer(), Some(false));
        assert!(measurements(&[(400, 0.9), (800, 0.4)]).on_its_way());
        // Far beyond where it began, and on its way back.
        assert!(!measurements(&[(400, 0.9), (800, 90.0), (1200, 26.0)]).on_its_way());
        // Step 0 judges nothing later.
        assert_eq!(measurements(&[(0, 0.9), (400, 0.4)]).nearer(), None);
        assert_eq!(measurements(&[(0, 900.0), (400, 0.9)]).bad_since(), Some(400));
        assert_eq!(measurements(&swings).previous().map(|(step, _)| step), Some(1200));
    }
}
