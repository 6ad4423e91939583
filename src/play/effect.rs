//! What the runs ask of the page.

use super::message::Message;
use crate::experiment::RunId;

/// Something that the page has to do. How the runs stand is not among it: the page reads that from
/// [`super::Play`] after every call.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Show this message, or none.
    Message(Option<Message>),
    /// Say at a control what was wrong with it, or nothing any more.
    Note(Option<Note>),
    /// Controls show the comparison again: what was typed or chosen does not hold.
    Revert,
    /// The curves have something new.
    Curves,
    /// Curves and samples have something new.
    Samples,
    /// The slider goes to the newest step.
    Newest,
    /// The slider goes to this step.
    Place(u32),
}

/// What was wrong with the value of a control.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The key.
    pub key: String,
    /// The run.
    pub run: RunId,
    /// What is accepted and what is used.
    pub text: String,
}
