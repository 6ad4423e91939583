//! How often the intervals hold what they promise, on cells whose effects are known.

use super::bca::bca;
use super::interval::Interval;
use super::max_t::{MaxT, max_t_of};
use super::smallest_effect::SmallestEffect;
use super::verdict::Verdict;
use crate::rng::Stream;

/// Standard deviation over seeds of the logarithm of a distance.
const SPREAD: f64 = 0.7;

/// Simulated cases.
const CASES: usize = 300;

fn runs(stream: &mut Stream, seeds: usize, center: f64) -> Vec<f64> {
    stream.normals(seeds).into_iter().map(|noise| center + SPREAD * f64::from(noise)).collect()
}

/// A case with a tip for each of `effects`, all against one set of base runs.
fn case(stream: &mut Stream, seeds: usize, effects: &[f64]) -> MaxT {
    let base = runs(stream, seeds, 0.0);
    let tip = |effect: &f64| {
        let pairs = runs(stream, seeds, *effect).into_iter().zip(&base);
        pairs.map(|(variant, base)| Some(variant - base)).collect()
    };
    let differences: Vec<_> = effects.iter().map(tip).collect();
    max_t_of(&differences, 1_000)
}

fn share(holds: impl Fn(&mut Stream) -> bool) -> f64 {
    let mut stream = Stream::new(8, "simulation");
    (0..CASES).filter(|_| holds(&mut stream)).count() as f64 / CASES as f64
}

/// All ten intervals of a case hold together in 95 % of cases; 2.4 standard errors of such a share are 3
/// points.
#[test]
fn all_intervals_of_a_case_hold_together() {
    let effects = [0.0, 0.0, 0.1, -0.3, 0.4, -0.7, 1.0, -1.5, 2.0, -3.0];
    let covered = share(|stream| {
        let judged = case(stream, 20, &effects);
        let holds = |(tip, effect): (usize, &f64)| judged.interval(tip).is_some_and(|i| i.contains(*effect));
        effects.iter().enumerate().all(holds)
    });
    assert!((0.92..=0.98).contains(&covered), "{covered}");
}

/// Of ten tips that do nothing, hardly a case calls one a help or a harm.
#[test]
fn what_does_nothing_is_rarely_said_to_help() {
    let said = share(|stream| {
        let judged = case(stream, 20, &[0.0; 10]);
        let verdicts = (0..10).map(|tip| judged.verdict(tip, SmallestEffect::RATIO));
        verdicts.into_iter().any(|v| !matches!(v, Verdict::NoEffect | Verdict::Undecided { .. }))
    });
    assert!(said <= 0.08, "{said}");
}

/// An effect of exactly the smallest one of interest is called none in 5 % of cases at most, and a large
/// one is found.
#[test]
fn the_rule_errs_as_rarely_as_it_says() {
    let none = share(|stream| {
        let judged = case(stream, 40, &[SmallestEffect::RATIO.size]);
        judged.verdict(0, SmallestEffect::RATIO) == Verdict::NoEffect
    });
    assert!(none <= 0.08, "{none}");
    let found = share(|stream| {
        let judged = case(stream, 20, &[-libm::log(10.0)]);
        judged.verdict(0, SmallestEffect::RATIO) == Verdict::ClearlyHelps
    });
    assert!(found > 0.95, "{found}");
}

fn bootstrap(stream: &mut Stream, seeds: usize) -> Interval {
    let (a, b) = (runs(stream, seeds, 0.0), runs(stream, seeds, -1.0));
    let mean = |of: &[f64]| of.iter().sum::<f64>() / of.len() as f64;
    bca(&[&a, &b], |of| mean(of[1]) - mean(of[0]), 1_000).expect("an interval")
}

/// A bootstrap of twenty values is known to be a little short: its share may fall below that of Student's t.
#[test]
fn the_bootstrap_interval_holds_about_as_often_as_it_says() {
    let covered = share(|stream| bootstrap(stream, 20).contains(-1.0));
    assert!((0.91..=0.98).contains(&covered), "{covered}");
}

#[test]
fn more_seeds_make_every_interval_narrower_on_average() {
    let mut stream = Stream::new(9, "simulation");
    let mut width = |of: &mut dyn FnMut(&mut Stream) -> Interval| -> f64 {
        (0..40).map(|_| of(&mut stream).half_width()).sum::<f64>() / 40.0
    };
    let by_flips =
        |seeds| move |stream: &mut Stream| case(stream, seeds, &[1.0; 4]).interval(0).expect("one");
    let by_bootstrap = |seeds| move |stream: &mut Stream| bootstrap(stream, seeds);
    assert!(width(&mut by_flips(40)) < 0.8 * width(&mut by_flips(20)));
    assert!(width(&mut by_bootstrap(40)) < 0.8 * width(&mut by_bootstrap(20)));
}
