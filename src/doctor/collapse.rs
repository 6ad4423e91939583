//! Mode collapse: G makes few of the kinds of samples that there are, or for long leaves some out.

use serde::{Deserialize, Serialize};

use super::sample_quality::SampleQuality;
use super::streak::Repeated;
use super::thresholds::{
    COLLAPSE_CLASS, COLLAPSE_DISTANCE, COLLAPSE_FEW, COLLAPSE_FEW_DISTANCE, COLLAPSE_FROM, COLLAPSE_GROWTH,
    COLLAPSE_MEASUREMENTS, COLLAPSE_MODES, COLLAPSE_NEVER, COLLAPSE_SPREAD,
};
use super::trail::Trail;
use crate::experiment::Experiment;

/// Watches the modes and the spread of the samples.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Collapse {
    /// Whether most modes were there once.
    found: bool,
    repeated: Repeated,
    /// Shares of the modes that were covered.
    shares: Trail,
    /// Logarithms of how many times its floor the energy distance was.
    distances: Trail,
    /// Since when some have been missing.
    missing: Option<u32>,
}

impl Collapse {
    /// For a run of `e`.
    pub fn new(e: &Experiment) -> Self {
        let (shares, distances) = (Trail::new(e.snapshot_every), Trail::new(e.snapshot_every));
        Self { found: false, repeated: Repeated::default(), shares, distances, missing: None }
    }

    /// The step since when the samples have been too much alike.
    pub fn observe(&mut self, step: u32, samples: &SampleQuality) -> Option<u32> {
        let share = samples.modes.map(|(covered, of)| covered / of);
        self.found |= share.is_some_and(|share| share >= COLLAPSE_FROM);
        let due = self.found || step >= COLLAPSE_NEVER;
        let far = samples.farther(COLLAPSE_DISTANCE) != Some(false);
        let few = due && far && share.is_some_and(|share| share < COLLAPSE_MODES);
        let alike = samples.diversity.is_some_and(|(value, real)| value < COLLAPSE_SPREAD * real);
        let of_one = samples.class_share.is_some_and(|(value, real)| value > real + COLLAPSE_CLASS);
        // Before the first step all samples are alike.
        let shown = few || (step > 0 && (alike || of_one));
        let collapsed = self.repeated.observe(step, shown, COLLAPSE_MEASUREMENTS);
        self.missing = self.missing(step, samples);
        collapsed.or(self.missing)
    }

    /// The step since when more than a few modes have been missing on average, and none have come, while the
    /// samples were far on average as well: noise on both keeps modes away for a while, and the samples near.
    /// Or since when most have been missing, whatever comes and goes, unless they come steadily.
    fn missing(&mut self, step: u32, samples: &SampleQuality) -> Option<u32> {
        let (covered, of) = samples.modes.filter(|_| step > 0)?;
        self.shares.add(step, covered / of);
        if let Some(times) = samples.times_floor().filter(|times| *times > 0.0) {
            self.distances.add(step, times.ln());
        }
        let distances = self.distances.means();
        let far = |share: f32| distances.is_none_or(|means| means.now > (share * samples.bad_from).ln());
        let means = self.shares.means().filter(|_| step >= COLLAPSE_NEVER)?;
        let none_come = means.now < COLLAPSE_FROM && means.now < means.before + COLLAPSE_GROWTH;
        let few = means.now < COLLAPSE_MODES && means.before < COLLAPSE_FEW && !means.rises;
        let lasts = (none_come && far(COLLAPSE_DISTANCE)) || (few && far(COLLAPSE_FEW_DISTANCE));
        lasts.then(|| self.missing.unwrap_or(means.since))
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample_quality::tests::metric;
    use super::*;
    use crate::experiment::Data;

    fn began(modes: &[f32], every: u32) -> Option<u32> {
        let mut watch = Collapse::new(&Experiment::default_for(Data::Ring8));
        let samples = |m: &f32| SampleQuality { modes: Some((*m, 8.0)), ..SampleQuality::default() };
        modes.iter().enumerate().find_map(|(i, m)| watch.observe(i as u32 * every, &samples(m)))
    }

    #[test]
    fn modes_that_were_there_and_are_gone_have_collapsed() {
        assert_eq!(began(&[0.0, 3.0, 8.0, 2.0, 1.0], 100), Some(300));
        assert_eq!(began(&[0.0, 3.0, 8.0, 2.0, 8.0, 3.0, 5.0], 100), None);
    }

    #[test]
    fn modes_that_were_never_there_are_waited_for() {
        assert_eq!(began(&[1.0; 10], 100), None);
        // Since the window began over which they are averaged.
        assert_eq!(began(&[1.0; 12], 100), Some(300));
        assert_eq!(began(&[1.0; 12], 400), Some(800));
    }

    #[test]
    fn a_few_modes_that_stay_away_have_collapsed_and_those_that_come_have_not() {
        let five = [0.0, 2.0, 5.0, 5.0, 6.0, 5.0, 5.0, 4.0];
        // The sixth came at 1,600 and went.
        assert_eq!(began(&five, 400), Some(2000));
        let comes = [0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 5.0, 6.0, 7.0, 8.0];
        assert_eq!(began(&comes, 400), None);
        assert_eq!(began(&[0.0, 2.0, 6.0, 7.0, 6.0, 6.0, 7.0, 6.0], 400), None);
    }

    #[test]
    fn few_modes_that_come_and_go_have_collapsed_unless_the_samples_are_near() {
        let began = |times: f32| {
            let e = Experiment { snapshot_every: 100, ..Experiment::default_for(Data::Ring8) };
            let mut watch = Collapse::new(&e);
            let modes = [0.0, 1.0, 2.0, 1.0, 2.0, 3.0, 5.0, 3.0, 4.0, 2.0, 5.0, 4.0];
            (1..).zip(modes).find_map(|(i, modes)| {
                let metrics = [metric("energy", times, Some(1.0)), metric("modes", modes, Some(8.0))];
                watch.observe(100 * i, &SampleQuality::of(100 * i, &metrics, false))
            })
        };
        // From the tenth hundred of steps on, since the window began; the sum grows from window to window.
        assert_eq!(began(30.0), Some(700));
        assert_eq!(began(15.0), None);
    }

    #[test]
    fn samples_of_a_single_class_have_collapsed() {
        let mut watch = Collapse::new(&Experiment::default_for(Data::Digits8));
        let mut at = |step, share, real| {
            let samples = SampleQuality { class_share: Some((share, real)), ..SampleQuality::default() };
            watch.observe(step, &samples)
        };
        assert_eq!([at(300, 0.96, 0.1), at(600, 1.0, 0.1)], [None, Some(300)]);
        assert_eq!([at(900, 0.69, 0.1), at(1200, 0.69, 0.1)], [None, None]);
        // All that there are.
        assert_eq!([at(1500, 1.0, 1.0), at(1800, 1.0, 1.0)], [None, None]);
    }

    #[test]
    fn modes_that_are_missed_by_a_hair_have_not_collapsed() {
        let mut watch = Collapse::new(&Experiment::default_for(Data::Ring8));
        let at = |modes, energy| {
            let metrics = [metric("modes", modes, Some(8.0)), metric("energy", energy, Some(0.001))];
            SampleQuality::of(0, &metrics, false)
        };
        for (step, modes, energy) in [(100, 8.0, 0.03), (200, 1.0, 0.03), (300, 1.0, 0.03), (400, 1.0, 0.09)]
        {
            assert_eq!(watch.observe(step, &at(modes, energy)), None);
        }
        assert_eq!(watch.observe(500, &at(1.0, 0.09)), Some(400));
    }

    #[test]
    fn samples_that_are_all_alike_have_collapsed() {
        let mut watch = Collapse::new(&Experiment::default_for(Data::Ring8));
        let samples = |value| SampleQuality { diversity: Some((value, 1.0)), ..SampleQuality::default() };
        assert_eq!(watch.observe(300, &samples(0.9)), None);
        assert_eq!(watch.observe(600, &samples(0.1)), None);
        assert_eq!(watch.observe(900, &samples(0.2)), Some(600));
    }
}
