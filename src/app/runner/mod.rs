//! The runs behind the page: their workers, what they have measured and shown.
//!
//! [`Lockstep`] decides how far a run may train; this carries it out. Every method takes the page
//! whose signals it sets and is called from [`Page::act`].

mod begin;
mod device;
mod events;
mod recovery;
mod train;

use std::collections::VecDeque;

use leptos::prelude::TimeoutHandle;

use super::engine::{Engine, EngineKind};
use super::state::Page;
use crate::chart::{Film, History};
use crate::experiment::{RunId, link};
use crate::lockstep::Lockstep;
use crate::protocol::{Command, Frame, Progress, Ready, Single};

use device::Probe;
use recovery::{Saved, Saving};

/// One run.
#[derive(Default)]
pub struct Lane {
    engine: Option<Engine>,
    /// Whether the engine has said hello.
    up: bool,
    /// Commands to configure that are not answered yet.
    unanswered: u32,
    resume: Option<Vec<u8>>,
    /// What the engine built.
    pub ready: Option<Ready>,
    /// What it measured, up to the common step.
    pub history: History,
    /// What it said about steps that not every run has come to.
    pending: VecDeque<Progress>,
}

/// All runs of the comparison.
pub struct Runner {
    /// The runs.
    pub lanes: Vec<Lane>,
    /// What was shown, at common steps.
    pub film: Film<Vec<Frame>>,
    lockstep: Lockstep,
    kind: EngineKind,
    /// Raised with every new set of engines; events of an older one are stale.
    generation: u32,
    saved: Option<Saved>,
    saving: Option<Saving>,
    /// Answers to come from updates of one network by hand.
    by_hand: usize,
    queued: Option<Single>,
    train_when_ready: bool,
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
            film: Film::default(),
            lockstep: Lockstep::new(0, 0),
            kind: EngineKind::Cpu,
            generation: 0,
            saved: None,
            saving: None,
            by_hand: 0,
            queued: None,
            train_when_ready: false,
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

    /// The newest frame of `run`, or the one at a place of the film.
    pub fn frame(&self, run: RunId, place: Option<usize>) -> Option<&Frame> {
        let shot = place.and_then(|i| self.film.get(i)).or_else(|| self.film.last());
        shot.and_then(|(_, frames)| frames.get(run.0))
    }

    /// Live keys of `changed` differ now; answers the step after which they hold.
    pub fn edit(&mut self, page: Page, changed: &[RunId]) -> u32 {
        use leptos::prelude::*;
        for run in changed {
            let experiment =
                page.comparison.with_untracked(|c| c.runs.get(run.0).map(link::write_experiment));
            if let (Some(experiment), Some(lane)) = (experiment, self.lanes.get(run.0)) {
                lane.send(&Command::Edit { experiment });
            }
        }
        page.touch();
        self.common()
    }

    fn is_ready(&self) -> bool {
        !self.lanes.is_empty() && self.lanes.iter().all(|l| l.ready.is_some() && l.unanswered == 0 && l.up)
    }
}

impl Lane {
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
