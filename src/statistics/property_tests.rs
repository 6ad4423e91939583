//! What holds for any runs.

use proptest::prelude::*;

use super::bca::bca;
use super::effect::Effect;
use super::interval::Interval;
use super::max_t::max_t_of;
use super::smallest_effect::SmallestEffect;
use super::verdict::{Verdict, judge};
use super::wilson::wilson;

const BOUNDS: [SmallestEffect; 4] =
    [SmallestEffect::RATIO, SmallestEffect::RING_MODES, SmallestEffect::GRID_MODES, SmallestEffect::QUALITY];

fn values(count: std::ops::Range<usize>) -> impl Strategy<Value = Vec<f64>> {
    // Some of them tied, as counts of modes are.
    let one = prop_oneof![-4.0..4.0f64, (-3i8..4).prop_map(f64::from)];
    prop::collection::vec(one, count)
}

/// A few tips of one case, with holes.
fn tips() -> impl Strategy<Value = Vec<Vec<Option<f64>>>> {
    let one = prop_oneof![
        1 => Just(None),
        6 => (-4.0..4.0f64).prop_map(Some),
        3 => (-3i8..4).prop_map(|v| Some(v.into())),
    ];
    (1usize..22)
        .prop_flat_map(move |seeds| prop::collection::vec(prop::collection::vec(one.clone(), seeds), 1..5))
}

fn mirrors(one: Interval, other: Interval) -> bool {
    let Interval { low, high } = -other;
    let close = |a: f64, b: f64| a == b || (a - b).abs() < 1e-9 * a.abs().max(1.0);
    close(one.low, low) && close(one.high, high)
}

fn mean(of: &[f64]) -> f64 {
    of.iter().sum::<f64>() / of.len() as f64
}

proptest! {
    #[test]
    fn swapping_a_and_b_mirrors_a_bootstrap_interval(a in values(0..25), b in values(0..25)) {
        let difference = |of: &[&[f64]]| mean(of[1]) - mean(of[0]);
        match (bca(&[&a, &b], difference, 300), bca(&[&b, &a], difference, 300)) {
            (Ok(one), Ok(other)) => prop_assert!(mirrors(one, other), "{one:?} {other:?}"),
            (one, other) => prop_assert_eq!(one, other),
        }
    }

    #[test]
    fn the_order_of_seeds_does_not_move_a_bootstrap_interval(a in values(2..25)) {
        let reversed: Vec<f64> = a.iter().rev().copied().collect();
        prop_assert_eq!(bca(&[&a], |of| mean(of[0]), 100), bca(&[&reversed], |of| mean(of[0]), 100));
    }

    #[test]
    fn swapping_a_and_b_mirrors_all_that_is_said(differences in tips(), place in 0usize..4) {
        let smallest = BOUNDS[place];
        let swapped: Vec<Vec<Option<f64>>> =
            differences.iter().map(|tip| tip.iter().map(|d| d.map(|d| -d)).collect()).collect();
        let (one, other) = (max_t_of(&differences, 200), max_t_of(&swapped, 200));
        prop_assert_eq!(one.critical, other.critical);
        for tip in 0..differences.len() {
            prop_assert_eq!(one.verdict(tip, smallest), other.verdict(tip, smallest).reversed());
            prop_assert_eq!(one.p_value(tip), other.p_value(tip));
            match (one.interval(tip), other.interval(tip)) {
                (Some(one), Some(other)) => prop_assert!(mirrors(one, other), "{one:?} {other:?}"),
                (one, other) => prop_assert_eq!(one, other),
            }
        }
    }

    #[test]
    fn equal_runs_are_identical_whatever_stands_beside_them(mut differences in tips()) {
        let seeds = differences[0].len().max(6);
        differences.push(vec![Some(0.0); seeds]);
        let judged = max_t_of(&differences, 200);
        let last = differences.len() - 1;
        prop_assert_eq!(judged.verdict(last, SmallestEffect::RATIO), Verdict::Identical);
        prop_assert_eq!(judged.p_value(last), Some(1.0));
    }

    #[test]
    fn a_p_value_below_5_percent_is_an_interval_without_0(differences in tips()) {
        // The flips of twelve seeds are all gone through: 2048, so one more in the count is a grain.
        let judged = max_t_of(&differences, 4_000);
        for tip in 0..differences.len() {
            let (Some(p), Some(interval)) = (judged.p_value(tip), judged.interval(tip)) else { continue };
            if p < 0.05 {
                prop_assert!(!interval.contains(0.0), "{p} {interval:?}");
            }
        }
    }

    #[test]
    fn clearly_and_no_effect_never_hold_together(
        seeds in 6usize..60,
        mean in -6.0..6.0f64,
        error in 0.0..2.0f64,
        critical in 0.0..9.0f64,
        place in 0usize..4,
    ) {
        let smallest = BOUNDS[place];
        let effect = Effect { seeds, mean, error };
        let clear = effect.interval(critical).is_beyond(smallest.size);
        let equivalent = effect.interval_alone().is_within(smallest.size);
        prop_assert!(!(clear && equivalent));
        let verdict = judge(effect, critical, smallest);
        if clear {
            prop_assert!(matches!(verdict, Verdict::ClearlyHelps | Verdict::ClearlyHurts));
        } else if equivalent {
            prop_assert!(matches!(verdict, Verdict::NoEffect));
        }
        if let Verdict::Undecided { seeds: Some(needed) } = verdict {
            prop_assert!(needed as usize > seeds);
        }
    }

    #[test]
    fn a_share_lies_in_its_interval(n in 1usize..200, part in 0.0..=1.0f64) {
        let k = (part * n as f64).round() as usize;
        let interval = wilson(k, n).expect("tries");
        prop_assert!(interval.contains(k as f64 / n as f64));
        prop_assert!(0.0 <= interval.low && interval.high <= 1.0);
        let mirrored = wilson(n - k, n).expect("tries").map(|end| end - 1.0);
        prop_assert!(mirrors(interval, mirrored));
        let twice = wilson(2 * k, 2 * n).expect("tries");
        prop_assert!(twice.half_width() < interval.half_width());
    }
}
