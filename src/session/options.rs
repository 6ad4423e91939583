//! What a run is opened with.

use crate::data::UserFile;
use crate::experiment::Experiment;

/// A run to open.
#[derive(Clone, Debug)]
pub struct SessionOptions<'a> {
    /// The experiment with which the run begins.
    pub experiment: Experiment,
    /// Live edits: an experiment of which the live keys hold for every step after so many.
    pub edits: Vec<(u32, Experiment)>,
    /// The user's files, for data that needs them.
    pub files: &'a [UserFile],
    /// A checkpoint to go on from: of this experiment, or of another whose networks have the same
    /// shapes (a fork).
    pub resume: Option<&'a [u8]>,
}

impl SessionOptions<'_> {
    /// A run of `experiment` from step 0, without edits and files.
    pub fn of(experiment: Experiment) -> Self {
        Self { experiment, edits: Vec::new(), files: &[], resume: None }
    }
}
