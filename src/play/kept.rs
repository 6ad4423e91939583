//! What outlives the page: the comparison as it is taken out of the runs, and put back.

use super::run::Run;
use super::snap::{Checkpoint, Snap};
use super::timeline::PerRun;
use super::{Files, Mark, Play, Timeline};
use crate::chart::{Clock, History, Scores};
use crate::experiment::{RunId, Script};
use crate::protocol::Network;
use crate::text::joined::list;
use crate::text::{answer, play as t};

/// One run as it was kept.
#[derive(Default)]
pub struct KeptRun {
    /// What it measured.
    pub history: History,
    /// How good its snapshots were.
    pub scores: Scores,
    /// Where its steps stand on the charts' axes.
    pub clock: Clock,
    /// From what it goes on.
    pub saved: Option<Checkpoint>,
    /// The checkpoint that it was forked from.
    pub root: Option<Checkpoint>,
    /// The first bad step and the network to blame, where it has diverged.
    pub ended: Option<(u32, Network)>,
    /// Whether it came later than the others.
    pub late: bool,
    /// Its snapshots by step.
    pub snaps: Vec<(u32, Snap)>,
}

/// A comparison as it was kept.
pub struct Kept {
    /// What is trained.
    pub script: Script,
    /// Its runs, as many as the script has courses.
    pub runs: Vec<KeptRun>,
    /// What happened during training.
    pub marks: Vec<Mark>,
    /// Whether a network was updated by hand.
    pub by_hand: bool,
    /// The user's data, where it was kept too.
    pub files: Option<Files>,
}

impl Play {
    /// The number of the comparison: another one from step 0 has another number, and one that Undo brings
    /// back has its own again.
    pub fn story(&self) -> u32 {
        self.story
    }

    /// Whether the runs stand so that they can be kept: none is being built, and no checkpoint is on its
    /// way.
    pub fn can_be_kept(&self) -> bool {
        let moves = |run: &Run| run.phase.is_coming() || run.saving;
        !self.joining && !self.save_due && !self.looking && !self.runs.iter().any(moves)
    }

    /// Whether a checkpoint of a trained step is there, or a run has diverged: something that a reload would
    /// lose.
    pub fn is_worth_keeping(&self) -> bool {
        let trained = |run: &Run| run.saved.as_ref().is_some_and(|saved| saved.step > 0);
        self.runs.iter().any(|run| trained(run) || run.ended().is_some())
    }

    /// Whether a checkpoint is on its way.
    pub fn awaits_a_checkpoint(&self) -> bool {
        self.save_due || self.runs.iter().any(|run| run.saving)
    }

    /// Whether every run rests where its newest checkpoint is: what can be kept now is all that was trained.
    pub fn rests(&self) -> bool {
        self.can_be_kept() && self.lockstep.is_settled() && !self.runs.iter().any(Run::is_unsaved)
    }

    /// What happened during training by itself.
    pub fn happenings(&self) -> &[Mark] {
        &self.happenings
    }

    /// Goes on with `kept`, paused at its newest checkpoints. What was trained before can be brought back.
    pub fn go_on(&mut self, kept: Kept) {
        self.hush();
        let left = self.leave();
        self.training = false;
        self.stand_still();
        self.next_story();
        self.looking = false;
        (self.script, self.by_hand, self.happenings) = (kept.script, kept.by_hand, kept.marks);
        self.script.at = None;
        self.pins.follow(&self.script);
        if let Some(files) = kept.files {
            // A drawing is in the script, and what a link calls the files.
            let (drawing, named) = (self.script.drawing.clone(), self.script.set.clone());
            self.files = Some(Files { drawing, named, ..files });
        }
        self.agree_on_data();
        self.files_before = None;
        self.timeline = timeline_of(&kept.runs);
        let count = self.script.courses.len();
        self.runs.truncate(count);
        self.runs.resize_with(count, Run::default);
        for (lane, kept) in self.runs.iter_mut().zip(kept.runs) {
            lane.anew();
            lane.step = kept.saved.as_ref().map_or(0, |saved| saved.step);
            (lane.history, lane.scores, lane.clock) = (kept.history, kept.scores, kept.clock);
            lane.resume = kept.saved.clone().or_else(|| kept.root.clone());
            (lane.saved, lane.root, lane.late) = (kept.saved, kept.root, kept.late);
            lane.ended = kept.ended;
        }
        let text = match self.build_at_checkpoints() {
            Some(place) => t::back_train(place),
            None => t::ALL_DIVERGED.get().into(),
        };
        if left {
            self.offer(text, false, vec![(answer::UNDO.get().into(), super::Answer::Undo)]);
        } else {
            self.say(text);
        }
    }

    /// Another tab has these runs, or no longer: they are shown and do not train here.
    pub fn look_only(&mut self, looking: bool) {
        self.looking = looking;
        if looking {
            self.pause();
        } else {
            self.consider_gpu();
        }
    }

    /// Whether another tab trains these runs.
    pub fn is_looking(&self) -> bool {
        self.looking
    }

    /// Says why nothing is done, where another tab trains these runs.
    pub(super) fn refuses_to_act(&mut self) -> bool {
        if self.looking {
            self.say(t::LOOKING.get());
        }
        self.looking
    }

    /// Another comparison begins.
    pub(super) fn next_story(&mut self) {
        self.stories += 1;
        self.story = self.stories;
        self.end_film();
    }
}

impl Run {
    /// The newest checkpoint.
    pub fn saved(&self) -> Option<&Checkpoint> {
        self.saved.as_ref()
    }

    /// The checkpoint that it was forked from.
    pub fn root(&self) -> Option<&Checkpoint> {
        self.root.as_ref()
    }

    /// The number of what it was built as last: what it has measured only grows while this stays.
    pub fn number(&self) -> u32 {
        self.number
    }

    /// Whether it came later than the others.
    pub fn is_late(&self) -> bool {
        self.late
    }
}

/// The snapshots of all runs on one axis.
fn timeline_of(runs: &[KeptRun]) -> Timeline {
    let mut steps: Vec<u32> = runs.iter().flat_map(|run| run.snaps.iter().map(|(step, _)| *step)).collect();
    steps.sort_unstable();
    steps.dedup();
    let mut timeline = Timeline::default();
    for step in steps {
        let snap = |run: usize| {
            let found = runs.get(run)?.snaps.iter().find(|(at, _)| *at == step);
            found.map(|(_, snap)| snap.clone())
        };
        let snaps: PerRun<Snap> = std::array::from_fn(snap);
        timeline.keep(step, snaps);
    }
    timeline
}

/// "A, B" of `count` runs.
pub fn letters(count: usize) -> String {
    list((0..count).map(|run| RunId(run).letter().to_string()))
}
