//! A and B seed by seed: whether pairing helps, how often B is better, and how the worst seeds end.

use super::quantile::quantile;

/// Pearson's correlation of A and B over `pairs` of (a, b): near 0, pairing by seed takes no spread off the
/// difference. None of fewer than two pairs, and where A or B never varies.
pub fn correlation(pairs: &[(f64, f64)]) -> Option<f64> {
    let count = pairs.len() as f64;
    let (sum_a, sum_b) = pairs.iter().fold((0.0, 0.0), |(a, b), pair| (a + pair.0, b + pair.1));
    let (mean_a, mean_b) = (sum_a / count, sum_b / count);
    let product =
        |of: fn((f64, f64)) -> f64| -> f64 { pairs.iter().map(|(a, b)| of((a - mean_a, b - mean_b))).sum() };
    let spread = libm::sqrt(product(|(a, _)| a * a)) * libm::sqrt(product(|(_, b)| b * b));
    let correlation = product(|(a, b)| a * b) / spread;
    (correlation.is_finite() && pairs.len() > 1).then(|| correlation.clamp(-1.0, 1.0))
}

/// The share of `pairs` of (a, b) in which b is better; equal ones count half. None of no pairs.
pub fn share_better(pairs: &[(f64, f64)], lower_is_better: bool) -> Option<f64> {
    let points = |(a, b): &(f64, f64)| match (b < a, b > a) {
        (false, false) => 0.5,
        (less, _) => f64::from(u8::from(less == lower_is_better)),
    };
    (!pairs.is_empty()).then(|| pairs.iter().map(points).sum::<f64>() / pairs.len() as f64)
}

/// Fewer values than this have no tenth of their own.
pub const TEN: usize = 10;

/// The value that the worst tenth of `values` is beyond: their quantile of 0.9, or of 0.1 where more is better. Of
/// fewer than [`TEN`] it is the worst one, since no run ended between two of them.
pub fn worst_tenth(values: &[f64], lower_is_better: bool) -> Option<f64> {
    let worst = if lower_is_better { 1.0 } else { 0.0 };
    let tenth = if lower_is_better { 0.9 } else { 0.1 };
    quantile(values, if values.len() < TEN { worst } else { tenth })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_pairs_count_half() {
        let pairs = [(1.0, 0.5), (1.0, 1.0), (1.0, 2.0), (1.0, 0.9)];
        assert_eq!(share_better(&pairs, true), Some(0.625));
        assert_eq!(share_better(&pairs, false), Some(0.375));
        assert_eq!(share_better(&[(1.0, 1.0); 3], true), Some(0.5));
        assert_eq!(share_better(&[], true), None);
    }

    #[test]
    fn what_never_varies_has_no_correlation() {
        assert_eq!(correlation(&[(1.0, 2.0), (1.0, 3.0)]), None);
        assert_eq!(correlation(&[(1.0, 2.0)]), None);
        assert_eq!(correlation(&[]), None);
        assert!(correlation(&[(1.0, 2.0), (2.0, 4.0)]).is_some_and(|r| (r - 1.0).abs() < 1e-15));
    }

    #[test]
    fn the_worst_are_those_at_the_bad_end() {
        let values: Vec<f64> = (0..=10).map(f64::from).collect();
        assert_eq!(worst_tenth(&values, true), Some(9.0));
        assert_eq!(worst_tenth(&values, false), Some(1.0));
        let few = [17.0, 170.0, 4.0, 9.0, 3.0, 6.0, 8.0, 2.0];
        assert_eq!((worst_tenth(&few, true), worst_tenth(&few, false)), (Some(170.0), Some(2.0)));
    }
}
