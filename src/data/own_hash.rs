//! By what own data is known: the same in the browser and on the command line, so that a link tells both.

use sha2::{Digest, Sha256};

use super::OwnData;
use crate::experiment::NamedSet;

impl OwnData {
    /// The first 64 bits of the SHA-256 of [`Self::content`].
    pub fn hash(&self) -> u64 {
        let mut hasher = Sha256::new();
        self.content(|part| hasher.update(part));
        hasher.finalize().iter().take(8).fold(0, |hash, byte| hash << 8 | u64::from(*byte))
    }

    /// As a link names it, from files that are called `name`.
    pub fn named(&self, name: &str) -> NamedSet {
        let count = match self {
            Self::Images(set) => set.count,
            Self::Points(set) => set.count() as u32,
        };
        NamedSet::of(name, count, self.hash())
    }
}
