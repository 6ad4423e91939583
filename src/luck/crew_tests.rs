//! Workers that train, break, fall silent, rest and stop.

use super::repeat::{Ending, Repeat, State};
use super::stage::Bench;
use crate::experiment::link;
use crate::failure::Failure;
use crate::play::fake::{FakeSession, energy};
use crate::protocol::{BUILD, Command, Event, PROTOCOL, Said};
use crate::record::Metric;

const LINK: &str = "v=2&data=ring8&seed=7&steps=400&snapshot.every=100&b:noise=0.3";

/// Another number for every run and every step.
fn by_seed(session: &FakeSession) -> Vec<Metric> {
    let e = link::read_experiment(&session.start);
    let of_b = if e.noise.sigma > 0.0 { 0.25 } else { 1.0 };
    vec![energy(of_b * (1.0 + 0.1 * (e.seed % 5) as f32) * (1.0 + session.step as f32 / 1_000.0))]
}

fn bench(workers: usize) -> Bench {
    Bench::start(LINK, 5, workers, by_seed)
}

fn finished(repeat: &Repeat) -> bool {
    repeat.state == State::Done(Ending::Finished)
}

/// Everything that was measured, run by run.
fn measured(bench: &Bench) -> Vec<Vec<(u32, Vec<Metric>)>> {
    bench.luck.study().repeats().iter().map(|repeat| repeat.snapshots().to_vec()).collect()
}

#[test]
fn every_run_is_trained_once_with_as_many_workers_as_asked() {
    for workers in [1, 2, 4, 64] {
        let mut bench = bench(workers);
        bench.settle();
        let study = bench.luck.study();
        assert!(study.repeats().iter().all(finished), "{workers} workers");
        assert_eq!(bench.busiest, workers.min(10));
        let named: Vec<_> = study.repeats().iter().map(|r| (r.seed, r.run.letter())).collect();
        assert_eq!(named[..3], [(7, 'A'), (7, 'B'), (8, 'A')]);
        assert!(study.repeats().iter().all(|repeat| repeat.snapshots().len() == 10));
        assert_eq!(bench.lines(), [0; 0], "workers are given back at the end");
        assert!(!bench.luck.is_running());
    }
}

#[test]
fn a_worker_that_breaks_is_named_and_its_run_goes_on_with_another() {
    let mut whole = bench(2);
    whole.settle();
    let mut broken = bench(2);
    broken.until(0.07);
    let kept = broken.luck.study().repeats()[0].snapshots().len();
    assert!(kept > 0, "something was measured before");
    broken.breaks(1, "out of memory");
    assert_eq!(broken.luck.study().retried(), ["Run A with seed 7 was tried again: out of memory"]);
    assert_eq!(broken.lines(), [2, 3]);
    broken.round();
    let resume = broken.worker(3, |worker| match worker.inbox.front() {
        Some(Command::Configure(configure)) => configure.resume.clone(),
        other => panic!("{other:?}"),
    });
    assert!(resume.is_some(), "it goes on from its last measurement");
    broken.settle();
    assert_eq!(measured(&broken), measured(&whole));
}

#[test]
fn a_run_on_which_two_workers_break_is_given_up_and_the_others_go_on() {
    let mut bench = bench(1);
    bench.until(0.02);
    bench.breaks(1, "out of memory");
    bench.until(0.05);
    bench.breaks(2, "out of memory again");
    bench.settle();
    let study = bench.luck.study();
    assert_eq!(study.repeats()[0].state, State::Failed("out of memory again".into()));
    assert!(study.repeats()[1..].iter().all(finished));
    assert!(study.is_over() && bench.luck.broken().is_none());
    let mut fake = bench.fake.clone();
    bench.luck.resume(&mut fake).expect("a worker");
    bench.settle();
    assert!(bench.luck.study().repeats().iter().all(finished), "asked again, it is tried again");
}

#[test]
fn a_worker_that_falls_silent_is_given_up_after_a_while() {
    let mut bench = bench(1);
    bench.until(0.03);
    bench.pass(8, |_| {});
    assert_eq!(bench.lines(), [1]);
    bench.pass(4, |_| {});
    assert_eq!(bench.lines(), [2]);
    let said = &bench.luck.study().retried()[0];
    assert!(said.contains("not answered for 11 s"), "{said}");
    bench.settle();
    assert!(bench.luck.study().repeats().iter().all(finished));
}

#[test]
fn a_worker_that_only_says_that_it_is_alive_is_given_up_too() {
    let mut bench = bench(1);
    bench.until(0.03);
    let beats = |bench: &mut Bench| bench.hear(1, Said { number: 0, event: Event::Alive });
    bench.pass(590, beats);
    assert_eq!(bench.lines(), [1]);
    bench.pass(20, beats);
    assert_eq!(bench.lines(), [2]);
    bench.settle();
    assert!(bench.luck.study().repeats().iter().all(finished));
}

#[test]
fn an_engine_that_never_starts_ends_it_with_its_reason() {
    let mut bench = bench(1);
    bench.breaks(1, "no network");
    assert!(bench.luck.is_running(), "it is tried once more");
    bench.breaks(2, "no network");
    assert_eq!(bench.luck.broken(), Some(&Failure::Crash { why: "no network".into() }));
    assert!(
        !bench.luck.is_running() && bench.luck.study().repeats().iter().all(|r| r.state == State::Waiting)
    );
    let mut fake = bench.fake.clone();
    bench.luck.resume(&mut fake).expect("a worker");
    bench.settle();
    assert!(bench.luck.study().is_over() && bench.luck.broken().is_none());
}

#[test]
fn an_engine_of_another_build_ends_it() {
    let mut bench = bench(2);
    let event = Event::Hello { protocol: PROTOCOL, build: format!("not {BUILD}"), device: "CPU".into() };
    bench.hear(1, Said { number: 0, event });
    assert_eq!(bench.luck.broken(), Some(&Failure::Build));
    assert_eq!(bench.lines(), [0; 0]);
}

#[test]
fn a_browser_without_workers_says_so() {
    struct Bare;
    impl crate::play::World for Bare {
        fn now(&self) -> f64 {
            0.0
        }
        fn open(
            &mut self,
            _: crate::play::EngineKind,
            _: u32,
        ) -> Result<Box<dyn crate::play::Port>, Failure> {
            Err(Failure::Crash { why: "no worker".into() })
        }
    }
    let started = super::Luck::start(&mut Bare, &link::read(LINK).script, 5, 2, None);
    assert_eq!(started.err().as_deref(), Some("no worker"));
}

#[test]
fn a_run_that_is_refused_is_not_tried_again() {
    let mut bench = bench(1);
    let why = Failure::Shape(crate::experiment::architecture::ShapeError::Depth { size: 28, least: 2 });
    let said = why.to_string();
    bench.worker(1, |worker| worker.refuses = Some(why));
    bench.settle();
    assert_eq!(bench.luck.study().repeats()[0].state, State::Failed(said));
    assert_eq!(bench.luck.study().retried(), [""; 0]);
    assert!(bench.luck.study().repeats()[1..].iter().all(finished));
}

#[test]
fn a_rest_begins_after_the_message_under_way_and_ends_when_told() {
    let mut bench = bench(2);
    bench.until(0.1);
    let mut fake = bench.fake.clone();
    bench.luck.rest(&mut fake, true);
    bench.settle();
    let share = bench.luck.study().share();
    assert!((0.1..0.3).contains(&share) && bench.luck.is_running(), "{share}");
    // Nobody is called silent for it.
    bench.pass(60, |_| {});
    assert_eq!(bench.luck.study().retried(), [""; 0]);
    bench.luck.rest(&mut fake, false);
    bench.settle();
    assert!(bench.luck.study().repeats().iter().all(finished));
}

#[test]
fn what_was_stopped_goes_on_to_the_same_end() {
    let mut whole = bench(2);
    whole.settle();
    let mut stopped = bench(2);
    let mut fake = stopped.fake.clone();
    for share in [0.13, 0.34, 0.35, 0.77] {
        stopped.until(share);
        stopped.luck.stop();
        assert_eq!(stopped.lines(), [0; 0]);
        let (done, _) = stopped.luck.study().progress();
        assert!(stopped.luck.study().repeats().iter().filter(|r| finished(r)).count() == done);
        stopped.luck.resume(&mut fake).expect("workers");
        assert_eq!(stopped.luck.study().progress().0, done, "what is there is kept");
    }
    stopped.settle();
    assert_eq!(measured(&stopped), measured(&whole));
    let findings =
        |bench: &Bench| bench.luck.study().repeats().iter().map(Repeat::troubles).collect::<Vec<_>>();
    assert_eq!(findings(&stopped), findings(&whole));
}

#[test]
fn words_that_come_after_the_stop_are_not_heard() {
    let mut bench = bench(1);
    bench.until(0.1);
    bench.luck.stop();
    let before = measured(&bench);
    bench.breaks(1, "terminated");
    assert_eq!((measured(&bench), bench.luck.broken()), (before, None));
}

#[test]
fn a_fork_is_trained_after_what_it_comes_from_and_judged_alone() {
    let link = "v=2&data=ring8&seed=7&steps=400&snapshot.every=100&b=a@200&b:noise=0.3";
    let mut bench = Bench::start(link, 3, 2, by_seed);
    bench.settle();
    let study = bench.luck.study();
    assert!(study.repeats().iter().all(finished));
    let fork = &study.repeats()[1];
    let steps: Vec<u32> = fork.snapshots().iter().map(|(step, _)| *step).collect();
    assert_eq!((steps.first(), steps.last(), steps.len()), (Some(&220), Some(&400), 10));
    assert_eq!(study.share(), 1.0);
}

#[test]
fn a_run_that_diverges_is_done() {
    let mut bench = bench(1);
    bench.worker(1, |worker| worker.diverges = Some(250));
    bench.settle();
    let ends: Vec<&State> = bench.luck.study().repeats().iter().map(|repeat| &repeat.state).collect();
    assert!(ends.iter().all(|end| **end == State::Done(Ending::Diverged(250))), "{ends:?}");
    assert!(bench.luck.study().is_over());
}
