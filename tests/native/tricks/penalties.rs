//! Section 1, the penalties and clipping in the step; what they compute is in tests/native/penalties.rs.

use burn::prelude::*;
use saddle::experiment::{Data, Experiment, KEYS, Loss, Norm};
use saddle::gan::penalty;
use saddle::protocol::Single;

use super::support::{
    BOTH, Numbers, bits, changed, device, drawn, draws, host, numbers, session, small, train, weights,
};

fn with_loss(data: Data, loss: Loss) -> Experiment {
    let mut e = small(data);
    e.set_loss(loss);
    e
}

#[test]
fn penalties_of_a_gradient_of_zero_have_a_finite_value_and_slope() {
    for (penalised, expected) in [
        (penalty::zero_centred as fn(Vec<Tensor<2>>, f64) -> Tensor<1>, 0.0),
        // Its distance from a norm of 1.
        (penalty::one_centred, 10.0),
    ] {
        let w = Tensor::<2>::zeros([3, 4], &device()).require_grad();
        let value = penalised(vec![w.clone()], 10.0);
        assert!((host(value.clone())[0] - expected).abs() < 1e-4, "{}", host(value)[0]);
        let slope = host(w.grad(&value.backward()).expect("a gradient"));
        assert!(slope.iter().all(|g| g.is_finite()), "{slope:?}");
    }
}

#[test]
fn a_d_that_is_flat_everywhere_trains_under_every_penalty() {
    for data in BOTH {
        let mut zero_centred = small(data);
        (zero_centred.penalty.r1, zero_centred.penalty.r2) = (1.0, 1.0);
        for e in [with_loss(data, Loss::WassersteinPenalty), zero_centred] {
            let mut run = session(&e);
            let d = run.gan_mut().discriminator.clone();
            run.gan_mut().discriminator = changed(d, |_, _, values| values.fill(0.0));
            train(&mut run, 5);
            let broken: Vec<_> =
                weights(&run).into_iter().filter(|(_, v)| v.iter().any(|v| !v.is_finite())).collect();
            assert_eq!(broken, [], "{:?} on {data:?}", e.loss);
        }
    }
}

#[test]
fn an_update_of_d_leaves_g_and_its_optimizer_alone_under_every_loss_and_penalty() {
    for data in BOTH {
        for loss in Loss::ALL {
            let mut e = with_loss(data, loss);
            (e.penalty.r1, e.penalty.r2) = (0.5, 0.5);
            // Batch norm in G remembers what it has seen, also in D's step.
            e.generator.norm = Norm::None;
            let mut run = session(&e);
            let of_g = |numbers: Numbers| -> Vec<_> {
                bits(&numbers).into_iter().filter(|(name, _)| name.contains("generator")).collect()
            };
            let before = of_g(numbers(run.gan_mut()));
            run.single(Single::Discriminator);
            assert_eq!(of_g(numbers(run.gan_mut())), before, "{loss:?} on {data:?}");
        }
    }
}

#[test]
fn an_update_of_g_leaves_d_and_its_optimizer_alone_under_every_loss() {
    for data in BOTH {
        for loss in Loss::ALL {
            let mut run = session(&with_loss(data, loss));
            run.single(Single::Discriminator);
            let of_d = |numbers: Numbers| -> Vec<_> {
                bits(&numbers).into_iter().filter(|(name, _)| name.contains("discriminator")).collect()
            };
            let before = of_d(numbers(run.gan_mut()));
            run.single(Single::Generator);
            assert_eq!(of_d(numbers(run.gan_mut())), before, "{loss:?} on {data:?}");
        }
    }
}

#[test]
fn clipping_bounds_every_number_of_d_after_each_of_its_updates_biases_included() {
    for data in BOTH {
        let mut e = with_loss(data, Loss::WassersteinClip);
        (e.penalty.clip, e.discriminator.lr, e.discriminator.norm) = (0.02, 1e-3, Norm::Layer);
        let mut run = session(&e);
        let before = weights(&run);
        let outside = |v: &f32| v.abs() > 0.02;
        assert!(before.iter().any(|(name, v)| name.ends_with("bias") && v.iter().any(outside)), "{data:?}");
        for _ in 0..3 {
            run.single(Single::Discriminator);
            let after = weights(&run);
            let of_d = after.iter().filter(|(name, _)| name.starts_with("discriminator"));
            let out: Vec<_> = of_d.clone().filter(|(_, v)| v.iter().any(outside)).collect();
            assert_eq!(out, [], "{data:?}");
            assert!(of_d.clone().any(|(_, v)| v.contains(&0.02)), "{data:?}: something is at the bound");
        }
        let free = weights(&run);
        assert!(free.iter().any(|(n, v)| n.starts_with("generator") && v.iter().any(outside)), "{data:?}");
    }
}

#[test]
fn the_shares_between_real_and_fake_are_fresh_in_every_update_and_one_a_sample() {
    for data in BOTH {
        let mut e = with_loss(data, Loss::WassersteinPenalty);
        e.discriminator.steps = 2;
        let mut run = session(&e);
        train(&mut run, 3);
        assert_eq!(drawn(&mut run, "between"), 3 * 2 * u64::from(e.batch), "{data:?}");
    }
}

#[test]
fn penalties_cannot_be_applied_only_now_and_then() {
    // Lazy regularisation fails on small data (Huang et al. 2024, appendix E).
    let lazy = ["lazy", "every", "interval", "period"];
    let keys = KEYS.iter().filter(|key| lazy.iter().any(|word| key.name.contains(word)));
    assert_eq!(keys.map(|key| key.name).collect::<Vec<_>>(), ["snapshot.every"]);
}

#[test]
fn g_of_a_relativistic_loss_looks_at_the_real_samples_of_d_and_no_others() {
    for data in BOTH {
        let after = |loss| {
            let mut run = session(&with_loss(data, loss));
            train(&mut run, 4);
            draws(&mut run)["source"].clone()
        };
        let plain = after(Loss::NonSaturating);
        assert_eq!([after(Loss::RelativisticPair), after(Loss::RelativisticAverage)], [plain.clone(), plain]);
    }
}
