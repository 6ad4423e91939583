//! What the page and the taker say to each other.
//!
//! The page waits for [`Told::Hello`], then asks once with an [`Order`]. Each answer is a list `[told]`, all of these
//! postcard; that of [`Told::Done`] is `[told, Blob]`.

use serde::{Deserialize, Serialize};

use crate::export::taken::{Taken, Wanted};

/// What the page asks for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Order {
    /// Of what.
    pub taken: Taken,
    /// Which file.
    pub wanted: Wanted,
}

/// What the taker says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Told {
    /// It is up.
    Hello {
        /// Its build.
        build: String,
    },
    /// It has made so much of so much.
    Making {
        /// Parts made.
        done: u32,
        /// In all.
        of: u32,
    },
    /// The file is there.
    Done {
        /// Its name.
        name: String,
    },
    /// There is none, and why.
    Failed(String),
}
