//! Training: what the buttons do, and what may be sent to the workers.

use super::lockstep::Grant;
use super::run::Phase;
use super::trial::Trial;
use super::{Answer, Effect, Play};
use crate::number::whole;
use crate::protocol::{Command, Single};
use crate::text::{answer, play as t};

/// After so many milliseconds a pause that has to wait for a step is worth a word.
const LONG_PAUSE: f64 = 3_000.0;

impl Play {
    /// Trains until paused or until the end of the run; past the end without one.
    pub fn train(&mut self) {
        if self.refuses_to_act() {
            return;
        }
        self.hush_but_undo();
        self.end_film();
        self.pausing = None;
        if !self.runs.iter().any(|run| run.is_live() || run.phase.is_coming()) {
            return self.say(self.why_nothing_trains());
        }
        self.training = true;
        self.effect(Effect::Newest);
        if !self.joining {
            self.go();
        }
        self.pump();
    }

    fn why_nothing_trains(&self) -> &'static str {
        match self.runs.first().map(|run| &run.phase) {
            Some(Phase::NeedsFiles) => t::CHOOSE_FILES.get(),
            Some(Phase::Costly(_)) => t::SAY_SLOW.get(),
            _ => t::NONE_CAN_TRAIN.get(),
        }
    }

    /// Grants steps from now on.
    pub(super) fn go(&mut self) {
        let now = self.world.now();
        // Who is behind catches up first; at the end of the run that is all.
        let least = if self.lockstep.is_anyone_behind() { self.common() } else { self.common() + 1 };
        let end = Some(self.length().max(self.common())).filter(|end| *end >= least);
        let slowest = self.runs.iter().filter(|run| run.is_live()).map(|run| run.step).min();
        self.rated = (now, slowest.unwrap_or(0));
        self.lockstep.start(now, end);
    }

    /// Stops at the next common step.
    pub fn pause(&mut self) {
        if std::mem::take(&mut self.training) {
            self.pausing = Some(self.world.now());
        }
        self.lockstep.pause();
        self.pump();
    }

    /// One step, or one update of one network, of every run.
    pub fn single(&mut self, part: Single) {
        if self.refuses_to_act() || self.joining || !self.runs.iter().any(super::Run::is_live) {
            return;
        }
        if self.lockstep.is_anyone_behind() {
            return self.say(t::BEHIND.get());
        }
        self.queued = Some(part);
        if self.lockstep.is_running() {
            self.training = false;
            self.lockstep.pause();
        } else {
            self.effect(Effect::Newest);
        }
        self.pump();
    }

    /// Limits the speed to `speed` steps a second, or not at all.
    pub fn limit(&mut self, speed: Option<f64>) {
        self.speed = speed;
        self.lockstep.pace.set_speed(speed);
        self.pump();
    }

    /// Nobody sees the page any more, or somebody again. Training goes on either way.
    pub fn hide(&mut self, hidden: bool) {
        self.lockstep.pace.set_hidden(hidden);
        self.pump();
    }

    /// Sends what may be sent, and does what was to be done when nothing is under way any more.
    pub(super) fn pump(&mut self) {
        self.weigh_trial();
        // Every round sends something, or settles something that was waited for; both come to an end.
        for _ in 0..8 {
            let now = self.world.now();
            if self.save_due && !self.joining {
                self.lockstep.hold();
            }
            let grants = self.lockstep.poll(now);
            if !grants.is_empty() {
                self.ask_cpu_again();
            }
            for Grant { run, to, show, snapshot } in &grants {
                if let Some(run) = self.runs.get_mut(*run) {
                    run.ask(&Command::Advance { to: *to, show: *show, snapshot: *snapshot }, now);
                }
            }
            if !self.lockstep.is_settled() || !self.settle() {
                break;
            }
        }
        self.save_if_due();
        self.weigh_trial();
        self.tell_long_pause();
    }

    /// Nothing is under way any more. Answers whether there may be something to send now.
    fn settle(&mut self) -> bool {
        if self.runs.iter().any(|run| run.by_hand || run.phase.is_coming()) {
            return false;
        }
        if self.joining {
            self.join();
            return true;
        }
        self.pausing = None;
        if self.training {
            self.training = false;
            self.say(t::finished(whole(self.common().into())));
        }
        if let Some(part) = self.queued.take() {
            self.send_single(part);
            return true;
        }
        if self.runs.iter().any(super::Run::is_unsaved) && !self.runs.iter().any(|run| run.saving) {
            self.lockstep.hold();
            self.begin_saving();
        }
        false
    }

    fn send_single(&mut self, part: Single) {
        if part == Single::Both {
            self.lockstep.single();
            return;
        }
        self.ask_cpu_again();
        let now = self.world.now();
        for run in self.runs.iter_mut().filter(|run| run.is_live()) {
            run.by_hand = true;
            run.ask(&Command::Single(part), now);
        }
        if !self.by_hand {
            self.say(t::NOT_BY_HAND.get());
        }
    }

    /// A pause that waits for a slow step can be had sooner.
    fn tell_long_pause(&mut self) {
        let Some(since) = self.pausing else { return };
        // Where the GPU takes over, no step is under way.
        let builds = self.trial.as_ref().is_some_and(Trial::builds);
        if self.lockstep.is_settled() || builds {
            self.pausing = None;
        } else if self.world.now() - since > LONG_PAUSE {
            self.pausing = None;
            self.question(t::LONG_STEP.get(), answer::DO_NOT_WAIT.get(), Answer::Abandon);
        }
    }

    /// Ends the workers that are at a step; their runs go back to their last checkpoint.
    pub(super) fn abandon(&mut self) {
        self.training = false;
        for run in self.run_ids() {
            if self.is_awaited(run) {
                self.runs[run.0].line = None;
                self.go_back(run);
            }
        }
        self.pump();
    }

    /// When a pause has to be told about.
    pub(super) fn pause_wake(&self, now: f64) -> Option<f64> {
        self.pausing.map(|since| (since + LONG_PAUSE + 1.0 - now).max(1.0))
    }
}
