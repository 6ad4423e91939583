//! How many of a clipped critic's weights lie at their bound. Clipping drives most of them there, and
//! what is left is a very simple function (Gulrajani et al. 2017, section 3).

use burn::module::{Module, ModuleVisitor, Param};
use burn::prelude::*;

use super::frame::floats;
use crate::failure::Failure;
use crate::record::Metric;

/// A weight is at its bound from this share of it on: clipping rounds to the last bit (ours).
const AT: f64 = 1.0 - 1e-6;

/// Counts on the device.
struct Count {
    bound: f64,
    hits: Vec<Tensor<1>>,
    weights: usize,
}

impl ModuleVisitor for Count {
    fn visit_float<const D: usize>(&mut self, param: &Param<Tensor<D>>) {
        if param.is_require_grad() {
            let value = param.val().inner();
            self.weights += value.shape().num_elements();
            self.hits.push(value.abs().greater_equal_elem(AT * self.bound).float().sum());
        }
    }
}

/// The share of the trained numbers of `critic` (with autodiff) that are clipped to ±`bound` now, in one
/// readback.
///
/// # Errors
/// When the device cannot be read any more.
pub async fn at_bound<M: Module>(critic: &M, bound: f64) -> Result<Metric, Failure> {
    let mut count = Count { bound, hits: Vec::new(), weights: 0 };
    critic.visit(&mut count);
    let hits: f32 = match count.hits.is_empty() {
        true => 0.0,
        false => floats(Tensor::cat(count.hits, 0).unsqueeze_dim(1)).await?.iter().sum(),
    };
    let value = hits / count.weights.max(1) as f32;
    let (id, label) = ("d-bound".into(), "Share of D's weights at their bound".into());
    Ok(Metric { id, label, value, floor: None, lower_is_better: true })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::architecture::Shape;
    use crate::experiment::{Data, Experiment};
    use crate::gan::discriminator::Discriminator;
    use crate::gan::optimizer::clip;

    /// On the CPU nothing has to be waited for.
    fn share(critic: &Discriminator, bound: f64) -> f32 {
        let mut context = std::task::Context::from_waker(std::task::Waker::noop());
        match std::pin::pin!(at_bound(critic, bound)).poll(&mut context) {
            std::task::Poll::Ready(metric) => metric.expect("a device").value,
            std::task::Poll::Pending => panic!("the CPU waits for nothing"),
        }
    }

    #[test]
    fn the_share_is_that_of_the_weights_that_clipping_moved() {
        let e = Experiment::default_for(Data::Ring8);
        let critic = Discriminator::new(&e, Shape::Point, &Device::flex().autodiff()).expect("fits");
        assert_eq!(share(&critic, 1e3), 0.0);
        let narrow = clip(critic.clone(), 1e-12);
        assert!(share(&narrow, 1e-12) > 0.9, "{}", share(&narrow, 1e-12));
        // Nearly all weights join two layers of 128, and begin even on ±1/sqrt(128).
        let middle = 0.5 / 128_f64.sqrt();
        let found = share(&clip(critic, middle), middle);
        assert!((found - 0.5).abs() < 0.03, "{found}");
    }
}
