//! Names that one remembers, made from the seed.

const HOW: [&str; 32] = [
    "Amber", "Brave", "Brisk", "Calm", "Clear", "Coral", "Crisp", "Dusky", "Early", "Fair", "Fleet",
    "Gentle", "Golden", "Hazel", "Hidden", "Ivory", "Jolly", "Keen", "Late", "Lively", "Lucky", "Mellow",
    "Misty", "Noble", "Pale", "Quiet", "Rapid", "Silver", "Steady", "Sunny", "Tidy", "Warm",
];

const WHO: [&str; 32] = [
    "badger", "beaver", "bison", "crane", "curlew", "deer", "dipper", "falcon", "finch", "fox", "hare",
    "heron", "ibex", "jay", "kestrel", "lark", "lynx", "magpie", "marten", "mole", "otter", "owl", "plover",
    "raven", "robin", "seal", "shrew", "stork", "swift", "tern", "vole", "wren",
];

/// The name of a comparison with `seed`: "Quiet heron", and with a number where `taken` has that already.
pub fn name(seed: u32, taken: &[&str]) -> String {
    // Neighbouring seeds get names that have nothing in common.
    let mixed = seed.wrapping_mul(0x9e37_79b1) ^ (seed >> 7);
    let (how, who) = ((mixed >> 10) as usize % HOW.len(), (mixed >> 20) as usize % WHO.len());
    let name = format!("{} {}", HOW[how], WHO[who]);
    let numbered = (2..).map(|n| format!("{name} {n}"));
    let mut all = std::iter::once(name.clone()).chain(numbered);
    all.find(|name| !taken.contains(&name.as_str())).unwrap_or(name)
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
