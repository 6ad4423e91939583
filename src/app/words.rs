//! The experiment in words.

use crate::experiment::{Comparison, Data, Key, RunId, Value};

/// A data set's name on the page.
pub fn data(data: Data) -> &'static str {
    match data {
        Data::Ring8 => "Ring of 8",
        Data::Grid25 => "Grid of 25",
        Data::Spiral => "Spiral",
        Data::Moons => "Two moons",
        Data::Digits8 => "Digits 8 × 8",
        Data::Mnist => "MNIST (your files)",
    }
}

/// A word of a choice, for people.
pub fn choice(key: &str, word: &str) -> String {
    match (key, word) {
        ("loss", "ns") => "Non-saturating".into(),
        ("loss", "minimax") => "Minimax".into(),
        ("loss", "ls") => "Least squares".into(),
        ("loss", "hinge") => "Hinge".into(),
        (_, "none") => "None".into(),
        (_, "batch") => "Batch norm".into(),
        _ => word.to_owned(),
    }
}

/// A key after "Changing the".
pub fn changing(key: &Key) -> String {
    match key.name {
        "data" => "data set".into(),
        "beta1" => "Adam beta 1".into(),
        "beta2" => "Adam beta 2".into(),
        _ => key.label.to_lowercase(),
    }
}

/// A value as a phrase: "noise 0.3", "hinge loss".
pub fn phrase(key: &Key, value: Value) -> String {
    let number = number(value);
    match (key.name, value) {
        ("loss", Value::Choice(_, word)) => format!("{} loss", choice("loss", word).to_lowercase()),
        ("g.norm", Value::Choice(_, "batch")) => "batch norm in G".into(),
        ("d.norm", Value::Choice(_, "batch")) => "batch norm in D".into(),
        ("g.norm", _) => "no batch norm in G".into(),
        ("d.norm", _) => "no batch norm in D".into(),
        ("labels.swap", Value::Switch(true)) => "swapped labels".into(),
        ("labels.swap", _) => "labels not swapped".into(),
        ("labels.real", _) => format!("real labels {number}"),
        ("labels.flip", Value::Float(share)) => format!("{} of labels flipped", crate::chart::percent(share)),
        ("g.steps", _) => format!("G {number}× a step"),
        ("d.steps", _) => format!("D {number}× a step"),
        ("g.lr", _) => format!("G's rate {number}"),
        ("d.lr", _) => format!("D's rate {number}"),
        ("noise", Value::Float(0.0)) => "no noise".into(),
        ("noise", _) => format!("noise {number}"),
        ("noise.until", Value::Float(share)) => {
            format!("noise until {} of the run", crate::chart::percent(share))
        }
        ("g.width", _) => format!("G {number} wide"),
        ("d.width", _) => format!("D {number} wide"),
        ("g.depth", _) => format!("G {number} deep"),
        ("d.depth", _) => format!("D {number} deep"),
        ("g.kernel", _) => format!("G kernel {number}"),
        ("d.kernel", _) => format!("D kernel {number}"),
        ("batch", _) => format!("batch {number}"),
        ("latent", _) => format!("{number} latent dimensions"),
        ("steps", _) => format!("{number} steps"),
        _ => format!("{} {number}", key.label.to_lowercase()),
    }
}

/// A number without exponent where people would not write one.
pub fn number(value: Value) -> String {
    match value {
        Value::Float(v) if v == 0.0 || v.abs() >= 1e-4 => format!("{v}"),
        other => other.to_string(),
    }
}

/// One line that says what makes `run` what it is.
pub fn description(comparison: &Comparison, run: RunId) -> String {
    let Some(experiment) = comparison.runs.get(run.0) else { return String::new() };
    if run.0 == 0 {
        let changes: Vec<_> = experiment
            .changes()
            .into_iter()
            .filter(|(key, _)| !matches!(key.name, "data" | "seed" | "steps"))
            .map(|(key, value)| phrase(key, value))
            .collect();
        return if changes.is_empty() {
            "Plain GAN".into()
        } else {
            format!("Plain + {}", changes.join(" + "))
        };
    }
    let differences: Vec<_> =
        comparison.differences(run).into_iter().map(|(key, value)| phrase(key, value)).collect();
    if differences.is_empty() { "Same as A".into() } else { format!("A + {}", differences.join(" + ")) }
}
