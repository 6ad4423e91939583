//! How many numbers the networks hold and what a forward pass costs.

use super::architecture::{Convolution, Shape, discriminator_layers, generator_layers, joining};
use super::{CLASSES, Condition, Experiment, Norm};

/// Parameters of a network and multiply-adds of its forward pass on one sample.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    /// Trained numbers.
    pub parameters: u64,
    /// Multiply-adds a sample.
    pub multiplications: u64,
}

impl Size {
    fn dense(&mut self, inputs: u32, outputs: u32) {
        let weights = u64::from(inputs) * u64::from(outputs);
        self.parameters += weights + u64::from(outputs);
        self.multiplications += weights;
    }

    fn norm(&mut self, norm: Norm, channels: u32) {
        if norm != Norm::None {
            self.parameters += 2 * u64::from(channels);
        }
    }

    fn convolution(&mut self, layer: &Convolution, bias: u32) {
        let kernel = u64::from(layer.kernel * layer.kernel);
        let weights = u64::from(layer.from) * u64::from(layer.to) * kernel;
        let inner = u64::from(layer.size / layer.stride);
        self.parameters += weights + u64::from(bias);
        self.multiplications += weights * inner * inner;
    }
}

/// The generator's size.
///
/// # Errors
/// As [`generator_layers`].
pub fn generator_size(e: &Experiment, shape: Shape) -> Result<Size, String> {
    let (mut size, network) = (Size::default(), &e.generator);
    let latent = e.latent + if e.condition == Condition::Off { 0 } else { CLASSES };
    match shape {
        Shape::Point => {
            let mut inputs = latent;
            for _ in 0..network.depth {
                size.dense(inputs, network.width);
                size.norm(network.norm, network.width);
                inputs = network.width;
            }
            size.dense(inputs, 2);
        }
        Shape::Image { channels, size: pixels } => {
            let layers = generator_layers(e, channels, pixels)?;
            if let Some(inner) = layers.last() {
                let side = inner.size / inner.stride;
                size.dense(latent, inner.to * side * side);
                size.norm(network.norm, inner.to);
            }
            for (i, layer) in layers.iter().enumerate().rev() {
                if e.multi_scale && layer.stride == 2 {
                    let to_image =
                        Convolution { from: channels, kernel: 1, stride: 1, size: layer.size / 2, ..*layer };
                    size.convolution(&to_image, channels);
                }
                size.convolution(layer, layer.from);
                if i > 0 {
                    size.norm(network.norm, layer.from);
                }
            }
        }
    }
    Ok(size)
}

/// The discriminator's size.
///
/// # Errors
/// As [`discriminator_layers`].
pub fn discriminator_size(e: &Experiment, shape: Shape) -> Result<Size, String> {
    let (mut size, network) = (Size::default(), &e.discriminator);
    let spread = u32::from(e.minibatch_stddev);
    match shape {
        Shape::Point => {
            let mut inputs = 2 * e.pack;
            for i in 0..network.depth {
                size.dense(inputs, network.width);
                if i > 0 {
                    size.norm(network.norm, network.width);
                }
                inputs = network.width;
            }
            size.dense(inputs + spread, 1);
        }
        Shape::Image { channels, size: pixels } => {
            let layers = discriminator_layers(e, channels, pixels)?;
            for (i, layer) in layers.iter().enumerate() {
                size.convolution(layer, layer.to);
                if i > 0 {
                    size.norm(network.norm, layer.to);
                }
            }
            if let Some(inner) = layers.last() {
                let side = inner.size / inner.stride;
                size.dense((inner.to + joining(e, inner, channels) + spread) * side * side, 1);
                if e.condition == Condition::Projection {
                    size.parameters += u64::from(CLASSES * inner.to);
                }
            }
        }
    }
    Ok(size)
}

#[cfg(test)]
mod tests {
    use super::super::Data;
    use super::*;

    #[test]
    fn parameters_follow_the_formula() {
        let mut e = Experiment::default_for(Data::Ring8);
        (e.latent, e.generator.width, e.generator.depth) = (8, 128, 2);
        let expected = 8 * 128 + 128 + 128 * 128 + 128 + 128 * 2 + 2;
        assert_eq!(generator_size(&e, Shape::Point).map(|s| s.parameters), Ok(expected));
        let mut e = Experiment::default_for(Data::Mnist);
        (e.discriminator.width, e.discriminator.depth, e.discriminator.kernel) = (32, 2, 4);
        let conv = |cin: u64, cout: u64, k: u64| cout * (cin * k * k + 1);
        let expected = conv(1, 32, 4) + conv(32, 64, 4) + 64 * 49 + 1;
        let shape = Shape::Image { channels: 1, size: 28 };
        assert_eq!(discriminator_size(&e, shape).map(|s| s.parameters), Ok(expected));
    }

    #[test]
    fn a_depth_below_the_halvings_is_refused_with_the_least_that_works() {
        let mut e = Experiment::default_for(Data::Mnist);
        e.generator.depth = 1;
        let error = generator_size(&e, Shape::Image { channels: 1, size: 28 });
        assert_eq!(error, Err("images of 28 x 28 pixels need a depth of at least 2".into()));
    }
}
