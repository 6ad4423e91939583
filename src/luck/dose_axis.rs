//! Where values of a key stand along the axis of its curve.

use super::vary::is_logarithmic;
use crate::experiment::Key;

/// Octaves between a value that has no logarithm and the next that has one: the step of
/// [`super::vary`], a factor of four.
const BESIDE: f64 = 2.0;

/// The place of each of `doses` as a share of the axis, 0 to 1: by its logarithm or as it is, as the key
/// wants it. On a logarithmic axis 0 stands before the smallest, what has no bound after the largest.
pub fn places(key: &Key, doses: &[f64]) -> Vec<f64> {
    let values: Vec<f64> = if is_logarithmic(key) { logarithms(doses) } else { doses.to_vec() };
    let low = values.iter().copied().fold(f64::INFINITY, f64::min);
    let span = values.iter().copied().fold(f64::NEG_INFINITY, f64::max) - low;
    let share = |value: &f64| if span > 0.0 && span.is_finite() { (value - low) / span } else { 0.5 };
    values.iter().map(share).collect()
}

fn logarithms(doses: &[f64]) -> Vec<f64> {
    let regular = |dose: &f64| *dose > 0.0 && dose.is_finite();
    let logs = || doses.iter().copied().filter(regular).map(libm::log2);
    let (low, high) = logs().fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), v| (l.min(v), h.max(v)));
    let (low, high) = if low > high { (0.0, 0.0) } else { (low, high) };
    let place = |dose: &f64| match *dose {
        dose if regular(&dose) => libm::log2(dose),
        dose if dose > 0.0 => high + BESIDE,
        _ => low - BESIDE,
    };
    doses.iter().map(place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::key;

    fn at(name: &str, doses: &[f64]) -> Vec<f64> {
        let shares = places(key(name).expect("a key"), doses);
        shares.into_iter().map(|share| (share * 1e6).round() / 1e6).collect()
    }

    #[test]
    fn factors_stand_equally_far_apart_and_shares_as_far_as_they_differ() {
        assert_eq!(at("d.lr", &[0.25, 1.0, 4.0]), [0.0, 0.5, 1.0]);
        assert_eq!(at("d.dropout", &[0.0, 0.2, 0.4, 0.8]), [0.0, 0.25, 0.5, 1.0]);
    }

    #[test]
    fn what_has_no_logarithm_stands_at_the_ends() {
        assert_eq!(at("r1", &[0.0, 0.25, 1.0, 4.0]), [0.0, 0.333_333, 0.666_667, 1.0]);
        assert_eq!(at("data.count", &[50.0, 200.0, f64::INFINITY]), [0.0, 0.5, 1.0]);
        assert_eq!(at("r1", &[0.0]), [0.5]);
    }
}
