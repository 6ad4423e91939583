//! Section 3: soft and noisy labels, against the closed forms of golden.json by looking for the best
//! logit.

use burn::prelude::*;
use saddle::experiment::{Data, Experiment, Labels, Loss, equilibrium};
use saddle::gan::labels::{Target, Targets};
use saddle::gan::loss;
use saddle::rng::Streams;
use serde_json::Value;

use super::support::{BOTH, device, draws, host, session, small, train};

/// A logit at which a softplus is exactly 0, or its argument.
const SURE: f64 = 1000.0;

/// Samples in a batch: a share of 0.05 of them is one.
const BATCH: usize = 20;

fn golden(name: &str) -> Value {
    let golden: Value = serde_json::from_str(include_str!("../../golden/golden.json")).expect("JSON");
    golden["labels"][name].clone()
}

fn logits(value: f64) -> Tensor<2> {
    Tensor::full([BATCH, 1], value, &device())
}

/// Labels with these targets of real and of fake samples and this share of flips.
fn labels((real, fake, flip): (f64, f64, f64)) -> Labels {
    Labels { real, fake, flip, ..Labels::default() }
}

/// An experiment with `labels`.
fn with(labels: Labels) -> Experiment {
    Experiment { labels, ..Experiment::default_for(Data::Ring8) }
}

/// Targets of a batch in which the share `flip` is told the opposite.
fn targets(Labels { real, fake, flip, .. }: Labels) -> Targets {
    if flip == 0.0 {
        return Targets { real: Target::All(real), fake: Target::All(fake) };
    }
    let flipped = (flip * BATCH as f64).round() as usize;
    let each = |usual: f64, other: f64| {
        let values = (0..BATCH).map(|i| if i < flipped { other } else { usual } as f32).collect();
        Target::Each(Tensor::from_data(TensorData::new(values, [BATCH, 1]), &device()))
    };
    Targets { real: each(real, 0.0), fake: each(fake, 1.0) }
}

/// D's loss with these logits on all real and on all fake samples.
fn loss_d(real: f64, fake: f64, targets: &Targets) -> f64 {
    f64::from(host(loss::discriminator(Loss::NonSaturating, logits(real), logits(fake), targets))[0])
}

/// The logit where `slope` of a loss, which rises with it, is 0.
fn best(slope: impl Fn(f64) -> f64) -> f64 {
    let (mut low, mut high) = (-8.0, 8.0);
    for _ in 0..40 {
        let middle = (low + high) / 2.0;
        if slope(middle) < 0.0 { low = middle } else { high = middle }
    }
    (low + high) / 2.0
}

/// The slope of D's loss along a logit; `of` makes the loss of it.
fn slope(of: impl Fn(Tensor<2>) -> Tensor<1>) -> impl Fn(f64) -> f64 {
    move |at| {
        let leaf = logits(at).require_grad();
        let gradients = of(leaf.clone()).backward();
        host(leaf.grad(&gradients).expect("a gradient")).iter().map(|g| f64::from(*g)).sum()
    }
}

fn d(real: Tensor<2>, fake: Tensor<2>, targets: &Targets) -> Tensor<1> {
    loss::discriminator(Loss::NonSaturating, real, fake, targets)
}

fn sigmoid(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

fn close(found: f64, expected: &Value, what: &str) {
    let expected = expected.as_f64().expect("a number");
    assert!((found - expected).abs() < 1e-4 * (1.0 + expected.abs()), "{what}: {found}, golden {expected}");
}

/// The rows of the table: its name; the targets of real and fake samples and the share of flips.
const ROWS: [(&str, (f64, f64, f64)); 8] = [
    ("one_sided_0.9", (0.9, 0.0, 0.0)),
    ("one_sided_0.8", (0.8, 0.0, 0.0)),
    ("one_sided_0.7", (0.7, 0.0, 0.0)),
    ("two_sided_0.9_0.1", (0.9, 0.1, 0.0)),
    ("two_sided_0.95_0.15", (0.95, 0.15, 0.0)),
    ("flip_0.05", (1.0, 0.0, 0.05)),
    ("flip_0.1", (1.0, 0.0, 0.1)),
    ("flip_0.2", (1.0, 0.0, 0.2)),
];

#[test]
fn a_d_that_cannot_tell_ends_at_the_golden_equilibrium() {
    for (name, told) in ROWS.into_iter().chain([("one_sided_1.0", (1.0, 0.0, 0.0))]) {
        let (row, targets) = (golden(name), targets(labels(told)));
        let logit = best(slope(|x| d(x.clone(), x, &targets)));
        close(sigmoid(logit), &row["D_eq"], &format!("{name}: D"));
        close(loss_d(logit, logit, &targets), &row["lossD_eq"], &format!("{name}: D's loss"));
        let loss_g = host(loss::generator(Loss::NonSaturating, None, logits(logit)))[0];
        if !row["lossG_ns_eq"].is_null() {
            close(loss_g.into(), &row["lossG_ns_eq"], &format!("{name}: G's loss"));
        }
        close(equilibrium::of(&with(labels(told))).d, &row["lossD_eq"], &format!("{name}: the dotted line"));
    }
}

#[test]
fn a_d_that_tells_them_apart_ends_at_the_golden_cap_and_floor() {
    for (name, told) in ROWS {
        let (row, targets) = (golden(name), targets(labels(told)));
        let on_real = best(slope(|x| d(x, logits(-SURE), &targets)));
        close(on_real, &row["max_logit"], &format!("{name}: the largest logit"));
        // A fake that is always told to be fake costs nothing when D is sure of it.
        let (_, fake, flip) = told;
        let sure = fake == 0.0 && flip == 0.0;
        let on_fake = if sure { -SURE } else { best(slope(|x| d(logits(SURE), x, &targets))) };
        if fake > 0.0 {
            close(on_fake, &row["min_logit"], &format!("{name}: the smallest logit"));
        } else if flip > 0.0 {
            close(-on_fake, &row["max_logit"], &format!("{name}: the smallest logit"));
        }
        let floor = loss_d(on_real, on_fake, &targets);
        close(floor, &row["lossD_floor_separated"], &format!("{name}: the floor"));
        let line = equilibrium::of(&with(labels(told))).d_floor.expect("a floor");
        close(line, &row["lossD_floor_separated"], &format!("{name}: the dotted line"));
    }
}

#[test]
fn flips_flatten_the_best_d_by_the_golden_slope() {
    for (name, told) in ROWS.into_iter().filter(|(_, (_, _, flip))| *flip > 0.0) {
        let (targets, flip) = (targets(labels(told)), told.2);
        let sure = Targets::plain();
        // Where the share `r` of what D sees is real.
        let best_at = |r: f64| {
            let weighed = |x: Tensor<2>| {
                let real = Targets { real: targets.real.clone(), fake: sure.fake.clone() };
                let fake = Targets { real: sure.real.clone(), fake: targets.fake.clone() };
                d(x.clone(), logits(-SURE), &real).mul_scalar(r)
                    + d(logits(SURE), x, &fake).mul_scalar(1.0 - r)
            };
            sigmoid(best(slope(weighed)))
        };
        let found = (best_at(0.75) - best_at(0.25)) / 0.5;
        close(found, &golden(name)["slope_(1-2p)"], name);
        assert!((best_at(0.75) - (flip + (1.0 - 2.0 * flip) * 0.75)).abs() < 1e-4, "{name}");
    }
}

#[test]
fn flips_are_drawn_for_each_sample_afresh_and_are_wholly_wrong() {
    let e = with(labels((0.9, 0.1, 0.1)));
    let mut streams = Streams::new(1);
    let mut draw = || {
        let targets = Targets::draw(&e.labels, 20_000, &mut streams, &device());
        let (Target::Each(real), Target::Each(fake)) = (targets.real, targets.fake) else { panic!("flips") };
        (host(real), host(fake))
    };
    let (real, fake) = draw();
    assert!(real.iter().all(|t| [0.9, 0.0].contains(t)) && fake.iter().all(|t| [0.1, 1.0].contains(t)));
    let share = |values: &[f32], value: f32| {
        values.iter().filter(|v| **v == value).count() as f64 / values.len() as f64
    };
    assert!((share(&real, 0.0) - 0.1).abs() < 0.01 && (share(&fake, 1.0) - 0.1).abs() < 0.01);
    assert_ne!(draw(), (real, fake));
}

#[test]
fn soft_labels_alone_draw_nothing() {
    let e = with(labels((0.8, 0.1, 0.0)));
    let mut streams = Streams::new(1);
    let targets = Targets::draw(&e.labels, 64, &mut streams, &device());
    assert!(matches!((targets.real, targets.fake), (Target::All(0.8), Target::All(0.1))));
    assert!(streams.state().is_empty());
}

/// The targets of real and of fake samples, drawn from fresh streams.
fn each(labels: &Labels, batch: usize) -> [Vec<f32>; 2] {
    let targets = Targets::draw(labels, batch, &mut Streams::new(1), &device());
    let (Target::Each(real), Target::Each(fake)) = (targets.real, targets.fake) else { panic!("no draws") };
    [host(real), host(fake)]
}

#[test]
fn random_labels_are_uniform_about_their_targets_and_may_pass_one() {
    let labels = Labels { spread: 0.25, ..labels((0.95, 0.15, 0.0)) };
    for (found, target) in each(&labels, 20_000).iter().zip([0.95, 0.15]) {
        let n = found.len() as f64;
        let mean = found.iter().map(|v| f64::from(*v)).sum::<f64>() / n;
        let variance = found.iter().map(|v| (f64::from(*v) - mean).powi(2)).sum::<f64>() / n;
        let (low, high) = found.iter().fold((9f32, -9f32), |(l, h), v| (l.min(*v), h.max(*v)));
        // Of a uniform variable of width 0.5: a twelfth of its square.
        assert!((mean - target).abs() < 0.005 && (variance - 0.25 / 12.0).abs() < 5e-4, "{mean} {variance}");
        assert!((f64::from(low) - (target - 0.25)).abs() < 1e-3, "{low}");
        assert!((f64::from(high) - (target + 0.25)).abs() < 1e-3, "{high}");
    }
}

#[test]
fn a_flipped_label_is_not_spread_and_the_flips_are_those_of_labels_that_are_not() {
    let flips = labels((0.9, 0.1, 0.2));
    let both = Labels { spread: 0.1, ..flips.clone() };
    let (alone, both) = (each(&flips, 1000), each(&both, 1000));
    for ((alone, both), opposite) in alone.iter().zip(&both).zip([0.0, 1.0]) {
        let flipped = |values: &[f32]| values.iter().map(|v| *v == opposite).collect::<Vec<_>>();
        assert_eq!(flipped(both), flipped(alone));
        assert!(flipped(both).iter().filter(|f| **f).count() > 100);
    }
}

#[test]
fn random_labels_keep_the_equilibrium_and_the_floor_of_their_targets() {
    let soft = labels((0.9, 0.1, 0.1));
    let random = Labels { spread: 0.3, ..soft.clone() };
    assert_eq!(equilibrium::of(&with(random.clone())), equilibrium::of(&with(soft)));
    // And D's loss says so, on average: at its equilibrium the targets' mean is all that counts.
    let told = Labels { flip: 0.0, ..random };
    let targets = Targets::draw(&told, 50_000, &mut Streams::new(1), &device());
    let flat = || Tensor::<2>::zeros([50_000, 1], &device()).add_scalar(0.4);
    let found = f64::from(host(d(flat(), flat(), &targets))[0]);
    let expected = f64::from(host(d(flat(), flat(), &self::targets(Labels { spread: 0.0, ..told })))[0]);
    assert!((found - expected).abs() < 2e-3, "{found}, without spread {expected}");
}

#[test]
fn random_labels_move_no_other_stream() {
    for data in BOTH {
        let stand = |spread: f64| {
            let mut e = small(data);
            (e.labels.flip, e.labels.spread, e.dropout, e.noise.sigma) = (0.1, spread, 0.1, 0.1);
            let mut run = session(&e);
            let losses = train(&mut run, 5);
            (draws(&mut run), losses)
        };
        let ((off, plain), (mut on, random)) = (stand(0.0), stand(0.2));
        assert_ne!(plain, random, "{data:?}");
        let drawn = on["streams"].as_object_mut().expect("streams").remove("labels.spread");
        assert!(drawn.is_some() && on == off, "{data:?}: {on} {off}");
    }
}
