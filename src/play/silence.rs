//! Workers that were asked and do not answer: looked for, told about, and given up.

use super::port::EngineKind;
use super::watchdog::{answer_limits, limit};
use super::{Answer, Play};
use crate::experiment::RunId;
use crate::failure::Failure;
use crate::number::whole;
use crate::text::joined::list;
use crate::text::{answer, play as t};

/// After so many milliseconds the way back from a GPU that is being opened is offered.
const OFFER_CPU: f64 = 10_000.0;

/// Between two looks at workers that are silent, in milliseconds.
const LOOK_EVERY: f64 = 1_000.0;

impl Play {
    /// Whether the worker of `run` owes an answer.
    pub(super) fn is_awaited(&self, run: RunId) -> bool {
        let Some(lane) = self.runs.get(run.0).filter(|lane| lane.line.is_some()) else { return false };
        let trains = lane.is_live() && self.lockstep.is_under_way(run.0);
        lane.phase.is_coming() || lane.by_hand || lane.saving || trains
    }

    /// Looks for workers that were asked and do not answer.
    pub(super) fn look_for_silence(&mut self) {
        let now = self.world.now();
        for run in self.run_ids() {
            if !self.is_awaited(run) {
                continue;
            }
            let (kind, step) = (self.kind, self.slowest_step(run));
            let lane = &mut self.runs[run.0];
            let is_up = lane.line.as_ref().is_some_and(|line| line.up);
            let silent = lane.patience.is_over(now, limit(kind, is_up, step));
            let (told, given_up) = answer_limits(kind, is_up, step);
            if silent || lane.patience.unanswered(now) > given_up {
                self.give_up(run);
            } else if lane.patience.is_to_be_told(now, told) {
                self.offer_to_give_up();
            } else if kind == EngineKind::Gpu && lane.phase.is_coming() {
                self.offer_cpu(run, now);
            }
        }
        self.look_at_trial();
    }

    /// The worker of `run` is not waited for any longer.
    fn give_up(&mut self, run: RunId) {
        let unanswered = self.runs[run.0].patience.unanswered(self.world.now());
        self.failed(run, Failure::Silent { seconds: (unanswered / 1000.0) as u32 });
    }

    /// Runs whose workers say that they are alive, and have not answered for long.
    fn unanswered(&self) -> Vec<RunId> {
        let now = self.world.now();
        let told = |run: &RunId| {
            let is_up = self.runs[run.0].line.as_ref().is_some_and(|line| line.up);
            answer_limits(self.kind, is_up, self.slowest_step(*run)).0
        };
        let late =
            |run: &RunId| self.is_awaited(*run) && self.runs[run.0].patience.unanswered(now) > told(run);
        self.run_ids().filter(late).collect()
    }

    /// Workers that say that they are alive need not be waited for.
    fn offer_to_give_up(&mut self) {
        let late = self.unanswered();
        let now = self.world.now();
        let longest = late.iter().map(|run| self.runs[run.0].patience.unanswered(now)).fold(0.0, f64::max);
        let answers = vec![
            (answer::DO_NOT_WAIT.get().into(), Answer::GiveUp),
            (answer::WAIT.get().into(), Answer::Keep),
        ];
        let runs = list(late.iter().map(|run| run.letter().to_string()));
        self.offer(t::no_answer(runs, whole((longest / 1000.0) as u64)), true, answers);
    }

    /// Workers that do not answer are waited for no longer.
    pub(super) fn give_up_unanswered(&mut self) {
        // Giving one up may take the others to another engine.
        while let Some(run) = self.unanswered().first().copied() {
            self.give_up(run);
        }
    }

    /// A GPU that takes long to open can be left.
    fn offer_cpu(&mut self, run: RunId, now: f64) {
        let lane = &mut self.runs[run.0];
        let opened = *lane.opened.get_or_insert(now);
        if now - opened > OFFER_CPU && !lane.offered {
            self.runs.iter_mut().for_each(|lane| lane.offered = true);
            let answers = vec![
                (answer::USE_CPU.get().into(), Answer::UseCpu),
                (answer::WAIT_GPU.get().into(), Answer::Keep),
            ];
            self.offer(t::GPU_SLOW.get(), false, answers);
        }
    }

    /// When to look again.
    pub(super) fn patience_wake(&self) -> Option<f64> {
        let tries = self.trial.as_ref().is_some_and(super::trial::Trial::waits);
        let waits = tries || self.run_ids().any(|run| self.is_awaited(run));
        let look = waits.then_some(LOOK_EVERY);
        look.into_iter().chain(self.pause_wake(self.world.now())).reduce(f64::min)
    }

    /// Milliseconds that a step of `run` takes, as measured or estimated.
    pub(super) fn slowest_step(&self, run: RunId) -> f64 {
        let measured = self.lockstep.pace.slowest().unwrap_or(0.0);
        measured.max(1000.0 * self.step_seconds(run))
    }
}
