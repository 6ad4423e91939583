//! Null controls: what must do nothing leaves every loss and every weight as it is, to the bit.

use saddle::experiment::{Data, Experiment, Loss, Norm, Schedule, TRICKS, Trick};
use saddle::gan::labels::mirror;
use saddle::session::Session;

use super::support::{BOTH, Trail, first_steps, now, saved, session, small, trail, train, weights};

/// Both kinds of data, each with the trail of its plain run.
fn plain() -> impl Iterator<Item = (Data, Experiment, Trail)> {
    BOTH.into_iter().map(|data| (data, small(data), first_steps(&small(data))))
}

#[test]
fn the_average_of_g_never_feeds_training() {
    for (data, mut e, expected) in plain() {
        e.ema = 0.99;
        assert_eq!(first_steps(&e), expected, "{data:?}");
        let mut run = session(&e);
        train(&mut run, 20);
        let frame = now(run.frame()).expect("a frame");
        assert_ne!(frame.averaged, Some(frame.samples), "{data:?}: the average is another generator");
    }
}

#[test]
fn replay_changes_nothing_while_its_pool_fills_or_its_share_is_less_than_a_row() {
    for (data, plain, expected) in plain() {
        assert_eq!(first_steps(&Experiment { replay: 0.5, ..plain.clone() }), expected, "{data:?}");
        let after = |replay| trail(&mut session(&Experiment { replay, ..plain.clone() }), 60);
        assert_eq!(after(0.01), after(0.0), "{data:?}");
        assert_ne!(after(0.5), after(0.0), "{data:?}: once the pool is full");
    }
}

#[test]
fn dropout_that_drops_nothing_changes_nothing() {
    for (data, plain, expected) in plain() {
        assert_eq!(first_steps(&Experiment { dropout: 1e-12, ..plain.clone() }), expected, "{data:?}");
        assert_ne!(first_steps(&Experiment { dropout: 0.1, ..plain }), expected, "{data:?}");
    }
}

#[test]
fn noise_that_is_too_faint_for_a_float_changes_nothing() {
    for (data, plain, expected) in plain() {
        let with = |sigma| {
            let mut e = plain.clone();
            e.noise.sigma = sigma;
            first_steps(&e)
        };
        assert_eq!(with(1e-30), expected, "{data:?}");
        assert_ne!(with(0.1), expected, "{data:?}");
    }
}

#[test]
fn noise_that_is_over_changes_nothing() {
    for data in BOTH {
        let plain = small(data);
        let mut noisy = plain.clone();
        // One step of a hundred has noise.
        (noisy.steps, noisy.noise.sigma, noisy.noise.until) = (100, 0.3, 0.01);
        let after = |first: &Experiment, then: &Experiment| {
            let mut run = session(first);
            train(&mut run, 1);
            run.schedule(run.step_count(), then).expect("it can run");
            trail(&mut run, 20)
        };
        assert_eq!(
            after(&Experiment { steps: 100, ..plain.clone() }, &noisy),
            after(&plain, &plain),
            "{data:?}"
        );
        assert_ne!(after(&noisy, &noisy), after(&plain, &plain), "{data:?}: its first step");
    }
}

#[test]
fn a_penalty_that_is_too_faint_for_a_float_changes_nothing() {
    for (data, plain, expected) in plain() {
        let with = |gamma| {
            let mut e = plain.clone();
            (e.penalty.r1, e.penalty.r2) = (gamma, gamma);
            first_steps(&e)
        };
        assert_eq!(with(1e-30), expected, "{data:?}");
        assert_ne!(with(1.0), expected, "{data:?}");
    }
}

#[test]
fn flips_that_never_happen_change_no_loss() {
    // Another formula with the same value, so here the last bit is open.
    for data in BOTH {
        let mut rare = small(data);
        rare.labels.flip = 1e-12;
        let (rare, plain) = (train(&mut session(&rare), 20), train(&mut session(&small(data)), 20));
        for (a, b) in rare.iter().zip(&plain) {
            assert!((a.loss_d - b.loss_d).abs() < 1e-4, "{data:?}: {a:?} {b:?}");
        }
    }
}

#[test]
fn halving_on_collapse_is_a_constant_rate_until_there_is_a_collapse() {
    for (data, plain, expected) in plain() {
        let with = |schedule| first_steps(&Experiment { schedule, ..plain.clone() });
        assert_eq!(with(Schedule::OnCollapse), expected, "{data:?}");
        assert_ne!(with(Schedule::Linear), expected, "{data:?}");
    }
}

#[test]
fn how_often_snapshots_are_kept_changes_nothing() {
    for (data, plain, expected) in plain() {
        assert_eq!(first_steps(&Experiment { snapshot_every: 10, ..plain }), expected, "{data:?}");
    }
}

/// Everything that looks at the weights or keeps state of its own.
fn fragile(data: Data) -> Experiment {
    let mut e = small(data);
    (e.generator.norm, e.ema, e.replay) = (Norm::Batch, 0.99, 0.5);
    (e.generator.spectral, e.discriminator.spectral) = (true, true);
    e
}

#[test]
fn looking_at_a_run_changes_nothing() {
    for data in BOTH {
        let (mut watched, mut alone) = (session(&fragile(data)), session(&fragile(data)));
        for step in 0..20 {
            let (seen, unseen) = (trail(&mut watched, 1), trail(&mut alone, 1));
            assert_eq!(seen, unseen, "{data:?}, step {step}");
            now(watched.frame()).expect("a frame");
            now(watched.snapshot()).expect("a snapshot");
            saved(&mut watched);
            now(watched.ready()).expect("a description");
        }
    }
}

/// Whether the trick can be switched while a run trains.
fn is_live(trick: &Trick) -> bool {
    trick.keys().all(|key| key.live)
}

#[test]
fn a_trick_that_is_switched_off_before_the_first_step_leaves_no_trace() {
    for (data, plain, expected) in plain() {
        let tricks: Vec<_> = TRICKS.iter().filter(|t| is_live(t) && t.greyed(data).is_none()).collect();
        assert!(tricks.len() > 8, "{tricks:?}");
        for trick in tricks {
            let on = trick.switched(&Experiment::default_for(data), true);
            let mut e = plain.clone();
            trick.keys().for_each(|key| key.set(&mut e, key.get(&on)));
            let mut run = session(&e);
            run.schedule(0, &plain).expect("it can run");
            assert_eq!(trail(&mut run, 20), expected, "{} on {data:?}", trick.id);
        }
    }
}

/// A run with swapped labels and D mirrored at its last layer.
fn mirrored(e: &Experiment) -> Session {
    let mut swapped = e.clone();
    swapped.labels.swap = true;
    let mut run = session(&swapped);
    mirror(&mut run.gan_mut().discriminator, e.loss);
    run
}

#[test]
fn swapped_labels_with_d_mirrored_are_the_same_game_to_the_bit_but_for_least_squares() {
    for data in BOTH {
        for loss in Loss::ALL {
            let mut e = small(data);
            e.set_loss(loss);
            if !e.loss.is_wasserstein() {
                // The penalties do not know what is called real.
                (e.penalty.r1, e.penalty.r2) = (0.5, 0.25);
            }
            let (expected, mut run) = (first_steps(&e), mirrored(&e));
            let found = trail(&mut run, 20);
            // Mirrored, a target of 0 becomes one of 1, and 1 - x rounds.
            if e.loss == Loss::LeastSquares {
                continue;
            }
            assert_eq!(found.losses, expected.losses, "{loss:?} on {data:?}");
            for (name, bits) in expected.weights.iter().filter(|(name, _)| !name.contains("output")) {
                assert_eq!(&found.weights[name], bits, "{loss:?} on {data:?}: {name}");
            }
        }
    }
}

#[test]
fn swapped_least_squares_with_d_mirrored_is_the_same_game_but_for_rounding() {
    for data in BOTH {
        let mut e = small(data);
        e.set_loss(Loss::LeastSquares);
        let expected = train(&mut session(&e), 20);
        for (a, b) in train(&mut mirrored(&e), 20).iter().zip(&expected) {
            assert!((a.loss_d - b.loss_d).abs() < 1e-4, "{data:?}: {a:?} {b:?}");
            assert!((a.loss_g - b.loss_g).abs() < 1e-4, "{data:?}: {a:?} {b:?}");
        }
    }
}

#[test]
fn another_seed_is_another_run() {
    // What all equalities above rest on: a trail tells runs apart.
    for (data, plain, expected) in plain() {
        assert_eq!(first_steps(&plain), expected, "{data:?}");
        assert_ne!(first_steps(&Experiment { seed: 8, ..plain }), expected, "{data:?}");
    }
    let run = session(&small(Data::Ring8));
    assert!(weights(&run).len() > 8);
}
