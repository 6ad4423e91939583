//! What the workers say.

use std::rc::Rc;

use leptos::prelude::*;

use super::fork::checkpoint;
use super::timeline::Row;
use super::{Runner, Snap, now};
use crate::app::bar::message::Answer;
use crate::app::state::page::{Mark, Page, Status};
use crate::experiment::RunId;
use crate::number::whole;
use crate::play::lockstep::{Arrival, Reached};
use crate::protocol::{BUILD, Event, PROTOCOL, Progress};
use crate::record::Frame;

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
        match self.lockstep.progress(run, step, millis, frame) {
            Some(Arrival::Together(reached)) => self.reached(page, reached),
            Some(Arrival::Alone(step)) => self.moved_alone(page, run, step),
            None => {}
        }
        self.pump(page);
    }

    /// Every run has come to a further step: now it is shown.
    pub(super) fn reached(&mut self, page: Page, reached: Reached) {
        let Reached { step, save } = reached;
        self.failures = 0;
        self.publish(page, step);
        self.measure_rate(page, step);
        if save {
            self.begin_saving();
        }
        self.ask_about_winners(page);
    }

    /// A run that catches up has come to `step`: it is shown at once.
    fn moved_alone(&mut self, page: Page, run: usize, step: u32) {
        self.failures = 0;
        let (frame, snap) = self.take_over(page, run, step);
        self.timeline.fill(run, step, frame.as_ref(), snap);
        if !self.lockstep.is_behind(run) {
            page.runs[run].update(|view| view.goal = None);
            self.show_training(page);
        }
        self.measure_rate(page, step);
        self.ask_about_winners(page);
        page.touch();
    }

    fn measure_rate(&mut self, page: Page, step: u32) {
        let (since, from) = self.clock;
        let seconds = (now() - since) / 1000.0;
        if seconds >= 0.5 && self.lockstep.is_running() {
            let measured = f64::from(step.saturating_sub(from)) / seconds;
            let old = page.rate.get_untracked();
            page.rate.set(Some(old.map_or(measured, |old| 0.6 * old + 0.4 * measured)));
            self.clock = (now(), step);
        }
    }

    /// Takes over what was said about steps up to `step`.
    fn publish(&mut self, page: Page, step: u32) {
        let mut frames: Row<Rc<Frame>> = Default::default();
        let mut snaps: Row<Snap> = Default::default();
        for run in 0..self.lanes.len() {
            (frames[run], snaps[run]) = self.take_over(page, run, step);
        }
        let count = self.lanes.len();
        if frames[..count].iter().any(Option::is_none) {
            return page.touch_curves();
        }
        self.timeline.show(step, frames);
        if snaps[..count].iter().all(Option::is_some) {
            for (lane, snap) in self.lanes.iter_mut().zip(&snaps) {
                lane.saved = snap.as_ref().map(|snap| snap.checkpoint.clone());
            }
            self.timeline.keep(step, snaps);
        }
        page.touch();
    }

    /// Takes over what `run` said about steps up to `step`; answers what it showed and left there.
    fn take_over(&mut self, page: Page, run: usize, step: u32) -> (Option<Rc<Frame>>, Option<Snap>) {
        let lane = &mut self.lanes[run];
        let (mut shot, mut left) = (None, None);
        while let Some(progress) = lane.pending.pop_front_if(|p| p.step <= step) {
            for record in &progress.records {
                lane.history.push(record);
                lane.watch.observe(lane.history.len() as u32, record);
            }
            if let Some(snapshot) = &progress.snapshot {
                lane.scores.push(progress.step, &snapshot.metrics);
                lane.watch.measured(progress.step, &snapshot.metrics);
            }
            lane.clock.push(progress.step, progress.updates, f64::from(progress.millis) / 1000.0);
            for happened in progress.happenings {
                let mark = Mark { step: happened.step, run: RunId(run), text: happened.text };
                page.marks.update(|marks| marks.push(mark));
            }
            page.runs[run].update(|view| {
                view.step = progress.step;
                view.record = progress.records.last().copied().or(view.record);
                view.class = progress.class;
            });
            lane.step = progress.step;
            shot = progress.frame.filter(|_| progress.step == step).map(Rc::new);
            left = progress.snapshot;
        }
        if shot.is_some() {
            lane.live.clone_from(&shot);
            self.tell_quiet(page, run);
            self.tell_verdict(page, run);
        }
        let snap = shot.clone().zip(left).and_then(|(frame, left)| {
            let checkpoint = checkpoint(page, run, step, left.checkpoint)?;
            Some(Snap { frame, metrics: left.metrics, missing: left.missing, checkpoint })
        });
        (shot, snap)
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
        if let (Some(frame), Some(lane)) = (frame, self.lanes.get_mut(run)) {
            lane.live = Some(Rc::new(frame));
            self.timeline.fill(run, lane.step, lane.live.as_ref(), None);
        }
        page.touch();
    }

    fn has_diverged(&mut self, page: Page, run: usize, step: u32, network: String) {
        self.lockstep.pause();
        page.running.set(false);
        self.diverged = true;
        if let Some(lane) = self.lanes.get_mut(run) {
            lane.diverged = true;
        }
        // What every run has measured is kept; nothing further will come.
        let last = self.lanes.iter().filter_map(|l| l.pending.back()).map(|p| p.step).max();
        if let Some(last) = last {
            self.publish(page, last);
        }
        if let Some(lane) = self.lanes.get_mut(run) {
            lane.watch.diverged(step);
        }
        self.tell_verdict(page, run);
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
        if self.lanes.iter().any(|lane| lane.saved.is_some()) {
            answers.insert(0, ("Restore the last checkpoint", Answer::Restore));
        }
        page.ask(text, true, answers);
    }
}
