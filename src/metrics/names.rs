//! What metrics are called in the language that is spoken. Engines and files name them in English.

use crate::text::{Text, in_english, metric as t};

/// Every metric that the page shows, by its id; copies are counted ([`shown`]).
#[rustfmt::skip]
static NAMES: [(&str, Text); 19] = [
    ("energy", t::ENERGY),
    ("modes", t::MODES),
    ("hq", t::HQ),
    ("modes-fair", t::MODES_FAIR),
    ("mode-kl", t::MODE_KL),
    ("js", t::JS),
    ("sliced", t::SLICED),
    ("mmd", t::MMD),
    ("frechet", t::FRECHET),
    ("kid", t::KID),
    ("precision", t::PRECISION),
    ("recall", t::RECALL),
    ("density", t::DENSITY),
    ("coverage", t::COVERAGE),
    ("class-kl", t::CLASS_KL),
    ("agreement", t::AGREEMENT),
    ("cas", t::CAS),
    ("diversity", t::DIVERSITY),
    ("duplicates", t::DUPLICATES),
];

/// What engines write behind the name of a metric of random features.
pub const RANDOM_FEATURES: &str = ", random features";
/// The same of the average of G.
pub const AVERAGE: &str = ", average of G";

/// The name of the metric `id` that its engine calls `label`; that itself where nothing better is known.
pub fn shown(id: &str, label: &str) -> String {
    if let (Some(of), Some(plain)) = (id.strip_prefix("ema-"), label.strip_suffix(AVERAGE)) {
        return t::average(shown(of, plain));
    }
    if let Some(plain) = label.strip_suffix(RANDOM_FEATURES) {
        return t::random_features(shown(id, plain));
    }
    let count = || label.split(' ').find(|word| word.parse::<u64>().is_ok());
    // What is named otherwise keeps its name.
    let own = |(of, name): &&(&str, Text)| *of == id && in_english(|| name.get()) == label;
    match NAMES.iter().find(own) {
        Some((_, name)) => name.to_string(),
        None if id == "copying" => count().map_or_else(|| label.into(), t::copying),
        None => label.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_the_engine() {
        for (id, label) in [
            ("energy", "Energy distance"),
            ("modes-fair", "Modes with 1 % of a fair share"),
            ("frechet", "Fréchet distance, random features"),
            ("ema-frechet", "Fréchet distance, random features, average of G"),
            ("ema-modes", "Modes covered, average of G"),
            ("copying", "Copies of 1500 training images"),
            ("unheard-of", "Another"),
            ("energy", "Energy distance, \"all\""),
        ] {
            assert_eq!(shown(id, label), label);
        }
    }
}
