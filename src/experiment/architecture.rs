//! The shapes of both networks, as plain numbers; `gan` builds exactly this.
//!
//! Points: `depth` hidden layers of `width` units. Images, after DCGAN (Radford et al. 2016): the
//! discriminator halves the image down to 4 x 4 (7 x 7 for 28), the generator mirrors it. `depth`
//! counts convolutions; those beyond the halvings keep the resolution and stand at the pixels.

use super::{CLASSES, Condition, Experiment, FirstKernel, NetworkSettings};
use crate::text::conflict as t;

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

/// Why networks cannot be built for images of a size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, thiserror::Error)]
pub enum ShapeError {
    /// The size cannot be halved down to 4 or 7 pixels.
    #[error("{}", t::image_size(.size))]
    Size {
        /// Pixels on a side.
        size: u32,
    },
    /// Too few convolutions to halve it so often.
    #[error("{}", t::image_depth(.size, .least))]
    Depth {
        /// Pixels on a side.
        size: u32,
        /// The least depth that works.
        least: u32,
    },
}

/// How often an image of `size` pixels can be halved down to 4 x 4, or to 7 x 7 for 28; `None` for
/// sizes that have no such pyramid.
pub fn halvings(size: u32) -> Option<u32> {
    (0..=5).find(|k| 4 << k == size).or((size == 28).then_some(2))
}

/// One convolution of the discriminator, from the pixels down; the generator's mirror reads the
/// list backwards with `from` and `to` exchanged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConvolutionShape {
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

impl ConvolutionShape {
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
/// [`ShapeError`] with the size or depth that would work.
fn convolutions(
    network: &NetworkSettings,
    channels: u32,
    size: u32,
) -> Result<Vec<ConvolutionShape>, ShapeError> {
    let halvings = halvings(size).ok_or(ShapeError::Size { size })?;
    if network.depth < halvings {
        return Err(ShapeError::Depth { size, least: halvings });
    }
    let (mut from, mut resolution) = (channels, size);
    Ok((0..network.depth)
        .map(|i| {
            let stride = if i < network.depth - halvings { 1 } else { 2 };
            let to = (network.width << i).min(MAX_CHANNELS);
            let kernel = if stride == 1 { 3 } else { network.kernel };
            let layer = ConvolutionShape { from, to, kernel, stride, size: resolution };
            from = to;
            resolution /= stride;
            layer
        })
        .collect())
}

/// The convolutions of the generator, from the pixels down; it runs through them backwards.
///
/// # Errors
/// [`ShapeError`] with the size or depth that would work.
pub fn generator_layers(
    e: &Experiment,
    channels: u32,
    size: u32,
) -> Result<Vec<ConvolutionShape>, ShapeError> {
    let first = e.generator.depth.saturating_sub(1);
    let mut layers = convolutions(&e.generator, channels, size)?;
    if let (FirstKernel::Pixels(kernel), Some(layer)) =
        (e.generator.first_kernel, layers.get_mut(first as usize))
    {
        layer.kernel = kernel;
    }
    Ok(layers)
}

/// The convolutions of the discriminator, from the pixels down, with all that joins their inputs:
/// a pack's samples and the one-hot class at the pixels, smaller images where the resolution halves.
///
/// # Errors
/// [`ShapeError`] with the size or depth that would work.
pub fn discriminator_layers(
    e: &Experiment,
    channels: u32,
    size: u32,
) -> Result<Vec<ConvolutionShape>, ShapeError> {
    let mut layers = convolutions(&e.discriminator, channels, size)?;
    if let (FirstKernel::Pixels(kernel), Some(layer)) = (e.discriminator.first_kernel, layers.first_mut()) {
        layer.kernel = kernel;
    }
    let joined: Vec<u32> = layers.iter().map(|layer| joining(e, layer, channels)).collect();
    for (layer, joined) in layers.iter_mut().skip(1).zip(joined) {
        layer.from += joined;
    }
    if let Some(layer) = layers.first_mut() {
        layer.from = e.pack * channels + if e.condition == Condition::Concat { CLASSES } else { 0 };
    }
    Ok(layers)
}

/// Channels that join D's features behind `layer`: with multi-scale gradients, the image of that
/// resolution.
pub fn joining(e: &Experiment, layer: &ConvolutionShape, channels: u32) -> u32 {
    if e.multi_scale && layer.stride == 2 { e.pack * channels } else { 0 }
}

/// Sizes of the images in one sample, from the largest down: one, or with multi-scale gradients one
/// a resolution. Empty for points.
pub fn scales(e: &Experiment, shape: Shape) -> Vec<u32> {
    match shape {
        Shape::Point => Vec::new(),
        Shape::Image { size, .. } => {
            let smaller = if e.multi_scale { halvings(size).unwrap_or(0) } else { 0 };
            (0..=smaller).map(|k| size >> k).collect()
        }
    }
}

/// Numbers in one sample as G makes it and D reads it: the images of all [`scales`], the largest
/// first.
pub fn row(e: &Experiment, shape: Shape) -> usize {
    match shape {
        Shape::Point => 2,
        Shape::Image { channels, .. } => {
            scales(e, shape).iter().map(|size| (channels * size * size) as usize).sum()
        }
    }
}

/// Pixels on a side that one unit of D's last convolution sees: 1 + sum of (k - 1) times the strides
/// before it. `None` for points.
pub fn receptive_field(e: &Experiment, shape: Shape) -> Option<u32> {
    let Shape::Image { channels, size } = shape else { return None };
    let layers = discriminator_layers(e, channels, size).ok()?;
    let (field, _) = layers
        .iter()
        .fold((1, 1), |(field, step), layer| (field + (layer.kernel - 1) * step, step * layer.stride));
    Some(field)
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
    fn multi_scale_samples_hold_every_resolution() {
        let mut e = Experiment::default_for(Data::Mnist);
        e.multi_scale = true;
        let at = |size| Shape::Image { channels: 1, size };
        assert_eq!(scales(&e, at(8)), [8, 4]);
        assert_eq!(scales(&e, at(16)), [16, 8, 4]);
        assert_eq!(scales(&e, at(28)), [28, 14, 7]);
        assert_eq!(row(&e, at(28)), 28 * 28 + 14 * 14 + 7 * 7);
        e.multi_scale = false;
        assert_eq!((scales(&e, at(28)), row(&e, at(28))), (vec![28], 784));
    }

    #[test]
    fn the_receptive_field_follows_the_formula() {
        let mut e = Experiment::default_for(Data::Mnist);
        let shape = Shape::Image { channels: 1, size: 28 };
        // Two of kernel 4 and stride 2: 1 + 3 + 3 * 2.
        assert_eq!(receptive_field(&e, shape), Some(10));
        e.discriminator.first_kernel = FirstKernel::Pixels(7);
        assert_eq!(receptive_field(&e, shape), Some(1 + 6 + 3 * 2));
        assert_eq!(receptive_field(&e, Shape::Point), None);
    }
}
