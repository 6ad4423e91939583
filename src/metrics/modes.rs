//! How many modes of a mixture the samples hit, and how well (Srivastava et al. 2017, VEEGAN,
//! section 4.1).

use crate::data::points::Modes;

/// A sample within this many standard deviations of its nearest mode is of high quality.
const HIGH_QUALITY_SIGMAS: f32 = 3.0;

/// Samples sorted by their nearest mode.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coverage {
    /// Samples of high quality by mode.
    pub hits: Vec<usize>,
    /// All samples.
    pub samples: usize,
}

impl Coverage {
    /// Sorts `points` (x, y, x, y, …).
    pub fn of(points: &[f32], modes: &Modes) -> Self {
        let bound = (HIGH_QUALITY_SIGMAS * modes.sigma).powi(2);
        let mut hits = vec![0; modes.centres.len()];
        for point in points.chunks_exact(2) {
            let square = |c: &[f32; 2]| (point[0] - c[0]).powi(2) + (point[1] - c[1]).powi(2);
            let nearest = modes.centres.iter().map(square).enumerate().min_by(|a, b| a.1.total_cmp(&b.1));
            if let Some((mode, _)) = nearest.filter(|(_, square)| *square < bound) {
                hits[mode] += 1;
            }
        }
        Self { hits, samples: points.len() / 2 }
    }

    /// Samples that a classifier sorted into modes 0 to `modes` - 1, all of them of high quality: what
    /// the stacked digits are counted by, where the mode is 10 times the first digit plus the second.
    pub fn sorted(samples: impl IntoIterator<Item = usize>, modes: usize) -> Self {
        let mut hits = vec![0; modes];
        samples.into_iter().filter_map(|mode| hits.get_mut(mode).map(|hits| *hits += 1)).for_each(drop);
        Self { samples: hits.iter().sum(), hits }
    }

    /// Modes with a sample of high quality. One lucky sample counts, as in the papers.
    pub fn covered(&self) -> usize {
        self.hits.iter().filter(|hits| **hits > 0).count()
    }

    /// Modes with at least a hundredth of their fair share of the samples: no luck.
    pub fn fairly_covered(&self) -> usize {
        let share = self.samples as f64 / self.hits.len().max(1) as f64;
        self.hits.iter().filter(|hits| **hits > 0 && **hits as f64 >= 0.01 * share).count()
    }

    /// Share of the samples that are of high quality. The data itself has 98.9 %; more is a sign of
    /// samples that are too close together.
    pub fn quality(&self) -> f64 {
        self.hits.iter().sum::<usize>() as f64 / self.samples as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::points;
    use crate::experiment::Data;
    use crate::rng::Stream;

    fn of(data: Data, points: &[f32]) -> Coverage {
        Coverage::of(points, &points::modes(data).expect("a mixture"))
    }

    #[test]
    fn the_data_covers_every_mode_with_98_889_percent_of_high_quality() {
        for (data, modes) in [(Data::Ring8, 8), (Data::Grid25, 25)] {
            let found = of(data, &points::draw(data, &mut Stream::new(4, "real"), 100_000));
            assert_eq!((found.covered(), found.fairly_covered()), (modes, modes));
            // 1 - exp(-9/2), golden.json.
            assert!((found.quality() - 0.9888910034617577).abs() < 0.002, "{}", found.quality());
        }
    }

    #[test]
    fn a_dropped_mode_and_a_lucky_sample_are_seen() {
        let modes = points::modes(Data::Ring8).expect("a mixture");
        // Three hundred on each of six modes, one on the seventh, none on the eighth.
        let six = modes.centres[..6].iter().flat_map(|c| c.repeat(300));
        let all: Vec<f32> = six.chain(modes.centres[6]).collect();
        let found = Coverage::of(&all, &modes);
        assert_eq!((found.covered(), found.fairly_covered()), (7, 6));
        assert_eq!((found.quality(), found.hits[7]), (1.0, 0));
    }

    #[test]
    fn a_sample_counts_up_to_three_sigma() {
        let Modes { centres, sigma } = points::modes(Data::Grid25).expect("a mixture");
        let beside = |sigmas: f32| [centres[12][0] + sigmas * sigma, centres[12][1]];
        assert_eq!(of(Data::Grid25, &beside(2.9)).covered(), 1);
        assert_eq!(of(Data::Grid25, &beside(3.1)).covered(), 0);
        assert_eq!(of(Data::Grid25, &beside(3.1)).quality(), 0.0);
    }

    #[test]
    fn a_perfect_sampler_of_a_thousand_modes_misses_eighty_two_with_2500_samples() {
        let mut stream = Stream::new(1, "classes");
        let mut missed = |n: usize| {
            let draws: Vec<usize> = (0..n).map(|_| stream.below(1000)).collect();
            1000 - Coverage::sorted(draws, 1000).covered()
        };
        // golden.json: 81.98 and 5e-9 are expected.
        let mean = (0..20).map(|_| missed(2500)).sum::<usize>() as f64 / 20.0;
        assert!((mean - 81.98).abs() < 6.0, "{mean}");
        assert_eq!(missed(26_000), 0);
    }

    #[test]
    fn stacked_digits_are_counted_by_their_pair_of_classes() {
        let found = Coverage::sorted([0, 99, 99, 42], 100);
        assert_eq!((found.covered(), found.samples, found.hits[99]), (3, 4, 2));
        assert_eq!((found.fairly_covered(), found.quality()), (3, 1.0));
    }
}
