//! The GPU gets ready beside the CPU and goes on with its runs, or not.

use super::fake::{Scene, norm_at, script};
use super::{Device, EngineKind, Gpu, Restart};
use crate::experiment::{RunId, key};
use crate::failure::Failure;
use crate::protocol::{Command, Single};

/// Runs whose steps are worth a look at a GPU.
const TWO: &str = "v=2&data=shapes28&seed=1&batch=32&steps=100000&snapshot.every=10000&b:d.lr=1e-4";

fn lost() -> Failure {
    Failure::Device { why: "the GPU cannot be read: lost".into() }
}

/// Steps take 50 ms on the CPU; the GPU does so many a second, and is not there yet.
fn before(link: &str, speed: f64) -> Scene {
    let mut s = Scene::open(link);
    {
        let mut stage = s.fake.0.borrow_mut();
        (stage.gpu_speed, stage.cpu_millis) = (Some(speed), Some(50.0));
        stage.workers.values_mut().for_each(|worker| worker.millis = 50.0);
    }
    s.settle();
    s
}

/// The same runs, which train.
fn training(link: &str, speed: f64) -> Scene {
    let mut s = before(link, speed);
    s.play.train();
    s.rounds(20);
    assert!(s.steps()[0] > 0, "it trains before there is a GPU");
    s.play.found_gpu(Gpu::Offered);
    s
}

fn until(s: &mut Scene, what: &str, done: impl Fn(&Scene) -> bool) {
    for _ in 0..4_000 {
        if done(s) {
            return;
        }
        s.rounds(1);
    }
    panic!("not {what}: {:?} at {:?}, {:?}", s.play.engine(), s.steps(), s.said);
}

fn is_on(engine: EngineKind) -> impl Fn(&Scene) -> bool {
    move |s| s.play.engine() == engine
}

/// Every step was measured once, and all runs go on.
fn goes_on(s: &mut Scene) {
    let steps = s.steps();
    until(s, "on", |s| s.steps().iter().zip(&steps).all(|(now, then)| *now > then + 20));
    for (index, run) in s.play.runs.iter().enumerate() {
        let begins = s.play.script().courses[index].begins();
        assert_eq!(run.history.len() as u32, run.step, "run {index}");
        let gone = |step: &u32| run.history.record(*step).grad_d != norm_at(*step);
        assert_eq!((begins + 1..=run.step).find(gone), None, "run {index}");
    }
}

/// Goes on until the GPU's engines build what was saved, and have not answered.
fn while_it_builds(s: &mut Scene) {
    for _ in 0..200_000 {
        let lines: Vec<u32> = s.fake.0.borrow().workers.keys().copied().collect();
        let builds = |s: &Scene| {
            let stage = s.fake.0.borrow();
            let told = |c: &Command| matches!(c, Command::Configure(c) if c.resume.is_some());
            stage.workers.values().any(|worker| worker.inbox.iter().any(told))
        };
        for line in lines {
            if builds(s) {
                return;
            }
            s.work(line);
            s.deliver(line);
        }
        s.pass(s.play.wake().unwrap_or(1.0).max(1.0));
    }
    panic!("it never takes over");
}

#[test]
fn two_runs_move_over_between_two_steps_and_nothing_else_changes() {
    let mut s = training(TWO, 100.0);
    let begun = s.steps()[0];
    until(&mut s, "on the GPU", is_on(EngineKind::Gpu));
    // 50 ms against twice 10: both share the GPU.
    assert!(s.says("2.50 times as fast") || s.says("2.5 times as fast"), "{:?}", s.message);
    let step = s.steps()[0];
    assert!(step >= begun && s.steps() == [step, step] && s.play.is_training());
    for run in 0..2 {
        let (kept, lane) = (s.worker(run, |w| w.session.clone()).expect("a session"), &s.play.runs[run]);
        assert_eq!((kept.step, lane.saved.as_ref().map(|point| point.step)), (step, Some(step)));
        assert_eq!(lane.history.len() as u32, step, "its curves are those of before");
    }
    let alive = s.fake.0.borrow().workers.values().filter(|worker| !worker.dead).count();
    assert_eq!(alive, 2, "the CPU's engines have ended");
    assert_eq!(s.play.marks().iter().filter(|mark| mark.step == step).count(), 2, "{:?}", s.play.marks());
    assert!(s.play.has_changed_engines() && s.play.why_it_computes().contains("GPU computes"));
    goes_on(&mut s);
    s.play.pause();
    s.settle();
    assert_eq!(s.play.wake(), None);
    // The same runs from step 0 on: it is warm.
    s.play.reset();
    s.settle();
    assert_eq!((s.play.engine(), s.play.has_changed_engines()), (EngineKind::Gpu, false));
    // Small steps: from the first on the CPU.
    s.play.restart(Restart::All(script("v=2&data=ring8&seed=1")));
    s.settle();
    assert_eq!((s.play.engine(), s.play.device()), (EngineKind::Cpu, Device::Auto));
    assert!(s.play.why_it_computes().contains("small steps"));
    s.train_to(30);
    // What was trained before comes back on the CPU, which reads what the GPU wrote.
    s.play.undo();
    s.settle();
    assert!(s.play.runs.iter().all(super::Run::is_live) && s.steps()[0] > step);
}

#[test]
fn a_gpu_that_is_not_faster_by_a_fifth_is_not_chosen() {
    for (speed, moves) in [(47.0, false), (49.0, true)] {
        // Two runs: half of it each, against 20 a second.
        let mut s = training(TWO, speed);
        s.rounds(600);
        assert_eq!(s.play.engine() == EngineKind::Gpu, moves, "{speed} steps a second");
        assert!(s.play.is_training() && s.said.len() == usize::from(moves), "{:?}", s.said);
        let alive = s.fake.0.borrow().workers.values().filter(|worker| !worker.dead).count();
        assert_eq!(alive, 2, "nothing keeps the GPU busy");
        assert_eq!(
            s.play.why_it_computes().contains("20.0 times a second there, on the GPU 23.5 times"),
            !moves,
            "{}",
            s.play.why_it_computes()
        );
        s.play.pause();
        s.settle();
        assert_eq!(s.play.wake(), None);
    }
}

#[test]
fn where_nothing_trains_yet_it_is_measured_and_moves_over_at_step_0() {
    let mut s = before(TWO, 2_000.0);
    s.play.found_gpu(Gpu::Offered);
    s.settle();
    assert_eq!((s.play.engine(), s.play.wake(), s.play.marks().len()), (EngineKind::Gpu, None, 0));
    s.train_to(40);
}

#[test]
fn runs_that_must_repeat_and_what_the_user_chose_stay_and_so_does_all_without_a_real_adapter() {
    let edited = "v=2&data=shapes28&seed=1&batch=32&steps=100000&a@40:d.lr=1e-4";
    type Do = fn(&mut Scene);
    let cases: [(&str, Gpu, Do, &str); 5] = [
        (edited, Gpu::Offered, |_| {}, "step by step"),
        (TWO, Gpu::Offered, |s| s.play.assign(true), "teacher"),
        (TWO, Gpu::Offered, |s| s.play.choose_device(Device::Cpu), "as chosen"),
        (TWO, Gpu::Software, |_| {}, "software"),
        ("v=2&data=ring8&seed=1&steps=100000", Gpu::Offered, |_| {}, "small steps"),
    ];
    for (link, gpu, act, why) in cases {
        let mut s = before(link, 2_000.0);
        act(&mut s);
        let workers = s.fake.0.borrow().workers.len();
        s.play.found_gpu(gpu);
        s.play.train();
        s.rounds(300);
        assert_eq!((s.play.engine(), s.fake.0.borrow().workers.len()), (EngineKind::Cpu, workers), "{why}");
        assert!(s.play.why_it_computes().contains(why), "{}", s.play.why_it_computes());
    }
}

#[test]
fn a_gpu_that_dies_or_hangs_while_it_takes_over_leaves_the_runs_where_they_are() {
    type Harm = fn(&mut super::fake::Worker);
    let harms: [Harm; 3] = [|w| w.fail(lost()), |w| w.dead = true, |w| w.refuses = Some(lost())];
    for harm in harms {
        let mut s = training(TWO, 2_000.0);
        while_it_builds(&mut s);
        let (steps, lines) = (s.steps(), [s.line(0), s.line(1)]);
        let last = *s.fake.0.borrow().workers.keys().last().expect("an engine of the GPU");
        harm(s.fake.0.borrow_mut().workers.get_mut(&last).expect("a worker"));
        goes_on(&mut s);
        assert_eq!((s.play.engine(), s.play.gpu()), (EngineKind::Cpu, Gpu::Failed));
        assert_eq!([s.line(0), s.line(1)], lines, "the same engines");
        assert!(s.steps() > steps && s.said.is_empty() && !s.play.has_changed_engines(), "{:?}", s.said);
    }
}

#[test]
fn when_the_gpu_is_lost_the_cpu_goes_on_by_itself_and_it_is_not_tried_again() {
    let mut s = training(TWO, 2_000.0);
    until(&mut s, "on the GPU", is_on(EngineKind::Gpu));
    goes_on(&mut s);
    let kept = s.play.runs[1].saved.as_ref().map(|point| point.step).expect("a checkpoint");
    s.worker(1, |w| w.fail(lost()));
    until(&mut s, "on the CPU", is_on(EngineKind::Cpu));
    assert!(s.says("The GPU stopped") && s.says("the CPU goes on from step"), "{:?}", s.message);
    assert_eq!((s.play.device(), s.play.gpu(), s.play.is_training()), (Device::Auto, Gpu::Failed, true));
    assert_eq!(s.play.runs[1].resume.as_ref().map(|point| point.step), Some(kept));
    goes_on(&mut s);
    let texts: Vec<String> = s.play.marks().into_iter().map(|mark| mark.text).collect();
    assert!(texts.iter().any(|text| text.contains("the CPU computes")), "{texts:?}");
    s.rounds(300);
    assert_eq!(s.play.engine(), EngineKind::Cpu);
    s.play.reset();
    s.play.train();
    s.rounds(300);
    assert_eq!(s.play.engine(), EngineKind::Cpu);
}

#[test]
fn what_the_user_does_while_it_takes_over_comes_first() {
    type Do = fn(&mut Scene);
    let acts: [(&str, Do); 8] = [
        ("pause", |s| s.play.pause()),
        ("edit", |s| {
            let rate = key("d.lr").expect("a key");
            s.play.set(RunId(0), rate, rate.parse("4e-4").expect("a rate"));
        }),
        ("fork", |s| s.play.fork(RunId(0), None)),
        ("add", |s| s.play.add_run()),
        ("by hand", |s| s.play.single(Single::Generator)),
        ("cpu", |s| s.play.choose_device(Device::Cpu)),
        ("save", |s| s.play.save_soon()),
        ("reset", |s| s.play.reset()),
    ];
    for (name, act) in acts {
        let mut s = training(TWO, 2_000.0);
        while_it_builds(&mut s);
        let step = s.steps()[0];
        act(&mut s);
        if matches!(name, "fork" | "add" | "by hand" | "reset") {
            s.play.train();
        }
        if name == "pause" {
            s.settle();
            assert_eq!((s.play.engine(), s.steps()), (EngineKind::Gpu, vec![step, step]));
            assert!(s.said.iter().all(|message| !message.text.contains("takes long")), "{:?}", s.said);
            s.play.train();
        }
        let to = if name == "cpu" { EngineKind::Cpu } else { EngineKind::Gpu };
        until(&mut s, name, |s| {
            s.play.engine() == to && !s.play.lockstep.is_anyone_behind() && s.steps()[0] > 0
        });
        goes_on(&mut s);
        assert_eq!(s.play.engine(), to, "{name}");
        if name == "edit" {
            let session = s.worker(0, |w| w.session.clone()).expect("a session");
            assert_eq!(session.edits.len(), 1, "the GPU's engine was told");
        }
        s.play.pause();
        s.settle();
        assert_eq!(s.play.wake(), None, "{name}");
    }
}

#[test]
fn a_device_that_was_chosen_computes_every_step() {
    let mut s = training(TWO, 2_000.0);
    until(&mut s, "on the GPU", is_on(EngineKind::Gpu));
    s.play.choose_device(Device::Gpu);
    s.play.choose_device(Device::Auto);
    assert_eq!((s.play.engine(), s.play.has_begun()), (EngineKind::Gpu, true), "nothing to ask");
    s.play.choose_device(Device::Cpu);
    s.read_effects();
    s.press(0, "Start again");
    s.rounds(300);
    assert_eq!((s.play.engine(), s.play.has_changed_engines()), (EngineKind::Cpu, false));
}

#[test]
fn a_cpu_that_is_slow_while_it_begins_is_not_judged_by_that() {
    let mut s = before("v=2&data=shapes28&seed=1&batch=32&steps=100000&snapshot.every=10000", 50.0);
    s.worker(0, |w| w.millis = 400.0);
    s.play.found_gpu(Gpu::Offered);
    s.play.train();
    until(&mut s, "begun", |s| s.steps()[0] >= 3);
    s.worker(0, |w| w.millis = 1.0);
    s.rounds(600);
    assert_eq!(s.play.engine(), EngineKind::Cpu);
    assert!(s.play.why_it_computes().contains("on the GPU 50"), "{}", s.play.why_it_computes());
}
