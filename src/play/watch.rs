//! The doctor of each run: fed with what the run tells, asked for its verdict, and heard when D has won.

use super::{Answer, Play};
use crate::chart::Series;
use crate::doctor::quiet::quiet;
use crate::doctor::{Doctor, Finding};
use crate::experiment::{Course, RunId, Schedule};
use crate::number::whole;
use crate::protocol::Progress;
use crate::record::{Metric, StepRecord};
use crate::text::joined::both;
use crate::text::{answer, play as t};

/// Watches one run; tells once that D has won.
#[derive(Clone, Debug, Default)]
pub struct Watch {
    doctor: Option<Doctor>,
    told: bool,
}

impl Watch {
    /// Watches a run that begins as `course` does.
    pub(crate) fn of(course: &Course) -> Self {
        Self { doctor: Some(Doctor::new(&course.start)), told: false }
    }

    /// The record of step `step` of a run on `course`.
    pub(crate) fn observe(&mut self, course: &Course, step: u32, record: &StepRecord) {
        let Some(doctor) = &mut self.doctor else { return };
        if let Some(edit) = course.edits.iter().find(|edit| edit.after + 1 == step) {
            doctor.edited(&edit.to);
        }
        doctor.observe(step, record);
    }

    /// What a snapshot of `step` measured.
    pub(crate) fn measured(&mut self, step: u32, metrics: &[Metric]) {
        if let Some(doctor) = &mut self.doctor {
            doctor.measured(step, metrics);
        }
    }

    /// What watches, once the run has begun.
    pub(crate) fn doctor(&self) -> Option<&Doctor> {
        self.doctor.as_ref()
    }

    /// The run is no longer finite.
    pub(crate) fn diverged(&mut self, step: u32) {
        if let Some(doctor) = &mut self.doctor {
            doctor.diverged(step);
        }
    }

    fn has_won(&self) -> bool {
        let won = |d: &Doctor| {
            d.verdicts().iter().any(|v| v.finding == Finding::DiscriminatorWon && v.ended.is_none())
        };
        self.doctor.as_ref().is_some_and(won)
    }
}

impl Play {
    /// Watches `run` from where it begins, and reads again what it has measured since.
    pub(super) fn begin_watch(&mut self, run: RunId) {
        let course = &self.script.courses[run.0];
        let lane = &mut self.runs[run.0];
        lane.watch.doctor = Some(Doctor::new(&course.start));
        for step in course.begins() + 1..=lane.history.len() as u32 {
            lane.watch.observe(course, step, &lane.history.record(step));
            let metrics = lane.scores.at(step);
            if !metrics.is_empty() {
                lane.watch.measured(step, &metrics);
            }
        }
    }

    /// Keeps what `run` has measured, and shows it to its doctor.
    pub(super) fn observe(&mut self, run: RunId, progress: &Progress) {
        let course = &self.script.courses[run.0];
        let lane = &mut self.runs[run.0];
        for record in &progress.records {
            lane.history.push(record);
            lane.watch.observe(course, lane.history.len() as u32, record);
        }
        if let Some(snapshot) = &progress.snapshot {
            lane.scores.push(progress.step, &snapshot.metrics);
            lane.watch.measured(progress.step, &snapshot.metrics);
        }
    }

    /// Says that D of a run has won. Training goes on while another run is worth it.
    pub(super) fn tell_about_winners(&mut self) {
        if !self.lockstep.is_running() {
            return;
        }
        let asks = |run: usize| self.comparison.runs[run].schedule != Schedule::OnCollapse;
        let live = || (0..self.runs.len()).filter(|run| self.runs[*run].is_live());
        let new = |run: &usize| !self.runs[*run].watch.told && asks(*run) && self.runs[*run].watch.has_won();
        let winners: Vec<usize> = live().filter(new).collect();
        if winners.is_empty() {
            return;
        }
        let all = live().all(|run| self.runs[run].watch.has_won() && asks(run));
        winners.iter().for_each(|run| self.runs[*run].watch.told = true);
        let who = both(winners.iter().map(|run| RunId(*run).letter().to_string()));
        if all {
            self.training = false;
            self.lockstep.pause();
            self.offer(t::d_won_all(who), false, vec![(answer::GO_ON.get().into(), Answer::Train)]);
        } else {
            self.say(t::d_won(who));
        }
    }

    /// Whether the losses of `run` say nothing more. Wasserstein losses have no scale.
    pub(super) fn look_for_quiet(&mut self, run: RunId) {
        let scaled = !self.comparison.runs[run.0].loss.is_wasserstein();
        let lane = &mut self.runs[run.0];
        let loss = |series| lane.history.curve(series).raw();
        lane.quiet = scaled && quiet(loss(Series::LossD), loss(Series::LossG));
    }
}

/// "A and B".
pub(super) fn letters(runs: &[RunId]) -> String {
    both(runs.iter().map(|run| run.letter().to_string()))
}

/// "step 1 200".
pub(super) fn at_step(step: u32) -> String {
    t::step(whole(step.into()))
}
