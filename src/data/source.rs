//! One way to ask for a batch, whatever the data.

use super::classes::{class_at, turns};
use super::digits;
use super::endless::Endless;
use super::error::DataError;
use super::files::{UserFile, Wishes};
use super::images::Images;
use super::own::OwnData;
use super::own_points::OwnPoints;
use super::samples::{Batch, Samples, SourceState};
use crate::experiment::architecture::Shape;
use crate::experiment::{Data, Experiment};

/// A data set and how far a run has come in it.
#[derive(Clone, Debug)]
pub struct Source {
    /// Steps of a run that takes the classes in turn.
    in_turn: Option<u32>,
    kind: Kind,
}

#[derive(Clone, Debug)]
enum Kind {
    Endless(Endless),
    Images(Images),
    Points(OwnPoints),
}

impl Source {
    /// Opens the data of `e`, with its seed and of its classes. `files` are the user's, in any order, for
    /// data sets that need them.
    ///
    /// # Errors
    /// [`DataError`] with what was expected and what was found.
    pub fn open(e: &Experiment, files: &[UserFile]) -> Result<Self, DataError> {
        let read = || OwnData::read(e.data, files, &Wishes::default());
        let own = e.data.needs_files().then(read).transpose()?;
        Self::of(e, own.as_ref())
    }

    /// [`Self::open`] with files that are read already; what they hold is shared, not copied.
    ///
    /// # Errors
    /// [`DataError`] with what was expected and what was found.
    pub fn of(e: &Experiment, own: Option<&OwnData>) -> Result<Self, DataError> {
        let own = own.filter(|own| own.is_for(e.data));
        let kind = match (e.data, own) {
            (Data::Mnist | Data::Images, Some(OwnData::Images(set))) => {
                Kind::Images(Images::new(e, set.clone())?)
            }
            (Data::Table, Some(OwnData::Points(set))) => Kind::Points(OwnPoints::new(e, set.clone())),
            (Data::Mnist | Data::Images | Data::Table, _) => return Err(DataError::NoFiles),
            (Data::Digits8, _) => Kind::Images(Images::new(e, digits::load()?)?),
            _ => Kind::Endless(Endless::new(e)?),
        };
        Ok(Self { in_turn: turns(e), kind })
    }

    fn samples(&self) -> &dyn Samples {
        match &self.kind {
            Kind::Endless(endless) => endless,
            Kind::Images(images) => images,
            Kind::Points(points) => points,
        }
    }

    fn samples_mut(&mut self) -> &mut dyn Samples {
        match &mut self.kind {
            Kind::Endless(endless) => endless,
            Kind::Images(images) => images,
            Kind::Points(points) => points,
        }
    }

    /// The shape of a sample.
    pub fn shape(&self) -> Shape {
        self.samples().shape()
    }

    /// The file of the network that tells the classes of own or fetched images, where one came with them.
    pub fn classifier(&self) -> Option<&[u8]> {
        match &self.kind {
            Kind::Images(images) => images.classifier(),
            _ => None,
        }
    }

    /// Samples there are to train on, and held out; `None` when the data is made without end.
    pub fn counts(&self) -> Option<(u32, u32)> {
        self.samples().counts()
    }

    /// Samples that this run trains on: with `data.count` not all of [`Self::counts`], and an end of data
    /// that has none. `None` when they never end.
    pub fn trained_on(&self) -> Option<u32> {
        self.samples().trained_on()
    }

    /// The class that `step` trains on, in a run that takes them in turn.
    pub fn class_at(&self, step: u32) -> Option<u8> {
        self.in_turn.map(|steps| class_at(step, steps))
    }

    /// The next `n` samples to train on in `step` (from 0), which matters only for classes in turn.
    pub fn batch(&mut self, n: usize, step: u32) -> Batch {
        let class = self.class_at(step);
        self.samples_mut().batch(n, class)
    }

    /// `n` real samples for the screen, the same in every call and every run; in a conditional run
    /// image i is of class i % 10.
    pub fn show(&self, n: usize) -> Vec<f32> {
        self.samples().show(n).values
    }

    /// `n` samples to measure against, of all there are to train on: the same in every call and every
    /// run, however few of them `data.count` leaves to it. Images repeat when `n` is above
    /// [`Self::counts`].
    pub fn reference(&self, n: usize) -> Vec<f32> {
        self.samples().reference(n).values
    }

    /// `n` of the samples that this run trains on, the same in every call. They repeat when `n` is above
    /// [`Self::trained_on`].
    pub fn trained(&self, n: usize) -> Vec<f32> {
        self.samples().trained(n).values
    }

    /// `n` samples that are never trained on: the same in every call and every run. Images repeat
    /// when `n` is above [`Self::counts`]; of a rare class none may be held out.
    pub fn held_out(&self, n: usize) -> Vec<f32> {
        self.samples().held_out(n).values
    }

    /// The classes of the images of [`Self::reference`]; empty for points and for images without labels.
    pub fn reference_labels(&self, n: usize) -> Vec<u8> {
        self.samples().reference(n).labels
    }

    /// The classes of the images of [`Self::held_out`]; empty for points and for images without labels.
    pub fn held_out_labels(&self, n: usize) -> Vec<u8> {
        self.samples().held_out(n).labels
    }

    /// Where the source stands.
    pub fn state(&self) -> SourceState {
        self.samples().state()
    }

    /// Moves the source to `state`. A fork may have changed the classes: its walk then goes on after
    /// as many samples, or, in turn, begins its class.
    ///
    /// # Errors
    /// [`DataError::State`] when `state` is none of this data; the source stays where it was.
    pub fn restore(&mut self, state: &SourceState) -> Result<(), DataError> {
        self.samples_mut().restore(*state)
    }
}
