//! Section 21: where the weights begin.

use saddle::experiment::{Condition, Data, Experiment, Initialization, LatentKind, Norm, validate};
use saddle::rng::Stream;

use super::support::{BOTH, Numbers, draws, first_steps, session, small, train, weights};

const OURS: [Initialization; 2] = [Initialization::Dcgan, Initialization::Orthogonal];

fn begun(init: Initialization, e: &Experiment) -> Numbers {
    weights(&session(&Experiment { init, ..e.clone() }))
}

/// Mean and deviation.
fn spread<'a>(values: impl Iterator<Item = &'a f32>) -> (f64, f64) {
    let values: Vec<f64> = values.map(|v| f64::from(*v)).collect();
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    (mean, (values.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / values.len() as f64).sqrt())
}

fn of<'a>(numbers: &'a Numbers, end: &str) -> impl Iterator<Item = &'a f32> {
    numbers.iter().filter(move |(name, _)| name.ends_with(end)).flat_map(|(_, values)| values)
}

#[test]
fn the_default_is_uniform_within_the_root_of_its_inputs() {
    let e = small(Data::Ring8);
    let numbers = begun(Initialization::Torch, &e);
    let first = &numbers["discriminator.Points.hidden.0.weight"];
    let mut stream = Stream::new(7, "init.discriminator");
    let bound = 1.0 / 2f32.sqrt();
    let expected: Vec<f32> = first.iter().map(|_| (2.0 * stream.uniform() - 1.0) * bound).collect();
    assert_eq!(first, &expected);
}

#[test]
fn dcgans_weights_and_scales_are_normal_and_its_biases_and_shifts_0() {
    for data in BOTH {
        let mut e = Experiment::default_for(data);
        (e.generator.norm, e.discriminator.norm) = (Norm::Batch, Norm::Batch);
        let numbers = begun(Initialization::Dcgan, &e);
        let (mean, deviation) = spread(of(&numbers, ".weight"));
        assert!(mean.abs() < 1e-3 && (deviation - 0.02).abs() < 1e-3, "{data:?}: {mean} ± {deviation}");
        let (mean, deviation) = spread(of(&numbers, ".gamma"));
        assert!(
            (mean - 1.0).abs() < 0.01 && (deviation - 0.02).abs() < 0.01,
            "{data:?}: {mean} ± {deviation}"
        );
        assert!(of(&numbers, ".bias").chain(of(&numbers, ".beta")).all(|v| *v == 0.0), "{data:?}");
    }
}

#[test]
fn orthogonal_layers_keep_lengths() {
    let e = Experiment::default_for(Data::Digits8);
    let numbers = begun(Initialization::Orthogonal, &e);
    assert!(of(&numbers, ".bias").all(|v| *v == 0.0));
    let rows = |name: &str, rows: usize| {
        let values = &numbers[name];
        let columns = values.len() / rows;
        for i in 0..rows {
            let row = &values[i * columns..][..columns];
            let square: f32 = row.iter().map(|v| v * v).sum();
            assert!((square - 1.0).abs() < 1e-5, "{name}, row {i}: {square}");
        }
    };
    rows("generator.Images.input.weight", 32);
    rows("generator.Images.up.0.weight", 32);
    rows("discriminator.Images.down.1.weight", 32);
    // More rows than columns: columns of length 1, so the squares of all are their count.
    let squares = |name: &str| numbers[name].iter().map(|v| v * v).sum::<f32>();
    assert!((squares("discriminator.Images.output.weight") - 1.0).abs() < 1e-5);
    assert!((squares("discriminator.Images.down.0.weight") - 9.0).abs() < 1e-4);
}

#[test]
fn a_norm_a_spectral_norm_or_classes_leave_the_weights_alone() {
    for init in Initialization::ALL {
        for data in BOTH {
            let mut e = small(data);
            e.generator.norm = Norm::None;
            let plain = begun(init, &e);
            (e.generator.norm, e.discriminator.norm) = (Norm::Batch, Norm::Batch);
            (e.generator.spectral, e.discriminator.spectral) = (true, true);
            let more = begun(init, &e);
            assert!(more.len() > plain.len());
            for (name, values) in &plain {
                assert_eq!(&more[name], values, "{init:?} on {data:?}: {name}");
            }
        }
    }
}

#[test]
fn other_weights_move_no_stream_of_training() {
    for data in BOTH {
        let mut e = small(data);
        (e.noise.sigma, e.labels.flip, e.dropout, e.latent_kind) = (0.1, 0.1, 0.1, LatentKind::Uniform);
        if data.is_image() {
            e.condition = Condition::Projection;
        }
        assert_eq!(validate(&e), []);
        let stand = |init| {
            let mut run = session(&Experiment { init, ..e.clone() });
            train(&mut run, 5);
            draws(&mut run)
        };
        for init in OURS {
            assert_eq!(stand(init), stand(Initialization::Torch), "{init:?} on {data:?}");
            let other = Experiment { init, ..e.clone() };
            assert_ne!(first_steps(&other), first_steps(&e), "{init:?} on {data:?}");
        }
    }
}
