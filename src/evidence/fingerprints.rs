//! Which runs are known, in so little memory that ten thousand of them do not show.

use std::collections::HashSet;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher, Hash};

/// A set of keys of which 64 bits each are kept: among ten thousand, two are mistaken for one another with a
/// chance of one in 10¹¹.
#[derive(Clone, Debug, Default)]
pub struct Fingerprints(HashSet<u64>);

impl Fingerprints {
    /// Adds `key`; false when it was there.
    pub fn insert(&mut self, key: &impl Hash) -> bool {
        self.0.insert(fingerprint(key))
    }

    /// Those of `runs` whose key was not added.
    ///
    /// # Errors
    /// Why a run has no key.
    pub fn without<R, K: Hash>(
        &self,
        runs: impl IntoIterator<Item = R>,
        key: impl Fn(&R) -> Result<K, String>,
    ) -> Result<Vec<R>, String> {
        let mut missing = Vec::new();
        for run in runs {
            if !self.contains(&key(&run)?) {
                missing.push(run);
            }
        }
        Ok(missing)
    }

    /// Whether `key` was added.
    pub fn contains(&self, key: &impl Hash) -> bool {
        self.0.contains(&fingerprint(key))
    }
}

fn fingerprint(key: &impl Hash) -> u64 {
    BuildHasherDefault::<DefaultHasher>::default().hash_one(key)
}
