//! What decides between two runs: a metric, and the number y that is made of it, as in the clinic.

use super::repeat::{Ending, Repeat, State};
use crate::clinic::case::Outcome as Score;
use crate::clinic::floors::Floors;
use crate::experiment::Data;
use crate::metrics::names::shown;
use crate::record::Metric;
use crate::statistics::smallest_effect::SmallestEffect;
use crate::text::study as t;

/// One metric as what decides.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// The metric, how y is made of it, and the smallest difference of interest.
    score: Score,
    /// What the metric is called on the page.
    pub label: String,
    /// What real samples score.
    pub floor: f64,
}

impl Outcome {
    /// `metric` of runs on `data`; `None` for those of which nobody said beforehand what is of interest, and
    /// for the average of G, which is scored in place of G where there is one. What real samples score is
    /// the mean over many splits where that was measured, else what the run itself says.
    pub fn of(metric: &Metric, data: Data) -> Option<Self> {
        let floor = Floors::measured().of(data, &metric.id).or(metric.floor.map(f64::from));
        let amount = |id, smallest: SmallestEffect| Score::Amount(id, smallest.size);
        let score = match (metric.id.as_str(), data) {
            ("energy", _) => Score::Distance("energy"),
            ("frechet", _) => Score::Distance("frechet"),
            ("sliced", _) => Score::Distance("sliced"),
            ("mode-kl", _) => Score::Distance("mode-kl"),
            ("modes", Data::Ring8) => amount("modes", SmallestEffect::RING_MODES),
            ("modes", Data::Grid25) => amount("modes", SmallestEffect::GRID_MODES),
            ("hq", _) => amount("hq", SmallestEffect::QUALITY),
            ("precision", _) => amount("precision", SmallestEffect::QUALITY),
            ("recall", _) => amount("recall", SmallestEffect::QUALITY),
            ("coverage", _) => amount("coverage", SmallestEffect::QUALITY),
            _ => return None,
        };
        let outcome = Self { score, label: shown(&metric.id, &metric.label), floor: floor.unwrap_or(0.0) };
        (!outcome.is_ratio() || outcome.floor > 0.0).then_some(outcome)
    }

    /// The name of its metric.
    pub fn metric(&self) -> &'static str {
        self.score.metric()
    }

    /// Whether y is a logarithm, so that differences are ratios.
    pub fn is_ratio(&self) -> bool {
        matches!(self.score, Score::Distance(_))
    }

    /// y as a reader knows it: how many times what real samples score, or the amount.
    pub fn shown(&self, y: f64) -> f64 {
        self.score.shown(y)
    }

    /// y in words: "120 times real samples", or "6 modes".
    pub fn level(&self, y: f64) -> String {
        self.score.level(y)
    }

    /// What an axis of [`Self::shown`] counts.
    pub fn axis(&self) -> String {
        if self.is_ratio() { t::axis_ratio(&self.label) } else { t::axis_amount(&self.label) }
    }

    /// The smallest difference of interest, in units of y.
    pub fn smallest(&self) -> SmallestEffect {
        self.score.smallest_effect()
    }

    /// The usual one first: what images are judged by where it was measured, then what every data set has.
    pub(super) fn rank(&self) -> usize {
        let order = ["frechet", "energy"];
        order.iter().position(|metric| *metric == self.metric()).unwrap_or(order.len())
    }

    /// y of one of `repeats`: the mean over its last snapshots. A run that diverged is never left out,
    /// but the worst that there is; `None` where a run is not done or was not measured.
    pub fn of_run(&self, repeat: &Repeat) -> Option<f64> {
        match repeat.state {
            State::Done(Ending::Diverged(_)) => Some(self.score.worst()),
            State::Done(Ending::Finished) => {
                let trail = repeat.trail(self.metric());
                let scores = trail.iter().map(|value| self.score.score(*value, self.floor));
                Some(scores.sum::<f64>() / trail.len() as f64).filter(|mean| mean.is_finite())
            }
            _ => None,
        }
    }
}
