//! What D says of images that it trains on, of images held out from it, and of G's: how much of its
//! judgement it has learned by heart (ADA, Karras et al. 2020, section 3).

use burn::prelude::*;

use super::draws::fixed_latents;
use super::frame::floats;
use crate::data::Source;
use crate::experiment::{Condition, Experiment};
use crate::failure::Failure;
use crate::gan::discriminator::Discriminator;
use crate::gan::generator::Generator;
use crate::gan::labels::oriented;
use crate::record::Metric;

/// Images of each kind, at most: 300 cost D as much as two steps do (ours).
const MOST: usize = 300;

/// Images of both kinds and latent vectors, as many of each.
pub struct Memory {
    train: Tensor<2>,
    held_out: Tensor<2>,
    latents: Tensor<2>,
}

impl Memory {
    /// For runs of `e` on the data of `source`; `device` has no autodiff. `None` where nothing is
    /// held out (points are made without end), or where D judges more than one plain image: packs,
    /// classes, scales, or the spread of a training batch.
    pub fn new(e: &Experiment, source: &Source, device: &Device) -> Option<Self> {
        let alone = e.pack == 1 && !e.multi_scale && !e.minibatch_stddev;
        let plain = alone && e.condition == Condition::Off;
        let (_, held_out) = source.counts().filter(|_| plain)?;
        let count = MOST.min(source.trained_on()? as usize).min(held_out as usize);
        let dims = source.shape().len();
        let rows = |values: Vec<f32>| Tensor::from_data(TensorData::new(values, [count, dims]), device);
        (count > 1).then(|| Self {
            train: rows(source.trained(count)),
            held_out: rows(source.held_out(count)),
            latents: fixed_latents(e, "probe.memory", count, device),
        })
    }

    /// D's mean outputs; nothing when one is not finite. Both networks are without autodiff.
    ///
    /// # Errors
    /// When the device cannot be read any more.
    pub async fn measure(
        &self,
        e: &Experiment,
        d: &Discriminator,
        g: &Generator,
    ) -> Result<Vec<Metric>, Failure> {
        let fake = g.forward(self.latents.clone());
        // One batch each: normalisation over the batch sees real and fake apart, as in training.
        let means = [&self.train, &self.held_out, &fake].map(|x| oriented(e, d.forward(x.clone())).mean());
        let means = floats(Tensor::cat(means.to_vec(), 0).unsqueeze_dim(1)).await?;
        if means.iter().any(|v| !v.is_finite()) {
            return Ok(Vec::new());
        }
        let names = [
            ("d-train", "D on training images"),
            ("d-held-out", "D on held-out images"),
            ("d-fake", "D on G's images"),
        ];
        Ok(names.into_iter().zip(means).map(metric).collect())
    }
}

fn metric(((id, label), value): ((&str, &str), f32)) -> Metric {
    Metric { id: id.into(), label: label.into(), value, floor: None, lower_is_better: false }
}
