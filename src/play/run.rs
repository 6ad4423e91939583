//! One run: its worker, what it is doing, and what it has told.

use std::collections::VecDeque;
use std::rc::Rc;

use super::Opening;
use super::breaks::Breaks;
use super::port::Port;
use super::snap::Checkpoint;
use super::watch::Watch;
use super::watchdog::Patience;
use crate::chart::{Clock, History, Scores};
use crate::doctor::Doctor;
use crate::experiment::Course;
use crate::failure::Failure;
use crate::inside::{Inside, Wanted};
use crate::protocol::{Command, Network, Progress, Ready};
use crate::record::{Frame, StepRecord};

/// What a run is doing.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Phase {
    /// Its worker is on the way.
    #[default]
    Starting,
    /// Its worker builds it.
    Building,
    /// Built: it stands or trains, as the lockstep says.
    Live,
    /// There is nothing to train on yet.
    NeedsFiles,
    /// A step would take so many seconds: the user has to agree first.
    Costly(f64),
    /// It begins when its parent comes to the step of the fork.
    Unborn,
    /// A number is not finite; it stands still.
    Diverged {
        /// The first bad step.
        step: u32,
        /// The network to blame.
        network: Network,
    },
    /// It cannot be built; there is no session behind it.
    Refused(Failure),
    /// Its engine broke too often.
    Lost(Failure),
}

impl Phase {
    /// Whether it will be built without anybody's doing.
    pub fn is_coming(&self) -> bool {
        matches!(self, Self::Starting | Self::Building)
    }
}

/// A worker and the number by which it is known.
pub(super) struct Line {
    pub(super) id: u32,
    pub(super) port: Box<dyn Port>,
    /// Whether it has said hello.
    pub(super) up: bool,
    /// What it was told last to show of the inside.
    pub(super) told: Wanted,
}

/// One run of the comparison.
#[derive(Default)]
pub struct Run {
    pub(super) line: Option<Line>,
    pub(super) phase: Phase,
    /// The number of the configuration that its worker has; what belongs to another is late.
    pub(super) number: u32,
    /// From what it is built; from nothing at step 0.
    pub(super) resume: Option<Checkpoint>,
    /// The checkpoint that it was forked from.
    pub(super) root: Option<Checkpoint>,
    /// The newest checkpoint, to which it goes back when it breaks.
    pub(super) saved: Option<Checkpoint>,
    /// The first bad step and the network to blame, where it had diverged before it was brought back: once
    /// it is built, it stands there again.
    pub(super) ended: Option<(u32, Network)>,
    /// Whether it came later than the others, so that only it begins again when it changes.
    pub(super) late: bool,
    /// What it was before a change that may not fit.
    pub(super) before: Option<Course>,
    /// What the engine built.
    pub ready: Option<Ready>,
    /// The step that is shown.
    pub step: u32,
    /// The newest measurements.
    pub(super) record: Option<StepRecord>,
    /// The class that it trains on now.
    pub(super) class: Option<u8>,
    /// Whether its losses say nothing more.
    pub(super) quiet: bool,
    /// What it showed last.
    pub live: Option<Rc<Frame>>,
    /// What was seen inside it with that.
    pub(super) inside: Option<Inside>,
    /// Whether it was told what to show of it, and has shown nothing since.
    pub(super) owes_look: bool,
    /// What it measured, up to that step.
    pub history: History,
    /// How good its snapshots were.
    pub scores: Scores,
    /// Where its steps stand on the charts' other axes.
    pub clock: Clock,
    /// What it said about steps that not every run has come to.
    pub(super) pending: VecDeque<Progress>,
    /// Whether an update of one network by hand is under way.
    pub(super) by_hand: bool,
    /// Whether it was updated by hand since its last checkpoint.
    pub(super) touched: bool,
    /// Whether a checkpoint is under way.
    pub(super) saving: bool,
    /// How far its engine has come while it is opened.
    pub(super) opening: Option<Opening>,
    pub(super) breaks: Breaks,
    pub(super) patience: Patience,
    /// Since when its GPU is being opened, and whether the way back was offered.
    pub(super) opened: Option<f64>,
    pub(super) offered: bool,
    pub(super) watch: Watch,
}

impl Run {
    /// Whether it stands or trains with the others.
    pub fn is_live(&self) -> bool {
        self.phase == Phase::Live
    }

    /// Whether it stands further than its newest checkpoint.
    pub(super) fn is_unsaved(&self) -> bool {
        let kept = self.saved.as_ref().map(|saved| saved.step);
        self.is_live() && (self.touched || self.step > 0 && kept != Some(self.step))
    }

    /// The first bad step and the network to blame, where it has diverged or will stand there again.
    pub fn ended(&self) -> Option<(u32, Network)> {
        match self.phase {
            Phase::Diverged { step, network } => Some((step, network)),
            _ => self.ended,
        }
    }

    /// There is a new checkpoint of it.
    pub(super) fn keep(&mut self, point: Checkpoint) {
        self.breaks.kept(point.step);
        (self.saved, self.touched) = (Some(point), false);
    }

    /// What watches this run.
    pub fn doctor(&self) -> Option<&Doctor> {
        self.watch.doctor()
    }

    /// Sends `command` to a worker that is up.
    pub(super) fn send(&self, command: &Command) {
        if let Some(line) = self.line.as_ref().filter(|line| line.up) {
            line.port.send(command);
        }
    }

    /// Sends `command`, to which there will be an answer.
    pub(super) fn ask(&mut self, command: &Command, now: f64) {
        self.patience.answered(now);
        self.send(command);
    }

    /// The same worker with nothing behind it.
    pub(super) fn anew(&mut self) {
        *self = Self {
            line: self.line.take(),
            number: self.number,
            patience: std::mem::take(&mut self.patience),
            ..Self::default()
        };
    }

    /// Nothing that was asked of its worker is waited for.
    pub(super) fn forget_asked(&mut self) {
        self.pending.clear();
        (self.by_hand, self.saving) = (false, false);
    }
}
