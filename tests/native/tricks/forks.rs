//! Section 6: a checkpoint with everything on goes on as if nothing had been; a fork goes on with
//! other switches.

use saddle::experiment::{
    Activation, Condition, Data, Experiment, LatentKind, Loss, Norm, Optimizer, OwnOptimizer, Schedule,
    Upsample, validate,
};

use saddle::gan::layer::Weighted;
use saddle::session::Session;

use super::support::{BOTH, now, resumed, saved, session, small, trail, train, weights};

/// Every trick that remembers something, together.
fn everything(data: Data) -> Experiment {
    let mut e = small(data);
    (e.ema, e.replay, e.dropout, e.noise.sigma, e.labels.flip) = (0.99, 0.5, 0.2, 0.1, 0.1);
    (e.discriminator.spectral, e.generator.spectral, e.generator.norm) = (true, true, Norm::Batch);
    (e.schedule, e.minibatch_stddev) = (Schedule::OnCollapse, true);
    (e.labels.fake, e.labels.spread) = (0.1, 0.1);
    if data.is_image() {
        (e.condition, e.augment.shift, e.augment.cutout) = (Condition::Projection, true, true);
    } else {
        e.pack = 2;
    }
    assert_eq!(validate(&e), []);
    e
}

/// A change of a fork: its name, the change, and the layer that no longer fits.
type Wish = (&'static str, fn(&mut Experiment), &'static str);

#[test]
fn a_checkpoint_with_everything_on_repeats_the_original_to_the_bit() {
    for data in BOTH {
        let e = everything(data);
        let mut original = session(&e);
        // The pool of old fakes is full after 50.
        for steps in [7, 48, 12] {
            train(&mut original, steps);
            let checkpoint = saved(&mut original);
            let mut again = resumed(&e, &checkpoint).expect("it fits");
            assert_eq!(again.step_count(), original.step_count());
            assert_eq!(again.update_counts(), original.update_counts());
            assert_eq!(saved(&mut again).len(), checkpoint.len());
            assert_eq!(trail(&mut again, 8), trail(&mut original, 8), "{data:?} after {steps}");
            assert_eq!(now(again.frame()), now(original.frame()), "{data:?} after {steps}");
        }
    }
}

#[test]
fn a_run_that_is_resumed_in_the_middle_of_a_collapse_halves_at_the_same_step() {
    let mut e = small(Data::Ring8);
    (e.schedule, e.generator.lr, e.discriminator.lr) = (Schedule::OnCollapse, 1e-6, 1e-2);
    let mut original = session(&e);
    (0..16).for_each(|_| drop(train(&mut original, 20)));
    assert_eq!(original.happenings(), []);
    let checkpoint = saved(&mut original);
    let mut again = resumed(&e, &checkpoint).expect("it fits");
    for run in [&mut original, &mut again] {
        (0..12).for_each(|_| drop(train(run, 20)));
    }
    let happened = original.happenings();
    assert_eq!(happened.len(), 1);
    assert_eq!(again.happenings(), happened);
    assert_eq!(trail(&mut again, 8), trail(&mut original, 8));
}

#[test]
fn a_fork_to_other_betas_that_is_kept_before_its_first_step_goes_on_to_the_bit() {
    let mut e = small(Data::Ring8);
    let mut original = session(&e);
    train(&mut original, 10);
    (e.beta1, e.beta2) = (0.9, 0.99);
    let mut fork = resumed(&e, &saved(&mut original)).expect("it fits");
    let mut again = resumed(&e, &saved(&mut fork)).expect("it fits");
    assert_eq!(trail(&mut again, 8), trail(&mut fork, 8));
}

/// Switches that a fork may change.
type Switch = (&'static str, fn(&mut Experiment));

const SWITCHES: [Switch; 22] = [
    ("spectral norm in D", |e| e.discriminator.spectral = true),
    ("spectral norm in G", |e| e.generator.spectral = true),
    ("R1", |e| e.penalty.r1 = 1.0),
    ("R2", |e| e.penalty.r2 = 1.0),
    ("hinge", |e| e.set_loss(Loss::Hinge)),
    ("WGAN, clipped", |e| e.set_loss(Loss::WassersteinClip)),
    ("WGAN, gradient penalty", |e| e.set_loss(Loss::WassersteinPenalty)),
    ("relativistic", |e| e.set_loss(Loss::RelativisticPair)),
    ("swapped labels", |e| e.labels.swap = true),
    ("flipped labels", |e| e.labels.flip = 0.1),
    ("the average of G", |e| e.ema = 0.99),
    ("replay", |e| e.replay = 0.5),
    ("dropout", |e| e.dropout = 0.3),
    ("noise", |e| e.noise.sigma = 0.1),
    ("a smaller batch", |e| e.batch /= 2),
    ("uniform latent vectors", |e| e.latent_kind = LatentKind::Uniform),
    ("RMSProp", |e| e.optimizer = Optimizer::RmsProp),
    ("plain descent", |e| e.optimizer = Optimizer::Sgd),
    ("descent with momentum", |e| (e.optimizer, e.momentum) = (Optimizer::Sgd, 0.9)),
    ("descent for D alone", |e| e.optimizer_d = OwnOptimizer::Own(Optimizer::Sgd)),
    ("tanh and ELU", |e| {
        (e.generator.activation, e.discriminator.activation) = (Activation::Tanh, Activation::Elu);
    }),
    ("five updates of D", |e| e.discriminator.steps = 5),
];

#[test]
fn a_fork_into_other_switches_begins_where_the_original_stands_and_trains() {
    for data in BOTH {
        let mut original = session(&small(data));
        train(&mut original, 10);
        let checkpoint = saved(&mut original);
        for (name, switch) in SWITCHES {
            let mut e = small(data);
            switch(&mut e);
            let mut fork = resumed(&e, &checkpoint).unwrap_or_else(|error| panic!("{name}: {error}"));
            assert_eq!(fork.step_count(), 10, "{name} on {data:?}");
            let records = train(&mut fork, 8);
            let finite = records.iter().all(|r| r.loss_d.is_finite() && r.loss_g.is_finite());
            assert!(finite && records.len() == 8, "{name} on {data:?}: {records:?}");
        }
    }
}

#[test]
fn a_fork_from_everything_into_the_plain_run_trains() {
    for data in BOTH {
        let e = everything(data);
        let mut original = session(&e);
        train(&mut original, 55);
        let checkpoint = saved(&mut original);
        // What changes no shape goes off.
        let mut plain = small(data);
        (plain.pack, plain.minibatch_stddev, plain.condition) = (e.pack, e.minibatch_stddev, e.condition);
        plain.generator.norm = e.generator.norm;
        let mut fork = resumed(&plain, &checkpoint).expect("it fits");
        let records = train(&mut fork, 8);
        assert!(records.iter().all(|r| r.loss_d.is_finite() && r.loss_g.is_finite()), "{data:?}");
        assert_eq!(now(fork.frame()).expect("a frame").averaged, None, "{data:?}");
    }
}

#[test]
fn a_fork_that_changes_a_shape_is_refused_with_the_name_of_the_layer() {
    let points: [Wish; 5] = [
        ("width of G", |e| e.generator.width = 8, "generator.Points.hidden.0.weight"),
        ("depth of D", |e| e.discriminator.depth = 3, "discriminator.Points.hidden.2"),
        ("latent", |e| e.latent = 3, "generator.Points.hidden.0.weight"),
        ("pack", |e| e.pack = 2, "discriminator.Points.hidden.0.weight"),
        ("spread", |e| e.minibatch_stddev = true, "discriminator.Points.output.weight"),
    ];
    let images: [Wish; 5] = [
        ("kernel of D", |e| e.discriminator.kernel = 3, "discriminator.Images.down"),
        ("resize", |e| (e.upsample, e.generator.kernel) = (Upsample::Resize, 3), "generator.Images.up"),
        ("scales", |e| e.multi_scale = true, "generator.Images.to_image.0.weight"),
        ("classes", |e| e.condition = Condition::Concat, "generator.Images.input.weight"),
        ("norm of D", |e| e.discriminator.norm = Norm::Batch, "discriminator.Images.norms"),
    ];
    for (data, changes) in BOTH.into_iter().zip([points, images]) {
        let mut original = session(&small(data));
        train(&mut original, 2);
        let checkpoint = saved(&mut original);
        for (what, change, layer) in changes {
            let mut e = small(data);
            change(&mut e);
            let error = resumed(&e, &checkpoint).err().unwrap_or_else(|| panic!("{what} is accepted"));
            let error = error.to_string();
            assert!(error.contains("does not fit at") && error.contains(layer), "{what}: {error}");
        }
    }
}

/// The largest change of a number of `network` in the next step.
fn largest_move(run: &mut Session, network: &str) -> f32 {
    let before = weights(run);
    train(run, 1);
    let after = weights(run);
    let learned = after.iter().filter(|(name, _)| name.starts_with(network) && !name.contains("running"));
    let moves = learned.flat_map(|(name, after)| after.iter().zip(&before[name]).map(|(a, b)| (a - b).abs()));
    moves.fold(0f32, f32::max)
}

#[test]
fn a_fork_to_adam_begins_its_bias_correction_anew() {
    // The first step of Adam is its rate, whatever the gradient. Without correction it would be
    // 0.5 / sqrt(0.001), about 16 times as far.
    for data in BOTH {
        for from in [Optimizer::Sgd, Optimizer::RmsProp] {
            let mut e = small(data);
            (e.discriminator.lr, e.generator.lr, e.beta1, e.beta2) = (4e-4, 1e-4, 0.5, 0.999);
            let mut original = session(&Experiment { optimizer: from, ..e.clone() });
            train(&mut original, 60);
            let checkpoint = saved(&mut original);
            for (network, rate) in [("discriminator", 4e-4), ("generator", 1e-4)] {
                let mut fork = resumed(&e, &checkpoint).expect("it fits");
                assert_eq!(fork.update_counts(), (60, 60));
                let ratio = largest_move(&mut fork, network) / rate;
                assert!((ratio - 1.0).abs() < 1e-2, "{network} from {from:?} on {data:?}: {ratio} rates");
                // Nor does it creep up to that later.
                let ratio = (0..20).map(|_| largest_move(&mut fork, network) / rate).fold(0f32, f32::max);
                assert!(ratio < 3.0, "{network} from {from:?} on {data:?}: {ratio} rates");
            }
        }
    }
}

#[test]
fn a_fork_from_adam_to_adam_keeps_its_moments_whatever_its_betas() {
    // After 3 updates of beta1 = 0.5 the mean is 7/8 of a whole one; the correction of beta1 = 0.9 for
    // 3 updates would take it for 0.271 of one.
    let mut e = small(Data::Ring8);
    (e.discriminator.lr, e.beta1) = (4e-4, 0.5);
    let mut original = session(&e);
    train(&mut original, 3);
    let checkpoint = saved(&mut original);
    let mut fork = resumed(&Experiment { beta1: 0.9, ..e.clone() }, &checkpoint).expect("it fits");
    let ratio = largest_move(&mut fork, "discriminator") / 4e-4;
    assert!((0.3..1.5).contains(&ratio), "{ratio} rates");
    // A fork of the fork goes on with both.
    let twice = saved(&mut fork);
    let mut again = resumed(&Experiment { beta1: 0.9, ..e.clone() }, &twice).expect("it fits");
    assert_eq!(trail(&mut again, 8), trail(&mut fork, 8));
}

#[test]
fn a_fork_that_switches_spectral_norm_on_knows_the_norms_of_its_weights() {
    for data in BOTH {
        let mut plain = small(data);
        (plain.discriminator.lr, plain.generator.lr) = (1e-2, 1e-2);
        let mut original = session(&plain);
        train(&mut original, 150);
        let checkpoint = saved(&mut original);
        let mut e = plain.clone();
        (e.discriminator.spectral, e.generator.spectral) = (true, true);
        let mut fork = resumed(&e, &checkpoint).expect("it fits");
        let estimates = now(fork.frame()).expect("a frame").sigmas;
        assert!(estimates.len() > 4, "{data:?}");
        // What many more iterations on the same weights find.
        let gan = fork.gan_mut();
        let layers: Vec<_> =
            gan.discriminator.weighted().into_iter().chain(gan.generator.weighted()).collect();
        (0..20).for_each(|_| layers.iter().for_each(Weighted::warm_up));
        drop(layers);
        let exact = now(fork.frame()).expect("a frame").sigmas;
        for (estimate, exact) in estimates.iter().zip(&exact) {
            let share = estimate.value / exact.value;
            assert!((0.95..1.001).contains(&share), "{data:?}, {}: {share} of its norm", exact.layer);
        }
    }
}

#[test]
fn the_average_of_a_fork_goes_on_warming_up_and_says_how_far_it_has_come() {
    let e = Experiment { ema: 0.999, ..small(Data::Ring8) };
    let mut original = session(&e);
    let decay = |run: &Session| now(run.frame()).expect("a frame").average_decay;
    assert_eq!(decay(&original), None, "there is none before the first update");
    train(&mut original, 30);
    assert_eq!(decay(&original), Some(31.0 / 40.0));
    let checkpoint = saved(&mut original);
    let mut fork = resumed(&Experiment { ema: 0.9999, ..e.clone() }, &checkpoint).expect("it fits");
    assert_eq!(decay(&fork), Some(31.0 / 40.0));
    train(&mut fork, 10);
    assert_eq!(decay(&fork), Some(41.0 / 50.0));
    let short = resumed(&Experiment { ema: 0.5, ..e }, &checkpoint).expect("it fits");
    assert_eq!(decay(&short), Some(0.5), "never above its key");
}

#[test]
fn a_fork_to_another_loss_watches_for_a_collapse_at_the_floor_of_its_own() {
    let mut e = small(Data::Ring8);
    (e.schedule, e.steps, e.generator.lr, e.discriminator.lr) = (Schedule::OnCollapse, 1000, 1e-6, 1e-2);
    let without = Experiment { loss: Loss::WassersteinPenalty, schedule: Schedule::Constant, ..e.clone() };
    let mut original = session(&without);
    train(&mut original, 20);
    let checkpoint = saved(&mut original);
    let mut fork = resumed(&e, &checkpoint).expect("it fits");
    (0..30).for_each(|_| drop(train(&mut fork, 20)));
    assert!(!fork.happenings().is_empty(), "D wins, and a Wasserstein loss has no floor to tell by");
}
