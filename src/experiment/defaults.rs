//! The plain GAN of each data set: a fair baseline that works.

use super::{
    Augment, Classes, Condition, Data, Experiment, FirstKernel, Labels, LatentKind, Loss, Network, Noise, Norm, Optimizer,
    Penalty, Schedule, Upsample,
};

impl Experiment {
    /// The plain GAN of `data`: non-saturating loss, Adam (0.5, 0.999) as in DCGAN (Radford et al.
    /// 2016), no trick, sizes that show something within seconds on one core.
    pub fn default_for(data: Data) -> Self {
        let network = |width, depth, norm, lr| Network {
            width,
            depth,
            kernel: 4,
            first_kernel: FirstKernel::Auto,
            norm,
            spectral: false,
            steps: 1,
            lr,
        };
        let (generator, discriminator, batch, steps, latent) = match data {
            // Measured on ring8: all eight modes within 2,000 steps, a few seconds on one core.
            Data::Ring8 | Data::Grid25 | Data::Spiral | Data::Moons => {
                (network(64, 2, Norm::None, 1e-3), network(128, 2, Norm::None, 1e-3), 64, 4000, 2)
            }
            // Section 22: strokes at 300 steps, readable digits at 1,000.
            Data::Digits8 => {
                (network(16, 2, Norm::Batch, 5e-4), network(16, 2, Norm::None, 5e-4), 64, 3000, 32)
            }
            // DCGAN's rate; filters that a laptop's core trains at several steps a second.
            Data::Mnist => {
                (network(16, 2, Norm::Batch, 5e-4), network(16, 2, Norm::None, 5e-4), 64, 3000, 64)
            }
        };
        // Gulrajani et al. 2017: 10 for images; their own script takes 0.1 on the plane.
        let gp = if data.is_image() { 10.0 } else { 0.1 };
        Self {
            data,
            classes: Classes::All,
            condition: Condition::Off,
            seed: 1,
            batch,
            steps,
            latent,
            latent_kind: LatentKind::Normal,
            generator,
            upsample: Upsample::Transpose,
            discriminator,
            loss: Loss::NonSaturating,
            penalty: Penalty { clip: 0.01, gp, r1: 0.0, r2: 0.0 },
            labels: Labels { swap: false, real: 1.0, flip: 0.0 },
            optimizer: Optimizer::Adam,
            beta1: 0.5,
            beta2: 0.999,
            schedule: Schedule::Constant,
            noise: Noise { sigma: 0.0, until: 0.7 },
            augment: Augment::default(),
            dropout: 0.0,
            multi_scale: false,
            ema: 0.0,
            replay: 0.0,
            pack: 1,
            minibatch_stddev: false,
            snapshot_every: if data.is_image() { 300 } else { 400 },
        }
    }
}
