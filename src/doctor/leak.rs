//! An augmentation that leaks: G makes what was done to the images that D sees. DiffAugment's authors
//! hold that it does not (Zhao et al. 2020, section 3); with few images its users have seen cut-outs in
//! samples.

use super::sample_quality::SampleQuality;
use super::streak::Repeated;
use super::thresholds::{LEAK_MEASUREMENTS, LEAK_SHARE};
use crate::experiment::Experiment;

/// Watches for grey boxes.
#[derive(Clone, Debug)]
pub struct Leak {
    /// Whether boxes are made at all.
    fills: bool,
    repeated: Repeated,
}

impl Leak {
    /// For a run of `e`.
    pub fn new(e: &Experiment) -> Self {
        Self { fills: e.augment.cutout || e.augment.shift, repeated: Repeated::default() }
    }

    /// The step since when G's images have had boxes that real ones have not. Bad images say nothing: an
    /// untrained G paints grey.
    pub fn observe(&mut self, step: u32, samples: &SampleQuality) -> Option<u32> {
        let known = self.fills && samples.bad() == Some(false);
        let shown = known && samples.boxes.is_some_and(|(share, real)| share > real + LEAK_SHARE);
        self.repeated.observe(step, shown, LEAK_MEASUREMENTS)
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample_quality::tests::metric;
    use super::*;
    use crate::experiment::{Augment, Data};

    #[test]
    fn boxes_in_good_images_of_an_augmented_run_leak() {
        let plain = Experiment::default_for(Data::Digits8);
        let cut = Experiment { augment: Augment { cutout: true, ..Augment::default() }, ..plain.clone() };
        let samples = |share, energy| {
            let metrics = [metric("d-boxes", share, Some(0.01)), metric("energy", energy, Some(0.04))];
            SampleQuality::of(300, &metrics, true)
        };
        let found = |e: &Experiment, samples: SampleQuality| {
            let mut watch = Leak::new(e);
            [300, 600].map(|step| watch.observe(step, &samples))
        };
        assert_eq!(found(&cut, samples(0.3, 0.1)), [None, Some(300)]);
        assert_eq!(found(&plain, samples(0.3, 0.1)), [None, None]);
        assert_eq!(found(&cut, samples(0.05, 0.1)), [None, None]);
        assert_eq!(found(&cut, samples(0.3, 2.0)), [None, None]);
    }
}
