//! Images, split for good into those to train on and those held out, and how far a run has come.

use std::sync::Arc;

use super::classes::{self, turns};
use super::epochs::Epochs;
use super::error::DataError;
use super::files::ImageSet;
use super::samples::{Batch, Samples, SourceState};
use super::split::{few, shuffled, split};
use crate::experiment::architecture::Shape;
use crate::experiment::{CLASSES, Classes, Condition, Experiment};
use crate::rng::Stream;

/// More samples than a run can draw; above it a state is damaged.
pub(super) const MAX_DRAWN: u64 = 1 << 53;

/// The images of one run.
#[derive(Clone, Debug)]
pub(super) struct Images {
    parsed: Arc<ImageSet>,
    /// The class of each image, and again of each mirror image where there are any.
    labels: Option<Vec<u8>>,
    /// Images that are not held out: what there is to train on. The mirror image of image i is
    /// count + i.
    pub train: Vec<u32>,
    /// Those of them that this run trains on: all, or the few of `data.count`.
    pool: Vec<u32>,
    /// Images held out.
    pub held_out: Vec<u32>,
    /// Whether images are shown one class a column.
    by_class: bool,
    seed: u32,
    /// Whether the classes are taken in turn.
    in_turn: bool,
    /// The class that `walk` is on, once a run in turn has begun.
    turn: Option<u8>,
    walk: Epochs,
}

impl Images {
    /// The images as `e` trains on them.
    ///
    /// # Errors
    /// [`DataError`] with the classes that are missing.
    pub fn new(e: &Experiment, parsed: Arc<ImageSet>) -> Result<Self, DataError> {
        let mut labels = parsed.labels.clone();
        let (mut train, mut held_out) = split(parsed.count as usize);
        classes::check(e, labels.as_deref(), &train)?;
        if let (Classes::Only(class), Some(labels)) = (e.classes, &labels) {
            train = classes::only(&train, labels, class);
            held_out = classes::only(&held_out, labels, class);
        }
        let mut pool = few(&train, e);
        if pool.len() < train.len() {
            classes::check_few(e, labels.as_deref(), &pool)?;
        }
        if e.mirrored {
            for images in [&mut train, &mut pool] {
                images.extend(images.clone().into_iter().map(|i| i + parsed.count));
            }
            labels = labels.map(|labels| labels.repeat(2));
        }
        let walk = Epochs::new(pool.clone(), e.seed);
        let by_class = e.condition != Condition::Off;
        let in_turn = turns(e).is_some();
        Ok(Self { parsed, labels, train, pool, held_out, by_class, seed: e.seed, in_turn, turn: None, walk })
    }

    /// The file of the network that came with the images.
    pub fn classifier(&self) -> Option<&[u8]> {
        self.parsed.classifier.as_deref()
    }

    /// Begins the turn of `class`, unless it has begun: from there the run draws as one of that
    /// class alone does from its start.
    fn turn_to(&mut self, class: u8) {
        if self.turn != Some(class) {
            let labels = self.labels.as_deref().unwrap_or_default();
            self.walk = Epochs::new(classes::only(&self.pool, labels, class), self.seed);
            self.turn = Some(class);
        }
    }

    /// Leaves the turns for the walk over all images.
    fn end_turns(&mut self) {
        if self.turn.take().is_some() {
            self.walk = Epochs::new(self.pool.clone(), self.seed);
        }
    }

    /// `n` images to look at, one class a column where the run knows classes.
    fn shown(&self, stream: &mut Stream, n: usize) -> Vec<u32> {
        match &self.labels {
            Some(labels) if self.by_class => {
                let pool: Vec<u32> = shuffled(&self.train, stream).take(self.train.len()).collect();
                classes::columns(&pool, labels, n)
            }
            _ => shuffled(&self.train, stream).take(n).collect(),
        }
    }

    fn samples(&self, indices: Vec<u32>) -> Batch {
        Batch { labels: self.labels_of(&indices), values: self.values(indices) }
    }

    /// The pixels of the images and mirror images `indices`, from -1 (black) to 1 (white).
    pub fn values(&self, indices: impl IntoIterator<Item = u32>) -> Vec<f32> {
        let mut values = Vec::new();
        for i in indices {
            match i.checked_sub(self.parsed.count) {
                None => values.extend(scaled(self.parsed.image(i as usize))),
                Some(i) => values.extend(mirrored(self.parsed.image(i as usize), self.parsed.side)),
            }
        }
        values
    }

    /// The labels of `indices`; empty where there are none.
    pub fn labels_of(&self, indices: &[u32]) -> Vec<u8> {
        let labels = self.labels.as_deref().unwrap_or_default();
        indices.iter().filter_map(|i| labels.get(*i as usize)).copied().collect()
    }
}

impl Samples for Images {
    fn shape(&self) -> Shape {
        Shape::Image { channels: self.parsed.channels, size: self.parsed.side }
    }

    fn counts(&self) -> Option<(u32, u32)> {
        Some((self.train.len() as u32, self.held_out.len() as u32))
    }

    fn trained_on(&self) -> Option<u32> {
        Some(self.pool.len() as u32)
    }

    fn batch(&mut self, n: usize, class: Option<u8>) -> Batch {
        if let Some(class) = class {
            self.turn_to(class);
        }
        let indices: Vec<u32> = (0..n).map(|_| self.walk.next()).collect();
        self.samples(indices)
    }

    fn show(&self, n: usize) -> Batch {
        self.samples(self.shown(&mut Stream::new(0, "show"), n))
    }

    fn reference(&self, n: usize) -> Batch {
        self.samples(shuffled(&self.train, &mut Stream::new(0, "reference")).take(n).collect())
    }

    fn trained(&self, n: usize) -> Batch {
        self.samples(shuffled(&self.pool, &mut Stream::new(0, "reference")).take(n).collect())
    }

    fn held_out(&self, n: usize) -> Batch {
        self.samples(self.held_out.iter().copied().cycle().take(n).collect())
    }

    fn state(&self) -> SourceState {
        match (self.turn, self.walk.drawn()) {
            (Some(class), drawn) => SourceState::InTurn { class, drawn },
            (None, drawn) => SourceState::Images(drawn),
        }
    }

    fn restore(&mut self, state: SourceState) -> Result<(), DataError> {
        match state {
            SourceState::InTurn { class, drawn }
                if self.in_turn && u32::from(class) < CLASSES && drawn < MAX_DRAWN =>
            {
                self.turn_to(class);
                self.walk.seek(drawn);
            }
            SourceState::Images(drawn) | SourceState::InTurn { drawn, .. } if drawn < MAX_DRAWN => {
                self.end_turns();
                self.walk.seek(if self.in_turn { 0 } else { drawn });
            }
            _ => return Err(DataError::State),
        }
        Ok(())
    }
}

/// The numbers of an image.
fn scaled(pixels: &[u8]) -> impl Iterator<Item = f32> + '_ {
    pixels.iter().map(number)
}

/// The same of the mirror image, whose rows run the other way.
fn mirrored(pixels: &[u8], side: u32) -> impl Iterator<Item = f32> + '_ {
    pixels.chunks_exact(side as usize).flat_map(|row| row.iter().rev()).map(number)
}

/// 0 (black) to 255 (white) as -1 to 1.
fn number(byte: &u8) -> f32 {
    f32::from(*byte) / 127.5 - 1.0
}
