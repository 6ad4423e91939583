//! The axis of the values: from what is shown, with its ticks.

use crate::chart::{Column, Scale, log_ticks, nice_ticks, spread_of};
use crate::number::whole;

/// An axis of values.
#[derive(Clone, Debug, PartialEq)]
pub struct Values {
    /// Its ends.
    pub ends: (f64, f64),
    /// Whether it is logarithmic.
    pub log: bool,
    /// Where its hairlines are.
    pub ticks: Vec<f64>,
}

/// The range of what is shown: of lines and bands all but their rarest peaks, of `values` all.
pub fn reach<'a>(shown: impl IntoIterator<Item = &'a [Column]>, values: &[f64]) -> Option<(f64, f64)> {
    let spreads = shown.into_iter().filter_map(spread_of);
    let values = values.iter().filter(|v| v.is_finite()).map(|v| (*v, *v));
    spreads.chain(values).reduce(|(low, high), (l, h)| (low.min(l), high.max(h)))
}

impl Values {
    /// From 0 to 1.
    pub fn shares() -> Self {
        Self { ends: (0.0, 1.0), log: false, ticks: vec![0.0, 0.5, 1.0] }
    }

    /// Around `range` with a little room, at least `least` long.
    pub fn linear(range: Option<(f64, f64)>, least: f64) -> Self {
        let (low, high) = range.unwrap_or((0.0, 2.0));
        let room = 0.08 * (high - low).max(least);
        let ends = (if low >= 0.0 { (low - room).max(0.0) } else { low - room }, high + room);
        Self { ends, log: false, ticks: nice_ticks(ends.0, ends.1, 3) }
    }

    /// Around `range` to the next 1, 2 or 5 of a power of ten.
    pub fn logarithmic(range: Option<(f64, f64)>) -> Self {
        let (low, high) = range.unwrap_or((0.01, 10.0));
        let low = round_down(low.max(1e-9));
        let high = round_up(high.max(low)).max(low * 2.0);
        let fine = between(low, high);
        let ticks = if fine.len() < 6 { fine } else { log_ticks(low, high, 4) };
        Self { ends: (low, high), log: true, ticks }
    }

    /// From these values to the pixels `to`.
    pub fn scale(&self, to: (f64, f64)) -> Scale {
        if self.log { Scale::log(self.ends, to) } else { Scale::linear(self.ends, to) }
    }
}

/// The greatest 1, 2 or 5 times a power of ten that is not above `value`.
fn round_down(value: f64) -> f64 {
    let power = 10f64.powf(value.log10().floor());
    [5.0, 2.0].map(|m| m * power).into_iter().find(|v| *v <= value * 1.000_001).unwrap_or(power)
}

/// The least one that is not below it.
fn round_up(value: f64) -> f64 {
    let power = 10f64.powf(value.log10().floor());
    [1.0, 2.0, 5.0].map(|m| m * power).into_iter().find(|v| *v >= value * 0.999_999).unwrap_or(10.0 * power)
}

/// Every 1, 2 and 5 from `low` to `high`, which are such.
fn between(low: f64, high: f64) -> Vec<f64> {
    let next = |v: &f64| Some(round_up(v * 1.5)).filter(|v| *v <= high * 1.000_001);
    std::iter::successors(Some(low), next).collect()
}

/// A tick as short as it can be told.
pub fn tick_text(tick: f64) -> String {
    let size = tick.abs();
    if size < 1e-9 {
        return "0".into();
    }
    if !(1e-3..1e5).contains(&size) {
        return format!("{tick:.0e}").replace('-', "−");
    }
    if size >= 1e3 {
        let sign = if tick < 0.0 { "−" } else { "" };
        return format!("{sign}{}", whole(size.round() as u64));
    }
    let text = format!("{tick:.3}");
    text.trim_end_matches('0').trim_end_matches('.').replace('-', "−")
}

#[cfg(test)]
mod tests {
    use super::super::{Off, Part};
    use super::*;

    #[test]
    fn what_is_off_is_out_of_the_range() {
        let d = vec![Some((1.0f32, 1.4f32)); 20];
        let g = vec![Some((0.7f32, 30.0f32)); 20];
        let mut off = Off::default();
        let range = |off: Off| {
            let lines = [(Part::Solid, &d), (Part::Dashed, &g)];
            let shown = lines.iter().filter(|(part, _)| off.has(*part)).map(|(_, line)| line.as_slice());
            reach(shown, if off.has(Part::Dotted) { &[0.5] } else { &[] })
        };
        let near = |range: Option<(f64, f64)>, low: f64, high: f64| {
            range.is_some_and(|(l, h)| (l - low).abs() < 1e-6 && (h - high).abs() < 1e-6)
        };
        assert!(near(range(off), 0.5, 30.0));
        off.toggle(Part::Dashed as usize);
        assert!(near(range(off), 0.5, 1.4));
        off.toggle(Part::Dotted as usize);
        assert!(near(range(off), 1.0, 1.4));
        off.toggle(Part::Solid as usize);
        assert_eq!(range(off), None);
    }

    #[test]
    fn axes_hold_what_is_shown_and_have_few_ticks() {
        let axis = Values::logarithmic(Some((0.11, 0.9)));
        let told: Vec<_> = axis.ticks.iter().map(|tick| tick_text(*tick)).collect();
        assert_eq!(told, ["0.1", "0.2", "0.5", "1"]);
        assert_eq!(Values::logarithmic(Some((0.013, 700.0))).ticks, [0.01, 1.0, 100.0]);
        let flat = Values::logarithmic(Some((1.0, 1.0)));
        assert!(flat.ends == (1.0, 2.0) && flat.ticks == [1.0, 2.0]);
        assert!(Values::logarithmic(None).ticks.len() >= 2);
        let axis = Values::linear(Some((0.1, 0.2)), 0.2);
        assert!(axis.ends.0 > 0.08 && axis.ends.1 < 0.22 && axis.ticks.len() <= 4);
        assert_eq!(Values::linear(None, 1.0).ends.0, 0.0);
        assert_eq!(Values::linear(Some((-1.0, 1.0)), 1.0).ends, (-1.16, 1.16));
    }

    #[test]
    fn ticks_are_told_shortly() {
        let ticks = [0.0, 0.001, 0.5, 1.0, 2.5, 100.0, 20_000.0, 1e-4, 1e6, -3.0];
        let told = ticks.map(tick_text);
        assert_eq!(
            told.each_ref().map(String::as_str),
            ["0", "0.001", "0.5", "1", "2.5", "100", "20\u{202f}000", "1e−4", "1e6", "−3"]
        );
    }
}
