//! Tricks that cannot stand together: each rule says why and what gives way.

use super::issue::{Issue, replace};
use super::{Choice, Classes, Condition, Experiment, Norm, Upsample, Value};
use crate::text::conflict as t;

/// Samples in a group whose spread D sees (Karras et al. 2018, section 3).
pub const SPREAD_GROUP: u32 = 4;

/// Repairs every impossible pair of `e` and names it. Each rule changes one key, and no later rule
/// undoes an earlier one.
pub fn resolve(e: &mut Experiment) -> Vec<Issue> {
    let rules = [
        soft_real_target,
        soft_fake_target,
        spread_targets,
        flipped_labels,
        nothing_trains,
        penalty_and_norm,
        penalty_and_dropout,
        penalty_and_spread,
        instance_norm_of_points_in_g,
        instance_norm_of_points_in_d,
        one_class_and_condition,
        packed_and_conditional,
        augmented_scales,
        kernel_of_resizing,
        whole_groups,
        few_samples,
    ];
    rules.iter().filter_map(|rule| rule(e)).collect()
}

/// Samples to train on, at least (ours): one of each of ten classes.
const FEWEST: u32 = 10;

fn word<T: Choice>(value: T) -> Value {
    Value::Choice(value.index(), T::WORDS[value.index()])
}

fn soft_real_target(e: &mut Experiment) -> Option<Issue> {
    (e.labels.real < 1.0 && !e.loss.has_probabilities())
        .then(|| replace(e, "labels.real", Value::Float(1.0), t::NO_PROBABILITIES.get()))
}

fn soft_fake_target(e: &mut Experiment) -> Option<Issue> {
    (e.labels.fake > 0.0 && !e.loss.has_probabilities())
        .then(|| replace(e, "labels.fake", Value::Float(0.0), t::NO_PROBABILITIES.get()))
}

fn spread_targets(e: &mut Experiment) -> Option<Issue> {
    (e.labels.spread > 0.0 && !e.loss.has_probabilities())
        .then(|| replace(e, "labels.spread", Value::Float(0.0), t::NO_PROBABILITIES.get()))
}

fn flipped_labels(e: &mut Experiment) -> Option<Issue> {
    (e.labels.flip > 0.0 && !e.loss.has_labels()).then(|| {
        let reason = if e.loss.is_relativistic() { t::RELATIVISTIC_FLIP } else { t::CRITIC_FLIP };
        replace(e, "labels.flip", Value::Float(0.0), reason.get())
    })
}

fn nothing_trains(e: &mut Experiment) -> Option<Issue> {
    (e.generator.steps == 0 && e.discriminator.steps == 0)
        .then(|| replace(e, "d.steps", Value::Int(1), t::NOTHING_TRAINS.get()))
}

fn penalty_and_norm(e: &mut Experiment) -> Option<Issue> {
    let reason = match e.discriminator.norm {
        Norm::Batch => t::PENALTY_AND_BATCH_NORM,
        Norm::Instance => t::PENALTY_AND_INSTANCE_NORM,
        Norm::None | Norm::Layer => return None,
    };
    e.is_penalised().then(|| replace(e, "d.norm", word(Norm::None), reason.get()))
}

fn penalty_and_dropout(e: &mut Experiment) -> Option<Issue> {
    (e.is_penalised() && e.dropout > 0.0)
        .then(|| replace(e, "d.dropout", Value::Float(0.0), t::PENALTY_AND_DROPOUT.get()))
}

fn penalty_and_spread(e: &mut Experiment) -> Option<Issue> {
    (e.is_penalised() && e.minibatch_stddev)
        .then(|| replace(e, "minibatch_stddev", Value::Switch(false), t::PENALTY_AND_SPREAD.get()))
}

fn instance_norm_of_points_in_g(e: &mut Experiment) -> Option<Issue> {
    (e.generator.norm == Norm::Instance && !e.data.is_image())
        .then(|| replace(e, "g.norm", word(Norm::None), t::INSTANCE_NORM_OF_POINTS.get()))
}

fn instance_norm_of_points_in_d(e: &mut Experiment) -> Option<Issue> {
    (e.discriminator.norm == Norm::Instance && !e.data.is_image())
        .then(|| replace(e, "d.norm", word(Norm::None), t::INSTANCE_NORM_OF_POINTS.get()))
}

fn one_class_and_condition(e: &mut Experiment) -> Option<Issue> {
    (e.classes != Classes::All && e.condition != Condition::Off)
        .then(|| replace(e, "condition", word(Condition::Off), t::ONE_CLASS.get()))
}

fn packed_and_conditional(e: &mut Experiment) -> Option<Issue> {
    (e.pack > 1 && e.condition != Condition::Off)
        .then(|| replace(e, "pack", Value::Int(1), t::PACKED_CLASSES.get()))
}

fn augmented_scales(e: &mut Experiment) -> Option<Issue> {
    (e.multi_scale && !e.augment.is_off())
        .then(|| replace(e, "augment", word(super::Augment::default()), t::AUGMENTED_SCALES.get()))
}

fn kernel_of_resizing(e: &mut Experiment) -> Option<Issue> {
    let even = e.upsample == Upsample::Resize && e.generator.kernel.is_multiple_of(2);
    let odd = (e.generator.kernel - 1).max(3);
    even.then(|| replace(e, "g.kernel", Value::Int(odd), t::ODD_KERNEL.get()))
}

/// What the batch must be a multiple of: whole packs and whole groups.
pub fn whole_batches(e: &Experiment) -> u32 {
    e.pack * if e.minibatch_stddev { SPREAD_GROUP } else { 1 }
}

fn whole_groups(e: &mut Experiment) -> Option<Issue> {
    let group = whole_batches(e);
    let whole = e.batch.next_multiple_of(group);
    let whole = if whole > 512 { whole - group } else { whole };
    (whole != e.batch).then(|| {
        let reason = match (e.pack > 1, e.minibatch_stddev) {
            (true, true) => t::whole_both(e.pack, SPREAD_GROUP, group),
            (true, false) => t::whole_packs(e.pack),
            _ => t::whole_groups(SPREAD_GROUP),
        };
        replace(e, "batch", Value::Int(whole), reason)
    })
}

fn few_samples(e: &mut Experiment) -> Option<Issue> {
    (1..FEWEST)
        .contains(&e.count)
        .then(|| replace(e, "data.count", Value::Int(FEWEST), t::few_samples(FEWEST)))
}

#[cfg(test)]
mod tests {
    use super::super::{Data, Labels, Loss, validate};
    use super::*;

    fn said(data: Data, change: impl Fn(&mut Experiment)) -> Vec<String> {
        let mut e = Experiment::default_for(data);
        change(&mut e);
        let said = validate(&e).iter().map(ToString::to_string).collect();
        super::super::repair(&mut e);
        assert_eq!(validate(&e), []);
        said
    }

    #[test]
    fn a_penalty_is_refused_where_d_mixes_samples_or_is_random() {
        let found = said(Data::Digits8, |e| {
            e.set_loss(Loss::WassersteinPenalty);
            e.discriminator.norm = Norm::Batch;
            e.dropout = 0.5;
            e.minibatch_stddev = true;
        });
        assert_eq!(found.len(), 3);
        assert!(found[0].starts_with("d.norm=batch: a gradient penalty is not defined with batch norm"));
        let layer = said(Data::Digits8, |e| {
            e.penalty.r1 = 1.0;
            e.discriminator.norm = Norm::Layer;
        });
        assert_eq!(layer, [""; 0]);
    }

    #[test]
    fn labels_are_refused_where_the_loss_has_none() {
        let found = said(Data::Ring8, |e| {
            e.set_loss(Loss::RelativisticPair);
            e.labels = Labels { real: 0.9, fake: 0.1, flip: 0.1, spread: 0.1, ..Labels::default() };
        });
        assert_eq!(found.len(), 4);
    }

    #[test]
    fn batches_are_rounded_to_whole_packs_and_groups() {
        let found = said(Data::Ring8, |e| {
            (e.batch, e.pack, e.minibatch_stddev) = (50, 3, true);
        });
        assert_eq!(
            found,
            ["batch=50: with packs of 3 and groups of 4, a multiple of 12 is needed; using 60"]
        );
        let found = said(Data::Ring8, |e| (e.batch, e.pack) = (512, 3));
        assert_eq!(found, ["batch=512: a whole number of packs of 3 is needed; using 510"]);
    }

    #[test]
    fn a_handful_of_samples_is_too_few() {
        let found = said(Data::Digits8, |e| e.count = 3);
        assert_eq!(found, ["data.count=3: at least 10 samples are needed, or 0 for all there are; using 10"]);
        assert_eq!(said(Data::Ring8, |e| e.count = 10), [""; 0]);
    }

    #[test]
    fn points_have_no_instance_norm() {
        let found = said(Data::Ring8, |e| {
            (e.generator.norm, e.discriminator.norm) = (Norm::Instance, Norm::Instance);
        });
        assert_eq!(found.len(), 2);
    }
}
