//! The upright axis of runs drawn as dots: its scale from bottom to top, and its ticks as SVG.

use super::scale::{Scale, log_ticks, nice_ticks};
use crate::number::tidy;

/// Where the numbers of the ticks end, and where their lines begin.
const LEFT: (f64, f64) = (46.0, 52.0);

/// An axis.
#[derive(Clone, Debug, PartialEq)]
pub struct DotAxis {
    scale: Scale,
    ticks: Vec<f64>,
    /// Where its lines end.
    right: f64,
}

impl DotAxis {
    /// One on which all `values` have a place, from the lower to the upper of `edges`, with lines up to
    /// `right` (all in pixels). Ratios are drawn by their logarithm and amounts from 0 on.
    pub fn of(values: impl Iterator<Item = f64>, ratios: bool, edges: (f64, f64), right: f64) -> Self {
        let (low, high) = values.fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), v| (l.min(v), h.max(v)));
        let (low, high) = if low > high { (1.0, 1.0) } else { (low, high) };
        if ratios {
            let range = (low.min(1.0) / 1.1, high.max(low * 1.5) * 1.2);
            return Self { scale: Scale::log(range, edges), ticks: log_ticks(range.0, range.1, 5), right };
        }
        let low = low.min(0.0);
        let range = (low, high + (high - low).max(0.1) * 0.05);
        Self { scale: Scale::linear(range, edges), ticks: nice_ticks(range.0, range.1, 4), right }
    }

    /// The pixel of `value`; nothing where it has no place.
    pub fn at(&self, value: f64) -> Option<f64> {
        self.scale.at(value)
    }

    /// A line across at `y` in the style of `class`.
    pub fn line(&self, class: &str, y: f64) -> String {
        let (left, right) = (LEFT.1, self.right);
        format!(r#"<line class="{class}" x1="{left}" x2="{right}" y1="{y:.1}" y2="{y:.1}"/>"#)
    }

    /// Its ticks: a line and a number each.
    pub fn drawn(&self) -> String {
        let tick = |value: &f64| {
            let (y, left, words) = (self.at(*value)?, LEFT.0, tidy(*value));
            let text = format!(r#"<text class="plot-tick" x="{left}" y="{:.1}">{words}</text>"#, y + 4.0);
            Some(self.line("plot-hair", y) + &text)
        };
        self.ticks.iter().filter_map(tick).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_has_a_place_and_ratios_stand_by_their_logarithm() {
        let ratios = DotAxis::of([2.0, 900.0].into_iter(), true, (200.0, 0.0), 300.0);
        let of = |value| ratios.at(value).expect("a place");
        assert!((0.0..=200.0).contains(&of(2.0)) && (0.0..=200.0).contains(&of(900.0)));
        assert!(((of(1.0) - of(10.0)) - (of(10.0) - of(100.0))).abs() < 1e-9);
        assert!(ratios.drawn().contains(">100<") && ratios.drawn().contains(r#"x2="300""#));
        let amounts = DotAxis::of([3.0, 8.0].into_iter(), false, (200.0, 0.0), 300.0);
        assert_eq!(amounts.at(0.0), Some(200.0));
        assert!(!DotAxis::of(std::iter::empty(), true, (200.0, 0.0), 300.0).drawn().contains("NaN"));
    }
}
