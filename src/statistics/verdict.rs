//! The rule: what may be said of a tip, from its intervals. Written down before any run was measured.
//!
//! With the simultaneous 95 % interval over all tips of the case (`max_t.rs`) and the smallest effect of
//! interest (`smallest_effect.rs`), the first that holds is said:
//!
//! 1. *Identical*: A and B are equal to the last bit with every seed.
//! 2. *Too few seeds*: fewer than six.
//! 3. *Clearly helps*, *clearly hurts*: the simultaneous interval lies beyond the smallest effect.
//! 4. *No effect that matters*: the 90 % interval of this tip alone lies within the smallest effect (two
//!    one-sided tests at 5 %). This comes before "helps": an effect that is real but surely smaller than
//!    what was said beforehand to be of interest is called neither help nor harm. Lakens 2018
//!    ("Equivalence Testing for Psychological Research: A Tutorial", figure 1) calls it different and
//!    equivalent; the interval beside the words shows that it leaves out 0.
//! 5. *Helps*, *hurts*: the simultaneous interval leaves out 0.
//! 6. *Undecided*, with the number of seeds that would decide.
//!
//! 3 and 4 never hold together: both intervals hold the mean.

use crate::text::verdict as t;
use serde::{Deserialize, Serialize};

use super::effect::Effect;
use super::max_t::{MIN_SEEDS, MaxT};
use super::smallest_effect::SmallestEffect;

/// More seeds than this are not named.
const MANY_SEEDS: u32 = 1_000;

/// What may be said of a tip in a case: this data, these sizes, this length.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Equal to the last bit with every seed.
    Identical,
    /// Fewer seeds than can show anything.
    TooFewSeeds,
    /// Better, and by more than the smallest effect of interest.
    ClearlyHelps,
    /// Better.
    Helps,
    /// Less than the smallest effect of interest.
    NoEffect,
    /// Nothing of these is shown.
    Undecided {
        /// Seeds that would decide ([`seeds_to_decide`]); none where they are more than 1,000.
        seeds: Option<u32>,
    },
    /// Worse.
    Hurts,
    /// Worse, and by more than the smallest effect of interest.
    ClearlyHurts,
}

impl Verdict {
    /// In words.
    pub fn words(self) -> String {
        match self {
            Self::Identical => t::IDENTICAL.get().into(),
            Self::TooFewSeeds => t::too_few(MIN_SEEDS),
            Self::ClearlyHelps => t::CLEARLY_HELPS.get().into(),
            Self::Helps => t::HELPS.get().into(),
            Self::NoEffect => t::NO_EFFECT.get().into(),
            Self::Undecided { seeds: Some(seeds) } => t::undecided(seeds),
            Self::Undecided { seeds: None } => t::UNDECIDED_MANY.get().into(),
            Self::Hurts => t::HURTS.get().into(),
            Self::ClearlyHurts => t::CLEARLY_HURTS.get().into(),
        }
    }

    /// What it says of going back from B to A.
    pub fn reversed(self) -> Self {
        match self {
            Self::ClearlyHelps => Self::ClearlyHurts,
            Self::Helps => Self::Hurts,
            Self::Hurts => Self::Helps,
            Self::ClearlyHurts => Self::ClearlyHelps,
            Self::Identical | Self::TooFewSeeds | Self::NoEffect | Self::Undecided { .. } => self,
        }
    }
}

impl MaxT {
    /// What may be said of `tip`; too few seeds where it has no effect to speak of.
    pub fn verdict(&self, tip: usize, smallest: SmallestEffect) -> Verdict {
        match self.effects.get(tip) {
            Some(Ok(effect)) => judge(*effect, self.critical, smallest),
            _ => Verdict::TooFewSeeds,
        }
    }
}

/// What may be said of `effect`, whose simultaneous interval spans `critical` standard errors to either side.
pub fn judge(effect: Effect, critical: f64, smallest: SmallestEffect) -> Verdict {
    let bound = smallest.size;
    let interval = effect.interval(critical);
    let helps = (effect.mean < 0.0) == smallest.lower_is_better;
    if effect.is_identical() {
        Verdict::Identical
    } else if effect.seeds < MIN_SEEDS {
        Verdict::TooFewSeeds
    } else if interval.is_beyond(bound) {
        if helps { Verdict::ClearlyHelps } else { Verdict::ClearlyHurts }
    } else if effect.interval_alone().is_within(bound) {
        Verdict::NoEffect
    } else if interval.is_beyond(0.0) {
        if helps { Verdict::Helps } else { Verdict::Hurts }
    } else {
        Verdict::Undecided { seeds: seeds_to_decide(effect, critical, bound) }
    }
}

/// The seeds at which an undecided effect would be decided if its mean m and its spread stayed what they
/// are; the standard error then shrinks with the root of the seeds. From n seeds with standard error e,
/// the simultaneous interval leaves out 0 at n (c e / m)² seeds, and where |m| is below `bound`, the 90 %
/// interval (t standard errors to either side) lies within it at n (t e / (bound - |m|))²: the smaller of
/// the two, rounded up. None where that is more than 1,000.
pub fn seeds_to_decide(effect: Effect, critical: f64, bound: f64) -> Option<u32> {
    let (size, count) = (effect.mean.abs(), effect.seeds as f64);
    let needed = |ratio: f64| count * ratio * ratio;
    let shows = needed(critical * effect.error / size);
    let room = bound - size;
    let bounds =
        if room > 0.0 { needed(effect.critical_alone() * effect.error / room) } else { f64::INFINITY };
    // The smaller one, or the one that is a number.
    let seeds = shows.min(bounds).ceil().max(count + 1.0);
    (seeds <= f64::from(MANY_SEEDS)).then_some(seeds as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(mean: f64, error: f64) -> Verdict {
        judge(Effect { seeds: 20, mean, error }, 3.0, SmallestEffect::RING_MODES)
    }

    #[test]
    fn the_rule_by_its_cases() {
        for (mean, error, verdict) in [
            (0.0, 0.0, Verdict::Identical),
            (2.0, 0.3, Verdict::ClearlyHelps),
            (-2.0, 0.3, Verdict::ClearlyHurts),
            (2.0, 0.5, Verdict::Helps),
            (-2.0, 0.5, Verdict::Hurts),
            (0.0, 0.3, Verdict::NoEffect),
            // Real, as 0.5 is more than 3 standard errors, but surely less than one mode.
            (0.5, 0.1, Verdict::NoEffect),
            (0.9, 0.2, Verdict::Helps),
            (8.0, 0.0, Verdict::ClearlyHelps),
            (0.5, 0.0, Verdict::NoEffect),
        ] {
            assert_eq!(judged(mean, error), verdict, "{mean} {error}");
            assert_eq!(judged(-mean, error), verdict.reversed(), "{mean} {error}");
        }
    }

    #[test]
    fn a_lower_distance_helps() {
        let halved = Effect { seeds: 20, mean: -libm::log(2.0), error: 0.05 };
        assert_eq!(judge(halved, 3.0, SmallestEffect::RATIO), Verdict::ClearlyHelps);
        assert_eq!(judge(halved, 3.0, SmallestEffect::RING_MODES), Verdict::NoEffect);
    }

    #[test]
    fn five_seeds_show_nothing_unless_all_bits_are_equal() {
        let few = |mean, error| judge(Effect { seeds: 5, mean, error }, 3.0, SmallestEffect::RING_MODES);
        assert_eq!(few(9.0, 0.1), Verdict::TooFewSeeds);
        assert_eq!(few(0.0, 0.0), Verdict::Identical);
    }

    #[test]
    fn the_seeds_that_would_decide_do_decide() {
        for (mean, error) in [(2.0, 0.9), (1.2, 0.7), (0.95, 0.5), (0.3, 0.6), (0.0, 0.9), (-0.8, 0.4)] {
            let Verdict::Undecided { seeds: Some(seeds) } = judged(mean, error) else {
                panic!("{mean} {error}: {:?}", judged(mean, error))
            };
            let later = |seeds: u32| {
                let error = error * libm::sqrt(20.0 / f64::from(seeds));
                judge(Effect { seeds: seeds as usize, mean, error }, 3.0, SmallestEffect::RING_MODES)
            };
            assert!(!matches!(later(seeds + 1), Verdict::Undecided { .. }), "{mean} {error}: {seeds}");
            // Student's t shrinks with more seeds as well, so a little fewer may do.
            let half_way = later(u32::midpoint(20, seeds));
            assert!(matches!(half_way, Verdict::Undecided { .. }), "{mean} {error}: {seeds}");
        }
    }

    #[test]
    fn more_than_a_thousand_seeds_are_not_named() {
        assert_eq!(judged(0.0, 90.0), Verdict::Undecided { seeds: None });
        let blind =
            judge(Effect { seeds: 6, mean: 2.0, error: 1.0 }, f64::INFINITY, SmallestEffect::RING_MODES);
        assert_eq!(blind, Verdict::Undecided { seeds: None });
        assert!(blind.words().contains("1,000"));
    }
}
