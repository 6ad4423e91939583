//! The dose-response curve: what each value of a key comes to, with a band.

use super::frame::{ACROSS, Frame, NAMES};
use crate::clinic::markup::escape;
use crate::experiment::{Key, words};
use crate::luck::dose::{self, Dose};
use crate::luck::dose_axis::places;
use crate::luck::vary::{dose as order, is_logarithmic};
use crate::luck::{Outcome, Study};
use crate::text::dose as t;

/// From the ends of the drawing to the outer values.
const MARGIN: f64 = 36.0;

/// The curve of `key` in `study`.
pub fn curve(study: &Study, key: &Key, outcome: &Outcome) -> String {
    let doses = dose::curve(study, key, outcome);
    let frame = Frame::of(outcome, doses.iter().flat_map(|dose| dose.scores.iter().copied()));
    let numbers: Vec<f64> = doses.iter().map(|dose| order(key, dose.value)).collect();
    let (left, width) = (ACROSS.0 + MARGIN, ACROSS.1 - ACROSS.0 - 2.0 * MARGIN);
    let places = places(key, &numbers).into_iter().map(|share| left + share * width);
    let placed: Vec<(f64, Dose)> = places.zip(doses).collect();
    let columns: String = placed.iter().map(|(x, dose)| column(*x, dose, &frame)).collect();
    let (axis, name) = (escape(&outcome.axis()), escape(&words::lowered(key.label.get())));
    let caption =
        if is_logarithmic(key) { t::curve_logarithmic(axis, name) } else { t::curve_linear(axis, name) };
    frame.figure("luck-curve", &caption, &(line(&placed, &frame) + &columns))
}

/// The band, and the line through the means.
fn line(placed: &[(f64, Dose)], frame: &Frame<'_>) -> String {
    let points = |of: &dyn Fn(&Dose) -> Option<f64>| -> Vec<String> {
        let point = |(x, dose): &(f64, Dose)| Some(format!("{x:.1},{:.1}", frame.at(of(dose)?)?));
        placed.iter().filter_map(point).collect()
    };
    let lower = points(&|dose| dose.interval.ok().map(|interval| interval.low));
    let upper = points(&|dose| dose.interval.ok().map(|interval| interval.high));
    let around: Vec<String> = lower.into_iter().chain(upper.into_iter().rev()).collect();
    let (around, means) = (around.join(" "), points(&|dose| dose.mean).join(" "));
    format!(r#"<polygon class="luck-band" points="{around}"/><polyline class="luck-line" points="{means}"/>"#)
}

/// The dots of one value.
fn column(x: f64, dose: &Dose, frame: &Frame<'_>) -> String {
    let dots: String = dose.scores.iter().map(|y| frame.dot(x, *y)).collect();
    let (letter, value) = (dose.run.letter(), escape(&words::number(dose.value)));
    let (small, (name, below)) = (letter.to_ascii_lowercase(), NAMES);
    format!(
        r#"<g class="run-{small}">{dots}<text class="plot-lane" x="{x:.1}" y="{name}">{letter}</text><text class="luck-value" x="{x:.1}" y="{below}">{value}</text></g>"#
    )
}
