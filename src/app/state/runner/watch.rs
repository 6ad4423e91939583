//! The doctor on the page: its verdict under each run, a hint when losses are quiet, a question when
//! D has won.

use leptos::prelude::*;

use super::{Lane, Runner};
use crate::app::bar::message::Answer;
use crate::app::state::page::Page;
use crate::chart::{History, SERIES, Scores, Series};
use crate::doctor::quiet::quiet;
use crate::doctor::{Doctor, Finding};
use crate::experiment::{Experiment, RunId, Schedule};
use crate::record::{Metric, StepRecord};

/// Watches one run; asks once when D has won.
#[derive(Default)]
pub(super) struct Watch {
    doctor: Option<Doctor>,
    /// A run that acts by itself when D has won is not asked about.
    asks: bool,
    asked: bool,
}

impl Watch {
    /// Begins with `experiment`, and reads again what the run has measured since `start`.
    pub(super) fn begin(&mut self, experiment: &Experiment, start: u32, history: &History, scores: &Scores) {
        let mut doctor = Doctor::new(experiment);
        for step in start + 1..=history.len() as u32 {
            let values = SERIES.map(|(series, _)| history.at(series, step).unwrap_or(f32::NAN));
            let [loss_d, loss_g, acc_real, acc_fake, grad_d, grad_g] = values;
            doctor.observe(step, &StepRecord { loss_d, loss_g, acc_real, acc_fake, grad_d, grad_g });
            let metrics = scores.at(step);
            if !metrics.is_empty() {
                doctor.measured(step, &metrics);
            }
        }
        self.doctor = Some(doctor);
        self.asks = experiment.schedule != Schedule::OnCollapse;
    }

    /// Live keys changed.
    pub(super) fn edited(&mut self, experiment: &Experiment) {
        self.asks = experiment.schedule != Schedule::OnCollapse;
        self.tell(|doctor| doctor.edited(experiment));
    }

    pub(super) fn observe(&mut self, step: u32, record: &StepRecord) {
        self.tell(|doctor| doctor.observe(step, record));
    }

    pub(super) fn measured(&mut self, step: u32, metrics: &[Metric]) {
        self.tell(|doctor| doctor.measured(step, metrics));
    }

    pub(super) fn diverged(&mut self, step: u32) {
        self.tell(|doctor| doctor.diverged(step));
    }

    fn tell(&mut self, what: impl FnOnce(&mut Doctor)) {
        if let Some(doctor) = &mut self.doctor {
            what(doctor);
        }
    }

    fn has_won(&self) -> bool {
        let won = |d: &Doctor| {
            d.verdicts().iter().any(|v| v.finding == Finding::DiscriminatorWon && v.ended.is_none())
        };
        self.asks && self.doctor.as_ref().is_some_and(won)
    }

    /// Nothing is known, and it may ask again.
    pub(super) fn forget(&mut self) {
        *self = Self::default();
    }
}

impl Lane {
    /// What watches this run.
    pub fn doctor(&self) -> Option<&Doctor> {
        self.watch.doctor.as_ref()
    }
}

impl Runner {
    /// Watches `run` by what it is now.
    pub(super) fn watch(&mut self, page: Page, run: usize) {
        page.comparison.with_untracked(|c| {
            if let (Some(lane), Some(experiment)) = (self.lanes.get_mut(run), c.runs.get(run)) {
                let start = lane.start();
                lane.watch.begin(experiment, start, &lane.history, &lane.scores);
            }
        });
        self.tell_verdict(page, run);
    }

    /// Says what the doctor says of `run`, from its first step on.
    pub(super) fn tell_verdict(&self, page: Page, run: usize) {
        let Some(lane) = self.lanes.get(run) else { return };
        let verdict = lane.doctor().filter(|_| lane.step > lane.start()).map(Doctor::verdict);
        if page.runs[run].with_untracked(|view| view.verdict.as_ref() != verdict) {
            page.runs[run].update(|view| view.verdict = verdict.cloned());
        }
    }

    /// Asks whether to go on when D of a run has won.
    pub(super) fn ask_about_winners(&mut self, page: Page) {
        if !self.lockstep.is_running() {
            return;
        }
        let waiting = |lane: &Lane| !lane.watch.asked && lane.watch.has_won();
        let winners: Vec<usize> = (0..self.lanes.len()).filter(|run| waiting(&self.lanes[*run])).collect();
        if winners.is_empty() {
            return;
        }
        winners.iter().for_each(|run| self.lanes[*run].watch.asked = true);
        page.running.set(false);
        self.lockstep.pause();
        let who: Vec<String> = winners.iter().map(|run| RunId(*run).letter().to_string()).collect();
        let text = format!(
            "D of run {} has won: its loss has been at its floor for 200 steps, so G learns little. Train again to go on.",
            who.join(" and ")
        );
        page.ask(text, false, vec![("Go on", Answer::Train)]);
    }

    /// Whether the losses of `run` say nothing more. Wasserstein losses have no scale.
    pub(super) fn tell_quiet(&self, page: Page, run: usize) {
        let Some(lane) = self.lanes.get(run) else { return };
        let scaled =
            page.comparison.with_untracked(|c| c.runs.get(run).is_some_and(|e| !e.loss.is_wasserstein()));
        let loss = |series| lane.history.curve(series).raw.as_slice();
        let now = scaled && quiet(loss(Series::LossD), loss(Series::LossG));
        if page.runs[run].with_untracked(|view| view.quiet != now) {
            page.runs[run].update(|view| view.quiet = now);
        }
    }
}
