//! The classifier in Burn, of the same layers as [`crate::metrics::features::FeatureNetwork`].

use burn::module::{Module, Param};
use burn::prelude::*;
use burn::tensor::activation::relu;
use burn::tensor::module::{conv2d, linear};
use burn::tensor::ops::ConvOptions;

use crate::metrics::layout::Layout;

/// Slope of the leaky ReLU on the negative side.
const SLOPE: f64 = 0.2;

/// Two convolutions or more, a linear layer of features, a linear layer of opinions.
#[derive(Module, Debug)]
pub struct Classifier {
    convolutions: Vec<Convolution>,
    hidden: Dense,
    output: Dense,
    channels: usize,
    size: usize,
}

#[derive(Module, Debug)]
struct Convolution {
    /// `[outputs, inputs, 3, 3]`
    weight: Param<Tensor<4>>,
    /// `[outputs]`
    bias: Param<Tensor<1>>,
    stride: usize,
}

#[derive(Module, Debug)]
struct Dense {
    /// `[inputs, outputs]`
    weight: Param<Tensor<2>>,
    /// `[outputs]`
    bias: Param<Tensor<1>>,
}

impl Classifier {
    /// Of `layout`, which has classes, with `tensors` in the order of [`Layout::tensors`].
    pub fn new(layout: &Layout, tensors: Vec<Vec<f32>>, device: &Device) -> Self {
        let shapes = layout.tensors().into_iter().map(|(_, shape)| shape);
        let mut tensors = shapes.zip(tensors).map(|(shape, values)| TensorData::new(values, shape));
        let mut next = || tensors.next().unwrap_or_else(|| unreachable!("a layout names every tensor"));
        let convolutions = layout.convolutions.iter().map(|(_, stride)| Convolution {
            weight: Param::from_data(next(), device),
            bias: Param::from_data(next(), device),
            stride: *stride,
        });
        let convolutions = convolutions.collect();
        let mut dense =
            || Dense { weight: Param::from_data(next(), device), bias: Param::from_data(next(), device) };
        let (hidden, output) = (dense(), dense());
        Self { convolutions, hidden, output, channels: layout.channels, size: layout.size }
    }

    /// The features and the logits of images.
    ///
    /// # Shapes
    /// - `images`: `[batch, channels * size * size]`
    /// - result: `[batch, features]` and `[batch, classes]`
    pub fn forward(&self, images: Tensor<2>) -> (Tensor<2>, Tensor<2>) {
        let batch = images.dims()[0];
        let mut x = images.reshape([batch, self.channels, self.size, self.size]);
        for layer in &self.convolutions {
            let options = ConvOptions::new([layer.stride; 2], [1, 1], [1, 1], 1);
            x = leaky_relu(conv2d(x, layer.weight.val(), Some(layer.bias.val()), options));
        }
        let features = leaky_relu(self.hidden.forward(x.flatten(1, 3)));
        (features.clone(), self.output.forward(features))
    }

    /// All its numbers, in the order of [`Layout::tensors`].
    pub fn tensors(&self) -> Vec<Vec<f32>> {
        let convolutions =
            self.convolutions.iter().flat_map(|layer| [host(&layer.weight), host(&layer.bias)]);
        let dense = [&self.hidden, &self.output];
        convolutions.chain(dense.into_iter().flat_map(|l| [host(&l.weight), host(&l.bias)])).collect()
    }
}

impl Dense {
    fn forward(&self, x: Tensor<2>) -> Tensor<2> {
        linear(x, self.weight.val(), Some(self.bias.val()))
    }
}

fn leaky_relu<const D: usize>(x: Tensor<D>) -> Tensor<D> {
    relu(x.clone()).mul_scalar(1.0 - SLOPE) + x.mul_scalar(SLOPE)
}

fn host<const D: usize>(param: &Param<Tensor<D>>) -> Vec<f32> {
    param.val().into_data().iter::<f32>().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Source;
    use crate::experiment::{Data, Experiment};
    use crate::metrics::features::FeatureNetwork;
    use crate::metrics::samples::Rows;
    use crate::rng::Stream;

    fn assert_same(found: Tensor<2>, expected: &[f32]) {
        let found: Vec<f32> = found.into_data().iter::<f32>().collect();
        assert_eq!(found.len(), expected.len());
        let largest = expected.iter().fold(1.0_f32, |m, v| m.max(v.abs()));
        for (a, b) in found.iter().zip(expected) {
            assert!((a - b).abs() <= 1e-5 * largest, "{a} {b}, largest {largest}");
        }
    }

    #[test]
    fn both_forward_passes_agree_on_every_digit() {
        let source = Source::open(&Experiment::default_for(Data::Digits8), &[]).expect("shipped");
        let images = [source.reference(1618), source.held_out(179)].concat();
        let layout = Layout::DIGITS8;
        for tensors in [layout.draw(&mut Stream::new(3, "weights")), shipped()] {
            let seen = FeatureNetwork::new(layout, tensors.clone()).look(Rows::new(&images, 64));
            let device = Device::flex();
            let classifier = Classifier::new(&layout, tensors.clone(), &device);
            assert_eq!(classifier.tensors(), tensors);
            let images = Tensor::from_data(TensorData::new(images.clone(), [1797, 64]), &device);
            let (features, logits) = classifier.forward(images);
            assert_same(features, &seen.features);
            assert_same(logits, &seen.logits);
        }
    }

    fn shipped() -> Vec<Vec<f32>> {
        let file = include_bytes!("../../www/data/digits8-classifier.safetensors");
        crate::metrics::weights::read(&Layout::DIGITS8, file).expect("shipped").1
    }
}
