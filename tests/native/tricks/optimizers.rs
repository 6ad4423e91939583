//! Section 14: momentum and D's own optimizer, in their nulls and their checkpoints. The paths of all optimizers
//! are held against PyTorch in tests/native/oracle.rs.

use saddle::experiment::{Data, Experiment, Loss, Optimizer, OwnOptimizer};

use super::support::{BOTH, first_steps, read, resumed, saved, session, small, trail, train, weights};

fn descent(momentum: f64, e: Experiment) -> Experiment {
    Experiment { optimizer: Optimizer::Sgd, momentum, ..e }
}

#[test]
fn momentum_of_zero_is_plain_descent_and_adam_does_not_read_it() {
    for data in BOTH {
        let plain = small(data);
        let e = descent(0.0, plain.clone());
        assert_eq!(first_steps(&descent(1e-30, plain.clone())), first_steps(&e), "{data:?}");
        assert_ne!(first_steps(&descent(0.9, plain.clone())), first_steps(&e), "{data:?}");
        for optimizer in [Optimizer::Adam, Optimizer::RmsProp] {
            let e = Experiment { optimizer, ..plain.clone() };
            assert_eq!(first_steps(&Experiment { momentum: 0.9, ..e.clone() }), first_steps(&e), "{data:?}");
        }
    }
}

#[test]
fn the_velocity_is_in_the_checkpoint() {
    for data in BOTH {
        let e = descent(0.9, small(data));
        let mut original = session(&e);
        train(&mut original, 7);
        let checkpoint = saved(&mut original);
        let mut again = resumed(&e, &checkpoint).expect("it fits");
        assert_eq!(saved(&mut again).len(), checkpoint.len());
        assert_eq!(trail(&mut again, 8), trail(&mut original, 8), "{data:?}");
    }
}

#[test]
fn a_velocity_that_a_fork_left_behind_does_not_come_back() {
    for data in BOTH {
        let (with, without) = (descent(0.9, small(data)), descent(0.0, small(data)));
        let mut original = session(&with);
        train(&mut original, 5);
        let checkpoint = saved(&mut original);
        // Through a fork without momentum, back to one with it: it begins anew, as from plain descent.
        let mut between = resumed(&without, &checkpoint).expect("it fits");
        let stripped = saved(&mut between);
        assert!(stripped.len() < checkpoint.len(), "{data:?}: the velocities are gone");
        let mut back = resumed(&with, &stripped).expect("it fits");
        let mut kept = resumed(&with, &checkpoint).expect("it fits");
        assert_ne!(trail(&mut back, 3), trail(&mut kept, 3), "{data:?}");
    }
}

#[test]
fn an_own_optimizer_of_d_that_is_that_of_g_changes_nothing() {
    for data in BOTH {
        for optimizer in Optimizer::ALL {
            let e = Experiment { optimizer, momentum: 0.5, ..small(data) };
            let own = Experiment { optimizer_d: OwnOptimizer::Own(optimizer), ..e.clone() };
            assert_eq!(first_steps(&own), first_steps(&e), "{optimizer:?} on {data:?}");
        }
    }
}

#[test]
fn each_network_walks_with_its_own_optimizer() {
    // The first update of D sees the same G whatever moves G.
    for data in BOTH {
        for (of_g, of_d) in [(Optimizer::Adam, Optimizer::Sgd), (Optimizer::Sgd, Optimizer::RmsProp)] {
            let after = |optimizer, optimizer_d| {
                let mut run = session(&Experiment { optimizer, optimizer_d, ..small(data) });
                train(&mut run, 1);
                let kept: Vec<String> = read(&saved(&mut run)).into_keys().collect();
                (weights(&run), kept)
            };
            let (mixed, kept) = after(of_g, OwnOptimizer::Own(of_d));
            let (as_d, _) = after(of_d, OwnOptimizer::Same);
            let (as_g, _) = after(of_g, OwnOptimizer::Same);
            for (name, values) in mixed.iter().filter(|(name, _)| name.starts_with("discriminator")) {
                assert_eq!(values, &as_d[name], "{name} with {of_d:?} for D on {data:?}");
            }
            assert_ne!(mixed, as_d, "{data:?}: G walks otherwise");
            assert_ne!(mixed, as_g, "{data:?}: D walks otherwise");
            let has = |prefix: &str| kept.iter().any(|name| name.starts_with(prefix));
            assert_eq!(has("first.generator"), of_g == Optimizer::Adam, "{data:?}");
            assert!(!has("first.discriminator"), "{data:?}");
            assert_eq!(has("second.discriminator"), of_d == Optimizer::RmsProp, "{data:?}");
        }
    }
}

#[test]
fn d_follows_the_optimizer_of_its_loss_unless_it_has_its_own() {
    let mut e = Experiment::default_for(Data::Ring8);
    e.set_loss(Loss::WassersteinClip);
    assert_eq!((e.optimizer, e.optimizer_of_d()), (Optimizer::RmsProp, Optimizer::RmsProp));
    e.optimizer_d = OwnOptimizer::Own(Optimizer::Sgd);
    e.set_loss(Loss::Hinge);
    assert_eq!((e.optimizer, e.optimizer_of_d()), (Optimizer::Adam, Optimizer::Sgd));
}
