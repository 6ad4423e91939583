//! Oscillation: the samples become bad again and again.

use serde::{Deserialize, Serialize};

use super::sample_quality::SampleQuality;
use super::thresholds::{OSCILLATION_MEASUREMENTS, OSCILLATION_PEAKS, OSCILLATION_SWING, OSCILLATION_WITHIN};
use crate::experiment::Experiment;

/// Follows the energy distance from turn to turn.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Oscillation {
    /// Whether it is on its way up.
    rising: bool,
    /// The last extreme, with its step.
    extreme: Option<(u32, f32)>,
    /// The steps of the last peaks that were bad, the latest last.
    peaks: [Option<u32>; OSCILLATION_PEAKS],
    /// Steps within which they lie.
    within: u32,
}

impl Oscillation {
    /// For a run of `e`: measured seldom, it swings over more steps.
    pub fn new(e: &Experiment) -> Self {
        let within = OSCILLATION_WITHIN.max(e.snapshot_every.saturating_mul(OSCILLATION_MEASUREMENTS));
        Self { rising: false, extreme: None, peaks: Default::default(), within }
    }

    /// Steps within which the peaks lie.
    pub fn within(&self) -> u32 {
        self.within
    }

    /// The step of the first of the peaks, when the samples oscillate.
    pub fn observe(&mut self, step: u32, samples: &SampleQuality) -> Option<u32> {
        if let Some(bad) = samples.bound() {
            samples.distances().for_each(|(at, energy)| self.follow(at, energy, bad));
        }
        self.peaks[0].filter(|first| step.saturating_sub(*first) <= self.within)
    }

    /// The steps of the last bad peaks.
    pub fn peaks(&self) -> impl Iterator<Item = u32> {
        self.peaks.into_iter().flatten()
    }

    /// A turn is known once the way back is a swing.
    fn follow(&mut self, step: u32, energy: f32, bad: f32) {
        let (at, extreme) = *self.extreme.get_or_insert((step, energy));
        let further = if self.rising { energy >= extreme } else { energy <= extreme };
        let turned = if self.rising {
            energy * OSCILLATION_SWING < extreme
        } else {
            energy > extreme * OSCILLATION_SWING
        };
        if further || turned {
            self.extreme = Some((step, energy));
        }
        if turned {
            if self.rising && extreme > bad {
                self.peaks.rotate_left(1);
                self.peaks[OSCILLATION_PEAKS - 1] = Some(at);
            }
            self.rising = !self.rising;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample_quality::tests::metric;
    use super::*;
    use crate::experiment::Data;

    fn began(energies: &[f32]) -> Option<u32> {
        began_every(50, energies)
    }

    fn began_every(every: u32, energies: &[f32]) -> Option<u32> {
        let e = Experiment { snapshot_every: every, ..Experiment::default_for(Data::Ring8) };
        let mut watch = Oscillation::new(&e);
        (0..).zip(energies).find_map(|(i, energy)| {
            let metrics = [metric("energy", *energy, Some(0.001))];
            watch.observe(i * every, &SampleQuality::of(i * every, &metrics, false))
        })
    }

    #[test]
    fn samples_that_become_bad_again_and_again_oscillate() {
        assert_eq!(began(&[0.9, 0.1, 0.5, 0.1, 0.4, 0.05, 0.3, 0.1]), Some(100));
        assert_eq!(began_every(400, &[0.9, 0.1, 0.5, 0.1, 0.4, 0.05, 0.3, 0.1]), Some(800));
        // A slow rise is one swing.
        assert_eq!(began(&[0.9, 0.1, 0.15, 0.19, 0.3, 0.4, 0.5, 0.1]), None);
    }

    #[test]
    fn a_start_from_bad_and_swings_of_good_samples_are_none() {
        assert_eq!(began(&[0.9, 0.01, 0.9, 0.01, 0.02, 0.005, 0.02, 0.005, 0.02, 0.005]), None);
        assert_eq!(began(&[0.9, 0.5, 0.3, 0.2, 0.1, 0.05]), None);
    }
}
