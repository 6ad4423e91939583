//! What is written when, and what happens where it cannot be.

use super::desk::Desk;
use super::fake::{FakeStore, head, now};
use super::gather::Data;
use super::keeper::{EVERY, Keeper, Moment};
use super::shelf;
use super::store::{Refusal, Store};
use crate::play::fake::{Scene, files};

const TWO: &str = "v=1&data=ring8&seed=1&steps=20000&snapshot.every=50&b:loss=hinge";

#[test]
fn nothing_is_kept_before_there_is_a_checkpoint() {
    let scene = Scene::ready(TWO);
    let mut keeper = Keeper::default();
    assert!(!keeper.wants_another(&scene.play));
    keeper.begin(&scene.play, "one".into(), &[]);
    assert!(keeper.plan(&scene.play, Moment { now: 1e6, wall: 0.0 }, None).is_none());
}

#[test]
fn only_what_is_new_is_written_and_not_more_often_than_every_five_seconds() {
    let mut desk = Desk::trained(TWO, 200);
    let first = desk.write().expect("due").expect("room");
    for part in ["state", "history-0-0", "history-1-0", "clock-0", "scores-1-0", "snap-0-100", "snap-1-200"] {
        assert!(first.iter().any(|name| name == part), "{part} in {first:?}");
    }
    desk.later(EVERY - 1.0);
    let next = desk.scene.play.common() / 50 * 50 + 50;
    desk.scene.train_to(next + 10);
    assert_eq!(desk.write(), None, "not yet");
    assert_eq!(desk.keeper.wake(&desk.scene.play, desk.now), Some(1.0));
    desk.later(1.0);
    let second = desk.write().expect("due").expect("room");
    assert!(second.contains(&format!("snap-0-{next}")), "{second:?}");
    assert!(!second.iter().any(|name| ["state", "snap-0-100"].contains(&name.as_str())), "{second:?}");
    desk.later(EVERY);
    assert_eq!(desk.write(), None, "nothing is new");
}

#[test]
fn a_long_history_grows_at_its_end_alone() {
    let mut desk = Desk::trained(TWO, 9_000);
    desk.write();
    desk.later(EVERY);
    desk.scene.train_to(9_100);
    let put = desk.write().expect("due").expect("room");
    let pieces: Vec<&String> = put.iter().filter(|name| name.starts_with("history-0")).collect();
    assert_eq!(pieces, ["history-0-2"]);
}

#[test]
fn a_write_that_took_long_is_followed_by_a_long_pause() {
    let mut desk = Desk::trained(TWO, 100);
    desk.store.takes.set(400.0);
    desk.write();
    desk.scene.train_to(200);
    desk.later(19_999.0);
    assert_eq!(desk.write(), None, "400 ms are two hundredths of 20 s");
    desk.later(1.0);
    assert!(desk.write().is_some());
}

#[test]
fn what_the_timeline_thins_out_goes_from_the_store_too() {
    let mut desk = Desk::trained(TWO, 1_000);
    desk.write();
    desk.scene.train_to(6_000);
    desk.later(EVERY);
    desk.write();
    let kept = desk.store.head("one");
    let stored: Vec<String> = desk.store.parts.borrow().keys().map(|(_, name)| name.clone()).collect();
    let named: Vec<String> = kept.parts.iter().map(|(name, _)| name.clone()).collect();
    assert_eq!(stored.len(), named.len());
    assert!(named.iter().all(|name| stored.contains(name)));
    assert!(named.iter().filter(|name| name.starts_with("snap-0")).count() <= 60);
    let sizes: usize = desk.store.parts.borrow().values().map(Vec::len).sum();
    assert_eq!(kept.bytes(), sizes as u64);
}

#[test]
fn runs_that_are_built_or_save_are_not_kept_halfway() {
    let mut desk = Desk::trained(TWO, 100);
    desk.change(1, "loss", "ls");
    desk.scene.read_effects();
    desk.scene.press(0, "Start again");
    assert_eq!(desk.write(), None);
}

#[test]
fn another_comparison_is_kept_beside_the_first_and_undo_goes_back_to_it() {
    let mut desk = Desk::trained(TWO, 100);
    desk.write();
    let trained = desk.scene.play.common();
    desk.scene.play.reset();
    desk.scene.settle();
    assert!(!desk.keeper.keeps(&desk.scene.play), "nothing of it is trained");
    desk.scene.train_to(60);
    assert!(desk.keeper.wants_another(&desk.scene.play));
    assert_eq!(desk.keeper.name(&desk.scene.play), None, "the name is the first one's");
    desk.begin("two");
    assert_eq!(desk.keeper.name(&desk.scene.play), Some("Tidy crane 2"), "the same seed, another name");
    desk.later(EVERY);
    desk.write();
    assert_eq!(desk.store.head("one").step, trained);
    assert!(desk.store.head("two").step > 0);
    assert!(!desk.keeper.returns(&desk.scene.play));
    desk.scene.play.undo();
    desk.scene.settle();
    assert!(desk.keeper.returns(&desk.scene.play) && !desk.keeper.wants_another(&desk.scene.play));
    assert_eq!(desk.keeper.id(), Some("one"));
    desk.scene.train_to(trained + 60);
    desk.later(EVERY);
    let put = desk.write().expect("due").expect("room");
    assert!(!put.iter().any(|name| name == "snap-0-50"), "what was there is not written again: {put:?}");
}

#[test]
fn a_blocked_store_is_told_once_and_tried_again_seldom() {
    let mut desk = Desk::trained(TWO, 100);
    *desk.store.refuses.borrow_mut() = Some(Refusal::Blocked);
    assert_eq!(desk.write(), Some(Err(Refusal::Blocked)));
    assert_eq!(desk.keeper.trouble(), Some(&Refusal::Blocked));
    desk.later(EVERY);
    assert_eq!(desk.write(), None);
    desk.later(60_000.0);
    *desk.store.refuses.borrow_mut() = None;
    assert!(desk.write().is_some_and(|result| result.is_ok()));
    assert_eq!(desk.keeper.trouble(), None);
    assert!(desk.keeper.keeps(&desk.scene.play));
}

#[test]
fn a_store_of_a_newer_saddle_is_left_alone_for_good() {
    let mut desk = Desk::trained(TWO, 100);
    *desk.store.refuses.borrow_mut() = Some(Refusal::Newer);
    desk.write();
    desk.later(1e9);
    assert_eq!(desk.write(), None);
    assert!(desk.keeper.trouble().is_some_and(|t| t.to_string().contains("newer Saddle")));
}

#[test]
fn a_full_store_loses_its_oldest_but_never_what_is_open_or_pinned() {
    let mut desk = Desk::trained(TWO, 100);
    for (id, when) in [("old", 1.0), ("older", 0.5), ("pinned", 0.1), ("elsewhere", 0.2)] {
        let mut head = head(id, when, &[("state", 40_000)]);
        head.pinned = id == "pinned";
        desk.store.heads.borrow_mut().insert(id.into(), head.record());
        desk.store.parts.borrow_mut().insert((id.into(), "state".into()), vec![0; 40_000]);
    }
    desk.store.room.set(Some(desk.store.bytes()));
    let moment = Moment { now: desk.now, wall: desk.now };
    let mut writing = desk.keeper.plan(&desk.scene.play, moment, None).expect("due");
    assert!(now(writing.run(&desk.store, "one", &["elsewhere".into()])).is_ok());
    let ids: Vec<String> = desk.store.heads.borrow().keys().cloned().collect();
    assert_eq!(ids, ["elsewhere", "old", "one", "pinned"]);
}

#[test]
fn a_store_without_any_room_says_so_and_keeps_what_it_had() {
    let mut desk = Desk::trained(TWO, 100);
    desk.write();
    let before = desk.store.bytes();
    desk.store.room.set(Some(before));
    desk.scene.train_to(2_000);
    desk.later(EVERY);
    assert_eq!(desk.write(), Some(Err(Refusal::Full)));
    assert_eq!(desk.store.bytes(), before, "a write is whole or not at all");
    assert!(now(shelf::open(&desk.store, "one")).expect("a store").is_ok());
}

#[test]
fn what_is_wiped_while_training_is_written_anew() {
    let mut desk = Desk::trained(TWO, 100);
    desk.write();
    desk.store.wipe();
    desk.scene.train_to(200);
    desk.later(EVERY);
    assert_eq!(desk.write(), Some(Err(Refusal::Wiped)));
    let put = desk.write().expect("at once").expect("room");
    assert!(put.iter().any(|name| name == "snap-0-50"), "{put:?}");
    assert_eq!(desk.keeper.trouble(), Some(&Refusal::Wiped), "it stays to be read");
    desk.later(EVERY);
    desk.scene.train_to(300);
    assert!(desk.write().is_some_and(|result| result.is_ok()));
}

#[test]
fn own_data_is_kept_once_with_its_runs() {
    let mut desk = Desk::trained(TWO, 20);
    desk.scene.play.take_files(files(3, "shapes.idx"));
    desk.scene.settle();
    desk.scene.train_to(60);
    desk.begin("own");
    desk.data = Some(Data { set: 3, bytes: 10.0 });
    desk.write();
    desk.scene.train_to(120);
    desk.later(EVERY);
    desk.write();
    assert_eq!(*desk.store.sets.borrow(), [3], "once");
    let restored = now(shelf::open(&desk.store, "own")).expect("a store").unwrap_or_else(|d| panic!("{d:?}"));
    let files = restored.kept.files.expect("files");
    assert_eq!((files.set, files.names), (77, vec!["shapes.idx".to_owned()]));
}

#[test]
fn names_and_pins_are_written_with_the_open_one_and_alone_with_others() {
    let mut desk = Desk::trained(TWO, 100);
    desk.write();
    desk.keeper.rename("one", "  the good\none ");
    desk.later(EVERY);
    assert_eq!(desk.write(), Some(Ok(vec![])), "the head alone");
    assert_eq!(desk.store.head("one").name, "the good one");
    now(shelf::rename(&desk.store, "one", "another")).expect("a store");
    now(shelf::rename(&desk.store, "one", " ")).expect("a store");
    now(shelf::pin(&desk.store, "one", true)).expect("a store");
    let head = desk.store.head("one");
    assert_eq!((head.name.as_str(), head.pinned), ("another", true));
    assert!(head.parts.len() > 5, "its parts are still known");
}

#[test]
fn the_list_has_pinned_ones_first_then_the_newest_and_tells_what_it_cannot_read() {
    let store = FakeStore::default();
    for (id, when) in [("a", 3.0), ("b", 9.0), ("c", 1.0)] {
        let mut head = head(id, when, &[("state", 1_000)]);
        head.pinned = id == "c";
        store.heads.borrow_mut().insert(id.into(), head.record());
    }
    let mut newer = head("d", 99.0, &[]).record();
    newer[4] = 7;
    store.heads.borrow_mut().insert("d".into(), newer);
    let list = now(shelf::list(&store)).expect("a store");
    let ids: Vec<&str> = list.iter().map(|kept| kept.id.as_str()).collect();
    assert_eq!(ids, ["c", "b", "a", "d"]);
    assert!(matches!(&list[3].head, Err(fault) if fault.to_string().contains("newer")));
    let newest = |leaving| shelf::newest(&list, leaving).map(|kept| kept.id.as_str());
    assert_eq!(newest(None), Some("b"));
    assert_eq!(newest(super::Leaving::of(vec!["b".into()], 0.0).as_ref()), Some("a"));
    assert_eq!(shelf::loose(&list, &["a".into()]), ["b", "d"], "neither what is pinned nor what is open");
    assert_eq!(shelf::bytes(&list), 3_000);
    now(store.delete("b")).expect("a store");
    assert_eq!(now(shelf::list(&store)).expect("a store").len(), 3);
}

#[test]
fn runs_on_data_that_was_too_large_to_keep_wait_for_it_and_go_on_where_they_stood() {
    let mut desk = Desk::trained(TWO, 20);
    desk.scene.play.take_files(files(3, "photos.zip"));
    desk.scene.settle();
    desk.scene.train_to(120);
    let step = desk.scene.play.common();
    desk.begin("own");
    desk.data = Data::of(&desk.scene.play, |_| Some(2e8));
    desk.write();
    assert_eq!(*desk.store.sets.borrow(), [0; 0], "it is too large");
    let restored = now(shelf::open(&desk.store, "own")).expect("a store").unwrap_or_else(|d| panic!("{d:?}"));
    let known = restored.files.map(|files| (files.names, files.bytes));
    assert_eq!(known, Some((vec!["photos.zip".to_owned()], 2e8)));
    let mut fresh = Scene::ready("v=1&data=moons&seed=7");
    fresh.play.go_on(restored.kept);
    fresh.settle();
    assert!(fresh.play.runs.iter().all(|run| !run.is_live()), "there is nothing to train on");
    fresh.play.take_files(files(4, "photos.zip"));
    fresh.settle();
    assert_eq!(fresh.steps(), [step, step]);
    fresh.train_to(step + 20);
}

#[test]
fn one_step_is_looked_for_until_its_checkpoint_is_there() {
    let mut scene = Scene::ready(TWO);
    let keeper = Keeper::default();
    assert_eq!(keeper.wake(&scene.play, 0.0), None);
    scene.play.single(crate::protocol::Single::Both);
    while scene.steps() != [1, 1] {
        scene.rounds(1);
    }
    while !scene.play.is_worth_keeping() {
        assert!(keeper.wake(&scene.play, 0.0).is_some_and(|wait| wait > 0.0), "a checkpoint is on its way");
        for line in [0, 1].map(|run| scene.line(run).expect("a worker")) {
            while scene.work(line) || scene.deliver(line) {}
        }
    }
    assert!(keeper.wants_another(&scene.play) && keeper.wake(&scene.play, 0.0).is_some());
}

#[test]
fn what_trains_is_owed_until_it_rests_and_is_written() {
    let mut desk = Desk::trained(TWO, 100);
    assert!(desk.keeper.owes(&desk.scene.play, None));
    desk.write();
    assert!(!desk.keeper.owes(&desk.scene.play, None));
    desk.scene.play.train();
    while desk.scene.play.common() < 170 {
        desk.scene.rounds(1);
    }
    desk.keeper.hurry(desk.now);
    desk.write();
    assert!(desk.keeper.owes(&desk.scene.play, None), "it trains");
    desk.scene.play.pause();
    desk.scene.settle();
    let step = desk.scene.play.common();
    assert!(desk.keeper.owes(&desk.scene.play, None), "it rests, and that is not written");
    assert_eq!(desk.write(), None, "its time has not come");
    desk.keeper.hurry(desk.now);
    assert!(desk.write().is_some());
    assert!(!desk.keeper.owes(&desk.scene.play, None));
    assert_eq!(desk.store.head("one").step, step);
    *desk.store.refuses.borrow_mut() = Some(Refusal::Blocked);
    desk.scene.train_to(step + 60);
    desk.keeper.hurry(desk.now);
    assert_eq!(desk.write(), Some(Err(Refusal::Blocked)));
    assert!(!desk.keeper.owes(&desk.scene.play, None), "waiting would not help");
    desk.scene.play.look_only(true);
    assert!(!desk.keeper.owes(&desk.scene.play, None));
}

#[test]
fn a_store_that_never_answers_is_told_given_up_and_tried_again() {
    let mut desk = Desk::trained(TWO, 100);
    desk.write();
    desk.store.silent.set(true);
    desk.scene.train_to(200);
    desk.later(EVERY);
    assert_eq!(desk.write(), Some(Err(Refusal::Silent)));
    assert!(desk.keeper.trouble().is_some_and(|trouble| trouble.to_string().contains("does not answer")));
    assert!(!desk.keeper.keeps(&desk.scene.play) && !desk.keeper.owes(&desk.scene.play, None));
    let wait = desk.keeper.wake(&desk.scene.play, desk.now).expect("it is tried again");
    desk.later(wait - 1.0);
    assert_eq!(desk.write(), None);
    desk.store.silent.set(false);
    desk.later(1.0);
    assert!(desk.write().is_some_and(|result| result.is_ok()));
    assert_eq!((desk.keeper.trouble(), desk.store.head("one").step), (None, desk.scene.play.common()));
}

#[test]
fn what_is_trained_when_the_tab_is_hidden_is_written_within_a_second() {
    let mut desk = Desk::trained("v=1&data=ring8&seed=1&steps=20000&snapshot.every=10000&b:loss=hinge", 100);
    desk.write();
    desk.scene.play.train();
    while desk.scene.play.common() < 260 {
        desk.scene.rounds(1);
    }
    let (seen, hidden) = (desk.scene.steps(), desk.scene.fake.0.borrow().now);
    assert!(desk.scene.play.runs.iter().all(|run| run.saved().is_some_and(|point| point.step < seen[0])));
    desk.scene.play.save_soon();
    desk.keeper.hurry(desk.now);
    assert_eq!(desk.write(), None, "the checkpoints are still to come");
    while desk.write().is_none() {
        desk.scene.talk();
        desk.scene.pass(20.0);
    }
    let waited = desk.scene.fake.0.borrow().now - hidden;
    assert!(waited < 1_000.0, "{waited} ms");
    let head = desk.store.head("one");
    assert!(head.step >= seen[0], "{} of {seen:?}", head.step);
    assert!(desk.scene.play.is_training(), "it trains on");
}

#[test]
fn what_is_hurried_while_a_write_is_under_way_has_the_next() {
    let mut desk = Desk::trained(TWO, 100);
    let moment = Moment { now: desk.now, wall: desk.wall };
    let mut writing = desk.keeper.plan(&desk.scene.play, moment, None).expect("due");
    desk.scene.train_to(200);
    desk.keeper.hurry(desk.now);
    let done = now(writing.run(&desk.store, "one", &[]));
    desk.keeper.done("one", &writing, done, desk.now);
    assert!(desk.write().is_some_and(|result| result.is_ok()), "at once");
    desk.scene.train_to(300);
    assert_eq!(desk.write(), None, "and then at its time");
}
