//! Names that one remembers, made from the seed.

use crate::text::kept as t;

/// The name of a comparison with `seed`: "Quiet heron", and with a number where `taken` has that already.
pub fn name(seed: u32, taken: &[&str]) -> String {
    // Neighbouring seeds get names that have nothing in common.
    let mixed = seed.wrapping_mul(0x9e37_79b1) ^ (seed >> 7);
    let name = t::called(word(t::HOW.get(), mixed >> 10), word(t::WHO.get(), mixed >> 20));
    let numbered = (2..).map(|n| t::numbered(&name, n));
    let mut all = std::iter::once(name.clone()).chain(numbered);
    all.find(|name| !taken.contains(&name.as_str())).unwrap_or(name)
}

/// One of the words of `list`, by `number`.
fn word(list: &str, number: u32) -> &str {
    let words: Vec<&str> = list.split_whitespace().collect();
    words.get(number as usize % words.len().max(1)).unwrap_or(&"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_has_its_name_and_neighbours_have_others() {
        let first = name(1, &[]);
        assert_eq!(first, name(1, &[]));
        let all: std::collections::BTreeSet<String> = (0..100).map(|seed| name(seed, &[])).collect();
        assert!(all.len() > 85, "{} names of 100 seeds", all.len());
        assert_eq!(name(1, &[&first]), format!("{first} 2"));
        assert_eq!(name(1, &[&first, &format!("{first} 2")]), format!("{first} 3"));
    }
}
