//! A run that is no longer finite: it stands still, its curves are kept, and its card holds the ways on.

use super::run::Phase;
use super::view::tip_words;
use super::watch::at_step;
use super::{Answer, Checkpoint, Effect, Play};
use crate::doctor::Finding;
use crate::doctor::tips::{Tip, tips};
use crate::experiment::{KEYS, RunId};
use crate::protocol::Network;
use crate::text::joined::sentences;
use crate::text::{answer, play as t};

impl Play {
    /// `run` has diverged at `step`. The others train on.
    pub(super) fn diverged(&mut self, run: RunId, step: u32, network: Network) {
        let lane = &mut self.runs[run.0];
        let last = lane.pending.back().map(|progress| progress.step);
        if let Some(last) = last {
            self.take_over(run, last);
        }
        self.stand_diverged(run, step, network);
        self.leave_out(run);
        let text = match network {
            Network::Generator => t::diverged_g(run.letter(), at_step(step)),
            Network::Discriminator => t::diverged_d(run.letter(), at_step(step)),
        };
        let mut answers = vec![(answer::START_AGAIN.get().to_owned(), Answer::Again(run))];
        if self.restore_point(run).is_some() {
            answers.insert(0, (answer::RESTORE.get().into(), Answer::Restore(run, None)));
        }
        self.offer(text, true, answers);
        self.effect(Effect::Samples);
    }

    /// `run` stands still since its first bad step, `step`.
    pub(super) fn stand_diverged(&mut self, run: RunId, step: u32, network: Network) {
        let lane = &mut self.runs[run.0];
        lane.watch.diverged(step);
        lane.phase = Phase::Diverged { step, network };
    }

    /// Where `run` can go back to: its newest good checkpoint, or the snapshot that it was forked from.
    pub(super) fn restore_point(&self, run: RunId) -> Option<Checkpoint> {
        self.runs.get(run.0)?.saved.clone().or_else(|| self.fork_checkpoint(run))
    }

    /// The first of the doctor's tips that can be applied at `step`, without building `run` anew.
    pub(super) fn live_tip(&self, run: RunId, step: u32) -> Option<Tip> {
        let course = self.script.courses.get(run.0)?;
        let held = course.holding_after(step);
        let live = |tip: &Tip| {
            let next = tip.applied(held);
            next != *held && KEYS.iter().all(|key| key.live || key.get(&next) == key.get(held))
        };
        let now = self.runs.get(run.0)?.doctor().map(|doctor| doctor.verdict().tips.clone());
        let all = tips(Finding::Diverged, held);
        now.into_iter().flatten().chain(all).find(live)
    }

    /// `run` goes back to its newest good checkpoint, with `tip` from there on. What was changed later has
    /// not happened.
    pub(super) fn restore(&mut self, run: RunId, tip: Option<Tip>) {
        let Some(point) = self.restore_point(run) else { return self.again(run) };
        let step = point.step;
        let course = &mut self.script.courses[run.0];
        course.forget_after(step);
        if let Some(tip) = &tip {
            let next = tip.applied(course.now());
            self.script.edit(run, step, next);
        }
        self.follow_script();
        self.runs[run.0].saved = Some(point);
        self.go_back(run);
        let with = tip.as_ref().map(|tip| t::with_tip_from_there(tip_words(tip)));
        self.say(sentences([t::back(t::place_at(at_step(step)))].into_iter().chain(with)));
    }
}
