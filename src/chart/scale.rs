//! Scales: from values to pixels and back, and where the hairlines stand.

/// A linear or logarithmic map from values to pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    from: (f64, f64),
    to: (f64, f64),
    log: bool,
}

impl Scale {
    /// Linear; a range without length is widened.
    pub fn linear(from: (f64, f64), to: (f64, f64)) -> Self {
        let from = if from.1 > from.0 { from } else { (from.0 - 0.5, from.0 + 0.5) };
        Self { from, to, log: false }
    }

    /// Logarithmic; the range is moved above zero.
    pub fn log(from: (f64, f64), to: (f64, f64)) -> Self {
        let low = from.0.max(1e-12);
        let high = if from.1 > low * 1.01 { from.1 } else { low * 10.0 };
        Self { from: (low.log10(), high.log10()), to, log: true }
    }

    /// The pixel of `value`; `None` where it has none.
    pub fn at(&self, value: f64) -> Option<f64> {
        let value = if self.log { if value > 0.0 { value.log10() } else { return None } } else { value };
        let share = (value - self.from.0) / (self.from.1 - self.from.0);
        share.is_finite().then_some(self.to.0 + share * (self.to.1 - self.to.0))
    }
}

/// About `count` round numbers within `low` to `high`.
pub fn nice_ticks(low: f64, high: f64, count: usize) -> Vec<f64> {
    let span = high - low;
    if !span.is_finite() || span <= 0.0 || count == 0 {
        return Vec::new();
    }
    let rough = span / count as f64;
    let power = 10f64.powf(rough.log10().floor());
    let step =
        [1.0, 2.0, 5.0, 10.0].map(|m| m * power).into_iter().find(|s| *s >= rough * 0.999).unwrap_or(power);
    let (first, last) = ((low / step - 1e-9).ceil() as i64, (high / step + 1e-9).floor() as i64);
    (first..=last).map(|i| i as f64 * step).collect()
}

/// Powers of ten within `low` to `high`, thinned to at most `count`.
pub fn log_ticks(low: f64, high: f64, count: usize) -> Vec<f64> {
    if low.is_nan() || low <= 0.0 || high <= low || count == 0 {
        return Vec::new();
    }
    let (first, last) = (low.log10().ceil() as i32, high.log10().floor() as i32);
    let powers = usize::try_from(last - first + 1).unwrap_or(0);
    let stride = powers.div_ceil(count).max(1);
    (first..=last).step_by(stride).map(|p| 10f64.powi(p)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_inside() {
        assert_eq!(nice_ticks(0.0, 4000.0, 4), [0.0, 1000.0, 2000.0, 3000.0, 4000.0]);
        assert_eq!(nice_ticks(-0.2, 1.7, 3), [0.0, 1.0]);
        assert_eq!(nice_ticks(0.0, 2.6, 3), [0.0, 1.0, 2.0]);
        assert_eq!(nice_ticks(1.0, 1.0, 3), [] as [f64; 0]);
        assert_eq!(nice_ticks(f64::NAN, 1.0, 3), [] as [f64; 0]);
        assert_eq!(log_ticks(0.02, 30.0, 5), [0.1, 1.0, 10.0]);
        assert_eq!(log_ticks(1e-6, 1e3, 3).len(), 3);
    }

    #[test]
    fn values_have_pixels_where_the_scale_has_room_for_them() {
        let linear = Scale::linear((0.0, 8.0), (100.0, 0.0));
        assert_eq!([0.0, 2.0, 8.0].map(|value| linear.at(value)), [Some(100.0), Some(75.0), Some(0.0)]);
        let log = Scale::log((0.01, 100.0), (100.0, 0.0));
        assert_eq!([0.01, 1.0, 100.0].map(|value| log.at(value)), [Some(100.0), Some(50.0), Some(0.0)]);
        assert_eq!(Scale::log((0.01, 1.0), (1.0, 0.0)).at(-1.0), None);
        assert_eq!(Scale::linear((2.0, 2.0), (0.0, 10.0)).at(2.0), Some(5.0));
    }
}
