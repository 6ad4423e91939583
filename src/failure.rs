//! Why an engine cannot do what was asked: one type, from the session to the page.

use serde::{Deserialize, Serialize};

use crate::data::DataError;
use crate::experiment::Issue;
use crate::experiment::architecture::ShapeError;
use crate::protocol::said::again;
use crate::text::failure as t;

/// Why a run cannot be built, or cannot go on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, thiserror::Error)]
pub enum Failure {
    /// A key cannot stand: the first problem that validation names.
    #[error("{}", .0.refusal())]
    Invalid(Issue),
    /// There is nothing to train on.
    #[error("{0}")]
    Data(DataError),
    /// The networks do not fit the shape of the data.
    #[error("{0}")]
    Shape(ShapeError),
    /// A checkpoint is damaged, or its weights do not fit the networks.
    #[error("{}", again(.why))]
    Checkpoint {
        /// One sentence.
        why: String,
    },
    /// A live edit after a step that the run has already gone beyond.
    #[error("{}", t::late_edit(.after, .step))]
    LateEdit {
        /// After which it should have held.
        after: u32,
        /// Where the run stood.
        step: u32,
    },
    /// The device did not start, is lost, or computes wrongly.
    #[error("{}", again(.why))]
    Device {
        /// One sentence.
        why: String,
    },
    /// Page and engine do not understand each other.
    #[error("{}", t::BUILD)]
    Build,
    /// The worker broke, in the browser's words.
    #[error("{why}")]
    Crash {
        /// What the browser says.
        why: String,
    },
    /// The worker has not said anything for too long.
    #[error("{}", t::silent(.seconds))]
    Silent {
        /// Since its last word.
        seconds: u32,
    },
}

impl From<Failure> for String {
    /// Its words, for the command line.
    fn from(failure: Failure) -> Self {
        failure.to_string()
    }
}

impl From<Issue> for Failure {
    fn from(issue: Issue) -> Self {
        Self::Invalid(issue)
    }
}

impl From<DataError> for Failure {
    fn from(error: DataError) -> Self {
        Self::Data(error)
    }
}

impl From<ShapeError> for Failure {
    fn from(error: ShapeError) -> Self {
        Self::Shape(error)
    }
}

impl Failure {
    /// Whether the files themselves are at fault, not what one run wants of them.
    pub fn is_of_files(&self) -> bool {
        let of_run = |e: &DataError| {
            matches!(
                e,
                DataError::NoLabels { .. } | DataError::NoneOfClass { .. } | DataError::NoneOfFew { .. }
            )
        };
        matches!(self, Self::Data(error) if !of_run(error))
    }
}
