//! The interval of the difference between two shares.

use super::interval::Interval;
use super::wilson::wilson;

/// The 95 % interval of the chance behind `k` of `n` less that behind `base` (hits and tries too): Newcombe 1998
/// ("Interval Estimation for the Difference between Independent Proportions", method 10), from the Wilson
/// interval of each. None where either was not tried.
pub fn difference((k, n): (usize, usize), base: (usize, usize)) -> Option<Interval> {
    let (own, other) = (wilson(k, n)?, wilson(base.0, base.1)?);
    let (p, q) = (k as f64 / n as f64, base.0 as f64 / base.1 as f64);
    Some(Interval {
        low: p - q - libm::hypot(p - own.low, other.high - q),
        high: p - q + libm::hypot(own.high - p, q - other.low),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_that_of_newcombes_table() {
        // His table II, the lines of method 10.
        for (own, base, low, high) in [
            ((56, 70), (48, 80), 0.0524, 0.3339),
            ((9, 10), (3, 10), 0.1705, 0.8090),
            ((10, 10), (0, 20), 0.6791, 1.0),
        ] {
            let found = difference(own, base).expect("tries");
            assert!((found.low - low).abs() < 5e-5 && (found.high - high).abs() < 5e-5, "{own:?}: {found:?}");
        }
        assert_eq!(difference((1, 2), (0, 0)), None);
    }
}
