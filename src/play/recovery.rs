//! Engines that break, refuse or fall silent, and the checkpoints to which their runs go back.

use std::rc::Rc;

use super::port::EngineKind;
use super::run::Phase;
use super::watch::at_step;
use super::watchdog::limit;
use super::{Answer, Checkpoint, Device, Play};
use crate::experiment::RunId;
use crate::failure::Failure;
use crate::protocol::Command;
use crate::text::joined::unstopped;
use crate::text::{answer, play as t};

/// An engine that breaks this often without a step in between is left alone.
const MAX_FAILURES: u32 = 3;

/// After so many milliseconds the way back from a GPU that is being opened is offered.
const OFFER_CPU: f64 = 10_000.0;

/// Between two looks at workers that are silent, in milliseconds.
const LOOK_EVERY: f64 = 1_000.0;

impl Play {
    /// Asks every run for a checkpoint; the runs stand and wait.
    pub(super) fn begin_saving(&mut self) {
        let now = self.world.now();
        for run in self.runs.iter_mut().filter(|run| run.is_live()) {
            run.saving = true;
            run.ask(&Command::Checkpoint, now);
        }
        self.end_saving();
    }

    pub(super) fn checkpointed(&mut self, run: RunId, step: u32, bytes: Vec<u8>) {
        let lane = &mut self.runs[run.0];
        lane.touched = false;
        (lane.saving, lane.saved) = (false, Some(Checkpoint { step, bytes: Rc::new(bytes) }));
        self.end_saving();
        self.bear(false);
    }

    /// Goes on once no checkpoint is awaited any more.
    fn end_saving(&mut self) {
        if !self.runs.iter().any(|run| run.saving) {
            self.lockstep.release(self.world.now());
        }
    }

    /// Nobody waits for `run` any longer. The others may so have come to a further step, or be all gone.
    pub(super) fn leave_out(&mut self, run: RunId) {
        self.runs[run.0].forget_asked();
        if let Some(reached) = self.lockstep.excuse(run.0) {
            self.reached(reached);
        }
        self.end_saving();
        if !self.joining && !self.runs.iter().any(super::Run::is_live) {
            self.lockstep.pause();
            self.training = false;
        }
    }

    /// `run` is built anew where it can go on: at its last checkpoint, or where it begins. The others
    /// come to rest for that, and train on with it.
    pub(super) fn go_back(&mut self, run: RunId) {
        self.interrupt();
        self.leave_out(run);
        let fork = self.fork_checkpoint(run);
        let lane = &mut self.runs[run.0];
        if matches!(lane.phase, Phase::Lost(_)) {
            lane.failures = 0;
        }
        lane.resume = lane.saved.clone().or(fork);
        self.build(run);
    }

    /// The engine of `run` cannot go on.
    pub(super) fn failed(&mut self, run: RunId, failure: Failure) {
        let lane = &mut self.runs[run.0];
        let young = lane.ready.is_none() || lane.phase.is_coming();
        let was = lane.step;
        lane.line = None;
        lane.failures += 1;
        let failures = lane.failures;
        if !lane.is_live() && !lane.phase.is_coming() {
            // Nothing more is lost; a worker is started when there is something to build.
            return;
        }
        if self.kind == EngineKind::Gpu && (young || failures >= MAX_FAILURES) {
            let why = plain(failure.to_string().trim_start_matches("WebGPU did not start: "));
            self.warn(t::no_webgpu(why));
            return self.change_engine(Device::Cpu, EngineKind::Cpu);
        }
        if matches!(failure, Failure::Build) || failures >= MAX_FAILURES || (young && failures > 1) {
            return self.lost(run, failure);
        }
        let reason = failure.to_string();
        self.go_back(run);
        let to = self.runs[run.0].resume.as_ref().map_or(0, |point| point.step);
        self.warn(t::engine_stopped(run.letter(), at_step(was), unstopped(&reason), at_step(to)));
    }

    /// The engine of `run` is given up. Its card says how to go on.
    pub(super) fn lost(&mut self, run: RunId, failure: Failure) {
        let text = match failure {
            Failure::Build => t::OTHER_BUILD.get().to_owned(),
            _ => t::lost(run.letter(), unstopped(&failure.to_string())),
        };
        self.runs[run.0].line = None;
        self.runs[run.0].phase = Phase::Lost(failure);
        self.leave_out(run);
        self.warn(text);
    }

    /// The runs go on from their last checkpoints on another engine.
    pub(super) fn change_engine(&mut self, device: Device, kind: EngineKind) {
        (self.device, self.kind) = (device, kind);
        self.interrupt();
        for run in self.run_ids() {
            let lane = &mut self.runs[run.0];
            (lane.line, lane.failures) = (None, 0);
            if lane.is_live() || lane.phase.is_coming() {
                self.go_back(run);
            }
        }
        self.pump();
    }

    /// `run` cannot be built: there is no session behind its card any more.
    pub(super) fn refused(&mut self, run: RunId, failure: Failure) {
        if failure.is_of_files() && self.refuse_files(&failure) {
            return;
        }
        if self.runs[run.0].phase == Phase::Live {
            // A change that came too late: what is trained and what is shown would differ.
            return self.go_back(run);
        }
        if self.script.courses[run.0].fork.is_some() && self.undo_change(run, &failure) {
            return;
        }
        let damaged = matches!(failure, Failure::Checkpoint { .. }) && self.runs[run.0].resume.is_some();
        if damaged && self.script.courses[run.0].fork.is_none() {
            self.warn(t::bad_checkpoint(failure, run.letter()));
            return self.again(run);
        }
        if !self.tells_about_files() {
            self.warn(t::of_run(run.letter(), &failure));
        }
        self.runs[run.0].phase = Phase::Refused(failure);
        self.leave_out(run);
    }

    /// `run` begins again where it began.
    pub(super) fn again(&mut self, run: RunId) {
        self.interrupt();
        self.leave_out(run);
        let fork = self.fork_checkpoint(run);
        self.timeline.forget(run.0, 0);
        self.happenings.retain(|mark| mark.run != run);
        let lane = &mut self.runs[run.0];
        let (late, before) = (lane.late, lane.before.take());
        lane.anew();
        (lane.late, lane.before) = (late, before);
        (lane.root, lane.resume) = (fork.clone(), fork);
        if let Some(fork) = self.script.courses[run.0].fork {
            self.runs[run.0].clock = self.parents_clock(fork.of);
        }
        self.build(run);
    }

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
            if lane.patience.is_over(now, limit(kind, is_up, step)) {
                let seconds = (lane.patience.silent(now) / 1000.0) as u32;
                self.failed(run, Failure::Silent { seconds });
            } else if kind == EngineKind::Gpu && lane.phase.is_coming() {
                self.offer_cpu(run, now);
            }
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
        let waits = self.run_ids().any(|run| self.is_awaited(run));
        let look = waits.then_some(LOOK_EVERY);
        look.into_iter().chain(self.pause_wake(self.world.now())).reduce(f64::min)
    }

    /// Milliseconds that a step of `run` takes, as measured or estimated.
    fn slowest_step(&self, run: RunId) -> f64 {
        let measured = self.lockstep.pace.slowest().unwrap_or(0.0);
        measured.max(1000.0 * self.step_seconds(run))
    }
}

/// A graphics driver's reason in few words.
fn plain(reason: &str) -> String {
    if reason.to_lowercase().contains("adapter") {
        return t::NO_ADAPTER.get().into();
    }
    let short: String = reason.chars().take(120).collect();
    if short.len() < reason.len() { format!("{short}…") } else { short }
}
