//! Building the runs: engines are started where needed and told what to build.

use leptos::prelude::*;

use super::super::engine::Engine;
use super::super::state::{Page, RunView, Status};
use super::{Lane, Runner, now};
use crate::experiment::link;
use crate::protocol::{Command, Event, Pixels, Ready};

impl Runner {
    /// Builds the comparison at step 0, paused.
    pub fn begin(&mut self, page: Page) {
        self.saved = None;
        self.failures = 0;
        self.train_when_ready = false;
        self.build(page, None);
    }

    /// Builds the comparison from checkpoints, or from step 0. The engines that run stay.
    pub(super) fn build(&mut self, page: Page, resume: Option<Vec<Vec<u8>>>) {
        self.stand_still(page);
        let (count, needs_files) = page
            .comparison
            .with_untracked(|c| (c.runs.len(), c.runs.first().is_some_and(|e| e.data.needs_files())));
        self.lanes.truncate(count);
        self.lanes.resize_with(count, Lane::default);
        if needs_files && self.files.is_empty() {
            for (i, lane) in self.lanes.iter_mut().enumerate() {
                *lane = Lane {
                    engine: lane.engine.take(),
                    up: lane.up,
                    unanswered: lane.unanswered,
                    ..Lane::default()
                };
                page.runs[i].set(RunView { status: Status::NeedsFiles, image: true, ..RunView::default() });
            }
            self.film = Default::default();
            self.lockstep.restart(count, 0);
            return page.touch();
        }
        for run in 0..count {
            self.lanes[run].resume = resume.as_ref().and_then(|all| all.get(run).cloned());
            page.runs[run].update(|view| view.status = Status::Loading);
            if self.lanes[run].engine.is_none() {
                self.start_engine(page, run);
            } else if self.lanes[run].up {
                self.configure(page, run);
            }
        }
    }

    /// Ends what is under way without waiting for it.
    pub(super) fn stand_still(&mut self, page: Page) {
        page.running.set(false);
        page.place.set(None);
        page.cursor.set(None);
        page.rate.set(None);
        self.lockstep.pause();
        self.saving = None;
        self.by_hand = 0;
        self.queued = None;
        self.diverged = false;
        self.probe = None;
        if let Some(timer) = self.timer.take() {
            timer.clear();
        }
        for lane in &mut self.lanes {
            lane.pending.clear();
        }
    }

    /// Ends every worker.
    pub(super) fn drop_engines(&mut self) {
        self.generation += 1;
        for lane in &mut self.lanes {
            lane.engine = None;
            (lane.up, lane.unanswered) = (false, 0);
        }
    }

    fn start_engine(&mut self, page: Page, run: usize) {
        let generation = self.generation;
        let heard = move |event: Event| {
            page.act(|runner| {
                if runner.generation == generation {
                    runner.hear(page, run, event);
                }
            });
        };
        match Engine::start(self.kind, heard) {
            Ok(engine) => self.lanes[run].engine = Some(engine),
            Err(message) => page.warn(format!("The engine did not start: {message}. Reload the page.")),
        }
    }

    pub(super) fn configure(&mut self, page: Page, run: usize) {
        let experiment = page.comparison.with_untracked(|c| c.runs.get(run).map(link::write_experiment));
        let (Some(experiment), Some(lane)) = (experiment, self.lanes.get_mut(run)) else { return };
        let needs = page.comparison.with_untracked(|c| c.runs[run].data.needs_files());
        let files = if needs { self.files.clone() } else { Vec::new() };
        lane.unanswered += 1;
        let resume = lane.resume.clone();
        lane.send(&Command::Configure { experiment, files, resume });
    }

    /// `run` is built.
    pub(super) fn built(&mut self, page: Page, run: usize, ready: Ready) {
        let Some(lane) = self.lanes.get_mut(run) else { return };
        lane.unanswered = lane.unanswered.saturating_sub(1);
        if lane.unanswered > 0 {
            return;
        }
        lane.resume = None;
        lane.history.truncate(ready.step);
        page.runs[run].update(|view| {
            view.image = matches!(ready.real, Pixels::Images(_));
            view.parameters = Some(ready.parameters);
            view.step = ready.step;
            view.record = None;
        });
        lane.ready = Some(ready);
        if self.is_ready() {
            self.all_built(page);
        }
    }

    fn all_built(&mut self, page: Page) {
        let step = self.lanes.iter().filter_map(|l| l.ready.as_ref()).map(|r| r.step).max().unwrap_or(0);
        self.files_before = None;
        self.lockstep.restart(self.lanes.len(), step);
        self.lockstep.pace.set_speed(page.speed.get_untracked());
        let frames = self.lanes.iter().filter_map(|l| l.ready.as_ref()).map(|r| r.frame.clone()).collect();
        if step == 0 {
            self.film = Default::default();
        }
        self.film.push(step, frames);
        page.marks.update(|marks| marks.retain(|mark| mark.step <= step && step > 0));
        let status = if step == 0 { Status::Fresh } else { Status::Paused };
        for run in 0..self.lanes.len() {
            page.runs[run].update(|view| view.status = status.clone());
        }
        page.engine.set(self.kind.name().into());
        self.clock = (now(), step);
        page.touch();
        if std::mem::take(&mut self.train_when_ready) {
            self.train(page);
        } else if step == 0 {
            self.consider_gpu(page);
        }
    }

    /// The user's files, images first; what was there stays until they are accepted.
    pub fn take_files(&mut self, page: Page, files: Vec<Vec<u8>>) {
        self.files_before = Some(std::mem::replace(&mut self.files, files));
        self.begin(page);
    }

    /// The engine refused; what was there before stays.
    pub(super) fn refused(&mut self, page: Page, run: usize, message: &str) {
        let Some(lane) = self.lanes.get_mut(run) else { return };
        lane.unanswered = lane.unanswered.saturating_sub(1);
        if page.runs[run].with_untracked(|view| view.status == Status::NeedsFiles) {
            // Another run has said it already.
            return;
        }
        if let Some(before) = self.files_before.take() {
            page.warn(format!("These files cannot be used: {message}"));
            self.files = before;
            page.files.set(Vec::new());
            self.build(page, None);
        } else if lane.resume.take().is_some() {
            page.warn(format!("The checkpoint cannot be used: {message}"));
            self.begin(page);
        } else {
            page.warn(format!("Run {}: {message}", crate::experiment::RunId(run).letter()));
            page.runs[run].update(|view| view.status = Status::Stopped);
        }
    }
}
