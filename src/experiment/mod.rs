//! The experiment: what a run is, as data. Keys, tricks, validation, comparison and link.
//!
//! [`Experiment`] is the typed form that the engine reads; [`KEYS`] is the same thing as a table,
//! which the page, the link, the command line and the validation read.

pub mod architecture;
mod comparison;
mod defaults;
pub mod equilibrium;
mod keys;
pub mod link;
mod tricks;
mod validate;

pub use comparison::{Comparison, MAX_RUNS, RunId};
pub use keys::{BadValue, KEYS, Key, Range, Value, key};
pub use tricks::{TRICKS, Trick, trick};
pub use validate::{Issue, repair, validate};

/// A data set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Data {
    /// Eight Gaussians on a circle.
    Ring8,
    /// Twenty-five Gaussians on a grid.
    Grid25,
    /// A spiral arm with noise.
    Spiral,
    /// Two interleaved half circles.
    Moons,
    /// 1,797 real handwritten digits of 8 x 8 pixels, shipped.
    Digits8,
    /// MNIST in IDX files that the user provides.
    Mnist,
}

impl Data {
    /// Every data set, in the order of the menu.
    pub const ALL: [Self; 6] =
        [Self::Ring8, Self::Grid25, Self::Spiral, Self::Moons, Self::Digits8, Self::Mnist];

    /// Whether samples are images (else points in the plane).
    pub fn is_image(self) -> bool {
        matches!(self, Self::Digits8 | Self::Mnist)
    }

    /// Whether the user must provide files.
    pub fn needs_files(self) -> bool {
        self == Self::Mnist
    }
}

/// The loss of both players (gan-facts.md, section 1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loss {
    /// Non-saturating: G minimises softplus(-D(G(z))) (Goodfellow et al. 2014, section 3).
    NonSaturating,
    /// Minimax, saturating: G minimises log(1 - D(G(z))) (Goodfellow et al. 2014, equation 1).
    Minimax,
    /// Least squares with targets 0, 1, 1 (Mao et al. 2017, equation 9).
    LeastSquares,
    /// Hinge (Lim and Ye 2017; Miyato et al. 2018).
    Hinge,
}

/// A normalisation layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Norm {
    /// None.
    None,
    /// Batch normalisation (Ioffe and Szegedy 2015).
    Batch,
}

/// One of the two networks and how it is trained.
#[derive(Clone, Debug, PartialEq)]
pub struct Network {
    /// Points: units in a hidden layer. Images: filters of the convolution nearest the pixels.
    pub width: u32,
    /// Points: hidden layers. Images: convolutions.
    pub depth: u32,
    /// Kernel of the strided convolutions, in pixels (images only).
    pub kernel: u32,
    /// Normalisation of the hidden layers.
    pub norm: Norm,
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

/// Everything that decides a run.
#[derive(Clone, Debug, PartialEq)]
pub struct Experiment {
    /// The data set.
    pub data: Data,
    /// The seed of every stream.
    pub seed: u32,
    /// Samples in a batch.
    pub batch: u32,
    /// Steps of the run; schedules are measured against it.
    pub steps: u32,
    /// Dimensions of the latent vector.
    pub latent: u32,
    /// The generator.
    pub generator: Network,
    /// The discriminator.
    pub discriminator: Network,
    /// The loss.
    pub loss: Loss,
    /// The labels.
    pub labels: Labels,
    /// Adam's first beta.
    pub beta1: f64,
    /// Adam's second beta.
    pub beta2: f64,
    /// Instance noise.
    pub noise: Noise,
}

impl Experiment {
    /// The keys whose values differ from the plain GAN of the same data set; `data` and `seed`
    /// always.
    pub fn changes(&self) -> Vec<(&'static Key, Value)> {
        let plain = Self::default_for(self.data);
        KEYS.iter()
            .map(|key| (key, key.get(self)))
            .filter(|(key, value)| matches!(key.name, "data" | "seed") || *value != key.get(&plain))
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
