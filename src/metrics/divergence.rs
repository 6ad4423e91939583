//! Divergences of two histograms, given as shares that sum to 1.

/// Kullback-Leibler divergence of `q` from `p`, KL(p ‖ q) = sum p ln(p / q), in nats; infinite where
/// `p` has what `q` has not.
pub fn kl(p: &[f64], q: &[f64]) -> f64 {
    p.iter().zip(q).filter(|(p, _)| **p > 0.0).map(|(p, q)| p * (p / q).ln()).sum()
}

/// Jensen-Shannon divergence in bits: the mean of KL(p ‖ m) and KL(q ‖ m) with m = (p + q) / 2. 0 for
/// equal histograms, 1 for disjoint ones.
pub fn js(p: &[f64], q: &[f64]) -> f64 {
    let middle: Vec<f64> = p.iter().zip(q).map(|(p, q)| (p + q) / 2.0).collect();
    (kl(p, &middle) + kl(q, &middle)) / (2.0 * std::f64::consts::LN_2)
}

/// Counts as shares of their sum; all 0 when that is 0.
pub fn shares(counts: &[usize]) -> Vec<f64> {
    let all = counts.iter().sum::<usize>().max(1) as f64;
    counts.iter().map(|count| *count as f64 / all).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn js_is_that_of_golden_json() {
        let halves = [0.5, 0.5];
        assert_eq!(js(&[1.0, 0.0], &[0.0, 1.0]), 1.0);
        assert_eq!(js(&halves, &halves), 0.0);
        assert!((js(&halves, &[1.0, 0.0]) - 0.31127812445913283).abs() < 1e-12);
        let uniform = [0.125; 8];
        let half = [0.25, 0.25, 0.25, 0.25, 0.0, 0.0, 0.0, 0.0];
        assert!((js(&uniform, &half) - 0.31127812445913283).abs() < 1e-12);
        let one = [1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0];
        assert!((js(&uniform, &one) - 0.7169171866886993).abs() < 1e-12);
        assert!((js(&one, &uniform) - js(&uniform, &one)).abs() < 1e-12);
    }

    #[test]
    fn kl_is_zero_of_equals_and_infinite_of_what_is_missing() {
        assert_eq!(kl(&[0.25, 0.75], &[0.25, 0.75]), 0.0);
        assert_eq!(kl(&[0.5, 0.5], &[1.0, 0.0]), f64::INFINITY);
        assert!((kl(&[1.0, 0.0], &[0.5, 0.5]) - std::f64::consts::LN_2).abs() < 1e-15);
        assert_eq!(shares(&[1, 3, 0]), [0.25, 0.75, 0.0]);
        assert_eq!(shares(&[0, 0]), [0.0, 0.0]);
    }
}
