//! The one line for messages, with the answers that it offers.

use super::restart::Restart;
use crate::doctor::tips::Tip;
use crate::experiment::RunId;

/// What a button of a message or of a run's card does.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// Carries out a change that starts runs again.
    Apply(Box<Restart>),
    /// Leaves everything as it was.
    Keep,
    /// Goes on training.
    Train,
    /// This run goes back to its last good snapshot, with a live tip applied from there on.
    Restore(RunId, Option<Tip>),
    /// This run begins again.
    Again(RunId),
    /// This run begins again as it was before the change that was refused.
    PutBack(RunId),
    /// Takes the last run away.
    Remove,
    /// Brings back what the last change threw away.
    Undo,
    /// Builds runs whose steps are slow.
    Accept,
    /// Ends the workers whose steps take too long; their runs go back to their last checkpoint.
    Abandon,
    /// Ends the workers that do not answer; their runs go on from their last checkpoints.
    GiveUp,
    /// Computes on the CPU.
    UseCpu,
}

impl Answer {
    /// The run that it is about.
    pub(super) fn run(&self) -> Option<RunId> {
        match self {
            Self::Restore(run, _) | Self::Again(run) | Self::PutBack(run) => Some(*run),
            _ => None,
        }
    }
}

/// A message.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Message {
    /// What happened, what was kept, what to press.
    pub text: String,
    /// More to say, one thing a line.
    pub list: Vec<String>,
    /// Whether something went wrong.
    pub alarming: bool,
    /// Buttons: what they say and do.
    pub answers: Vec<(String, Answer)>,
}

impl Message {
    /// Whether it waits for an answer: the page moves the focus to it.
    pub fn is_question(&self) -> bool {
        self.answers.iter().any(|(_, answer)| *answer == Answer::Keep)
    }
}
