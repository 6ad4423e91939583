//! How evenly samples are spread over modes or classes, as a Kullback-Leibler divergence in nats.
//!
//! Even a perfect sampler is above 0: with K modes and N samples by (K - 1) / 2N on average, the bias
//! of a plug-in estimate (Miller 1955).

use super::divergence::{kl, shares};
use super::modes::Coverage;
use super::samples::Unfit;

/// What this is called where there is no number.
const NAME: &str = "KL over modes";

/// KL of the samples of high quality over the modes from the even spread (Srivastava et al. 2017:
/// the "reverse" KL): 0 to ln K.
///
/// # Errors
/// No sample of high quality.
pub fn reverse_kl(coverage: &Coverage) -> Result<f64, Unfit> {
    if coverage.hits.iter().all(|hits| *hits == 0) {
        return Err(Unfit::NoneGood { metric: NAME });
    }
    let modes = coverage.hits.len();
    Ok(kl(&shares(&coverage.hits), &vec![1.0 / modes as f64; modes]))
}

/// KL of the classes of `fake` samples from those of `real` ones, both as a classifier sees them;
/// classes are 0 to `classes` - 1. Half a sample is added to every real class (Krichevsky and
/// Trofimov 1981), so that one stray fake of a class without real samples does not make it infinite.
pub fn class_kl(fake: &[u8], real: &[u8], classes: usize) -> f64 {
    let count = |labels: &[u8]| {
        let mut counts = vec![0; classes];
        labels.iter().filter_map(|l| counts.get_mut(usize::from(*l)).map(|c| *c += 1)).for_each(drop);
        counts
    };
    let all = real.len() as f64 + classes as f64 / 2.0;
    let real: Vec<f64> = count(real).iter().map(|n: &usize| (*n as f64 + 0.5) / all).collect();
    kl(&shares(&count(fake)), &real)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::Stream;

    fn hits(hits: &[usize]) -> Coverage {
        Coverage { hits: hits.to_vec(), samples: hits.iter().sum() }
    }

    #[test]
    fn the_reverse_kl_of_k_of_eight_modes_is_that_of_golden_json() {
        for (of, expected) in [(1, 2.0794415416798357), (4, std::f64::consts::LN_2), (7, 0.13353139262452257)]
        {
            let modes: Vec<usize> = (0..8).map(|mode| 300 * usize::from(mode < of)).collect();
            assert!((reverse_kl(&hits(&modes)).expect("samples") - expected).abs() < 1e-12);
        }
        assert_eq!(reverse_kl(&hits(&[5; 8])), Ok(0.0));
        let said = reverse_kl(&hits(&[0; 8])).expect_err("none").to_string();
        assert_eq!(said, "KL over modes: no sample is of high quality");
    }

    /// Mean over many draws of an even sampler.
    fn simulated(modes: usize, samples: usize, draws: usize) -> f64 {
        let mut stream = Stream::new(5, "even");
        let mut draw = || {
            let mut coverage = hits(&vec![0; modes]);
            (0..samples).for_each(|_| coverage.hits[stream.below(modes)] += 1);
            reverse_kl(&coverage).expect("samples")
        };
        (0..draws).map(|_| draw()).sum::<f64>() / draws as f64
    }

    #[test]
    fn an_even_sampler_comes_to_the_floors_of_golden_json() {
        for (modes, samples, floor) in [
            (8, 2500, 0.0014),
            (25, 2500, 0.0048),
            (10, 1000, 0.0045),
            (10, 5000, 0.0009),
            (100, 2600, 0.019),
        ] {
            let found = simulated(modes, samples, 100);
            assert!((found - floor).abs() < 0.15 * floor, "{modes} {samples}: {found}, {floor}");
        }
        for (samples, floor) in [(26_000, 0.01921153846153846), (25_600, 0.01951171875)] {
            let found = simulated(1000, samples, 4);
            assert!((found - floor).abs() < 0.1 * floor, "{samples}: {found}");
        }
    }

    #[test]
    fn the_kl_of_classes_sees_a_dropped_class_and_survives_an_empty_one() {
        let even: Vec<u8> = (0..10).cycle().take(1000).collect();
        assert!(class_kl(&even, &even, 10).abs() < 1e-5);
        let nine: Vec<u8> = (0..9).cycle().take(900).collect();
        assert!((class_kl(&nine, &even, 10) - (10.0_f64 / 9.0).ln()).abs() < 1e-3);
        let found = class_kl(&even, &nine, 10);
        assert!(found.is_finite() && found > 0.1, "{found}");
    }
}
