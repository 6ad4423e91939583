//! What comes back of what was kept, and what is said of what is damaged.

use super::archive::{self, Archive};
use super::fake::{FakeStore, now};
use super::gather;
use super::head::Head;
use super::keeper::{Keeper, Moment};
use super::part::PartName;
use super::record::{self, Fault, Kind};
use super::restore::{Damage, Restored};
use super::shelf;
use crate::chart::{Axis, Series};
use crate::experiment::RunId;
use crate::play::fake::Scene;

const TWO: &str = "v=1&data=ring8&seed=1&steps=20000&snapshot.every=50&b:loss=hinge";

/// A trained scene and the store in which it is kept.
fn kept(step: u32) -> (Scene, FakeStore) {
    let mut scene = Scene::ready(TWO);
    scene.train_to(step);
    let store = keep(&scene);
    (scene, store)
}

fn keep(scene: &Scene) -> FakeStore {
    let (store, mut keeper) = (FakeStore::default(), Keeper::default());
    keeper.begin(&scene.play, "one".into(), &[]);
    let moment = Moment { now: 1e6, wall: 5.0 };
    let mut writing = keeper.plan(&scene.play, moment, None).expect("something to keep");
    now(writing.run(&store, "one", &[])).expect("room");
    store
}

fn opened(store: &FakeStore) -> Restored {
    now(shelf::open(store, "one")).expect("a store").unwrap_or_else(|damage| panic!("{damage:?}"))
}

/// The file of what is kept.
fn file(store: &FakeStore) -> Vec<u8> {
    let head = store.head("one");
    let mut bytes = archive::front(&head);
    for (name, _) in &head.parts {
        bytes.extend(&store.parts.borrow()[&("one".to_owned(), name.clone())]);
    }
    bytes
}

fn restored(bytes: &[u8]) -> Restored {
    let archive = Archive::read(bytes).unwrap_or_else(|fault| panic!("{fault}"));
    archive.restore().unwrap_or_else(|damage| panic!("{damage:?}"))
}

#[test]
fn a_reloaded_comparison_stands_where_it_was_with_all_it_measured() {
    let (mut scene, store) = kept(420);
    let step = scene.play.common();
    let mut fresh = Scene::ready("v=1&data=moons&seed=7");
    let back = opened(&store);
    assert_eq!((back.damage.len(), back.head.step, back.head.name.as_str()), (0, step, "Tidy crane"));
    fresh.play.go_on(back.kept);
    fresh.settle();
    assert_eq!(fresh.play.script(), scene.play.script());
    assert_eq!(fresh.steps(), [step, step]);
    for run in [0, 1] {
        let (old, new) = (&scene.play.runs[run], &fresh.play.runs[run]);
        for series in [Series::LossD, Series::GradG] {
            let (old, new) = (old.history.curve(series), new.history.curve(series));
            assert_eq!(old.raw(), new.raw());
            let line = |curve: &crate::chart::Curve| {
                let mut line = Vec::new();
                curve.line((0, curve.raw().len()), usize::MAX, &mut line);
                line
            };
            assert_eq!(line(old), line(new));
        }
        let on = |clock: &crate::chart::Clock| clock.value(Axis::Seconds, f64::from(step));
        assert_eq!(on(&old.clock), on(&new.clock));
        assert_eq!(old.scores.get("energy"), new.scores.get("energy"));
    }
    let snaps = |scene: &Scene| scene.play.timeline.snaps(0).map(|(step, _)| step).collect::<Vec<_>>();
    assert_eq!(snaps(&scene), snaps(&fresh));
    fresh.train_to(step + 100);
    scene.train_to(step + 100);
    assert_eq!(fresh.play.runs[0].history.len(), fresh.play.runs[1].history.len());
    assert!(fresh.worker(0, |w| w.session.clone()).is_some_and(|s| s.step >= step + 100));
}

#[test]
fn what_was_there_before_can_be_brought_back() {
    let (_, store) = kept(100);
    let mut fresh = Scene::ready("v=1&data=moons&seed=7");
    fresh.train_to(60);
    let before = (fresh.play.script().clone(), fresh.play.story());
    fresh.play.go_on(opened(&store).kept);
    fresh.read_effects();
    assert!(fresh.says("Back at step"));
    fresh.press(0, "Undo");
    fresh.settle();
    assert_eq!((fresh.play.script().clone(), fresh.play.story()), before);
}

#[test]
fn a_fork_and_its_root_come_back() {
    let mut scene = Scene::ready(TWO);
    scene.train_to(200);
    scene.play.fork(RunId(0), Some(100));
    scene.settle();
    scene.train_to(220);
    let mut fresh = Scene::ready(TWO);
    fresh.play.go_on(opened(&keep(&scene)).kept);
    fresh.settle();
    assert_eq!(fresh.play.runs.len(), 3);
    assert_eq!(fresh.steps(), scene.steps());
    assert!(fresh.play.runs[2].is_late());
    assert_eq!(fresh.play.runs[2].root().map(|root| root.step), Some(100));
    fresh.play.fork(RunId(2), None);
    fresh.settle();
    assert_eq!(fresh.play.runs.len(), 4);
}

#[test]
fn what_was_restored_is_not_written_again() {
    let (_, store) = kept(300);
    let mut fresh = Scene::ready(TWO);
    let mut keeper = Keeper::default();
    let Restored { kept, head, marks, .. } = opened(&store);
    fresh.play.go_on(kept);
    keeper.adopt(&fresh.play, "one".into(), &head, &marks);
    fresh.settle();
    let next = fresh.play.common() / 50 * 50 + 50;
    fresh.train_to(next + 10);
    let mut writing = keeper.plan(&fresh.play, Moment { now: 1e6, wall: 9.0 }, None).expect("something new");
    now(writing.run(&store, "one", &[])).expect("room");
    let put = store.put.borrow().clone();
    assert!(!put.iter().any(|name| ["snap-0-100", "snap-1-200"].contains(&name.as_str())), "{put:?}");
    assert!(put.contains(&format!("snap-0-{next}")), "{put:?}");
    assert_eq!(opened(&store).damage, []);
}

#[test]
fn a_cut_record_is_named_and_the_rest_comes_back() {
    let (scene, store) = kept(300);
    let newest =
        store.head("one").names().filter(|n| matches!(n, PartName::Snap(0, _))).max().expect("snapshots");
    let PartName::Snap(_, step) = newest else { panic!("a snapshot") };
    let key = ("one".to_owned(), newest.to_string());
    store.parts.borrow_mut().get_mut(&key).expect("a part").truncate(40);
    let back = opened(&store);
    let Damage { part, fault: Fault::Cut { have: 40, .. }, .. } = &back.damage[0] else {
        panic!("{:?}", back.damage)
    };
    assert_eq!((*part, back.damage.len()), (newest, 1));
    assert!(
        back.damage[0].sentence().starts_with(&format!("run A's snapshot at step {step}: cut short: 40 of"))
    );
    let mut fresh = Scene::ready(TWO);
    fresh.play.go_on(back.kept);
    fresh.settle();
    let steps = fresh.steps();
    assert!(steps[0] > 0 && steps[0] <= step, "A goes on from an earlier checkpoint: {steps:?}");
    fresh.train_to(scene.play.common() + 20);
    assert_eq!(fresh.steps()[0], fresh.steps()[1]);
}

#[test]
fn a_file_is_the_comparison_and_comes_back_whole() {
    let (scene, store) = kept(300);
    let bytes = file(&store);
    assert!(archive::is_archive(&bytes));
    let back = restored(&bytes);
    assert_eq!((back.damage.len(), &back.kept.script), (0, scene.play.script()));
    assert_eq!(back.kept.runs[1].history.len(), scene.play.runs[1].history.len());
    let file_name = |name: &str| archive::file_name(&Head { name: name.into(), ..back.head.clone() });
    let names = ["Tidy crane", "★ …"].map(file_name);
    assert_eq!(names, ["tidy-crane.saddle", "runs.saddle"]);
}

#[test]
fn every_cut_of_a_file_says_what_is_missing_and_keeps_what_is_whole() {
    let (_, store) = kept(120);
    let bytes = file(&store);
    let front = archive::front(&store.head("one")).len();
    let mut whole = 0;
    for length in (0..bytes.len()).step_by(97).chain(front - 2..front + 3).chain([bytes.len() - 1]) {
        match Archive::read(&bytes[..length]) {
            Err(Fault::Cut { have, .. }) => assert!(have <= length as u64 && length < front, "{length}"),
            Err(fault) => panic!("{length}: {fault}"),
            Ok(archive) => match archive.restore() {
                Ok(back) => {
                    assert!(!back.damage.is_empty(), "{length}");
                    assert!(back.damage.iter().all(|d| d.at.is_some_and(|at| at <= bytes.len() as u64)));
                    whole += 1;
                }
                Err(damage) => assert!(damage.iter().any(|d| d.part == PartName::State), "{length}"),
            },
        }
    }
    assert!(whole > 10, "{whole} cuts left something");
}

#[test]
fn every_flipped_byte_is_found_and_only_its_part_is_lost() {
    let (_, store) = kept(120);
    let good = file(&store);
    let front = archive::front(&store.head("one")).len();
    let parts = store.head("one").parts.len();
    for at in (0..good.len()).step_by(53) {
        let mut bad = good.clone();
        bad[at] ^= 0x10;
        match Archive::read(&bad) {
            Err(_) => assert!(at < front, "byte {at} stands in a part"),
            Ok(archive) => {
                let damage = match archive.restore() {
                    Ok(back) => back.damage,
                    Err(damage) => damage,
                };
                assert_eq!(damage.len(), 1, "byte {at} of {parts} parts: {damage:?}");
                let start = damage[0].at.expect("a place") as usize;
                assert!(start <= at && at >= front, "byte {at} is said to be at {start}");
            }
        }
    }
}

#[test]
fn absurd_files_are_refused_with_a_sentence() {
    let (_, store) = kept(120);
    let good = store.head("one");
    let with = |change: &dyn Fn(&mut Head)| {
        let mut head = good.clone();
        change(&mut head);
        let whole = file(&store);
        let old = archive::front(&good).len();
        Archive::read(&[archive::front(&head), whole[old..].to_vec()].concat())
    };
    let refused = |change: &dyn Fn(&mut Head)| match with(change) {
        Err(fault) => assert!(matches!(fault, Fault::Absurd(_)), "{fault}"),
        Ok(_) => panic!("it was taken"),
    };
    refused(&|head| head.parts.push(("rm -rf".into(), 1)));
    refused(&|head| head.parts = vec![("state".into(), 1); 10_001]);
    refused(&|head| head.runs = 9);
    refused(&|head| head.when = f64::NAN);
    let huge = with(&|head| head.parts.insert(0, ("snap-0-7".into(), u32::MAX))).expect("a head");
    let lost = huge.restore().err().expect("the settings are not found");
    assert!(lost.iter().all(|damage| matches!(damage.fault, Fault::Cut { .. })));
    assert!(matches!(Archive::read(b"PK\x03\x04 something else"), Err(Fault::Foreign)));
    assert!(matches!(Archive::read(b""), Err(Fault::Cut { .. })));
    let mut long = archive::MAGIC.to_vec();
    long.extend(u32::MAX.to_le_bytes());
    assert!(matches!(Archive::read(&long), Err(Fault::Cut { have: 12, .. })));
}

/// A file with one part replaced by `record`.
fn replaced(store: &FakeStore, name: PartName, record: Vec<u8>) -> Vec<u8> {
    let mut head = store.head("one");
    let text = name.to_string();
    match head.parts.iter_mut().find(|(known, _)| *known == text) {
        Some(part) => part.1 = record.len() as u32,
        None => head.parts.push((text.clone(), record.len() as u32)),
    }
    let mut bytes = archive::front(&head);
    for (part, _) in &head.parts {
        let stored = store.parts.borrow().get(&("one".to_owned(), part.clone())).cloned();
        bytes.extend(if *part == text { record.clone() } else { stored.expect("a part") });
    }
    bytes
}

#[test]
fn whole_records_that_hold_what_cannot_be_are_left_out() {
    let (_, store) = kept(120);
    let absurd = |name: PartName, record: Vec<u8>| {
        let back = restored(&replaced(&store, name, record));
        assert_eq!(back.damage.len(), 1, "{name}: {:?}", back.damage);
        assert_eq!(back.damage[0].part, name);
        assert!(matches!(back.damage[0].fault, Fault::Absurd(_) | Fault::Other), "{:?}", back.damage);
    };
    absurd(PartName::Saved(0), record::write(Kind::Checkpoint, &(u32::MAX, Vec::<u8>::new())));
    absurd(PartName::Saved(0), record::write(Kind::Checkpoint, &(9_000_000_u32, Vec::<u8>::new())));
    absurd(PartName::Clock(1), record::write(Kind::Clock, &vec![(5_u32, (1_u32, 1_u32), 0.0_f64)]));
    absurd(PartName::History(0, 0), record::write(Kind::History, &Vec::<crate::record::StepRecord>::new()));
    let far = vec![crate::record::StepRecord::default()];
    absurd(PartName::History(1, 4_000), record::write(Kind::History, &far));
    absurd(PartName::History(0, 0), record::seal(Kind::History, &[0xff; 12]));
    absurd(PartName::Scores(0, 0), record::seal(Kind::State, &[]));
    let (scene, _) = kept(60);
    let mut snap = scene.play.timeline.snaps(0).next().expect("a snapshot").1.clone();
    let mut frame = crate::record::Frame::clone(&snap.frame);
    frame.heat = vec![1, 2, 3];
    snap.frame = frame.into();
    absurd(PartName::Snap(0, 100), super::payload::snap_record(&snap));
}

#[test]
fn gaps_do_not_add_up() {
    let (_, store) = kept(120);
    let one = record::write(Kind::History, &vec![crate::record::StepRecord::default()]);
    let mut head = store.head("one");
    let far = (1..=4_000).step_by(60).map(|piece| PartName::History(0, piece).to_string());
    let pieces: Vec<_> = far.map(|name| (name, one.len() as u32)).collect();
    let count = pieces.len();
    head.parts.extend(pieces);
    let old = file(&store);
    let parts = &old[archive::front(&store.head("one")).len()..];
    let bytes = [archive::front(&head), parts.to_vec(), one.repeat(count)].concat();
    let back = restored(&bytes);
    assert_eq!(back.damage.len(), count - 2, "one piece is next to what is there, one within the bound");
    assert!(back.kept.runs[0].history.len() <= 65 * super::part::STEPS);
}

#[test]
fn without_its_settings_nothing_can_be_made_of_a_file() {
    let (_, store) = kept(120);
    let bytes = replaced(&store, PartName::State, record::seal(Kind::State, b"nonsense"));
    let damage = Archive::read(&bytes).expect("a head").restore().err().expect("no script");
    assert_eq!(damage[0].part, PartName::State);
    assert!(Damage::lines(&damage)[0].starts_with("the settings, from byte"));
}

#[test]
fn a_checkpoint_at_another_step_than_it_says_is_refused_by_its_run() {
    let (scene, store) = kept(120);
    let point = scene.play.runs[0].saved().expect("saved").clone();
    let lies = crate::play::Checkpoint { step: point.step + 5, ..point };
    let bytes = replaced(&store, PartName::Saved(0), super::payload::checkpoint_record(&lies));
    let mut fresh = Scene::ready(TWO);
    fresh.play.go_on(restored(&bytes).kept);
    fresh.settle();
    assert_eq!(fresh.steps()[0], 0, "A begins again");
    assert!(fresh.says("cannot be used"));
}

#[test]
fn a_second_tab_looks_and_does_not_train_until_it_takes_over() {
    let (_, store) = kept(120);
    let mut fresh = Scene::ready(TWO);
    fresh.play.go_on(opened(&store).kept);
    fresh.settle();
    let steps = fresh.steps();
    fresh.play.look_only(true);
    fresh.play.train();
    fresh.settle();
    assert!(fresh.says("Another tab trains these runs"));
    fresh.play.fork(RunId(0), None);
    fresh.play.add_run();
    fresh.settle();
    assert_eq!((fresh.steps(), fresh.play.runs.len()), (steps.clone(), 2));
    assert!(!fresh.play.can_be_kept(), "it does not write either");
    fresh.play.look_only(false);
    fresh.train_to(steps[0] + 20);
    assert!(gather::parts(&fresh.play, None).len() > 5);
}

/// A comparison whose run A has diverged at step 5, before its first checkpoint.
fn diverged() -> Scene {
    let mut scene = Scene::ready(TWO);
    scene.worker(0, |worker| worker.diverges = Some(5));
    train_b_to(&mut scene, 120);
    scene
}

fn train_b_to(scene: &mut Scene, step: u32) {
    scene.play.train();
    while scene.steps()[1] < step {
        scene.rounds(1);
    }
    scene.play.pause();
    scene.settle();
}

/// Looks whether A stands where it diverged, with its losses and its ways, and B at `step`.
fn stands_diverged(scene: &mut Scene, step: u32) {
    let view = scene.play.view(RunId(0));
    let at_five = crate::play::Status::Diverged { step: 5, network: crate::protocol::Network::Generator };
    assert_eq!((view.status, view.step, view.goal), (at_five, 4, None));
    assert!(view.record.is_some_and(|record| record.loss_d > 0.0));
    assert_eq!(scene.play.runs[0].history.len(), 4);
    let finding = view.verdict.map(|verdict| verdict.finding);
    assert_eq!(finding, Some(crate::doctor::Finding::Diverged));
    assert_eq!(scene.steps()[1], step);
    assert!(scene.says(&format!("Back at step {step}")), "{:?}", scene.message);
    train_b_to(scene, step + 20);
    assert_eq!(scene.steps()[0], 4, "it stands still");
    scene.press(0, "Start again");
    scene.settle();
    scene.train_to(10);
}

#[test]
fn a_diverged_run_comes_back_as_it_stood() {
    let scene = diverged();
    let step = scene.steps()[1];
    let mut fresh = Scene::ready("v=1&data=moons&seed=7");
    fresh.play.go_on(opened(&keep(&scene)).kept);
    fresh.settle();
    stands_diverged(&mut fresh, step);
}

#[test]
fn undo_brings_a_diverged_run_back_as_it_stood() {
    let mut scene = diverged();
    let step = scene.steps()[1];
    scene.play.reset();
    scene.settle();
    scene.worker(0, |worker| worker.diverges = None);
    scene.press(0, "Undo");
    scene.settle();
    stands_diverged(&mut scene, step);
}

#[test]
fn a_run_that_diverged_at_once_is_kept_too() {
    let mut scene = Scene::ready("v=1&data=ring8&seed=1");
    scene.worker(0, |worker| worker.diverges = Some(5));
    scene.play.train();
    scene.settle();
    assert!(scene.play.is_worth_keeping());
    let store = keep(&scene);
    assert_eq!(store.head("one").step, 4);
    let mut fresh = Scene::ready("v=1&data=moons&seed=7");
    fresh.play.go_on(opened(&store).kept);
    fresh.settle();
    assert!(fresh.says("Back where every run has diverged"), "{:?}", fresh.message);
    assert_eq!(fresh.play.view(RunId(0)).step, 4);
}

#[test]
fn what_is_back_shows_its_newest_numbers_and_says_where_each_run_stands() {
    let (mut scene, store) = kept(300);
    let step = scene.play.common();
    let mut fresh = Scene::ready(TWO);
    fresh.play.go_on(opened(&store).kept);
    fresh.settle();
    assert!(fresh.says(&format!("Back at step {step}.")), "{:?}", fresh.message);
    let shown = |scene: &Scene| [0, 1].map(|run| scene.play.view(RunId(run)).record);
    assert!(shown(&fresh)[0].is_some());
    assert_eq!(shown(&fresh), shown(&scene));
    scene.play.reset();
    scene.settle();
    scene.press(0, "Undo");
    scene.settle();
    assert_eq!(shown(&fresh), shown(&scene), "after Undo too");
    let mut back = opened(&store);
    back.kept.runs[1].saved = back.kept.runs[1].snaps[2].1.checkpoint.clone();
    let mut fresh = Scene::ready(TWO);
    fresh.play.go_on(back.kept);
    fresh.settle();
    assert!(fresh.says(&format!("Back with A at step {step}, B at step 100.")), "{:?}", fresh.message);
}
