//! Runs as dots, one a seed, with their mean.

use super::frame::{ACROSS, Frame, NAMES};
use crate::clinic::markup::escape;
use crate::experiment::RunId;
use crate::luck::compare::Scores;
use crate::luck::{Outcome, Study};
use crate::statistics::bca::mean_interval;
use crate::text::study as t;

/// The dots of every run beside each other.
pub fn dots(study: &Study, outcome: &Outcome) -> String {
    let scores = Scores::new(study, outcome);
    let frame = Frame::of(outcome, scores.of.iter().flatten().flatten().copied());
    let width = (ACROSS.1 - ACROSS.0) / scores.of.len().max(1) as f64;
    let lanes = study.runs().map(|run| {
        let x = ACROSS.0 + width * (run.0 as f64 + 0.5);
        lane(run, &scores.known(run), x, &frame)
    });
    let caption = t::dots(escape(&outcome.axis()));
    frame.figure("luck-dots", &caption, &lanes.collect::<String>())
}

/// The dots of one run, beside each other so that equal ones are seen.
fn lane(run: RunId, known: &[f64], x: f64, frame: &Frame<'_>) -> String {
    let dot = |(i, y): (usize, &f64)| frame.dot(x + ((i * 7 % 11) as f64 - 5.0) * 5.0, *y);
    let dots: String = known.iter().enumerate().map(dot).collect();
    let mean = known.iter().sum::<f64>() / known.len() as f64;
    let mean = frame.at(mean).filter(|_| known.len() > 1).map(|y| {
        let (left, right) = (x - 34.0, x + 34.0);
        format!(r#"<line class="luck-mean" x1="{left:.1}" x2="{right:.1}" y1="{y:.1}" y2="{y:.1}"/>"#)
    });
    let bar = mean_interval(known).ok().and_then(|interval| {
        let (low, high, x) = (frame.at(interval.low)?, frame.at(interval.high)?, x + 40.0);
        Some(format!(r#"<line class="luck-bar" x1="{x:.1}" x2="{x:.1}" y1="{low:.1}" y2="{high:.1}"/>"#))
    });
    let (bar, mean) = (bar.unwrap_or_default(), mean.unwrap_or_default());
    let (letter, y) = (run.letter(), NAMES.0);
    let small = letter.to_ascii_lowercase();
    format!(
        r#"<g class="run-{small}">{bar}{mean}{dots}<text class="plot-lane" x="{x:.1}" y="{y}">{letter}</text></g>"#
    )
}
