//! What a change costs in trained steps, and what a step costs in seconds.

use super::Play;
use super::run::Phase;
use crate::experiment::{Experiment, RunId, cost, shape_of};

/// Seconds that a step of `e` would take on one core.
fn seconds(e: &Experiment) -> f64 {
    cost::seconds_per_step(cost::step_cost(e, shape_of(e.data)))
}

/// What it costs to begin some runs again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cost {
    /// Nothing was trained yet.
    Nothing,
    /// Only these runs begin again.
    Alone {
        /// Whether trained steps are lost by it.
        loses: bool,
    },
    /// Every run begins again at step 0.
    All,
}

impl Play {
    /// What it costs to build `changed` anew.
    pub fn cost(&self, changed: &[RunId]) -> Cost {
        let lanes = || changed.iter().filter_map(|run| Some((self.runs.get(run.0)?, *run)));
        let alone = |(lane, _): (&super::Run, RunId)| {
            lane.late || matches!(lane.phase, Phase::Unborn | Phase::Refused(_) | Phase::Costly(_))
        };
        if !self.has_begun() {
            Cost::Nothing
        } else if lanes().count() == changed.len() && lanes().all(alone) {
            let loses = |(lane, run): (&super::Run, RunId)| lane.step > self.script.courses[run.0].begins();
            Cost::Alone { loses: lanes().any(loses) }
        } else {
            Cost::All
        }
    }

    /// Seconds that a step of `run` would take on one core, by its operations.
    pub(super) fn step_seconds(&self, run: RunId) -> f64 {
        self.script.courses.get(run.0).map_or(0.0, |course| seconds(&course.start))
    }

    /// The seconds of a step of `run`, where they are so many that the user has to agree first.
    pub(super) fn costly(&self, run: RunId) -> Option<f64> {
        Some(self.step_seconds(run)).filter(|seconds| *seconds > self.accepted.max(cost::SLOW_STEP_SECONDS))
    }

    /// The user wants slow steps.
    pub(super) fn accept(&mut self) {
        let asked = self.run_ids().map(|run| self.step_seconds(run));
        self.accepted = asked.fold(self.accepted, f64::max);
        self.hush();
        self.interrupt();
        for run in self.run_ids() {
            if matches!(self.runs[run.0].phase, Phase::Costly(_)) {
                self.build(run);
            }
        }
        self.pump();
    }
}
