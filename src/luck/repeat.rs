//! One run of the comparison with one seed.

use crate::clinic::target::TRAIL;
use crate::doctor::Finding;
use crate::experiment::{Course, RunId};
use crate::play::watch::Watch;
use crate::protocol::Progress;
use crate::record::Metric;

/// How far a run is.
#[derive(Clone, Debug, PartialEq)]
pub enum State {
    /// Not begun, or not yet on its way again.
    Waiting,
    /// It trains.
    Training,
    /// It is done.
    Done(Ending),
    /// It could not be trained, for this reason.
    Failed(String),
}

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// At its last step.
    Finished,
    /// Losses or weights were no longer finite at this step.
    Diverged(u32),
}

/// A trouble that the doctor found: since when, and until when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// What it is.
    pub finding: Finding,
    /// The step with which it began.
    pub began: u32,
    /// The step with which it was over.
    pub ended: Option<u32>,
}

/// What a run has told so far.
#[derive(Clone, Debug, Default)]
struct Trace {
    step: u32,
    watch: Watch,
    /// What was measured, by rising step.
    snapshots: Vec<(u32, Vec<Metric>)>,
}

/// One run with one seed.
#[derive(Clone, Debug)]
pub struct Repeat {
    /// Which run of the comparison.
    pub run: RunId,
    /// With which seed.
    pub seed: u32,
    /// How far it is.
    pub state: State,
    /// The steps of the whole run.
    pub steps: u32,
    course: Course,
    trace: Trace,
    /// As it was at the last measurement, from which the run goes on when it is interrupted.
    kept: Option<Trace>,
}

impl Repeat {
    /// `run` on `course`, whose seed is its own.
    pub(super) fn new(run: RunId, course: Course) -> Self {
        Self {
            run,
            seed: course.start.seed,
            state: State::Waiting,
            steps: course.start.steps,
            trace: Trace { watch: Watch::of(&course), ..Trace::default() },
            course,
            kept: None,
        }
    }

    /// Steps done.
    pub fn step(&self) -> u32 {
        self.trace.step
    }

    /// Whether nothing more will come of it.
    pub fn is_over(&self) -> bool {
        matches!(self.state, State::Done(_) | State::Failed(_))
    }

    /// What the doctor says of it now; at its end, of the whole run.
    pub fn finding(&self) -> Finding {
        self.trace.watch.doctor().map_or(Finding::WarmingUp, |doctor| doctor.verdict().finding)
    }

    /// Every trouble that the doctor found.
    pub fn troubles(&self) -> Vec<Trouble> {
        let verdicts = self.trace.watch.doctor().map(|doctor| doctor.verdicts()).unwrap_or_default();
        verdicts.iter().map(|v| Trouble { finding: v.finding, began: v.began, ended: v.ended }).collect()
    }

    /// What was measured, by rising step.
    pub fn snapshots(&self) -> &[(u32, Vec<Metric>)] {
        &self.trace.snapshots
    }

    /// The name of `metric` in this run: that of the average of G where there is one, which is what would be
    /// used of it.
    pub fn metric_id(&self, metric: &str) -> String {
        if self.course.now().ema > 0.0 { format!("ema-{metric}") } else { metric.to_owned() }
    }

    /// `metric` in the last [`TRAIL`] snapshots.
    pub fn trail(&self, metric: &str) -> Vec<f64> {
        let id = self.metric_id(metric);
        let last = &self.trace.snapshots[self.trace.snapshots.len().saturating_sub(TRAIL)..];
        let found = last.iter().flat_map(|(_, metrics)| metrics.iter().find(|m| m.id == id));
        found.map(|m| f64::from(m.value)).collect()
    }

    /// It begins, or goes on, with `step`.
    pub(super) fn began(&mut self, step: u32, itself: bool) {
        self.state = State::Training;
        if itself {
            let as_it_was = self.kept.clone().filter(|kept| kept.step == step);
            let anew = || Trace { watch: Watch::of(&self.course), ..Trace::default() };
            self.trace = as_it_was.unwrap_or_else(anew);
        }
        self.trace.step = step;
    }

    /// It has trained.
    pub(super) fn trained(&mut self, progress: &Progress, itself: bool, ended: bool) {
        let first = (progress.step + 1).saturating_sub(progress.records.len() as u32);
        self.trace.step = progress.step;
        if !itself {
            return;
        }
        for (record, step) in progress.records.iter().zip(first..) {
            self.trace.watch.observe(&self.course, step, record);
        }
        if let Some(snapshot) = &progress.snapshot {
            self.trace.watch.measured(progress.step, &snapshot.metrics);
            self.trace.snapshots.push((progress.step, snapshot.metrics.clone()));
            self.kept = Some(self.trace.clone());
        }
        if ended {
            self.done(Ending::Finished);
        }
    }

    /// It diverged at `step`.
    pub(super) fn diverged(&mut self, step: u32) {
        self.trace.watch.diverged(step);
        self.trace.step = step;
        self.done(Ending::Diverged(step));
    }

    fn done(&mut self, ending: Ending) {
        self.state = State::Done(ending);
        self.kept = None;
    }

    /// Its worker is gone, and it waits for another.
    pub(super) fn interrupted(&mut self) {
        if !self.is_over() {
            self.state = State::Waiting;
        }
    }
}
