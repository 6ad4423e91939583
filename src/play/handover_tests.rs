//! The GPU gets ready beside the CPU and goes on with its runs, or not.

use super::fake::{Scene, files, norm_at, script};
use super::{Device, EngineKind, Gpu, Kept, KeptRun, Restart};
use crate::data::DataError;
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

/// Goes on until a worker is told what `told` says, and has not done it.
fn until_told(s: &mut Scene, told: impl Fn(u32, &Command) -> bool) {
    for _ in 0..200_000 {
        let lines: Vec<u32> = s.fake.0.borrow().workers.keys().copied().collect();
        let is_told = |s: &Scene| {
            let stage = s.fake.0.borrow();
            stage.workers.iter().any(|(line, worker)| worker.inbox.iter().any(|c| told(*line, c)))
        };
        for line in lines {
            if is_told(s) {
                return;
            }
            s.work(line);
            s.deliver(line);
        }
        s.pass(s.play.wake().unwrap_or(1.0).max(1.0));
    }
    panic!("it is never told");
}

/// Goes on until the GPU's engines build what was saved, and have not answered.
fn while_it_builds(s: &mut Scene) {
    until_told(s, |_, command| matches!(command, Command::Configure(c) if c.resume.is_some()));
}

/// Goes on until the CPU's engine is to show its speed while nothing trains.
fn while_it_is_asked(s: &mut Scene) {
    s.play.found_gpu(Gpu::Offered);
    let line = s.line(0);
    until_told(s, |to, command| Some(to) == line && matches!(command, Command::Measure { .. }));
}

fn with_five_steps_of_d(s: &mut Scene) {
    let steps = key("d.steps").expect("a key");
    s.play.set(RunId(0), steps, steps.parse("5").expect("steps"));
    s.play.set(RunId(1), steps, steps.parse("5").expect("steps"));
}

fn newest_worker(s: &Scene, change: impl FnOnce(&mut super::fake::Worker)) {
    let last = *s.fake.0.borrow().workers.keys().last().expect("a worker");
    change(s.fake.0.borrow_mut().workers.get_mut(&last).expect("a worker"));
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
    let moved = s.steps()[0];
    goes_on(&mut s);
    let is_later = |run: &super::Run| run.saved.as_ref().is_some_and(|point| point.step > moved);
    until(&mut s, "saved there", |s| s.play.runs.iter().all(is_later));
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
    for (device, engine) in [(Device::Gpu, EngineKind::Gpu), (Device::Cpu, EngineKind::Cpu)] {
        s.play.choose_device(device);
        s.read_effects();
        s.press(0, "Start again");
        s.play.train();
        s.rounds(300);
        assert_eq!((s.play.engine(), s.play.has_changed_engines()), (engine, false));
        assert!(s.steps()[0] > 0 && s.play.why_it_computes().contains("as chosen"));
    }
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

#[test]
fn runs_of_which_one_is_slow_are_weighed_by_the_slowest_on_the_cpu_and_by_all_on_the_gpu() {
    // Milliseconds of a step: A's and B's on the CPU, and on the GPU.
    let cases = [
        ([25.0, 500.0], [20.0, 60.0], "6.25 times as fast"),
        ([500.0, 25.0], [60.0, 20.0], "6.25 times as fast"),
        ([500.0, 25.0], [20.0, 900.0], ""),
    ];
    for (cpu, gpu, says) in cases {
        let mut s = before(TWO, 1000.0 / gpu[0]);
        for (run, millis) in cpu.into_iter().enumerate() {
            s.worker(run, |w| w.speed = 1000.0 / millis);
        }
        s.play.found_gpu(Gpu::Offered);
        s.fake.0.borrow_mut().gpu_speed = Some(1000.0 / gpu[1]);
        s.settle();
        let moves = !says.is_empty();
        assert_eq!(s.play.engine() == EngineKind::Gpu, moves, "{cpu:?} {gpu:?}");
        assert!(moves && s.says(says) || s.play.why_it_computes().contains("on the GPU 1.09 times"));
    }
}

#[test]
fn what_the_gpu_computed_from_the_first_step_on_is_mixed_once_the_cpu_goes_on() {
    let mut s = before(TWO, 2_000.0);
    s.play.found_gpu(Gpu::Offered);
    s.settle();
    s.train_to(40);
    let rate = key("d.lr").expect("a key");
    s.play.set(RunId(0), rate, rate.parse("4e-4").expect("a rate"));
    s.train_to(60);
    assert_eq!((s.play.engine(), s.play.has_changed_engines()), (EngineKind::Gpu, false));
    let shown = |s: &Scene| s.play.marks().iter().filter(|mark| mark.text.contains("CPU computes")).count();
    let (script_now, marks) = (s.play.script().clone(), s.play.happenings().to_vec());
    let saved = |run: &super::Run| KeptRun { saved: run.saved.clone(), ..KeptRun::default() };
    let runs = s.play.runs.iter().map(saved).collect();
    s.play.restart(Restart::All(script("v=2&data=ring8&seed=1")));
    s.settle();
    s.train_to(30);
    assert_eq!((s.play.engine(), s.play.has_changed_engines()), (EngineKind::Cpu, false));
    s.play.found_gpu(Gpu::Software);
    s.play.undo();
    s.settle();
    assert_eq!((s.play.engine(), shown(&s), s.play.has_changed_engines()), (EngineKind::Cpu, 2, true));
    let mut s = before("v=2&data=ring8&seed=1", 2_000.0);
    s.play.found_gpu(Gpu::Offered);
    s.play.go_on(Kept { script: script_now, runs, marks, by_hand: false, files: None });
    s.settle();
    assert_eq!((s.play.engine(), shown(&s), s.play.has_changed_engines()), (EngineKind::Cpu, 2, true));
    assert_eq!(s.play.why_it_computes(), "The CPU computes", "it repeats no more");
}

#[test]
fn a_gpu_that_was_chosen_and_is_lost_leaves_a_mark_and_its_reason() {
    let mut s = before(TWO, 2_000.0);
    s.play.choose_device(Device::Gpu);
    s.settle();
    s.train_to(400);
    assert_eq!((s.play.engine(), s.play.marks().len()), (EngineKind::Gpu, 0));
    for _ in 0..3 {
        s.worker(1, |w| w.fail(lost()));
        s.settle();
    }
    assert_eq!((s.play.engine(), s.play.device(), s.steps()[0] > 0), (EngineKind::Cpu, Device::Cpu, true));
    assert!(s.play.has_changed_engines() && !s.play.marks().is_empty());
    assert!(s.play.why_it_computes().contains("did not work"), "{}", s.play.why_it_computes());
    s.train_to(500);
}

#[test]
fn a_gpu_of_which_no_step_is_kept_leaves_no_mark() {
    let mut s = training(TWO, 2_000.0);
    until(&mut s, "on the GPU", is_on(EngineKind::Gpu));
    s.worker(1, |w| w.fail(lost()));
    until(&mut s, "on the CPU", is_on(EngineKind::Cpu));
    goes_on(&mut s);
    assert_eq!((s.play.marks(), s.play.has_changed_engines()), (vec![], false));
}

#[test]
fn a_measurement_that_gets_lost_is_asked_for_again() {
    type Do = fn(&mut Scene);
    let ways: [(Do, f64); 2] = [(|_| {}, 60_000.0), (|s| s.play.single(Single::Both), 10_000.0)];
    for (act, within) in ways {
        let mut s = before(TWO, 2_000.0);
        while_it_is_asked(&mut s);
        for run in 0..2 {
            s.worker(run, |w| w.inbox.clear());
        }
        act(&mut s);
        let began = s.fake.0.borrow().now;
        until(&mut s, "on the GPU", is_on(EngineKind::Gpu));
        let took = s.fake.0.borrow().now - began;
        assert!(took < within, "after {took} ms");
    }
}

#[test]
fn speeds_are_those_of_the_runs_as_they_are_now() {
    // The engines are warm; what they show from now on is another speed.
    let mut s = before(TWO, 2_000.0);
    while_it_is_asked(&mut s);
    s.fake.0.borrow_mut().workers.values_mut().for_each(|worker| worker.speed = 1.0);
    with_five_steps_of_d(&mut s);
    s.settle();
    assert_eq!(s.play.engine(), EngineKind::Cpu);
    assert!(s.play.why_it_computes().contains("on the GPU 0.5"), "{}", s.play.why_it_computes());
    // Another rate changes nothing of that; fewer steps do.
    let workers = s.fake.0.borrow().workers.len();
    let rate = key("d.lr").expect("a key");
    s.play.set(RunId(0), rate, rate.parse("4e-4").expect("a rate"));
    s.play.reset();
    s.settle();
    assert_eq!(s.fake.0.borrow().workers.len(), workers, "it is known to be slower");
    let steps = key("d.steps").expect("a key");
    s.play.set(RunId(0), steps, steps.parse("1").expect("steps"));
    s.settle();
    assert_eq!(s.play.engine(), EngineKind::Gpu);
}

#[test]
fn what_pins_the_runs_goes_with_it() {
    let edited = "v=2&data=shapes28&seed=1&batch=32&steps=100000&a@40:d.lr=1e-4";
    type Do = fn(&mut Scene);
    let cases: [(&str, Do, Do); 3] = [
        (edited, |_| {}, |s| s.play.take_files(files(1, "own.idx"))),
        (TWO, |s| s.play.assign(true), |s| s.play.assign(false)),
        (TWO, |s| s.play.look_only(true), |s| s.play.look_only(false)),
    ];
    for (index, (link, pin, unpin)) in cases.into_iter().enumerate() {
        let mut s = before(link, 2_000.0);
        pin(&mut s);
        s.play.found_gpu(Gpu::Offered);
        s.settle();
        assert_eq!(s.play.engine(), EngineKind::Cpu, "case {index}");
        unpin(&mut s);
        s.settle();
        assert_eq!(s.play.engine(), EngineKind::Gpu, "case {index}");
        // Nothing is trained yet: a teacher's words bring them back.
        s.play.assign(true);
        s.settle();
        assert_eq!(s.play.engine(), EngineKind::Cpu, "case {index}");
    }
}

#[test]
fn a_page_that_sleeps_while_the_gpu_builds_does_not_give_it_up() {
    let mut s = training(TWO, 2_000.0);
    while_it_builds(&mut s);
    s.pass(3_600_000.0);
    s.rounds(1);
    assert_eq!((s.play.engine(), s.play.gpu()), (EngineKind::Gpu, Gpu::Offered));
}

#[test]
fn damaged_data_and_data_that_is_not_there_say_nothing_of_the_gpu() {
    let mut s = Scene::ready("v=2&data=images&seed=1&batch=64&steps=100000");
    s.play.found_gpu(Gpu::Offered);
    assert_eq!(s.play.why_it_computes(), "The CPU computes", "steps that are not small");
    s.play.take_files(files(1, "own.idx"));
    until_told(&mut s, |line, command| line > 1 && matches!(command, Command::Configure(_)));
    newest_worker(&s, |w| w.refuses = Some(Failure::Data(DataError::Damaged)));
    s.settle();
    assert_eq!((s.play.gpu(), s.play.engine(), s.said.len()), (Gpu::Offered, EngineKind::Cpu, 0));
}
