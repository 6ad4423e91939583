//! Faults that users found, each as it was found: what the page must do then.

use super::fake::{Scene, files, told};
use super::run::Phase;
use super::{Answer, Files, Play, Restart, Status};
use crate::data::DataError;
use crate::doctor::Finding;
use crate::experiment::drawing::Drawing;
use crate::experiment::{Data, Fork, NamedSet, RunId, Script, Value, key, trick};
use crate::failure::Failure;
use crate::protocol::Single;

const TWO: &str = "v=1&data=ring8&seed=1&steps=1000&snapshot.every=50&b:loss=hinge";

fn set(play: &mut Play, run: usize, name: &str, text: &str) {
    let key = key(name).expect(name);
    play.set(RunId(run), key, key.parse(text).expect(text));
}

fn no_labels() -> Failure {
    Failure::Data(DataError::NoLabels { key: "condition=concat".into() })
}

#[test]
fn a_run_that_is_refused_stands_with_nothing_behind_it_and_the_other_trains() {
    let mut s = Scene::ready(TWO);
    s.worker(1, |w| w.refuses = Some(no_labels()));
    set(&mut s.play, 1, "loss", "ls");
    s.settle();
    assert!(matches!(s.play.view(RunId(1)).status, Status::Refused(why) if why.contains("labels")));
    assert_eq!(s.worker(1, |w| w.session.clone()), None);
    assert!(s.says("Run B"));
    s.train_to(100);
    let steps = s.steps();
    assert!(steps[0] >= 100 && steps[1] == 0, "{steps:?}");
    assert_eq!(s.play.view(RunId(1)).record, None, "no number of another experiment");
    s.press(1, "Try again");
    s.settle();
    assert_eq!(s.play.view(RunId(1)).status, Status::Fresh);
    s.train_to(steps[0] + 20);
    assert_eq!(s.steps()[0], s.steps()[1], "it has caught up");
}

#[test]
fn train_never_waits_for_a_run_that_cannot_come() {
    let mut s = Scene::open("v=1&data=ring8&seed=1&b:");
    s.fake.0.borrow_mut().workers.values_mut().for_each(|w| w.refuses = Some(no_labels()));
    s.settle();
    s.play.train();
    s.settle();
    assert!(!s.play.is_training() && s.says("no run that can train"));
}

#[test]
fn late_words_of_an_older_configuration_are_not_of_the_new_run() {
    let mut s = Scene::ready(TWO);
    s.play.train();
    s.rounds(3);
    let line = s.line(0).expect("a worker");
    while s.work(line) {}
    let late = s.fake.0.borrow().workers[&line].outbox.clone();
    assert!(!late.is_empty());
    s.play.reset();
    late.into_iter().for_each(|said| s.play.hear(line, said));
    assert_eq!(s.play.runs[0].history.len(), 0);
    s.settle();
    assert_eq!(s.steps(), [0, 0]);
}

#[test]
fn a_stale_engine_does_not_train() {
    let mut s = Scene::open(TWO);
    let line = s.line(1).expect("a worker");
    let hello = crate::protocol::Event::Hello {
        protocol: crate::protocol::PROTOCOL,
        build: "old".into(),
        device: "CPU".into(),
    };
    s.fake.0.borrow_mut().workers.get_mut(&line).expect("B").outbox[0].event = hello;
    s.settle();
    assert!(matches!(s.play.view(RunId(1)).status, Status::Lost(_)) && s.says("different builds"));
}

#[test]
fn what_belongs_to_a_comparison_goes_with_it() {
    let mut s = Scene::ready(TWO);
    s.train_to(120);
    assert!(s.play.runs[0].scores.get("energy").is_some());
    s.play.restart(Restart::All(super::fake::script("v=1&data=moons&seed=3")));
    s.settle();
    let run = &s.play.runs[0];
    assert!(run.scores.get("energy").is_none() && run.history.is_empty() && run.saved.is_none());
    assert_eq!(s.play.timeline.steps(), [0]);
    assert_eq!((s.play.marks().len(), s.play.rate()), (0, None));
}

#[test]
fn a_step_by_hand_at_the_start_keeps_the_snapshot_of_step_0() {
    let mut s = Scene::ready(TWO);
    s.play.single(Single::Both);
    s.settle();
    assert_eq!(s.steps(), [1, 1]);
    s.train_to(60);
    let snaps: Vec<u32> = s.play.timeline.snaps(0).map(|(step, _)| step).collect();
    assert_eq!(snaps[..2], [0, 50]);
}

#[test]
fn a_live_edit_lands_on_a_granted_step_and_its_mark_stands_there() {
    let mut s = Scene::ready(TWO);
    s.train_to(60);
    s.play.train();
    s.play.tick();
    let before = s.play.runs[1].step;
    set(&mut s.play, 1, "d.lr", "4e-4");
    let edits = s.play.script().courses[1].edits.clone();
    assert!(edits.len() == 1 && edits[0].after >= before, "{edits:?}");
    s.rounds(20);
    s.play.pause();
    s.settle();
    let marks = s.play.marks();
    assert_eq!((marks.len(), marks[0].step, marks[0].run), (1, edits[0].after, RunId(1)));
    let session = s.worker(1, |w| w.session.clone()).expect("a session");
    assert_eq!(session.edits, [(edits[0].after, told(&edits[0].to))]);
}

#[test]
fn a_diverged_run_keeps_its_ways_on_its_card_and_the_other_trains_on() {
    let mut s = Scene::ready(TWO);
    s.worker(1, |w| w.diverges = Some(130));
    s.play.train();
    s.rounds(3_000);
    assert!(matches!(s.play.view(RunId(1)).status, Status::Diverged { step: 130, .. }));
    assert_eq!(s.steps(), [1000, 129], "A has trained to its end");
    assert!(!s.play.view(RunId(1)).ways.is_empty());
    s.play.train();
    s.play.pause();
    s.settle();
    s.worker(1, |w| w.diverges = None);
    let ways = s.play.view(RunId(1)).ways;
    let tip = ways.iter().find(|(_, answer)| matches!(answer, Answer::Restore(_, Some(_))));
    s.play.answer(tip.expect("a live tip").1.clone());
    s.settle();
    assert_eq!(s.steps()[1], 100, "the last good snapshot");
    let course = &s.play.script().courses[1];
    assert_eq!(course.edits.len(), 1);
    assert_eq!(course.edits[0].after, 100);
    assert_eq!(
        s.worker(1, |w| w.session.clone()).map(|s| s.edits),
        Some(vec![(100, told(&course.edits[0].to))])
    );
    s.play.train();
    s.rounds(3_000);
    assert_eq!(s.steps()[0], s.steps()[1], "it has caught up");
}

#[test]
fn a_divergence_before_the_first_snapshot_can_start_again_or_be_taken_away() {
    let mut s = Scene::ready(TWO);
    s.worker(1, |w| w.diverges = Some(4));
    s.play.train();
    s.rounds(30);
    s.play.pause();
    s.settle();
    assert!(s.play.runs[0].step > 4);
    assert_eq!(s.play.runs[1].doctor().map(|d| d.verdict().finding), Some(Finding::Diverged));
    let ways: Vec<String> = s.play.view(RunId(1)).ways.into_iter().map(|(words, _)| words).collect();
    assert!(ways.iter().any(|w| w == "Start again") && ways.iter().any(|w| w == "Take it away"), "{ways:?}");
    // A live change of a dead run is no edit of what is dead.
    s.worker(1, |w| w.diverges = None);
    set(&mut s.play, 1, "g.lr", "1e-4");
    s.settle();
    assert!(s.play.runs[1].is_live(), "{:?}", s.play.runs[1].phase);
}

#[test]
fn reset_can_be_undone_and_what_was_trained_comes_back() {
    let mut s = Scene::ready(TWO);
    s.train_to(120);
    let (steps, rows) = (s.steps(), s.play.runs[0].history.len());
    s.play.reset();
    s.settle();
    assert_eq!(s.steps(), [0, 0]);
    s.press(0, "Undo");
    s.settle();
    assert_eq!((s.steps(), s.play.runs[0].history.len()), (steps.clone(), rows));
    assert!(s.play.timeline.snap(0, 100).is_some());
    s.train_to(steps[0] + 30);
}

#[test]
fn another_address_and_bad_files_can_be_undone_too() {
    let mut s = Scene::ready(TWO);
    s.train_to(60);
    let steps = s.steps();
    s.play.restart(Restart::All(super::fake::script("v=1&data=moons&seed=9")));
    s.settle();
    assert_eq!(s.play.comparison().runs[0].seed, 9);
    s.press(0, "Undo");
    s.settle();
    assert_eq!((s.play.comparison().runs[0].seed, s.steps()), (1, steps));
    let mut s = Scene::open("v=1&data=images&seed=1&steps=1000&b:noise=0.1");
    s.settle();
    assert_eq!(s.play.view(RunId(0)).status, Status::NeedsFiles);
    let good = files(1, "good.idx");
    s.play.take_files(good.clone());
    s.settle();
    s.train_to(60);
    let steps = s.steps();
    for run in 0..2 {
        s.worker(run, |w| w.refuses = Some(Failure::Data(DataError::NoFiles)));
    }
    s.play.take_files(files(2, "bad.idx"));
    s.settle();
    assert!(s.says("cannot be used"), "{:?}", s.message);
    assert_eq!((s.play.own_files(), s.steps()), (Some(&good), steps));
}

#[test]
fn start_again_trains_when_it_was_training() {
    let mut s = Scene::ready(TWO);
    s.play.train();
    s.rounds(6);
    set(&mut s.play, 0, "loss", "ls");
    s.read_effects();
    assert!(s.message.as_ref().is_some_and(|m| m.answers.iter().any(|(w, _)| w == "Keep training")));
    s.press(0, "Start again");
    s.rounds(10);
    assert!(s.play.is_training() && s.play.runs[0].step > 0);
    s.play.pause();
    s.settle();
    set(&mut s.play, 0, "loss", "hinge");
    s.read_effects();
    let words: Vec<_> = s.message.iter().flat_map(|m| m.answers.iter().map(|(w, _)| w.clone())).collect();
    assert!(!words.iter().any(|w| w == "Keep training"), "{words:?}");
}

#[test]
fn a_worker_that_falls_silent_is_replaced_and_goes_on_from_its_checkpoint() {
    let mut s = Scene::ready(TWO);
    s.train_to(120);
    let line = s.line(1).expect("a worker");
    s.worker(1, |w| w.dead = true);
    s.play.train();
    s.rounds(200);
    assert_ne!(s.line(1), Some(line));
    assert!(s.says("has not answered") || s.play.runs[1].step > 120, "{:?}", s.message);
    s.play.pause();
    s.settle();
    assert_eq!(s.steps()[0], s.steps()[1]);
}

#[test]
fn reset_ends_what_hangs() {
    let mut s = Scene::ready(TWO);
    let line = s.line(0).expect("a worker");
    s.worker(0, |w| w.dead = true);
    s.play.train();
    s.pass(3_000.0);
    s.play.reset();
    assert_ne!(s.line(0), Some(line), "another worker");
    s.settle();
    assert_eq!(s.play.view(RunId(0)).status, Status::Fresh);
}

#[test]
fn the_first_checkpoint_comes_within_seconds() {
    let mut s = Scene::ready("v=1&data=ring8&seed=1&steps=100000&snapshot.every=10000&b:");
    s.play.train();
    s.rounds(60);
    let first = s.fake.0.borrow().now;
    assert!(s.play.runs[0].saved.as_ref().is_some_and(|c| c.step > 0), "none after {first} ms");
}

#[test]
fn a_pause_that_waits_for_a_slow_step_can_be_had_at_once() {
    let mut s = Scene::ready(TWO);
    s.train_to(60);
    s.play.train();
    s.play.pause();
    for _ in 0..4 {
        s.pass(1_000.0);
    }
    assert!(s.says("takes long"), "{:?}", s.message);
    s.press(0, "Do not wait");
    s.settle();
    assert!(!s.play.is_training());
    assert_eq!(s.steps()[0], s.steps()[1]);
    s.train_to(s.play.runs[0].step + 20);
}

#[test]
fn files_for_another_data_set_bring_it_and_can_be_undone() {
    let mut s = Scene::ready(TWO);
    s.train_to(60);
    let steps = s.steps();
    s.play.take_files(Files { side: Some(32), ..files(1, "train-images") });
    s.settle();
    let first = &s.play.comparison().runs[0];
    assert_eq!(
        (first.data, first.generator.depth),
        (Data::Images, 3),
        "two convolutions cannot make 32 pixels"
    );
    assert!(s.play.runs[0].is_live() && s.says("g.depth"), "{:?}", s.message);
    s.press(0, "Undo");
    s.settle();
    assert_eq!((s.steps(), s.play.own_files()), (steps, None));
}

#[test]
fn what_is_fetched_begins_the_runs_of_the_link_and_disturbs_no_others() {
    let mnist = || Files { data: Data::Mnist, ..files(1, "MNIST") };
    let link = "v=2&data=mnist&seed=1&steps=1000&b:noise=0.1&b@40:d.lr=1e-4";
    let mut s = Scene::open(link);
    s.settle();
    assert_eq!(s.play.view(RunId(0)).status, Status::NeedsFiles);
    s.play.supply(mnist());
    s.settle();
    assert!(s.play.runs[0].is_live());
    assert_eq!(s.play.script(), &super::fake::script(link), "the edit to come is kept");
    let mut s = Scene::ready(TWO);
    s.train_to(60);
    let steps = s.steps();
    s.play.supply(mnist());
    s.settle();
    assert_eq!((s.steps(), s.play.own_files()), (steps, None), "nobody waits for it any more");
}

#[test]
fn a_link_names_own_data_and_its_runs_begin_as_it_says_once_the_same_is_chosen() {
    let named = |set, name: &str, hash| {
        let named = Some(NamedSet::of(name, 50, hash));
        Files { named, ..files(set, name) }
    };
    let link = "v=2&data=images&seed=1&steps=1000&b:noise=0.1&b@40:d.lr=1e-4&set=a.idx~50~0000000000000007";
    let mut s = Scene::open(link);
    s.settle();
    assert_eq!(s.play.view(RunId(0)).status, Status::NeedsFiles);
    let wanted = |s: &Scene, hash| s.play.is_wanted(&NamedSet::of("b", 50, hash));
    assert_eq!([wanted(&s, 7), wanted(&s, 8)], [Some(true), Some(false)]);
    s.play.take_files(named(1, "renamed.idx", 7));
    s.settle();
    assert!(s.play.runs[0].is_live());
    let script = s.play.script();
    assert_eq!(script.courses, super::fake::script(link).courses, "the edit to come is kept");
    assert_eq!((script.set.as_ref().map(|set| set.hash), wanted(&s, 7)), (Some(7), None));
    // Other data is other runs, and their link says so.
    s.play.take_files(named(2, "other.idx", 8));
    s.settle();
    assert_eq!(s.play.script().set.as_ref().map(|set| (&set.name[..], set.hash)), Some(("other.idx", 8)));
    assert!(s.play.script().is_plain());
    // A link with other data than what is there waits for its own; one that names none takes what is there.
    s.play.open(super::fake::script(link));
    s.settle();
    assert_eq!((s.play.view(RunId(0)).status, wanted(&s, 7)), (Status::NeedsFiles, Some(true)));
    s.play.take_files(named(3, "third.idx", 9));
    s.settle();
    s.play.open(super::fake::script("v=2&data=images&seed=2"));
    s.settle();
    assert_eq!(s.play.script().set.as_ref().map(|set| set.hash), Some(9));
    set(&mut s.play, 0, "data", "ring8");
    s.settle();
    assert_eq!((s.play.script().set.clone(), wanted(&s, 9)), (None, None));
}

#[test]
fn a_drawing_goes_with_its_runs_and_never_with_others() {
    let drawn = |set, first: f64| {
        let drawing = Drawing::of((0..20).map(|i| [f64::from(i) / 20.0, first]));
        Files { data: Data::Table, side: None, drawing: Some(drawing), ..files(set, "Drawing") }
    };
    let (mine, other) = (drawn(1, 0.5), drawn(2, -0.5));
    let mut s = Scene::ready(TWO);
    s.train_to(60);
    s.play.take_files(mine.clone());
    s.settle();
    s.train_to(40);
    assert_eq!((s.play.script().drawing.clone(), s.play.runs[0].is_live()), (mine.drawing.clone(), true));
    s.play.reset();
    s.settle();
    assert_eq!(s.play.script().drawing, mine.drawing, "the same runs again");
    set(&mut s.play, 0, "data", "ring8");
    s.settle();
    assert_eq!(s.play.script().drawing, None);
    // A link with another drawing waits for its own points.
    let mut script = s.play.script().clone();
    script.courses = super::fake::script("v=2&data=table&seed=1").courses;
    script.drawing.clone_from(&other.drawing);
    s.play.open(script);
    s.settle();
    assert_eq!(s.play.view(RunId(0)).status, Status::NeedsFiles);
    s.play.supply(mine);
    s.settle();
    assert_eq!(s.play.view(RunId(0)).status, Status::NeedsFiles, "these are others");
    s.play.supply(other.clone());
    s.settle();
    assert_eq!((s.play.own_files(), s.play.script().drawing.clone()), (Some(&other), other.drawing.clone()));
}

#[test]
fn files_of_images_are_none_of_points() {
    let mut s = Scene::ready(TWO);
    s.play.take_files(files(1, "train-images"));
    s.settle();
    set(&mut s.play, 0, "data", "table");
    s.settle();
    assert_eq!((s.play.view(RunId(0)).status, s.play.own_files()), (Status::NeedsFiles, None));
}

#[test]
fn when_d_of_b_has_won_a_goes_on() {
    let mut s = Scene::ready("v=1&data=ring8&seed=1&steps=100000&snapshot.every=10000&b:loss=ls");
    s.worker(1, |w| w.won = true);
    s.play.train();
    s.rounds(60);
    assert!(s.says("D of run B has won"), "{:?}", s.message);
    assert!(s.play.is_training());
    let mut s = Scene::ready("v=1&data=ring8&seed=1&steps=100000&snapshot.every=10000");
    s.worker(0, |w| w.won = true);
    s.play.train();
    s.rounds(60);
    assert!(s.says("Train again") && !s.play.is_training());
}

#[test]
fn a_link_with_a_fork_and_edits_trains_them_at_their_steps() {
    let mut script = super::fake::script(TWO);
    let mut slower = script.courses[0].start.clone();
    slower.discriminator.lr = 4e-4;
    script.courses[0].edit(30, slower.clone());
    let mut forked = slower.clone();
    forked.noise.sigma = 0.2;
    script.fork(RunId(0), 70, forked);
    let mut later = slower.clone();
    later.generator.lr = 1e-4;
    script.fork(RunId(2), 90, later);
    let mut s = Scene::ready(TWO);
    s.play.restart(Restart::All(script.clone()));
    s.settle();
    assert_eq!(s.play.view(RunId(2)).status, Status::Unborn);
    assert_eq!(s.play.comparison().runs[0].discriminator.lr, 1e-3, "before its edit");
    s.play.train();
    s.rounds(400);
    s.play.pause();
    s.settle();
    assert_eq!(s.play.comparison().runs[0].discriminator.lr, 4e-4);
    assert!(s.steps()[0] > 90 && s.steps().iter().all(|step| *step == s.steps()[0]), "{:?}", s.steps());
    assert_eq!(s.play.script().courses, script.courses);
    for (run, fork) in [(2, Fork { of: RunId(0), at: 70 }), (3, Fork { of: RunId(2), at: 90 })] {
        assert_eq!(s.play.view(RunId(run)).origin, Some((fork.of, fork.at)));
        assert_eq!(s.play.runs[run].root.as_ref().map(|c| c.step), Some(fork.at));
        let session = s.worker(run, |w| w.session.clone()).expect("a session");
        assert_eq!(session.start, told(&script.courses[run].start));
    }
}

#[test]
fn memory_stays_in_its_budget_at_the_extremes() {
    let mut s = Scene::ready("v=1&data=ring8&seed=1&steps=3000&snapshot.every=10&b:&c:&d:");
    s.fake.0.borrow_mut().checkpoint_bytes = 9 << 20;
    for lap in 1..=3 {
        s.train_to(lap * 100);
        assert!(s.play.bytes() <= super::budget::TOTAL, "{} bytes", s.play.bytes());
    }
    s.play.reset();
    s.settle();
    s.train_to(200);
    assert!(s.play.bytes() <= super::budget::TOTAL, "{} bytes with what can be undone", s.play.bytes());
    assert!(s.play.timeline.snaps(0).count() >= 2);
}

#[test]
fn updates_by_hand_are_said_not_to_be_in_the_link() {
    let mut s = Scene::ready(TWO);
    s.play.single(Single::Generator);
    s.settle();
    assert!(s.play.was_moved_by_hand() && s.says("does not repeat"));
    assert_eq!(s.steps(), [0, 0]);
}

#[test]
fn a_tip_is_tried_in_a_fork_and_a_change_that_does_not_fit_its_weights_is_undone() {
    let mut s = Scene::ready(TWO);
    s.train_to(120);
    s.play.fork(RunId(0), Some(100));
    s.settle();
    assert_eq!((s.steps()[2], s.play.view(RunId(2)).goal), (100, Some(s.steps()[0])));
    s.worker(2, |w| w.refuses = Some(Failure::Checkpoint { why: "weights of another shape".into() }));
    let capacity = trick("capacity").expect("a trick");
    s.play.choose(RunId(2), capacity, (capacity.presets)(crate::experiment::Data::Ring8).first());
    s.settle();
    assert!(s.says("undone"), "{:?}", s.message);
    assert_eq!(s.play.script().courses[2].start, s.play.script().courses[0].start);
    assert!(s.play.runs[2].phase == Phase::Live);
    let _ = (Script::default(), Value::Int(0));
}

#[test]
fn slow_steps_are_agreed_to_once_and_nothing_is_changed() {
    let slow = "v=2&data=shapes28&seed=1&batch=32&g.width=128&d.width=128&d.steps=5";
    let mut s = Scene::ready(slow);
    assert!(matches!(s.play.view(RunId(0)).status, Status::Costly(seconds) if seconds > 2.0));
    assert_eq!(s.play.comparison().runs[0].generator.width, 128);
    s.play.train();
    s.read_effects();
    assert!(!s.play.is_training() && s.says("Say first"));
    s.press(0, "Build it all the same");
    s.settle();
    assert_eq!(s.play.view(RunId(0)).status, Status::Fresh);
    set(&mut s.play, 0, "loss", "ls");
    s.settle();
    assert_eq!(s.play.view(RunId(0)).status, Status::Fresh, "the same work is not asked about again");
}

#[test]
fn what_diverged_stays_that_when_its_worker_dies_too() {
    let mut s = Scene::ready(TWO);
    s.worker(1, |w| w.diverges = Some(30));
    s.play.train();
    s.rounds(40);
    let event = crate::protocol::Event::Failed(Failure::Crash { why: "out of memory".into() });
    s.worker(1, |w| w.outbox.push_back(crate::protocol::Said { number: w.number, event: event.clone() }));
    s.settle();
    assert!(matches!(s.play.view(RunId(1)).status, Status::Diverged { step: 30, .. }));
}

#[test]
fn a_lost_run_goes_on_from_its_checkpoint() {
    let mut s = Scene::ready(TWO);
    s.train_to(120);
    let kept = s.play.runs[1].saved.as_ref().map(|c| c.step).expect("a checkpoint");
    for _ in 0..3 {
        let Some(line) = s.line(1) else { break };
        let event = crate::protocol::Event::Failed(Failure::Crash { why: "out of memory".into() });
        s.play.hear(line, crate::protocol::Said { number: 0, event });
        s.read_effects();
    }
    assert!(matches!(s.play.view(RunId(1)).status, Status::Lost(_)), "{:?}", s.play.runs[1].phase);
    s.press(1, "Try again");
    s.settle();
    assert_eq!((s.steps()[1], s.play.runs[1].is_live()), (kept, true));
}

#[test]
fn undo_loses_nothing_itself() {
    let mut s = Scene::ready(TWO);
    s.train_to(120);
    let first = s.steps()[0];
    s.play.reset();
    s.settle();
    s.train_to(300);
    let second = s.steps()[0];
    s.play.undo();
    s.settle();
    assert_eq!(s.steps()[0], first);
    s.play.undo();
    s.settle();
    assert_eq!(s.steps()[0], second);
}

#[test]
fn removing_a_trained_run_asks() {
    let mut s = Scene::ready(TWO);
    s.play.remove_run();
    assert_eq!(s.play.runs.len(), 1, "nothing was trained");
    s.play.undo();
    let mut s = Scene::ready(TWO);
    s.train_to(60);
    s.play.remove_run();
    s.read_effects();
    assert!(s.play.runs.len() == 2 && s.says("throws"), "{:?}", s.message);
    s.press(0, "Remove it");
    assert_eq!(s.play.runs.len(), 1);
}

#[test]
fn updates_by_hand_are_in_the_checkpoint() {
    let mut s = Scene::ready(TWO);
    s.train_to(60);
    let before = s.play.runs[0].saved.clone().expect("a checkpoint");
    s.play.single(Single::Generator);
    s.settle();
    let after = s.play.runs[0].saved.clone().expect("a checkpoint");
    assert!(!s.play.runs[0].touched && !std::rc::Rc::ptr_eq(&before.bytes, &after.bytes), "saved anew");
}
