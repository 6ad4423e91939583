//! The training step, as in algorithm 1 of Goodfellow et al. (2014).

use burn::module::Module;
use burn::optim::GradientsParams;
use burn::prelude::*;
use burn::tensor::Gradients;

use super::augment::{self, Augmentation};
use super::critic::Critic;
use super::discriminator::Discriminator;
use super::dropout::Masks;
use super::ema::{self, Ema};
use super::generator::Generator;
use super::labels::{Targets, oriented};
use super::optimizer::{Optimizer, clip};
use super::parameters::{Loaded, Named, trainable};
use super::replay::Pool;
use super::{condition, instance_noise, loss, multi_scale, pack, penalty};
use crate::experiment::architecture::{Shape, ShapeError, row, scales};
use crate::experiment::{Experiment, Loss};

/// Both players and their optimizers.
pub struct Gan {
    /// The generator.
    pub generator: Generator,
    /// The discriminator.
    pub discriminator: Discriminator,
    /// The average of G, while it is switched on. Training never reads it.
    pub average: Option<Ema>,
    /// Old fakes for D.
    pub pool: Pool,
    pub(super) optimizer_g: Optimizer,
    pub(super) optimizer_d: Optimizer,
    shape: Shape,
}

/// Samples on their way to D, with what is done to them before it sees them.
#[derive(Clone, Debug)]
pub struct Seen {
    /// The samples as data or as latent vectors, `[batch, n]` or `[batch, latent]`.
    pub rows: Tensor<2>,
    /// Their classes, one-hot, in a conditional run, `[batch, CLASSES]`.
    pub classes: Option<Tensor<2>>,
    /// Instance noise, `[batch, n]`.
    pub noise: Option<Tensor<2>>,
    /// DiffAugment.
    pub augmentation: Option<Augmentation>,
}

impl Seen {
    /// Samples to which nothing is done.
    pub fn plain(rows: Tensor<2>) -> Self {
        Self { rows, classes: None, noise: None, augmentation: None }
    }
}

/// What one update of D looks at.
pub struct DiscriminatorBatch {
    /// Real samples.
    pub real: Seen,
    /// Latent vectors of the fakes.
    pub fake: Seen,
    /// What D is told.
    pub targets: Targets,
    /// Where between real and fake the gradient penalty looks, `[batch / pack, 1]`.
    pub between: Option<Tensor<2>>,
    /// The slot of the pool whose fakes come back.
    pub replayed: Option<usize>,
    /// The dropout of this step.
    pub masks: Masks,
    /// The learning rate.
    pub lr: f64,
}

/// What one update of G looks at.
pub struct GeneratorBatch {
    /// Latent vectors.
    pub fake: Seen,
    /// Real samples, for relativistic losses.
    pub real: Option<Seen>,
    /// The dropout of this step.
    pub masks: Masks,
    /// The learning rate.
    pub lr: f64,
}

/// What one update measured, still on the device: nothing is read back in a step.
#[derive(Default)]
pub struct UpdateStats {
    /// The loss, `[1]`.
    pub loss: Option<Tensor<1>>,
    /// D's logits on real samples (D's update only), `[batch, 1]`.
    pub real: Option<Tensor<2>>,
    /// D's logits on fakes (D's update only), `[batch, 1]`.
    pub fake: Option<Tensor<2>>,
    /// Square of the gradient's Euclidean norm where it was asked for, `[1]`.
    pub gradient: Option<Tensor<1>>,
}

impl UpdateStats {
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
    pub fn new(e: &Experiment, shape: Shape, device: &Device) -> Result<Self, ShapeError> {
        Ok(Self {
            generator: Generator::new(e, shape, device)?,
            discriminator: Discriminator::new(e, shape, device)?,
            average: None,
            pool: Pool::default(),
            optimizer_g: Optimizer::new(e.optimizer, e),
            optimizer_d: Optimizer::new(e.optimizer_of_d(), e),
            shape,
        })
    }

    /// What tricks remember beside the weights, for checkpoints.
    pub(super) fn memory(&self) -> Vec<Named> {
        [ema::memory(&self.average), self.pool.memory()].concat()
    }

    /// Puts back what [`Self::memory`] gave.
    ///
    /// # Errors
    /// The first name that does not fit.
    pub(super) fn recall(&mut self, loaded: &Loaded) -> Result<(), String> {
        let device = self.generator.devices().into_iter().next().unwrap_or_default();
        self.average = ema::recall(&self.generator, loaded)?;
        self.pool = Pool::recall(loaded, &device);
        Ok(())
    }

    /// Updates of D and of G so far.
    pub fn updates(&self) -> (u32, u32) {
        (self.optimizer_d.updates, self.optimizer_g.updates)
    }

    /// From how many slots of the pool the next update of D wants one picked, if it does.
    pub fn replays(&self, e: &Experiment) -> Option<usize> {
        self.pool.wants(e.replay, [e.batch as usize, row(e, self.shape)])
    }

    /// One update of D: it learns to tell `batch.real` from what G makes of `batch.fake`. The loss
    /// that is measured is without penalties, so that its equilibrium and its floor hold.
    pub fn update_discriminator(
        &mut self,
        e: &Experiment,
        batch: DiscriminatorBatch,
        norm: bool,
    ) -> UpdateStats {
        let classes = batch.real.classes.clone();
        let z = condition::join(batch.fake.rows.clone(), batch.fake.classes.as_ref());
        let fake = self.generator.clone().no_grad().forward(z);
        let (fake, fake_classes) = self.pool.mix(fake, batch.fake.classes.clone(), e.replay, batch.replayed);
        let batch = DiscriminatorBatch { fake: Seen { classes: fake_classes, ..batch.fake }, ..batch };
        let real = multi_scale::pyramid(batch.real.rows.clone(), &scales(e, self.shape));
        let (real, fake) = (self.seen(e, real, batch.real), self.seen(e, fake, batch.fake));
        let critic = self.discriminator.critic(&batch.masks);
        let (logits_real, logits_fake, penalty) = self.judged(e, &critic, &real, &fake);
        let (logits_real, logits_fake) = (oriented(e, logits_real), oriented(e, logits_fake));
        let loss = loss::discriminator(e.loss, logits_real.clone(), logits_fake.clone(), &batch.targets);
        let mut total = loss.clone();
        if let Some(penalty) = penalty {
            total = total + penalty;
        }
        if let (Loss::WassersteinPenalty, Some(share)) = (e.loss, batch.between) {
            let x = penalty::between(real.0, fake.0, share);
            let gradients = critic.judge_with_gradients(x, classes.as_ref()).gradients;
            total = total + penalty::one_centred(gradients, e.penalty.gp);
        }
        let gradients = gradients_of(total.backward(), &self.discriminator);
        let gradient = norm.then(|| square_norm(&self.discriminator, &gradients));
        let d = self.optimizer_d.step(self.discriminator.clone(), gradients, batch.lr);
        self.discriminator = if e.loss == Loss::WassersteinClip { clip(d, e.penalty.clip) } else { d };
        UpdateStats {
            loss: Some(loss.inner()),
            real: Some(logits_real.inner()),
            fake: Some(logits_fake.inner()),
            gradient,
        }
    }

    /// One update of G: it learns to make D call its samples real.
    pub fn update_generator(&mut self, e: &Experiment, batch: GeneratorBatch, norm: bool) -> UpdateStats {
        let z = condition::join(batch.fake.rows.clone(), batch.fake.classes.as_ref());
        let fake = self.generator.forward(z);
        let fake = self.seen(e, fake, batch.fake);
        let frozen = self.discriminator.clone().no_grad();
        let critic = frozen.critic(&batch.masks);
        let real = batch.real.map(|real| {
            let rows = multi_scale::pyramid(real.rows.clone(), &scales(e, self.shape));
            self.seen(e, rows, real)
        });
        let loss = loss_of_generator(e, &critic, real.as_ref(), &fake);
        let gradients = gradients_of(loss.backward(), &self.generator);
        let gradient = norm.then(|| square_norm(&self.generator, &gradients));
        // The shadow starts at the G that has not learned anything since it was switched on.
        self.average =
            (e.ema > 0.0).then(|| self.average.take().unwrap_or_else(|| Ema::new(&self.generator)));
        self.generator = self.optimizer_g.step(self.generator.clone(), gradients, batch.lr);
        if let Some(average) = &mut self.average {
            average.update(&self.generator, e.ema);
        }
        UpdateStats { loss: Some(loss.inner()), gradient, ..UpdateStats::default() }
    }

    /// `rows` as D sees them, packed, and their classes.
    fn seen(&self, e: &Experiment, rows: Tensor<2>, how: Seen) -> Packed {
        let rows = augment::apply(instance_noise::add(rows, how.noise), &how.augmentation, self.shape);
        (pack::packed(rows, e.pack), how.classes)
    }

    /// D's logits on real and fake, and R1 and R2: one pass where samples do not see each other, two
    /// where batch norm would mix them (ganhacks 2016, tip 4).
    fn judged(
        &self,
        e: &Experiment,
        critic: &Critic<'_>,
        real: &Packed,
        fake: &Packed,
    ) -> (Tensor<2>, Tensor<2>, Option<Tensor<1>>) {
        let ((real, real_classes), (fake, fake_classes)) = (real.clone(), fake.clone());
        if self.discriminator.mixes_batch() {
            let logits = critic.judge(real, real_classes.as_ref());
            return (logits, critic.judge(fake, fake_classes.as_ref()), None);
        }
        let [batch, _] = real.dims();
        let both = Tensor::cat(vec![real, fake], 0);
        let classes = real_classes.zip(fake_classes).map(|(r, f)| Tensor::cat(vec![r, f], 0));
        let (r1, r2) = (e.penalty.r1, e.penalty.r2);
        let halves = |x: Tensor<2>| (x.clone().narrow(0, 0, batch), x.narrow(0, batch, batch));
        if r1 == 0.0 && r2 == 0.0 {
            let (real, fake) = halves(critic.judge(both, classes.as_ref()));
            return (real, fake, None);
        }
        let judged = critic.judge_with_gradients(both, classes.as_ref());
        let (on_real, on_fake) = judged.gradients.into_iter().map(halves).unzip();
        let terms = [(on_real, r1), (on_fake, r2)];
        let terms = terms.into_iter().filter(|(_, gamma)| *gamma > 0.0);
        let penalty = terms.map(|(g, gamma)| penalty::zero_centred(g, gamma)).reduce(|a, b| a + b);
        let (real, fake) = halves(judged.logits);
        (real, fake, penalty)
    }
}

/// Samples as D sees them, packed, and their classes.
pub(super) type Packed = (Tensor<2>, Option<Tensor<2>>);

/// G's loss on `fake` as `critic` judges it, `[1]`; a relativistic one compares with `real`, through which
/// nothing is learned.
pub(super) fn loss_of_generator(
    e: &Experiment,
    critic: &Critic<'_>,
    real: Option<&Packed>,
    fake: &Packed,
) -> Tensor<1> {
    let judge = |seen: &Packed| oriented(e, critic.judge(seen.0.clone(), seen.1.as_ref()));
    let real = real.map(|real| judge(real).detach());
    loss::generator(e.loss, real, judge(fake))
}

/// The gradients of `module`.
///
/// # Panics
/// If a trainable parameter has none: a network that silently does not learn is a bug of ours
/// (docs/burn-on-the-web.md, "Lazy parameters").
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
