//! Looking inside a run: true gradients, and a run that does not notice.
#![cfg(feature = "engine")]

use burn::module::Module;
use burn::prelude::*;
use saddle::experiment::{Condition, Data, Experiment, LatentKind, Loss, Norm};
use saddle::gan::condition::one_hot;
use saddle::gan::dropout::Masks;
use saddle::gan::labels::oriented;
use saddle::gan::layer::Weighted;
use saddle::gan::{loss, pack};
use saddle::inside::plane::{Along, Plane};
use saddle::inside::sliders::Sliders;
use saddle::inside::trip::Trip;
use saddle::inside::walk::{STOPS, Walk, Way};
use saddle::inside::{Inside, View, Wanted};
use saddle::record::Pixels;
use saddle::session::Session;

use super::training::now;

const ALL: Wanted = Wanted { slopes: true, sheet: true, logits: true, kernels: true, trip: None };

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

const WALK: Walk = Walk { from: 3, to: 17, way: Way::Circle };

fn small_image(change: impl Fn(&mut Experiment)) -> Experiment {
    let mut e = Experiment::default_for(Data::Digits8);
    (e.batch, e.generator.width, e.discriminator.width, e.seed) = (8, 4, 4, 7);
    change(&mut e);
    e
}

/// Runs on images, with what else D sees of one.
fn image_kinds() -> Vec<(&'static str, Experiment)> {
    vec![
        ("images", small_image(|_| {})),
        ("images, swapped", small_image(|e| (e.loss, e.labels.swap) = (Loss::LeastSquares, true))),
        ("images, spectral", small_image(|e| (e.loss, e.discriminator.spectral) = (Loss::Hinge, true))),
        ("images, classes", small_image(|e| e.condition = Condition::Concat)),
        ("images, packs", small_image(|e| e.pack = 2)),
        ("images, scales", small_image(|e| e.multi_scale = true)),
    ]
}

/// The images of `pixels`.
fn images(pixels: Option<Pixels>) -> Vec<u8> {
    let Some(Pixels::Images(bytes)) = pixels else { panic!("no images") };
    bytes
}

/// What is `wanted` of the run as it is.
fn looked(session: &Session, wanted: Wanted) -> Inside {
    now(session.look(wanted)).expect("a device").1.expect("a view")
}

/// The frame's images and what is seen on `trip`.
fn away(session: &Session, trip: Trip) -> (Vec<u8>, View) {
    let wanted = Wanted { trip: Some(trip), ..Wanted::default() };
    let (frame, inside) = now(session.look(wanted)).expect("a device");
    (images(Some(frame.samples)), inside.expect("a view").of_g)
}

/// Image `i` of images of 8 pixels on a side.
fn one(images: &[u8], i: usize) -> Vec<u8> {
    images[64 * i..64 * (i + 1)].to_vec()
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
    let (frame, inside) = now(session.look(ALL)).expect("a device");
    let (Pixels::Points(points), Some(inside)) = (frame.samples, inside) else { panic!() };
    let view = inside.of_g;
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
    let kinds = kinds().into_iter().chain(image_kinds()).map(|(name, mut e)| {
        e.ema = 0.9;
        (name, e)
    });
    let plane = Plane { from: 5, along: Along::Samples(3, 17) };
    let sliders = Sliders { sample: 2, at: [Some(1.5), None, None, None] };
    let trips = [Trip::Walk(WALK), Trip::Plane(plane), Trip::Sliders(sliders)];
    for (name, e) in kinds {
        let (mut plain, mut seen) = (trained(&e, 0), trained(&e, 0));
        for i in 0..12 {
            plain.step();
            seen.step();
            // A frame is shown either way.
            let everything = Wanted { trip: Some(trips[i % 3]), ..ALL };
            assert!(looked(&seen, everything).of_average.is_some());
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
    let sheet = looked(&session, ALL).of_g.sheet.expect("a sheet");
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
    let line = looked(&trained(&small(|e| e.latent = 1), 3), ALL);
    assert_eq!(line.of_g.sheet.expect("a sheet").nodes.len(), 2 * 21, "one latent is a line");
}

#[test]
fn logits_are_what_d_says_of_each_sample_the_higher_the_more_real() {
    for (name, e) in image_kinds() {
        let mut session = trained(&e, 12);
        let wanted = Wanted { logits: true, ..Wanted::default() };
        let found = looked(&session, wanted).of_g.logits;
        let rows = {
            let samples = now(session.fixed_samples()).expect("a device");
            let [count, n] = samples.shape[..] else { panic!() };
            assert_eq!(found.len(), count, "{name}");
            let (count, n) = (count / e.pack as usize, n * e.pack as usize);
            Tensor::<2>::from_data(TensorData::new(samples.values, [count, n]), &Device::flex())
        };
        let classes = (e.condition != Condition::Off).then(|| {
            let labels: Vec<u8> = (0..100).map(|i| i % 10).collect();
            one_hot(&labels, &Device::flex())
        });
        let masks = Masks::default();
        let d = session.gan_mut().discriminator.valid();
        let said: Vec<f32> =
            d.critic(&masks).judge(rows, classes.as_ref()).into_data().iter::<f32>().collect();
        for (i, logit) in found.iter().enumerate() {
            let said = said[i / e.pack as usize];
            // Swapped labels: least squares calls 0 real.
            let expected = if e.labels.swap { 1.0 - said } else { said };
            assert!((logit - expected).abs() < 1e-5, "{name}, {i}: {logit}, not {expected}");
        }
        let spread =
            found.iter().copied().fold(f32::MIN, f32::max) - found.iter().copied().fold(f32::MAX, f32::min);
        assert!(spread > 1e-4, "{name}: {found:?}");
    }
}

#[test]
fn a_walk_begins_and_ends_at_its_samples_and_turns_round_with_its_ends() {
    for (name, e) in image_kinds() {
        let session = trained(&e, 12);
        let walked = |walk| {
            let (samples, view) = away(&session, Trip::Walk(walk));
            (samples, images(view.trip))
        };
        for way in [Way::Straight, Way::Circle] {
            let (samples, walk) = walked(Walk { way, ..WALK });
            assert_eq!(walk.len(), 64 * STOPS, "{name}");
            assert_eq!(
                (one(&walk, 0), one(&walk, STOPS - 1)),
                (one(&samples, 3), one(&samples, 17)),
                "{name}"
            );
            assert_ne!(one(&walk, 4), one(&walk, 0), "{name}: there is something between");
            let (_, back) = walked(Walk { from: 17, to: 3, way });
            for stop in 0..STOPS {
                // Within one level: the shares of both ends are rounded each for itself.
                let pairs = one(&walk, stop).into_iter().zip(one(&back, STOPS - 1 - stop));
                assert!(pairs.into_iter().all(|(a, b)| a.abs_diff(b) <= 1), "{name}, stop {stop}");
            }
        }
        assert_ne!(walked(Walk { way: Way::Straight, ..WALK }).1, walked(WALK).1, "{name}: two ways");
        let nowhere = Trip::Walk(Walk { to: 100, ..WALK });
        assert_eq!(away(&session, nowhere).1.trip, None, "{name}: there is no such sample");
    }
}

#[test]
fn a_plane_has_its_sample_in_the_middle_and_sliders_begin_where_it_was_drawn() {
    for (name, mut e) in image_kinds() {
        e.latent_kind = if e.pack == 2 { LatentKind::Uniform } else { LatentKind::Normal };
        let session = trained(&e, 12);
        let plane = |along| {
            let (samples, view) = away(&session, Trip::Plane(Plane { from: 3, along }));
            (samples, images(view.trip))
        };
        let (samples, towards) = plane(Along::Samples(17, 30));
        assert_eq!((towards.len(), one(&towards, 24)), (64 * 49, one(&samples, 3)), "{name}");
        assert_ne!(one(&towards, 25), one(&towards, 31), "{name}: two directions");
        let slid = |at: [Option<f32>; 4]| {
            let (_, view) = away(&session, Trip::Sliders(Sliders { sample: 3, at }));
            (view.drawn.clone(), images(view.trip))
        };
        let (drawn, image) = slid([None; 4]);
        assert_eq!((drawn.len(), &image), (4, &one(&samples, 3)), "{name}");
        assert_eq!(slid([Some(drawn[0]), None, None, Some(drawn[3])]).1, image, "{name}: nothing has moved");
        // The corner of the plane over two latents, by sliders.
        let reach = if e.pack == 2 { 1.0 } else { 2.0 };
        let corner = slid([Some(reach), Some(-reach), None, None]);
        assert_eq!((corner.0, corner.1), (drawn, one(&plane(Along::Latents).1, 6)), "{name}");
        assert_ne!(plane(Along::Latents).1, plane(Along::Zero).1, "{name}");
    }
}

#[test]
fn kernels_are_the_weights_of_the_first_layers_the_largest_white_or_black() {
    for (name, e) in image_kinds() {
        let mut session = trained(&e, 3);
        let seen = looked(&session, Wanted { kernels: true, ..Wanted::default() }).of_g.kernels;
        let [of_d, of_g] = &seen[..] else { panic!("{name}: two layers") };
        let (d, g) = (session.gan_mut().discriminator.valid(), session.gan_mut().generator.valid());
        let (Weighted::Convolution(first_d), Weighted::Dense(first_g)) = (&d.weighted()[0], &g.weighted()[0])
        else {
            panic!()
        };
        let (d, g) = (first_d.weight.val(), first_g.weight.val());
        let ([outputs, inputs, size, _], [_, numbers]) = (d.dims(), g.dims());
        let numbers_of = |data: TensorData| data.iter::<f32>().collect::<Vec<_>>();
        let (d, g) = (numbers_of(d.into_data()), numbers_of(g.into_data()));
        let area = size * size;
        // Of what D reads, the first image: the first of a pack, without classes.
        let expected_d: Vec<f32> =
            (0..outputs).flat_map(|i| d[i * inputs * area..][..area].to_vec()).collect();
        let side = 4 * of_g.across as usize * of_g.shape.len();
        let expected_g: Vec<f32> =
            (0..4).flat_map(|latent| g[latent * numbers..][..side / 4].to_vec()).collect();
        assert_eq!((of_d.extent(), of_g.extent()), ((outputs, 1), (of_g.across as usize, 4)), "{name}");
        for (found, weights) in [(of_d, expected_d), (of_g, expected_g)] {
            let most = weights.iter().fold(0.0_f32, |most, weight| most.max(weight.abs()));
            let bytes = images(Some(found.pixels.clone()));
            assert_eq!(bytes.len(), weights.len(), "{name}");
            let near =
                |(byte, weight): (&u8, &f32)| (f32::from(*byte) - 127.5 * (1.0 + weight / most)).abs() < 0.51;
            assert!(bytes.iter().zip(&weights).all(near), "{name}");
            assert!(bytes.contains(&0) || bytes.contains(&255), "{name}");
        }
    }
    let points = looked(&trained(&small(|_| {}), 1), ALL).of_g.kernels;
    assert!(points.is_empty(), "points have none");
}
