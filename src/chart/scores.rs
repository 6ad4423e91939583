//! The metrics of every snapshot, for the metric chart.

use serde::{Deserialize, Serialize};

use crate::record::Metric;

/// One metric of a run over time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MetricCurve {
    /// Its name in test hooks and files.
    pub id: String,
    /// What it is called.
    pub label: String,
    /// What real samples score with the same counts.
    pub floor: Option<f32>,
    /// Whether less is better.
    pub lower_is_better: bool,
    /// Steps and values, in the order of steps.
    pub points: Vec<(u32, f32)>,
}

impl MetricCurve {
    /// Whether a logarithmic axis shows it well: it falls towards a floor, and nothing of it is zero or
    /// less.
    pub fn is_logarithmic(&self) -> bool {
        let positive = self.points.iter().all(|(_, value)| *value > 0.0 || !value.is_finite());
        self.lower_is_better && positive && self.floor.is_some_and(|floor| floor > 0.0)
    }
}

/// Every metric of one run.
#[derive(Clone, Debug, Default)]
pub struct Scores(Vec<MetricCurve>);

impl Scores {
    /// The metrics that were kept.
    pub fn of(curves: Vec<MetricCurve>) -> Self {
        Self(curves)
    }

    /// Adds what was measured at `step`.
    pub fn push(&mut self, step: u32, metrics: &[Metric]) {
        self.truncate(step.saturating_sub(1));
        for metric in metrics {
            let known = self.0.iter().position(|score| score.id == metric.id);
            let index = known.unwrap_or_else(|| {
                self.0.push(MetricCurve {
                    id: metric.id.clone(),
                    label: metric.label.clone(),
                    floor: metric.floor,
                    lower_is_better: metric.lower_is_better,
                    points: Vec::new(),
                });
                self.0.len() - 1
            });
            self.0[index].points.push((step, metric.value));
        }
    }

    /// Forgets what was measured after `step`.
    pub fn truncate(&mut self, step: u32) {
        for score in &mut self.0 {
            let keep = score.points.partition_point(|(at, _)| *at <= step);
            score.points.truncate(keep);
        }
    }

    /// Every metric, in the order in which they are measured.
    pub fn iter(&self) -> impl Iterator<Item = &MetricCurve> {
        self.0.iter()
    }

    /// The metric `id`.
    pub fn get(&self, id: &str) -> Option<&MetricCurve> {
        self.0.iter().find(|score| score.id == id)
    }

    /// The metrics of the snapshot at `step`, as far as they are known.
    pub fn at(&self, step: u32) -> Vec<Metric> {
        let metric = |score: &MetricCurve| {
            let index = score.points.binary_search_by_key(&step, |(at, _)| *at).ok()?;
            let value = score.points[index].1;
            Some(Metric {
                id: score.id.clone(),
                label: score.label.clone(),
                value,
                floor: score.floor,
                lower_is_better: score.lower_is_better,
            })
        };
        self.0.iter().filter_map(metric).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn metric(id: &str, value: f32) -> Metric {
        Metric { id: id.into(), label: id.into(), value, floor: Some(0.1), lower_is_better: true }
    }

    #[test]
    fn what_is_measured_is_kept_by_metric_and_read_back_by_step() {
        let mut scores = Scores::default();
        scores.push(0, &[metric("a", 3.0)]);
        scores.push(400, &[metric("a", 2.0), metric("b", 7.0)]);
        assert_eq!(scores.get("a").map(|s| s.points.clone()), Some(vec![(0, 3.0), (400, 2.0)]));
        assert_eq!(scores.at(400), [metric("a", 2.0), metric("b", 7.0)]);
        assert_eq!(scores.at(1), []);
    }

    #[test]
    fn a_run_that_goes_back_forgets_what_was_later() {
        let mut scores = Scores::default();
        for step in [0, 400, 800] {
            scores.push(step, &[metric("a", step as f32)]);
        }
        scores.push(400, &[metric("a", 5.0)]);
        assert_eq!(scores.get("a").map(|s| s.points.clone()), Some(vec![(0, 0.0), (400, 5.0)]));
    }

    #[test]
    fn only_what_falls_to_a_positive_floor_is_logarithmic() {
        let mut scores = Scores::default();
        scores.push(0, &[metric("a", 3.0), metric("b", -1.0)]);
        let logarithmic = |id| scores.get(id).is_some_and(MetricCurve::is_logarithmic);
        assert!(logarithmic("a") && !logarithmic("b"));
    }
}
