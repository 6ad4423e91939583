//! Layers with weights: linear, convolution, transposed convolution; spectrally normalised or not.
//!
//! The weight that a pass uses is asked for once ([`Dense::weight`], [`Convolution::weight`]) and
//! handed back in, so that all passes of an update see the same one.

use burn::module::{Module, Param};
use burn::prelude::*;
use burn::tensor::module::{conv_transpose2d, conv2d, linear};
use burn::tensor::ops::{ConvOptions, ConvTransposeOptions};

use super::spectral_norm::SpectralNorm;

/// A linear layer.
#[derive(Module, Debug)]
pub struct Dense {
    /// `[inputs, outputs]`
    pub weight: Param<Tensor<2>>,
    /// `[outputs]`
    pub bias: Option<Param<Tensor<1>>>,
    /// Its spectral norm, if it is divided by it.
    pub spectral: Option<SpectralNorm>,
}

impl Dense {
    /// The dimension of the weight that counts the outputs.
    pub const OUTPUTS: usize = 1;

    /// The weight as a pass uses it.
    pub fn weight(&self) -> Tensor<2> {
        match &self.spectral {
            Some(norm) => norm.divide(self.weight.val(), Self::OUTPUTS),
            None => self.weight.val(),
        }
    }

    /// # Shapes
    /// - `x`: `[batch, inputs]`
    /// - result: `[batch, outputs]`
    pub fn apply(&self, x: Tensor<2>, weight: Tensor<2>) -> Tensor<2> {
        linear(x, weight, self.bias.as_ref().map(Param::val))
    }

    /// [`Self::apply`] with its own [`Self::weight`].
    pub fn forward(&self, x: Tensor<2>) -> Tensor<2> {
        self.apply(x, self.weight())
    }
}

/// A convolution, or a transposed one.
#[derive(Module, Debug)]
pub struct Convolution {
    /// `[outputs, inputs, kernel, kernel]`; transposed `[inputs, outputs, kernel, kernel]`.
    pub weight: Param<Tensor<4>>,
    /// `[outputs]`
    pub bias: Option<Param<Tensor<1>>>,
    /// Its spectral norm, if it is divided by it.
    pub spectral: Option<SpectralNorm>,
    /// Pixels between two applications of the kernel (transposed: between two inputs).
    pub stride: usize,
    /// Pixels of zeros around the larger image.
    pub padding: usize,
    /// Pixels that a transposed convolution adds at the end to make the sizes fit.
    pub padding_out: usize,
    /// Whether it runs from the smaller image to the larger.
    pub transposed: bool,
}

impl Convolution {
    /// The dimension of the weight that counts the outputs.
    pub fn outputs(&self) -> usize {
        usize::from(self.transposed)
    }

    /// The weight as a pass uses it.
    pub fn weight(&self) -> Tensor<4> {
        match &self.spectral {
            Some(norm) => norm.divide(self.weight.val(), self.outputs()),
            None => self.weight.val(),
        }
    }

    /// # Shapes
    /// `x` and the result: `[batch, channels, height, width]`
    pub fn apply(&self, x: Tensor<4>, weight: Tensor<4>) -> Tensor<4> {
        let bias = self.bias.as_ref().map(Param::val);
        if self.transposed {
            return conv_transpose2d(x, weight, bias, self.upwards());
        }
        let (stride, padding) = ([self.stride; 2], [self.padding; 2]);
        conv2d(x, weight, bias, ConvOptions::new(stride, padding, [1, 1], 1))
    }

    /// [`Self::apply`] with its own [`Self::weight`].
    pub fn forward(&self, x: Tensor<4>) -> Tensor<4> {
        self.apply(x, self.weight())
    }

    /// The gradient with respect to the input of a convolution (not a transposed one) from the one
    /// with respect to its result.
    pub fn back(&self, gradient: Tensor<4>, weight: Tensor<4>) -> Tensor<4> {
        conv_transpose2d(gradient, weight, None, self.upwards())
    }

    fn upwards(&self) -> ConvTransposeOptions<2> {
        ConvTransposeOptions::new([self.stride; 2], [self.padding; 2], [self.padding_out; 2], [1, 1], 1)
    }
}

/// Any layer with a weight.
pub enum Weighted<'a> {
    /// A linear layer.
    Dense(&'a Dense),
    /// A convolution.
    Convolution(&'a Convolution),
}

impl Weighted<'_> {
    /// The spectral norm as estimated now, `[1]`, of a layer that is divided by it.
    pub fn sigma(&self) -> Option<Tensor<1>> {
        match self {
            Self::Dense(layer) => Some(layer.spectral.as_ref()?.sigma(layer.weight.val(), Dense::OUTPUTS)),
            Self::Convolution(layer) => {
                Some(layer.spectral.as_ref()?.sigma(layer.weight.val(), layer.outputs()))
            }
        }
    }

    /// Moves the singular vectors, where there are any, to those of the weight as it is.
    pub fn warm_up(&self) {
        match self {
            Self::Dense(layer) => {
                layer.spectral.iter().for_each(|norm| norm.warm_up(layer.weight.val(), Dense::OUTPUTS));
            }
            Self::Convolution(layer) => {
                layer.spectral.iter().for_each(|norm| norm.warm_up(layer.weight.val(), layer.outputs()));
            }
        }
    }
}
