//! Properties of whole runs: determinism, checkpoints, learning and diverging. Tricks that must do
//! exactly nothing are in tests/native/tricks/nulls.rs.
#![cfg(feature = "engine")]

use std::future::Future;
use std::task::{Context, Poll, Waker};

use burn::prelude::*;
use saddle::experiment::{Data, Experiment, Loss, Norm};
use saddle::failure::Failure;
use saddle::protocol::{Network, Single};
use saddle::record::{Pixels, StepRecord};
use saddle::session::{Diverged, Session};

/// Runs a future that is always ready, as all are on the CPU.
pub fn now<T>(future: impl Future<Output = T>) -> T {
    let mut future = Box::pin(future);
    match future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("the CPU engine never waits"),
    }
}

fn small(data: Data) -> Experiment {
    let mut e = Experiment::default_for(data);
    (e.batch, e.generator.width, e.discriminator.width) =
        if data.is_image() { (8, 4, 4) } else { (32, 16, 16) };
    e.seed = 7;
    e
}

fn session(e: &Experiment) -> Session {
    Session::new(e.clone(), &[], &Device::flex(), None).expect("a session")
}

fn train(session: &mut Session, steps: u32) -> Vec<StepRecord> {
    (0..steps).for_each(|_| session.step());
    now(session.drain()).expect("records").records
}

fn saved(session: &mut Session) -> Vec<u8> {
    now(session.checkpoint()).expect("a device").expect("finite numbers")
}

/// Losses as bits.
fn bits(records: &[StepRecord]) -> Vec<(u32, u32)> {
    records.iter().map(|r| (r.loss_d.to_bits(), r.loss_g.to_bits())).collect()
}

/// Weights as bits: the networks' part of a checkpoint.
fn weights(session: &Session) -> (Vec<u8>, Vec<u8>) {
    let bytes = now(session.weights()).expect("weights");
    let file = safetensors::SafeTensors::deserialize(&bytes).expect("safetensors");
    let part = |prefix: &str| {
        let mut names: Vec<_> = file.names().into_iter().filter(|n| n.starts_with(prefix)).collect();
        names.sort_unstable();
        names.into_iter().flat_map(|n| file.tensor(n).expect("a tensor").data().to_vec()).collect()
    };
    (part("generator"), part("discriminator"))
}

#[test]
fn the_same_seed_gives_the_same_bits_twice_and_another_seed_others() {
    for data in [Data::Ring8, Data::Digits8] {
        let e = small(data);
        let run = |e: &Experiment| bits(&train(&mut session(e), 30));
        assert_eq!(run(&e), run(&e), "{data:?}");
        assert_ne!(run(&e), run(&Experiment { seed: 8, ..e.clone() }), "{data:?}");
    }
}

#[test]
fn reading_once_or_after_every_step_gives_the_same_bits() {
    let e = small(Data::Ring8);
    let mut stepwise = session(&e);
    let one_by_one: Vec<_> = (0..20).flat_map(|_| train(&mut stepwise, 1)).collect();
    assert_eq!(bits(&one_by_one), bits(&train(&mut session(&e), 20)));
}

#[test]
fn no_steps_leave_a_network_bit_identical() {
    for (g, d) in [(0, 1), (1, 0)] {
        let mut e = small(Data::Digits8);
        (e.generator.steps, e.discriminator.steps) = (g, d);
        // Batch norm in G updates its running statistics whenever G makes samples; weights alone count.
        e.generator.norm = saddle::experiment::Norm::None;
        let mut run = session(&e);
        let before = weights(&run);
        train(&mut run, 5);
        let after = weights(&run);
        assert_eq!(before.0 == after.0, g == 0, "generator with g.steps={g}");
        assert_eq!(before.1 == after.1, d == 0, "discriminator with d.steps={d}");
    }
}

#[test]
fn a_single_update_moves_one_network_and_is_no_step() {
    let mut run = session(&small(Data::Ring8));
    let before = weights(&run);
    run.single(Single::Generator);
    let after = weights(&run);
    assert!(before.0 != after.0 && before.1 == after.1);
    assert_eq!(run.step_count(), 0);
    run.single(Single::Both);
    assert_eq!(run.step_count(), 1);
}

#[test]
fn a_checkpoint_repeats_the_original_bit_for_bit() {
    for data in [Data::Ring8, Data::Digits8] {
        let mut e = small(data);
        (e.noise.sigma, e.labels.flip) = (0.1, 0.1);
        let mut original = session(&e);
        train(&mut original, 12);
        let checkpoint = saved(&mut original);
        let mut resumed = Session::new(e, &[], &Device::flex(), Some(&checkpoint)).expect("a session");
        assert_eq!(resumed.step_count(), 12);
        assert_eq!(bits(&train(&mut resumed, 12)), bits(&train(&mut original, 12)), "{data:?}");
    }
}

#[test]
fn the_same_state_is_the_same_file_every_time() {
    let mut run = session(&small(Data::Ring8));
    train(&mut run, 3);
    let (first, weights) = (saved(&mut run), now(run.weights()).expect("weights"));
    for _ in 0..20 {
        assert_eq!((saved(&mut run), now(run.weights()).expect("weights")), (first.clone(), weights.clone()));
    }
}

#[test]
fn a_checkpoint_of_another_network_is_refused() {
    let checkpoint = saved(&mut session(&small(Data::Ring8)));
    let wider = Experiment::default_for(Data::Ring8);
    let refused = |e: Experiment, bytes: &[u8]| {
        let error = Session::new(e, &[], &Device::flex(), Some(bytes)).err().expect("an error");
        assert!(matches!(error, Failure::Checkpoint { .. }), "{error:?}");
        error.to_string()
    };
    assert!(refused(wider, &checkpoint).contains("does not fit"));
    assert!(refused(small(Data::Ring8), b"garbage").contains("not a checkpoint"));
}

#[test]
fn a_ring_is_learned_in_a_short_run() {
    let mut run = session(&Experiment::default_for(Data::Ring8));
    train(&mut run, 1500);
    let frame = now(run.frame()).expect("a frame");
    let Pixels::Points(points) = frame.samples else { panic!("points") };
    let radius = 2f32 / 1.414;
    let near = points.chunks(2).filter(|p| (p[0].hypot(p[1]) - radius).abs() < 0.3).count();
    assert!(near > 350, "{near} of 512 points near the ring");
    for (x, y) in [(1., 1.), (1., -1.), (-1., 1.), (-1., -1.)] {
        assert!(points.chunks(2).any(|p| p[0] * x > 0.2 && p[1] * y > 0.2), "quadrant {x} {y} is empty");
    }
}

#[test]
fn a_diverging_run_names_the_step_and_the_network() {
    let mut e = small(Data::Ring8);
    e.loss = Loss::LeastSquares;
    e.generator.lr = 0.1;
    let mut run = session(&e);
    let output = run.gan_mut().discriminator.output_mut();
    output.weight = output.weight.clone().map(|t| t.inner().mul_scalar(f32::NAN).autodiff().require_grad());
    (0..3).for_each(|_| run.step());
    let reading = now(run.drain()).expect("records");
    assert_eq!(reading.diverged, Some(Diverged { step: 1, network: Network::Discriminator }));
    assert_eq!(reading.records, [], "no record from the first bad one on");
}

#[test]
fn live_edits_apply_from_the_next_step_and_leave_other_keys() {
    let e = small(Data::Ring8);
    let mut run = session(&e);
    train(&mut run, 5);
    let mut next = e.clone();
    (next.discriminator.lr, next.generator.width) = (1e-6, 99);
    run.schedule(5, &next).expect("it can run");
    assert_eq!(run.experiment().discriminator.lr, e.discriminator.lr, "it holds after step 5");
    run.step();
    assert_eq!(run.experiment().discriminator.lr, 1e-6);
    assert_eq!(run.experiment().generator.width, e.generator.width);
    let mut unedited = session(&e);
    train(&mut unedited, 5);
    let (edited, unedited) = (train(&mut run, 4), train(&mut unedited, 5));
    assert_eq!(edited[0].loss_d.to_bits(), unedited[0].loss_d.to_bits());
    assert_ne!(bits(&edited)[4], bits(&unedited)[4]);
}

#[test]
fn a_broken_weight_is_in_no_checkpoint_and_ends_the_run_where_its_losses_would() {
    for data in [Data::Ring8, Data::Digits8] {
        let mut run = session(&small(data));
        train(&mut run, 3);
        let good = saved(&mut run);
        let output = run.gan_mut().discriminator.output_mut();
        output.weight =
            output.weight.clone().map(|t| t.inner().mul_scalar(f32::INFINITY).autodiff().require_grad());
        let snapshot = now(run.snapshot()).expect("a device");
        assert_eq!((snapshot.checkpoint, snapshot.metrics), (None, vec![]), "{data:?}");
        let end = Some(Diverged { step: 4, network: Network::Discriminator });
        assert_eq!(run.diverged(), end, "{data:?}");
        assert_eq!(now(run.checkpoint()), Ok(None), "{data:?}");
        assert_eq!(now(run.advance(9, || false)).expect("a device").diverged, end, "{data:?}");
        assert_eq!(run.step_count(), 3, "{data:?}");
        // The last good state still goes on.
        let mut again = Session::new(small(data), &[], &Device::flex(), Some(&good)).expect("it fits");
        assert_eq!(train(&mut again, 3).len(), 3, "{data:?}");
    }
}

#[test]
fn a_broken_moment_or_running_statistic_is_in_no_checkpoint() {
    let mut e = small(Data::Digits8);
    e.generator.norm = Norm::Batch;
    let mut run = session(&e);
    train(&mut run, 3);
    let clean = saved(&mut run);
    let file = safetensors::SafeTensors::deserialize(&clean).expect("safetensors");
    let (_, header) = safetensors::SafeTensors::read_metadata(&clean).expect("safetensors");
    for part in ["first.generator", "second.discriminator", "running_var"] {
        let broken: Vec<(String, Vec<usize>, Vec<u8>)> = file
            .iter()
            .map(|(name, view)| {
                let mut bytes = view.data().to_vec();
                if name.contains(part) {
                    bytes[..4].copy_from_slice(&f32::NAN.to_le_bytes());
                }
                (name.to_owned(), view.shape().to_vec(), bytes)
            })
            .collect();
        let views = broken.iter().map(|(name, shape, bytes)| {
            let view = safetensors::tensor::TensorView::new(safetensors::Dtype::F32, shape.clone(), bytes);
            (name.as_str(), view.expect("a view"))
        });
        let bytes = safetensors::serialize(views, header.metadata().clone()).expect("safetensors");
        let mut run = Session::new(e.clone(), &[], &Device::flex(), Some(&bytes)).expect("it fits");
        assert_eq!(now(run.checkpoint()), Ok(None), "{part}");
        assert!(run.diverged().is_some_and(|end| end.step == 4), "{part}");
    }
}
