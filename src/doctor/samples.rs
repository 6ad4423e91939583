//! The latest metrics of a run, as the rules need them.

use super::thresholds::{BAD_IMAGES, BAD_POINTS};
use crate::record::Metric;

/// A metric's value and what real samples score.
pub type Measured = Option<(f32, f32)>;

/// What was measured at one step.
#[derive(Clone, Copy, Debug, Default)]
pub struct Samples {
    /// The energy distance is bad above so many times its floor.
    pub bad_from: f32,
    /// Energy distance.
    pub energy: Measured,
    /// Modes covered, and those there are.
    pub modes: Measured,
    /// Mean distance of two samples as a share of that of real ones.
    pub diversity: Measured,
    /// Share of samples that are copies of training samples.
    pub copying: Measured,
    /// D's mean output on training images, held-out images and fakes.
    pub outputs: Option<[f32; 3]>,
}

impl Samples {
    /// Picks what the rules know; other metrics are left alone.
    pub fn of(metrics: &[Metric], images: bool) -> Self {
        let metric = |id: &str| metrics.iter().find(|m| m.id == id && m.value.is_finite());
        let judged = |id| metric(id).and_then(|m| Some((m.value, m.floor?)));
        let output = |id| metric(id).map(|m| m.value);
        let outputs = || Some([output("d-train")?, output("d-held-out")?, output("d-fake")?]);
        Self {
            bad_from: if images { BAD_IMAGES } else { BAD_POINTS },
            energy: judged("energy"),
            modes: judged("modes"),
            diversity: judged("diversity"),
            copying: judged("copying"),
            outputs: outputs(),
        }
    }

    /// Whether the samples are far from real ones; `None` when that was not measured.
    pub fn bad(&self) -> Option<bool> {
        self.farther(1.0)
    }

    /// Whether they are farther from real ones than this many times where bad begins.
    pub fn farther(&self, times: f32) -> Option<bool> {
        self.energy.map(|(value, floor)| value > times * self.bad_from * floor)
    }

    /// The energy distance above which they are bad.
    pub fn bound(&self) -> Option<f32> {
        self.energy.map(|(_, floor)| self.bad_from * floor)
    }

    /// How many times its floor the energy distance is.
    pub fn times_floor(&self) -> Option<f32> {
        self.energy.map(|(value, floor)| value / floor)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub fn metric(id: &str, value: f32, floor: Option<f32>) -> Metric {
        Metric { id: id.into(), label: id.into(), value, floor, lower_is_better: true }
    }

    #[test]
    fn bad_is_far_above_the_floor_and_unknown_without_a_measurement() {
        let at = |value| Samples::of(&[metric("energy", value, Some(0.001))], false).bad();
        assert_eq!((at(0.05), at(0.4), at(f32::NAN)), (Some(false), Some(true), None));
        assert_eq!(Samples::of(&[], false).bad(), None);
    }

    #[test]
    fn the_outputs_of_d_are_known_together_or_not_at_all() {
        let all =
            [("d-train", 3.0), ("d-held-out", 1.0), ("d-fake", -2.0)].map(|(id, v)| metric(id, v, None));
        assert_eq!(Samples::of(&all, true).outputs, Some([3.0, 1.0, -2.0]));
        assert_eq!(Samples::of(&all[..2], true).outputs, None);
    }
}
