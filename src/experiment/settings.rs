//! What an experiment is: its fields, their keys, and the plain GAN of each data set.
//!
//! A trick's own setting is a field of [`Experiment`] and a row of [`KEYS`](super::KEYS); where its off value is
//! 0, no or the first of its words, `default_for` need not name it.

use super::{
    Activation, Augment, Classes, Condition, Data, FirstKernel, Initialization, LatentKind, Loss, Norm,
    Optimizer, OwnOptimizer, Schedule, Upsample,
};

/// One of the two networks and how it is trained.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NetworkSettings {
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
    /// Activation of the hidden layers.
    pub activation: Activation,
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
    /// Target for fake samples in D's step; above 0 smoothing is two-sided.
    pub fake: f64,
    /// Probability that a label is flipped in D's step.
    pub flip: f64,
    /// Each label that is not flipped is drawn uniformly within this distance of its target.
    pub spread: f64,
}

impl Labels {
    /// Whether D is told 1 for real and 0 for fake, always. The swap of the two does not matter.
    pub fn are_plain(&self) -> bool {
        *self == Self { real: 1.0, swap: self.swap, ..Self::default() }
    }
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
    /// How many of its samples are trained on, the same ones all through the run; 0 is all there are.
    pub count: u32,
    /// Whether every image is also trained on as its mirror image (Karras et al. 2020, "Training GANs with
    /// limited data", section 2, `--mirror`: the data set is doubled).
    pub mirrored: bool,
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
    pub generator: NetworkSettings,
    /// How the generator doubles the resolution.
    pub upsample: Upsample,
    /// The discriminator.
    pub discriminator: NetworkSettings,
    /// Where the weights of both begin.
    pub init: Initialization,
    /// The loss; [`Experiment::set_loss`] changes it together with its optimizer.
    pub loss: Loss,
    /// Penalties on the discriminator.
    pub penalty: Penalty,
    /// The labels.
    pub labels: Labels,
    /// The optimizer of both, or of G alone.
    pub optimizer: Optimizer,
    /// That of D, when it is another; [`Experiment::optimizer_of_d`] tells which.
    pub optimizer_d: OwnOptimizer,
    /// Adam's first beta.
    pub beta1: f64,
    /// Adam's second beta.
    pub beta2: f64,
    /// Momentum of gradient descent (Sutskever et al. 2013); Adam and RMSProp do not read it.
    pub momentum: f64,
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
        let network = |width, depth, norm, lr| NetworkSettings {
            width,
            depth,
            kernel: 4,
            norm,
            steps: 1,
            lr,
            ..NetworkSettings::default()
        };
        let (generator, discriminator, batch, steps, latent) = match data {
            // Measured on ring8: all eight modes within 2,000 steps, a few seconds on one core.
            Data::Ring8 | Data::Grid25 | Data::Spiral | Data::Moons | Data::Table => {
                (network(64, 2, Norm::None, 1e-3), network(128, 2, Norm::None, 1e-3), 64, 4000, 2)
            }
            // docs/facts.md, section 20: strokes at 300 steps, readable digits at 1,000.
            Data::Digits8 | Data::Stacked8 => {
                (network(16, 2, Norm::Batch, 5e-4), network(16, 2, Norm::None, 5e-4), 64, 3000, 32)
            }
            // DCGAN's rate; filters that a laptop's core trains at several steps a second.
            Data::Mnist | Data::Images | Data::Shapes28 => {
                (network(16, 2, Norm::Batch, 5e-4), network(16, 2, Norm::None, 5e-4), 64, 3000, 64)
            }
        };
        // ReLU in G, leaky ReLU in D (Radford et al. 2016, section 3).
        let discriminator = NetworkSettings { activation: Activation::Leaky, ..discriminator };
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
            labels: Labels { real: 1.0, ..Labels::default() },
            beta1: 0.5,
            beta2: 0.999,
            noise: Noise { sigma: 0.0, until: 0.7 },
            pack: 1,
            snapshot_every: if data.is_image() { 300 } else { 400 },
            ..Self::default()
        }
    }
}
