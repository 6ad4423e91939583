//! Images, split for good into those to train on and those held out, and how far a run has come.

use super::classes;
use super::epochs::Epochs;
use super::error::{DataError, MIN_IMAGES};
use super::idx::IdxImages;
use crate::experiment::{Classes, Condition, Experiment};
use crate::rng::Stream;

/// One image in this many is held out.
const HELD_OUT: usize = 10;

/// The images of one run.
#[derive(Clone, Debug)]
pub(super) struct Images {
    pub images: IdxImages,
    pub labels: Option<Vec<u8>>,
    pub train: Vec<u32>,
    pub held_out: Vec<u32>,
    /// Whether images are shown one class a column.
    by_class: bool,
    seed: u32,
    /// The class that `walk` is on, in a run that takes them in turn.
    pub turn: Option<u8>,
    pub walk: Epochs,
}

impl Images {
    /// The images as `e` trains on them.
    pub fn new(e: &Experiment, images: IdxImages, labels: Option<Vec<u8>>) -> Result<Self, DataError> {
        if images.count < MIN_IMAGES {
            return Err(DataError::TooFew { found: images.count });
        }
        if let Some(labels) = labels.as_ref().filter(|l| l.len() != images.count as usize) {
            return Err(DataError::LabelCount { images: images.count, labels: labels.len() });
        }
        // Not the user's seed: what is held out stays held out in every run.
        let mut train = Stream::new(0, "split").permutation(images.count as usize);
        let mut held_out = train.split_off(train.len() - train.len() / HELD_OUT);
        classes::check(e, labels.as_deref(), &train)?;
        if let (Classes::Only(class), Some(labels)) = (e.classes, &labels) {
            train = classes::only(&train, labels, class);
            held_out = classes::only(&held_out, labels, class);
        }
        let walk = Epochs::new(train.clone(), e.seed);
        let by_class = e.condition != Condition::Off;
        Ok(Self { images, labels, train, held_out, by_class, seed: e.seed, turn: None, walk })
    }

    /// Begins the turn of `class`, unless it has begun: from there the run draws as one of that
    /// class alone does from its start.
    pub fn turn_to(&mut self, class: u8) {
        if self.turn != Some(class) {
            let labels = self.labels.as_deref().unwrap_or_default();
            self.walk = Epochs::new(classes::only(&self.train, labels, class), self.seed);
            self.turn = Some(class);
        }
    }

    /// Leaves the turns for the walk over all images.
    pub fn end_turns(&mut self) {
        if self.turn.take().is_some() {
            self.walk = Epochs::new(self.train.clone(), self.seed);
        }
    }

    /// Images to train on in an order of their own, over and over.
    pub fn shuffled(&self, stream: &mut Stream) -> impl Iterator<Item = u32> {
        stream.permutation(self.train.len()).into_iter().map(|i| self.train[i as usize]).cycle()
    }

    /// `n` images to look at, one class a column where the run knows classes.
    pub fn shown(&self, stream: &mut Stream, n: usize) -> Vec<u32> {
        match &self.labels {
            Some(labels) if self.by_class => {
                let pool: Vec<u32> = self.shuffled(stream).take(self.train.len()).collect();
                classes::columns(&pool, labels, n)
            }
            _ => self.shuffled(stream).take(n).collect(),
        }
    }

    /// The pixels of `indices`, from -1 (black) to 1 (white).
    pub fn values(&self, indices: impl IntoIterator<Item = u32>) -> Vec<f32> {
        indices.into_iter().flat_map(|i| scaled(self.images.image(i as usize))).collect()
    }

    /// The labels of `indices`; empty where there are none.
    pub fn labels_of(&self, indices: &[u32]) -> Vec<u8> {
        let labels = self.labels.as_deref().unwrap_or_default();
        indices.iter().filter_map(|i| labels.get(*i as usize)).copied().collect()
    }
}

/// 0 to 255 as -1 to 1.
fn scaled(pixels: &[u8]) -> impl Iterator<Item = f32> + '_ {
    pixels.iter().map(|v| f32::from(*v) / 127.5 - 1.0)
}
