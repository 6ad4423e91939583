//! Runs that come later: forks from a snapshot, runs that are added, and their going.

use std::rc::Rc;

use leptos::prelude::*;

use super::timeline::Checkpoint;
use super::{Lane, Runner};
use crate::app::state::page::{Page, RunView};
use crate::experiment::{Experiment, RunId};

/// Where a run that came later begins; plain runs have none.
#[derive(Clone)]
pub struct Origin {
    /// The run that it was forked from, and the snapshot.
    pub fork: Option<(RunId, Checkpoint)>,
}

impl Origin {
    /// The step at which it begins.
    pub fn step(&self) -> u32 {
        self.fork.as_ref().map_or(0, |(_, checkpoint)| checkpoint.step)
    }
}

/// What a change of some runs costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cost {
    /// Nothing was trained yet.
    Nothing,
    /// Only these runs begin again; whether steps are lost by it.
    Alone(bool),
    /// Every run begins again at step 0.
    All,
}

impl Runner {
    /// What it costs to build `changed` anew.
    pub fn cost(&self, changed: &[RunId]) -> Cost {
        let lanes = || changed.iter().filter_map(|run| self.lanes.get(run.0));
        if !self.has_begun() {
            Cost::Nothing
        } else if lanes().count() == changed.len() && lanes().all(|lane| lane.origin.is_some()) {
            Cost::Alone(lanes().any(|lane| lane.step > lane.start()))
        } else {
            Cost::All
        }
    }

    /// From what `run` can be forked at `step`, or at the newest: what is kept there or before.
    pub fn fork_point(&self, run: RunId, step: Option<u32>) -> Option<Checkpoint> {
        let lane = self.lanes.get(run.0)?;
        let step = step.unwrap_or(lane.step);
        let saved = lane.saved.as_ref().filter(|saved| saved.step <= step);
        let snap = self.timeline.snap(run.0, step).map(|snap| &snap.checkpoint);
        [snap, saved].into_iter().flatten().max_by_key(|checkpoint| checkpoint.step).cloned()
    }

    /// Whether a run has diverged: nothing goes on until it is restored.
    pub fn has_diverged_run(&self) -> bool {
        self.diverged
    }

    /// The comparison has one more run: a fork, or one from step 0. It catches up with the others. A
    /// fork that does not fit its weights becomes the experiment `before`.
    pub fn join_later(&mut self, page: Page, fork: Option<(RunId, Checkpoint)>, before: Option<Experiment>) {
        let run = self.lanes.len();
        let mut lane = Lane { before, ..Lane::default() };
        if let Some((parent, checkpoint)) = &fork {
            lane.resume = Some(checkpoint.bytes.clone());
            lane.clock = self.lanes.get(parent.0).map(|l| l.clock.clone()).unwrap_or_default();
        }
        let origin = fork.as_ref().map(|(parent, checkpoint)| (*parent, checkpoint.step));
        lane.origin = Some(Origin { fork });
        self.lanes.push(lane);
        let image = page.runs[0].with_untracked(|view| view.image);
        page.runs[run].set(RunView { origin, image, ..RunView::default() });
        self.interrupt(page);
        self.start_engine(page, run);
        self.pump(page);
    }

    /// Builds `runs` anew where they begin; the others stay where they are.
    pub fn rebuild(&mut self, page: Page, runs: &[RunId]) {
        self.interrupt(page);
        for run in runs.iter().map(|run| run.0) {
            if let Some(reached) = self.lockstep.excuse(run) {
                self.reached(page, reached);
            }
            let Some(lane) = self.lanes.get_mut(run) else { continue };
            lane.pending.clear();
            lane.saved = None;
            lane.resume = lane.origin.as_ref().and_then(|o| Some(o.fork.as_ref()?.1.bytes.clone()));
            page.runs[run].update(|view| view.status = crate::app::state::page::Status::Loading);
            if self.lanes[run].up {
                self.configure(page, run);
            }
        }
        self.pump(page);
    }

    /// The comparison no longer has its last run.
    pub fn remove_last(&mut self, page: Page) {
        let going = page.running.get_untracked();
        self.interrupt(page);
        self.lanes.pop();
        let run = self.lanes.len();
        if let Some(reached) = self.lockstep.excuse(run) {
            self.reached(page, reached);
        }
        self.timeline.forget(run, 0);
        page.marks.update(|marks| marks.retain(|mark| mark.run.0 < run));
        page.runs[run].set(RunView::default());
        self.diverged &= self.lanes.iter().any(|lane| lane.diverged);
        self.train_when_ready = going && !self.diverged;
        self.pump(page);
    }

    /// The runs come to rest, because they will be other ones.
    fn interrupt(&mut self, page: Page) {
        page.running.set(false);
        page.rate.set(None);
        self.lockstep.pause();
        self.queued = None;
        self.train_when_ready = false;
        self.joining = true;
        if self.saving.take().is_some() {
            self.lockstep.release(super::now());
        }
    }

    /// A change that does not fit the weights of a fork is undone. Answers whether it was one.
    pub(super) fn undo(&mut self, page: Page, run: usize, message: &str) -> bool {
        let Some(lane) = self.lanes.get_mut(run) else { return false };
        let Some(before) = lane.before.take() else { return false };
        let labels = page.comparison.with_untracked(|c| c.runs.get(run).map(|now| changed(&before, now)));
        page.comparison.update(|c| {
            if let Some(experiment) = c.runs.get_mut(run) {
                *experiment = before;
            }
        });
        page.revert.update(|n| *n += 1);
        page.warn(format!(
            "{} cannot change in run {}, a fork: {} The change is undone.",
            labels.unwrap_or_default(),
            RunId(run).letter(),
            sentence(message),
        ));
        self.configure(page, run);
        true
    }

    /// Remembers the experiments of `runs`, in case that their next ones do not fit their weights.
    pub fn remember(&mut self, page: Page, runs: &[RunId]) {
        page.comparison.with_untracked(|c| {
            for run in runs {
                if let (Some(lane), Some(now)) = (self.lanes.get_mut(run.0), c.runs.get(run.0)) {
                    lane.before = lane.origin.as_ref().and_then(|o| o.fork.as_ref()).map(|_| now.clone());
                }
            }
        });
    }

    /// No run is a fork any longer. Answers whether one was.
    pub(super) fn drop_origins(&mut self, page: Page) -> bool {
        let mut forks = false;
        for (lane, view) in self.lanes.iter_mut().zip(page.runs) {
            forks |= lane.origin.take().is_some_and(|origin| origin.fork.is_some());
            lane.before = None;
            view.update(|view| (view.origin, view.goal) = (None, None));
        }
        forks
    }
}

/// The keys in which two experiments differ, by their labels.
fn changed(before: &Experiment, now: &Experiment) -> String {
    let differ = crate::experiment::KEYS.iter().filter(|key| key.get(before) != key.get(now));
    differ.map(|key| key.label).collect::<Vec<_>>().join(", ")
}

fn sentence(message: &str) -> String {
    let mut letters = message.trim_end_matches('.').chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).chain(['.']).collect()).unwrap_or_default()
}

/// A checkpoint that `run` has just made.
pub(super) fn checkpoint(page: Page, run: usize, step: u32, bytes: Vec<u8>) -> Option<Checkpoint> {
    let experiment = page.comparison.with_untracked(|c| c.runs.get(run).cloned())?;
    Some(Checkpoint { step, bytes: Rc::new(bytes), experiment: Rc::new(experiment) })
}
