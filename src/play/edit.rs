//! Live edits: what changes while a run trains, and after which step it holds.

use super::run::Phase;
use super::watch::{at_step, letters};
use super::{Mark, Play};
use crate::experiment::{Comparison, Experiment, RunId, link, words};
use crate::protocol::{Command, Edit};
use crate::text::play as t;

impl Play {
    /// Only live keys differ in `next`: they hold after the step to which each run may have come by now.
    pub(super) fn edit(&mut self, next: Comparison) {
        self.postpone();
        let changed: Vec<RunId> =
            self.run_ids().filter(|run| self.comparison.runs[run.0] != next.runs[run.0]).collect();
        let mut latest = 0;
        for run in &changed {
            let to = next.runs[run.0].clone();
            latest = latest.max(match self.runs[run.0].phase {
                Phase::Live | Phase::Starting | Phase::Building => self.edit_live(*run, to),
                _ => self.edit_dead(*run, to),
            });
        }
        self.lockstep.snapshot_every(next.runs[0].snapshot_every);
        self.follow_script();
        self.lockstep.pace.unsettle();
        self.ask_cpu_again();
        self.consider_gpu();
        self.effect(super::Effect::Curves);
        if latest > 0 {
            self.say(t::edited(letters(&changed), at_step(latest)));
        } else {
            self.hush_but_undo();
        }
        self.pump();
    }

    /// The step after which `to` holds.
    fn edit_live(&mut self, run: RunId, to: Experiment) -> u32 {
        let after = self.reach(run);
        // With another setting it has not diverged.
        self.runs[run.0].ended = None;
        let course = &mut self.script.courses[run.0];
        // What a link wanted later is no longer so.
        course.forget_after(after);
        let experiment = link::write_experiment(&to);
        self.script.edit(run, after, to);
        self.runs[run.0].send(&Command::Edit(Edit { after, experiment }));
        after
    }

    /// A run that stands still for good goes back to its last checkpoint with the change, or begins again
    /// with it.
    fn edit_dead(&mut self, run: RunId, to: Experiment) -> u32 {
        let trained = matches!(self.runs[run.0].phase, Phase::Diverged { .. } | Phase::Lost(_));
        match self.restore_point(run).filter(|_| trained) {
            Some(point) => {
                self.script.courses[run.0].forget_after(point.step);
                self.script.edit(run, point.step, to);
                let step = point.step;
                self.runs[run.0].saved = Some(point);
                self.go_back(run);
                step
            }
            None => {
                let course = &mut self.script.courses[run.0];
                course.edits.clear();
                course.start = to;
                if self.runs[run.0].phase == Phase::Unborn {
                    return 0;
                }
                self.again(run);
                0
            }
        }
    }

    /// The step to which the worker of `run` may have come: what it has told, or what it was asked for.
    pub(super) fn reach(&self, run: RunId) -> u32 {
        let lane = &self.runs[run.0];
        let begins = self.script.courses[run.0].begins();
        if !lane.is_live() {
            return lane.resume.as_ref().map_or(begins, |point| point.step).max(begins);
        }
        let told = lane.pending.back().map_or(lane.step, |progress| progress.step);
        let asked = if self.lockstep.is_under_way(run.0) { self.lockstep.reach(run.0) } else { 0 };
        told.max(asked).max(begins)
    }

    /// The edits that have come into force, as marks for the charts.
    pub(super) fn edit_marks(&self) -> Vec<Mark> {
        let mut marks = Vec::new();
        for run in self.run_ids() {
            let course = &self.script.courses[run.0];
            let mut before = &course.start;
            for edit in course.edits.iter().filter(|edit| edit.after <= self.reach(run)) {
                marks.push(Mark { step: edit.after, run, text: words::changes(before, &edit.to) });
                before = &edit.to;
            }
        }
        marks
    }

    /// The runs as they are where they stand.
    pub(super) fn standing(&self) -> Comparison {
        let mut now = self.script.now();
        for (run, course) in self.script.courses.iter().enumerate() {
            let step = if run < self.runs.len() { self.reach(RunId(run)) } else { course.begins() };
            now.runs[run] = course.holding_after(step).clone();
        }
        now
    }
}
