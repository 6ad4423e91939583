//! Bootstrap intervals, bias-corrected and accelerated: Efron 1987 ("Better Bootstrap Confidence Intervals");
//! Efron and Tibshirani 1993 ("An Introduction to the Bootstrap"), section 14.3.

use super::degenerate::Degenerate;
use super::interval::Interval;
use super::normal;
use super::quantile::quantile_of_sorted;
use crate::rng::Stream;

/// Resamples unless told otherwise.
pub const RESAMPLES: usize = 10_000;

/// How much of the resamples an interval leaves out on either side.
const TAIL: f64 = 0.025;

/// The 95 % interval of `mean(b) - mean(a)`, where nothing pairs a value of `a` with one of `b`.
///
/// # Errors
/// As [`bca`].
pub fn mean_difference(a: &[f64], b: &[f64]) -> Result<Interval, Degenerate> {
    bca(&[a, b], |of| mean(of[1]) - mean(of[0]), RESAMPLES)
}

/// The 95 % interval of the mean of `values`.
///
/// # Errors
/// As [`bca`].
pub fn mean_interval(values: &[f64]) -> Result<Interval, Degenerate> {
    bca(&[values], |of| mean(of[0]), RESAMPLES)
}

/// The 95 % interval of `statistic`, which must not depend on the order of the values within a sample.
/// Every sample is resampled apart from the others. The interval depends on the values alone: not on
/// their order, and swapping two samples in a difference mirrors it.
///
/// # Errors A sample of fewer than two values or with one that is not finite; a statistic that resampling
/// does not move.
pub fn bca(
    samples: &[&[f64]],
    statistic: impl Fn(&[&[f64]]) -> f64,
    resamples: usize,
) -> Result<Interval, Degenerate> {
    let sorted = samples.iter().map(|sample| in_order(sample)).collect::<Result<Vec<_>, _>>()?;
    let views: Vec<&[f64]> = sorted.iter().map(Vec::as_slice).collect();
    let found = statistic(&views);
    let replicates = replicates(&views, &statistic, resamples.max(1));
    let (Some(first), Some(last)) = (replicates.first(), replicates.last()) else {
        return Err(Degenerate::TooFew);
    };
    if !found.is_finite() || !first.is_finite() || !last.is_finite() {
        return Err(Degenerate::NotFinite);
    }
    if first == last {
        return Err(Degenerate::Constant);
    }
    let bias = bias(&replicates, found);
    let acceleration = acceleration(&views, &statistic);
    let end = |p: f64| {
        let shifted = bias + normal::quantile(p);
        let level = normal::cdf(bias + shifted / (1.0 - acceleration * shifted));
        quantile_of_sorted(&replicates, level).ok_or(Degenerate::NotFinite)
    };
    Ok(Interval { low: end(TAIL)?, high: end(1.0 - TAIL)? })
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

fn in_order(sample: &[f64]) -> Result<Vec<f64>, Degenerate> {
    if sample.iter().any(|value| !value.is_finite()) {
        return Err(Degenerate::NotFinite);
    }
    if sample.len() < 2 {
        return Err(Degenerate::TooFew);
    }
    let mut sorted = sample.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    Ok(sorted)
}

/// The statistic of every resample, in ascending order.
fn replicates(samples: &[&[f64]], statistic: impl Fn(&[&[f64]]) -> f64, resamples: usize) -> Vec<f64> {
    // Who draws first depends on the values only, so that swapped samples draw the same.
    let mut turns: Vec<usize> = (0..samples.len()).collect();
    turns.sort_by(|&i, &j| samples[i].partial_cmp(samples[j]).unwrap_or(std::cmp::Ordering::Equal));
    let mut stream = Stream::new(0, "bootstrap");
    let mut drawn: Vec<Vec<f64>> = samples.iter().map(|sample| sample.to_vec()).collect();
    let mut found = Vec::with_capacity(resamples);
    for _ in 0..resamples {
        for &turn in &turns {
            let sample = samples[turn];
            drawn[turn].fill_with(|| sample[stream.below(sample.len())]);
        }
        let views: Vec<&[f64]> = drawn.iter().map(Vec::as_slice).collect();
        found.push(statistic(&views));
    }
    found.sort_unstable_by(f64::total_cmp);
    found
}

/// z0: how far the middle of the replicates is from what was found, in standard deviations; replicates that
/// equal it count half, and it is never infinite.
fn bias(sorted: &[f64], found: f64) -> f64 {
    let (below, not_above) =
        (sorted.partition_point(|value| *value < found), sorted.partition_point(|value| *value <= found));
    let count = sorted.len() as f64;
    let share = (below + not_above) as f64 / (2.0 * count);
    normal::quantile(share.clamp(0.5 / count, 1.0 - 0.5 / count))
}

/// a: how fast the spread of the statistic changes with its value, from leaving out one value at a time
/// (equation 14.15). Over several samples its sums are added, each influence divided by the size of its
/// own sample, as `scipy.stats.bootstrap` does. 0 where the statistic never moves.
pub(super) fn acceleration(samples: &[&[f64]], statistic: impl Fn(&[&[f64]]) -> f64) -> f64 {
    let (mut cubes, mut squares) = (0.0, 0.0);
    for turn in 0..samples.len() {
        let count = samples[turn].len() as f64;
        let left_out: Vec<f64> = (0..samples[turn].len())
            .map(|place| {
                let mut rest = samples[turn].to_vec();
                rest.remove(place);
                let mut views = samples.to_vec();
                views[turn] = &rest;
                statistic(&views)
            })
            .collect();
        let center = mean(&left_out);
        for value in left_out {
            let influence = (count - 1.0) * (center - value) / count;
            cubes += influence * influence * influence;
            squares += influence * influence;
        }
    }
    if squares == 0.0 { 0.0 } else { cubes / (6.0 * squares * libm::sqrt(squares)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_interval_says_why() {
        let good = [0.1, 0.2, 0.4];
        for (a, b, expected) in [
            (&[][..], &good[..], Degenerate::TooFew),
            (&good, &[1.0], Degenerate::TooFew),
            (&good, &[1.0, f64::NAN], Degenerate::NotFinite),
            (&[f64::INFINITY], &good, Degenerate::NotFinite),
            (&[2.0, 2.0], &[5.0, 5.0, 5.0], Degenerate::Constant),
        ] {
            assert_eq!(mean_difference(a, b), Err(expected), "{a:?} {b:?}");
        }
        assert_eq!(bca(&[], |_| 1.0, 10), Err(Degenerate::Constant));
        assert_eq!(bca(&[&good], |_| f64::NAN, 10), Err(Degenerate::NotFinite));
    }

    #[test]
    fn a_statistic_that_cannot_fall_still_has_an_interval() {
        let values = [1.0, 2.0, 3.0, 9.0];
        let greatest = |of: &[&[f64]]| of[0].iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let found = bca(&[&values], greatest, 2_000).expect("an interval");
        assert!(found.low >= 1.0 && found.high == 9.0, "{found:?}");
    }

    #[test]
    #[ignore = "speed"]
    fn speed_of_an_interval() {
        let mut stream = Stream::new(1, "probe");
        let mut sample = || stream.normals(20).into_iter().map(f64::from).collect::<Vec<_>>();
        let (a, b) = (sample(), sample());
        let began = std::time::Instant::now();
        let found = mean_difference(&a, &b);
        println!("{:?} in {:?}", found, began.elapsed());
        assert!(found.is_ok());
    }
}
