//! A comparison outlives its page: what is kept of it, when it is written, what goes when there is no room,
//! and how it comes back.
//!
//! A comparison is a [`Head`], which the list of runs shows, and parts by name ([`PartName`]): its script and
//! what happened ([`State`]), and of each run its history in pieces, scores, clock, snapshots and checkpoints.
//! Every one is a [`record`] with a version and a hash. [`Keeper`] says what is new since the last write and
//! when that may be written; a [`Store`] holds it, in a browser IndexedDB; a file (`.saddle`, [`archive`]) is the
//! same records one after the other. [`restore()`] makes runs of them again and says what is damaged.
//!
//! Nothing here knows a browser: `app/keep/` does, and is thin.

pub mod archive;
mod awake;
mod evict;
mod gather;
mod head;
mod hold;
mod keeper;
mod leaving;
mod name;
mod part;
mod patient;
mod payload;
pub mod record;
mod restore;
mod sentence;
pub mod sets;
pub mod shelf;
mod state;
mod store;
mod thumb;
mod writing;

#[cfg(test)]
mod desk;
#[cfg(test)]
mod fake;
#[cfg(test)]
mod keeper_tests;
#[cfg(test)]
mod planted_tests;
#[cfg(test)]
mod restore_tests;

pub use awake::Awake;
pub use evict::{LIMIT, MOST};
pub use gather::{Data, Mark};
pub use head::{Head, KeptFiles};
pub use hold::Hold;
pub use keeper::{EVERY, Keeper, Moment, SHARE};
pub use leaving::Leaving;
pub use name::name;
pub use part::PartName;
pub use patient::{Patient, Time, within};
pub use restore::{Damage, Found, Restored, restore};
pub use sentence::{bytes, deleted, goes_on, nothing, room, when};
pub use state::State;
pub use store::{Piece, Pieces, Refusal, Store};
pub use thumb::Thumb;
pub use writing::Writing;

/// The most bytes of own data that are kept with its runs.
pub const MOST_DATA: usize = 64_000_000;
