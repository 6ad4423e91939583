//! Where comparisons are kept: IndexedDB in a browser, anything in a test.

use crate::text::shelf as t;

/// Why nothing could be kept or read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The browser keeps nothing for this page.
    #[error("{}", t::BLOCKED)]
    Blocked,
    /// There is no room, whatever else goes.
    #[error("{}", t::FULL)]
    Full,
    /// What was there is gone.
    #[error("{}", t::WIPED)]
    Wiped,
    /// A newer Saddle has changed the store.
    #[error("{}", t::NEWER_STORE)]
    Newer,
    /// It does not answer.
    #[error("{}", t::SILENT)]
    Silent,
    /// Anything else.
    #[error("{}", t::broken(.0))]
    Broken(String),
}

/// One thing to do in a write.
#[derive(Debug, PartialEq)]
pub enum Piece {
    /// Keep these bytes as the part of this name.
    Put(String, Vec<u8>),
    /// Keep the user's data of this set as the part of this name.
    Data(String, u32),
    /// Forget the part of this name.
    Drop(String),
    /// Keep this head: the last piece.
    Head(Vec<u8>),
}

/// What is written at once, piece by piece.
pub trait Pieces {
    /// Whether it was written before, so that its head must be there.
    fn expects(&self) -> bool;

    /// The next piece, the head last.
    fn piece(&mut self) -> Option<Piece>;
}

/// Comparisons by their ids.
#[allow(async_fn_in_trait)]
pub trait Store {
    /// The heads of all comparisons, as they were written.
    async fn heads(&self) -> Result<Vec<(String, Vec<u8>)>, Refusal>;

    /// A part of `id`.
    async fn part(&self, id: &str, name: &str) -> Result<Option<Vec<u8>>, Refusal>;

    /// The number of the set that the user's data of `id` has from now on.
    async fn data(&self, id: &str) -> Result<Option<u32>, Refusal>;

    /// Does every piece of `writing`, or none, each in a task of its own; answers the milliseconds that it
    /// took of the thread that asks. [`Refusal::Wiped`] where [`Pieces::expects`] a head that is not there.
    async fn write(&self, id: &str, writing: &mut dyn Pieces) -> Result<f64, Refusal>;

    /// Puts what `with` makes of the head of `id` in its place, where there is one and it makes something; no
    /// other write comes between.
    async fn edit(&self, id: &str, with: &mut dyn FnMut(&[u8]) -> Option<Vec<u8>>) -> Result<(), Refusal>;

    /// Forgets `id`.
    async fn delete(&self, id: &str) -> Result<(), Refusal>;
}
