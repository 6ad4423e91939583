//! The experiment in words: its keys, their values, and what makes one run differ from another.
//!
//! Every key and every word of a choice has its own words here; a test sees to it.

use super::{Data, Experiment, Key, Value};
use crate::number::percent;

/// A data set's name.
pub fn data(data: Data) -> &'static str {
    match data {
        Data::Ring8 => "Ring of 8",
        Data::Grid25 => "Grid of 25",
        Data::Spiral => "Spiral",
        Data::Moons => "Two moons",
        Data::Digits8 => "Digits 8 × 8",
        Data::Stacked8 => "Digits, stacked in pairs",
        Data::Shapes28 => "Shapes 28 × 28",
        Data::Mnist => "MNIST digits 28 × 28",
        Data::Images => "Images (your files)",
        Data::Table => "Points (your table)",
    }
}

/// A word of the choice called `key`, as a menu shows it.
pub fn choice(key: &str, word: &str) -> String {
    menu(key, word).unwrap_or_else(|| capital(word))
}

/// The entry of a menu; `None` for a word that nobody has put into words.
fn menu(key: &str, word: &str) -> Option<String> {
    let fixed = match (key, word) {
        ("data", word) => {
            use super::Choice;
            let index = <Data as Choice>::WORDS.iter().position(|w| *w == word)?;
            data(Data::ALL[index])
        }
        ("loss", "ns") => "Non-saturating",
        ("loss", "minimax") => "Minimax",
        ("loss", "ls") => "Least squares",
        ("loss", "hinge") => "Hinge",
        ("loss", "wgan-clip") => "WGAN, clipped",
        ("loss", "wgan-gp") => "WGAN-GP",
        ("loss", "rp") => "Relativistic pairing",
        ("loss", "ra") => "Relativistic average",
        ("d.optimizer", "same") => "As the generator's",
        ("optimizer" | "d.optimizer", "adam") => "Adam",
        ("optimizer" | "d.optimizer", "rmsprop") => "RMSProp",
        ("optimizer" | "d.optimizer", "sgd") => "Gradient descent",
        ("classes", "all") => "All",
        ("classes", "in-turn") => "In turn",
        ("classes", one) => return one.strip_prefix("only:").map(|class| format!("Only {class}")),
        ("condition", "off") => "Off",
        ("condition", "concat") => "Concat",
        ("condition", "projection") => "Projection",
        ("g.activation" | "d.activation", "relu") => "ReLU",
        ("g.activation" | "d.activation", "leaky") => "Leaky ReLU",
        ("g.activation" | "d.activation", "tanh") => "Tanh",
        ("g.activation" | "d.activation", "elu") => "ELU",
        ("init", "torch") => "PyTorch's default",
        ("init", "dcgan") => "DCGAN's normal 0.02",
        ("init", "orthogonal") => "Orthogonal",
        ("latent.kind", "normal") => "Gaussian",
        ("latent.kind", "uniform") => "Uniform",
        ("augment", "off") => "Off",
        ("augment", many) => return Some(capital(&many.replace("color", "colour").replace(',', ", "))),
        ("g.norm" | "d.norm", "none") => "None",
        ("g.norm" | "d.norm", "batch") => "Batch norm",
        ("g.norm" | "d.norm", "layer") => "Layer norm",
        ("g.norm" | "d.norm", "instance") => "Instance norm",
        ("g.first_kernel" | "d.first_kernel", "auto") => "Auto",
        ("g.first_kernel" | "d.first_kernel", pixels) => return Some(pixels.into()),
        ("g.upsample", "transpose") => "Transpose",
        ("g.upsample", "resize") => "Resize",
        ("lr.schedule", "constant") => "Constant",
        ("lr.schedule", "linear") => "Linear",
        ("lr.schedule", "cosine") => "Cosine",
        ("lr.schedule", "on-collapse") => "On collapse",
        _ => return None,
    };
    Some(fixed.into())
}

/// `word` with a capital letter at its beginning.
pub(super) fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// A value as its control shows it.
pub fn value(key: &Key, value: Value) -> String {
    match value {
        Value::Choice(_, word) => choice(key.name, word),
        Value::Switch(on) => if on { "on" } else { "off" }.into(),
        _ => number(value),
    }
}

/// A number without exponent where people would not write one.
pub fn number(value: Value) -> String {
    match value {
        Value::Float(v) if v == 0.0 || v.abs() >= 1e-4 => format!("{v}"),
        other => other.to_string(),
    }
}

/// A key after "Changing the".
pub fn changing(key: &Key) -> String {
    match key.name {
        "beta1" => "Adam beta 1".into(),
        "beta2" => "Adam beta 2".into(),
        "r1" => "R1 gamma".into(),
        "r2" => "R2 gamma".into(),
        "loss.clip" => "bound of D's weights".into(),
        "ema" => "decay of G's average".into(),
        "augment" => "augmentation of what D sees".into(),
        "data.count" => "number of samples to train on".into(),
        _ => key.label.to_lowercase(),
    }
}

/// A value as a phrase: "noise 0.3", "hinge loss".
pub fn phrase(key: &Key, value: Value) -> String {
    spoken(key, value).unwrap_or_else(|| format!("{} {}", key.label.to_lowercase(), number(value)))
}

/// The phrase; `None` for a key that nobody has put into words.
fn spoken(key: &Key, value: Value) -> Option<String> {
    match value {
        Value::Choice(_, word) => chosen(key.name, word),
        Value::Switch(on) => switched(key.name, on),
        Value::Float(share) => share_of(key.name, share).or_else(|| counted(key.name, &number(value))),
        Value::Int(_) => counted(key.name, &number(value)),
    }
}

fn chosen(key: &str, word: &str) -> Option<String> {
    let entry = menu(key, word)?;
    Some(match (key, word) {
        ("data", _) => entry.to_lowercase(),
        ("loss", "wgan-clip" | "wgan-gp") | ("optimizer", _) => entry,
        ("d.optimizer", "same") => "D's optimizer as G's".into(),
        ("d.optimizer", _) => format!("{entry} for D"),
        ("loss", _) => format!("{} loss", entry.to_lowercase()),
        ("g.norm", "none") => "no norm in G".into(),
        ("d.norm", "none") => "no norm in D".into(),
        ("g.norm", _) => format!("{word} norm in G"),
        ("d.norm", _) => format!("{word} norm in D"),
        ("classes", "all") => "all classes".into(),
        ("classes", "in-turn") => "classes in turn".into(),
        ("classes", _) => entry.replace("Only", "only class"),
        ("condition", "off") => "not conditional".into(),
        ("condition", "concat") => "conditional".into(),
        ("condition", _) => format!("conditional by {word}"),
        ("augment", "off") => "no augmentation".into(),
        ("augment", _) => format!("augment {}", entry.to_lowercase()),
        ("lr.schedule", "on-collapse") => "rates halve on collapse".into(),
        ("lr.schedule", _) => format!("{word} rates"),
        ("g.activation", "leaky") => "leaky ReLU in G".into(),
        ("d.activation", "leaky") => "leaky ReLU in D".into(),
        ("g.activation", "tanh") => "tanh in G".into(),
        ("d.activation", "tanh") => "tanh in D".into(),
        ("g.activation", _) => format!("{entry} in G"),
        ("d.activation", _) => format!("{entry} in D"),
        ("init", "torch") => "PyTorch's initial weights".into(),
        ("init", "dcgan") => "DCGAN's initial weights".into(),
        ("init", _) => "orthogonal initial weights".into(),
        ("latent.kind", _) => format!("{entry} latents"),
        ("g.upsample", "transpose") => "G transposes up".into(),
        ("g.upsample", _) => "G resizes up".into(),
        ("g.first_kernel", "auto") => "G's first kernel as the others".into(),
        ("d.first_kernel", "auto") => "D's first kernel as the others".into(),
        ("g.first_kernel", _) => format!("G first kernel {word}"),
        ("d.first_kernel", _) => format!("D first kernel {word}"),
        _ => return None,
    })
}

fn switched(key: &str, on: bool) -> Option<String> {
    let what = match key {
        "g.spectral" => "spectral norm in G",
        "d.spectral" => "spectral norm in D",
        "multi_scale" => "multi-scale gradients",
        "minibatch_stddev" => "minibatch spread",
        "labels.swap" if on => "swapped labels",
        "labels.swap" => return Some("labels not swapped".into()),
        _ => return None,
    };
    Some(if on { what.into() } else { format!("no {what}") })
}

/// Numbers that are shares, and those that are off at 0.
fn share_of(key: &str, share: f64) -> Option<String> {
    Some(match key {
        "noise" if share == 0.0 => "no noise".into(),
        "ema" if share == 0.0 => "no average of G".into(),
        "r1" if share == 0.0 => "no R1".into(),
        "r2" if share == 0.0 => "no R2".into(),
        "d.dropout" if share == 0.0 => "no dropout in D".into(),
        "replay" if share == 0.0 => "no old fakes".into(),
        "labels.flip" if share == 0.0 => "no flipped labels".into(),
        "labels.spread" if share == 0.0 => "labels not spread".into(),
        "momentum" if share == 0.0 => "no momentum".into(),
        "replay" => format!("{} old fakes", percent(share)),
        "labels.flip" => format!("{} of labels flipped", percent(share)),
        "noise.until" => format!("noise until {} of the run", percent(share)),
        _ => return None,
    })
}

fn counted(key: &str, number: &str) -> Option<String> {
    Some(match key {
        "seed" => format!("seed {number}"),
        "data.count" if number == "0" => "all samples".into(),
        "data.count" => format!("{number} samples to train on"),
        "batch" => format!("batch {number}"),
        "steps" => format!("{number} steps"),
        "latent" => format!("{number} latent dimensions"),
        "g.width" => format!("G {number} wide"),
        "d.width" => format!("D {number} wide"),
        "g.depth" => format!("G {number} deep"),
        "d.depth" => format!("D {number} deep"),
        "g.kernel" => format!("G kernel {number}"),
        "d.kernel" => format!("D kernel {number}"),
        "g.steps" => format!("G {number}× a step"),
        "d.steps" => format!("D {number}× a step"),
        "g.lr" => format!("G's rate {number}"),
        "d.lr" => format!("D's rate {number}"),
        "loss.clip" => format!("D's weights bound to {number}"),
        "loss.gp" => format!("gradient penalty {number}"),
        "r1" => format!("R1 {number}"),
        "r2" => format!("R2 {number}"),
        "labels.real" => format!("real labels {number}"),
        "labels.fake" => format!("fake labels {number}"),
        "labels.spread" => format!("labels spread by {number}"),
        "beta1" => format!("beta 1 {number}"),
        "beta2" => format!("beta 2 {number}"),
        "momentum" => format!("momentum {number}"),
        "noise" => format!("noise {number}"),
        "d.dropout" => format!("dropout {number} in D"),
        "ema" => format!("average of G {number}"),
        "pack" if number == "1" => "no packs".into(),
        "pack" => format!("packs of {number}"),
        "snapshot.every" => format!("a snapshot every {number} steps"),
        _ => return None,
    })
}

/// What a change of one experiment to another comes to: "D's rate 0.0004, noise 0.1".
pub fn changes(from: &Experiment, to: &Experiment) -> String {
    let phrases: Vec<String> =
        from.differences(to).into_iter().map(|(key, value)| phrase(key, value)).collect();
    phrases.join(", ")
}

#[cfg(test)]
mod tests {
    use super::super::{KEYS, Range, key};
    use super::*;

    /// Values at both ends of every key, and every word.
    fn values(key: &Key) -> Vec<Value> {
        match key.range {
            Range::Int { min, max } => vec![Value::Int(min), Value::Int(max)],
            Range::Float { min, max } => vec![Value::Float(min), Value::Float(max)],
            Range::Switch => vec![Value::Switch(false), Value::Switch(true)],
            Range::Choice(words) => {
                words.iter().enumerate().map(|(i, word)| Value::Choice(i, word)).collect()
            }
        }
    }

    #[test]
    fn every_key_and_every_choice_has_words_and_no_two_values_the_same() {
        for key in &KEYS {
            let said: Vec<Option<String>> = values(key).into_iter().map(|v| spoken(key, v)).collect();
            for (i, words) in said.iter().enumerate() {
                let words = words.as_ref().unwrap_or_else(|| panic!("{} has no phrase", key.name));
                assert!(!words.contains(['_', ':']) && !words.is_empty(), "{}: {words}", key.name);
                assert!(!said[..i].contains(&Some(words.clone())), "{}: {words} twice", key.name);
            }
            if let Range::Choice(words) = key.range {
                assert!(words.iter().all(|word| menu(key.name, word).is_some()), "{}", key.name);
            }
        }
    }

    #[test]
    fn phrases_and_numbers_are_those_of_people() {
        let says = |name: &str, text: &str| {
            let key = key(name).expect("a key");
            phrase(key, key.parse(text).expect("a value"))
        };
        assert_eq!(says("d.lr", "4e-4"), "D's rate 0.0004");
        assert_eq!(says("d.lr", "1e-5"), "D's rate 1e-5");
        assert_eq!(says("loss", "hinge"), "hinge loss");
        assert_eq!(says("noise", "0"), "no noise");
        assert_eq!(says("classes", "only:8"), "only class 8");
    }
}
