//! Every trick of the table alone and with every other: it trains, or validation says why not. A new
//! trick joins by its row.
#![cfg(feature = "engine")]

use burn::prelude::*;
use saddle::clinic::{CASES, arm};
use saddle::experiment::{Data, Experiment, Preset, TRICKS, Trick, repair, validate};
use saddle::session::Session;

use super::training::now;

const STEPS: usize = 20;

/// Of the thousands of pairs, which meet what each does alone in fewer.
const STEPS_OF_PAIRS: usize = 5;

/// Small networks, so that the whole matrix runs in seconds.
fn small(e: &Experiment) -> Experiment {
    let mut e = e.clone();
    let most = if e.data.is_image() { 4 } else { 16 };
    e.generator.width = e.generator.width.min(most);
    e.discriminator.width = e.discriminator.width.min(most);
    e.batch = 8;
    e
}

fn tricks(data: Data) -> impl Iterator<Item = &'static Trick> {
    TRICKS.iter().filter(move |trick| trick.greyed(data).is_none())
}

/// Trains `steps` steps, or finds out why not: every problem names a key and a reason, and the nearest
/// legal experiment trains.
fn trains_or_is_refused(e: &Experiment, steps: usize, what: &str) -> bool {
    let mut e = small(e);
    let issues = repair(&mut e);
    assert!(issues.iter().all(|i| !i.reason.is_empty() && i.used.is_some()), "{what}: {issues:?}");
    assert_eq!(validate(&e), [], "{what}: the nearest legal experiment");
    let mut session = Session::new(e, &[], &Device::flex(), None).unwrap_or_else(|e| panic!("{what}: {e}"));
    (0..steps).for_each(|_| session.step());
    let reading = now(session.drain()).expect("records");
    assert_eq!(reading.records.len(), steps, "{what}");
    assert_eq!(reading.diverged, None, "{what}");
    let finite = reading.records.iter().all(|r| r.loss_d.is_finite() && r.loss_g.is_finite());
    assert!(finite, "{what}: {:?}", reading.records);
    now(session.frame()).unwrap_or_else(|e| panic!("{what}: {e}"));
    let checkpoint = now(session.checkpoint()).unwrap_or_else(|e| panic!("{what}: {e}"));
    assert!(checkpoint.is_some(), "{what}: every number is finite");
    issues.is_empty()
}

/// Takes a snapshot of the untrained run: whatever it measures must be defined for the trick.
fn is_measured(e: &Experiment, what: &str) {
    let mut session =
        Session::new(small(e), &[], &Device::flex(), None).unwrap_or_else(|e| panic!("{what}: {e}"));
    let snapshot = now(session.snapshot()).unwrap_or_else(|e| panic!("{what}: {e}"));
    assert!(snapshot.metrics.iter().any(|m| m.id == "energy"), "{what}: {:?}", snapshot.metrics);
}

fn every_preset(data: Data) {
    let plain = Experiment::default_for(data);
    for trick in tricks(data) {
        for preset in (trick.presets)(data) {
            let e = trick.with(&plain, Some(preset));
            let what = format!("{} ({}) on {data:?}", trick.id, preset.name);
            assert!(trains_or_is_refused(&e, STEPS, &what), "{what} is refused alone");
            is_measured(&e, &what);
        }
    }
}

/// Every preset of one trick with the first preset of every other.
fn every_pair(data: Data) -> (usize, usize) {
    let plain = Experiment::default_for(data);
    let (mut trained, mut refused) = (0, 0);
    let mut meet = |first: &Trick, preset: &Preset, second: &Trick| {
        let e = second.switched(&first.with(&plain, Some(preset)), true);
        let what = format!("{} ({}) and {} on {data:?}", first.id, preset.name, second.id);
        if trains_or_is_refused(&e, STEPS_OF_PAIRS, &what) { trained += 1 } else { refused += 1 }
    };
    for first in tricks(data) {
        for second in tricks(data).filter(|second| second.id != first.id) {
            for preset in (first.presets)(data) {
                meet(first, preset, second);
            }
        }
    }
    (trained, refused)
}

#[test]
fn every_tip_of_the_clinic_trains_in_every_case_where_it_is_not_refused() {
    let arms = arm::read(include_str!("../../evidence/plan.jsonl")).expect("a plan");
    for case in CASES {
        // Small networks and batches, where nothing has the time to diverge.
        trains_or_is_refused(&case.experiment(1), STEPS_OF_PAIRS, case.id);
        for arm in &arms {
            match arm.course(case, 1) {
                Ok(course) => {
                    let what = format!("{} in {}", arm.arm, case.id);
                    trains_or_is_refused(course.now(), 1, &what);
                }
                Err(reason) => assert!(!reason.is_empty(), "{} in {}", arm.arm, case.id),
            }
        }
    }
}

#[test]
fn every_preset_of_every_trick_trains_on_points() {
    every_preset(Data::Ring8);
}

#[test]
fn every_preset_of_every_trick_trains_on_images() {
    every_preset(Data::Digits8);
}

#[test]
fn every_pair_of_tricks_trains_on_points_or_is_refused_with_a_reason() {
    let (trained, refused) = every_pair(Data::Ring8);
    println!("points: {trained} pairs trained, {refused} refused with a reason");
    assert!(trained > refused);
}

#[test]
fn every_pair_of_tricks_trains_on_images_or_is_refused_with_a_reason() {
    let (trained, refused) = every_pair(Data::Digits8);
    println!("images: {trained} pairs trained, {refused} refused with a reason");
    assert!(trained > refused);
}
