use super::super::fake::Scene;
use crate::experiment::RunId;
use crate::inside::Wanted;
use crate::inside::sliders::Sliders;
use crate::inside::trip::Trip;

const TWO: &str = "v=1&data=ring8&seed=3&snapshot.every=50&b:d.lr=1e-3";

fn slopes() -> Wanted {
    Wanted { slopes: true, ..Wanted::default() }
}

/// What is shown inside every run: the fake workers put the step there.
fn seen(scene: &Scene) -> Vec<Option<f32>> {
    let of = |run| scene.play.inside(RunId(run), None, false)?.slopes.first().copied();
    (0..scene.play.runs.len()).map(of).collect()
}

#[test]
fn what_rests_shows_it_at_once_and_what_trains_with_its_frames() {
    let mut s = Scene::ready(TWO);
    assert_eq!(seen(&s), [None, None]);
    s.play.look_inside(slopes());
    s.settle();
    assert_eq!(seen(&s), [Some(0.0); 2]);
    s.train_to(60);
    let steps: Vec<_> = s.steps().iter().map(|step| Some(*step as f32)).collect();
    assert_eq!(seen(&s), steps);
    assert!(s.play.inside(RunId(0), Some(50), false).is_none(), "nothing of the past");
    s.play.look_inside(Wanted::default());
    s.settle();
    s.train_to(90);
    assert_eq!(seen(&s), [None, None]);
}

#[test]
fn nobody_is_asked_unless_something_is_wanted() {
    let mut s = Scene::ready(TWO);
    s.play.look_inside(Wanted::default());
    s.train_to(60);
    assert_eq!((0..2).map(|run| s.worker(run, |w| w.looks)).collect::<Vec<_>>(), [0, 0]);
}

/// Sliders of sample 1 at `to`.
fn slid(to: f32) -> Wanted {
    let sliders = Sliders { sample: 1, at: [Some(to), None, None, None] };
    Wanted { trip: Some(Trip::Sliders(sliders)), ..Wanted::default() }
}

#[test]
fn of_what_changes_faster_than_it_can_be_shown_a_worker_hears_the_newest() {
    let mut s = Scene::ready(TWO);
    for i in 1..=20 {
        s.play.look_inside(slid(i as f32));
    }
    s.settle();
    let heard = |s: &Scene| (0..2).map(|run| s.worker(run, |w| (w.looks, w.wanted))).collect::<Vec<_>>();
    assert_eq!(heard(&s), [(2, slid(20.0)); 2], "the first and the last of twenty");
    // The same in training, and after it.
    s.train_to(60);
    s.play.look_inside(slid(21.0));
    s.play.look_inside(slid(22.0));
    s.train_to(120);
    s.settle();
    assert_eq!(heard(&s), [(4, slid(22.0)); 2]);
    s.play.look_inside(slid(22.0));
    s.play.look_inside(Wanted::default());
    s.settle();
    assert_eq!(heard(&s), [(5, Wanted::default()); 2]);
}

#[test]
fn a_run_that_is_built_anew_hears_what_is_wanted() {
    let mut s = Scene::ready(TWO);
    s.play.look_inside(slopes());
    s.train_to(60);
    s.play.reset();
    s.settle();
    assert_eq!((s.steps(), seen(&s)), (vec![0, 0], vec![Some(0.0); 2]));
    let line = s.line(1).expect("a worker");
    s.play.hear(line, failed(&s, 1));
    s.settle();
    assert_ne!(s.line(1), Some(line), "another worker");
    assert_eq!(seen(&s), [Some(0.0); 2]);
}

#[test]
fn a_trail_ends_at_what_is_shown() {
    let mut s = Scene::ready(TWO);
    assert_eq!(s.play.trail(RunId(1), None).len(), 1, "the untrained run");
    s.train_to(900);
    let trail = |place| s.play.trail(RunId(0), place);
    let last = trail(None);
    assert_eq!(last.len(), s.play.timeline.steps().len().min(12));
    assert!(std::ptr::eq(*last.last().expect("a frame"), s.play.frame(RunId(0), None).expect("a frame")));
    let past = s.play.timeline.steps()[3];
    assert_eq!(trail(Some(past)).len(), 4);
}

fn failed(scene: &Scene, run: usize) -> crate::protocol::Said {
    let failure = crate::failure::Failure::Device { why: "gone".into() };
    let number = scene.worker(run, |worker| worker.number);
    crate::protocol::Said { number, event: crate::protocol::Event::Failed(failure) }
}
