//! The latest metrics of a run, as the rules need them.

use super::glance::{self, MOST};
use super::thresholds::{
    BAD_IMAGES, BAD_POINTS, GOOD_IMAGES, GOOD_MODES, GOOD_POINTS, GOOD_QUALITY, GOOD_SPREAD, STALLED_IMAGES,
    STALLED_POINTS,
};
use crate::record::Metric;

/// A metric's value and what real samples score.
pub type ValueAndFloor = Option<(f32, f32)>;

/// What was measured at one step.
#[derive(Clone, Copy, Debug, Default)]
pub struct SampleQuality {
    /// The step of the measurement.
    pub step: u32,
    /// The energy distance is bad above so many times its floor.
    pub bad_from: f32,
    /// A run stands still with it above so many times its floor.
    pub stalled_from: f32,
    /// It is good up to so many times its floor.
    pub good_to: f32,
    /// Energy distance.
    pub energy: ValueAndFloor,
    /// Modes covered, and those there are.
    pub modes: ValueAndFloor,
    /// Share of samples at the modes.
    pub quality: ValueAndFloor,
    /// Mean distance of two samples as a share of that of real ones.
    pub diversity: ValueAndFloor,
    /// Share of samples that are copies of training samples.
    pub copying: ValueAndFloor,
    /// D's mean output on training images, held-out images and fakes.
    pub outputs: Option<[f32; 3]>,
    /// How far D's outputs on real samples and fakes lie from their mean.
    pub spread: Option<f32>,
    /// Share of D's weights that lie where they are clipped.
    pub clipped: Option<f32>,
    /// Share of images with a grey box.
    pub boxes: ValueAndFloor,
    /// Share of pixels that are exactly black or white.
    pub extremes: ValueAndFloor,
    /// The class that most samples are of.
    pub class: Option<u8>,
    /// The share of it.
    pub class_share: ValueAndFloor,
    /// Steps and energy distances of the glances since the measurement before, the earliest first.
    pub glances: [Option<(u32, f32)>; MOST],
}

impl SampleQuality {
    /// Picks what the rules know of `metrics`, measured at `step`; others are left alone.
    pub fn of(step: u32, metrics: &[Metric], images: bool) -> Self {
        let metric = |id: &str| metrics.iter().find(|m| m.id == id && m.value.is_finite());
        let judged = |id| metric(id).and_then(|m| Some((m.value, m.floor?)));
        let output = |id| metric(id).map(|m| m.value);
        let outputs = || Some([output("d-train")?, output("d-held-out")?, output("d-fake")?]);
        Self {
            step,
            bad_from: if images { BAD_IMAGES } else { BAD_POINTS },
            stalled_from: if images { STALLED_IMAGES } else { STALLED_POINTS },
            good_to: if images { GOOD_IMAGES } else { GOOD_POINTS },
            energy: judged("energy"),
            modes: judged("modes"),
            quality: judged("hq"),
            diversity: judged("diversity"),
            copying: judged("copying"),
            outputs: outputs(),
            spread: output("d-spread"),
            clipped: output("d-bound"),
            boxes: judged("d-boxes"),
            extremes: judged("d-extremes"),
            class: output("d-class").map(|class| class as u8),
            class_share: judged("d-class-share"),
            glances: glances(step, metrics),
        }
    }

    /// Whether the samples are good by everything that was measured of them; `None` when their distance
    /// to real ones was not.
    pub fn good(&self) -> Option<bool> {
        let near = self.energy.map(|(value, floor)| value <= self.good_to * floor)?;
        let least =
            |measured: ValueAndFloor, share| measured.is_none_or(|(value, real)| value >= share * real);
        let rich = least(self.modes, GOOD_MODES) && least(self.diversity, GOOD_SPREAD);
        Some(near && rich && least(self.quality, GOOD_QUALITY))
    }

    /// Whether the samples are far from real ones; `None` when that was not measured.
    pub fn bad(&self) -> Option<bool> {
        self.farther(1.0)
    }

    /// Whether they are farther from real ones than this many times where bad begins.
    pub fn farther(&self, times: f32) -> Option<bool> {
        self.energy.map(|(value, floor)| value > times * self.bad_from * floor)
    }

    /// Whether they are as far from real ones as those of a run that stands still.
    pub fn far(&self) -> bool {
        self.energy.is_some_and(|(value, floor)| value > self.stalled_from * floor)
    }

    /// The energy distance above which they are bad.
    pub fn bound(&self) -> Option<f32> {
        self.energy.map(|(_, floor)| self.bad_from * floor)
    }

    /// Steps and energy distances of what was measured since the measurement before, this one the last.
    pub fn distances(&self) -> impl Iterator<Item = (u32, f32)> {
        let now = self.energy.map(|(energy, _)| (self.step, energy));
        self.glances.into_iter().chain([now]).flatten()
    }

    /// How many times its floor the energy distance is.
    pub fn times_floor(&self) -> Option<f32> {
        self.energy.map(|(value, floor)| value / floor)
    }
}

/// The last glances among `metrics`, which were measured at `step`.
fn glances(step: u32, metrics: &[Metric]) -> [Option<(u32, f32)>; MOST] {
    let finite = metrics.iter().filter(|metric| metric.value.is_finite());
    let at = |metric: &Metric| Some((step.checked_sub(glance::steps_ago(&metric.id)?)?, metric.value));
    let mut found: Vec<(u32, f32)> = finite.filter_map(at).collect();
    found.sort_by_key(|(at, _)| *at);
    let mut last = [None; MOST];
    last.iter_mut().zip(found.into_iter().rev()).for_each(|(place, glance)| *place = Some(glance));
    last.reverse();
    last
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub fn metric(id: &str, value: f32, floor: Option<f32>) -> Metric {
        Metric { id: id.into(), label: id.into(), value, floor, lower_is_better: true }
    }

    #[test]
    fn bad_is_far_above_the_floor_and_unknown_without_a_measurement() {
        let at = |value| SampleQuality::of(100, &[metric("energy", value, Some(0.001))], false).bad();
        assert_eq!((at(0.05), at(0.4), at(f32::NAN)), (Some(false), Some(true), None));
        assert_eq!(SampleQuality::of(100, &[], false).bad(), None);
    }

    #[test]
    fn good_is_near_on_most_modes_and_at_them() {
        let at = |energy, modes, quality| {
            let energy = metric("energy", energy, Some(0.001));
            let rest = [metric("modes", modes, Some(8.0)), metric("hq", quality, Some(0.989))];
            SampleQuality::of(100, &[&[energy], &rest[..]].concat(), false).good()
        };
        assert_eq!(at(0.008, 8.0, 0.7), Some(true));
        assert_eq!(at(0.018, 8.0, 0.7), Some(false));
        assert_eq!(at(0.008, 5.0, 0.7), Some(false));
        assert_eq!(at(0.008, 8.0, 0.03), Some(false));
        assert_eq!(SampleQuality::of(100, &[metric("hq", 1.0, Some(0.989))], false).good(), None);
        let images = |energy, diversity| {
            let metrics = [metric("energy", energy, Some(0.04)), metric("diversity", diversity, Some(1.0))];
            SampleQuality::of(100, &metrics, true).good()
        };
        assert_eq!(
            (images(0.1, 0.9), images(0.1, 0.3), images(0.2, 0.9)),
            (Some(true), Some(false), Some(false))
        );
    }

    #[test]
    fn glances_are_told_with_their_steps_and_the_measurement_itself_comes_last() {
        let glance = |ago, value| metric(&glance::id(ago), value, None);
        let all =
            [glance(100, 0.3), metric("energy", 0.1, Some(0.001)), glance(300, 0.5), glance(200, f32::NAN)];
        let samples = SampleQuality::of(800, &all, false);
        assert_eq!(samples.distances().collect::<Vec<_>>(), [(500, 0.5), (700, 0.3), (800, 0.1)]);
        let few = SampleQuality::of(800, &all[..1], false);
        assert_eq!(few.distances().collect::<Vec<_>>(), [(700, 0.3)]);
    }

    #[test]
    fn the_outputs_of_d_are_known_together_or_not_at_all() {
        let all =
            [("d-train", 3.0), ("d-held-out", 1.0), ("d-fake", -2.0)].map(|(id, v)| metric(id, v, None));
        assert_eq!(SampleQuality::of(100, &all, true).outputs, Some([3.0, 1.0, -2.0]));
        assert_eq!(SampleQuality::of(100, &all[..2], true).outputs, None);
    }
}
