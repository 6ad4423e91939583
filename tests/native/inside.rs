//! Looking inside a run: true gradients, and a run that does not notice.
#![cfg(feature = "engine")]

use burn::module::Module;
use burn::prelude::*;
use saddle::experiment::{Data, Experiment, Loss, Norm};
use saddle::gan::dropout::Masks;
use saddle::gan::labels::oriented;
use saddle::gan::{loss, pack};
use saddle::inside::Wanted;
use saddle::record::Pixels;
use saddle::session::Session;

use super::training::now;

const ALL: Wanted = Wanted { slopes: true, sheet: true };

fn small(change: impl Fn(&mut Experiment)) -> Experiment {
    let mut e = Experiment::default_for(Data::Ring8);
    (e.batch, e.generator.width, e.discriminator.width, e.seed) = (32, 16, 16, 7);
    change(&mut e);
    e
}

fn trained(e: &Experiment, steps: u32) -> Session {
    let mut session = Session::new(e.clone(), &[], &Device::flex(), None).expect("a session");
    (0..steps).for_each(|_| session.step());
    session
}

/// Every loss, with what else D sees of a point.
fn kinds() -> Vec<(&'static str, Experiment)> {
    vec![
        ("ns", small(|_| {})),
        ("minimax", small(|e| e.loss = Loss::Minimax)),
        ("ls, swapped", small(|e| (e.loss, e.labels.swap) = (Loss::LeastSquares, true))),
        ("hinge, spectral", small(|e| (e.loss, e.discriminator.spectral) = (Loss::Hinge, true))),
        ("batch norm", small(|e| (e.generator.norm, e.discriminator.norm) = (Norm::Batch, Norm::Batch))),
        ("rp, packs", small(|e| (e.loss, e.pack) = (Loss::RelativisticPair, 2))),
        ("ra, groups", small(|e| (e.loss, e.minibatch_stddev) = (Loss::RelativisticAverage, true))),
        ("dropout, noise", small(|e| (e.dropout, e.noise.sigma) = (0.3, 0.2))),
    ]
}

#[test]
fn slopes_are_the_loss_by_central_differences() {
    for (name, e) in kinds() {
        let mut session = trained(&e, 40);
        let gan = session.gan_mut();
        let points: Vec<f32> = vec![0.3, -0.7, 0.9, 0.1, -0.4, -0.5, -1.1, 0.6];
        let tensor = |values: &[f32]| {
            Tensor::<2>::from_data(TensorData::new(values.to_vec(), [4, 2]), &Device::flex())
        };
        let real = tensor(&[1.0, 0.0, 0.0, 1.0, 0.7, 0.7, -0.7, 0.7]);
        let real = e.loss.is_relativistic().then_some(real);
        let slopes = gan.gradient_on_points(&e, tensor(&points), real.clone());
        let slopes: Vec<f32> = slopes.into_data().iter::<f32>().collect();
        // The loss by other words: from the networks' own parts, in double precision where they are added.
        let value = |points: &[f32]| {
            let d = gan.discriminator.valid();
            let masks = Masks::default();
            let critic = d.critic(&masks);
            let judge = |rows: Tensor<2>| {
                // On a training device, since batch norm goes by the batch there.
                let rows = Tensor::from_inner(pack::packed(rows, e.pack));
                oriented(&e, critic.judge(rows, None))
            };
            let loss = loss::generator(e.loss, real.clone().map(judge), judge(tensor(points)));
            f64::from(loss.into_scalar::<f32>())
        };
        let step = 1e-3;
        for (i, slope) in slopes.iter().enumerate() {
            let at = |by: f32| {
                let mut moved = points.clone();
                moved[i] += by;
                value(&moved)
            };
            let expected = (at(step) - at(-step)) / (2.0 * f64::from(step));
            let error = (f64::from(*slope) - expected).abs();
            assert!(error < 1e-3 + 0.03 * expected.abs(), "{name}, {i}: {slope}, differences {expected}");
        }
        assert!(slopes.iter().any(|slope| slope.abs() > 1e-3), "{name}: {slopes:?}");
    }
}

#[test]
fn a_step_against_the_slopes_lowers_the_loss_of_the_drawn_points() {
    let e = small(|_| {});
    let mut session = trained(&e, 100);
    let view = now(session.inside(ALL)).expect("a device").expect("a view").of_g;
    let Pixels::Points(points) = now(session.frame()).expect("a frame").samples else { panic!() };
    assert_eq!(view.slopes.len(), points.len());
    let d = session.gan_mut().discriminator.valid();
    let judge = |points: Vec<f32>| {
        let rows = Tensor::<2>::from_data(TensorData::new(points, [512, 2]), &Device::flex());
        loss::generator(e.loss, None, oriented(&e, d.forward(rows))).into_scalar::<f32>()
    };
    let moved = points.iter().zip(&view.slopes).map(|(x, slope)| x - 0.01 * slope).collect();
    assert!(judge(moved) < judge(points));
}

#[test]
fn a_run_that_is_looked_into_trains_as_if_it_were_not() {
    let kinds = kinds().into_iter().map(|(name, mut e)| {
        e.ema = 0.9;
        (name, e)
    });
    for (name, e) in kinds {
        let (mut plain, mut seen) = (trained(&e, 0), trained(&e, 0));
        for _ in 0..12 {
            plain.step();
            seen.step();
            // A frame is shown either way.
            assert!(now(seen.inside(ALL)).expect("a device").is_some_and(|i| i.of_average.is_some()));
        }
        let records = |session: &mut Session| {
            let records = now(session.drain()).expect("records").records;
            records.iter().map(|r| (r.loss_d.to_bits(), r.loss_g.to_bits())).collect::<Vec<_>>()
        };
        assert_eq!(records(&mut seen), records(&mut plain), "{name}");
        let saved = |s: &mut Session| now(s.checkpoint()).expect("a device").expect("finite numbers");
        assert!(saved(&mut seen) == saved(&mut plain), "{name}: the same weights, states and streams");
    }
}

#[test]
fn the_sheet_is_the_grid_as_g_maps_it() {
    let e = small(|_| {});
    let mut session = trained(&e, 30);
    let sheet = now(session.inside(ALL)).expect("a device").expect("a view").of_g.sheet.expect("a sheet");
    assert_eq!((sheet.across, sheet.nodes.len()), (21, 2 * 21 * 21));
    assert!((sheet.cell - 0.04).abs() < 1e-6);
    // The second node of the third row: 0.2 and 0.4 from the corner at -2.
    let mut z = vec![0.0; e.latent as usize];
    (z[0], z[1]) = (-1.8, -1.6);
    let z = Tensor::<2>::from_data(TensorData::new(z, [1, e.latent as usize]), &Device::flex());
    let point = session.gan_mut().generator.valid().forward(z).into_data();
    for (i, value) in point.iter::<f32>().enumerate() {
        assert!((sheet.nodes[2 * (2 * 21 + 1) + i] - value).abs() < 1e-5);
    }
    let line = now(trained(&small(|e| e.latent = 1), 3).inside(ALL)).expect("a device").expect("a view");
    assert_eq!(line.of_g.sheet.expect("a sheet").nodes.len(), 2 * 21, "one latent is a line");
}
