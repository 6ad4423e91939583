//! What cannot be run, why, and the nearest thing that can.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::architecture::Shape;
use super::size::{discriminator_size, generator_size};
use super::{Data, Experiment, KEYS, Value, conflicts, key};

/// Multiply-adds of one network on one batch above which a step would hang the tab: about two
/// seconds a step on one core of a laptop (ours).
const MAX_BATCH_MULTIPLICATIONS: u64 = 3_000_000_000;

/// One problem: the key, its value, what is accepted, and what is used instead.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Issue {
    /// The key as the link spells it.
    pub key: String,
    /// The value that was given.
    pub value: String,
    /// What is accepted, or why the value cannot stand.
    pub reason: String,
    /// The value that is used instead; `None` when the key is left out.
    pub used: Option<String>,
}

impl fmt::Display for Issue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}={}: {}", self.key, shorten(&self.value), self.reason)?;
        match &self.used {
            Some(used) => write!(f, "; using {used}"),
            None => write!(f, "; left out"),
        }
    }
}

/// At most 40 characters of a value: a link may hold 100 kB of garbage.
pub(super) fn shorten(text: &str) -> String {
    match text.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// The shape that `data` has, as far as it is known before the files are read.
pub fn shape_of(data: Data) -> Shape {
    match data {
        Data::Digits8 => Shape::Image { channels: 1, size: 8 },
        Data::Stacked8 => Shape::Image { channels: 2, size: 8 },
        Data::Mnist | Data::Shapes28 => Shape::Image { channels: 1, size: 28 },
        _ => Shape::Point,
    }
}

/// Every problem of `experiment`, at once.
pub fn validate(experiment: &Experiment) -> Vec<Issue> {
    repair(&mut experiment.clone())
}

/// Moves `experiment` to the nearest one that can run and says what was wrong with it.
pub fn repair(e: &mut Experiment) -> Vec<Issue> {
    let mut issues = ranges(e);
    issues.extend(conflicts::resolve(e));
    issues.extend(depths(e));
    issues.extend(costs(e));
    issues
}

/// Sets the key called `name` to `value` and says why.
pub(super) fn replace(e: &mut Experiment, name: &str, value: Value, reason: impl Into<String>) -> Issue {
    let key = key(name).unwrap_or(&KEYS[0]);
    let given = key.get(e).to_string();
    key.set(e, value);
    Issue { key: name.into(), value: given, reason: reason.into(), used: Some(value.to_string()) }
}

fn ranges(e: &mut Experiment) -> Vec<Issue> {
    let plain = e.plain();
    let mut issues = Vec::new();
    for key in &KEYS {
        let value = key.get(e);
        if value != key.get(&plain) && !key.applies(e.data) {
            let reason = if key.classes_only { "data of ten classes only" } else { "images only" };
            issues.push(replace(e, key.name, key.get(&plain), reason));
        } else if let Err(bad) = key.parse(&value.to_string()) {
            let nearest = bad.nearest.unwrap_or(key.get(&plain));
            issues.push(replace(e, key.name, nearest, format!("accepted is {}", key.range)));
        }
    }
    issues
}

fn depths(e: &mut Experiment) -> Vec<Issue> {
    let Shape::Image { size, .. } = shape_of(e.data) else { return Vec::new() };
    let least = super::architecture::halvings(size).unwrap_or(1);
    let mut issues = Vec::new();
    for name in ["g.depth", "d.depth"] {
        let depth = if name == "g.depth" { e.generator.depth } else { e.discriminator.depth };
        if depth < least {
            let reason = format!("images of {size} x {size} pixels need at least {least} convolutions");
            issues.push(replace(e, name, Value::Int(least), reason));
        }
    }
    issues
}

fn costs(e: &mut Experiment) -> Vec<Issue> {
    let shape = shape_of(e.data);
    let mut issues = Vec::new();
    for name in ["g.width", "d.width"] {
        let generator = name == "g.width";
        let cost = |e: &Experiment| {
            let size = if generator { generator_size(e, shape) } else { discriminator_size(e, shape) };
            size.unwrap_or_default().multiplications * u64::from(e.batch)
        };
        let given = if generator { e.generator.width } else { e.discriminator.width };
        let mut tried = e.clone();
        let mut width = given;
        while cost(&tried) > MAX_BATCH_MULTIPLICATIONS && width > 4 {
            width = (width / 2).max(4);
            if generator { tried.generator.width = width } else { tried.discriminator.width = width }
        }
        if width < given {
            let reason = "so wide, deep and with this batch a step would take seconds".to_owned();
            issues.push(replace(e, name, Value::Int(width), reason));
        }
    }
    issues
}

#[cfg(test)]
mod tests {
    use super::super::Loss;
    use super::*;

    #[test]
    fn the_plain_gan_of_every_data_set_is_valid() {
        for data in Data::ALL {
            assert_eq!(validate(&Experiment::default_for(data)), [], "{data:?}");
        }
    }

    #[test]
    fn every_problem_is_named_at_once_with_the_nearest_legal_value() {
        let mut e = Experiment::default_for(Data::Mnist);
        e.loss = Loss::Hinge;
        e.labels.real = 0.9;
        e.generator.depth = 1;
        e.discriminator.width = 256;
        e.discriminator.depth = 5;
        e.batch = 512;
        let issues = repair(&mut e);
        let keys: Vec<_> = issues.iter().map(|i| i.key.as_str()).collect();
        assert_eq!(keys, ["labels.real", "g.depth", "d.width"]);
        assert_eq!((e.labels.real, e.generator.depth), (1.0, 2));
        assert!(e.discriminator.width < 256);
        assert_eq!(validate(&e), []);
    }

    #[test]
    fn two_frozen_networks_are_refused() {
        let mut e = Experiment::default_for(Data::Ring8);
        (e.generator.steps, e.discriminator.steps) = (0, 0);
        let issues = repair(&mut e);
        assert_eq!(issues[0].to_string(), "d.steps=0: with g.steps=0 as well nothing would train; using 1");
    }
}
