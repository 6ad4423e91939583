//! Building the runs: engines are started where needed and told what to build.

use std::rc::Rc;

use leptos::prelude::*;

use super::{Lane, Runner, Timeline, now};
use crate::app::kit::engine::Engine;
use crate::app::state::page::{Page, RunView, Status};
use crate::experiment::link;
use crate::protocol::{Command, Event, Ready};
use crate::record::Pixels;

impl Runner {
    /// Builds the comparison at step 0, paused. Forks become plain runs; answers whether there were.
    pub fn begin(&mut self, page: Page) -> bool {
        let forks = self.drop_origins(page);
        for lane in &mut self.lanes {
            (lane.saved, lane.resume) = (None, None);
            lane.watch.forget();
        }
        self.timeline = Timeline::default();
        self.failures = 0;
        self.train_when_ready = false;
        self.build(page);
        forks
    }

    /// Builds every run from the checkpoint it resumes, or from step 0. The engines that run stay.
    pub(super) fn build(&mut self, page: Page) {
        self.stand_still(page);
        let (count, needs_files) = page
            .comparison
            .with_untracked(|c| (c.runs.len(), c.runs.first().is_some_and(|e| e.data.needs_files())));
        self.lanes.truncate(count);
        self.lanes.resize_with(count, Lane::default);
        if needs_files && self.files.is_empty() {
            return self.want_files(page);
        }
        for run in 0..count {
            page.runs[run].update(|view| view.status = Status::Loading);
            if self.lanes[run].engine.is_none() {
                self.start_engine(page, run);
            } else if self.lanes[run].up {
                self.configure(page, run);
            }
        }
    }

    /// There is nothing to train on yet.
    fn want_files(&mut self, page: Page) {
        for (i, lane) in self.lanes.iter_mut().enumerate() {
            *lane = Lane {
                engine: lane.engine.take(),
                up: lane.up,
                unanswered: lane.unanswered,
                ..Lane::default()
            };
            page.runs[i].set(RunView { status: Status::NeedsFiles, image: true, ..RunView::default() });
        }
        self.timeline = Timeline::default();
        self.joining = false;
        page.touch();
    }

    /// Ends what is under way without waiting for it.
    pub(super) fn stand_still(&mut self, page: Page) {
        page.running.set(false);
        page.place.set(None);
        page.cursor.set(None);
        page.rate.set(None);
        // Nobody is waited for: what is under way belongs to the past.
        self.lockstep.restart(0, 0);
        self.joining = true;
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
            lane.diverged = false;
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

    pub(super) fn start_engine(&mut self, page: Page, run: usize) {
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
        let resume = lane.resume.as_ref().map(|bytes| bytes.to_vec());
        lane.send(&Command::Configure { experiment, files, resume });
    }

    /// `run` is built.
    pub(super) fn built(&mut self, page: Page, run: usize, ready: Ready) {
        let Some(lane) = self.lanes.get_mut(run) else { return };
        lane.unanswered = lane.unanswered.saturating_sub(1);
        if lane.unanswered > 0 {
            return;
        }
        (lane.resume, lane.before) = (None, None);
        lane.history.truncate(ready.step);
        lane.clock.truncate(ready.step);
        lane.scores.truncate(ready.step);
        (lane.step, lane.live) = (ready.step, Some(Rc::new(ready.frame.clone())));
        page.runs[run].update(|view| {
            view.image = matches!(ready.real, Pixels::Images(_));
            view.parameters = Some(ready.parameters);
            view.sees = ready.receptive_field;
            view.step = ready.step;
            view.record = None;
        });
        self.timeline.forget(run, ready.step.saturating_add(1));
        let parent = lane.origin.as_ref().and_then(|o| Some(o.fork.as_ref()?.0));
        let parents = parent.and_then(|p| self.timeline.snap(p.0, ready.step));
        let same = parents.filter(|snap| snap.checkpoint.step == ready.step).cloned();
        self.timeline.fill(run, ready.step, lane.live.as_ref(), same);
        lane.ready = Some(ready);
        self.watch(page, run);
        self.pump(page);
    }

    /// Every run is built and rests: from now on they train together.
    pub(super) fn join(&mut self, page: Page) {
        self.joining = false;
        self.files_before = None;
        let steps: Vec<u32> = self.lanes.iter().map(|lane| lane.step).collect();
        let common = steps.iter().copied().max().unwrap_or(0);
        self.lockstep.restart(steps.len(), common);
        self.lockstep.snapshot_every(page.comparison.with_untracked(|c| c.runs[0].snapshot_every));
        self.lockstep.pace.set_speed(page.speed.get_untracked());
        let stops = self.timeline.stops();
        for (run, at) in steps.iter().enumerate() {
            self.lockstep.fall_behind(run, *at, stops.iter().copied());
        }
        let here = |lane: &Lane| lane.live.clone().filter(|_| lane.step == common);
        let frames = std::array::from_fn(|run| self.lanes.get(run).and_then(here));
        self.timeline.show(common, frames);
        page.marks.update(|marks| {
            marks.retain(|mark| steps.get(mark.run.0).is_some_and(|step| mark.step <= *step && *step > 0));
        });
        self.show_rest(page);
        page.engine.set(self.kind.name().into());
        self.clock = (now(), common);
        page.touch();
        if std::mem::take(&mut self.train_when_ready) {
            self.train(page);
        } else if common == 0 {
            self.consider_gpu(page);
        }
    }

    /// Says of every run that it rests, and which of them has to catch up.
    fn show_rest(&self, page: Page) {
        let common = self.common();
        for (run, lane) in self.lanes.iter().enumerate() {
            let goal = self.lockstep.is_behind(run).then_some(common);
            let status = if lane.step == 0 { Status::Fresh } else { Status::Paused };
            page.runs[run].update(|view| (view.status, view.goal) = (status, goal));
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
        if lane.unanswered == 0 && self.undo(page, run, message) {
            return;
        }
        if page.runs[run].with_untracked(|view| view.status == Status::NeedsFiles) {
            // Another run has said it already.
            return;
        }
        if let Some(before) = self.files_before.take() {
            page.warn(format!("These files cannot be used: {message}"));
            self.files = before;
            page.files.set(Vec::new());
            self.begin(page);
        } else if self.lanes[run].resume.take().is_some() {
            page.warn(format!("The checkpoint cannot be used: {message}"));
            self.begin(page);
        } else {
            page.warn(format!("Run {}: {message}", crate::experiment::RunId(run).letter()));
            page.runs[run].update(|view| view.status = Status::Stopped);
        }
    }
}
