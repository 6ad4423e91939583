//! Section 23: few samples to train on.

use saddle::experiment::{Data, Experiment};

use super::support::{BOTH, draws, first_steps, now, resumed, saved, session, small, trail, train};

fn few(data: Data) -> Experiment {
    let mut e = Experiment { count: 40, ..small(data) };
    (e.labels.flip, e.noise.sigma, e.dropout) = (0.1, 0.1, 0.1);
    e
}

#[test]
fn few_samples_move_no_stream_but_that_of_the_data() {
    for data in BOTH {
        let stand = |count| {
            let mut run = session(&Experiment { count, ..few(data) });
            train(&mut run, 5);
            draws(&mut run)["streams"].clone()
        };
        assert_eq!(stand(40), stand(0), "{data:?}");
        assert_ne!(first_steps(&few(data)), first_steps(&Experiment { count: 0, ..few(data) }), "{data:?}");
    }
}

#[test]
fn few_samples_are_in_the_checkpoint_and_a_fork_may_have_more() {
    for data in BOTH {
        let e = few(data);
        let mut original = session(&e);
        train(&mut original, 12);
        let checkpoint = saved(&mut original);
        let mut again = resumed(&e, &checkpoint).expect("it fits");
        let mut more = resumed(&Experiment { count: 0, ..e.clone() }, &checkpoint).expect("it fits");
        assert_eq!(trail(&mut again, 8), trail(&mut original, 8), "{data:?}");
        assert_eq!(train(&mut more, 8).len(), 8, "{data:?}");
    }
}

#[test]
fn a_run_is_measured_against_all_and_d_remembers_the_few() {
    let measured = |count| {
        let mut run = session(&Experiment { count, ..small(Data::Digits8) });
        let metrics = now(run.metrics()).expect("metrics");
        let of = |id: &str| metrics.iter().find(|m| m.id == id).cloned().expect("a metric");
        (["energy", "frechet", "d-held-out", "d-train"].map(of), now(run.ready()).expect("ready").counts)
    };
    let ([energy, frechet, _, few], counts) = measured(40);
    let ([all_energy, all_frechet, _, all], all_counts) = measured(0);
    // Before the first step both have the same networks.
    assert_eq!((energy, frechet), (all_energy, all_frechet));
    assert_ne!(few, all, "D's outputs on other images");
    assert_eq!((counts, all_counts), (Some((40, 179)), Some((1618, 179))));
}
