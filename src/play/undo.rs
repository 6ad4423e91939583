//! What the last change threw away, to bring it back: the runs as they were at their last checkpoints.

use super::device::Pins;
use super::restart::Restart;
use super::run::{Phase, Run};
use super::watch::at_step;
use super::{Answer, Effect, Files, Mark, Message, Play, Timeline};
use crate::experiment::{RunId, Script};
use crate::text::joined::list;
use crate::text::{answer, play as t};

/// States that can be brought back.
const MOST: usize = 4;

/// Runs that were left.
pub(super) struct Past {
    script: Script,
    runs: Vec<Run>,
    timeline: Timeline,
    happenings: Vec<Mark>,
    files: Option<Files>,
    by_hand: bool,
    pins: Pins,
    story: u32,
}

impl Play {
    /// Keeps what was trained for [`Self::undo`], before other runs take its place. The workers stay.
    /// Answers whether there was anything.
    pub(super) fn leave(&mut self) -> bool {
        let past = self.leaving();
        let left = past.is_some();
        self.pasts.extend(past);
        self.tidy();
        left
    }

    /// Of older states only the newest checkpoints are kept, and of a few.
    fn tidy(&mut self) {
        while self.pasts.len() > MOST {
            self.pasts.pop_front();
        }
        let older = self.pasts.len().saturating_sub(1);
        self.pasts.iter_mut().take(older).for_each(|past| past.timeline = Timeline::default());
    }

    fn leaving(&mut self) -> Option<Past> {
        // What another tab trains is not this one's to bring back.
        if !self.has_begun() || self.looking {
            return None;
        }
        let runs = self.runs.iter_mut().map(|run| {
            let mut kept = Run::default();
            std::mem::swap(&mut kept, run);
            run.line = kept.line.take();
            run.number = kept.number;
            run.patience = std::mem::take(&mut kept.patience);
            kept.forget_asked();
            kept
        });
        let runs = runs.collect();
        let mut timeline = std::mem::take(&mut self.timeline);
        timeline.shrink();
        let happenings = std::mem::take(&mut self.happenings);
        let (script, files, by_hand) = (self.script.clone(), self.files.clone(), self.by_hand);
        let (pins, story) = (self.pins, self.story);
        Some(Past { script, runs, timeline, happenings, files, by_hand, pins, story })
    }

    /// Whether there is something to bring back.
    pub fn can_undo(&self) -> bool {
        !self.pasts.is_empty()
    }

    /// Brings back what the last change threw away, at the last checkpoints, paused. What was trained
    /// meanwhile takes its place behind the older states, so that nothing is lost by it.
    pub fn undo(&mut self) {
        let Some(past) = self.pasts.pop_back() else { return };
        self.training = false;
        if let Some(present) = self.leaving() {
            self.pasts.push_front(present);
            self.tidy();
        }
        self.stand_still();
        self.script = past.script;
        self.files = past.files;
        self.files_before = None;
        (self.by_hand, self.story, self.looking) = (past.by_hand, past.story, false);
        (self.timeline, self.happenings) = (past.timeline, past.happenings);
        self.pins.restore(past.pins);
        let mut lines: Vec<_> = self.runs.drain(..).collect();
        lines.resize_with(past.runs.len(), Run::default);
        for (kept, mut now) in past.runs.into_iter().zip(lines) {
            let mut run = kept;
            run.line = now.line.take();
            run.number = now.number;
            run.patience = std::mem::take(&mut now.patience);
            run.resume = run.saved.clone().or_else(|| run.root.clone());
            run.ended = run.ended();
            self.runs.push(run);
        }
        let text = match self.build_at_checkpoints() {
            Some(place) => t::back(place),
            None => t::ALL_DIVERGED.get().into(),
        };
        self.say(text);
    }

    /// Makes the runs those of `script`; where they are what was left last, they come back as they were
    /// trained.
    pub fn turn_to(&mut self, script: Script) {
        match self.pasts.back() {
            Some(past) if leads_to(&script, &past.script) => self.undo(),
            _ => self.restart(Restart::All(script)),
        }
    }

    /// Puts other runs in the place of those that nothing was trained of, which `text` says; they can be had
    /// back.
    pub(super) fn put_instead(&mut self, script: Script, text: String) {
        let before = Answer::Apply(Box::new(Restart::All(self.script.clone())));
        self.start_again(Restart::All(script));
        self.offer(text, false, vec![(answer::UNDO.get().into(), before)]);
    }

    /// Builds every run where its checkpoint stands, and shows that. Answers where: "at step 1 200", or
    /// "with A at step 1 200, B at step 800"; `None` where every run has diverged.
    pub(super) fn build_at_checkpoints(&mut self) -> Option<String> {
        self.begin_on_the_faster();
        for run in self.run_ids() {
            self.build(run);
        }
        self.follow_script();
        self.effect(Effect::Revert);
        self.effect(Effect::Samples);
        self.pump();
        let stands = |run: &RunId| {
            let lane = &self.runs[run.0];
            let goes = lane.phase != Phase::Unborn && lane.ended().is_none();
            goes.then(|| (*run, lane.resume.as_ref().map_or(0, |point| point.step)))
        };
        let all: Vec<(RunId, u32)> = self.run_ids().filter_map(|run| stands(&run)).collect();
        let first = all.first()?.1;
        if all.iter().all(|(_, step)| *step == first) {
            return Some(t::place_at(at_step(first)));
        }
        Some(t::place_each(list(all.iter().map(|(run, step)| t::place_of(run.letter(), at_step(*step))))))
    }

    /// Bytes of what is kept: the runs of now and those that can be brought back.
    pub fn bytes(&self) -> usize {
        self.timeline.bytes() + self.pasts.iter().map(|past| past.timeline.bytes()).sum::<usize>()
    }

    /// Takes the message away, unless it offers to bring something back.
    pub(super) fn hush_but_undo(&mut self) {
        let undoes = |message: &Message| message.answers.iter().any(|(_, a)| *a == Answer::Undo);
        if !self.message.as_ref().is_some_and(undoes) {
            self.hush();
        }
    }
}

/// Whether a link of `script` leads to the runs of `past`: also on the same data, where it names any.
fn leads_to(script: &Script, past: &Script) -> bool {
    let same_set = script.set.is_none() || script.set == past.set;
    let same_drawing = script.drawing.is_none() || script.drawing == past.drawing;
    script.courses == past.courses && same_set && same_drawing
}
