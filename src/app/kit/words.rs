//! The experiment in words.

use crate::play::RunView;
use crate::chart::Axis;
use crate::experiment::{Comparison, Data, KEYS, Key, RunId, Value};
use crate::number::{compact, three_digits, whole};

/// A data set's name on the page.
pub fn data(data: Data) -> &'static str {
    match data {
        Data::Ring8 => "Ring of 8",
        Data::Grid25 => "Grid of 25",
        Data::Spiral => "Spiral",
        Data::Moons => "Two moons",
        Data::Digits8 => "Digits 8 × 8",
        Data::Stacked8 => "Digits, stacked in pairs",
        Data::Shapes28 => "Shapes 28 × 28",
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
        ("loss", "wgan-clip") => "WGAN, clipped".into(),
        ("loss", "wgan-gp") => "WGAN-GP".into(),
        ("loss", "rp") => "Relativistic pairing".into(),
        ("loss", "ra") => "Relativistic average".into(),
        ("optimizer", "rmsprop") => "RMSProp".into(),
        ("optimizer", "sgd") => "Gradient descent".into(),
        ("classes", "in-turn") => "In turn".into(),
        ("classes", one) if one.starts_with("only:") => one.replace("only:", "Only "),
        ("latent.kind", "normal") => "Gaussian".into(),
        ("augment", many) => capital(&many.replace("color", "colour").replace(',', ", ")),
        (_, "none") => "None".into(),
        (_, "batch") => "Batch norm".into(),
        (_, "layer") => "Layer norm".into(),
        (_, "instance") => "Instance norm".into(),
        (_, "on-collapse") => "On collapse".into(),
        _ => capital(word),
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// What the charts count.
pub fn axis(axis: Axis) -> &'static str {
    match axis {
        Axis::Steps => "Steps",
        Axis::UpdatesOfD => "Updates of D",
        Axis::UpdatesOfG => "Updates of G",
        Axis::Seconds => "Wall time",
    }
}

/// A place on an axis.
pub fn place(axis: Axis, value: f64) -> String {
    let count = || whole(value.round() as u64);
    match axis {
        Axis::Steps => format!("Step {}", count()),
        Axis::UpdatesOfD => format!("Update {} of D", count()),
        Axis::UpdatesOfG => format!("Update {} of G", count()),
        Axis::Seconds => format!("{} s of training", three_digits(value)),
    }
}

/// The sizes of both networks and how much D sees.
pub fn sizes(view: &RunView) -> String {
    let Some((g, d)) = view.parameters else { return String::new() };
    let sees = view.sees.map(|pixels| format!(", receptive field {pixels} px")).unwrap_or_default();
    format!("G {} parameters, D {} parameters{sees}", compact(g.into()), compact(d.into()))
}

/// What changed from one comparison to the next.
pub fn edited(now: &Comparison, next: &Comparison) -> String {
    let pairs = now.runs.iter().zip(&next.runs);
    let changes = pairs.flat_map(|(old, new)| {
        KEYS.iter().filter(|key| key.get(old) != key.get(new)).map(|key| phrase(key, key.get(new)))
    });
    let mut changes: Vec<String> = changes.collect();
    changes.dedup();
    changes.join(", ")
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
        ("loss", Value::Choice(_, word @ ("wgan-clip" | "wgan-gp"))) => choice("loss", word),
        ("loss", Value::Choice(_, word)) => format!("{} loss", choice("loss", word).to_lowercase()),
        ("g.norm", Value::Choice(_, "none")) => "no norm in G".into(),
        ("d.norm", Value::Choice(_, "none")) => "no norm in D".into(),
        ("g.norm", Value::Choice(_, word)) => format!("{word} norm in G"),
        ("d.norm", Value::Choice(_, word)) => format!("{word} norm in D"),
        ("g.spectral", Value::Switch(on)) => with("spectral norm in G", on),
        ("d.spectral", Value::Switch(on)) => with("spectral norm in D", on),
        ("multi_scale", Value::Switch(on)) => with("multi-scale gradients", on),
        ("minibatch_stddev", Value::Switch(on)) => with("minibatch spread", on),
        ("classes", Value::Choice(_, "in-turn")) => "classes in turn".into(),
        ("classes", Value::Choice(_, word)) => match word.strip_prefix("only:") {
            Some(class) => format!("only class {class}"),
            None => "all classes".into(),
        },
        ("condition", Value::Choice(_, "off")) => "not conditional".into(),
        ("condition", Value::Choice(_, "concat")) => "conditional".into(),
        ("condition", Value::Choice(_, word)) => format!("conditional by {word}"),
        ("augment", Value::Choice(_, "off")) => "no augmentation".into(),
        ("augment", Value::Choice(_, word)) => format!("augment {}", choice("augment", word).to_lowercase()),
        ("optimizer", Value::Choice(_, word)) => choice("optimizer", word),
        ("lr.schedule", Value::Choice(_, "on-collapse")) => "rates halve on collapse".into(),
        ("lr.schedule", Value::Choice(_, word)) => format!("{word} rates"),
        ("latent.kind", Value::Choice(_, word)) => format!("{} latents", choice("latent.kind", word)),
        ("g.upsample", Value::Choice(_, word)) => format!("G {word}s up"),
        ("r1", _) => format!("R1 {number}"),
        ("r2", _) => format!("R2 {number}"),
        ("ema", Value::Float(0.0)) => "no average of G".into(),
        ("ema", _) => format!("average of G {number}"),
        ("replay", Value::Float(share)) => format!("{} old fakes", crate::number::percent(share)),
        ("pack", _) => format!("packs of {number}"),
        ("d.dropout", _) => format!("dropout {number} in D"),
        ("beta1", _) => format!("beta 1 {number}"),
        ("beta2", _) => format!("beta 2 {number}"),
        ("snapshot.every", _) => format!("a snapshot every {number} steps"),
        ("labels.swap", Value::Switch(true)) => "swapped labels".into(),
        ("labels.swap", _) => "labels not swapped".into(),
        ("labels.real", _) => format!("real labels {number}"),
        ("labels.flip", Value::Float(share)) => {
            format!("{} of labels flipped", crate::number::percent(share))
        }
        ("g.steps", _) => format!("G {number}× a step"),
        ("d.steps", _) => format!("D {number}× a step"),
        ("g.lr", _) => format!("G's rate {number}"),
        ("d.lr", _) => format!("D's rate {number}"),
        ("noise", Value::Float(0.0)) => "no noise".into(),
        ("noise", _) => format!("noise {number}"),
        ("noise.until", Value::Float(share)) => {
            format!("noise until {} of the run", crate::number::percent(share))
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

fn with(what: &str, on: bool) -> String {
    if on { what.into() } else { format!("no {what}") }
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
            .filter(|(key, _)| !matches!(key.name, "data" | "seed" | "steps" | "snapshot.every"))
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
