//! Training: what the buttons do.

use std::time::Duration;

use leptos::prelude::*;

use super::{Lane, Runner, now};
use crate::app::state::page::{Page, Status};
use crate::number::whole;
use crate::play::lockstep::Grant;
use crate::protocol::{Command, Single};

impl Runner {
    /// Trains until paused or until the end of the run; past the end without one.
    pub fn train(&mut self, page: Page) {
        if self.diverged {
            return page.warn("A run has diverged. Restore a checkpoint or reset.");
        }
        if page.runs[0].with_untracked(|view| view.status == Status::NeedsFiles) {
            return page.say("Choose the files of MNIST first.");
        }
        page.running.set(true);
        page.place.set(None);
        if !self.is_ready() {
            self.train_when_ready = true;
            return;
        }
        self.probe = None;
        let steps = page.comparison.with_untracked(|c| c.runs.first().map_or(0, |e| e.steps));
        // Who is behind catches up first; at the end of the run that is all.
        let least = if self.lockstep.is_anyone_behind() { self.common() } else { self.common() + 1 };
        let end = Some(steps.max(self.common())).filter(|end| *end >= least);
        let slowest = self.lanes.iter().map(|lane| lane.step).min().unwrap_or(0);
        self.clock = (now(), slowest);
        self.lockstep.start(now(), end);
        self.show_training(page);
        self.pump(page);
    }

    /// Stops at the next common step.
    pub fn pause(&mut self, page: Page) {
        page.running.set(false);
        self.train_when_ready = false;
        self.lockstep.pause();
        self.pump(page);
    }

    /// One step, or one update of one network, of every run.
    pub fn single(&mut self, page: Page, part: Single) {
        if self.diverged || !self.is_ready() {
            return;
        }
        if self.lockstep.is_anyone_behind() {
            return page.say("A run is behind the others. Train lets it catch up first.");
        }
        self.queued = Some(part);
        if self.lockstep.is_running() {
            self.pause(page);
        } else {
            page.place.set(None);
            self.pump(page);
        }
    }

    /// Limits the speed.
    pub fn limit(&mut self, page: Page, speed: Option<f64>) {
        self.lockstep.pace.set_speed(speed);
        self.pump(page);
    }

    /// Sends what may be sent, and comes back when more may be.
    pub(super) fn pump(&mut self, page: Page) {
        if let Some(timer) = self.timer.take() {
            timer.clear();
        }
        if self.diverged {
            return;
        }
        for Grant { run, to, show, snapshot } in self.lockstep.poll(now()) {
            if let Some(lane) = self.lanes.get(run) {
                lane.send(&Command::Advance { to, show, snapshot });
            }
        }
        if let Some(wait) = self.lockstep.wake(now()) {
            let again = move || {
                page.act(|runner| runner.pump(page));
            };
            self.timer = set_timeout_with_handle(again, Duration::from_millis(wait.ceil() as u64)).ok();
        }
        if self.lockstep.is_settled() {
            self.settled(page);
        }
    }

    /// Nothing is under way any more.
    fn settled(&mut self, page: Page) {
        if self.by_hand > 0 {
            return;
        }
        if !self.is_ready() {
            return;
        }
        if self.joining {
            return self.join(page);
        }
        let step = self.common();
        let steps = page.comparison.with_untracked(|c| c.runs.first().map_or(0, |e| e.steps));
        if page.running.get_untracked() {
            page.running.set(false);
            page.say(format!(
                "The run of {} steps is finished. Train goes on past its end.",
                whole(step.into())
            ));
        }
        self.show_status(page, |_, lane| match lane.step {
            0 => Status::Fresh,
            at if at == steps => Status::Finished,
            _ => Status::Paused,
        });
        if let Some(part) = self.queued.take() {
            return self.send_single(part);
        }
        let unsaved = |lane: &Lane| lane.saved.as_ref().is_none_or(|saved| saved.step != lane.step);
        if step > 0 && self.lanes.iter().any(unsaved) {
            self.lockstep.hold();
            self.begin_saving();
        }
    }

    fn send_single(&mut self, part: Single) {
        if part == Single::Both {
            self.lockstep.single();
        } else {
            self.by_hand = self.lanes.len();
        }
        for lane in &self.lanes {
            lane.send(&Command::Single(part));
        }
    }

    /// Says which runs train now: all of them, or those that have to catch up.
    pub(super) fn show_training(&self, page: Page) {
        let all = !self.lockstep.is_anyone_behind();
        self.show_status(page, |run, _| match all || self.lockstep.is_behind(run) {
            true => Status::Training,
            false => Status::Waiting,
        });
    }

    fn show_status(&self, page: Page, status: impl Fn(usize, &Lane) -> Status) {
        for (run, lane) in self.lanes.iter().enumerate() {
            let status = status(run, lane);
            if page.runs[run].with_untracked(|v| v.status != status) {
                page.runs[run].update(|v| v.status = status);
            }
        }
    }
}
