//! The experiment: what a run is, as data. Keys, tricks, validation, comparison and link.
//!
//! [`Experiment`] is the typed form that the engine reads; [`KEYS`] is the same thing as a table,
//! which the page, the link, the command line and the validation read.

pub mod architecture;
mod choices;
mod comparison;
mod conflicts;
mod defaults;
pub mod equilibrium;
mod keys;
pub mod link;
pub mod schedule;
pub mod size;
mod table;
mod tricks;
mod validate;

pub use choices::{
    Augment, CLASSES, Choice, Classes, Condition, Data, FirstKernel, LatentKind, Loss, Norm, Optimizer, Schedule, Upsample,
};
pub use conflicts::SPREAD_GROUP;
pub use comparison::{Comparison, MAX_RUNS, RunId};
pub use keys::{BadValue, KEYS, Key, Range, Value, key};
pub use table::TRICKS;
pub use tricks::{Preset, Trick, trick};
pub use validate::{Issue, repair, validate};

/// One of the two networks and how it is trained.
#[derive(Clone, Debug, PartialEq)]
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

/// What the discriminator is told (gan-facts.md, section 3).
#[derive(Clone, Debug, PartialEq)]
pub struct Labels {
    /// Call real 0 and fake 1: the same game with D mirrored.
    pub swap: bool,
    /// Target for real samples in D's step; below 1 is one-sided smoothing (Salimans et al. 2016).
    pub real: f64,
    /// Probability that a label is flipped in D's step.
    pub flip: f64,
}

/// Instance noise on real and fake samples in both steps (Sonderby et al. 2016).
#[derive(Clone, Debug, PartialEq)]
pub struct Noise {
    /// Standard deviation at step 0, in units of the data.
    pub sigma: f64,
    /// Share of the run after which the noise has fallen linearly to 0.
    pub until: f64,
}

/// Penalties on the discriminator (gan-facts.md, section 1).
#[derive(Clone, Debug, PartialEq)]
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
#[derive(Clone, Debug, PartialEq)]
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
    /// The plain GAN of the same data set with the same loss and that loss's optimizer: what
    /// every other key is measured against.
    pub fn plain(&self) -> Self {
        let mut plain = Self::default_for(self.data);
        plain.set_loss(self.loss);
        plain
    }

    /// Changes the loss, and with it the optimizer where that stood at the old loss's default.
    pub fn set_loss(&mut self, loss: Loss) {
        if self.optimizer == self.loss.default_optimizer() {
            self.optimizer = loss.default_optimizer();
        }
        self.loss = loss;
    }

    /// Whether D's input gradient is penalised.
    pub fn is_penalised(&self) -> bool {
        self.loss == Loss::WassersteinPenalty || self.penalty.r1 > 0.0 || self.penalty.r2 > 0.0
    }

    /// The keys whose values differ from the plain GAN of the same data set; `data` and `seed`
    /// always.
    pub fn changes(&self) -> Vec<(&'static Key, Value)> {
        let (plain, default) = (self.plain(), Self::default_for(self.data));
        KEYS.iter()
            .map(|key| (key, key.get(self)))
            .filter(|(key, value)| {
                let usual = if key.name == "loss" { key.get(&default) } else { key.get(&plain) };
                matches!(key.name, "data" | "seed") || *value != usual
            })
            .collect()
    }

    /// The same changes on another data set, as far as they apply there.
    pub fn with_data(&self, data: Data) -> Self {
        let mut moved = Self::default_for(data);
        for (key, value) in self.changes() {
            if key.name != "data" && key.applies(data) {
                key.set(&mut moved, value);
            }
        }
        repair(&mut moved);
        moved
    }

    /// Standard deviation of the instance noise at `step`: linear from `sigma` to 0 at
    /// `until * steps`.
    pub fn sigma(&self, step: u32) -> f64 {
        let end = self.noise.until * f64::from(self.steps);
        if end <= 0.0 {
            return 0.0;
        }
        self.noise.sigma * (1.0 - f64::from(step) / end).max(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn noise_falls_linearly_to_zero_at_its_share_of_the_run() {
        let mut e = Experiment::default_for(Data::Ring8);
        e.steps = 1000;
        e.noise = Noise { sigma: 0.4, until: 0.5 };
        assert_eq!(e.sigma(0), 0.4);
        assert!((e.sigma(250) - 0.2).abs() < 1e-12);
        assert_eq!(e.sigma(500), 0.0);
        assert_eq!(e.sigma(2000), 0.0);
    }
}
