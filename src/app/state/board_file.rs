//! The evidence board as the page has it.

use std::sync::Arc;

use crate::evidence::board::Board;

/// The evidence board, or why there is none.
#[derive(Clone, Default)]
pub enum BoardFile {
    /// On its way.
    #[default]
    Loading,
    /// Here.
    Loaded(Arc<Board>),
    /// Could not be fetched or read.
    Missing,
}

impl BoardFile {
    /// The board, when it is here.
    pub fn board(&self) -> Option<&Board> {
        match self {
            Self::Loaded(board) => Some(board),
            Self::Loading | Self::Missing => None,
        }
    }
}
