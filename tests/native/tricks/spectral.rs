//! Section 13: spectral norm in the networks and in the step; a single weight is in tests/native/golden.rs.

use burn::module::Module;
use saddle::experiment::architecture::Shape;
use saddle::experiment::{Condition, Data, Experiment, Loss};
use saddle::gan::discriminator::Discriminator;
use saddle::gan::step::Gan;
use saddle::protocol::Single;
use saddle::session::Session;

use super::support::{
    BOTH, EIGHT, Numbers, changed, device, host, now, numbers, random, session, small, train, trained,
};

fn spectral(data: Data) -> Experiment {
    let mut e = small(data);
    (e.discriminator.spectral, e.generator.spectral) = (true, true);
    e
}

/// Matrices and kernels of a network.
fn weights_of<M: Module>(net: &M) -> usize {
    trained(net).iter().filter(|(_, shape)| shape.len() >= 2).count()
}

#[test]
fn every_weight_of_the_network_is_normalised_output_and_classes_included() {
    let conditional = Experiment { condition: Condition::Projection, ..spectral(Data::Digits8) };
    let scaled = Experiment { multi_scale: true, ..spectral(Data::Digits8) };
    for (e, shape, in_d, in_g) in [
        (spectral(Data::Ring8), Shape::Point, 3, 3),
        (spectral(Data::Digits8), EIGHT, 3, 3),
        (conditional, EIGHT, 4, 3),
        (scaled, EIGHT, 3, 4),
    ] {
        let gan = Gan::new(&e, shape, &device()).expect("networks");
        let (d, g) = (&gan.discriminator, &gan.generator);
        assert_eq!((weights_of(d), d.sigmas().len()), (in_d, in_d), "D of {:?}", e.data);
        assert_eq!((weights_of(g), g.sigmas().len()), (in_g, in_g), "G of {:?}", e.data);
    }
}

#[test]
fn without_it_nothing_is_normalised() {
    for data in BOTH {
        let shape = if data.is_image() { EIGHT } else { Shape::Point };
        let gan = Gan::new(&small(data), shape, &device()).expect("networks");
        assert!(gan.discriminator.sigmas().is_empty() && gan.generator.sigmas().is_empty());
    }
}

/// A weight as its matrix of outputs by the rest, with u.
struct Weight {
    name: String,
    rows: Vec<Vec<f64>>,
    u: Vec<f64>,
}

impl Weight {
    /// Every normalised weight of D.
    fn of_d(gan: &Gan) -> Vec<Self> {
        let numbers = numbers(gan);
        let names = trained(&gan.discriminator).into_iter().filter(|(_, shape)| shape.len() >= 2);
        names.map(|(path, shape)| Self::of(&numbers, &format!("discriminator.{path}"), &shape)).collect()
    }

    fn of(numbers: &Numbers, name: &str, shape: &[usize]) -> Self {
        let w: Vec<f64> = numbers[name].iter().map(|v| f64::from(*v)).collect();
        let u = &numbers[&name.replace("weight", "spectral.left")];
        let rows = if shape.len() == 2 {
            // Linear layers hold inputs by outputs.
            (0..shape[1]).map(|o| (0..shape[0]).map(|i| w[i * shape[1] + o]).collect()).collect()
        } else {
            w.chunks(w.len() / shape[0]).map(<[f64]>::to_vec).collect()
        };
        Self { name: name.into(), rows, u: u.iter().map(|v| f64::from(*v)).collect() }
    }

    /// One power iteration on `u`: the new one and sigma.
    fn iterate(&self, u: &[f64]) -> (Vec<f64>, f64) {
        let columns = self.rows[0].len();
        let v =
            normalised((0..columns).map(|j| self.rows.iter().zip(u).map(|(r, u)| r[j] * u).sum()).collect());
        let wv: Vec<f64> = self.rows.iter().map(|r| r.iter().zip(&v).map(|(a, b)| a * b).sum()).collect();
        let sigma = wv.iter().map(|x| x * x).sum::<f64>().sqrt();
        (normalised(wv), sigma)
    }

    /// The largest singular value.
    fn sigma(&self) -> f64 {
        (0..500).fold((self.u.clone(), 0.0), |(u, _), _| self.iterate(&u)).1
    }
}

fn normalised(x: Vec<f64>) -> Vec<f64> {
    let length = x.iter().map(|v| v * v).sum::<f64>().sqrt();
    x.into_iter().map(|v| v / length).collect()
}

#[test]
fn the_weights_that_d_uses_have_a_norm_of_one_after_warming_up_and_while_training() {
    for data in BOTH {
        let mut run = session(&spectral(data));
        for steps in [0, 1, 30] {
            train(&mut run, steps);
            let gan = run.gan_mut();
            let estimates = gan.discriminator.valid().sigmas();
            for (weight, estimate) in Weight::of_d(gan).iter().zip(estimates) {
                // What D uses is the weight over the estimate.
                let norm = weight.sigma() / f64::from(host(estimate)[0]);
                assert!(
                    (1.0 - 1e-4..1.05).contains(&norm),
                    "{data:?}, step {steps}, {}: {norm}",
                    weight.name
                );
            }
        }
    }
}

#[test]
fn scaling_the_weights_of_d_changes_no_logit() {
    let eight = Experiment { condition: Condition::Projection, ..spectral(Data::Digits8) };
    for (e, shape) in [(spectral(Data::Ring8), Shape::Point), (eight, EIGHT)] {
        let d = Discriminator::new(&e, shape, &device()).expect("a discriminator").valid();
        let x = random("x", 16, shape.len()).inner();
        let plain = host(d.forward(x.clone()));
        let fresh = Discriminator::new(&e, shape, &device()).expect("a discriminator");
        let scaled = changed(fresh, |path, _, values| {
            if path.ends_with("weight") {
                values.iter_mut().for_each(|v| *v *= 7.0);
            }
        });
        for (a, b) in host(scaled.valid().forward(x)).iter().zip(&plain) {
            assert!((a - b).abs() < 1e-5 * (1.0 + b.abs()), "{:?}: {a}, unscaled {b}", e.data);
        }
    }
}

/// Every u of D.
fn lefts(run: &mut Session) -> Vec<Weight> {
    Weight::of_d(run.gan_mut())
}

#[test]
fn the_vectors_of_d_move_by_one_power_iteration_in_each_update_of_d_and_of_g() {
    for data in BOTH {
        for loss in [Loss::NonSaturating, Loss::WassersteinPenalty, Loss::RelativisticPair] {
            let mut e = spectral(data);
            e.set_loss(loss);
            // Several passes of one update see the same weights.
            (e.penalty.r1, e.penalty.r2) = (0.1, 0.1);
            let mut run = session(&e);
            train(&mut run, 2);
            for part in [Single::Discriminator, Single::Generator, Single::Generator, Single::Discriminator] {
                let before = lefts(&mut run);
                run.single(part);
                for (before, after) in before.iter().zip(lefts(&mut run)) {
                    let (expected, _) = before.iterate(&before.u);
                    let largest =
                        expected.iter().zip(&after.u).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
                    assert!(
                        largest < 1e-5,
                        "{loss:?} on {data:?}, {part:?}: {} is {largest} off",
                        after.name
                    );
                }
            }
        }
    }
}

#[test]
fn looking_does_not_move_the_vectors() {
    let mut run = session(&spectral(Data::Digits8));
    let before: Vec<_> = lefts(&mut run).into_iter().map(|w| w.u).collect();
    drop(now(run.frame()).expect("a frame"));
    assert_eq!(lefts(&mut run).into_iter().map(|w| w.u).collect::<Vec<_>>(), before);
}

#[test]
fn the_switch_leaves_the_weights_at_the_start_alone() {
    for data in BOTH {
        let shape = if data.is_image() { EIGHT } else { Shape::Point };
        let on = numbers(&Gan::new(&spectral(data), shape, &device()).expect("networks"));
        let off = numbers(&Gan::new(&small(data), shape, &device()).expect("networks"));
        assert!(off.iter().all(|(name, values)| on[name] == *values), "{data:?}");
    }
}
