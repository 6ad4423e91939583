//! How a study stands, and what its button does next.

use crate::experiment::Script;
use crate::luck::{Luck, State};

/// How a study stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Runs train or will.
    pub running: bool,
    /// It makes room for the user's own training.
    pub resting: bool,
    /// Nothing more will come of any run.
    pub over: bool,
    /// Runs that could not be trained.
    pub failed: bool,
    /// Seeds.
    pub seeds: u32,
    /// Runs that are over, of all.
    pub done: (usize, usize),
    /// Whether it is of the runs on top of the page as they are.
    pub same: bool,
}

/// What the button does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// Begins a study.
    Start,
    /// Ends the workers and keeps what there is.
    Stop,
    /// Goes on where it was stopped.
    Resume,
    /// Adds seeds.
    Extend,
    /// Nothing: it is done.
    Nothing,
}

impl Standing {
    /// Of `luck`, while the page has the runs of `script`.
    pub fn of(luck: &Luck, script: &Script) -> Self {
        let study = luck.study();
        let failed = study.repeats().iter().any(|repeat| matches!(repeat.state, State::Failed(_)));
        Self {
            running: luck.is_running(),
            resting: luck.is_resting(),
            over: study.is_over(),
            failed,
            seeds: study.seeds().len() as u32,
            done: study.progress(),
            same: study.answers(script, 0),
        }
    }

    /// What the button does with `chosen` seeds.
    pub fn next(self, chosen: u32) -> Next {
        match self {
            Self { running: true, .. } => Next::Stop,
            Self { over: false, .. } | Self { failed: true, same: true, .. } => Next::Resume,
            Self { same: false, .. } => Next::Start,
            Self { seeds, .. } if chosen > seeds => Next::Extend,
            _ => Next::Nothing,
        }
    }
}
