//! One measured number on its way to the page.

use super::samples::Unfit;
use crate::record::Metric;

/// A metric's value, or why there is none.
#[derive(Clone, Debug, PartialEq)]
pub struct Score {
    /// Its name in test hooks.
    pub id: &'static str,
    /// What it is called on the page.
    pub label: String,
    /// Its value.
    pub value: Result<f64, Unfit>,
    /// Whether less is better.
    pub lower_is_better: bool,
}

/// Which way a metric gets better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Better {
    /// Less is better.
    Lower,
    /// More is better.
    Higher,
}

impl Score {
    /// A score by the name `id`.
    pub fn new(id: &'static str, label: &str, better: Better, value: Result<f64, Unfit>) -> Self {
        Self { id, label: label.to_owned(), value, lower_is_better: better == Better::Lower }
    }
}

/// What was found out about some samples.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// What could be measured.
    pub metrics: Vec<Metric>,
    /// Why the rest could not, one sentence each.
    pub missing: Vec<String>,
}

impl Report {
    /// The `scores` against `floors`, which hold the same metrics in the same order. A number that is
    /// not finite is none.
    pub fn new(scores: Vec<Score>, floors: &[Score]) -> Self {
        let mut report = Self::default();
        for (score, floor) in scores.into_iter().zip(floors) {
            match score.value {
                Ok(value) if value.is_finite() => report.metrics.push(Metric {
                    id: score.id.to_owned(),
                    label: score.label,
                    value: value as f32,
                    floor: floor.value.as_ref().ok().filter(|f| f.is_finite()).map(|f| *f as f32),
                    lower_is_better: score.lower_is_better,
                }),
                Ok(_) => {}
                Err(reason) => report.miss(&reason),
            }
        }
        report
    }

    /// Notes why something is missing, once.
    pub fn miss(&mut self, reason: &Unfit) {
        let reason = reason.to_string();
        if !self.missing.contains(&reason) {
            self.missing.push(reason);
        }
    }
}
