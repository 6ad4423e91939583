//! How good samples are: pure functions on slices, without Burn and the DOM (gan-facts.md, section
//! 17). Every number comes with its floor: what real samples score that were held out.

pub mod accuracy;
pub mod copying;
pub mod divergence;
pub mod diversity;
pub mod eigen;
pub mod energy;
pub mod features;
pub mod frechet;
pub mod grid;
pub mod inception;
pub mod kid;
mod layers;
pub mod mmd;
pub mod mode_kl;
pub mod modes;
pub mod neighbours;
mod pairs;
pub mod samples;
pub mod sliced;
pub mod two_sample;
pub mod weights;

use crate::data::points::{self, Modes};
use crate::experiment::Data;
use crate::protocol::Metric;
use energy::Cloud;
use modes::Coverage;

/// Points to judge and to judge against (Srivastava et al. 2017; Lin et al. 2018).
const POINTS: usize = 2500;

/// Images to judge against, and at most to judge: 28 x 28 pixels take a sixth of a second, points 20 ms (ours).
const IMAGES: (usize, usize) = (1000, 500);

/// Fewer samples than this say nothing (ours).
const MIN_SAMPLES: usize = 10;

/// Real samples and generated ones that a measurement takes, where `counts` are the images to train
/// on and held out, or `None` for data without end. The floor takes as many held-out samples as
/// generated ones are judged, so there are never more than that.
pub fn counts(counts: Option<(u32, u32)>) -> (usize, usize) {
    match counts {
        None => (POINTS, POINTS),
        Some((train, held_out)) => (IMAGES.0.min(train as usize), IMAGES.1.min(held_out as usize)),
    }
}

/// What the samples of a run are measured with, made once a run.
#[derive(Clone, Debug)]
pub struct Yardstick {
    real: Cloud,
    modes: Option<Modes>,
    /// Samples judged.
    count: usize,
    energy_floor: f64,
    held_out: Option<Coverage>,
}

impl Yardstick {
    /// For samples of `data` with `dims` numbers each, against `real` and with the floor of as many
    /// `held_out` samples as will be judged; see [`counts`].
    pub fn new(data: Data, dims: usize, real: Vec<f32>, held_out: Vec<f32>) -> Self {
        let (real, modes) = (Cloud::new(real, dims), points::modes(data));
        let floor = modes.as_ref().map(|modes| Coverage::of(&held_out, modes));
        let held_out = Cloud::new(held_out, dims);
        let energy_floor = real.floor(&held_out);
        Self { count: held_out.count(), energy_floor, held_out: floor, real, modes }
    }

    /// Samples that [`Self::measure`] needs.
    pub fn count(&self) -> usize {
        self.count
    }

    /// How good `samples` are (those after [`Self::count`] are left out). Nothing is said of too few
    /// samples, or of some that are not finite.
    pub fn measure(&self, samples: &[f32]) -> Vec<Metric> {
        let Some(samples) = samples.get(..self.count * self.real.dims()) else { return Vec::new() };
        let enough = self.count.min(self.real.count()) >= MIN_SAMPLES;
        if !enough || !samples.iter().all(|v| v.is_finite()) {
            return Vec::new();
        }
        let energy = self.real.energy(&Cloud::new(samples.to_vec(), self.real.dims()));
        let mut metrics = vec![metric("energy", "Energy distance", energy, self.energy_floor, true)];
        if let (Some(modes), Some(floor)) = (&self.modes, &self.held_out) {
            let found = Coverage::of(samples, modes);
            let (covered, of) = (found.covered() as f64, floor.covered() as f64);
            metrics.push(metric("modes", "Modes covered", covered, of, false));
            metrics.push(metric("hq", "High-quality samples", found.quality(), floor.quality(), false));
        }
        metrics
    }
}

fn metric(id: &str, label: &str, value: f64, floor: f64, lower_is_better: bool) -> Metric {
    Metric {
        id: id.into(),
        label: label.into(),
        value: value as f32,
        floor: Some(floor as f32),
        lower_is_better,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Source;
    use crate::experiment::Experiment;
    use crate::rng::Stream;

    fn yardstick(data: Data) -> Yardstick {
        let source = Source::open(&Experiment::default_for(data), &[]).expect("no files needed");
        let (real, judged) = counts(source.counts());
        Yardstick::new(data, source.shape().len(), source.reference(real), source.held_out(judged))
    }

    fn drawn(data: Data, n: usize) -> Vec<f32> {
        points::draw(data, &mut Stream::new(9, "perfect"), n)
    }

    fn value(metrics: &[Metric], id: &str) -> (f64, f64) {
        let found = metrics.iter().find(|m| m.id == id).expect("measured");
        (found.value.into(), found.floor.expect("a floor").into())
    }

    #[test]
    fn a_perfect_sampler_scores_the_floor() {
        for data in [Data::Ring8, Data::Grid25, Data::Spiral, Data::Moons] {
            let (yardstick, samples) = (yardstick(data), drawn(data, 6 * POINTS));
            let all: Vec<_> = samples.chunks(2 * POINTS).map(|s| yardstick.measure(s)).collect();
            let mean = all.iter().map(|m| value(m, "energy").0).sum::<f64>() / all.len() as f64;
            let (_, floor) = value(&all[0], "energy");
            assert!(mean < 3.0 * floor && floor < 3.0 * mean, "{data:?}: {mean} {floor}");
            assert_eq!(all[0].len(), if points::modes(data).is_some() { 3 } else { 1 });
        }
        let metrics = yardstick(Data::Grid25).measure(&drawn(Data::Grid25, POINTS));
        assert_eq!(value(&metrics, "modes"), (25.0, 25.0));
        let (quality, floor) = value(&metrics, "hq");
        assert!((quality - 0.98889).abs() < 0.01 && (floor - 0.98889).abs() < 0.01);
    }

    #[test]
    fn a_dropped_mode_is_seen_by_all_three() {
        let Modes { centres, .. } = points::modes(Data::Ring8).expect("a mixture");
        let all = drawn(Data::Ring8, 2 * POINTS);
        let near = |p: &[f32]| (p[0] - centres[0][0]).hypot(p[1] - centres[0][1]) < 0.5;
        let seven: Vec<f32> = all.chunks(2).filter(|p| !near(p)).flatten().copied().collect();
        let metrics = yardstick(Data::Ring8).measure(&seven);
        let (energy, floor) = value(&metrics, "energy");
        assert!(energy > 10.0 * floor, "{energy} {floor}");
        assert_eq!(value(&metrics, "modes"), (7.0, 8.0));
    }

    #[test]
    fn digits_are_measured_against_digits() {
        let yardstick = yardstick(Data::Digits8);
        assert_eq!(yardstick.count(), 179);
        let (black, floor) = value(&yardstick.measure(&vec![-1.0; 179 * 64]), "energy");
        let source = Source::open(&Experiment::default_for(Data::Digits8), &[]).expect("shipped");
        let (real, _) = value(&yardstick.measure(&source.show(179)), "energy");
        assert!(black > 20.0 * floor && real < 2.0 * floor, "{black} {real} {floor}");
    }

    #[test]
    fn nothing_is_said_of_samples_that_are_too_few_or_not_finite() {
        let yardstick = yardstick(Data::Ring8);
        let mut samples = drawn(Data::Ring8, POINTS);
        assert_eq!(yardstick.measure(&samples[2..]), []);
        samples[77] = f32::NAN;
        assert_eq!(yardstick.measure(&samples), []);
        let few = drawn(Data::Moons, 9);
        assert_eq!(Yardstick::new(Data::Moons, 2, few.clone(), few.clone()).measure(&few), []);
        assert_eq!(Yardstick::new(Data::Moons, 2, Vec::new(), Vec::new()).measure(&few), []);
    }

    #[test]
    fn less_is_better_only_for_the_distance() {
        let metrics = yardstick(Data::Ring8).measure(&drawn(Data::Ring8, POINTS));
        let found: Vec<_> = metrics.iter().map(|m| (m.id.as_str(), m.lower_is_better)).collect();
        assert_eq!(found, [("energy", true), ("modes", false), ("hq", false)]);
    }
}
