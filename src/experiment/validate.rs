//! What cannot be run, why, and the nearest thing that can.

use super::architecture::{Shape, ShapeError, halvings};
use super::issue::{Issue, replace};
use super::{Data, Experiment, KEYS, Scope, Value, conflicts, memory};
use crate::text::{conflict as t, problem};

/// The shape that `data` has, as far as it is known before the files are read.
pub fn shape_of(data: Data) -> Shape {
    match data {
        Data::Digits8 => Shape::Image { channels: 1, size: 8 },
        Data::Stacked8 => Shape::Image { channels: 2, size: 8 },
        Data::Mnist | Data::Images | Data::Shapes28 => Shape::Image { channels: 1, size: 28 },
        _ => Shape::Point,
    }
}

/// Every problem of `experiment`, at once. The user's images are taken to be of 28 x 28 pixels: once
/// their files are read, [`validate_for`] knows better.
pub fn validate(experiment: &Experiment) -> Vec<Issue> {
    validate_for(experiment, shape_of(experiment.data))
}

/// Every problem of `experiment` on samples of `shape`.
pub fn validate_for(experiment: &Experiment, shape: Shape) -> Vec<Issue> {
    repair_for(&mut experiment.clone(), shape)
}

/// Moves `experiment` to the nearest one that can run and says what was wrong with it. The user's
/// images are taken as in [`validate`].
pub fn repair(e: &mut Experiment) -> Vec<Issue> {
    let shape = shape_of(e.data);
    repair_for(e, shape)
}

/// [`repair`] for samples of `shape`.
pub fn repair_for(e: &mut Experiment, shape: Shape) -> Vec<Issue> {
    let mut issues = ranges(e);
    issues.extend(conflicts::resolve(e));
    issues.extend(depths(e, shape));
    issues.extend(memory::fit(e, shape));
    issues
}

fn ranges(e: &mut Experiment) -> Vec<Issue> {
    let plain = e.plain();
    let mut issues = Vec::new();
    for key in &KEYS {
        let value = key.get(e);
        if value != key.get(&plain) && !key.applies(e.data) {
            let reason = match key.scope {
                Scope::All | Scope::Images => t::IMAGES_ONLY,
                Scope::Classes => t::CLASSES_ONLY,
                Scope::OwnImages => t::OWN_IMAGES_ONLY,
            };
            issues.push(replace(e, key.name, key.get(&plain), reason.get()));
        } else if let Err(bad) = key.parse(&value.to_string()) {
            let nearest = bad.nearest.unwrap_or(key.get(&plain));
            issues.push(replace(e, key.name, nearest, problem::accepted_is(key.range)));
        }
    }
    issues
}

fn depths(e: &mut Experiment, shape: Shape) -> Vec<Issue> {
    let Shape::Image { size, .. } = shape else { return Vec::new() };
    let least = halvings(size).unwrap_or(1);
    let reason = ShapeError::Depth { size, least }.to_string();
    let given = [("g.depth", e.generator.depth), ("d.depth", e.discriminator.depth)];
    let shallow = given.into_iter().filter(|(_, depth)| *depth < least);
    shallow.map(|(name, _)| replace(e, name, Value::Int(least), reason.as_str())).collect()
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
        (e.discriminator.width, e.discriminator.depth, e.batch) = (256, 5, 512);
        let issues = repair(&mut e);
        let keys: Vec<_> = issues.iter().map(|i| i.key.as_str()).collect();
        assert_eq!(keys, ["labels.real", "g.depth", "batch"]);
        assert_eq!((e.labels.real, e.generator.depth, e.discriminator.width), (1.0, 2, 256));
        assert_eq!(validate(&e), []);
    }

    #[test]
    fn a_slow_step_is_no_problem_and_changes_nothing() {
        // Issue 11, item 12, with a batch that fits into memory.
        let mut e = Experiment::default_for(Data::Shapes28);
        (e.batch, e.discriminator.steps) = (32, 10);
        (e.generator.width, e.generator.depth) = (256, 5);
        (e.discriminator.width, e.discriminator.depth) = (256, 5);
        assert_eq!(validate(&e), []);
    }

    #[test]
    fn depth_follows_the_true_pixels() {
        let e = Experiment::default_for(Data::Mnist);
        let said = |size| {
            let issues = validate_for(&e, Shape::Image { channels: 1, size });
            issues.iter().map(Issue::refusal).collect::<Vec<_>>()
        };
        assert_eq!(said(8), [""; 0]);
        assert_eq!(said(16), [""; 0]);
        assert_eq!(
            said(64),
            [
                "g.depth=2: images of 64 x 64 pixels need at least 4 convolutions; 4 would do",
                "d.depth=2: images of 64 x 64 pixels need at least 4 convolutions; 4 would do"
            ]
        );
        let flat = Experiment {
            generator: super::super::NetworkSettings { depth: 1, ..e.generator.clone() },
            ..e.clone()
        };
        assert_eq!(validate_for(&flat, Shape::Image { channels: 1, size: 8 }), []);
    }

    #[test]
    fn two_frozen_networks_are_refused() {
        let mut e = Experiment::default_for(Data::Ring8);
        (e.generator.steps, e.discriminator.steps) = (0, 0);
        let issues = repair(&mut e);
        assert_eq!(issues[0].to_string(), "d.steps=0: with g.steps=0 as well nothing would train; using 1");
    }
}
