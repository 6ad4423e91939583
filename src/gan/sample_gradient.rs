//! Where G's loss would have its samples go: the gradient that comes back from D into G.

use burn::module::Module;
use burn::prelude::*;

use super::dropout::Masks;
use super::pack;
use super::step::{Gan, loss_of_generator};
use crate::experiment::Experiment;

impl Gan {
    /// The gradient of G's loss with respect to `points`, by the loss of a step.
    ///
    /// D judges them as in a step of G (batch norm by the batch), but plain: without the dropout, the instance noise
    /// and the augmentation that the step would draw, and with the spectral norms of its last pass. A copy of
    /// D judges, so nothing of training moves.
    ///
    /// # Shapes
    /// `points`, `real` (for relativistic losses) and the result: `[batch, 2]`, without autodiff, the batch in whole
    /// packs and groups
    pub fn gradient_on_points(
        &self,
        e: &Experiment,
        points: Tensor<2>,
        real: Option<Tensor<2>>,
    ) -> Tensor<2> {
        let points = Tensor::from_inner(points).require_grad();
        let (d, masks) = (self.discriminator.valid(), Masks::default());
        let critic = d.critic(&masks);
        let seen = |rows| (pack::packed(rows, e.pack), None);
        let real = real.map(|real| seen(Tensor::from_inner(real)));
        let loss = loss_of_generator(e, &critic, real.as_ref(), &seen(points.clone()));
        let gradient = points.grad(&loss.backward());
        gradient.unwrap_or_else(|| points.inner().zeros_like())
    }
}
