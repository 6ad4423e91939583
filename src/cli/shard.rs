//! A part of many runs, trained by a process that needs nothing from the others.

use std::path::{Path, PathBuf};
use std::str::FromStr;

/// One shard of how many.
#[derive(Clone, Copy, Debug)]
pub struct Shard {
    /// From 1.
    number: usize,
    /// How many.
    of: usize,
}

impl Shard {
    /// All of so many.
    pub fn all(of: usize) -> impl Iterator<Item = Self> {
        (1..=of).map(move |number| Self { number, of })
    }

    /// All runs.
    pub const WHOLE: Self = Self { number: 1, of: 1 };

    /// Its part of `runs`. These must be the same list whatever is trained already, or shards that begin at
    /// different times would leave runs to each other.
    pub fn part<T>(self, runs: impl IntoIterator<Item = T>) -> impl Iterator<Item = T> {
        // Lists repeat themselves seed by seed, and no shard is to get the long runs of each: every round begins with
        // another shard, by steps of the golden ratio.
        let first = move |round: usize| (round as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32;
        let takes = move |i: usize| (i + first(i / self.of) as usize) % self.of == self.number - 1;
        runs.into_iter().enumerate().filter(move |(i, _)| takes(*i)).map(|(_, run)| run)
    }

    /// The file in `folder` that this shard alone writes.
    pub fn file(self, folder: &Path) -> PathBuf {
        folder.join(format!("shard-{}-of-{}.jsonl", self.number, self.of))
    }

    /// Whether `path` is the file of a shard.
    pub fn wrote(path: &Path) -> bool {
        let name = path.file_name().and_then(|name| name.to_str());
        let parts = name.and_then(|name| name.strip_prefix("shard-")?.strip_suffix(".jsonl"));
        parts.is_some_and(|parts| parts.replace("-of-", "/").parse::<Self>().is_ok())
    }
}

impl FromStr for Shard {
    type Err = String;

    /// Reads `I/N`, from 1/N to N/N.
    fn from_str(text: &str) -> Result<Self, String> {
        let parts = text.split_once('/').and_then(|(i, n)| Some((i.parse().ok()?, n.parse().ok()?)));
        match parts {
            Some((number, of)) if (1..=of).contains(&number) => Ok(Self { number, of }),
            _ => Err("accepted is I/N with I from 1 to N".into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shards_together_are_all_runs_once_each_in_a_file_of_its_own() {
        for of in [1, 3, 20] {
            let shards: Vec<Shard> =
                (1..=of).map(|i| format!("{i}/{of}").parse().expect("a shard")).collect();
            let mut all: Vec<usize> = shards.iter().flat_map(|shard| shard.part(0..10)).collect();
            all.sort_unstable();
            assert_eq!(all, (0..10).collect::<Vec<_>>());
            let files: Vec<PathBuf> = shards.iter().map(|shard| shard.file(Path::new("out"))).collect();
            assert!(
                files.windows(2).all(|two| two[0] != two[1]) && files.iter().all(|file| Shard::wrote(file))
            );
        }
        let second: Shard = "2/3".parse().expect("a shard");
        assert_eq!(second.part(0..9).collect::<Vec<_>>(), [1, 4, 8], "never the same of three twice");
        assert!(["0/2", "3/2", "1", "1/0", "a/b"].iter().all(|text| text.parse::<Shard>().is_err()));
        assert!(["ring.jsonl", "shard-3-of-2.jsonl"].iter().all(|name| !Shard::wrote(Path::new(name))));
    }
}
