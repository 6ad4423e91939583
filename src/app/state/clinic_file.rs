//! The clinic's board as the page has it.

use std::sync::Arc;

use crate::clinic::Board;

/// The board of the cases, or why there is none.
#[derive(Clone, Default)]
pub enum ClinicFile {
    /// On its way.
    #[default]
    Loading,
    /// Here.
    Loaded(Arc<Board>),
    /// Could not be fetched or read.
    Missing,
}

impl ClinicFile {
    /// The board, when it is here.
    pub fn board(&self) -> Option<&Arc<Board>> {
        match self {
            Self::Loaded(board) => Some(board),
            Self::Loading | Self::Missing => None,
        }
    }
}

/// A cell of the board: an arm in a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellId {
    /// The case.
    pub case: &'static str,
    /// The arm.
    pub arm: String,
}

impl CellId {
    /// The cell of `arm` in `case`.
    pub fn new(case: &'static str, arm: &str) -> Self {
        Self { case, arm: arm.to_owned() }
    }
}
