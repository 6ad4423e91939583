//! What the samples of a run are measured with, made once a run.

use super::energy::Cloud;
use super::features::FeatureNetwork;
use super::of_images::ImageJudge;
use super::of_points::PointJudge;
use super::samples::{Rows, Unfit};
use super::score::{Report, Score};
use crate::data::{Batch, Source};
use crate::experiment::architecture::Shape;
use crate::experiment::{Condition, Data, Experiment};

/// Points to judge and to judge against (Srivastava et al. 2017; Lin et al. 2018).
const POINTS: usize = 2500;

/// Images to judge against and to judge, at most (ours)…
const IMAGES: (usize, usize) = (2000, 1000);
/// … and the numbers that these may have, so that a measurement takes less than 0.1 s: 637 and 318
/// images of 28 x 28 (ours).
const NUMBERS: (usize, usize) = (500_000, 250_000);

/// Stacked digits to judge and whose modes are counted, as many a mode as in the stacked-MNIST test
/// (docs/facts.md, section 19). Of these, as many as of other images go into what looks at pairs.
const STACKED: usize = 2600;

/// Fewer samples than this say nothing (ours). Single metrics need more.
const MIN_SAMPLES: usize = 10;

/// Real samples of `data` and generated ones of `dims` numbers that a measurement takes, where `counts` are the
/// images to train on and held out, or `None` for data without end. The floor takes as many held-out
/// samples as generated ones are judged, so there are never more than that.
pub fn counts(data: Data, counts: Option<(u32, u32)>, dims: usize) -> (usize, usize) {
    let most = |(images, numbers): (usize, usize)| images.min(numbers / dims.max(1));
    match counts {
        None if data == Data::Stacked8 => (IMAGES.0, STACKED),
        None if data.is_image() => (most((IMAGES.0, NUMBERS.0)), most((IMAGES.1, NUMBERS.1))),
        None => (POINTS, POINTS),
        Some((train, held_out)) if !data.is_image() => {
            (POINTS.min(train as usize), POINTS.min(held_out as usize))
        }
        Some((train, held_out)) => (
            most((IMAGES.0, NUMBERS.0)).min(train as usize),
            most((IMAGES.1, NUMBERS.1)).min(held_out as usize),
        ),
    }
}

/// Real samples, and the floors that others score against them.
#[derive(Clone, Debug)]
pub struct Yardstick {
    judge: Judge,
    floors: Vec<Score>,
    /// Numbers in a sample.
    dims: usize,
    /// Samples judged.
    count: usize,
    /// Real samples judged against.
    reals: usize,
}

#[derive(Clone, Debug)]
enum Judge {
    /// Nothing to judge against, or nothing to judge.
    Idle,
    Points(Box<PointJudge>),
    Images(Box<ImageJudge>),
}

impl Yardstick {
    /// For runs of `e` on the data of `source`.
    pub fn of(e: &Experiment, source: &Source) -> Self {
        let shape = source.shape();
        let (real, fake) = counts(e.data, source.counts(), shape.len());
        let real = Batch { values: source.reference(real), labels: source.reference_labels(real) };
        let held_out = Batch { values: source.held_out(fake), labels: source.held_out_labels(fake) };
        let fetched = match e.data {
            Data::Mnist => source.classifier().and_then(FeatureNetwork::mnist),
            _ => None,
        };
        Self::seen_by(fetched, e.data, shape, e.condition != Condition::Off, real, held_out)
    }

    /// For samples of `data`, of classes that are asked for if `conditional`; against `real` samples and
    /// with the floors of as many `held_out` ones as will be judged; see [`counts`].
    pub fn new(data: Data, shape: Shape, conditional: bool, real: Batch, held_out: Batch) -> Self {
        Self::seen_by(None, data, shape, conditional, real, held_out)
    }

    /// The same, of images that `network` looks at, or the usual one of `data`.
    fn seen_by(
        network: Option<FeatureNetwork>,
        data: Data,
        shape: Shape,
        conditional: bool,
        real: Batch,
        held_out: Batch,
    ) -> Self {
        let dims = shape.len();
        let [reals, count] = [&real, &held_out].map(|batch| batch.values.len() / dims);
        let (judge, floors) = match shape {
            _ if reals.min(count) < MIN_SAMPLES => (Judge::Idle, Vec::new()),
            Shape::Point => {
                let judge = PointJudge::new(data, real.values);
                let floors = judge.floors(&held_out.values);
                (Judge::Points(Box::new(judge)), floors)
            }
            Shape::Image { channels, size } => {
                let network = network.unwrap_or_else(|| usual(data, channels, size));
                let planes = (channels as usize, size as usize);
                let judge = ImageJudge::new(network, planes, real, held_out, IMAGES.1);
                let floors = judge.floors(conditional);
                (Judge::Images(Box::new(judge)), floors)
            }
        };
        Self { judge, floors, dims, count, reals }
    }

    /// The same for so many generated images: what looks at features and classes takes them all, so
    /// that it scatters less; what compares pairs keeps to its number. Points stay as they are.
    pub fn for_fakes(self, fakes: usize) -> Self {
        let images = matches!(self.judge, Judge::Images(_));
        Self { count: if images { self.count.max(fakes) } else { self.count }, ..self }
    }

    /// What real samples score, metric by metric, as far as that is defined.
    pub fn floors(&self) -> impl Iterator<Item = (&'static str, f64)> {
        let known = |floor: &Score| floor.value.as_ref().ok().map(|value| (floor.id, *value));
        self.floors.iter().filter_map(known).filter(|(_, value)| value.is_finite())
    }

    /// Samples that [`Self::measure`] needs.
    pub fn count(&self) -> usize {
        self.count
    }

    /// How good `samples` are (those after [`Self::count`] are left out), of which the classes `asked`
    /// were asked for in a conditional run. Nothing is said of too few samples, or of some that are not
    /// finite, but why.
    pub fn measure(&self, samples: &[f32], asked: Option<&[u8]>) -> Report {
        let rows = Rows::new(samples, self.dims).first(self.count);
        let scores = match &self.judge {
            Judge::Idle => Err(self.too_few(MIN_SAMPLES, self.count.min(self.reals))),
            _ if rows.count() < self.count => Err(self.too_few(self.count, rows.count())),
            _ if rows.values.iter().any(|v| !v.is_finite()) => Err(Unfit::NotFinite),
            Judge::Points(judge) => Ok(judge.scores(rows.values)),
            Judge::Images(judge) => Ok(judge.scores(rows.values, asked)),
        };
        match scores {
            Ok(scores) => Report::new(scores, &self.floors),
            Err(reason) => Report { metrics: Vec::new(), missing: vec![reason.to_string()] },
        }
    }

    /// The energy distance of `samples`, any number of them from two on, without the rest. It is to be held
    /// against the floor of [`Self::measure`] from afar only: fewer samples score a little more.
    pub fn energy(&self, samples: &[f32]) -> Option<f32> {
        let few = Rows::new(samples, self.dims).at_least(2, "energy distance").ok()?;
        let cloud = Cloud::new(few.values.to_vec(), self.dims);
        match &self.judge {
            Judge::Idle => None,
            Judge::Points(judge) => Some(judge.energy(&cloud) as f32),
            Judge::Images(judge) => Some(judge.energy(&cloud) as f32),
        }
    }

    fn too_few(&self, needed: usize, found: usize) -> Unfit {
        Unfit::TooFew { metric: "metrics", needed, found }
    }
}

/// The network for images of `data`.
fn usual(data: Data, channels: u32, size: u32) -> FeatureNetwork {
    let shipped = match data {
        Data::Digits8 => FeatureNetwork::digits8().ok().map(|(network, _)| network),
        Data::Shapes28 => FeatureNetwork::shapes28().ok().map(|(network, _)| network),
        Data::Stacked8 => FeatureNetwork::stacked8().ok(),
        _ => None,
    };
    shipped.unwrap_or_else(|| FeatureNetwork::random(channels as usize, size as usize))
}
