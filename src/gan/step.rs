//! The training step, as in algorithm 1 of Goodfellow et al. (2014).

use burn::module::Module;
use burn::optim::GradientsParams;
use burn::prelude::*;
use burn::tensor::Gradients;

use super::discriminator::Discriminator;
use super::generator::Generator;
use super::instance_noise;
use super::labels::{Targets, oriented};
use super::loss;
use super::optimizer::Adam;
use super::parameters::trainable;
use crate::experiment::Experiment;
use crate::experiment::architecture::Shape;

/// Both players and their optimizers.
pub struct Gan {
    /// The generator.
    pub generator: Generator,
    /// The discriminator.
    pub discriminator: Discriminator,
    pub(super) optimizer_g: Adam,
    pub(super) optimizer_d: Adam,
}

/// What one update of D looks at.
pub struct DiscriminatorBatch {
    /// Real samples, `[batch, n]`.
    pub real: Tensor<2>,
    /// Latent vectors of the fakes, `[batch, latent]`.
    pub z: Tensor<2>,
    /// Instance noise for the real samples, `[batch, n]`.
    pub noise_real: Option<Tensor<2>>,
    /// Instance noise for the fakes, `[batch, n]`.
    pub noise_fake: Option<Tensor<2>>,
    /// What D is told.
    pub targets: Targets,
}

/// What one update of G looks at.
pub struct GeneratorBatch {
    /// Latent vectors, `[batch, latent]`.
    pub z: Tensor<2>,
    /// Instance noise for the fakes, `[batch, n]`.
    pub noise: Option<Tensor<2>>,
}

/// What one update measured, still on the device: nothing is read back in a step.
#[derive(Default)]
pub struct Measured {
    /// The loss, `[1]`.
    pub loss: Option<Tensor<1>>,
    /// D's logits on real samples (D's update only), `[batch, 1]`.
    pub real: Option<Tensor<2>>,
    /// D's logits on fakes (D's update only), `[batch, 1]`.
    pub fake: Option<Tensor<2>>,
    /// Square of the gradient's Euclidean norm where it was asked for, `[1]`.
    pub gradient: Option<Tensor<1>>,
}

impl Measured {
    /// All that was measured, flat: loss, gradient, logits on real, logits on fake.
    pub fn tensors(&self) -> impl Iterator<Item = Tensor<1>> {
        let logits = [&self.real, &self.fake].into_iter().flatten().map(|t| t.clone().flatten(0, 1));
        [&self.loss, &self.gradient].into_iter().flatten().cloned().chain(logits)
    }
}

impl Gan {
    /// Both players at step 0.
    ///
    /// # Errors
    /// A sentence when the sizes do not fit the shape.
    pub fn new(e: &Experiment, shape: Shape, device: &Device) -> Result<Self, String> {
        Ok(Self {
            generator: Generator::new(e, shape, device)?,
            discriminator: Discriminator::new(e, shape, device)?,
            optimizer_g: Adam::new(e.beta1, e.beta2),
            optimizer_d: Adam::new(e.beta1, e.beta2),
        })
    }

    /// One update of D: it learns to tell `batch.real` from what G makes of `batch.z`.
    pub fn update_discriminator(
        &mut self,
        e: &Experiment,
        batch: DiscriminatorBatch,
        norm: bool,
    ) -> Measured {
        let fake = self.generator.clone().no_grad().forward(batch.z);
        let real = instance_noise::add(batch.real, batch.noise_real);
        let fake = instance_noise::add(fake, batch.noise_fake);
        let (real, fake) = self.logits(real, fake);
        let (real, fake) = (oriented(e, real), oriented(e, fake));
        let loss = loss::discriminator(e.loss, real.clone(), fake.clone(), &batch.targets);
        let gradients = gradients_of(loss.backward(), &self.discriminator);
        let gradient = norm.then(|| square_norm(&self.discriminator, &gradients));
        let d = self.discriminator.clone();
        self.discriminator = self.optimizer_d.step(d, gradients, e.discriminator.lr);
        Measured { loss: Some(loss.inner()), real: Some(real.inner()), fake: Some(fake.inner()), gradient }
    }

    /// One update of G: it learns to make D call its samples real.
    pub fn update_generator(&mut self, e: &Experiment, batch: GeneratorBatch, norm: bool) -> Measured {
        let fake = instance_noise::add(self.generator.forward(batch.z), batch.noise);
        let logits = oriented(e, self.discriminator.clone().no_grad().forward(fake));
        let loss = loss::generator(e.loss, logits);
        let gradients = gradients_of(loss.backward(), &self.generator);
        let gradient = norm.then(|| square_norm(&self.generator, &gradients));
        let g = self.generator.clone();
        self.generator = self.optimizer_g.step(g, gradients, e.generator.lr);
        Measured { loss: Some(loss.inner()), gradient, ..Measured::default() }
    }

    /// D's logits on real and fake: one pass where samples do not see each other, two where batch
    /// norm would mix them (ganhacks 2016, tip 4).
    fn logits(&self, real: Tensor<2>, fake: Tensor<2>) -> (Tensor<2>, Tensor<2>) {
        if self.discriminator.mixes_batch() {
            return (self.discriminator.forward(real), self.discriminator.forward(fake));
        }
        let [batch, _] = real.dims();
        let both = self.discriminator.forward(Tensor::cat(vec![real, fake], 0));
        (both.clone().narrow(0, 0, batch), both.narrow(0, batch, batch))
    }
}

/// The gradients of `module`.
///
/// # Panics
/// If a trainable parameter has none: a network that silently does not learn is a bug of ours
/// (burn-web.md, A12).
fn gradients_of<M: Module>(mut gradients: Gradients, module: &M) -> GradientsParams {
    let found = GradientsParams::from_module(&mut gradients, module);
    assert_eq!(found.len(), trainable(module), "every trainable parameter has a gradient");
    found
}

/// Sum of the squares of all gradients, `[1]`.
fn square_norm<M: Module>(module: &M, gradients: &GradientsParams) -> Tensor<1> {
    use burn::module::{ModuleVisitor, Param};
    struct Sum<'a>(&'a GradientsParams, Option<Tensor<1>>);
    impl ModuleVisitor for Sum<'_> {
        fn visit_float<const D: usize>(&mut self, param: &Param<Tensor<D>>) {
            if let Some(g) = self.0.get::<D>(param.id) {
                let square = (g.clone() * g).sum();
                self.1 = Some(match self.1.take() {
                    Some(sum) => sum + square,
                    None => square,
                });
            }
        }
    }
    let mut sum = Sum(gradients, None);
    module.visit(&mut sum);
    sum.1.unwrap_or_else(|| Tensor::zeros([1], &Device::flex()))
}
