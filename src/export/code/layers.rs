//! The layers of both networks, as [`crate::experiment::architecture`] has them, in the words of PyTorch.

use super::template::Facts;
use crate::experiment::architecture::{
    ConvolutionShape, Shape, ShapeError, discriminator_layers, generator_layers, joining, row, scales,
};
use crate::experiment::{Activation, CLASSES, Condition, Experiment, NetworkSettings, Norm, Upsample};

/// Says the words of both networks of `e`.
///
/// # Errors
/// When the sizes do not fit the shape.
pub fn networks(facts: &mut Facts, e: &Experiment, shape: Shape) -> Result<(), ShapeError> {
    facts.word("G_ACTIVATION", activation(e.generator.activation));
    facts.word("D_ACTIVATION", activation(e.discriminator.activation));
    facts.word("ROW", row(e, shape));
    match shape {
        Shape::Point => points(facts, e),
        Shape::Image { channels, size } => images(facts, e, channels, size)?,
    }
    Ok(())
}

fn activation(kind: Activation) -> &'static str {
    match kind {
        Activation::Relu => "F.relu",
        Activation::Leaky => "leaky",
        Activation::Tanh => "torch.tanh",
        Activation::Elu => "F.elu",
    }
}

/// A list over several lines where it is long.
fn list(items: &[String]) -> String {
    let line = items.join(", ");
    if line.len() < 80 {
        return format!("[{line}]");
    }
    format!("[\n            {},\n        ]", items.join(",\n            "))
}

fn numbers(items: impl IntoIterator<Item = impl ToString>) -> String {
    let items: Vec<String> = items.into_iter().map(|item| item.to_string()).collect();
    format!("[{}]", items.join(", "))
}

/// `layer`, normalised spectrally where the network is.
fn spectral(network: &NetworkSettings, layer: String) -> String {
    if network.spectral { format!("Spectral({layer})") } else { layer }
}

fn linear(network: &NetworkSettings, inputs: u32, outputs: u32) -> String {
    spectral(network, format!("linear({inputs}, {outputs})"))
}

/// Of `channels` features, `flat` where they have no pixels.
fn norm(kind: Norm, channels: u32, flat: bool) -> String {
    match kind {
        Norm::None => "nn.Identity()".into(),
        Norm::Batch if flat => format!("scaled(nn.BatchNorm1d({channels}))"),
        Norm::Batch => format!("scaled(nn.BatchNorm2d({channels}))"),
        Norm::Layer => format!("scaled(nn.GroupNorm(1, {channels}))"),
        Norm::Instance => format!("scaled(nn.GroupNorm({channels}, {channels}))"),
    }
}

fn points(facts: &mut Facts, e: &Experiment) {
    let (g, d) = (&e.generator, &e.discriminator);
    let inputs = |i, first, network: &NetworkSettings| if i == 0 { first } else { network.width };
    let hidden = |first, network: &NetworkSettings| {
        let layers = (0..network.depth).map(|i| linear(network, inputs(i, first, network), network.width));
        list(&layers.collect::<Vec<_>>())
    };
    let norms = |count: u32, network: &NetworkSettings| {
        list(&(0..count).map(|_| norm(network.norm, network.width, true)).collect::<Vec<_>>())
    };
    facts.word("G_HIDDEN", hidden(e.latent, g));
    facts.word("G_NORMS", norms(g.depth, g));
    facts.word("G_OUTPUT", linear(g, inputs(g.depth, e.latent, g), 2));
    facts.word("D_HIDDEN", hidden(2 * e.pack, d));
    facts.word("D_NORMS", norms(d.depth.saturating_sub(1), d));
    let features = inputs(d.depth, 2 * e.pack, d) + u32::from(e.minibatch_stddev);
    facts.word("D_OUTPUT", linear(d, features, 1));
    facts.word("UNITS", numbers(vec![d.width; d.depth as usize]));
    facts.word("DEPTH", d.depth);
}

fn images(facts: &mut Facts, e: &Experiment, channels: u32, size: u32) -> Result<(), ShapeError> {
    facts.word("CHANNELS", channels);
    facts.word("SIZE", size);
    facts.word("SIZES", numbers(scales(e, Shape::Image { channels, size })));
    generator(facts, e, channels, size)?;
    discriminator(facts, e, channels, size)
}

fn generator(facts: &mut Facts, e: &Experiment, channels: u32, size: u32) -> Result<(), ShapeError> {
    let g = &e.generator;
    let mut layers = generator_layers(e, channels, size)?;
    layers.reverse();
    let latent = e.latent + if e.condition == Condition::Off { 0 } else { CLASSES };
    let (to, side) = layers.first().map_or((channels, size), |l| (l.to, l.size / l.stride));
    let convolution = |l: &ConvolutionShape| {
        let (from, to, kernel) = (l.to, l.from, l.kernel);
        let made = match e.upsample {
            Upsample::Transpose => format!("up({from}, {to}, {kernel}, {})", l.stride),
            Upsample::Resize => format!("conv({from}, {to}, {kernel}, 1)"),
        };
        spectral(g, made)
    };
    facts.word("G_INPUT", linear(g, latent, to * side * side));
    facts.word("G_INPUT_NORM", norm(g.norm, to, false));
    facts.word("INNER", format!("{to}, {side}, {side}"));
    facts.word("STRIDES", numbers(layers.iter().map(|l| l.stride)));
    facts.word("G_UP", list(&layers.iter().map(convolution).collect::<Vec<_>>()));
    let norms: Vec<_> = layers.iter().skip(1).map(|l| norm(g.norm, l.to, false)).collect();
    facts.word("G_NORMS", list(&norms));
    let doubling = layers.iter().filter(|l| e.multi_scale && l.stride == 2);
    let to_image = doubling.map(|l| spectral(g, format!("conv({}, {channels}, 1, 1)", l.to)));
    facts.word("TO_IMAGE", list(&to_image.collect::<Vec<_>>()));
    Ok(())
}

fn discriminator(facts: &mut Facts, e: &Experiment, channels: u32, size: u32) -> Result<(), ShapeError> {
    let d = &e.discriminator;
    let layers = discriminator_layers(e, channels, size)?;
    let (to, joined, side) =
        layers.last().map_or((channels, 0, size), |l| (l.to, joining(e, l, channels), l.size / l.stride));
    let convolution =
        |l: &ConvolutionShape| spectral(d, format!("conv({}, {}, {}, {})", l.from, l.to, l.kernel, l.stride));
    facts.word("D_DOWN", list(&layers.iter().map(convolution).collect::<Vec<_>>()));
    let norms: Vec<_> = layers.iter().skip(1).map(|l| norm(d.norm, l.to, false)).collect();
    facts.word("D_NORMS", list(&norms));
    let features = (to + joined + u32::from(e.minibatch_stddev)) * side * side;
    facts.word("D_OUTPUT", linear(d, features, 1));
    facts.word("EMBEDDING", spectral(d, format!("linear({CLASSES}, {to}, bias=False)")));
    let joins = layers.iter().map(|l| if joining(e, l, channels) > 0 { "True" } else { "False" });
    facts.word("JOINS", numbers(joins));
    facts.word("PACKED", e.pack * channels);
    facts.word("UNITS", numbers(layers.iter().map(|l| l.to)));
    facts.word("DEPTH", layers.len());
    Ok(())
}
