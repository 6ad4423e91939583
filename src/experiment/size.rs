//! How many numbers the networks hold and what a forward pass costs.

use super::architecture::{
    ConvolutionShape, Shape, ShapeError, discriminator_layers, generator_layers, joining,
};
use super::{CLASSES, Condition, Experiment, Norm, Upsample};

/// Parameters of a network, and multiply-adds and results of its forward pass on one sample.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    /// Trained numbers.
    pub parameters: u64,
    /// Multiply-adds a sample.
    pub multiplications: u64,
    /// Numbers that its layers give out for a sample, normalisations included: what element-wise work
    /// and memory go with.
    pub activations: u64,
}

/// Pixels of a square.
fn square(side: u32) -> u64 {
    u64::from(side) * u64::from(side)
}

impl Size {
    fn dense(&mut self, inputs: u32, outputs: u32) {
        let weights = u64::from(inputs) * u64::from(outputs);
        self.parameters += weights + u64::from(outputs);
        self.multiplications += weights;
        self.activations += u64::from(outputs);
    }

    /// Of `channels` with `area` numbers each.
    fn norm(&mut self, norm: Norm, channels: u32, area: u64) {
        if norm != Norm::None {
            self.parameters += 2 * u64::from(channels);
            self.activations += u64::from(channels) * area;
        }
    }

    /// A kernel that is put down at `places`, and gives out `channels` with `area` numbers each.
    fn convolution(&mut self, layer: &ConvolutionShape, places: u64, channels: u32, area: u64) {
        let kernel = u64::from(layer.kernel * layer.kernel);
        let weights = u64::from(layer.from) * u64::from(layer.to) * kernel;
        self.parameters += weights + u64::from(channels);
        self.multiplications += weights * places;
        self.activations += u64::from(channels) * area;
    }
}

/// The generator's size.
///
/// # Errors
/// As [`generator_layers`].
pub fn generator_size(e: &Experiment, shape: Shape) -> Result<Size, ShapeError> {
    let (mut size, network) = (Size::default(), &e.generator);
    let latent = e.latent + if e.condition == Condition::Off { 0 } else { CLASSES };
    match shape {
        Shape::Point => {
            let mut inputs = latent;
            for _ in 0..network.depth {
                size.dense(inputs, network.width);
                size.norm(network.norm, network.width, 1);
                inputs = network.width;
            }
            size.dense(inputs, 2);
        }
        Shape::Image { channels, size: pixels } => {
            let layers = generator_layers(e, channels, pixels)?;
            if let Some(inner) = layers.last() {
                let side = inner.size / inner.stride;
                size.dense(latent, inner.to * side * side);
                size.norm(network.norm, inner.to, square(side));
            }
            for (i, layer) in layers.iter().enumerate().rev() {
                if e.multi_scale && layer.stride == 2 {
                    let to_image = ConvolutionShape {
                        from: channels,
                        kernel: 1,
                        stride: 1,
                        size: layer.size / 2,
                        ..*layer
                    };
                    let area = square(to_image.size);
                    size.convolution(&to_image, area, channels, area);
                }
                // Transposed, a kernel is put down at every pixel that comes in; after resizing, at
                // every pixel that goes out.
                let resized = e.upsample == Upsample::Resize;
                let places = square(if resized { layer.size } else { layer.size / layer.stride });
                size.convolution(layer, places, layer.from, square(layer.size));
                if resized && layer.stride == 2 {
                    size.activations += u64::from(layer.to) * square(layer.size);
                }
                if i > 0 {
                    size.norm(network.norm, layer.from, square(layer.size));
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
pub fn discriminator_size(e: &Experiment, shape: Shape) -> Result<Size, ShapeError> {
    let (mut size, network) = (Size::default(), &e.discriminator);
    let spread = u32::from(e.minibatch_stddev);
    match shape {
        Shape::Point => {
            let mut inputs = 2 * e.pack;
            for i in 0..network.depth {
                size.dense(inputs, network.width);
                if i > 0 {
                    size.norm(network.norm, network.width, 1);
                }
                inputs = network.width;
            }
            size.dense(inputs + spread, 1);
        }
        Shape::Image { channels, size: pixels } => {
            let layers = discriminator_layers(e, channels, pixels)?;
            for (i, layer) in layers.iter().enumerate() {
                let area = square(layer.size / layer.stride);
                size.convolution(layer, area, layer.to, area);
                if i > 0 {
                    size.norm(network.norm, layer.to, area);
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
        assert_eq!(error, Err(ShapeError::Depth { size: 28, least: 2 }));
    }

    #[test]
    fn multiply_adds_follow_the_formula() {
        let mut e = Experiment::default_for(Data::Mnist);
        (e.generator.width, e.latent, e.generator.norm) = (8, 10, Norm::None);
        let shape = Shape::Image { channels: 1, size: 28 };
        // D: 16 of 4 x 4 at 14 x 14 places, 32 at 7 x 7, a dense layer.
        let d = 16 * 16 * 196 + 16 * 32 * 16 * 49 + 32 * 49;
        assert_eq!(discriminator_size(&e, shape).map(|s| s.multiplications), Ok(d));
        assert_eq!(discriminator_size(&e, shape).map(|s| s.activations), Ok(16 * 196 + 32 * 49 + 1));
        let g = 10 * 16 * 49 + 16 * 8 * 16 * 49 + 8 * 16 * 196;
        assert_eq!(generator_size(&e, shape).map(|s| s.multiplications), Ok(g));
        (e.upsample, e.generator.kernel) = (Upsample::Resize, 3);
        let resized = 10 * 16 * 49 + 16 * 8 * 9 * 196 + 8 * 9 * 784;
        assert_eq!(generator_size(&e, shape).map(|s| s.multiplications), Ok(resized));
    }
}
