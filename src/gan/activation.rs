//! The activations of hidden layers, and their slopes (docs/facts.md, section 22).

use burn::prelude::*;
use burn::tensor::activation::{relu, tanh};

use crate::experiment::Activation;

/// Slope of leaky ReLU on the negative side (Radford et al. 2016, section 3).
const LEAK: f64 = 0.2;

/// `x` through the activation of this kind.
///
/// # Shapes
/// `x` and the result: any, the same.
pub fn activated<const D: usize>(kind: Activation, x: Tensor<D>) -> Tensor<D> {
    match kind {
        Activation::Relu => relu(x),
        Activation::Leaky => leaky_relu(x),
        Activation::Tanh => tanh(x),
        Activation::Elu => relu(x.clone()) + negative(x).exp().sub_scalar(1.0),
    }
}

/// The slope of the activation at `x`: a constant of the straight pieces, of the others a graph, since
/// it changes with `x`.
///
/// # Shapes
/// `x` and the result: any, the same.
pub fn slope<const D: usize>(kind: Activation, x: Tensor<D>) -> Tensor<D> {
    match kind {
        Activation::Relu => positive(x),
        Activation::Leaky => positive(x).mul_scalar(1.0 - LEAK).add_scalar(LEAK),
        Activation::Tanh => {
            let y = tanh(x);
            (y.clone() * y).neg().add_scalar(1.0)
        }
        Activation::Elu => negative(x).exp(),
    }
}

/// Leaky ReLU as `(1 - a) relu(x) + a x`: the same function as Burn's, without the masked select
/// that takes a tenth of a convolutional step on the CPU (docs/burn-on-the-web.md, "Where a step goes").
fn leaky_relu<const D: usize>(x: Tensor<D>) -> Tensor<D> {
    relu(x.clone()).mul_scalar(1.0 - LEAK) + x.mul_scalar(LEAK)
}

/// The negative part, min(x, 0), with slope 1 at 0: ELU is then as steep there as PyTorch's.
fn negative<const D: usize>(x: Tensor<D>) -> Tensor<D> {
    x.clone() - relu(x)
}

/// 1 where `x` is above 0, else 0.
fn positive<const D: usize>(x: Tensor<D>) -> Tensor<D> {
    x.detach().greater_elem(0.0).float()
}

#[cfg(test)]
mod tests {
    use super::*;

    const X: [f32; 4] = [-2.0, -0.5, 0.0, 1.5];

    fn host(x: Tensor<1>) -> Vec<f32> {
        x.into_data().iter::<f32>().collect()
    }

    fn assert_close(found: &[f32], expected: [f64; 4], what: &str) {
        let near = found.iter().zip(expected).all(|(f, e)| (f64::from(*f) - e).abs() < 1e-6);
        assert!(near && found.len() == 4, "{what}: {found:?}, expected {expected:?}");
    }

    #[test]
    fn every_activation_has_its_known_answers() {
        for (kind, expected) in [
            (Activation::Relu, [0.0, 0.0, 0.0, 1.5]),
            (Activation::Leaky, [-0.4, -0.1, 0.0, 1.5]),
            (Activation::Tanh, [-0.9640275800758169, -0.46211715726000973, 0.0, 0.9051482536448664]),
            (Activation::Elu, [-0.8646647167633873, -0.3934693402873666, 0.0, 1.5]),
        ] {
            let found = activated(kind, Tensor::from_data(X, &Device::flex()));
            assert_close(&host(found), expected, &format!("{kind:?}"));
        }
    }

    #[test]
    fn the_slope_is_that_of_autodiff_and_its_own_slope_too() {
        // Of each: the slope of the slope, by hand: -2 y (1 - y²) for tanh, exp(x) below 0 for ELU.
        let curved = |kind, x: f64| match kind {
            Activation::Tanh => -2.0 * x.tanh() * (1.0 - x.tanh().powi(2)),
            Activation::Elu if x <= 0.0 => x.exp(),
            _ => 0.0,
        };
        for kind in Activation::ALL {
            let leaf = Tensor::<1>::from_data(X, &Device::flex().autodiff()).require_grad();
            let gradients = activated(kind, leaf.clone()).sum().backward();
            let of_autodiff = host(leaf.grad(&gradients).expect("a gradient"));
            let found = host(slope(kind, leaf.clone()));
            assert!(found.iter().zip(&of_autodiff).all(|(f, e)| (f - e).abs() < 1e-6), "{kind:?}: {found:?}");
            let gradients = (slope(kind, leaf.clone()) + leaf.clone().mul_scalar(0.0)).sum().backward();
            let found = host(leaf.grad(&gradients).expect("a gradient"));
            assert_close(&found, X.map(|x| curved(kind, f64::from(x))), &format!("{kind:?}"));
        }
    }
}
