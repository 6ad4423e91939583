//! What an experiment is: its fields, their keys, and the plain GAN of each data set.
//!
//! A trick's own setting is a field of [`Experiment`] and a row of [`KEYS`]; where its off value is
//! 0, no or the first of its words, `default_for` need not name it.

use super::key::Key;
use super::{
    Augment, Choice, Classes, Condition, Data, FirstKernel, LatentKind, Loss, Norm, Optimizer, Schedule,
    Upsample,
};

/// One of the two networks and how it is trained.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Network {
    /// Points: units in a hidden layer. Images: filters of the convolution nearest the pixels.
    pub width: u32,
    /// Points: hidden layers. Images: convolutions.
    pub depth: u32,
    /// Kernel of the strided convolutions, in pixels (images only).
    pub kernel: u32,
    /// Kernel of the first convolution: D's at the pixels, G's after its linear layer.
    pub first_kernel: FirstKernel,
    /// Normalisation of the hidden layers; never G's output or D's input.
    pub norm: Norm,
    /// Spectral normalisation of every layer (Miyato et al. 2018).
    pub spectral: bool,
    /// Updates of this network in one training step (0 freezes it).
    pub steps: u32,
    /// Learning rate.
    pub lr: f64,
}

/// What the discriminator is told (docs/facts.md, section 3).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Labels {
    /// Call real 0 and fake 1: the same game with D mirrored.
    pub swap: bool,
    /// Target for real samples in D's step; below 1 is one-sided smoothing (Salimans et al. 2016).
    pub real: f64,
    /// Probability that a label is flipped in D's step.
    pub flip: f64,
}

/// Instance noise on real and fake samples in both steps (Sonderby et al. 2016).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Noise {
    /// Standard deviation at step 0, in units of the data.
    pub sigma: f64,
    /// Share of the run after which the noise has fallen linearly to 0.
    pub until: f64,
}

/// Penalties on the discriminator (docs/facts.md, section 1).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Penalty {
    /// Bound of every weight of D with `wgan-clip`.
    pub clip: f64,
    /// Weight of the gradient penalty of `wgan-gp`.
    pub gp: f64,
    /// Gamma of R1, on real samples: gamma / 2 times the squared gradient norm (Mescheder et al.
    /// 2018, equation 9). 0 is off.
    pub r1: f64,
    /// Gamma of R2, the same on fakes.
    pub r2: f64,
}

/// Everything that decides a run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Experiment {
    /// The data set.
    pub data: Data,
    /// Which of its classes are trained on.
    pub classes: Classes,
    /// How both networks are told the class.
    pub condition: Condition,
    /// The seed of every stream.
    pub seed: u32,
    /// Samples in a batch.
    pub batch: u32,
    /// Steps of the run; schedules are measured against it.
    pub steps: u32,
    /// Dimensions of the latent vector.
    pub latent: u32,
    /// Their distribution.
    pub latent_kind: LatentKind,
    /// The generator.
    pub generator: Network,
    /// How the generator doubles the resolution.
    pub upsample: Upsample,
    /// The discriminator.
    pub discriminator: Network,
    /// The loss; [`Experiment::set_loss`] changes it together with its optimizer.
    pub loss: Loss,
    /// Penalties on the discriminator.
    pub penalty: Penalty,
    /// The labels.
    pub labels: Labels,
    /// The optimizer of both.
    pub optimizer: Optimizer,
    /// Adam's first beta.
    pub beta1: f64,
    /// Adam's second beta.
    pub beta2: f64,
    /// How the learning rates change over the run.
    pub schedule: Schedule,
    /// Instance noise.
    pub noise: Noise,
    /// What is done to the images that D sees.
    pub augment: Augment,
    /// Probability with which dropout silences a unit (or a channel) of D.
    pub dropout: f64,
    /// Gradients at every resolution (Karnewar and Wang 2020).
    pub multi_scale: bool,
    /// Decay of the average of G's weights; 0 is off.
    pub ema: f64,
    /// Share of old fakes in D's batch.
    pub replay: f64,
    /// Samples that D judges together (Lin et al. 2018).
    pub pack: u32,
    /// Whether D sees the spread of its batch (Karras et al. 2018, section 3).
    pub minibatch_stddev: bool,
    /// Steps between two snapshots.
    pub snapshot_every: u32,
}

impl Experiment {
    /// The plain GAN of `data`: non-saturating loss, Adam (0.5, 0.999) as in DCGAN (Radford et al.
    /// 2016), no trick, sizes that show something within seconds on one core.
    pub fn default_for(data: Data) -> Self {
        let network = |width, depth, norm, lr| Network {
            width,
            depth,
            kernel: 4,
            norm,
            steps: 1,
            lr,
            ..Network::default()
        };
        let (generator, discriminator, batch, steps, latent) = match data {
            // Measured on ring8: all eight modes within 2,000 steps, a few seconds on one core.
            Data::Ring8 | Data::Grid25 | Data::Spiral | Data::Moons => {
                (network(64, 2, Norm::None, 1e-3), network(128, 2, Norm::None, 1e-3), 64, 4000, 2)
            }
            // docs/facts.md, section 20: strokes at 300 steps, readable digits at 1,000.
            Data::Digits8 | Data::Stacked8 => {
                (network(16, 2, Norm::Batch, 5e-4), network(16, 2, Norm::None, 5e-4), 64, 3000, 32)
            }
            // DCGAN's rate; filters that a laptop's core trains at several steps a second.
            Data::Mnist | Data::Shapes28 => {
                (network(16, 2, Norm::Batch, 5e-4), network(16, 2, Norm::None, 5e-4), 64, 3000, 64)
            }
        };
        // Gulrajani et al. 2017: 10 for images; their own script takes 0.1 on the plane.
        let gp = if data.is_image() { 10.0 } else { 0.1 };
        Self {
            data,
            seed: 1,
            batch,
            steps,
            latent,
            generator,
            discriminator,
            penalty: Penalty { clip: 0.01, gp, r1: 0.0, r2: 0.0 },
            labels: Labels { swap: false, real: 1.0, flip: 0.0 },
            beta1: 0.5,
            beta2: 0.999,
            noise: Noise { sigma: 0.0, until: 0.7 },
            pack: 1,
            snapshot_every: if data.is_image() { 300 } else { 400 },
            ..Self::default()
        }
    }
}

/// The key of a choice that lives in the field `$($at).+`.
macro_rules! word {
    ($name:literal, $label:literal, $kind:ident, $($at:ident).+) => {
        Key::choice($name, $label, $kind::WORDS, |e| e.$($at).+.index(), |e, i| e.$($at).+ = $kind::ALL[i])
    };
}

/// Every key, `data` first and `loss` before `optimizer`: defaults depend on them.
pub static KEYS: [Key; 47] = [
    word!("data", "Data set", Data, data).shared(),
    word!("classes", "Classes", Classes, classes).classes_only(),
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
    Key::switch("g.spectral", "Generator spectral norm", |e| &mut e.generator.spectral),
    Key::switch("d.spectral", "Discriminator spectral norm", |e| &mut e.discriminator.spectral),
    Key::choice("loss", "Loss", Loss::WORDS, |e| e.loss.index(), |e, i| e.set_loss(Loss::ALL[i])),
    Key::float("loss.clip", "Bound of D's weights", 1e-3, 1.0, |e| &mut e.penalty.clip).live(),
    Key::float("loss.gp", "Weight of the gradient penalty", 0.0, 100.0, |e| &mut e.penalty.gp).live(),
    Key::float("r1", "R1 gamma", 0.0, 100.0, |e| &mut e.penalty.r1).live(),
    Key::float("r2", "R2 gamma", 0.0, 100.0, |e| &mut e.penalty.r2).live(),
    Key::switch("labels.swap", "Swap real and fake", |e| &mut e.labels.swap),
    Key::float("labels.real", "Target for real", 0.5, 1.0, |e| &mut e.labels.real).live(),
    Key::float("labels.flip", "Share of flipped labels", 0.0, 0.5, |e| &mut e.labels.flip).live(),
    Key::int("g.steps", "Generator updates a step", 0, 10, |e| &mut e.generator.steps).live(),
    Key::int("d.steps", "Discriminator updates a step", 0, 10, |e| &mut e.discriminator.steps).live(),
    word!("optimizer", "Optimizer", Optimizer, optimizer),
    Key::float("g.lr", "Generator learning rate", 1e-6, 0.1, |e| &mut e.generator.lr).live(),
    Key::float("d.lr", "Discriminator learning rate", 1e-6, 0.1, |e| &mut e.discriminator.lr).live(),
    Key::float("beta1", "Adam beta 1", 0.0, 0.99, |e| &mut e.beta1),
    Key::float("beta2", "Adam beta 2", 0.5, 0.9999, |e| &mut e.beta2),
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
    use super::super::{BadValue, Value};
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
