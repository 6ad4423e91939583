//! A run that has done all its steps and whose samples are bad: no other rule may know why, and samples that have
//! come nearer until then are still no good ones.

use super::sample_quality::SampleQuality;
use super::thresholds::{FAR_MODES, WARM_UP};
use crate::experiment::Experiment;

/// Looks at the measurement of a run's last step.
#[derive(Clone, Copy, Debug)]
pub struct Far {
    /// The last step; `None` where it comes too early to judge.
    end: Option<u32>,
    images: bool,
}

impl Far {
    /// For a run of `e`.
    pub fn new(e: &Experiment) -> Self {
        Self { end: Some(e.steps).filter(|steps| *steps >= WARM_UP), images: e.data.is_image() }
    }

    /// The last step, when it is done and the samples are as far from real ones as those of a run that stands still;
    /// images of nearly all modes that there are (stacked digits) are not.
    pub fn observe(&self, step: u32, samples: &SampleQuality) -> Option<u32> {
        let end = self.end.filter(|end| step >= *end)?;
        let of_all = samples.modes.is_some_and(|(covered, of)| covered >= FAR_MODES * of);
        (samples.far() && !(self.images && of_all)).then_some(end)
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample_quality::tests::metric;
    use super::*;
    use crate::experiment::Data;

    /// What is said of images at `step` of a run of `steps`, so many times their floor from real ones.
    fn said(steps: u32, step: u32, times: f32) -> Option<u32> {
        let e = Experiment { steps, ..Experiment::default_for(Data::Digits8) };
        let samples = SampleQuality::of(step, &[metric("energy", 0.04 * times, Some(0.04))], true);
        Far::new(&e).observe(step, &samples)
    }

    #[test]
    fn images_of_nearly_all_modes_are_not_far() {
        let e = Experiment { steps: 600, ..Experiment::default_for(Data::Stacked8) };
        let said = |modes| {
            let metrics = [metric("energy", 1.6, Some(0.04)), metric("modes", modes, Some(100.0))];
            Far::new(&e).observe(600, &SampleQuality::of(600, &metrics, true))
        };
        assert_eq!([said(89.0), said(98.0)], [Some(600), None]);
    }

    #[test]
    fn bad_samples_at_the_end_are_found_and_neither_better_ones_nor_earlier_ones_nor_those_of_a_short_run() {
        assert_eq!(said(600, 600, 31.0), Some(600));
        assert_eq!([said(600, 600, 29.0), said(600, 540, 31.0), said(200, 200, 31.0)], [None; 3]);
    }
}
