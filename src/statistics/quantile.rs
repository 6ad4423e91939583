//! Quantiles of a sample.

/// The `p` quantile of `values` (p from 0 to 1) with linear interpolation between order statistics: number
/// 7 of Hyndman and Fan 1996 ("Sample Quantiles in Statistical Packages"), what numpy and R give unasked.
/// None of nothing, and where a value is not a number.
pub fn quantile(values: &[f64], p: f64) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    quantile_of_sorted(&sorted, p)
}

/// As [`quantile`], of values in ascending order.
pub fn quantile_of_sorted(sorted: &[f64], p: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    if p.is_nan() || sorted.iter().any(|value| value.is_nan()) {
        return None;
    }
    let place = p.clamp(0.0, 1.0) * last as f64;
    let below = place.floor() as usize;
    let (low, high) = (sorted[below], sorted[(below + 1).min(last)]);
    let share = place - below as f64;
    // Without this an infinite neighbour that has no share would make NaN of a finite value.
    Some(if share == 0.0 || low == high { low } else { low + share * (high - low) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quantile_lies_between_the_values_around_it() {
        let values = [3.0, 1.0, 2.0, 10.0];
        for (p, expected) in [(0.0, 1.0), (0.5, 2.5), (0.9, 7.9), (1.0, 10.0), (2.0, 10.0)] {
            let found = quantile(&values, p).expect("a quantile");
            assert!((found - expected).abs() < 1e-12, "{p}: {found}");
        }
    }

    #[test]
    fn what_has_no_quantile_says_so() {
        assert_eq!(quantile(&[], 0.5), None);
        assert_eq!(quantile(&[1.0, f64::NAN], 0.5), None);
        assert_eq!(quantile(&[1.0], f64::NAN), None);
        assert_eq!(quantile(&[7.0], 0.9), Some(7.0));
        assert_eq!(quantile(&[1.0, f64::INFINITY], 0.0), Some(1.0));
    }
}
