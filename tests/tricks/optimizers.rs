//! Section 14: momentum, in its known answer, its null and its checkpoints. The paths of all optimizers
//! are held against PyTorch in tests/oracle.rs.

use saddle::experiment::{Experiment, Optimizer};

use super::support::{BOTH, first_steps, resumed, saved, session, small, trail, train};

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
