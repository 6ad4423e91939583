//! Training: what the buttons do.

use std::time::Duration;

use leptos::prelude::*;

use super::super::state::{Page, Status};
use super::{Runner, now};
use crate::chart::whole;
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
        let end = Some(steps).filter(|end| *end > self.common());
        self.clock = (now(), self.common());
        self.lockstep.start(now(), end);
        self.show_status(page, &Status::Training);
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
        if self.diverged || !self.is_ready() {
            return;
        }
        for grant in self.lockstep.poll(now()) {
            self.lanes[grant.run].send(&Command::Advance { to: grant.to, show: grant.show });
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
        let step = self.common();
        let steps = page.comparison.with_untracked(|c| c.runs.first().map_or(0, |e| e.steps));
        if page.running.get_untracked() {
            page.running.set(false);
            page.say(format!(
                "The run of {} steps is finished. Train goes on past its end.",
                whole(step.into())
            ));
        }
        let status = match step {
            0 => Status::Fresh,
            _ if step == steps => Status::Finished,
            _ => Status::Paused,
        };
        self.show_status(page, &status);
        if let Some(part) = self.queued.take() {
            return self.send_single(part);
        }
        if step > 0 && self.saved.as_ref().is_none_or(|s| s.step != step) {
            self.lockstep.hold();
            self.begin_saving(step);
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

    fn show_status(&self, page: Page, status: &Status) {
        for view in page.runs.iter().take(self.lanes.len()) {
            if view.with_untracked(|v| v.status != *status) {
                view.update(|v| v.status = status.clone());
            }
        }
    }
}
