//! The interval of a share.

use super::interval::Interval;
use super::normal;

/// The 95 % score interval of the chance that `k` of `n` shows: Wilson 1927 ("Probable Inference, the Law of
/// Succession, and Statistical Inference"), without continuity correction. None of nothing tried, and of more
/// hits than tries.
pub fn wilson(k: usize, n: usize) -> Option<Interval> {
    if n == 0 || k > n {
        return None;
    }
    let (hits, tries) = (k as f64, n as f64);
    let z = normal::quantile(0.975);
    let square = z * z;
    let center = (hits + square / 2.0) / (tries + square);
    let spread = libm::sqrt(hits * (tries - hits) / tries + square / 4.0);
    let Interval { low, high } = Interval::around(center, z * spread / (tries + square));
    // Exactly 0 and 1 where rounding would leave a grain.
    Some(Interval { low: if k == 0 { 0.0 } else { low }, high: if k == n { 1.0 } else { high } })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn none_and_all_end_exactly_at_the_borders() {
        let (none, all) = (wilson(0, 10).expect("tries"), wilson(10, 10).expect("tries"));
        assert_eq!((none.low, all.high), (0.0, 1.0));
        // 1 / (1 + n / z²), from the definition.
        let expected = 1.0 / (1.0 + 10.0 / normal::quantile(0.975).powi(2));
        assert!((none.high - expected).abs() < 1e-15 && (1.0 - all.low - expected).abs() < 1e-15);
    }

    #[test]
    fn what_was_not_tried_has_no_share() {
        assert_eq!(wilson(0, 0), None);
        assert_eq!(wilson(3, 2), None);
    }
}
