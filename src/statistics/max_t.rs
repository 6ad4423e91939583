//! Intervals that hold for all tips of a case together: the largest |t| under sign flips.
//!
//! With tip t and seed s, d(t, s) = y_B - y_A is the tip's effect plus noise. Seeds are independent, but
//! the tips of one seed are not: they share its base run. The noise of a seed is taken to be as likely the
//! other way round, *for all its tips at once*. For one tip that is so wherever A and B scatter alike, as
//! B - A is then as likely as A - B; for several it asks for scatter that is even to both sides, which is
//! one reason why distances enter as logarithms. So:
//!
//! 1. Each tip's mean is taken off its differences. What is left is noise alone, whatever the effects
//!    are: the critical value describes the noise, and an interval of that half-width around the mean
//!    holds the true effect as often as the noise stays below it.
//! 2. All residuals of a seed are flipped together or not at all, by one coin a seed, which keeps how the
//!    tips hang together; tips that move as one cost no more than one of them.
//! 3. Every flip is studentised anew: T = mean / standard error of the flipped residuals, so tips of
//!    different spread weigh alike. It also makes up for centring. With r = (sum of flipped residuals)² /
//!    (n · sum of squares), T² = (n - 1) r / (1 - r), and the mean of r over all flips is 1 / n, as it is
//!    for noise that was not centred, although centring has made the squares smaller.
//! 4. The critical value c is the 95 % quantile over flips of the largest |T| of any tip, so all
//!    intervals mean ± c · error hold together in 95 % of repetitions (`simulation_tests.rs` repeats).
//!
//! All flips are gone through where they are few (up to fourteen seeds), else 10,000 are drawn. A tip
//! without a value for a seed leaves that seed out of its mean, its error and its flips. A tip without
//! any spread (a control, exactly zero) has its mean as its interval and is no part of the maximum; nor
//! is one with fewer than [`MIN_SEEDS`] seeds.
//!
//! Sources: Westfall and Young 1993, "Resampling-Based Multiple Testing", chapter 2 (the
//! single-step maximum); Winkler et al. 2014, "Permutation inference for the general linear model" (open
//! access), on sign flips, studentising and the maximum.

use super::degenerate::Degenerate;
use super::effect::Effect;
use super::interval::Interval;
use crate::rng::Stream;

/// Fewer seeds cannot show anything: of the 2^5 ways to flip five of them, two are as extreme as no flip
/// at all, and 2 / 32 is more than 5 %.
pub const MIN_SEEDS: usize = 6;

/// Flips at most.
const FLIPS: usize = 10_000;

/// Per cent of the flips that the critical value is not below.
const LEVEL: usize = 95;

/// The tips of one case, judged together.
#[derive(Clone, Debug, PartialEq)]
pub struct MaxT {
    /// What each tip does, in the order in which they were given.
    pub effects: Vec<Result<Effect, Degenerate>>,
    /// Standard errors from a mean to either end of its interval; 0 where no tip has spread and enough
    /// seeds, infinite where the flips cannot tell.
    pub critical: f64,
    /// The largest |T| of every flip, in ascending order.
    maxima: Vec<f64>,
}

/// Judges tips by their differences y_B - y_A: one list a tip, one place a seed, the same in all lists;
/// none where a run is missing.
pub fn max_t(differences: &[Vec<Option<f64>>]) -> MaxT {
    max_t_of(differences, FLIPS)
}

/// As [`max_t`], with so many flips at most.
pub(super) fn max_t_of(differences: &[Vec<Option<f64>>], flips: usize) -> MaxT {
    let present = |tip: &Vec<Option<f64>>| tip.iter().flatten().copied().collect::<Vec<f64>>();
    let effects: Vec<_> = differences.iter().map(|tip| Effect::of(&present(tip))).collect();
    let pairs = differences.iter().zip(&effects);
    let noises: Vec<Noise> = pairs.filter_map(|(tip, effect)| Noise::of(tip, (*effect).ok()?)).collect();
    let seeds = noises.iter().map(|noise| noise.residuals.len()).max().unwrap_or(0);
    let mut maxima = Vec::new();
    each_flip(seeds, flips, |signs| {
        maxima.push(noises.iter().map(|noise| noise.t_square(signs)).fold(0.0, f64::max));
    });
    maxima.iter_mut().for_each(|square| *square = libm::sqrt(*square));
    maxima.sort_unstable_by(f64::total_cmp);
    let place = (maxima.len() * LEVEL).div_ceil(100);
    let critical = place.checked_sub(1).map_or(0.0, |place| maxima[place]);
    MaxT { effects, critical, maxima }
}

impl MaxT {
    /// The interval of `tip`: all of them hold together in 95 % of repetitions. None where it has no
    /// effect to speak of, or fewer than [`MIN_SEEDS`] seeds.
    pub fn interval(&self, tip: usize) -> Option<Interval> {
        let effect = (*self.effects.get(tip)?).ok().filter(|effect| effect.seeds >= MIN_SEEDS)?;
        Some(effect.interval(self.critical))
    }

    /// How often chance alone gives any tip of the case so large a |t|, of all flips and the runs as they
    /// are; 1 for a control. None as with [`Self::interval`].
    pub fn p_value(&self, tip: usize) -> Option<f64> {
        let effect = (*self.effects.get(tip)?).ok().filter(|effect| effect.seeds >= MIN_SEEDS)?;
        if effect.error == 0.0 {
            let flips = effect.seeds.min(64) as i32 - 1;
            return Some(if effect.mean == 0.0 { 1.0 } else { 0.5f64.powi(flips) });
        }
        let t = effect.mean.abs() / effect.error;
        let as_large = self.maxima.len() - self.maxima.partition_point(|largest| *largest < t);
        Some((1 + as_large) as f64 / (1 + self.maxima.len()) as f64)
    }
}

/// What is left of a tip's differences without their mean: 0 where a seed is missing.
struct Noise {
    residuals: Vec<f64>,
    /// Sum of their squares.
    squares: f64,
    /// Seeds that are there.
    count: f64,
}

impl Noise {
    fn of(tip: &[Option<f64>], effect: Effect) -> Option<Self> {
        if effect.error == 0.0 || effect.seeds < MIN_SEEDS {
            return None;
        }
        let residual = |difference: &Option<f64>| difference.map_or(0.0, |value| value - effect.mean);
        let residuals: Vec<f64> = tip.iter().map(residual).collect();
        let squares = residuals.iter().map(|residual| residual * residual).sum();
        Some(Self { residuals, squares, count: effect.seeds as f64 })
    }

    /// T² of the residuals with these signs; infinite where they are all equal.
    fn t_square(&self, signs: &[f64]) -> f64 {
        let sum: f64 = self.residuals.iter().zip(signs).map(|(residual, sign)| residual * sign).sum();
        let (square, whole) = (sum * sum, self.count * self.squares);
        if square >= whole * (1.0 - 1e-12) {
            return f64::INFINITY;
        }
        square * (self.count - 1.0) / (whole - square)
    }
}

/// Calls `look` with the signs of every flip: all of them where they are no more than `flips`, else so
/// many drawn ones. Flips that are each other's mirror have the same |T|, so the last seed is never
/// flipped when all are gone through.
fn each_flip(seeds: usize, flips: usize, mut look: impl FnMut(&[f64])) {
    let Some(free) = seeds.checked_sub(1) else { return };
    let mut signs = vec![1.0; seeds];
    if free < 32 && 1 << free <= flips {
        for flip in 0..1usize << free {
            (0..free).for_each(|seed| signs[seed] = if flip >> seed & 1 == 1 { -1.0 } else { 1.0 });
            look(&signs);
        }
        return;
    }
    let mut stream = Stream::new(0, "sign-flips");
    for _ in 0..flips {
        signs.fill_with(|| if stream.below(2) == 1 { -1.0 } else { 1.0 });
        look(&signs);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tip(differences: &[f64]) -> Vec<Option<f64>> {
        differences.iter().copied().map(Some).collect()
    }

    /// Noise whose mean is 0.
    const NOISE: [f64; 8] = [0.9, -0.4, 0.3, -1.1, 0.2, 0.6, -0.7, 0.2];

    #[test]
    fn the_critical_value_is_that_of_the_noise_whatever_the_effect() {
        let shifted: Vec<f64> = NOISE.iter().map(|noise| noise + 3.0).collect();
        let (plain, moved) = (max_t(&[tip(&NOISE)]), max_t(&[tip(&shifted)]));
        assert!((plain.critical - moved.critical).abs() < 1e-9);
        let (Some(around_0), Some(around_3)) = (plain.interval(0), moved.interval(0)) else { panic!() };
        assert!((around_0.low + 3.0 - around_3.low).abs() < 1e-9 && around_3.low > 0.0);
    }

    #[test]
    fn tips_that_move_as_one_cost_no_more_than_one() {
        let twice: Vec<f64> = NOISE.iter().map(|noise| 1.0 - 2.0 * noise).collect();
        let (one, three) = (max_t(&[tip(&NOISE)]), max_t(&[tip(&NOISE), tip(&twice), tip(&NOISE)]));
        assert!((one.critical - three.critical).abs() < 1e-9);
        let other = tip(&[0.1, 0.8, -0.9, 0.3, -1.4, 0.5, 0.2, 0.4]);
        assert!(max_t(&[tip(&NOISE), other]).critical > one.critical + 0.05);
    }

    #[test]
    fn a_control_is_zero_and_costs_nothing() {
        let judged = max_t(&[tip(&NOISE), tip(&[0.0; 8])]);
        assert_eq!(judged.critical, max_t(&[tip(&NOISE)]).critical);
        assert_eq!(judged.interval(1), Some(Interval { low: 0.0, high: 0.0 }));
        assert_eq!(judged.p_value(1), Some(1.0));
        let controls = max_t(&[tip(&[0.0; 8])]);
        assert_eq!((controls.critical, controls.p_value(0)), (0.0, Some(1.0)));
    }

    #[test]
    fn a_difference_without_spread_is_as_sure_as_its_seeds() {
        let judged = max_t(&[tip(&[8.0; 6])]);
        assert_eq!(judged.interval(0), Some(Interval { low: 8.0, high: 8.0 }));
        assert_eq!(judged.p_value(0), Some(1.0 / 32.0));
    }

    #[test]
    fn too_few_seeds_have_no_interval_and_are_no_part_of_the_maximum() {
        let judged = max_t(&[tip(&NOISE[..5]), tip(&NOISE), tip(&[1.0])]);
        assert_eq!(judged.critical, max_t(&[tip(&NOISE)]).critical);
        assert_eq!((judged.interval(0), judged.interval(2), judged.interval(3)), (None, None, None));
        assert_eq!(judged.effects[2], Err(Degenerate::TooFew));
        assert_eq!(max_t(&[]).critical, 0.0);
    }

    #[test]
    fn a_missing_seed_is_left_out_of_its_tip_only() {
        let mut holes = tip(&NOISE);
        holes.insert(2, None);
        let judged = max_t(std::slice::from_ref(&holes));
        let whole = max_t(&[tip(&NOISE)]);
        assert_eq!(judged.effects, whole.effects);
        assert!((judged.critical - whole.critical).abs() < 1e-9);
    }
}
