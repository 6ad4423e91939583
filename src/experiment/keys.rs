//! The experiment as a table: every key, with its name, its values and its place.

use super::key::Key;
use super::{
    Activation, Augment, Choice, Classes, Condition, Data, FirstKernel, Initialization, LatentKind, Loss,
    Norm, Optimizer, OwnOptimizer, Schedule, Upsample,
};
use crate::text::key as t;

/// The key of a choice that lives in the field `$($at).+`.
macro_rules! word {
    ($name:literal, $label:expr, $kind:ident, $($at:ident).+) => {
        Key::choice($name, $label, $kind::WORDS, |e| e.$($at).+.index(), |e, i| e.$($at).+ = $kind::ALL[i])
    };
}

/// Every key, `data` first and `loss` before `optimizer`: defaults depend on them.
pub static KEYS: [Key; 56] = [
    word!("data", t::DATA, Data, data).shared(),
    word!("classes", t::CLASSES, Classes, classes).classes_only(),
    Key::int("data.count", t::DATA_COUNT, 0, 60_000, |e| &mut e.count),
    Key::switch("data.flip", t::DATA_FLIP, |e| &mut e.mirrored).own_images_only(),
    word!("condition", t::CONDITION, Condition, condition).classes_only().reshapes(),
    Key::int("seed", t::SEED, 0, u32::MAX, |e| &mut e.seed).shared(),
    Key::int("batch", t::BATCH, 2, 512, |e| &mut e.batch),
    Key::int("steps", t::STEPS, 100, 100_000, |e| &mut e.steps).shared(),
    Key::int("latent", t::LATENT, 1, 256, |e| &mut e.latent).reshapes(),
    word!("latent.kind", t::LATENT_KIND, LatentKind, latent_kind),
    Key::int("g.width", t::G_WIDTH, 4, 256, |e| &mut e.generator.width).reshapes(),
    Key::int("g.depth", t::G_DEPTH, 1, 5, |e| &mut e.generator.depth).reshapes(),
    Key::int("g.kernel", t::G_KERNEL, 2, 7, |e| &mut e.generator.kernel).images_only().reshapes(),
    word!("g.first_kernel", t::G_FIRST_KERNEL, FirstKernel, generator.first_kernel).images_only().reshapes(),
    word!("g.upsample", t::G_UPSAMPLE, Upsample, upsample).images_only().reshapes(),
    Key::int("d.width", t::D_WIDTH, 4, 256, |e| &mut e.discriminator.width).reshapes(),
    Key::int("d.depth", t::D_DEPTH, 1, 5, |e| &mut e.discriminator.depth).reshapes(),
    Key::int("d.kernel", t::D_KERNEL, 2, 7, |e| &mut e.discriminator.kernel).images_only().reshapes(),
    word!("d.first_kernel", t::D_FIRST_KERNEL, FirstKernel, discriminator.first_kernel)
        .images_only()
        .reshapes(),
    word!("g.norm", t::G_NORM, Norm, generator.norm).reshapes(),
    word!("d.norm", t::D_NORM, Norm, discriminator.norm).reshapes(),
    word!("g.activation", t::G_ACTIVATION, Activation, generator.activation),
    word!("d.activation", t::D_ACTIVATION, Activation, discriminator.activation),
    word!("init", t::INIT, Initialization, init).reshapes(),
    Key::switch("g.spectral", t::G_SPECTRAL, |e| &mut e.generator.spectral),
    Key::switch("d.spectral", t::D_SPECTRAL, |e| &mut e.discriminator.spectral),
    Key::choice("loss", t::LOSS, Loss::WORDS, |e| e.loss.index(), |e, i| e.set_loss(Loss::ALL[i])),
    Key::float("loss.clip", t::LOSS_CLIP, 1e-3, 1.0, |e| &mut e.penalty.clip).live(),
    Key::float("loss.gp", t::LOSS_GP, 0.0, 100.0, |e| &mut e.penalty.gp).live(),
    Key::float("r1", t::R1, 0.0, 100.0, |e| &mut e.penalty.r1).live(),
    Key::float("r2", t::R2, 0.0, 100.0, |e| &mut e.penalty.r2).live(),
    Key::switch("labels.swap", t::LABELS_SWAP, |e| &mut e.labels.swap),
    Key::float("labels.real", t::LABELS_REAL, 0.5, 1.0, |e| &mut e.labels.real).live(),
    Key::float("labels.fake", t::LABELS_FAKE, 0.0, 0.5, |e| &mut e.labels.fake).live(),
    Key::float("labels.flip", t::LABELS_FLIP, 0.0, 0.5, |e| &mut e.labels.flip).live(),
    Key::float("labels.spread", t::LABELS_SPREAD, 0.0, 0.3, |e| &mut e.labels.spread).live(),
    Key::int("g.steps", t::G_STEPS, 0, 10, |e| &mut e.generator.steps).live(),
    Key::int("d.steps", t::D_STEPS, 0, 10, |e| &mut e.discriminator.steps).live(),
    word!("optimizer", t::OPTIMIZER, Optimizer, optimizer),
    word!("d.optimizer", t::D_OPTIMIZER, OwnOptimizer, optimizer_d),
    Key::float("g.lr", t::G_LR, 1e-6, 0.1, |e| &mut e.generator.lr).live(),
    Key::float("d.lr", t::D_LR, 1e-6, 0.1, |e| &mut e.discriminator.lr).live(),
    Key::float("beta1", t::BETA1, 0.0, 0.99, |e| &mut e.beta1),
    Key::float("beta2", t::BETA2, 0.5, 0.9999, |e| &mut e.beta2),
    Key::float("momentum", t::MOMENTUM, 0.0, 0.99, |e| &mut e.momentum),
    word!("lr.schedule", t::LR_SCHEDULE, Schedule, schedule).live(),
    Key::float("noise", t::NOISE, 0.0, 2.0, |e| &mut e.noise.sigma).live(),
    Key::float("noise.until", t::NOISE_UNTIL, 0.01, 1.0, |e| &mut e.noise.until).live(),
    word!("augment", t::AUGMENT, Augment, augment).images_only().live(),
    Key::float("d.dropout", t::D_DROPOUT, 0.0, 0.9, |e| &mut e.dropout).live(),
    Key::switch("multi_scale", t::MULTI_SCALE, |e| &mut e.multi_scale).images_only().reshapes(),
    Key::float("ema", t::EMA, 0.0, 0.9999, |e| &mut e.ema).live(),
    Key::float("replay", t::REPLAY, 0.0, 0.9, |e| &mut e.replay).live(),
    Key::int("pack", t::PACK, 1, 4, |e| &mut e.pack).reshapes(),
    Key::switch("minibatch_stddev", t::MINIBATCH_STDDEV, |e| &mut e.minibatch_stddev).reshapes(),
    Key::int("snapshot.every", t::SNAPSHOT_EVERY, 10, 10_000, |e| &mut e.snapshot_every).shared().live(),
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
