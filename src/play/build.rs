//! Building the runs: workers are started where needed and told what to build.

use std::rc::Rc;

use super::lockstep::Stop;
use super::run::{Line, Phase};
use super::{Checkpoint, Effect, Play, Run, Timeline};
use crate::chart::Clock;
use crate::experiment::{self, RunId, link};
use crate::failure::Failure;
use crate::inside::Wanted;
use crate::protocol::{Bytes, Command, Configure, Edit, Ready};

/// A worker that was asked and has said nothing for so many milliseconds is replaced when its run is
/// built anew.
const STUCK: f64 = 2_000.0;

/// And one that only says that it is alive, for so many.
const UNMOVED: f64 = 20_000.0;

impl Play {
    /// Builds the script from its beginning, paused. Whatever belonged to other runs is gone.
    pub(super) fn begin(&mut self) {
        self.training = false;
        self.looking = false;
        self.next_story();
        self.stand_still();
        self.timeline = Timeline::default();
        self.happenings.clear();
        self.by_hand = false;
        self.begin_on_the_faster();
        self.runs.truncate(self.script.courses.len());
        self.runs.resize_with(self.script.courses.len(), Run::default);
        for run in self.run_ids() {
            self.runs[run.0].anew();
            self.build(run);
        }
        self.effect(Effect::Samples);
        self.pump();
    }

    /// Ends what is under way without waiting for it.
    pub(super) fn stand_still(&mut self) {
        self.effect(Effect::Newest);
        self.rate = None;
        self.lockstep.restart(0, 0);
        (self.joining, self.save_due) = (true, false);
        self.queued = None;
        self.pausing = None;
        self.trial = None;
        self.runs.iter_mut().for_each(Run::forget_asked);
    }

    /// Builds `run` from the checkpoint that it resumes, or from its beginning. Its worker stays, unless
    /// it does not answer.
    pub(super) fn build(&mut self, run: RunId) {
        let now = self.world.now();
        let course = &self.script.courses[run.0];
        let data = course.start.data;
        let (forked, needs) = (course.fork.is_some(), data.needs_files());
        let costly = self.costly(run);
        let patience = self.runs[run.0].patience;
        let hangs = patience.silent(now) > STUCK || patience.unanswered(now) > UNMOVED;
        let stuck = hangs && self.is_awaited(run);
        let lacks = needs && self.files_for(data).is_none();
        let lane = &mut self.runs[run.0];
        lane.forget_asked();
        if stuck {
            lane.line = None;
        }
        lane.phase = match costly {
            _ if lacks => Phase::NeedsFiles,
            Some(seconds) => Phase::Costly(seconds),
            None if forked && lane.resume.is_none() => Phase::Unborn,
            None => Phase::Starting,
        };
        if lane.phase == Phase::Starting {
            self.start(run);
        } else {
            // Nothing that it was told before is its business any more.
            self.configurations += 1;
            self.runs[run.0].number = self.configurations;
        }
    }

    /// Gives `run` a worker if it has none, and tells one that is up what to build.
    fn start(&mut self, run: RunId) {
        match &self.runs[run.0].line {
            Some(line) if line.up => return self.configure(run),
            Some(_) => {}
            None => {
                self.lines += 1;
                let id = self.lines;
                match self.world.open(self.kind, id) {
                    Ok(port) => {
                        self.runs[run.0].line = Some(Line { id, port, up: false, told: Wanted::default() })
                    }
                    Err(failure) => return self.lost(run, failure),
                }
            }
        }
        let now = self.world.now();
        self.runs[run.0].patience.answered(now);
    }

    /// Tells the worker of `run` what to build.
    pub(super) fn configure(&mut self, run: RunId) {
        let configure = self.configuration(run, self.runs[run.0].resume.clone());
        let lane = &mut self.runs[run.0];
        (lane.phase, lane.number) = (Phase::Building, configure.number);
        lane.ask(&Command::Configure(configure), self.world.now());
    }

    /// `run` from the beginning or `resume` on, as a worker is told it.
    pub(super) fn configuration(&mut self, run: RunId, resume: Option<Checkpoint>) -> Configure {
        self.configurations += 1;
        let course = &self.script.courses[run.0];
        let edit =
            |e: &experiment::Change| Edit { after: e.after, experiment: link::write_experiment(&e.to) };
        Configure {
            number: self.configurations,
            experiment: link::write_experiment(&course.start),
            edits: course.edits.iter().map(edit).collect(),
            files: self.files_for(course.start.data).map(|files| files.set),
            resume: resume.map(|point| Bytes(point.bytes.to_vec())),
        }
    }

    /// `run` is built.
    pub(super) fn built(&mut self, run: RunId, ready: Ready) {
        let lane = &mut self.runs[run.0];
        if lane.phase != Phase::Building {
            return;
        }
        if lane.resume.as_ref().is_some_and(|point| point.step != ready.step) {
            let why = crate::text::play::OTHER_STEP.get().into();
            return self.refused(run, Failure::Checkpoint { why });
        }
        self.files_before = None;
        (lane.phase, lane.before) = (Phase::Live, None);
        if let Some(point) = lane.resume.take() {
            lane.saved = Some(point);
        }
        let (step, length) = (ready.step, self.length());
        let lane = &mut self.runs[run.0];
        // What has diverged keeps what it measured behind its checkpoint.
        let ended = lane.ended.take();
        let end = ended.map_or(step, |_| step.max(lane.history.len() as u32));
        lane.history.truncate(end);
        lane.history.make_room(length);
        lane.clock.truncate(end);
        lane.scores.truncate(end);
        (lane.step, lane.live) = (end, Some(Rc::new(ready.frame.clone())));
        (lane.record, lane.class, lane.touched) = (lane.history.record_near(end), None, false);
        let frame = lane.live.clone();
        lane.inside = None;
        lane.ready = Some(ready);
        self.happenings.retain(|mark| mark.run != run || mark.step <= end);
        self.timeline.forget(run.0, end.saturating_add(1));
        // Where a fork begins it is its parent.
        let parent = self.script.courses[run.0].fork.filter(|fork| fork.at == step).map(|fork| fork.of.0);
        let same = parent.and_then(|parent| self.timeline.snaps(parent).find(|(at, _)| *at == step));
        let same = same.map(|(_, snap)| snap.clone());
        self.timeline.fill(run.0, step, frame.as_ref(), same);
        self.begin_watch(run);
        self.look_for_quiet(run);
        match ended {
            Some((bad, network)) => self.stand_diverged(run, bad, network),
            None => self.mark_engine(run, step),
        }
        self.end_film();
        self.look_anew(run);
        self.effect(Effect::Samples);
    }

    /// Every run that can be built is, and rests: from now on they train together.
    pub(super) fn join(&mut self) {
        self.joining = false;
        let steps: Vec<Option<u32>> = self.runs.iter().map(|run| run.is_live().then_some(run.step)).collect();
        let common = steps.iter().flatten().copied().max().unwrap_or(0);
        self.lockstep.restart(steps.len(), common);
        self.lockstep.snapshot_every(self.comparison.runs[0].snapshot_every);
        self.lockstep.pace.set_speed(self.speed);
        let births: Vec<u32> = self.births().map(|(_, fork)| fork.at).collect();
        self.lockstep.stop_at(births.iter().copied());
        let mut stops = self.timeline.stops();
        stops.extend(births.iter().map(|to| Stop { to: *to, snapshot: true }));
        stops.sort_by_key(|stop| (stop.to, !stop.snapshot));
        stops.dedup_by_key(|stop| stop.to);
        for (run, step) in steps.iter().enumerate() {
            match step {
                Some(step) => self.lockstep.fall_behind(run, *step, stops.iter().copied()),
                None => {
                    self.lockstep.excuse(run);
                }
            }
        }
        let here = |run: &Run| run.live.clone().filter(|_| run.is_live() && run.step == common);
        let frames = std::array::from_fn(|run| self.runs.get(run).and_then(here));
        if steps.iter().any(Option::is_some) {
            self.timeline.show(common, frames);
        }
        self.rated = (self.world.now(), common);
        self.effect(Effect::Samples);
        if steps.iter().all(Option::is_none) {
            self.training = false;
        }
        if self.training {
            self.go();
        }
        self.consider_gpu();
        self.bear(true);
    }

    /// The charts' axes of a fork up to where it begins are those of its parent.
    pub(super) fn parents_clock(&self, parent: RunId) -> Clock {
        self.runs.get(parent.0).map(|run| run.clock.clone()).unwrap_or_default()
    }
}
