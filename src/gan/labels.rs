//! What the discriminator is told: soft, random, flipped and swapped labels (docs/facts.md, section 3).

use burn::prelude::*;

use super::discriminator::Discriminator;
use crate::experiment::{Experiment, Labels, Loss};
use crate::rng::Streams;

/// Targets of D's step: the probability "real" that each sample is said to have.
#[derive(Clone, Debug)]
pub struct Targets {
    /// For real samples.
    pub real: Target,
    /// For fake samples.
    pub fake: Target,
}

/// The target of one half of the batch.
#[derive(Clone, Debug)]
pub enum Target {
    /// The same for every sample.
    All(f64),
    /// One a sample, `[batch, 1]`.
    Each(Tensor<2>),
}

impl Targets {
    /// Real is 1, fake is 0.
    pub fn plain() -> Self {
        Self { real: Target::All(1.0), fake: Target::All(0.0) }
    }

    /// The targets of `labels` for a batch: one-sided smoothing touches real samples only
    /// (Salimans et al. 2016, section 3.4), two-sided both, and both may be random (ganhacks 2016, tip 6).
    ///
    /// Flips are drawn per sample and step from the stream `labels`, and a flipped label is wholly wrong
    /// and not spread: 0 for real, 1 for fake. The spread is drawn for every sample from a stream of its
    /// own, and is not cut off at 0 and 1, so that the mean stays the target. What is off draws nothing.
    pub fn draw(labels: &Labels, batch: usize, streams: &mut Streams, device: &Device) -> Self {
        let Labels { real, fake, flip, spread, .. } = *labels;
        if flip == 0.0 && spread == 0.0 {
            return Self { real: Target::All(real), fake: Target::All(fake) };
        }
        let mut each = |usual: f64, opposite: f64| {
            let mut values = vec![usual as f32; batch];
            if spread > 0.0 {
                let stream = streams.open("labels.spread");
                let mut drawn = || usual + spread * (2.0 * f64::from(stream.uniform()) - 1.0);
                values.fill_with(|| drawn() as f32);
            }
            if flip > 0.0 {
                let stream = streams.open("labels");
                let mut flipped = || stream.chance(flip);
                values.iter_mut().filter(|_| flipped()).for_each(|value| *value = opposite as f32);
            }
            Target::Each(Tensor::from_data(TensorData::new(values, [batch, 1]), device))
        };
        Self { real: each(real, 0.0), fake: each(fake, 1.0) }
    }
}

/// Logits as the losses read them: with swapped labels D calls real 0 and fake 1, which is the same
/// game with its output mirrored (x to -x; least squares, whose targets are 0 and 1, to 1 - x).
///
/// # Shapes
/// `logits` and the result: `[batch, 1]`
pub fn oriented(e: &Experiment, logits: Tensor<2>) -> Tensor<2> {
    match (e.labels.swap, e.loss) {
        (false, _) => logits,
        (true, Loss::LeastSquares) => logits.neg().add_scalar(1.0),
        (true, _) => logits.neg(),
    }
}

/// Mirrors D at its last layer: with swapped labels it then plays the very game that it played
/// before, which is how the swap is shown to do nothing of its own.
pub fn mirror(discriminator: &mut Discriminator, loss: Loss) {
    let negated = |t: Tensor<2>| Tensor::from_inner(t.inner().neg()).require_grad();
    let output = discriminator.output_mut();
    output.weight = output.weight.clone().map(negated);
    output.bias = output.bias.clone().map(|bias| {
        bias.map(|t| {
            let negated = t.inner().neg();
            // Least squares mirrors at one half.
            let mirrored = if loss == Loss::LeastSquares { negated.add_scalar(1.0) } else { negated };
            Tensor::from_inner(mirrored).require_grad()
        })
    });
}

/// The logits above which D calls a real sample real and below which it calls a fake sample fake.
/// A relativistic loss compares with the mean of the other side; a Wasserstein critic has no zero, so
/// the middle between the two means stands for it.
pub fn thresholds(loss: Loss, real: &[f32], fake: &[f32]) -> (f32, f32) {
    let mean = |x: &[f32]| x.iter().sum::<f32>() / x.len() as f32;
    match loss {
        Loss::LeastSquares => (0.5, 0.5),
        Loss::NonSaturating | Loss::Minimax | Loss::Hinge => (0.0, 0.0),
        Loss::RelativisticPair | Loss::RelativisticAverage => (mean(fake), mean(real)),
        Loss::WassersteinClip | Loss::WassersteinPenalty => {
            let middle = f32::midpoint(mean(real), mean(fake));
            (middle, middle)
        }
    }
}
