//! Data that is drawn without end.

use super::error::DataError;
use super::samples::{Batch, Samples, SourceState};
use super::stacked::{self, Stacked};
use super::{points, shapes};
use crate::experiment::architecture::Shape;
use crate::experiment::{CLASSES, Classes, Condition, Data, Experiment};
use crate::rng::Stream;

/// The data of one run and the stream that its batches are drawn from.
#[derive(Clone, Debug)]
pub(super) struct Endless {
    kind: Kind,
    stream: Stream,
    few: Option<Few>,
}

/// A fixed sample, in the place of data without end: sample i of a seed is always the same, so fewer are
/// some of more.
#[derive(Clone, Copy, Debug)]
struct Few {
    count: u32,
    seed: u32,
}

/// What is drawn.
#[derive(Clone, Debug)]
enum Kind {
    /// Points in the plane.
    Points(Data),
    /// Pairs of digits.
    Stacked(Box<Stacked>),
    /// Shapes, of one kind or of all.
    Shapes {
        /// The only kind.
        only: Option<u8>,
        /// Whether they are shown one kind a column.
        by_class: bool,
    },
}

/// For what samples are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Purpose {
    /// To train on, of this class alone if there is one.
    Train(Option<u8>),
    /// To show: one class a column in a conditional run.
    Show,
    /// Never trained on.
    HeldOut,
}

impl Endless {
    /// What `e` trains on, from its start.
    ///
    /// # Errors
    /// None with the files as shipped.
    pub fn new(e: &Experiment) -> Result<Self, DataError> {
        let kind = match e.data {
            Data::Stacked8 => Kind::Stacked(Box::new(Stacked::new(e)?)),
            Data::Shapes28 => {
                let only = if let Classes::Only(class) = e.classes { Some(class) } else { None };
                Kind::Shapes { only, by_class: e.condition != Condition::Off }
            }
            data => Kind::Points(data),
        };
        let few = (e.count > 0).then_some(Few { count: e.count, seed: e.seed });
        Ok(Self { kind, stream: Stream::new(e.seed, "batch"), few })
    }
}

impl Few {
    /// Sample `i` of `kind`.
    fn sample(self, kind: &Kind, i: usize, class: Option<u8>) -> Batch {
        kind.draw(&mut Stream::new(self.seed, &format!("few.{i}")), 1, Purpose::Train(class))
    }

    /// How many there are, of `class` alone a tenth.
    fn count(self, class: Option<u8>) -> usize {
        class.map_or(self.count, |_| self.count.div_ceil(CLASSES)) as usize
    }

    /// `n` of them, each as likely as the others.
    fn draw(self, kind: &Kind, stream: &mut Stream, n: usize, class: Option<u8>) -> Batch {
        joined((0..n).map(|_| self.sample(kind, stream.below(self.count(class)), class)))
    }
}

/// All of `batches` as one.
fn joined(batches: impl Iterator<Item = Batch>) -> Batch {
    batches.fold(Batch { values: Vec::new(), labels: Vec::new() }, |mut all, one| {
        all.values.extend(one.values);
        all.labels.extend(one.labels);
        all
    })
}

impl Kind {
    /// The next `n` samples of `stream`.
    fn draw(&self, stream: &mut Stream, n: usize, purpose: Purpose) -> Batch {
        match self {
            Self::Points(data) => Batch { values: points::draw(*data, stream, n), labels: Vec::new() },
            Self::Stacked(stacked) => stacked.draw(stream, n, purpose == Purpose::HeldOut),
            Self::Shapes { only, by_class } => {
                let mut batch = Batch { values: Vec::new(), labels: Vec::new() };
                for i in 0..n {
                    let kind = match (purpose, only) {
                        (Purpose::Train(Some(class)), _) => usize::from(class),
                        (_, Some(class)) => usize::from(*class),
                        (Purpose::Show, None) if *by_class => i % shapes::KINDS,
                        _ => stream.below(shapes::KINDS),
                    };
                    shapes::draw(kind, stream, &mut batch.values);
                    batch.labels.push(kind as u8);
                }
                batch
            }
        }
    }
}

impl Samples for Endless {
    fn shape(&self) -> Shape {
        match self.kind {
            Kind::Points(_) => Shape::Point,
            Kind::Stacked(_) => Shape::Image { channels: stacked::CHANNELS, size: 8 },
            Kind::Shapes { .. } => Shape::Image { channels: 1, size: shapes::SIZE },
        }
    }

    fn counts(&self) -> Option<(u32, u32)> {
        None
    }

    fn trained_on(&self) -> Option<u32> {
        self.few.map(|few| few.count)
    }

    fn batch(&mut self, n: usize, class: Option<u8>) -> Batch {
        match self.few {
            Some(few) => few.draw(&self.kind, &mut self.stream, n, class),
            None => self.kind.draw(&mut self.stream, n, Purpose::Train(class)),
        }
    }

    fn show(&self, n: usize) -> Batch {
        self.kind.draw(&mut Stream::new(0, "show"), n, Purpose::Show)
    }

    fn reference(&self, n: usize) -> Batch {
        self.kind.draw(&mut Stream::new(0, "reference"), n, Purpose::Train(None))
    }

    fn trained(&self, n: usize) -> Batch {
        match self.few {
            Some(few) => joined((0..n).map(|i| few.sample(&self.kind, i % few.count(None), None))),
            None => self.reference(n),
        }
    }

    fn held_out(&self, n: usize) -> Batch {
        self.kind.draw(&mut Stream::new(0, "held-out"), n, Purpose::HeldOut)
    }

    fn state(&self) -> SourceState {
        SourceState::Points(self.stream.position())
    }

    fn restore(&mut self, state: SourceState) -> Result<(), DataError> {
        let SourceState::Points(position) = state else { return Err(DataError::State) };
        self.stream.seek(position);
        Ok(())
    }
}
