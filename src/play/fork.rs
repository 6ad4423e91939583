//! Runs that begin at a step of another run, runs that are added, and their going.

use super::run::{Phase, Run};
use super::watch::at_step;
use super::{Answer, Checkpoint, Effect, Play};
use crate::clinic::remedy::Remedy;
use crate::experiment::{Experiment, Fork, KEYS, MAX_RUNS, RunId};
use crate::failure::Failure;
use crate::number::whole;
use crate::text::{answer, play as t};

impl Play {
    /// From what `run` can be forked at `step`, or at the newest: what is kept there or before.
    pub fn fork_point(&self, run: RunId, step: Option<u32>) -> Option<Checkpoint> {
        let lane = self.runs.get(run.0)?;
        let step = step.unwrap_or(lane.step);
        let saved = lane.saved.as_ref().filter(|saved| saved.step <= step);
        let kept = self.timeline.checkpoint(run.0, step);
        [kept, saved].into_iter().flatten().max_by_key(|checkpoint| checkpoint.step).cloned()
    }

    /// A new run that goes on from `run` at `place`, or the last snapshot before it.
    pub fn fork(&mut self, run: RunId, place: Option<u32>) {
        match self.fork_point(run, place) {
            None => self.say(t::NO_SNAPSHOT.get()),
            Some(_) if self.runs.len() >= MAX_RUNS => self.say(t::FOUR_RUNS.get()),
            Some(point) => {
                let step = point.step;
                self.fork_with(run, point, Experiment::clone);
                // Who looks at the past sees where the fork begins.
                if place.is_some() {
                    self.effect(Effect::Place(step));
                }
            }
        }
    }

    /// Tries `remedy` against a trouble of `run` that began at step `began`: in a fork from the last
    /// snapshot before it, or from step 0 where there is none or the weights would not fit.
    pub fn follow(&mut self, run: RunId, remedy: &Remedy, began: u32) {
        let Some(course) = self.script.courses.get(run.0) else { return };
        if self.runs.len() >= MAX_RUNS {
            return self.say(t::FOUR_RUNS.get());
        }
        let point = self.fork_point(run, Some(began));
        let fits = |point: &Checkpoint| {
            let before = course.holding_after(point.step);
            point.step > 0 && before.fits_fork(&remedy.applied(before))
        };
        match point.filter(fits) {
            Some(point) => self.fork_with(run, point, |e| remedy.applied(e)),
            None => {
                let start = remedy.applied(course.now());
                self.add(start);
                let letter = RunId(self.runs.len() - 1).letter();
                self.say(t::with_tip(letter, run.letter()));
            }
        }
    }

    /// A new run that goes on from `point` of `run`, changed by `with`.
    pub(super) fn fork_with(
        &mut self,
        run: RunId,
        point: Checkpoint,
        with: impl FnOnce(&Experiment) -> Experiment,
    ) {
        if self.refuses_to_act() {
            return;
        }
        let mut same = self.script.courses[run.0].holding_after(point.step).clone();
        for key in KEYS.iter().filter(|key| key.shared) {
            key.set(&mut same, key.get(&self.comparison.runs[0]));
        }
        let start = with(&same);
        let changed = start != same;
        let Some(child) = self.script.fork(run, point.step, start) else { return };
        self.follow_script();
        let resume = Some(point.clone());
        let mut lane = Run { late: true, root: resume.clone(), resume, ..Run::default() };
        lane.clock = self.parents_clock(run);
        if changed {
            let mut before = self.script.courses[child.0].clone();
            before.start = same;
            lane.before = Some(before);
        }
        self.training = false;
        self.come_later(child, lane);
        let (child, run, step) = (child.letter(), run.letter(), at_step(point.step));
        self.say(if changed { t::forked_changed(child, run, step) } else { t::forked(child, run, step) });
    }

    /// A new run from step 0, after the others have begun.
    pub(super) fn add(&mut self, start: Experiment) {
        self.add_course(crate::experiment::Course::plain(start));
    }

    /// A new run from step 0, with what is planned for it: at once, or to catch up with the others.
    pub(super) fn add_course(&mut self, course: crate::experiment::Course) {
        self.script.courses.push(course);
        self.follow_script();
        if !self.has_begun() {
            return self.begin();
        }
        self.training = false;
        let run = RunId(self.runs.len());
        self.come_later(run, Run { late: true, ..Run::default() });
    }

    fn come_later(&mut self, run: RunId, lane: Run) {
        self.interrupt();
        self.runs.push(lane);
        self.build(run);
        self.pump();
    }

    /// The runs come to rest, because they will be other ones. Whether the user wants training to go on
    /// stays as it is: it goes on when they are built.
    pub(super) fn interrupt(&mut self) {
        self.postpone();
        self.rate = None;
        self.lockstep.pause();
        self.queued = None;
        (self.joining, self.save_due) = (true, false);
        let now = self.world.now();
        self.runs.iter_mut().for_each(|run| run.saving = false);
        self.lockstep.release(now);
    }

    /// Takes the last run away, after a question where it has trained; the others stay as they are.
    pub fn remove_run(&mut self) {
        if self.refuses_to_act() {
            return;
        }
        let run = RunId(self.runs.len() - 1);
        let trained = self.runs[run.0].step.saturating_sub(self.script.courses[run.0].begins());
        if self.runs.len() > 1 && trained > 0 {
            let text = t::removing(run.letter(), whole(trained.into()));
            return self.question(text, answer::REMOVE.get(), Answer::Remove);
        }
        self.remove();
    }

    /// Takes the last run away.
    pub(super) fn remove(&mut self) {
        if self.runs.len() < 2 {
            return;
        }
        self.hush();
        self.effect(Effect::Note(None));
        self.interrupt();
        let run = RunId(self.runs.len() - 1);
        self.leave_out(run);
        self.runs.pop();
        self.script.courses.pop();
        self.follow_script();
        self.timeline.forget(run.0, 0);
        self.happenings.retain(|mark| mark.run != run);
        self.effect(Effect::Samples);
        self.pump();
    }

    /// Forks that wait for a step of their parent.
    pub(super) fn births(&self) -> impl Iterator<Item = (RunId, Fork)> {
        let unborn = |run: &RunId| self.runs[run.0].phase == Phase::Unborn;
        self.run_ids().filter(unborn).filter_map(|run| Some((run, self.script.courses[run.0].fork?)))
    }

    /// Begins the forks whose parents have come to their step. `standing`: nothing is under way.
    pub(super) fn bear(&mut self, standing: bool) {
        for (run, fork) in self.births().collect::<Vec<_>>() {
            let Some(parent) = self.runs.get(fork.of.0).filter(|parent| parent.is_live()) else { continue };
            let (step, saving) = (parent.step, parent.saving);
            if step < fork.at || saving {
                continue;
            }
            match self.fork_checkpoint(run) {
                Some(point) => self.born(run, fork, point),
                None if standing && step == fork.at => {
                    self.lockstep.hold();
                    self.begin_saving();
                }
                None => {
                    let why = t::no_good_snapshot(fork.of.letter(), at_step(fork.at));
                    self.runs[run.0].phase = Phase::Refused(Failure::Checkpoint { why });
                }
            }
        }
    }

    fn born(&mut self, run: RunId, fork: Fork, point: Checkpoint) {
        let clock = self.parents_clock(fork.of);
        let lane = &mut self.runs[run.0];
        (lane.root, lane.resume) = (Some(point.clone()), Some(point));
        (lane.late, lane.clock) = (true, clock);
        self.interrupt();
        self.build(run);
    }

    /// The checkpoint that `run` was forked from: its own, or its parent's while that is kept.
    pub(super) fn fork_checkpoint(&self, run: RunId) -> Option<Checkpoint> {
        let fork = self.script.courses.get(run.0)?.fork?;
        if let Some(root) = &self.runs.get(run.0)?.root {
            return Some(root.clone());
        }
        let here = |point: &&Checkpoint| point.step == fork.at;
        let saved = self.runs.get(fork.of.0)?.saved.as_ref().filter(here);
        self.timeline.checkpoint(fork.of.0, fork.at).filter(here).or(saved).cloned()
    }
}
