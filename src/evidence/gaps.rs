//! Runs that are not there yet, by what they belong to and seed.

use std::collections::BTreeMap;
use std::fmt::{self, Display};

/// Runs that are missing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gaps(BTreeMap<String, Vec<u32>>);

impl Gaps {
    /// The run of `owner` with `seed` is missing; seeds come in ascending order.
    pub fn add(&mut self, owner: String, seed: u32) {
        self.0.entry(owner).or_default().push(seed);
    }
}

impl Display for Gaps {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|(owner, seeds)| writeln!(f, "missing: {owner}, seeds {}", spans(seeds)))
    }
}

/// `1-3, 7` of 1, 2, 3 and 7.
fn spans(seeds: &[u32]) -> String {
    let spans = seeds.chunk_by(|a, b| *b == a + 1).map(|span| match span {
        [first, .., last] => format!("{first}-{last}"),
        _ => span.iter().map(u32::to_string).collect(),
    });
    spans.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_missing_run_is_named_and_neighbours_stand_together() {
        let mut gaps = Gaps::default();
        for seed in [1, 2, 3, 7, 9, 10] {
            gaps.add("noise (variant)".into(), seed);
        }
        gaps.add("lag (base)".into(), 4);
        assert_eq!(
            gaps.to_string(),
            "missing: lag (base), seeds 4\nmissing: noise (variant), seeds 1-3, 7, 9-10\n"
        );
        assert_eq!(Gaps::default().to_string(), "");
    }
}
