//! One way to ask for a batch, whatever the data.

use serde::{Deserialize, Serialize};

use super::idx::{self, Idx, IdxError, IdxImages};
use super::{digits, points};
use crate::experiment::Data;
use crate::experiment::architecture::Shape;
use crate::rng::{Position, Stream};

/// One image in this many is held out.
const HELD_OUT: usize = 10;

/// Fewer images than this cannot be split.
const MIN_IMAGES: u32 = 10;

/// More samples than a run can draw; above it a state is damaged.
const MAX_DRAWN: u64 = 1 << 53;

/// Why there is no data.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DataError {
    /// The data set is in files that are not there.
    #[error(
        "this data set needs your own files: choose an IDX file of images, and one of labels if you have it"
    )]
    NoFiles,
    /// Too many files, or two of a kind.
    #[error(
        "{found} files with {images} of images and {labels} of labels; accepted is one of images and at most one of labels"
    )]
    FileCount {
        /// Files.
        found: usize,
        /// Of them images.
        images: usize,
        /// Of them labels.
        labels: usize,
    },
    /// Labels without images.
    #[error("the file holds labels; an IDX file of images is needed too")]
    NoImages,
    /// A file cannot be read.
    #[error("file {file}: {error}")]
    File {
        /// Its place in the list, from 1.
        file: usize,
        /// What is wrong.
        error: IdxError,
    },
    /// There are not as many labels as images.
    #[error("{labels} labels for {images} images; the numbers must be equal")]
    LabelCount {
        /// Images.
        images: u32,
        /// Labels.
        labels: usize,
    },
    /// Nothing to train on.
    #[error("{found} images; at least {MIN_IMAGES} are needed")]
    TooFew {
        /// Images.
        found: u32,
    },
    /// A state of other data.
    #[error("the checkpoint belongs to other data")]
    State,
}

/// Where a [`Source`] stands, for checkpoints.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum SourceState {
    /// Points: where the stream stands.
    Points(Position),
    /// Images: samples drawn so far.
    Images(u64),
}

/// A data set and how far a run has come in it.
#[derive(Clone, Debug)]
pub struct Source {
    data: Data,
    kind: Kind,
}

#[derive(Clone, Debug)]
enum Kind {
    Points(Stream),
    Images(Box<Images>),
}

impl Source {
    /// Opens `data`. `files` are the user's IDX files in any order, for data sets that need them.
    ///
    /// # Errors
    /// [`DataError`] with what was expected and what was found.
    pub fn open(data: Data, files: &[Vec<u8>], seed: u32) -> Result<Self, DataError> {
        let kind = match data {
            Data::Ring8 | Data::Grid25 | Data::Spiral | Data::Moons => {
                Kind::Points(Stream::new(seed, "batch"))
            }
            Data::Digits8 => {
                let (images, labels) = digits::load()?;
                Kind::Images(Box::new(Images::new(images, Some(labels), seed)?))
            }
            Data::Mnist => {
                let (images, labels) = read_files(files)?;
                Kind::Images(Box::new(Images::new(images, labels, seed)?))
            }
        };
        Ok(Self { data, kind })
    }

    /// The shape of a sample.
    pub fn shape(&self) -> Shape {
        match &self.kind {
            Kind::Points(_) => Shape::Point,
            Kind::Images(images) => Shape::Image { channels: 1, size: images.images.size },
        }
    }

    /// Samples to train on and held out; `None` when the data is made without end.
    pub fn counts(&self) -> Option<(u32, u32)> {
        match &self.kind {
            Kind::Points(_) => None,
            Kind::Images(images) => Some((images.train.len() as u32, images.held_out.len() as u32)),
        }
    }

    /// The next `n` samples to train on, one after the other: points as x, y, images channel by
    /// channel and row by row, from -1 (black) to 1 (white).
    pub fn batch(&mut self, n: usize) -> Vec<f32> {
        match &mut self.kind {
            Kind::Points(stream) => points::draw(self.data, stream, n),
            Kind::Images(images) => {
                let indices: Vec<u32> = (0..n).map(|_| images.next()).collect();
                images.values(indices.into_iter())
            }
        }
    }

    /// `n` real samples for the screen: the same in every call and every run.
    pub fn show(&self, n: usize) -> Vec<f32> {
        let mut stream = Stream::new(0, "show");
        match &self.kind {
            Kind::Points(_) => points::draw(self.data, &mut stream, n),
            Kind::Images(images) => {
                let order = stream.permutation(images.train.len());
                let indices = order.iter().map(|i| images.train[*i as usize]);
                images.values(indices.cycle().take(n))
            }
        }
    }

    /// `n` samples that are never trained on: the same in every call and every run.
    pub fn held_out(&self, n: usize) -> Vec<f32> {
        match &self.kind {
            Kind::Points(_) => points::draw(self.data, &mut Stream::new(0, "held-out"), n),
            Kind::Images(images) => images.values(images.held_out.iter().copied().cycle().take(n)),
        }
    }

    /// The label of every image, in the order of the file; `None` where there are none.
    pub fn labels(&self) -> Option<&[u8]> {
        match &self.kind {
            Kind::Points(_) => None,
            Kind::Images(images) => images.labels.as_deref(),
        }
    }

    /// Where the source stands.
    pub fn state(&self) -> SourceState {
        match &self.kind {
            Kind::Points(stream) => SourceState::Points(stream.position()),
            Kind::Images(images) => SourceState::Images(images.drawn),
        }
    }

    /// Moves the source to `state`.
    ///
    /// # Errors
    /// [`DataError::State`] when `state` is none of this data; the source stays where it was.
    pub fn restore(&mut self, state: &SourceState) -> Result<(), DataError> {
        match (&mut self.kind, state) {
            (Kind::Points(stream), SourceState::Points(position)) => stream.seek(*position),
            (Kind::Images(images), SourceState::Images(drawn)) if *drawn < MAX_DRAWN => images.seek(*drawn),
            _ => return Err(DataError::State),
        }
        Ok(())
    }
}

/// Images and perhaps labels from files in any order, told apart by their dimensions.
fn read_files(files: &[Vec<u8>]) -> Result<(IdxImages, Option<Vec<u8>>), DataError> {
    if files.is_empty() {
        return Err(DataError::NoFiles);
    }
    let (mut images, mut labels) = (Vec::new(), Vec::new());
    for (i, file) in files.iter().enumerate().take(3) {
        match idx::parse(file).map_err(|error| DataError::File { file: i + 1, error })? {
            Idx::Images(found) => images.push(found),
            Idx::Labels(found) => labels.push(found),
        }
    }
    let counts = (images.len(), labels.len());
    if counts == (0, 1) {
        return Err(DataError::NoImages);
    }
    let (Some(images), (1, 0 | 1)) = (images.pop(), counts) else {
        return Err(DataError::FileCount { found: files.len(), images: counts.0, labels: counts.1 });
    };
    Ok((images, labels.pop()))
}

/// Images, split for good, and the epochs of one run.
#[derive(Clone, Debug)]
struct Images {
    images: IdxImages,
    labels: Option<Vec<u8>>,
    train: Vec<u32>,
    held_out: Vec<u32>,
    seed: u32,
    drawn: u64,
    /// The epoch of `order`, places in `train`.
    epoch: u64,
    order: Vec<u32>,
}

impl Images {
    fn new(images: IdxImages, labels: Option<Vec<u8>>, seed: u32) -> Result<Self, DataError> {
        if images.count < MIN_IMAGES {
            return Err(DataError::TooFew { found: images.count });
        }
        if let Some(labels) = labels.as_ref().filter(|l| l.len() != images.count as usize) {
            return Err(DataError::LabelCount { images: images.count, labels: labels.len() });
        }
        // Not the user's seed: what is held out stays held out in every run.
        let mut train = Stream::new(0, "split").permutation(images.count as usize);
        let held_out = train.split_off(train.len() - train.len() / HELD_OUT);
        let order = epoch_order(seed, 0, train.len());
        Ok(Self { images, labels, train, held_out, seed, drawn: 0, epoch: 0, order })
    }

    /// The index of the next image to train on.
    fn next(&mut self) -> u32 {
        let (epoch, place) = self.place();
        if epoch != self.epoch {
            self.seek(self.drawn);
        }
        self.drawn += 1;
        self.train[self.order[place] as usize]
    }

    fn seek(&mut self, drawn: u64) {
        self.drawn = drawn;
        self.epoch = self.place().0;
        self.order = epoch_order(self.seed, self.epoch, self.train.len());
    }

    /// The epoch of the next sample and its place there.
    fn place(&self) -> (u64, usize) {
        let length = self.train.len() as u64;
        (self.drawn / length, (self.drawn % length) as usize)
    }

    fn values(&self, indices: impl Iterator<Item = u32>) -> Vec<f32> {
        indices.flat_map(|i| scaled(self.images.image(i as usize))).collect()
    }
}

/// Every epoch has its own stream, so that any point of a run can be found again at once.
fn epoch_order(seed: u32, epoch: u64, n: usize) -> Vec<u32> {
    Stream::new(seed, &format!("epoch.{epoch}")).permutation(n)
}

/// 0 to 255 as -1 to 1.
fn scaled(pixels: &[u8]) -> impl Iterator<Item = f32> + '_ {
    pixels.iter().map(|v| f32::from(*v) / 127.5 - 1.0)
}

#[cfg(test)]
mod tests {
    use super::super::idx::tests::write;
    use super::*;

    /// `n` images of 8 x 8; image i is filled with the value i.
    fn numbered(n: u8) -> Vec<u8> {
        let pixels: Vec<u8> = (0..n).flat_map(|i| [i; 64]).collect();
        write(&[u32::from(n), 8, 8], &pixels)
    }

    /// The numbers of the images in a batch of [`numbered`].
    fn numbers(batch: &[f32]) -> Vec<u8> {
        batch.chunks(64).map(|image| ((image[0] + 1.0) * 127.5).round() as u8).collect()
    }

    #[test]
    fn an_epoch_holds_every_training_image_once_and_no_held_out_one() {
        let mut source = Source::open(Data::Mnist, &[numbered(100)], 3).expect("valid");
        assert_eq!(source.counts(), Some((90, 10)));
        let held_out = numbers(&source.held_out(10));
        // Batches of 40 do not divide the epoch: the third spans two epochs.
        let drawn: Vec<u8> = (0..9).flat_map(|_| numbers(&source.batch(40))).collect();
        let epochs: Vec<_> = drawn.chunks(90).collect();
        for epoch in &epochs {
            let mut all = [epoch, &held_out[..]].concat();
            all.sort_unstable();
            assert_eq!(all, (0..100).collect::<Vec<u8>>());
        }
        assert_ne!(epochs[0], epochs[1]);
    }

    #[test]
    fn the_seed_orders_the_epochs_but_not_the_split() {
        let open = |seed| Source::open(Data::Digits8, &[], seed).expect("shipped");
        let (mut a, mut b) = (open(1), open(2));
        assert_eq!(a.counts(), Some((1618, 179)));
        assert_eq!(a.held_out(179), b.held_out(179));
        assert_eq!(a.show(8), b.show(8));
        assert_ne!(a.batch(8), b.batch(8));
        assert_eq!(open(1).batch(8), open(1).batch(8));
    }

    #[test]
    fn a_restored_source_repeats_every_bit() {
        for data in [Data::Ring8, Data::Grid25, Data::Spiral, Data::Moons, Data::Digits8] {
            let mut source = Source::open(data, &[], 5).expect("open");
            source.batch(1001);
            let state = source.state();
            let json = serde_json::to_string(&state).expect("serializable");
            let expected = source.batch(1501);
            let mut resumed = Source::open(data, &[], 5).expect("open");
            resumed.restore(&serde_json::from_str(&json).expect("a state")).expect("the same data");
            assert_eq!(resumed.batch(1501), expected, "{data:?}");
            assert_eq!(resumed.state(), source.state());
        }
    }

    #[test]
    fn a_state_of_other_data_is_refused() {
        let mut ring = Source::open(Data::Ring8, &[], 1).expect("open");
        let mut digits = Source::open(Data::Digits8, &[], 1).expect("open");
        assert_eq!(ring.restore(&digits.state()), Err(DataError::State));
        assert_eq!(digits.restore(&ring.state()), Err(DataError::State));
        assert_eq!(digits.restore(&SourceState::Images(u64::MAX)), Err(DataError::State));
    }

    #[test]
    fn pixels_span_minus_one_to_one() {
        let mut digits = Source::open(Data::Digits8, &[], 1).expect("shipped");
        assert_eq!(digits.shape(), Shape::Image { channels: 1, size: 8 });
        let batch = digits.batch(64);
        assert_eq!(batch.len(), 64 * 64);
        assert!(batch.iter().all(|v| (-1.0..=1.0).contains(v)));
        assert!(batch.contains(&-1.0) && batch.contains(&1.0));
        assert_eq!(digits.labels().map(<[u8]>::len), Some(1797));
    }

    #[test]
    fn showing_and_holding_out_do_not_move_the_batches() {
        let mut a = Source::open(Data::Ring8, &[], 1).expect("open");
        let mut b = a.clone();
        assert_eq!(a.show(9), a.show(9));
        assert_eq!(a.held_out(9).len(), 18);
        assert_eq!(a.batch(9), b.batch(9));
    }

    #[test]
    fn files_are_told_apart_in_any_order() {
        let labels = write(&[20], &(0..20).collect::<Vec<u8>>());
        for files in [[numbered(20), labels.clone()], [labels.clone(), numbered(20)]] {
            let source = Source::open(Data::Mnist, &files, 1).expect("valid");
            assert_eq!(source.labels().map(|l| l[19]), Some(19));
        }
    }

    #[test]
    fn bad_files_are_named() {
        let said = |files: &[Vec<u8>]| Source::open(Data::Mnist, files, 1).expect_err("bad").to_string();
        let labels = write(&[3], &[1, 2, 3]);
        assert!(said(&[]).starts_with("this data set needs your own files"));
        assert_eq!(
            said(&[numbered(20), labels.clone()]),
            "3 labels for 20 images; the numbers must be equal"
        );
        assert_eq!(said(&[labels]), "the file holds labels; an IDX file of images is needed too");
        assert!(said(&[numbered(20), numbered(20)]).starts_with("2 files with 2 of images"));
        assert_eq!(said(&[numbered(9)]), "9 images; at least 10 are needed");
        assert!(said(&[numbered(20), b"hello".to_vec()]).starts_with("file 2: not an IDX file"));
    }
}
