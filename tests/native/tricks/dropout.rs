//! Section 10: dropout in D, one mask a step.

use burn::prelude::*;
use saddle::experiment::architecture::Shape;
use saddle::experiment::{Data, Experiment};
use saddle::gan::dropout::Masks;
use saddle::rng::Stream;

use super::support::{BOTH, EIGHT, device, drawn, host, random, session, small, train};

fn experiment(data: Data, dropout: f64) -> Experiment {
    Experiment { dropout, ..small(data) }
}

fn masks(dropout: f64, rows: usize, stream: &mut Stream) -> Masks {
    Masks::draw(&experiment(Data::Ring8, dropout), Shape::Point, rows, stream, &device())
}

#[test]
fn without_dropout_nothing_is_drawn_and_no_bit_changes() {
    let mut stream = Stream::new(1, "dropout");
    let before = stream.position();
    let x = random("x", 8, 16);
    assert_eq!(host(masks(0.0, 8, &mut stream).apply(0, x.clone())), host(x));
    assert_eq!(stream.position(), before);
}

#[test]
fn what_stays_is_scaled_up_so_that_the_expectation_is_kept() {
    for p in [0.2, 0.3, 0.5, 0.9] {
        let kept = (1.0 / (1.0 - p)) as f32;
        let mut stream = Stream::new(1, "dropout");
        let found: Vec<f32> = (0..200)
            .flat_map(|_| host(masks(p, 32, &mut stream).apply(0, Tensor::<2>::ones([32, 16], &device()))))
            .collect();
        assert!(found.iter().all(|v| *v == 0.0 || *v == kept), "{p}");
        let n = found.len() as f64;
        let mean = found.iter().map(|v| f64::from(*v)).sum::<f64>() / n;
        // The standard deviation of the mean.
        let sigma = (p / (1.0 - p) / n).sqrt();
        assert!((mean - 1.0).abs() < 4.0 * sigma, "p {p}: mean {mean} of {n} numbers");
    }
}

#[test]
fn real_and_fake_of_one_batch_meet_the_same_mask() {
    let masks = masks(0.5, 8, &mut Stream::new(1, "dropout"));
    let x = random("x", 8, 16);
    let both = host(masks.apply(1, Tensor::cat(vec![x.clone(), x.clone()], 0)));
    assert_eq!(both[..128], both[128..]);
    assert_eq!(both[..128], host(masks.apply(1, x.clone())));
    assert_ne!(both[..128], host(masks.apply(0, x)), "each layer has a mask of its own");
}

#[test]
fn images_lose_whole_channels() {
    let e = experiment(Data::Digits8, 0.5);
    let masks = Masks::draw(&e, EIGHT, 8, &mut Stream::new(1, "dropout"), &device());
    let x = Tensor::<4>::ones([8, 4, 3, 3], &device());
    for channel in host(masks.apply(0, x)).chunks(9) {
        assert!(channel == [0.0; 9] || channel == [2.0; 9], "{channel:?}");
    }
}

#[test]
fn one_step_draws_one_mask_whatever_the_updates_and_the_next_step_a_fresh_one() {
    for data in BOTH {
        for (d, g) in [(1, 1), (3, 1), (1, 2), (0, 1), (1, 0)] {
            let mut e = experiment(data, 0.3);
            (e.discriminator.steps, e.generator.steps) = (d, g);
            let mut run = session(&e);
            train(&mut run, 5);
            // Both hidden layers of 16 units, or of 4 and of 8 channels.
            let units = if data.is_image() { 4 + 8 } else { 2 * 16 };
            let expected = 5 * u64::from(e.batch) * units;
            assert_eq!(drawn(&mut run, "dropout"), expected, "{data:?}, {d} updates of D and {g} of G");
        }
    }
}
