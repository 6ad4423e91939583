//! Engines that do not open, break at the same step every time, or say that they are alive and never answer.

use super::fake::{Scene, files, norm_at};
use super::{Device, EngineKind, Gpu, Status};
use crate::data::DataError;
use crate::experiment::RunId;
use crate::failure::Failure;

const TWO: &str = "v=1&data=ring8&seed=1&steps=1000&snapshot.every=50&b:loss=hinge";

fn device(why: &str) -> Failure {
    Failure::Device { why: why.into() }
}

/// The user chooses the GPU and agrees to start again.
fn choose_gpu(s: &mut Scene) {
    s.play.choose_device(Device::Gpu);
    s.read_effects();
    s.press(0, "Start again");
    assert_eq!(s.play.engine(), EngineKind::Gpu);
}

#[test]
fn a_gpu_that_takes_long_can_be_left_and_one_that_fails_is_left_by_itself() {
    let mut s = Scene::ready(TWO);
    s.train_to(60);
    choose_gpu(&mut s);
    for _ in 0..12 {
        s.pass(1_000.0);
    }
    assert!(s.says("still getting ready"), "{:?}", s.message);
    s.press(0, "Use the CPU");
    s.settle();
    assert_eq!((s.play.engine(), s.play.device()), (EngineKind::Cpu, Device::Cpu));
    assert_eq!(s.play.view(RunId(0)).status, Status::Fresh);
    let wrong = "this GPU computes the matrix product wrongly, so it is not used";
    for (failure, told) in [
        (device(wrong), wrong),
        (device("WebGPU did not start: NoAdapterFound"), "(no suitable graphics adapter)"),
        (Failure::Crash { why: "it could not be loaded".into() }, "it could not be loaded"),
    ] {
        s.fake.0.borrow_mut().unopened = Some((EngineKind::Gpu, failure));
        s.train_to(60);
        choose_gpu(&mut s);
        s.settle();
        assert!(s.says(told) && s.says("training goes on the CPU"), "{:?}", s.message);
        assert_eq!((s.play.engine(), s.play.device()), (EngineKind::Cpu, Device::Cpu));
        assert_eq!(s.steps(), [0, 0]);
    }
    s.train_to(60);
}

#[test]
fn a_gpu_that_breaks_while_it_builds_is_left_by_itself_too() {
    let mut s = Scene::ready(TWO);
    s.train_to(60);
    choose_gpu(&mut s);
    for line in [0, 1].map(|run| s.line(run).expect("a worker")) {
        s.deliver(line);
    }
    s.worker(1, |w| w.fail(device("the GPU cannot be read: lost")));
    s.settle();
    assert!(s.says("the GPU cannot be read: lost"), "{:?}", s.message);
    assert_eq!((s.play.engine(), s.steps()), (EngineKind::Cpu, vec![0, 0]));
    s.train_to(60);
}

#[test]
fn a_gpu_that_is_lost_goes_on_from_the_checkpoints_and_on_the_cpu_where_it_stays_lost() {
    let mut s = Scene::ready(TWO);
    s.train_to(1);
    choose_gpu(&mut s);
    s.settle();
    s.train_to(120);
    let kept = s.play.runs[1].saved.as_ref().map(|point| point.step).expect("a checkpoint");
    s.worker(1, |w| w.fail(device("the GPU cannot be read: lost")));
    s.settle();
    assert_eq!((s.play.engine(), s.steps()[1]), (EngineKind::Gpu, kept), "once: another worker on it");
    s.fake.0.borrow_mut().unopened = Some((EngineKind::Gpu, device("WebGPU did not start: no adapter")));
    for run in [0, 1] {
        s.worker(run, |w| w.fail(device("the GPU cannot be read: lost")));
    }
    s.settle();
    assert_eq!((s.play.engine(), s.steps()[1]), (EngineKind::Cpu, kept));
    assert!(s.says("training goes on the CPU"), "{:?}", s.message);
    s.train_to(kept + 60);
}

#[test]
fn an_engine_that_breaks_at_the_same_step_every_time_is_given_up_after_three_times() {
    let mut s = Scene::ready(TWO);
    s.train_to(120);
    s.worker(1, |w| w.breaks = Some(333));
    s.fake.0.borrow_mut().breaks = Some(333);
    s.play.train();
    s.rounds(600);
    assert!(matches!(s.play.view(RunId(1)).status, Status::Lost(_)), "{:?}", s.play.runs[1].phase);
    let stopped = s.said.iter().filter(|message| message.text.contains("B's engine stopped")).count();
    assert_eq!(stopped, 2, "and the third time it is left alone");
    assert_eq!(s.play.runs[0].step, 1000, "A has trained to its end");
    s.fake.0.borrow_mut().breaks = None;
    s.press(1, "Try again");
    s.settle();
    let kept = s.steps()[1];
    assert!((120..333).contains(&kept), "{kept}");
    s.play.train();
    s.rounds(600);
    assert_eq!(s.steps(), [1000, 1000]);
    let measured = |step| s.play.runs[1].history.record(step).grad_d;
    assert!((1..=1000).all(|step| measured(step) == norm_at(step)), "every step once");
}

#[test]
fn an_engine_that_breaks_now_and_then_is_never_given_up() {
    let mut s = Scene::ready(TWO);
    for lap in 1..=8 {
        s.train_to(100 * lap);
        s.worker(1, |w| w.fail(Failure::Crash { why: "out of memory".into() }));
        s.settle();
        assert!(s.play.runs[1].is_live(), "after lap {lap}");
    }
}

#[test]
fn an_engine_that_is_alive_and_never_answers_is_told_about_and_need_not_be_waited_for() {
    for presses in [true, false] {
        let mut s = Scene::ready(TWO);
        s.train_to(120);
        let (line, kept) = (s.line(1), s.play.runs[1].saved.as_ref().map_or(0, |point| point.step));
        s.worker(1, |w| w.beats = true);
        s.play.train();
        let began = s.fake.0.borrow().now;
        let seconds = |s: &Scene| (s.fake.0.borrow().now - began) / 1000.0;
        while !s.says("says that it is at work") {
            assert_eq!(s.line(1), line);
            s.rounds(1);
        }
        assert!((60.0..90.0).contains(&seconds(&s)), "told after {} s", seconds(&s));
        if presses {
            s.press(1, "Do not wait");
        } else {
            s.press(1, "Wait");
            while s.line(1) == line {
                s.rounds(1);
            }
            assert!((600.0..650.0).contains(&seconds(&s)), "given up after {} s", seconds(&s));
        }
        assert!(s.read_said().contains("B's engine stopped"), "{:?}", s.message);
        assert_eq!(s.play.runs[1].resume.as_ref().map(|point| point.step), Some(kept));
        s.rounds(400);
        s.play.pause();
        s.settle();
        assert!(s.steps()[1] > 120 && s.steps()[0] == s.steps()[1], "it goes on by itself: {:?}", s.steps());
    }
}

#[test]
fn an_engine_that_is_alive_and_never_builds_its_run_is_replaced_by_reset() {
    let mut s = Scene::open(TWO);
    let lines = [0, 1].map(|run| s.line(run).expect("a worker"));
    for line in lines {
        s.deliver(line);
    }
    s.worker(0, |w| w.beats = true);
    s.rounds(25);
    s.play.reset();
    assert_ne!(s.line(0), Some(lines[0]));
    s.settle();
    assert_eq!(s.play.view(RunId(0)).status, Status::Fresh);
}

/// Runs whose steps are worth a look at a GPU.
const SLOW: &str = "v=2&data=shapes28&seed=1&batch=32";

#[test]
fn a_gpu_that_is_tried_in_the_background_has_not_all_the_time() {
    let mut s = Scene::ready(SLOW);
    s.play.found_gpu(Gpu::Offered);
    s.settle();
    assert_eq!((s.play.gpu(), s.play.engine()), (Gpu::Offered, EngineKind::Cpu), "no faster, so it is left");
    type Harm = fn(&mut super::fake::Worker);
    let harms: [(Harm, std::ops::Range<f64>); 3] = [
        (|w| w.fail(device("this GPU computes batch norm wrongly, so it is not used")), 0.0..1.0),
        (|w| (w.dead, w.outbox) = (true, Default::default()), 119.0..130.0),
        (|w| w.beats = true, 119.0..200.0),
    ];
    for (harm, after) in harms {
        let mut s = Scene::ready(SLOW);
        s.play.found_gpu(Gpu::Offered);
        let began = s.fake.0.borrow().now;
        let line = *s.fake.0.borrow().workers.keys().last().expect("the one that is tried");
        harm(s.fake.0.borrow_mut().workers.get_mut(&line).expect("a worker"));
        s.settle();
        let seconds = (s.fake.0.borrow().now - began) / 1000.0;
        assert!(after.contains(&seconds), "{seconds} s of {after:?}");
        assert_eq!((s.play.gpu(), s.play.wake(), s.play.is_training()), (Gpu::Failed, None, false));
        assert!(s.said.is_empty(), "nobody asked for it");
        s.train_to(10);
    }
    let mut s = Scene::ready(SLOW);
    s.fake.0.borrow_mut().no_worker = Some(Failure::Crash { why: "too many".into() });
    s.play.found_gpu(Gpu::Offered);
    assert_eq!(s.play.gpu(), Gpu::Failed);
}

#[test]
fn own_data_that_was_damaged_is_named_and_chosen_again() {
    let mut s = Scene::open("v=1&data=images&seed=1&steps=1000&b:noise=0.1");
    s.play.take_files(files(1, "shapes.idx"));
    s.settle();
    s.train_to(60);
    let steps = s.steps();
    s.fake.0.borrow_mut().refuses = Some(Failure::Data(DataError::Damaged));
    s.worker(1, |w| w.fail(Failure::Crash { why: "out of memory".into() }));
    s.settle();
    s.fake.0.borrow_mut().refuses = None;
    assert!(s.says("what was kept of your data is damaged"), "{:?}", s.message);
    assert_eq!(s.play.view(RunId(1)).status, Status::NeedsFiles);
    s.play.take_files(files(2, "shapes.idx"));
    s.settle();
    assert_eq!(s.steps(), steps, "they go on where they stood");
    s.train_to(steps[0] + 40);
}
