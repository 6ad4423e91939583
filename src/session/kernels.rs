//! The weights of the first layers as pictures.

use burn::module::Module;
use burn::prelude::*;

use super::frame::to_pixels;
use super::readback::{Readback, Slot, Values};
use super::run::Session;
use crate::experiment::architecture::Shape;
use crate::gan::generator::Generator;
use crate::gan::layer::Weighted;
use crate::inside::kernels::{ACROSS, Kernels, LATENTS, OF_D, scaled};

/// Pictures that are not read yet.
pub(super) struct Pressed {
    slot: Slot,
    shape: Shape,
    across: usize,
}

impl Session {
    /// Asks `readback` for the first layers of D and of `generator`, where they work on images.
    pub(super) fn press(&self, generator: &Generator, readback: &mut Readback) -> Vec<Pressed> {
        let Shape::Image { channels, .. } = self.shape else { return Vec::new() };
        let d = self.gan.discriminator.valid();
        let mut press = |weights: Tensor<2>, channels: u32, size: usize, across: usize| {
            let shape = Shape::Image { channels, size: size as u32 };
            Pressed { slot: readback.add(weights), shape, across }
        };
        let of_d = d.weighted().first().and_then(|layer| {
            let Weighted::Convolution(layer) = layer else { return None };
            let [outputs, _, size, _] = layer.weight.val().dims();
            let (count, channels_seen) = (outputs.min(OF_D), channels as usize);
            let weights = layer.weight.val().narrow(0, 0, count).narrow(1, 0, channels_seen);
            let rows = weights.reshape([count, channels_seen * size * size]);
            Some(press(rows, channels, size, count.min(ACROSS)))
        });
        let of_g =
            generator.weighted().first().zip(generator.smallest()).and_then(|(layer, [maps, size])| {
                let Weighted::Dense(layer) = layer else { return None };
                let (latents, across) = (LATENTS.min(self.experiment.latent as usize), maps.min(ACROSS));
                // The numbers of a latent lie map by map.
                let weights = layer.weight.val().narrow(0, 0, latents).narrow(1, 0, across * size * size);
                Some(press(weights, 1, size, across))
            });
        of_d.into_iter().chain(of_g).collect()
    }
}

impl Pressed {
    /// The pictures of what was read.
    pub(super) fn read(self, values: &mut Values) -> Kernels {
        let pixels = to_pixels(self.shape, scaled(values.take(self.slot)));
        Kernels { shape: self.shape, across: self.across as u32, pixels }
    }
}
