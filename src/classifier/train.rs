//! How the classifier is trained: cross entropy, Adam with a cosine schedule, images shifted by up to
//! a pixel. Everything is fixed before the held-out images are looked at, which is once.

use burn::module::Module;
use burn::optim::{AdamConfig, GradientsParams, ModuleOptimizer};
use burn::prelude::*;
use burn::tensor::activation::log_softmax;

use super::network::Classifier;
use crate::data::{OwnData, Source};
use crate::experiment::{Choice, Data, Experiment};
use crate::metrics::accuracy::agreement;
use crate::metrics::features::FeatureNetwork;
use crate::metrics::layout::Layout;
use crate::metrics::samples::Rows;
use crate::metrics::weights::{self, Card};
use crate::rng::Stream;

/// Images to train on and held out where they are drawn without end.
const DRAWN: (u32, u32) = (4000, 1000);
/// Images in a batch.
const BATCH: usize = 32;
/// Adam's learning rate at the start; it falls to 0 along half a cosine.
const LEARNING_RATE: f64 = 2e-3;

/// Of what, how long and from which seed to train.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Training {
    /// The data set, one of [`LABELLED`].
    pub data: Data,
    /// The seed of weights, order and shifts.
    pub seed: u32,
    /// How often each training image is seen.
    pub epochs: u32,
}

/// Data sets with a classifier, and its layers.
pub const LABELLED: [(Data, Layout); 3] =
    [(Data::Digits8, Layout::DIGITS8), (Data::Shapes28, Layout::SHAPES28), (Data::Mnist, Layout::MNIST)];

/// Trains the classifier and writes its file. `own` is the data of a set that is not in the program;
/// `progress` hears the epochs done and the mean loss of the last one.
///
/// # Errors
/// A sentence when the data has no classifier, cannot be opened, or the file cannot be written.
pub fn train(
    training: Training,
    own: Option<&OwnData>,
    mut progress: impl FnMut(u32, f32),
) -> Result<(Card, Vec<u8>), String> {
    let e = Experiment::default_for(training.data);
    let word = Data::WORDS[e.data.index()];
    let known = LABELLED.into_iter().find(|(data, _)| *data == e.data);
    let (_, layout) = known.ok_or_else(|| format!("data={word}: it has no classifier"))?;
    let source = Source::of(&e, own).map_err(|e| e.to_string())?;
    let (count, held_out) = source.counts().unwrap_or(DRAWN);
    let mut lessons = Lessons::new(training.seed, layout, &source, count as usize);
    for epoch in 0..training.epochs {
        let share = |step: f64| (f64::from(epoch) + step) / f64::from(training.epochs);
        let rate = |step| LEARNING_RATE * (0.5 + 0.5 * (std::f64::consts::PI * share(step)).cos());
        progress(epoch + 1, lessons.epoch(rate));
    }
    let tensors = scaled(&layout, lessons.classifier.valid().tensors(), &lessons.images);
    let images = source.held_out(held_out as usize);
    let seen = FeatureNetwork::new(layout, tensors.clone()).look(Rows::new(&images, pixels(&layout)));
    let card = Card {
        data: word.into(),
        accuracy: agreement(&seen.classes, &source.held_out_labels(held_out as usize)),
        held_out,
        seed: training.seed,
        epochs: training.epochs,
        hash: String::new(),
    };
    let bytes = weights::write(&layout, &tensors, &card)?;
    Ok((weights::read(&layout, &bytes)?.0, bytes))
}

/// Numbers in an image.
fn pixels(layout: &Layout) -> usize {
    layout.channels * layout.size * layout.size
}

/// A classifier in training.
struct Lessons {
    layout: Layout,
    classifier: Classifier,
    adam: ModuleOptimizer,
    stream: Stream,
    device: Device,
    images: Vec<f32>,
    labels: Vec<u8>,
}

impl Lessons {
    fn new(seed: u32, layout: Layout, source: &Source, count: usize) -> Self {
        let (mut stream, device) = (Stream::new(seed, "classifier"), Device::flex().autodiff());
        Self {
            classifier: Classifier::new(&layout, layout.draw(&mut stream), &device),
            layout,
            adam: AdamConfig::new().with_epsilon(1e-8).init(),
            stream,
            device,
            images: source.reference(count),
            labels: source.reference_labels(count),
        }
    }

    /// Sees every image once, at the learning rate of the share of the epoch that is done; the mean
    /// loss.
    fn epoch(&mut self, rate: impl Fn(f64) -> f64) -> f32 {
        let order = self.stream.permutation(self.labels.len());
        let (steps, mut sum) = (order.len().div_ceil(BATCH), 0.0);
        for (step, chosen) in order.chunks(BATCH).enumerate() {
            let (images, targets) = self.batch(chosen);
            let (_, logits) = self.classifier.forward(images);
            let loss = cross_entropy(logits, targets);
            let gradients = GradientsParams::from_module(&mut loss.backward(), &self.classifier);
            let rate = rate(step as f64 / steps as f64);
            self.classifier = self.adam.step(rate, self.classifier.clone(), gradients);
            sum += loss.inner().into_data().iter::<f32>().sum::<f32>();
        }
        sum / steps as f32
    }

    /// The images of `chosen`, each shifted afresh, `[batch, pixels]`, and their classes, one-hot.
    fn batch(&mut self, chosen: &[u32]) -> (Tensor<2>, Tensor<2>) {
        let (length, Layout { size, classes, .. }) = (pixels(&self.layout), self.layout);
        let (mut images, mut targets) = (Vec::new(), vec![0.0; chosen.len() * classes]);
        for (i, image) in chosen.iter().map(|i| *i as usize).enumerate() {
            let pixels = &self.images[image * length..(image + 1) * length];
            images.extend(shifted(pixels, size, &mut self.stream));
            targets[i * classes + usize::from(self.labels[image])] = 1.0;
        }
        let tensor = |values: Vec<f32>, columns: usize| {
            Tensor::from_data(TensorData::new(values, [chosen.len(), columns]), &self.device)
        };
        (tensor(images, length), tensor(targets, classes))
    }
}

/// The same classifier with features of mean square 1 on `images`, so that distances in them have a
/// scale: what leaky ReLU passes on may be divided before it and multiplied after it.
fn scaled(layout: &Layout, mut tensors: Vec<Vec<f32>>, images: &[f32]) -> Vec<Vec<f32>> {
    let seen = FeatureNetwork::new(*layout, tensors.clone()).look(Rows::new(images, pixels(layout))).features;
    let mean = seen.iter().map(|v| f64::from(*v).powi(2)).sum::<f64>() / seen.len() as f64;
    let scale = mean.sqrt().max(f64::MIN_POSITIVE) as f32;
    // Last come the weight and the bias of the features, then those of the opinions.
    if let [.., weight, bias, output, _] = &mut tensors[..] {
        weight.iter_mut().chain(bias).for_each(|v| *v /= scale);
        output.iter_mut().for_each(|v| *v *= scale);
    }
    tensors
}

/// Mean over the images of -ln of the probability of their class, `[1]`; `logits` and one-hot
/// `targets` are `[batch, classes]`.
fn cross_entropy(logits: Tensor<2>, targets: Tensor<2>) -> Tensor<1> {
    let batch = targets.dims()[0] as f64;
    (log_softmax(logits, 1) * targets).sum().neg().div_scalar(batch)
}

/// An image moved by up to one pixel each way; what comes in is black.
fn shifted(image: &[f32], size: usize, stream: &mut Stream) -> Vec<f32> {
    let (down, right) = (stream.below(3), stream.below(3));
    let at = |row: usize, column: usize| {
        let (from, of) = ((row + 1).checked_sub(down), (column + 1).checked_sub(right));
        match (from, of) {
            (Some(row), Some(column)) if row < size && column < size => image[row * size + column],
            _ => -1.0,
        }
    };
    (0..size).flat_map(|row| (0..size).map(move |column| (row, column))).map(|(r, c)| at(r, c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_file_and_five_epochs_learn_most_digits() {
        let once = |seed| {
            let training = Training { data: Data::Digits8, seed, epochs: 5 };
            train(training, None, |_, loss| assert!(loss < 3.0)).expect("shipped")
        };
        let (card, bytes) = once(1);
        assert!(card.accuracy > 0.8, "{card:?}");
        assert_eq!(once(1).1, bytes);
        assert_ne!(once(2).1, bytes);
    }

    #[test]
    fn data_without_a_classifier_is_named() {
        let training = Training { data: Data::Ring8, seed: 1, epochs: 1 };
        assert_eq!(train(training, None, |_, _| ()), Err("data=ring8: it has no classifier".into()));
    }

    #[test]
    fn scaling_leaves_opinions_and_makes_the_mean_square_of_features_one() {
        let layout = Layout::DIGITS8;
        let tensors = layout.draw(&mut Stream::new(4, "weights"));
        let images = Stream::new(4, "images").normals(50 * 64);
        let look = |tensors| FeatureNetwork::new(layout, tensors).look(Rows::new(&images, 64));
        let (before, after) = (look(tensors.clone()), look(scaled(&layout, tensors, &images)));
        let square = after.features.iter().map(|v| v * v).sum::<f32>() / after.features.len() as f32;
        assert!((square - 1.0).abs() < 1e-4, "{square}");
        assert!(before.logits.iter().zip(&after.logits).all(|(a, b)| (a - b).abs() < 1e-4));
    }

    #[test]
    fn a_shift_moves_by_a_pixel_at_most_and_fills_with_black() {
        let mut image = vec![-1.0; 64];
        image[0] = 1.0;
        let mut stream = Stream::new(1, "shift");
        let places: std::collections::BTreeSet<Vec<usize>> = (0..200)
            .map(|_| shifted(&image, 8, &mut stream))
            .map(|moved| moved.iter().enumerate().filter(|(_, v)| **v > 0.0).map(|(i, _)| i).collect())
            .collect();
        let expected = [vec![], vec![0], vec![1], vec![8], vec![9]];
        assert_eq!(places.into_iter().collect::<Vec<_>>(), expected);
    }
}
