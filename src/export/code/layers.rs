//! The layers of both networks, as [`crate::experiment::architecture`] has them, in the words of a language.

use super::language::Language;
use super::template::Facts;
use crate::experiment::architecture::{
    ConvolutionShape, Shape, ShapeError, discriminator_layers, generator_layers, joining, row, scales,
};
use crate::experiment::{CLASSES, Condition, Experiment, NetworkSettings, Upsample};

/// Says the words of both networks of `e`.
///
/// # Errors
/// When the sizes do not fit the shape.
pub fn networks(
    facts: &mut Facts,
    e: &Experiment,
    shape: Shape,
    language: &dyn Language,
) -> Result<(), ShapeError> {
    facts.word("G_ACTIVATION", language.activation(e.generator.activation));
    facts.word("D_ACTIVATION", language.activation(e.discriminator.activation));
    facts.word("ROW", row(e, shape));
    let words = Words { e, language };
    match shape {
        Shape::Point => words.points(facts),
        Shape::Image { channels, size } => words.images(facts, channels, size)?,
    }
    Ok(())
}

fn numbers(items: impl IntoIterator<Item = impl ToString>) -> String {
    let items: Vec<String> = items.into_iter().map(|item| item.to_string()).collect();
    format!("[{}]", items.join(", "))
}

struct Words<'a> {
    e: &'a Experiment,
    language: &'a dyn Language,
}

impl Words<'_> {
    /// `layer`, normalised spectrally where the network is.
    fn spectral(&self, network: &NetworkSettings, layer: String) -> String {
        if network.spectral { self.language.spectral(&layer) } else { layer }
    }

    fn linear(&self, network: &NetworkSettings, inputs: u32, outputs: u32) -> String {
        self.spectral(network, self.language.linear(inputs, outputs))
    }

    fn list(&self, items: impl Iterator<Item = String>) -> String {
        self.language.list(&items.collect::<Vec<_>>())
    }

    fn points(&self, facts: &mut Facts) {
        let e = self.e;
        let (g, d) = (&e.generator, &e.discriminator);
        let inputs = |i, first, network: &NetworkSettings| if i == 0 { first } else { network.width };
        let hidden = |first, network: &NetworkSettings| {
            self.list(
                (0..network.depth).map(|i| self.linear(network, inputs(i, first, network), network.width)),
            )
        };
        let norms = |count: u32, network: &NetworkSettings| {
            self.list((0..count).map(|_| self.language.norm(network.norm, network.width, true)))
        };
        facts.word("G_HIDDEN", hidden(e.latent, g));
        facts.word("G_NORMS", norms(g.depth, g));
        facts.word("G_OUTPUT", self.linear(g, inputs(g.depth, e.latent, g), 2));
        facts.word("D_HIDDEN", hidden(2 * e.pack, d));
        facts.word("D_NORMS", norms(d.depth.saturating_sub(1), d));
        let features = inputs(d.depth, 2 * e.pack, d) + u32::from(e.minibatch_stddev);
        facts.word("D_OUTPUT", self.linear(d, features, 1));
        facts.word("UNITS", numbers(vec![d.width; d.depth as usize]));
        facts.word("DEPTH", d.depth);
    }

    fn images(&self, facts: &mut Facts, channels: u32, size: u32) -> Result<(), ShapeError> {
        facts.word("CHANNELS", channels);
        facts.word("SIZE", size);
        facts.word("SIZES", numbers(scales(self.e, Shape::Image { channels, size })));
        self.generator(facts, channels, size)?;
        self.discriminator(facts, channels, size)
    }

    fn generator(&self, facts: &mut Facts, channels: u32, size: u32) -> Result<(), ShapeError> {
        let e = self.e;
        let g = &e.generator;
        let mut layers = generator_layers(e, channels, size)?;
        layers.reverse();
        let latent = e.latent + if e.condition == Condition::Off { 0 } else { CLASSES };
        let (to, side) = layers.first().map_or((channels, size), |l| (l.to, l.size / l.stride));
        let convolution = |l: &ConvolutionShape| {
            let (from, to, kernel) = (l.to, l.from, l.kernel);
            let made = match e.upsample {
                Upsample::Transpose => self.language.transposed(from, to, kernel, l.stride),
                Upsample::Resize => self.language.convolution(from, to, kernel, 1),
            };
            self.spectral(g, made)
        };
        facts.word("G_INPUT", self.linear(g, latent, to * side * side));
        facts.word("G_INPUT_NORM", self.language.norm(g.norm, to, false));
        facts.word("INNER", format!("{to}, {side}, {side}"));
        facts.word("STRIDES", numbers(layers.iter().map(|l| l.stride)));
        facts.word("G_UP", self.list(layers.iter().map(convolution)));
        let norms = layers.iter().skip(1).map(|l| self.language.norm(g.norm, l.to, false));
        facts.word("G_NORMS", self.list(norms));
        let doubling = layers.iter().filter(|l| e.multi_scale && l.stride == 2);
        let to_image = doubling.map(|l| self.spectral(g, self.language.convolution(l.to, channels, 1, 1)));
        facts.word("TO_IMAGE", self.list(to_image));
        Ok(())
    }

    fn discriminator(&self, facts: &mut Facts, channels: u32, size: u32) -> Result<(), ShapeError> {
        let e = self.e;
        let d = &e.discriminator;
        let layers = discriminator_layers(e, channels, size)?;
        let (to, joined, side) =
            layers.last().map_or((channels, 0, size), |l| (l.to, joining(e, l, channels), l.size / l.stride));
        let convolution = |l: &ConvolutionShape| {
            self.spectral(d, self.language.convolution(l.from, l.to, l.kernel, l.stride))
        };
        facts.word("D_DOWN", self.list(layers.iter().map(convolution)));
        let norms = layers.iter().skip(1).map(|l| self.language.norm(d.norm, l.to, false));
        facts.word("D_NORMS", self.list(norms));
        let features = (to + joined + u32::from(e.minibatch_stddev)) * side * side;
        facts.word("D_OUTPUT", self.linear(d, features, 1));
        facts.word("EMBEDDING", self.spectral(d, self.language.embedding(CLASSES, to)));
        let joins = layers.iter().map(|l| self.language.switch(joining(e, l, channels) > 0));
        facts.word("JOINS", numbers(joins));
        facts.word("PACKED", e.pack * channels);
        facts.word("UNITS", numbers(layers.iter().map(|l| l.to)));
        facts.word("DEPTH", layers.len());
        Ok(())
    }
}
