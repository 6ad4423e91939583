//! The user's data as a link names it: nothing of it, but by what another can tell whether theirs is the same.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Letters of a name that are kept.
const LONGEST: usize = 40;

/// What between the parts stands.
const BETWEEN: char = '~';

/// Data by name, size and hash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedSet {
    /// What its files are called: letters, digits, `.`, `_` and `-`.
    pub name: String,
    /// Images or points.
    pub count: u32,
    /// The first 64 bits of the SHA-256 of what is trained on (`data::OwnData::content`).
    pub hash: u64,
}

impl NamedSet {
    /// `count` samples with this `hash`, of files that are called `name`.
    pub fn of(name: &str, count: u32, hash: u64) -> Self {
        let plain = |c: char| if c.is_alphanumeric() || matches!(c, '.' | '_') { c } else { '-' };
        Self { name: name.chars().take(LONGEST).map(plain).collect(), count, hash }
    }

    /// Whether `other` is the same data, whatever it is called.
    pub fn is_same(&self, other: &Self) -> bool {
        (self.count, self.hash) == (other.count, other.hash)
    }

    /// Its hash, as it is shown.
    pub fn digits(&self) -> String {
        format!("{:016x}", self.hash)
    }

    /// Reads what [`Self`] is written as.
    pub fn read(text: &str) -> Option<Self> {
        let mut parts = text.rsplitn(3, BETWEEN);
        let (hash, count, name) = (parts.next()?, parts.next()?, parts.next()?);
        let whole = hash.len() == 16 && hash.bytes().all(|b| b.is_ascii_hexdigit());
        let hash = u64::from_str_radix(hash, 16).ok().filter(|_| whole)?;
        Some(Self::of(name, count.parse().ok()?, hash))
    }
}

impl fmt::Display for NamedSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{BETWEEN}{}{BETWEEN}{:016x}", self.name, self.count, self.hash)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_is_read_back_and_its_name_breaks_no_link() {
        let set = NamedSet::of("my data~1 & b:=é.idx", 60_000, 0xf);
        assert_eq!(set.to_string(), "my-data-1---b--é.idx~60000~000000000000000f");
        assert_eq!(NamedSet::read(&set.to_string()), Some(set.clone()));
        assert!(set.is_same(&NamedSet::of("other", 60_000, 15)));
        assert!(
            !set.is_same(&NamedSet::of(&set.name, 60_000, 1))
                && !set.is_same(&NamedSet::of(&set.name, 1, 15))
        );
        assert_eq!(NamedSet::of(&"x".repeat(99), 1, 1).name.len(), LONGEST);
    }

    #[test]
    fn what_is_no_set_is_none() {
        for text in [
            "",
            "a",
            "a~5",
            "a~5~f",
            "a~-5~000000000000000f",
            "a~5~+00000000000000f",
            "a~5000000000~000000000000000f",
        ] {
            assert_eq!(NamedSet::read(text), None, "{text}");
        }
    }
}
