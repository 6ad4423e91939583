//! The doctor's rules on the page: a hint when losses are quiet, a question when D has won.

use leptos::prelude::*;

use super::super::message::Answer;
use super::super::state::Page;
use super::{Lane, Runner};
use crate::chart::Series;
use crate::doctor::quiet::quiet;
use crate::doctor::won::Won;
use crate::experiment::{Experiment, RunId, Schedule, equilibrium};
use crate::protocol::StepRecord;

/// Watches whether D of one run has won; asks once.
#[derive(Default)]
pub(super) struct Watch {
    rule: Option<Won>,
    won: bool,
    asked: bool,
}

impl Watch {
    /// Begins anew with the loss and the labels of `experiment`. A run that acts by itself when D
    /// has won is not watched.
    pub(super) fn restart(&mut self, experiment: &Experiment) {
        let watched = experiment.schedule != Schedule::OnCollapse;
        self.rule = watched.then(|| Won::new(equilibrium::of(experiment).d_floor));
        self.won = false;
    }

    pub(super) fn observe(&mut self, record: &StepRecord) {
        self.won |= self.rule.as_mut().is_some_and(|rule| rule.observe(record));
    }

    /// It may ask again.
    pub(super) fn forget(&mut self) {
        (self.won, self.asked) = (false, false);
    }
}

impl Runner {
    /// Watches `run` by what it is now.
    pub(super) fn watch(&mut self, page: Page, run: usize) {
        page.comparison.with_untracked(|c| {
            if let (Some(lane), Some(experiment)) = (self.lanes.get_mut(run), c.runs.get(run)) {
                lane.watch.restart(experiment);
            }
        });
    }

    /// Asks whether to go on when D of a run has won.
    pub(super) fn ask_about_winners(&mut self, page: Page) {
        if !self.lockstep.is_running() {
            return;
        }
        let waiting = |lane: &Lane| lane.watch.won && !lane.watch.asked;
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
