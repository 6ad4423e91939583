//! How far D's outputs on real samples and on G's lie from their mean: next to nothing when they do not
//! depend on its input.

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

/// Samples of each kind, at most: 300 cost D as much as two steps do (ours).
const MOST: usize = 300;

/// Real samples and as many latent vectors.
pub struct Spread {
    real: Tensor<2>,
    latents: Tensor<2>,
}

impl Spread {
    /// For runs of `e` on the data of `source`; `device` has no autodiff. `None` where D judges more than
    /// one plain sample: packs, classes, scales, or the spread of a training batch.
    pub fn new(e: &Experiment, source: &Source, device: &Device) -> Option<Self> {
        let alone = e.pack == 1 && !e.multi_scale && !e.minibatch_stddev;
        let count = source.counts().map_or(MOST, |(train, _)| MOST.min(train as usize));
        let real = TensorData::new(source.reference(count), [count, source.shape().len()]);
        (alone && e.condition == Condition::Off && count > 1).then(|| Self {
            real: Tensor::from_data(real, device),
            latents: fixed_latents(e, "probe.spread", count, device),
        })
    }

    /// The standard deviation of D's outputs; nothing when one is not finite. Both networks are without
    /// autodiff.
    ///
    /// # Errors
    /// When the device cannot be read any more.
    pub async fn measure(
        &self,
        e: &Experiment,
        d: &Discriminator,
        g: &Generator,
    ) -> Result<Option<Metric>, Failure> {
        let fake = g.forward(self.latents.clone());
        // One batch each: normalisation over the batch sees real and fake apart, as in training.
        let outputs = [self.real.clone(), fake].map(|x| oriented(e, d.forward(x)));
        let value = deviation(&floats(Tensor::cat(outputs.to_vec(), 0)).await?);
        let (id, label) = ("d-spread".into(), "Scatter of D's outputs".into());
        let metric = Metric { id, label, value, floor: None, lower_is_better: false };
        Ok(value.is_finite().then_some(metric))
    }
}

/// Of all values from their mean.
fn deviation(values: &[f32]) -> f32 {
    let n = values.len() as f64;
    let mean = values.iter().map(|v| f64::from(*v)).sum::<f64>() / n;
    let squares = values.iter().map(|v| (f64::from(*v) - mean).powi(2)).sum::<f64>();
    (squares / n).sqrt() as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_outputs_do_not_scatter_and_one_that_is_not_finite_has_no_number() {
        assert_eq!(deviation(&[0.3; 600]), 0.0);
        assert_eq!(deviation(&[1.0, 3.0, 1.0, 3.0]), 1.0);
        assert!(deviation(&[1.0, f32::NAN]).is_nan() && !deviation(&[1.0, f32::INFINITY]).is_finite());
    }
}
