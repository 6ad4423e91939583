//! The runs behind the page: their workers, what they have measured and shown.
//!
//! [`Lockstep`] decides how far a run may train; this carries it out. Every method takes the page
//! whose signals it sets and is called from [`Page::act`].

mod begin;
mod device;
mod events;
mod fork;
mod recovery;
mod timeline;
mod train;
mod watch;

use std::collections::VecDeque;
use std::rc::Rc;

use leptos::prelude::TimeoutHandle;

use crate::app::kit::engine::{Engine, EngineKind};
use crate::app::state::page::Page;
use crate::chart::{Clock, History, Scores};
use crate::experiment::{Experiment, RunId, link};
use crate::play::lockstep::Lockstep;
use crate::protocol::{Command, Progress, Ready, Single};
use crate::record::Frame;

pub use fork::{Cost, Origin};
pub use timeline::{Checkpoint, Snap, Timeline};

use device::Probe;
use recovery::Saving;
use watch::Watch;

/// One run.
#[derive(Default)]
pub struct Lane {
    engine: Option<Engine>,
    /// Whether the engine has said hello.
    up: bool,
    /// Commands to configure that are not answered yet.
    unanswered: u32,
    /// From what it is built; from nothing at step 0.
    resume: Option<Rc<Vec<u8>>>,
    /// To where it goes back when it breaks.
    saved: Option<Checkpoint>,
    /// Where it begins, when it came later than the others.
    pub origin: Option<Origin>,
    /// Its experiment before a change that may not fit.
    before: Option<Experiment>,
    /// What the engine built.
    pub ready: Option<Ready>,
    /// The step that is shown.
    pub step: u32,
    /// What it showed last.
    pub live: Option<Rc<Frame>>,
    /// What it measured, up to that step.
    pub history: History,
    /// How good its snapshots were.
    pub scores: Scores,
    /// Where its steps stand on the charts' other axes.
    pub clock: Clock,
    /// What it said about steps that not every run has come to.
    pending: VecDeque<Progress>,
    diverged: bool,
    watch: Watch,
}

/// All runs of the comparison.
pub struct Runner {
    /// The runs.
    pub lanes: Vec<Lane>,
    /// What was shown and kept, at common steps.
    pub timeline: Timeline,
    lockstep: Lockstep,
    kind: EngineKind,
    /// Raised with every new set of engines; events of an older one are stale.
    generation: u32,
    saving: Option<Saving>,
    /// Answers to come from updates of one network by hand.
    by_hand: usize,
    queued: Option<Single>,
    train_when_ready: bool,
    /// There are other runs than the lockstep knows.
    joining: bool,
    diverged: bool,
    failures: u32,
    timer: Option<TimeoutHandle>,
    files: Vec<Vec<u8>>,
    files_before: Option<Vec<Vec<u8>>>,
    clock: (f64, u32),
    probe: Option<Probe>,
}

impl Default for Runner {
    fn default() -> Self {
        Self {
            lanes: Vec::new(),
            timeline: Timeline::default(),
            lockstep: Lockstep::new(0, 0),
            kind: EngineKind::Cpu,
            generation: 0,
            saving: None,
            by_hand: 0,
            queued: None,
            train_when_ready: false,
            joining: false,
            diverged: false,
            failures: 0,
            timer: None,
            files: Vec::new(),
            files_before: None,
            clock: (0.0, 0),
            probe: None,
        }
    }
}

impl Runner {
    /// The step that every run has come to.
    pub fn common(&self) -> u32 {
        self.lockstep.common()
    }

    /// Whether starting again would lose trained steps.
    pub fn has_begun(&self) -> bool {
        self.common() > 0 || self.lanes.iter().any(|lane| !lane.history.is_empty())
    }

    /// The newest frame of `run`, or the one at a step of the past.
    pub fn frame(&self, run: RunId, place: Option<u32>) -> Option<&Frame> {
        let found = match place.and_then(|step| self.timeline.nearest(step)) {
            Some(step) => self.timeline.frame(run.0, step),
            None => self.lanes.get(run.0)?.live.as_ref(),
        };
        found.map(Rc::as_ref)
    }

    /// The step that is shown of `run`.
    pub fn shown(&self, run: RunId, place: Option<u32>) -> u32 {
        let past = place.and_then(|step| self.timeline.nearest(step));
        past.or_else(|| self.lanes.get(run.0).map(|lane| lane.step)).unwrap_or(0)
    }

    /// Live keys of `changed` differ now; answers the steps after which they hold.
    pub fn edit(&mut self, page: Page, changed: &[RunId]) -> Vec<(RunId, u32)> {
        use leptos::prelude::*;
        for run in changed {
            let experiment =
                page.comparison.with_untracked(|c| c.runs.get(run.0).map(link::write_experiment));
            if let (Some(experiment), Some(lane)) = (experiment, self.lanes.get(run.0)) {
                lane.send(&Command::Edit { experiment });
            }
        }
        page.comparison.with_untracked(|c| {
            for run in changed.iter().map(|run| run.0) {
                if let (Some(lane), Some(experiment)) = (self.lanes.get_mut(run), c.runs.get(run)) {
                    lane.watch.edited(experiment);
                }
            }
        });
        self.lockstep.snapshot_every(page.comparison.with_untracked(|c| c.runs[0].snapshot_every));
        page.touch();
        changed.iter().map(|run| (*run, self.lanes.get(run.0).map_or(0, |lane| lane.step))).collect()
    }

    fn is_ready(&self) -> bool {
        !self.lanes.is_empty() && self.lanes.iter().all(|l| l.ready.is_some() && l.unanswered == 0 && l.up)
    }
}

impl Lane {
    /// The step at which it begins.
    pub fn start(&self) -> u32 {
        self.origin.as_ref().map_or(0, Origin::step)
    }

    fn send(&self, command: &Command) {
        if let Some(engine) = self.engine.as_ref().filter(|_| self.up) {
            engine.send(command);
        }
    }
}

/// Milliseconds on the page's clock.
fn now() -> f64 {
    web_sys::window().and_then(|w| w.performance()).map_or(0.0, |p| p.now())
}
