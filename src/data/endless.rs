//! Data that is drawn without end.

use super::error::DataError;
use super::source::Batch;
use super::stacked::{self, Stacked};
use super::{points, shapes};
use crate::experiment::architecture::Shape;
use crate::experiment::{Classes, Condition, Data, Experiment};
use crate::rng::Stream;

/// What is drawn.
#[derive(Clone, Debug)]
pub(super) enum Endless {
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
pub(super) enum Purpose {
    /// To train on, of this class alone if there is one.
    Train(Option<u8>),
    /// To show: one class a column in a conditional run.
    Show,
    /// Never trained on.
    HeldOut,
}

impl Endless {
    /// What `e` trains on; `None` for data with an end.
    ///
    /// # Errors
    /// None with the files as shipped.
    pub fn open(e: &Experiment) -> Result<Option<Self>, DataError> {
        Ok(match e.data {
            Data::Ring8 | Data::Grid25 | Data::Spiral | Data::Moons => Some(Self::Points(e.data)),
            Data::Stacked8 => Some(Self::Stacked(Box::new(Stacked::new(e)?))),
            Data::Shapes28 => {
                let only = if let Classes::Only(class) = e.classes { Some(class) } else { None };
                Some(Self::Shapes { only, by_class: e.condition != Condition::Off })
            }
            Data::Digits8 | Data::Mnist => None,
        })
    }

    /// The shape of a sample.
    pub fn shape(&self) -> Shape {
        match self {
            Self::Points(_) => Shape::Point,
            Self::Stacked(_) => Shape::Image { channels: stacked::CHANNELS, size: 8 },
            Self::Shapes { .. } => Shape::Image { channels: 1, size: shapes::SIZE },
        }
    }

    /// The next `n` samples of `stream`.
    pub fn draw(&self, stream: &mut Stream, n: usize, purpose: Purpose) -> Batch {
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
