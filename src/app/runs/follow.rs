//! Following a tip of the doctor: a new run that differs from the troubled one in that tip alone.

use leptos::prelude::*;

use crate::app::state::page::{Page, Status};
use crate::app::state::runner::Checkpoint;
use crate::doctor::tips::Tip;
use crate::experiment::{Experiment, KEYS, MAX_RUNS, RunId};
use crate::number::whole;

impl Page {
    /// Tries `tip` against a trouble of `run` that began at step `began`: in a fork from the last
    /// snapshot before it, or from step 0 where there is none or the weights would not fit. A run that
    /// has diverged is itself started again with it.
    pub fn follow(self, run: RunId, tip: Tip, began: u32) {
        let now = self.comparison.get_untracked();
        let Some(troubled) = now.runs.get(run.0) else { return };
        if self.runs[run.0].with_untracked(|view| matches!(view.status, Status::Diverged { .. })) {
            let preset = tip.preset;
            return self.choose(run, tip.trick, preset);
        }
        if now.runs.len() >= MAX_RUNS {
            return self.say("Four runs are the most. Remove one first.");
        }
        let point = self.look(|runner| runner.fork_point(run, Some(began))).flatten();
        match point.filter(|point| tip.fits_fork(&point.experiment)) {
            Some(point) => self.fork_with(run, point, |e| tip.applied(e)),
            None => self.run_with(tip.applied(troubled), run),
        }
    }

    /// A new run that goes on from `point` of `run`, changed by `with`.
    pub fn fork_with(self, run: RunId, point: Checkpoint, with: impl FnOnce(&Experiment) -> Experiment) {
        let mut next = self.comparison.get_untracked();
        let mut same = point.experiment.as_ref().clone();
        for key in KEYS.iter().filter(|key| key.shared) {
            key.set(&mut same, key.get(&next.runs[0]));
        }
        let forked = with(&same);
        let changed = forked != same;
        next.runs.push(forked);
        let (letter, step) = (RunId(next.runs.len() - 1).letter(), point.step);
        self.comparison.set(next);
        self.place.update(|place| *place = place.map(|_| step));
        self.act(|runner| runner.join_later(self, Some((run, point)), changed.then_some(same)));
        let then = if changed { "Train" } else { "Switch tricks on it, then train" };
        self.say(format!(
            "Run {letter} goes on from run {} at step {}. {then}: it catches up with the others.",
            run.letter(),
            whole(step.into())
        ));
    }

    /// A new run from step 0.
    fn run_with(self, experiment: Experiment, like: RunId) {
        let letter = RunId(self.comparison.with_untracked(|c| c.runs.len())).letter();
        self.comparison.update(|c| c.runs.push(experiment));
        self.act(|runner| runner.join_later(self, None, None));
        self.say(format!(
            "Run {letter} is run {} with this tip, from step 0. Train: it catches up with the others.",
            like.letter()
        ));
    }
}
