//! The shapes of both networks, as plain numbers: what is built, how many parameters it has and
//! what a forward pass costs. `gan` builds exactly this.
//!
//! Points: `depth` hidden layers of `width` units. Images, after DCGAN (Radford et al. 2016): the
//! discriminator halves the image down to 4 x 4 (7 x 7 for 28), the generator mirrors it. `depth`
//! counts convolutions; those beyond the halvings keep the resolution and stand at the pixels.

use super::{Experiment, Network, Norm};

/// Filters never exceed this.
const MAX_CHANNELS: u32 = 512;

/// The shape of one sample.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Shape {
    /// A point in the plane.
    Point,
    /// A square image.
    Image {
        /// 1 for grey, 3 for colour.
        channels: u32,
        /// Width and height in pixels.
        size: u32,
    },
}

impl Shape {
    /// Numbers in one sample.
    pub fn len(self) -> usize {
        match self {
            Self::Point => 2,
            Self::Image { channels, size } => (channels * size * size) as usize,
        }
    }

    /// Never: a sample has numbers.
    pub fn is_empty(self) -> bool {
        false
    }
}

/// How often an image of `size` pixels can be halved down to 4 x 4, or to 7 x 7 for 28; `None` for
/// sizes that have no such pyramid.
pub fn halvings(size: u32) -> Option<u32> {
    (0..=5).find(|k| 4 << k == size).or((size == 28).then_some(2))
}

/// One convolution of the discriminator, from the pixels down; the generator's mirror reads the
/// list backwards with `from` and `to` exchanged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Convolution {
    /// Channels on the side of the pixels.
    pub from: u32,
    /// Channels on the inner side.
    pub to: u32,
    /// Kernel in pixels.
    pub kernel: u32,
    /// 2 halves (or doubles) the resolution, 1 keeps it.
    pub stride: u32,
    /// Resolution on the side of the pixels.
    pub size: u32,
}

impl Convolution {
    /// Padding with which stride 2 halves exactly and stride 1 keeps the size.
    pub fn padding(&self) -> u32 {
        (self.kernel - 1) / 2
    }

    /// Extra output padding of the transposed convolution: odd kernels need one pixel to double.
    pub fn padding_out(&self) -> u32 {
        if self.stride == 2 { self.kernel % 2 } else { 0 }
    }
}

/// The convolutions of `network` on an image, from the pixels down.
///
/// # Errors
/// A sentence with the size or depth that would work.
pub fn convolutions(network: &Network, channels: u32, size: u32) -> Result<Vec<Convolution>, String> {
    let halvings = halvings(size).ok_or_else(|| {
        format!("images of {size} x {size} pixels; accepted are 4, 8, 16, 28, 32, 64 and 128")
    })?;
    if network.depth < halvings {
        return Err(format!("images of {size} x {size} pixels need a depth of at least {halvings}"));
    }
    let (mut from, mut resolution) = (channels, size);
    Ok((0..network.depth)
        .map(|i| {
            let stride = if i < network.depth - halvings { 1 } else { 2 };
            let to = (network.width << i).min(MAX_CHANNELS);
            let kernel = if stride == 1 { 3 } else { network.kernel };
            let layer = Convolution { from, to, kernel, stride, size: resolution };
            from = to;
            resolution /= stride;
            layer
        })
        .collect())
}

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
        if norm == Norm::Batch {
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
/// As [`convolutions`].
pub fn generator_size(e: &Experiment, shape: Shape) -> Result<Size, String> {
    let (mut size, network) = (Size::default(), &e.generator);
    match shape {
        Shape::Point => {
            let mut inputs = e.latent;
            for _ in 0..network.depth {
                size.dense(inputs, network.width);
                size.norm(network.norm, network.width);
                inputs = network.width;
            }
            size.dense(inputs, 2);
        }
        Shape::Image { channels, size: pixels } => {
            let layers = convolutions(network, channels, pixels)?;
            if let Some(inner) = layers.last() {
                let side = inner.size / inner.stride;
                size.dense(e.latent, inner.to * side * side);
                size.norm(network.norm, inner.to);
            }
            for (i, layer) in layers.iter().enumerate().rev() {
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
/// As [`convolutions`].
pub fn discriminator_size(e: &Experiment, shape: Shape) -> Result<Size, String> {
    let (mut size, network) = (Size::default(), &e.discriminator);
    match shape {
        Shape::Point => {
            let mut inputs = 2;
            for i in 0..network.depth {
                size.dense(inputs, network.width);
                if i > 0 {
                    size.norm(network.norm, network.width);
                }
                inputs = network.width;
            }
            size.dense(inputs, 1);
        }
        Shape::Image { channels, size: pixels } => {
            let layers = convolutions(network, channels, pixels)?;
            for (i, layer) in layers.iter().enumerate() {
                size.convolution(layer, layer.to);
                if i > 0 {
                    size.norm(network.norm, layer.to);
                }
            }
            if let Some(inner) = layers.last() {
                let side = inner.size / inner.stride;
                size.dense(inner.to * side * side, 1);
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
    fn twenty_eight_pixels_halve_twice_down_to_seven() {
        assert_eq!(halvings(28), Some(2));
        assert_eq!(halvings(8), Some(1));
        assert_eq!(halvings(64), Some(4));
        assert_eq!(halvings(30), None);
    }

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
