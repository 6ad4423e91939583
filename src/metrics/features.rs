//! What a small network sees in images, as the numbers in which distances between sets of images mean
//! something: the features of its last hidden layer, and its opinion on the class.
//!
//! For `digits8`, `stacked8` and `shapes28` it is a classifier that ships with the page, frozen (`saddle
//! classifier` made it); that of `mnist` is fetched with its digits. For all other images it is a network of random weights, which knows no classes;
//! it is named as such.
//! Distances in the features of one network never compare with those in another's.

use super::layers::{FrozenConvolution, FrozenDense, leaky_relu};
use super::layout::Layout;
use super::samples::Rows;
use super::weights::{self, Card};
use crate::rng::Stream;

static DIGITS8: &[u8] = include_bytes!("../../www/data/digits8-classifier.safetensors");
static SHAPES28: &[u8] = include_bytes!("../../www/data/shapes28-classifier.safetensors");

/// A network that looks at images.
#[derive(Clone, Debug, PartialEq)]
pub struct FeatureNetwork {
    layout: Layout,
    convolutions: Vec<FrozenConvolution>,
    hidden: FrozenDense,
    output: Option<FrozenDense>,
    /// Images of the layout in one sample, looked at one by one.
    parts: usize,
}

/// What a network sees in some images.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Activations {
    /// The last hidden layer of every part, row by row, `[images, features]`.
    pub features: Vec<f32>,
    /// The classifier's opinions before softmax, those of every part; empty without classes.
    pub logits: Vec<f32>,
    /// The class that it holds most likely for every image, of two parts ten times that of the first
    /// plus that of the second; empty without classes.
    pub classes: Vec<u8>,
}

impl FeatureNetwork {
    /// The classifier of the 8 x 8 digits as shipped, with its card.
    ///
    /// # Errors
    /// None with the file as shipped.
    pub fn digits8() -> Result<(Self, Card), String> {
        let (card, tensors) = weights::read(&Layout::DIGITS8, DIGITS8)?;
        Ok((Self::new(Layout::DIGITS8, tensors), card))
    }

    /// The classifier of the 28 x 28 shapes as shipped, with its card.
    ///
    /// # Errors
    /// None with the file as shipped.
    pub fn shapes28() -> Result<(Self, Card), String> {
        let (card, tensors) = weights::read(&Layout::SHAPES28, SHAPES28)?;
        Ok((Self::new(Layout::SHAPES28, tensors), card))
    }

    /// The classifier in `file`, which came with MNIST's digits; `None` when it is damaged or of another layout.
    pub fn mnist(file: &[u8]) -> Option<Self> {
        weights::read(&Layout::MNIST, file).ok().map(|(_, tensors)| Self::new(Layout::MNIST, tensors))
    }

    /// The classifier of the digits, looking at each of the two that are stacked in one image.
    ///
    /// # Errors
    /// None with the file as shipped.
    pub fn stacked8() -> Result<Self, String> {
        Ok(Self { parts: 2, ..Self::digits8()?.0 })
    }

    /// Random features of images of `size` x `size` pixels, the same in every run.
    pub fn random(channels: usize, size: usize) -> Self {
        let layout = Layout::random(channels, size);
        Self::new(layout, layout.draw(&mut Stream::new(0, "random-features")))
    }

    /// The network of `layout` with `tensors` in the order and the shapes of [`Layout::tensors`].
    pub fn new(layout: Layout, tensors: Vec<Vec<f32>>) -> Self {
        let mut tensors = tensors.into_iter();
        let mut next = || tensors.next().unwrap_or_default();
        let (mut inputs, mut size) = (layout.channels, layout.size);
        let mut convolutions = Vec::new();
        for (outputs, stride) in layout.convolutions {
            let (weight, bias) = (next(), next());
            convolutions.push(FrozenConvolution::new(&weight, bias, inputs, *stride));
            (inputs, size) = (*outputs, size.div_ceil(*stride));
        }
        let weight = channels_last(&next(), inputs, size * size, layout.features);
        let hidden = FrozenDense { weight, bias: next() };
        let output = (layout.classes > 0).then(|| FrozenDense { weight: next(), bias: next() });
        Self { layout, convolutions, hidden, output, parts: 1 }
    }

    /// Numbers in a row of features.
    pub fn features(&self) -> usize {
        self.layout.features * self.parts
    }

    /// Classes that it tells apart; 0 for random features.
    pub fn classes(&self) -> usize {
        self.layout.classes.pow(self.parts as u32)
    }

    /// Whether a sample has several parts, whose classes together are its mode.
    pub fn is_stacked(&self) -> bool {
        self.parts > 1
    }

    /// What it sees in `images`, each channel by channel and row by row, from -1 (black) to 1 (white).
    pub fn look(&self, images: Rows<'_>) -> Activations {
        let mut seen = Activations::default();
        for image in images.iter() {
            let mut class = 0;
            for part in image.chunks_exact(image.len() / self.parts) {
                class = class * self.layout.classes as u8 + self.look_at(part, &mut seen);
            }
            if self.output.is_some() {
                seen.classes.push(class);
            }
        }
        seen
    }

    /// Adds what it sees in one image of the layout to `seen`; its class, 0 without classes.
    fn look_at(&self, image: &[f32], seen: &mut Activations) -> u8 {
        let area = self.layout.size * self.layout.size;
        let (mut x, mut size) = (channels_last(image, self.layout.channels, area, 1), self.layout.size);
        for convolution in &self.convolutions {
            (x, size) = convolution.forward(&x, size);
            leaky_relu(&mut x);
        }
        let (first, opinion) = (seen.features.len(), seen.logits.len());
        self.hidden.forward(&x, &mut seen.features);
        leaky_relu(&mut seen.features[first..]);
        self.output.as_ref().map_or(0, |output| {
            output.forward(&seen.features[first..], &mut seen.logits);
            largest(&seen.logits[opinion..])
        })
    }
}

/// `[channels, area, inner]` as `[area, channels, inner]`.
fn channels_last(values: &[f32], channels: usize, area: usize, inner: usize) -> Vec<f32> {
    let at = |place: usize, channel: usize| {
        let first = (channel * area + place) * inner;
        values[first..first + inner].iter().copied()
    };
    (0..area).flat_map(|place| (0..channels).flat_map(move |channel| at(place, channel))).collect()
}

/// The place of the largest number, the first of equals.
fn largest(values: &[f32]) -> u8 {
    let mut best = 0;
    for (i, value) in values.iter().enumerate() {
        if *value > values[best] {
            best = i;
        }
    }
    best as u8
}

#[cfg(test)]
mod tests {
    use super::super::accuracy::agreement;
    use super::*;
    use crate::data::Source;
    use crate::experiment::{Data, Experiment};

    #[test]
    fn the_shipped_classifier_is_as_good_as_its_header_says_and_at_least_97_percent() {
        let (network, card) = FeatureNetwork::digits8().expect("shipped");
        let source = Source::open(&Experiment::default_for(Data::Digits8), &[]).expect("shipped");
        let n = card.held_out as usize;
        let (images, labels) = (source.held_out(n), source.held_out_labels(n));
        assert_eq!((Some(n as u32), labels.len()), (source.counts().map(|(_, held_out)| held_out), n));
        let found = agreement(&network.look(Rows::new(&images, 64)).classes, &labels);
        assert!((found - card.accuracy).abs() < 1e-12 && found >= 0.97, "{found} {card:?}");
        assert_eq!(card.data, "digits8");
    }

    #[test]
    fn the_classifier_of_shapes_is_as_good_as_its_header_says() {
        let (network, card) = FeatureNetwork::shapes28().expect("shipped");
        let source = Source::open(&Experiment::default_for(Data::Shapes28), &[]).expect("made");
        let (images, labels) = (source.held_out(1000), source.held_out_labels(1000));
        let found = agreement(&network.look(Rows::new(&images, 784)).classes, &labels);
        assert!((found - card.accuracy).abs() < 1e-12 && found >= 0.97, "{found} {card:?}");
        assert_eq!((card.data.as_str(), card.held_out), ("shapes28", 1000));
    }

    #[test]
    fn what_is_seen_in_an_image_does_not_depend_on_the_others() {
        for network in [
            FeatureNetwork::random(1, 28),
            FeatureNetwork::random(2, 8),
            FeatureNetwork::digits8().expect("shipped").0,
        ] {
            let n = network.layout.channels * network.layout.size.pow(2);
            let images = Stream::new(1, "images").normals(5 * n);
            let all = network.look(Rows::new(&images, n));
            let last = network.look(Rows::new(&images[4 * n..], n));
            assert_eq!(all.features.len(), 5 * network.features());
            assert_eq!(all.features[4 * network.features()..], last.features);
            assert_eq!(all.classes.len(), if network.classes() > 0 { 5 } else { 0 });
        }
    }

    #[test]
    fn stacked_digits_are_seen_as_each_of_them_and_counted_as_a_pair() {
        let (one, _) = FeatureNetwork::digits8().expect("shipped");
        let pairs = FeatureNetwork::stacked8().expect("shipped");
        let images = Stream::new(2, "images").normals(6 * 64);
        let (apart, together) = (one.look(Rows::new(&images, 64)), pairs.look(Rows::new(&images, 128)));
        assert_eq!(apart.features, together.features);
        let expected: Vec<u8> = apart.classes.chunks(2).map(|c| 10 * c[0] + c[1]).collect();
        assert_eq!(together.classes, expected);
        assert_eq!((pairs.features(), pairs.classes()), (32, 100));
    }

    #[test]
    fn random_features_keep_the_spread_of_images() {
        let images = Stream::new(1, "images").normals(200 * 784);
        let seen = FeatureNetwork::random(1, 28).look(Rows::new(&images, 784));
        let square = seen.features.iter().map(|v| f64::from(v * v)).sum::<f64>() / seen.features.len() as f64;
        assert!((0.3..3.0).contains(&square), "{square}");
        assert_eq!(FeatureNetwork::random(1, 28), FeatureNetwork::random(1, 28));
    }
}
