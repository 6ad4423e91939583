//! Engines that break or refuse, and the checkpoints to which their runs go back.

use super::breaks::Breaks;
use super::port::EngineKind;
use super::run::Phase;
use super::watch::at_step;
use super::{Device, Play};
use crate::data::DataError;
use crate::experiment::RunId;
use crate::failure::Failure;
use crate::text::joined::unstopped;
use crate::text::play as t;

impl Play {
    /// Nobody waits for `run` any longer. The others may so have come to a further step, or be all gone.
    pub(super) fn leave_out(&mut self, run: RunId) {
        self.runs[run.0].forget_asked();
        self.postpone();
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
            lane.breaks = Breaks::default();
        }
        lane.resume = lane.saved.clone().or(fork);
        self.build(run);
    }

    /// The engine of `run` cannot go on.
    pub(super) fn failed(&mut self, run: RunId, failure: Failure) {
        let reach = self.lockstep.reach(run.0);
        let lane = &mut self.runs[run.0];
        let young = lane.ready.is_none() || lane.phase.is_coming();
        let was = lane.step;
        lane.line = None;
        lane.breaks.at(if lane.is_live() { reach.max(was) } else { was });
        let breaks = lane.breaks;
        if !lane.is_live() && !lane.phase.is_coming() {
            // Nothing more is lost; a worker is started when there is something to build.
            return;
        }
        if self.kind == EngineKind::Gpu && (self.device == Device::Auto || young || breaks.are_too_many()) {
            return self.leave_gpu(run, &failure, young);
        }
        if matches!(failure, Failure::Build) || breaks.are_too_many() || (young && breaks.again()) {
            return self.lost(run, failure);
        }
        let reason = failure.to_string();
        self.go_back(run);
        if matches!(self.runs[run.0].phase, Phase::Lost(_)) {
            // There is no other worker, and that is said.
            return;
        }
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
            (lane.line, lane.breaks) = (None, Breaks::default());
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
        if failure == Failure::Data(DataError::Damaged) {
            return self.lose_files(run, &failure);
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
}

/// A graphics driver's reason in few words.
pub(super) fn plain(reason: &str) -> String {
    if reason.to_lowercase().contains("adapter") {
        return t::NO_ADAPTER.get().into();
    }
    let short: String = reason.chars().take(120).collect();
    if short.len() < reason.len() { format!("{short}…") } else { short }
}
