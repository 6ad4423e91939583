//! What the networks have learned by heart: D the training images, and G them too.

use super::sample_quality::SampleQuality;
use super::streak::Repeated;
use super::thresholds::{
    COPYING_FACTOR, COPYING_MEASUREMENTS, OVERFITTING_ACCURACY, OVERFITTING_MEASUREMENTS, OVERFITTING_SHARE,
};

/// Watches D's outputs and G's nearest neighbours.
#[derive(Clone, Debug, Default)]
pub struct Memorised {
    overfitting: Repeated,
    copying: Repeated,
}

impl Memorised {
    /// The step since when D has judged held-out images more like fakes than like those that it
    /// trains on, which it knows with this mean `accuracy`.
    pub fn overfitting(&mut self, step: u32, samples: &SampleQuality, accuracy: f32) -> Option<u32> {
        let knows = accuracy > OVERFITTING_ACCURACY;
        let shown = knows && samples.outputs.and_then(share).is_some_and(|share| share > OVERFITTING_SHARE);
        self.overfitting.observe(step, shown, OVERFITTING_MEASUREMENTS)
    }

    /// The step since when far too many of G's samples have been training samples.
    pub fn copying(&mut self, step: u32, samples: &SampleQuality) -> Option<u32> {
        let shown = samples.copying.is_some_and(|(value, floor)| value > COPYING_FACTOR * floor);
        self.copying.observe(step, shown, COPYING_MEASUREMENTS)
    }
}

/// r_v of Karras et al. 2020, equation 1, of D's mean `outputs` on training images, held-out images
/// and fakes: 0 when D treats the first two alike, 1 when it takes held-out images for fakes. `None`
/// when D does not tell training images from fakes.
pub fn share([train, held_out, fake]: [f32; 3]) -> Option<f32> {
    (train > fake).then(|| (train - held_out) / (train - fake))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_share_is_zero_without_and_one_with_everything_by_heart() {
        assert_eq!(share([2.0, 2.0, -2.0]), Some(0.0));
        assert_eq!(share([2.0, -2.0, -2.0]), Some(1.0));
        assert_eq!(share([-2.0, 0.0, -2.0]), None);
    }

    #[test]
    fn two_measurements_must_show_it() {
        let (mut watch, mut unsure) = (Memorised::default(), Memorised::default());
        let by_heart = SampleQuality {
            outputs: Some([4.0, -1.0, -3.0]),
            copying: Some((0.3, 0.05)),
            ..SampleQuality::default()
        };
        let fair = SampleQuality {
            outputs: Some([1.0, 0.8, -1.0]),
            copying: Some((0.1, 0.05)),
            ..SampleQuality::default()
        };
        for (step, samples, expected) in
            [(100, by_heart, None), (200, fair, None), (300, by_heart, None), (400, by_heart, Some(300))]
        {
            assert_eq!(watch.overfitting(step, &samples, 0.9), expected);
            assert_eq!(unsure.overfitting(step, &samples, 0.7), None);
            assert_eq!(watch.copying(step, &samples), expected);
        }
    }
}
