//! What the doctor says of made-up runs; real ones are in `tests/native/histories.rs`.

use super::super::band::Band;
use super::super::sample_quality::tests::metric;
use super::*;
use crate::experiment::Data;

fn usual() -> StepRecord {
    StepRecord { loss_d: 1.2, loss_g: 0.9, acc_real: 0.7, acc_fake: 0.6, grad_d: 0.5, grad_g: 0.1 }
}

fn doctor(data: Data) -> Doctor {
    Doctor::new(&Experiment::default_for(data))
}

/// A snapshot of points.
fn points(energy: f32, modes: f32, quality: f32) -> [Metric; 3] {
    [
        metric("energy", energy, Some(0.001)),
        metric("modes", modes, Some(8.0)),
        metric("hq", quality, Some(0.989)),
    ]
}

#[test]
fn warming_up_ends_and_losses_alone_are_never_healthy() {
    let mut doctor = doctor(Data::Ring8);
    (1..=300).for_each(|step| doctor.observe(step, &usual()));
    assert_eq!(doctor.verdict().finding, Finding::WarmingUp);
    (301..=900).for_each(|step| doctor.observe(step, &usual()));
    let Verdict { finding, began, reason, .. } = doctor.verdict();
    assert_eq!((*finding, *began), (Finding::NoAlarm, 301));
    assert_eq!(
        reason,
        "Nothing is wrong in the losses: D's loss is 1.20, within its usual band of 1.00 to 1.39, its accuracy 65 %. How good the samples are has not been measured yet."
    );
    assert_eq!(doctor.verdicts(), []);
}

#[test]
fn the_samples_decide_and_what_is_said_of_them_names_their_step() {
    let mut doctor = doctor(Data::Ring8);
    let mut said = |from: u32, metrics: &[Metric]| {
        (from + 1..=from + 400).for_each(|step| doctor.observe(step, &usual()));
        doctor.measured(from + 400, metrics);
        let Verdict { finding, reason, .. } = doctor.verdict();
        (*finding, reason.clone())
    };
    assert_eq!(said(0, &points(0.9, 3.0, 0.01)).0, Finding::BadSamples);
    // Step 532 of the issue: as many modes as there are, and 3 % of the samples at them.
    let (finding, reason) = said(400, &points(0.02, 8.0, 0.03));
    assert_eq!(finding, Finding::OnItsWay);
    assert!(
        reason.starts_with(
            "At step 800 the samples' energy distance was 20 times that of real ones, with 8 of 8 modes covered and 3 % of the samples at them, after 900 times at step 400; D's loss is 1.20"
        ),
        "{reason}"
    );
    // Step 15,164: at 18 times the distance of real samples, for long.
    said(800, &points(0.018, 8.0, 0.6));
    said(1200, &points(0.018, 8.0, 0.6));
    assert_eq!(said(1600, &points(0.018, 8.0, 0.6)).0, Finding::NoAlarm);
    let (finding, reason) = said(2000, &points(0.006, 8.0, 0.8));
    assert_eq!(finding, Finding::Healthy);
    assert!(reason.starts_with("At step 2\u{202f}400 the samples' energy distance was 6 times"), "{reason}");
}

#[test]
fn an_old_measurement_is_not_healthy_any_more() {
    let mut doctor = doctor(Data::Ring8);
    (1..=400).for_each(|step| doctor.observe(step, &usual()));
    doctor.measured(400, &points(0.006, 8.0, 0.8));
    (401..=840).for_each(|step| doctor.observe(step, &usual()));
    assert_eq!(doctor.verdict().finding, Finding::Healthy);
    doctor.observe(841, &usual());
    assert_eq!((doctor.verdict().finding, doctor.verdict().began), (Finding::NoAlarm, 841));
    assert!(doctor.verdict().reason.contains("But at step 400 "), "{}", doctor.verdict().reason);
}

#[test]
fn a_guessing_d_is_not_blind_by_the_samples_of_step_0() {
    let guess = StepRecord { loss_d: 1.386, acc_real: 0.5, acc_fake: 0.5, ..usual() };
    let mut doctor = doctor(Data::Ring8);
    doctor.measured(0, &points(0.9, 0.0, 0.0));
    (1..=400).for_each(|step| doctor.observe(step, &guess));
    assert_eq!(doctor.verdict().finding, Finding::NoAlarm);
    doctor.measured(400, &[&points(0.9, 0.0, 0.0)[..], &[metric("d-spread", 0.002, None)]].concat());
    doctor.observe(401, &guess);
    let Verdict { finding, began, reason, .. } = doctor.verdict();
    assert_eq!((*finding, *began), (Finding::Blind, 400));
    let spread = "its output does not depend on its input (at step 400 its outputs scattered by 0.00200)";
    assert!(reason.contains(spread) && reason.contains("at step 400 the samples'"), "{reason}");
}

#[test]
fn a_fork_is_judged_from_its_own_first_step_on() {
    let mut doctor = doctor(Data::Ring8);
    doctor.measured(2400, &points(0.006, 8.0, 0.8));
    (2401..=2700).for_each(|step| doctor.observe(step, &usual()));
    assert_eq!(doctor.verdict().finding, Finding::WarmingUp);
    doctor.observe(2701, &usual());
    assert_eq!(doctor.verdict().finding, Finding::Healthy);
}

#[test]
fn the_gravest_of_two_is_the_verdict_and_both_are_listed() {
    let mut doctor = doctor(Data::Ring8);
    let won = |grad_g| StepRecord { loss_d: 0.0, acc_real: 1.0, acc_fake: 1.0, grad_g, ..usual() };
    (1..=300).for_each(|step| doctor.observe(step, &won(0.1)));
    assert_eq!((doctor.verdict().finding, doctor.verdict().began), (Finding::DiscriminatorWon, 1));
    (301..=500).for_each(|step| doctor.observe(step, &won(1e-6)));
    assert_eq!((doctor.verdict().finding, doctor.verdict().began), (Finding::VanishedGradients, 301));
    let listed: Vec<_> = doctor.verdicts().iter().map(|v| v.finding).collect();
    assert_eq!(listed, [Finding::DiscriminatorWon, Finding::VanishedGradients]);
}

#[test]
fn what_is_over_is_kept_with_its_end_and_goes_on_when_it_comes_back_soon() {
    let mut doctor = doctor(Data::Ring8);
    let loud = StepRecord { grad_d: 500.0, ..usual() };
    let runs = [(1, 400, usual()), (401, 500, loud), (501, 550, usual()), (551, 700, loud)];
    for (from, to, record) in runs {
        (from..=to).for_each(|step| doctor.observe(step, &record));
    }
    let [verdict] = doctor.verdicts() else { panic!("one verdict") };
    assert_eq!((verdict.finding, verdict.began, verdict.ended), (Finding::Exploding, 401, None));
    (701..=1200).for_each(|step| doctor.observe(step, &usual()));
    assert_eq!(doctor.verdict().finding, Finding::NoAlarm);
    assert_eq!(doctor.verdicts()[0].ended, Some(701));
    let held = |step| doctor.at(step).map(|v| v.finding);
    assert_eq!(
        [400, 401, 700, 701].map(held),
        [None, Some(Finding::Exploding), Some(Finding::Exploding), None]
    );
}

#[test]
fn a_run_has_diverged_with_the_first_number_that_is_none() {
    let mut nan = doctor(Data::Ring8);
    nan.observe(7, &StepRecord { loss_d: f32::NAN, ..usual() });
    assert_eq!((nan.verdict().finding, nan.verdict().began), (Finding::Diverged, 7));
    let mut told = doctor(Data::Ring8);
    told.diverged(9);
    assert_eq!(told.verdict().began, 9);
    // A frozen D has no loss and no accuracy.
    let mut frozen = doctor(Data::Ring8);
    let none = StepRecord { loss_d: f32::NAN, acc_real: f32::NAN, acc_fake: f32::NAN, ..usual() };
    (1..400).for_each(|step| frozen.observe(step, &none));
    assert_eq!(frozen.verdict().finding, Finding::NoAlarm);
}

#[test]
fn metrics_speak_for_collapse_copying_and_learning_by_heart() {
    let ids = |value, floor| [metric("copying", value, floor), metric("modes", 1.0, Some(8.0))];
    let mut copies = doctor(Data::Digits8);
    copies.measured(300, &ids(0.4, Some(0.05))[..1]);
    copies.measured(600, &ids(0.4, Some(0.05))[..1]);
    assert_eq!((copies.verdict().finding, copies.verdict().began), (Finding::Copying, 300));
    let mut collapsed = doctor(Data::Ring8);
    (0..4).for_each(|i| collapsed.measured(1500 + 100 * i, &ids(0.0, None)[1..]));
    assert_eq!(collapsed.verdict().finding, Finding::ModeCollapse);
    assert_eq!(collapsed.verdict().reason, "At step 1\u{202f}600 G's samples covered 1 of 8 modes.");
    assert_eq!(collapsed.verdict().tips.len(), 3);
}

#[test]
fn a_collapse_says_which_class_is_left_and_how_much_of_it() {
    let mut doctor = doctor(Data::Digits8);
    let metrics = [
        metric("diversity", 0.06, Some(1.0)),
        metric("d-class", 1.0, Some(3.0)),
        metric("d-class-share", 0.96, Some(0.11)),
    ];
    [300, 600].into_iter().for_each(|step| doctor.measured(step, &metrics));
    let Verdict { finding, reason, .. } = doctor.verdict();
    assert_eq!(*finding, Finding::ModeCollapse);
    assert_eq!(
        reason,
        "At step 600 two of G's samples differed by 6 % of what two real ones do: 96 % are 1, of real ones 11 %."
    );
}

#[test]
fn a_d_that_has_won_is_said_to_know_the_ends_of_the_range() {
    let won = StepRecord { loss_d: 0.0, acc_real: 1.0, acc_fake: 1.0, ..usual() };
    let said = |extremes| {
        let mut doctor = doctor(Data::Digits8);
        doctor.measured(10, &[metric("d-extremes", extremes, Some(0.53))]);
        (11..=300).for_each(|step| doctor.observe(step, &won));
        assert_eq!(doctor.verdict().finding, Finding::DiscriminatorWon);
        doctor.verdict().reason.clone()
    };
    let sentence = " Of real images 53 % of the pixels are exactly black or white, of G's 1 %: D can know them by that alone, and noise on both would hide it.";
    assert!(said(0.01).ends_with(sentence), "{}", said(0.01));
    assert!(said(0.5).ends_with("of the fake samples."), "{}", said(0.5));
}

#[test]
fn a_run_that_goes_nowhere_is_stalled_with_what_may_be_the_reason() {
    let mut e = Experiment::default_for(Data::Ring8);
    e.set_loss(crate::experiment::Loss::WassersteinClip);
    e.generator.lr = 20.0 * e.discriminator.lr;
    let mut doctor = Doctor::new(&e);
    let critic = [metric("d-bound", 0.93, None), metric("d-spread", 2e-4, None)];
    for step in [400, 800, 1200] {
        (step - 399..=step).for_each(|step| doctor.observe(step, &StepRecord { loss_d: -1e-4, ..usual() }));
        doctor.measured(step, &[&points(0.6, 6.0, 0.1)[..], &critic].concat());
    }
    let Verdict { finding, began, reason, tips, .. } = doctor.verdict();
    assert_eq!((*finding, *began), (Finding::Stalled, 800));
    assert_eq!(
        reason,
        "At step 1\u{202f}200 the samples' energy distance was 600 times that of real ones, with 6 of 8 modes covered and 10 % of the samples at them, and over the last measurements they have come no nearer. 93 % of the critic's weights lie at their bound, its outputs scatter by 2.00e−4: it is a very simple function. G learns 20 times as fast as D: that is the first suspect."
    );
    assert_eq!(tips[0].trick.id, "ttur");
}

#[test]
fn grey_boxes_in_samples_are_a_leak() {
    let mut e = Experiment::default_for(Data::Digits8);
    e.augment.cutout = true;
    let mut doctor = Doctor::new(&e);
    let metrics = [metric("energy", 0.1, Some(0.04)), metric("d-boxes", 0.34, Some(0.0))];
    [300, 600].into_iter().for_each(|step| doctor.measured(step, &metrics));
    let Verdict { finding, reason, tips, .. } = doctor.verdict();
    assert_eq!(*finding, Finding::Leak);
    let said = "At step 600 34 % of G's images had a grey box like those that the augmentation makes, and 0 % of real ones";
    assert!(reason.starts_with(said), "{reason}");
    assert!(!tips[0].applied(&e).augment.cutout, "{tips:?}");
}

#[test]
fn an_edit_brings_another_band_and_keeps_the_list() {
    let mut doctor = doctor(Data::Ring8);
    (1..=300).for_each(|s| doctor.observe(s, &StepRecord { grad_d: 500.0, ..usual() }));
    let mut e = Experiment::default_for(Data::Ring8);
    e.labels.flip = 0.2;
    doctor.edited(&e);
    assert_eq!(doctor.rules.band, Band::of(&e));
    assert_eq!(doctor.verdicts().len(), 1);
}
