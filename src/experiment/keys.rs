//! The experiment as a table: every key, with its name, its values and its place.

use super::key::Key;
use super::{
    Activation, Augment, Choice, Classes, Condition, Data, FirstKernel, Initialization, LatentKind, Loss,
    Norm, Optimizer, OwnOptimizer, Schedule, Upsample,
};

/// The key of a choice that lives in the field `$($at).+`.
macro_rules! word {
    ($name:literal, $label:literal, $kind:ident, $($at:ident).+) => {
        Key::choice($name, $label, $kind::WORDS, |e| e.$($at).+.index(), |e, i| e.$($at).+ = $kind::ALL[i])
    };
}

/// Every key, `data` first and `loss` before `optimizer`: defaults depend on them.
pub static KEYS: [Key; 55] = [
    word!("data", "Data set", Data, data).shared(),
    word!("classes", "Classes", Classes, classes).classes_only(),
    Key::int("data.count", "Samples to train on (0 is all)", 0, 60_000, |e| &mut e.count),
    word!("condition", "Conditional", Condition, condition).classes_only().reshapes(),
    Key::int("seed", "Seed", 0, u32::MAX, |e| &mut e.seed).shared(),
    Key::int("batch", "Batch size", 2, 512, |e| &mut e.batch),
    Key::int("steps", "Steps of the run", 100, 100_000, |e| &mut e.steps).shared(),
    Key::int("latent", "Latent dimensions", 1, 256, |e| &mut e.latent).reshapes(),
    word!("latent.kind", "Latent distribution", LatentKind, latent_kind),
    Key::int("g.width", "Generator width", 4, 256, |e| &mut e.generator.width).reshapes(),
    Key::int("g.depth", "Generator depth", 1, 5, |e| &mut e.generator.depth).reshapes(),
    Key::int("g.kernel", "Generator kernel", 2, 7, |e| &mut e.generator.kernel).images_only().reshapes(),
    word!("g.first_kernel", "Generator first kernel", FirstKernel, generator.first_kernel)
        .images_only()
        .reshapes(),
    word!("g.upsample", "Generator upsampling", Upsample, upsample).images_only().reshapes(),
    Key::int("d.width", "Discriminator width", 4, 256, |e| &mut e.discriminator.width).reshapes(),
    Key::int("d.depth", "Discriminator depth", 1, 5, |e| &mut e.discriminator.depth).reshapes(),
    Key::int("d.kernel", "Discriminator kernel", 2, 7, |e| &mut e.discriminator.kernel)
        .images_only()
        .reshapes(),
    word!("d.first_kernel", "Discriminator first kernel", FirstKernel, discriminator.first_kernel)
        .images_only()
        .reshapes(),
    word!("g.norm", "Generator norm", Norm, generator.norm).reshapes(),
    word!("d.norm", "Discriminator norm", Norm, discriminator.norm).reshapes(),
    word!("g.activation", "Generator activation", Activation, generator.activation),
    word!("d.activation", "Discriminator activation", Activation, discriminator.activation),
    word!("init", "Initial weights", Initialization, init).reshapes(),
    Key::switch("g.spectral", "Generator spectral norm", |e| &mut e.generator.spectral),
    Key::switch("d.spectral", "Discriminator spectral norm", |e| &mut e.discriminator.spectral),
    Key::choice("loss", "Loss", Loss::WORDS, |e| e.loss.index(), |e, i| e.set_loss(Loss::ALL[i])),
    Key::float("loss.clip", "Bound of D's weights", 1e-3, 1.0, |e| &mut e.penalty.clip).live(),
    Key::float("loss.gp", "Weight of the gradient penalty", 0.0, 100.0, |e| &mut e.penalty.gp).live(),
    Key::float("r1", "R1 gamma", 0.0, 100.0, |e| &mut e.penalty.r1).live(),
    Key::float("r2", "R2 gamma", 0.0, 100.0, |e| &mut e.penalty.r2).live(),
    Key::switch("labels.swap", "Swap real and fake", |e| &mut e.labels.swap),
    Key::float("labels.real", "Target for real", 0.5, 1.0, |e| &mut e.labels.real).live(),
    Key::float("labels.fake", "Target for fake", 0.0, 0.5, |e| &mut e.labels.fake).live(),
    Key::float("labels.flip", "Share of flipped labels", 0.0, 0.5, |e| &mut e.labels.flip).live(),
    Key::float("labels.spread", "Spread of the labels", 0.0, 0.3, |e| &mut e.labels.spread).live(),
    Key::int("g.steps", "Generator updates a step", 0, 10, |e| &mut e.generator.steps).live(),
    Key::int("d.steps", "Discriminator updates a step", 0, 10, |e| &mut e.discriminator.steps).live(),
    word!("optimizer", "Optimizer", Optimizer, optimizer),
    word!("d.optimizer", "Discriminator optimizer", OwnOptimizer, optimizer_d),
    Key::float("g.lr", "Generator learning rate", 1e-6, 0.1, |e| &mut e.generator.lr).live(),
    Key::float("d.lr", "Discriminator learning rate", 1e-6, 0.1, |e| &mut e.discriminator.lr).live(),
    Key::float("beta1", "Adam beta 1", 0.0, 0.99, |e| &mut e.beta1),
    Key::float("beta2", "Adam beta 2", 0.5, 0.9999, |e| &mut e.beta2),
    Key::float("momentum", "Momentum of gradient descent", 0.0, 0.99, |e| &mut e.momentum),
    word!("lr.schedule", "Learning rate schedule", Schedule, schedule).live(),
    Key::float("noise", "Noise at the start (sigma)", 0.0, 2.0, |e| &mut e.noise.sigma).live(),
    Key::float("noise.until", "Share of the run with noise", 0.01, 1.0, |e| &mut e.noise.until).live(),
    word!("augment", "Augment what D sees", Augment, augment).images_only().live(),
    Key::float("d.dropout", "Discriminator dropout", 0.0, 0.9, |e| &mut e.dropout).live(),
    Key::switch("multi_scale", "Multi-scale gradients", |e| &mut e.multi_scale).images_only().reshapes(),
    Key::float("ema", "Decay of G's average", 0.0, 0.9999, |e| &mut e.ema).live(),
    Key::float("replay", "Share of old fakes", 0.0, 0.9, |e| &mut e.replay).live(),
    Key::int("pack", "Samples in a pack", 1, 4, |e| &mut e.pack).reshapes(),
    Key::switch("minibatch_stddev", "Minibatch spread", |e| &mut e.minibatch_stddev).reshapes(),
    Key::int("snapshot.every", "Steps between snapshots", 10, 10_000, |e| &mut e.snapshot_every)
        .shared()
        .live(),
];

/// The key called `name`.
pub fn key(name: &str) -> Option<&'static Key> {
    KEYS.iter().find(|k| k.name == name)
}

#[cfg(test)]
mod tests {
    use super::super::{BadValue, Experiment, Value};
    use super::*;

    #[test]
    fn every_default_lies_in_its_range_and_prints_as_it_reads() {
        for data in Data::ALL {
            let e = Experiment::default_for(data);
            for key in &KEYS {
                let value = key.get(&e);
                assert_eq!(key.parse(&value.to_string()), Ok(value), "{} of {data:?}", key.name);
            }
        }
    }

    #[test]
    fn setting_a_key_changes_what_it_reads() {
        let mut e = Experiment::default_for(Data::Digits8);
        for (name, text) in
            [("loss", "hinge"), ("d.norm", "batch"), ("g.lr", "4e-4"), ("labels.swap", "1"), ("seed", "9")]
        {
            let key = key(name).expect(name);
            let value = key.parse(text).expect(text);
            key.set(&mut e, value);
            assert_eq!(key.get(&e), value, "{name}");
        }
    }

    #[test]
    fn numbers_out_of_range_name_the_nearest_legal_one() {
        let key = key("g.width").expect("a key");
        assert_eq!(key.parse("1e9"), Err(BadValue { nearest: Some(Value::Int(256)) }));
        assert_eq!(key.parse("-3"), Err(BadValue { nearest: Some(Value::Int(4)) }));
        assert_eq!(key.parse("NaN"), Err(BadValue { nearest: None }));
        assert_eq!(key.parse("wide"), Err(BadValue { nearest: None }));
    }
}
