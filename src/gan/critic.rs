//! How D judges: the forward pass, and with it the gradient of the logit with respect to the input.

use burn::prelude::*;

use super::condition;
use super::discriminator::{Discriminator, ImageDiscriminator, PointDiscriminator};
use super::dropout::Masks;
use super::input_gradient::Tape;
use super::minibatch_stddev;

/// D as one update uses it: every pass sees the same weights (one power iteration of spectral norm)
/// and the same dropout mask.
pub struct Critic<'a> {
    net: Net<'a>,
    output: Tensor<2>,
    masks: &'a Masks,
}

enum Net<'a> {
    Points(&'a PointDiscriminator, Vec<Tensor<2>>),
    Images(&'a ImageDiscriminator, Vec<Tensor<4>>, Option<Tensor<2>>),
}

/// Logits, and the gradients with respect to what D saw.
pub struct Judged {
    /// `[batch, 1]`
    pub logits: Tensor<2>,
    /// Gradient of each sample's logit with respect to its pixels or coordinates, one tensor a
    /// resolution, each `[batch, n]`; empty where nobody asked.
    pub gradients: Vec<Tensor<2>>,
}

impl Discriminator {
    /// D as one update uses it: its weights after spectral normalisation, with one dropout mask.
    pub fn critic<'a>(&'a self, masks: &'a Masks) -> Critic<'a> {
        Critic::new(self, masks)
    }

    /// Logits of samples without dropout and classes.
    ///
    /// # Shapes
    /// - `x`: `[batch, n]`, with n numbers in a pack of samples
    /// - result: `[batch, 1]`
    pub fn forward(&self, x: Tensor<2>) -> Tensor<2> {
        self.critic(&Masks::default()).judge(x, None)
    }
}

impl<'a> Critic<'a> {
    /// Asks every layer for its weight.
    fn new(net: &'a Discriminator, masks: &'a Masks) -> Self {
        match net {
            Discriminator::Points(net) => Self {
                output: net.output.weight(),
                net: Net::Points(net, net.hidden.iter().map(|layer| layer.weight()).collect()),
                masks,
            },
            Discriminator::Images(net) => {
                let embedding = net.embedding.as_ref().map(|layer| layer.weight());
                Self {
                    output: net.output.weight(),
                    net: Net::Images(net, net.down.iter().map(|layer| layer.weight()).collect(), embedding),
                    masks,
                }
            }
        }
    }

    /// Logits of packs of samples.
    ///
    /// # Shapes
    /// - `x`: `[batch, n]`, `classes`: one-hot, `[batch, CLASSES]`
    /// - result: `[batch, 1]`
    pub fn judge(&self, x: Tensor<2>, classes: Option<&Tensor<2>>) -> Tensor<2> {
        self.run(x, classes, false).logits
    }

    /// Logits of packs of samples and the gradient with respect to the samples, as a graph.
    pub fn judge_with_gradients(&self, x: Tensor<2>, classes: Option<&Tensor<2>>) -> Judged {
        self.run(x, classes, true)
    }

    fn run(&self, x: Tensor<2>, classes: Option<&Tensor<2>>, traced: bool) -> Judged {
        match &self.net {
            Net::Points(net, weights) => self.points(net, weights, x, traced),
            Net::Images(net, weights, embedding) => {
                self.images(net, weights, embedding.as_ref(), x, classes, traced)
            }
        }
    }

    fn points(&self, net: &PointDiscriminator, weights: &[Tensor<2>], x: Tensor<2>, traced: bool) -> Judged {
        let batch = x.dims()[0];
        let mut trace = Tape::<2>::new(traced);
        let mut x = x;
        for (i, (layer, weight)) in net.hidden.iter().zip(weights).enumerate() {
            x = layer.apply(x, weight.clone());
            trace.record(|| {
                let back = weight.clone().transpose();
                Box::new(|gradient, _| gradient.matmul(back))
            });
            if let Some(norm) = i.checked_sub(1).and_then(|i| net.norms[i].as_ref()) {
                x = trace.normalised(norm, x);
            }
            x = self.masks.apply(i, trace.activated(net.activation, x));
        }
        if net.spread {
            x = minibatch_stddev::append(x);
        }
        let logits = net.output.apply(x, self.output.clone());
        let gradients = if traced {
            let features = self.output.clone().transpose();
            let width = features.dims()[1];
            trace.play_back(features.expand([batch, width]))
        } else {
            Vec::new()
        };
        Judged { logits, gradients }
    }

    fn images(
        &self,
        net: &ImageDiscriminator,
        weights: &[Tensor<4>],
        embedding: Option<&Tensor<2>>,
        x: Tensor<2>,
        classes: Option<&Tensor<2>>,
        traced: bool,
    ) -> Judged {
        let batch = x.dims()[0];
        let mut smaller = unpacked(net, x).into_iter();
        let mut trace = Tape::<4>::new(traced);
        let pixels = smaller.next();
        let Some(mut x) = pixels else { unreachable!("a sample has at least one image") };
        if let Some(classes) = classes.filter(|_| net.concatenated) {
            let own = x.dims()[1];
            x = Tensor::cat(vec![x, condition::maps(classes.clone(), net.sizes[0])], 1);
            trace.record(|| Box::new(move |gradient, _| gradient.narrow(1, 0, own)));
        }
        let mut features = x.clone();
        for (i, (layer, weight)) in net.down.iter().zip(weights).enumerate() {
            x = layer.apply(x, weight.clone());
            trace.record(|| {
                let (layer, weight) = (layer.clone(), weight.clone());
                Box::new(move |gradient, _| layer.back(gradient, weight))
            });
            if let Some(norm) = i.checked_sub(1).and_then(|i| net.norms[i].as_ref()) {
                x = trace.normalised(norm, x);
            }
            x = self.masks.apply(i, trace.activated(net.activation, x));
            features = x.clone();
            if net.joins[i]
                && let Some(image) = smaller.next()
            {
                x = trace.joined(x, image);
            }
        }
        if net.spread {
            x = minibatch_stddev::append(x);
        }
        let dims = x.dims();
        let mut logits = net.output.apply(x.flatten(1, 3), self.output.clone());
        // The vector of each sample's class, to meet D's features summed over the pixels.
        let projection =
            embedding.zip(classes).map(|(vectors, classes)| classes.clone().matmul(vectors.clone()));
        if let Some(vectors) = &projection {
            let [_, channels, height, width] = features.dims();
            let pooled: Tensor<2> =
                features.reshape([batch, channels, height * width]).sum_dim(2).squeeze_dim(2);
            logits = logits + (pooled * vectors.clone()).sum_dim(1);
        }
        let gradients = if traced {
            let mut start =
                self.output.clone().transpose().expand([batch, dims[1..].iter().product()]).reshape(dims);
            if let Some(vectors) = projection {
                let [_, channels] = vectors.dims();
                let shape = [batch, channels, dims[2], dims[3]];
                let vectors = vectors.reshape([batch, channels, 1, 1]).expand(shape);
                let own = start.clone().narrow(1, 0, channels) + vectors;
                // Behind D's own features: an image that joined.
                let joined = dims[1] - channels;
                start = match joined {
                    0 => own,
                    _ => Tensor::cat(vec![own, start.narrow(1, channels, joined)], 1),
                };
            }
            trace.play_back(start).into_iter().map(|g| g.flatten(1, 3)).collect()
        } else {
            Vec::new()
        };
        Judged { logits, gradients }
    }
}

/// The images of packs, the largest first, each `[batch, pack * channels, size, size]`.
fn unpacked(net: &ImageDiscriminator, x: Tensor<2>) -> Vec<Tensor<4>> {
    let [batch, n] = x.dims();
    let channels = net.pack * net.channels;
    if let [size] = net.sizes[..] {
        return vec![x.reshape([batch, channels, size, size])];
    }
    let x = x.reshape([batch, net.pack, n / net.pack]);
    let mut at = 0;
    net.sizes
        .iter()
        .map(|size| {
            let length = net.channels * size * size;
            at += length;
            x.clone().narrow(2, at - length, length).reshape([batch, channels, *size, *size])
        })
        .collect()
}
