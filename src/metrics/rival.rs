//! A rival that any GAN on labelled images should beat: a Gaussian fitted to the pixels of each class
//! (docs/facts.md, section 19: a GAN that loses to it has learned little).

use super::Yardstick;
use super::frechet::Gaussian;
use super::samples::Rows;
use crate::data::Source;
use crate::experiment::Experiment;
use crate::rng::Stream;

/// Sets of samples over which a score is averaged (ours).
const DRAWS: u32 = 10;

/// What the rival scores in `metric` on the data of `e`, on average; `None` for data without classes or
/// where that cannot be measured.
pub fn rival(e: &Experiment, source: &Source, metric: &str) -> Option<f64> {
    let yardstick = Yardstick::of(e, source);
    let classes = ClassGaussians::fit(source)?;
    let score = |seed| {
        let images = classes.draw(yardstick.count(), &mut Stream::new(seed, "rival"));
        let report = yardstick.measure(&images, None);
        report.metrics.into_iter().find(|m| m.id == metric).map(|m| f64::from(m.value))
    };
    let scores: Vec<f64> = (1..=DRAWS).map(score).collect::<Option<_>>()?;
    Some(scores.iter().sum::<f64>() / f64::from(DRAWS))
}

/// A Gaussian for each class that there is.
pub(super) struct ClassGaussians(Vec<Gaussian>);

impl ClassGaussians {
    /// Fitted to all images that are trained on.
    pub fn fit(source: &Source) -> Option<Self> {
        let (count, _) = source.counts()?;
        let (images, labels) = (source.reference(count as usize), source.reference_labels(count as usize));
        let dims = source.shape().len();
        let class = |class: u8| {
            let of_class = Rows::new(&images, dims).iter().zip(&labels).filter(|(_, l)| **l == class);
            let pixels: Vec<f32> = of_class.flat_map(|(image, _)| image).copied().collect();
            (pixels.len() > dims).then(|| Gaussian::of(Rows::new(&pixels, dims)))
        };
        let classes: Vec<Gaussian> = (0..=u8::MAX).filter_map(class).collect();
        (!classes.is_empty()).then_some(Self(classes))
    }

    /// `n` images, of each class in turn, cut off at black and white.
    pub fn draw(&self, n: usize, stream: &mut Stream) -> Vec<f32> {
        let classes = self.0.iter().cycle().take(n);
        classes.flat_map(|class| class.draw(stream)).map(|v| v.clamp(-1.0, 1.0)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::Data;

    #[test]
    fn the_rival_of_the_digits_lies_between_real_ones_and_noise() {
        let e = Experiment::default_for(Data::Digits8);
        let source = Source::open(&e, &[]).expect("shipped");
        let found = rival(&e, &source, "frechet").expect("digits have classes");
        let yardstick = Yardstick::of(&e, &source);
        let noise = Stream::new(1, "noise").normals(yardstick.count() * 64);
        let noise: Vec<f32> = noise.into_iter().map(|v| v.clamp(-1.0, 1.0)).collect();
        let frechet = |images: &[f32]| {
            let report = yardstick.measure(images, None);
            report.metrics.into_iter().find(|m| m.id == "frechet").expect("enough images")
        };
        let bad = frechet(&noise);
        let floor = f64::from(bad.floor.expect("a floor"));
        assert!(floor < found && found < f64::from(bad.value), "{floor} {found} {bad:?}");
        assert_eq!(rival(&e, &source, "luck"), None);
        let ring = Experiment::default_for(Data::Ring8);
        assert_eq!(rival(&ring, &Source::open(&ring, &[]).expect("made"), "energy"), None);
    }
}
