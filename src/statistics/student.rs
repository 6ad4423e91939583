//! Student's t distribution with whole degrees of freedom.

use core::f64::consts::FRAC_2_PI;

/// Probability that the size of a t with `freedom` degrees of freedom is at most `t`: the finite series
/// 26.7.3 and 26.7.4 of Abramowitz and Stegun 1964 ("Handbook of Mathematical Functions").
pub fn central(t: f64, freedom: u32) -> f64 {
    let angle = libm::atan(t / libm::sqrt(f64::from(freedom)));
    let (sin, cos) = libm::sincos(angle);
    let odd = freedom % 2 == 1;
    // The first term, and the factors from one to the next: 2/3, 4/5, … or 1/2, 3/4, …
    let (mut term, mut sum, first) = if odd { (cos, 0.0, 2) } else { (1.0, 0.0, 1) };
    for k in (first..freedom).step_by(2) {
        sum += term;
        term *= cos * cos * f64::from(k) / f64::from(k + 1);
    }
    if odd { FRAC_2_PI * (angle + sin * sum) } else { sin * sum }
}

/// The value of a t with `freedom` degrees of freedom that has probability `p` below it, p from 0.5 to
/// below 1; NaN for other p or no degree of freedom.
pub fn quantile(p: f64, freedom: u32) -> f64 {
    if freedom == 0 || !(0.5..1.0).contains(&p) {
        return f64::NAN;
    }
    let wanted = 2.0 * p - 1.0;
    let (mut low, mut high) = (0.0, 1.0);
    while central(high, freedom) < wanted && high < f64::MAX / 4.0 {
        (low, high) = (high, 2.0 * high);
    }
    loop {
        let middle = low + (high - low) / 2.0;
        if middle <= low || middle >= high {
            return high;
        }
        if central(middle, freedom) < wanted { low = middle } else { high = middle }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_degree_of_freedom_is_cauchys_distribution() {
        assert!((central(1.0, 1) - 0.5).abs() < 1e-15);
        assert!((quantile(0.75, 1) - 1.0).abs() < 1e-14);
    }

    #[test]
    fn what_has_no_quantile_is_no_number() {
        for (p, freedom) in [(0.975, 0), (0.4, 5), (1.0, 5), (f64::NAN, 5)] {
            assert!(quantile(p, freedom).is_nan(), "{p} {freedom}");
        }
        assert_eq!(quantile(0.5, 3), quantile(0.5, 30));
    }
}
