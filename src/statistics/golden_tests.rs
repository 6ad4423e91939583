//! Known answers of scipy, statsmodels and numpy (`scripts/statistics.py`).

use serde_json::Value;

use super::interval::Interval;
use super::{bca, max_t, normal, paired, quantile, student, wilson};

fn golden() -> Value {
    serde_json::from_str(include_str!("../../tests/golden/statistics.json")).expect("statistics.json is JSON")
}

fn list(value: &Value) -> &[Value] {
    value.as_array().expect("an array")
}

fn numbers(value: &Value) -> Vec<f64> {
    list(value).iter().map(|v| v.as_f64().expect("a number")).collect()
}

fn number(value: &Value) -> f64 {
    value.as_f64().expect("a number")
}

#[track_caller]
fn near(found: f64, expected: f64, tolerance: f64) {
    assert!((found - expected).abs() <= tolerance, "{found}, not {expected}");
}

#[test]
fn wilsons_interval_is_that_of_statsmodels() {
    for row in list(&golden()["wilson"]) {
        let row = numbers(row);
        let Interval { low, high } = wilson::wilson(row[0] as usize, row[1] as usize).expect("tries");
        near(low, row[2], 1e-14);
        near(high, row[3], 1e-14);
    }
}

#[test]
fn the_normal_distribution_is_that_of_scipy() {
    let golden = &golden()["normal"];
    for row in list(&golden["quantile"]).iter().map(numbers) {
        near(normal::quantile(row[0]), row[1], 4e-15 * row[1].abs().max(1.0));
    }
    for row in list(&golden["cdf"]).iter().map(numbers) {
        near(normal::cdf(row[0]), row[1], 1e-13 * row[1]);
    }
    assert_eq!((normal::quantile(0.0), normal::quantile(1.0)), (f64::NEG_INFINITY, f64::INFINITY));
    assert!(normal::quantile(-0.1).is_nan() && normal::quantile(1.1).is_nan());
}

#[test]
fn students_quantiles_are_those_of_scipy() {
    for row in list(&golden()["student"]).iter().map(numbers) {
        near(student::quantile(row[0], row[1] as u32), row[2], 1e-9 * row[2]);
    }
}

/// The ends of two sets of resamples differ by chance: by 1.2 % of the standard error at a hundred
/// thousand of them (the density of a normal at its 2.5 % quantile), and an interval is 3.9 standard
/// errors wide. Four times that.
#[test]
fn a_bootstrap_interval_is_that_of_scipy() {
    for case in list(&golden()["bootstrap"]) {
        let samples: Vec<Vec<f64>> = list(&case["samples"]).iter().map(numbers).collect();
        let views: Vec<&[f64]> = samples.iter().map(Vec::as_slice).collect();
        let mean = |of: &[f64]| of.iter().sum::<f64>() / of.len() as f64;
        let statistic =
            |of: &[&[f64]]| mean(of[of.len() - 1]) - if of.len() == 2 { mean(of[0]) } else { 0.0 };
        near(bca::acceleration(&views, statistic), number(&case["acceleration"]), 1e-12);
        let (low, high) = (number(&case["low"]), number(&case["high"]));
        let check = |found: Interval, share: f64| {
            near(found.low, low, share * (high - low));
            near(found.high, high, share * (high - low));
        };
        check(bca::bca(&views, statistic, 100_000).expect("an interval"), 0.018);
        let usual = match views[..] {
            [a, b] => bca::mean_difference(a, b),
            _ => bca::mean_interval(views[0]),
        };
        check(usual.expect("an interval"), 0.04);
    }
}

#[test]
fn the_critical_value_is_that_of_all_flips() {
    for case in list(&golden()["max_t"]) {
        let tips: Vec<Vec<Option<f64>>> =
            list(&case["tips"]).iter().map(|tip| list(tip).iter().map(Value::as_f64).collect()).collect();
        let judged = max_t::max_t(&tips);
        near(judged.critical, number(&case["critical"]), 1e-9);
        let (means, errors) = (numbers(&case["means"]), numbers(&case["errors"]));
        for (tip, alone) in list(&case["alone"]).iter().map(numbers).enumerate() {
            let effect = judged.effects[tip].expect("an effect");
            near(effect.mean, means[tip], 1e-12);
            near(effect.error, errors[tip], 1e-12);
            near(effect.interval_alone().low, alone[0], 1e-9);
            near(effect.interval_alone().high, alone[1], 1e-9);
        }
    }
}

#[test]
fn pairs_and_quantiles_are_those_of_scipy_and_numpy() {
    let golden = &golden()["pairs"];
    let (a, b) = (numbers(&golden["a"]), numbers(&golden["b"]));
    let pairs: Vec<(f64, f64)> = a.iter().copied().zip(b).collect();
    near(paired::correlation(&pairs).expect("a correlation"), number(&golden["correlation"]), 1e-12);
    for row in list(&golden["quantiles"]).iter().map(numbers) {
        near(quantile::quantile(&a, row[0]).expect("a quantile"), row[1], 1e-12);
    }
}
