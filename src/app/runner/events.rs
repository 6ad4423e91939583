//! What the workers say.

use leptos::prelude::*;

use super::super::message::Answer;
use super::super::state::{Page, Status};
use super::{Runner, now};
use crate::chart::whole;
use crate::experiment::RunId;
use crate::lockstep::Reached;
use crate::protocol::{BUILD, Event, PROTOCOL, Progress};

impl Runner {
    pub(super) fn hear(&mut self, page: Page, run: usize, event: Event) {
        let settled = self.lanes.get(run).is_some_and(|lane| lane.unanswered == 0);
        match event {
            Event::Hello { protocol, build, .. } => {
                if protocol != PROTOCOL || build != BUILD {
                    return page.warn("Page and engine are of different builds. Reload the page.");
                }
                if let Some(lane) = self.lanes.get_mut(run) {
                    lane.up = true;
                    self.configure(page, run);
                }
            }
            Event::Ready(ready) => self.built(page, run, ready),
            Event::Rejected { message } => self.refused(page, run, &message),
            Event::Failed { message } => self.failed(page, run, &message),
            // What is still under way when a run is built anew belongs to the old one.
            _ if !settled => {}
            Event::Progress(progress) if progress.by_hand => self.moved_by_hand(page, run, progress),
            Event::Progress(progress) => self.moved(page, run, progress),
            Event::Checkpoint { step, bytes } => self.keep(page, run, step, bytes),
            Event::Diverged { step, network } => self.has_diverged(page, run, step, network),
            Event::Measured { steps_per_sec } => self.measured(page, steps_per_sec),
        }
    }

    fn moved(&mut self, page: Page, run: usize, progress: Progress) {
        let frame = progress.frame.as_ref().map(|f| f.millis);
        let (step, millis) = (progress.step, progress.millis);
        if let Some(lane) = self.lanes.get_mut(run) {
            lane.pending.push_back(progress);
        }
        if let Some(reached) = self.lockstep.progress(run, step, millis, frame) {
            self.reached(page, reached);
        }
        self.pump(page);
    }

    /// Every run has come to a further step: now it is shown.
    fn reached(&mut self, page: Page, reached: Reached) {
        let Reached { step, save } = reached;
        self.failures = 0;
        self.publish(page, step);
        let (since, from) = self.clock;
        let seconds = (now() - since) / 1000.0;
        if seconds >= 0.5 && self.lockstep.is_running() {
            let measured = f64::from(step.saturating_sub(from)) / seconds;
            let old = page.rate.get_untracked();
            page.rate.set(Some(old.map_or(measured, |old| 0.6 * old + 0.4 * measured)));
            self.clock = (now(), step);
        }
        if save {
            self.begin_saving(step);
        }
    }

    /// Takes over what was said about steps up to `step`.
    fn publish(&mut self, page: Page, step: u32) {
        let mut frames = Vec::new();
        for (run, lane) in self.lanes.iter_mut().enumerate() {
            let mut shot = None;
            while lane.pending.front().is_some_and(|p| p.step <= step) {
                let Some(progress) = lane.pending.pop_front() else { break };
                progress.records.iter().for_each(|record| lane.history.push(record));
                if let Some(record) = progress.records.last() {
                    page.runs[run].update(|view| view.record = Some(*record));
                }
                shot = progress.frame.filter(|_| progress.step == step);
            }
            frames.extend(shot);
            page.runs[run].update(|view| view.step = step);
        }
        if frames.len() == self.lanes.len() {
            self.film.push(step, frames);
            return page.touch();
        }
        page.touch_curves();
    }

    fn moved_by_hand(&mut self, page: Page, run: usize, progress: Progress) {
        self.by_hand = self.by_hand.saturating_sub(1);
        let Progress { records, frame, .. } = progress;
        if let Some(record) = records.last() {
            page.runs[run].update(|view| {
                // The other network made no update: its last loss stays.
                let mut merged = *record;
                if let Some(old) = view.record {
                    let keep = |new: f32, old: f32| if new.is_nan() { old } else { new };
                    merged.loss_d = keep(merged.loss_d, old.loss_d);
                    merged.loss_g = keep(merged.loss_g, old.loss_g);
                    merged.grad_d = keep(merged.grad_d, old.grad_d);
                    merged.grad_g = keep(merged.grad_g, old.grad_g);
                    merged.acc_real = keep(merged.acc_real, old.acc_real);
                    merged.acc_fake = keep(merged.acc_fake, old.acc_fake);
                }
                view.record = Some(merged);
            });
        }
        if let (Some(frame), Some((step, frames))) = (frame, self.film.last().cloned()) {
            let mut frames = frames;
            if let Some(old) = frames.get_mut(run) {
                *old = frame;
            }
            self.film.push(step, frames);
        }
        page.touch();
    }

    fn has_diverged(&mut self, page: Page, run: usize, step: u32, network: String) {
        self.lockstep.pause();
        page.running.set(false);
        self.diverged = true;
        // What every run has measured is kept; nothing further will come.
        let last = self.lanes.iter().filter_map(|l| l.pending.back()).map(|p| p.step).max();
        if let Some(last) = last {
            self.publish(page, last);
        }
        for other in 0..self.lanes.len() {
            page.runs[other].update(|view| {
                view.status = if other == run {
                    Status::Diverged { step, network: network.clone() }
                } else if matches!(view.status, Status::Diverged { .. }) {
                    view.status.clone()
                } else {
                    Status::Paused
                };
            });
        }
        self.say_diverged(page, &format!("Run {}", RunId(run).letter()), step, &network);
    }

    fn say_diverged(&self, page: Page, who: &str, step: u32, network: &str) {
        let text = format!(
            "{who} diverged at step {}: the {network} is no longer finite. The curves are kept.",
            whole(step.into())
        );
        let mut answers = vec![("Start again", Answer::Reset)];
        if self.saved.is_some() {
            answers.insert(0, ("Restore the last checkpoint", Answer::Restore));
        }
        page.ask(text, true, answers);
    }
}
