//! Sections 7, 8 and 12: how often and how fast the networks learn.

use saddle::experiment::{Data, Experiment, Loss, Schedule};
use saddle::record::Happening;
use saddle::session::Session;

use super::support::{
    BOTH, Trail, bits, drawn, now, numbers, resumed, session, small, trail, train, weights,
};

#[test]
fn updates_are_counted_and_are_the_steps_times_the_updates_of_each() {
    for (d, g) in [(1, 1), (5, 1), (1, 2), (0, 1), (3, 0)] {
        let mut e = small(Data::Ring8);
        (e.discriminator.steps, e.generator.steps) = (d, g);
        let mut run = session(&e);
        train(&mut run, 7);
        assert_eq!(run.update_counts(), (7 * d, 7 * g));
    }
}

#[test]
fn every_update_of_a_step_sees_fresh_samples_and_latent_vectors() {
    for data in BOTH {
        let mut e = small(data);
        (e.discriminator.steps, e.generator.steps) = (5, 2);
        let mut run = session(&e);
        train(&mut run, 3);
        let each = u64::from(e.batch * e.latent);
        assert_eq!(drawn(&mut run, "latent.d"), 3 * 5 * each, "{data:?}");
        assert_eq!(drawn(&mut run, "latent.g"), 3 * 2 * each, "{data:?}");
    }
}

#[test]
fn decay_begins_at_the_full_rate_and_stands_still_at_the_end() {
    for data in BOTH {
        for schedule in [Schedule::Linear, Schedule::Cosine] {
            let constant = Experiment { steps: 100, ..small(data) };
            let decayed = Experiment { schedule, ..constant.clone() };
            let first = |e: &Experiment| trail(&mut session(e), 1);
            assert_eq!(first(&decayed), first(&constant), "{schedule:?} on {data:?}");
            let mut run = session(&decayed);
            train(&mut run, 100);
            // Batch norm goes on remembering; what is learned stays.
            let learned = |run: &Session| {
                let mut numbers = weights(run);
                numbers.retain(|name, _| !name.contains("running"));
                bits(&numbers)
            };
            let before = learned(&run);
            train(&mut run, 1);
            assert_eq!(learned(&run), before, "{schedule:?} on {data:?}");
        }
    }
}

#[test]
fn another_rate_does_not_reset_what_the_optimizers_remember() {
    for data in BOTH {
        let e = small(data);
        let mut run = session(&e);
        train(&mut run, 10);
        let mut slower = e.clone();
        (slower.generator.lr, slower.discriminator.lr) = (1e-6, 1e-6);
        run.schedule(10, &slower).expect("it can run");
        train(&mut run, 1);
        let mut unedited = session(&e);
        train(&mut unedited, 11);
        // Both have seen the same gradients of D; what they did with them differs.
        let of_d = |run: &mut Session| {
            let mut numbers = bits(&numbers(run.gan_mut()));
            numbers.retain(|name, _| name.ends_with("weight") && name.contains("discriminator"));
            numbers
        };
        for (name, moment) in of_d(&mut run) {
            let same = of_d(&mut unedited)[&name] == moment;
            assert_eq!(same, !name.starts_with("discriminator"), "{name} of {data:?}");
        }
        assert_eq!(run.update_counts(), (11, 11), "{data:?}: the bias correction goes on");
    }
}

#[test]
fn the_first_update_of_each_network_moves_it_by_its_own_rate() {
    // Adam's first step is the rate times the sign of the gradient.
    for data in BOTH {
        let mut e = small(data);
        (e.discriminator.lr, e.generator.lr) = (4e-4, 1e-4);
        let mut run = session(&e);
        let before = weights(&run);
        train(&mut run, 1);
        for (network, rate) in [("discriminator", 4e-4), ("generator", 1e-4)] {
            let largest = weights(&run)
                .iter()
                .filter(|(name, _)| name.starts_with(network) && !name.contains("running"))
                .flat_map(|(name, after)| after.iter().zip(&before[name]).map(|(a, b)| (a - b).abs()))
                .fold(0f32, f32::max);
            assert!((largest / rate - 1.0).abs() < 1e-2, "{network} of {data:?} moves by {largest}");
        }
    }
}

/// A run whose D is far ahead of a G that hardly learns.
fn lost(schedule: Schedule) -> Experiment {
    let mut e = small(Data::Ring8);
    (e.schedule, e.steps, e.generator.lr, e.discriminator.lr) = (schedule, 1000, 2e-6, 1e-2);
    e
}

/// What happens in `steps` steps that are read every `every`, and the trail of what comes then.
fn happened(every: u32, steps: u32) -> (Vec<Happening>, Trail) {
    let mut run = session(&lost(Schedule::OnCollapse));
    for _ in 0..steps / every {
        train(&mut run, every);
    }
    (run.happenings(), trail(&mut run, 20))
}

#[test]
fn a_d_that_has_won_halves_the_rates_once_at_the_same_step_however_often_it_is_read() {
    let (expected, after) = happened(20, 560);
    let [Happening { step, text }] = &expected[..] else { panic!("{expected:?}") };
    assert!((300..560).contains(step), "{step}");
    assert!(text.contains("1 of 5"), "{text}");
    assert_eq!(happened(1, 560), (expected.clone(), after));
    assert_eq!(happened(8, 560).0, expected);
}

#[test]
fn a_halving_is_half_of_both_rates_from_its_step_on_and_nothing_else() {
    let (happenings, _) = happened(20, 560);
    let at = happenings[0].step;
    let mut halved = session(&lost(Schedule::OnCollapse));
    let mut by_hand = session(&lost(Schedule::Constant));
    // Read as the worker does, so that the collapse is seen in time.
    let before = |run: &mut Session| {
        (0..at / 20).for_each(|_| drop(train(run, 20)));
        trail(run, at % 20)
    };
    assert_eq!(before(&mut halved), before(&mut by_hand));
    let mut slower = lost(Schedule::Constant);
    slower.generator.lr /= 2.0;
    slower.discriminator.lr /= 2.0;
    by_hand.schedule(at, &slower).expect("it can run");
    assert_eq!(trail(&mut halved, 20), trail(&mut by_hand, 20));
    assert_eq!(now(halved.drain()).expect("records").records, []);
}

/// A critic's run whose samples become all alike: G's rate is a thousand times D's.
fn collapsing(schedule: Schedule) -> Experiment {
    let mut e = small(Data::Digits8);
    e.set_loss(Loss::WassersteinPenalty);
    (e.schedule, e.steps, e.snapshot_every) = (schedule, 1000, 20);
    (e.generator.lr, e.discriminator.lr) = (1e-2, 1e-5);
    e
}

/// What `e` does in `steps` steps that are read every `every`, looked at and saved on the way if `busy`,
/// and the trail of what comes then.
fn watched(e: &Experiment, steps: u32, every: u32, busy: bool) -> (Vec<Happening>, Trail) {
    let (mut run, mut happened) = (session(e), Vec::new());
    for i in 1..=steps / every {
        train(&mut run, every);
        happened.extend(run.happenings());
        if busy && i % 3 == 0 {
            now(run.metrics()).expect("metrics");
            let checkpoint = now(run.checkpoint()).expect("read").expect("a checkpoint");
            run = resumed(e, &checkpoint).expect("it fits");
        }
    }
    (happened, trail(&mut run, 20))
}

#[test]
fn samples_that_collapse_halve_the_rates_at_one_step_whoever_looks_and_whenever_it_is_read() {
    let e = collapsing(Schedule::OnCollapse);
    let expected = watched(&e, 280, 20, false);
    let [Happening { step, text }] = &expected.0[..] else { panic!("{:?}", expected.0) };
    assert!((100..280).contains(step), "{step}");
    assert_eq!(text, "Mode collapse: both learning rates halved (1 of 5)");
    assert_eq!(watched(&e, 280, 7, true), expected);
    assert_ne!(watched(&collapsing(Schedule::Constant), 280, 20, false).1, expected.1);
}
