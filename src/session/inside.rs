//! Looking inside a run: what its frame's samples are told by D, how G bends the latent space, and what it makes on
//! the way from one sample to another.

use burn::module::Module;
use burn::prelude::*;

use super::draws::{fixed_classes, fixed_values};
use super::frame::LATENTS;
use super::readback::{Readback, Slot, Values};
use super::run::Session;
use crate::experiment::architecture::Shape;
use crate::experiment::{Condition, LatentKind, whole_batches};
use crate::failure::Failure;
use crate::gan::dropout::Masks;
use crate::gan::generator::Generator;
use crate::gan::labels::oriented;
use crate::gan::{condition, pack};
use crate::inside::walk::{STOPS, Walk, Way, shares};
use crate::inside::{Inside, Sheet, View, Wanted};
use crate::record::Frame;

/// Nodes of the grid in a row and in a column.
const NODES: usize = 21;

/// What was asked of one generator.
struct Asked {
    slopes: Option<Slot>,
    sheet: Option<Slot>,
    logits: Option<Slot>,
    walk: Option<Slot>,
}

impl Session {
    /// What the run looks like now and what is `wanted` of its inside, in one readback. Training goes on as if nobody
    /// had looked.
    ///
    /// # Errors
    /// When the device cannot be read any more.
    pub async fn look(&self, wanted: Wanted) -> Result<(Frame, Option<Inside>), Failure> {
        let mut readback = Readback::default();
        let negative = self.camera.shoot(&self.experiment, &self.gan, &mut readback);
        let asked = (!wanted.is_nothing()).then(|| {
            let average = self.gan.average.as_ref().zip(negative.averaged.as_ref());
            let of_average =
                average.map(|(average, made)| self.ask(&average.shadow, &made.rows, wanted, &mut readback));
            let of_g = self.ask(&self.gan.generator.valid(), &negative.samples.rows, wanted, &mut readback);
            (of_g, of_average)
        });
        let mut values = readback.read().await?;
        let inside = asked.map(|(of_g, of_average)| Inside {
            of_g: self.view(of_g, &mut values),
            of_average: of_average.map(|asked| self.view(asked, &mut values)),
        });
        Ok((self.camera.develop(&self.experiment, negative, &mut values), inside))
    }

    /// Asks `readback` for what is `wanted` of `generator`, which made `samples` for the frame.
    fn ask(
        &self,
        generator: &Generator,
        samples: &Tensor<2>,
        wanted: Wanted,
        readback: &mut Readback,
    ) -> Asked {
        let points = self.shape == Shape::Point;
        let walk = wanted.walk.filter(|_| !points).and_then(|walk| self.stops(walk));
        Asked {
            slopes: (wanted.slopes && points).then(|| readback.add(self.slopes(samples))),
            sheet: (wanted.sheet && points).then(|| readback.add(generator.forward(self.grid()))),
            logits: (wanted.logits && !points).then(|| readback.add(self.logits(samples))),
            walk: walk.map(|latents| readback.add(generator.forward(latents))),
        }
    }

    fn view(&self, asked: Asked, values: &mut Values) -> View {
        let e = &self.experiment;
        let mut read = |slot: Option<Slot>| slot.map(|slot| values.take(slot));
        let pack = e.pack as usize;
        let logits = read(asked.logits).unwrap_or_default();
        View {
            slopes: read(asked.slopes).unwrap_or_default(),
            sheet: read(asked.sheet).map(|nodes| {
                let spacing = self.node(1) - self.node(0);
                Sheet { across: NODES as u32, cell: spacing * spacing, nodes }
            }),
            logits: logits.into_iter().flat_map(|logit| std::iter::repeat_n(logit, pack)).collect(),
            walk: read(asked.walk).map(|rows| self.camera.pictures(e, &rows).0),
        }
    }

    /// As many of the frame's samples as make whole packs and groups.
    fn whole(&self) -> usize {
        let group = whole_batches(&self.experiment) as usize;
        self.camera.count() / group * group
    }

    /// The gradient of the loss of each pack: the mean over the frame's points would make it smaller the more
    /// are drawn.
    fn slopes(&self, samples: &Tensor<2>) -> Tensor<2> {
        let (e, count) = (&self.experiment, self.whole());
        let points = samples.clone().narrow(0, 0, count);
        let real = e.loss.is_relativistic().then(|| {
            let rows = self.draws.source.show(count);
            Tensor::from_data(TensorData::new(rows, [count, 2]), &self.device)
        });
        let packs = count as f64 / f64::from(e.pack);
        self.gan.gradient_on_points(e, points, real).mul_scalar(packs)
    }

    /// D's logit of each pack, without dropout, noise and augmentation; batch norm uses its running statistics.
    ///
    /// # Shapes
    /// - `samples`: `[count, n]`
    /// - result: `[packs, 1]`
    fn logits(&self, samples: &Tensor<2>) -> Tensor<2> {
        let (e, count, masks) = (&self.experiment, self.whole(), Masks::default());
        let rows = pack::packed(samples.clone().narrow(0, 0, count), e.pack);
        let classes = fixed_classes(e, count).map(|labels| condition::one_hot(&labels, &self.device));
        oriented(e, self.gan.discriminator.valid().critic(&masks).judge(rows, classes.as_ref()))
    }

    /// The latent vectors of `walk`, `[STOPS, latent]`, with the class behind them in a conditional run: it goes
    /// straight over from one to the other. `None` where there are no such samples.
    fn stops(&self, walk: Walk) -> Option<Tensor<2>> {
        let (e, count) = (&self.experiment, self.camera.count());
        let latents = fixed_values(e, LATENTS, count);
        let latent = |i: u32| latents.chunks_exact(e.latent as usize).nth(i as usize);
        let (from, to) = (latent(walk.from)?, latent(walk.to)?);
        let classes = fixed_classes(e, count).unwrap_or_default();
        let row = |label: &u8| condition::one_hot_row(*label).to_vec();
        let class = |i: u32| classes.get(i as usize).map(row).unwrap_or_default();
        let (first, last) = (class(walk.from), class(walk.to));
        let rows: Vec<f32> = shares()
            .flat_map(|share| {
                let latents = walk.way.between(from, to, share);
                latents.into_iter().chain(Way::Straight.between(&first, &last, share))
            })
            .collect();
        let width = from.len() + first.len();
        Some(Tensor::from_data(TensorData::new(rows, [STOPS, width]), &self.device))
    }

    /// Where node `i` of a row or a column of the grid lies.
    fn node(&self, i: usize) -> f32 {
        extent(self.experiment.latent_kind) * (2.0 * i as f32 / (NODES - 1) as f32 - 1.0)
    }

    /// A regular grid of latent vectors over the first two latents, of the first class in a conditional run.
    fn grid(&self) -> Tensor<2> {
        let e = &self.experiment;
        let latent = e.latent as usize;
        let rows = if latent > 1 { NODES } else { 1 };
        let mut z = vec![0.0; rows * NODES * latent];
        for (i, z) in z.chunks_exact_mut(latent).enumerate() {
            z[0] = self.node(i % NODES);
            if let Some(second) = z.get_mut(1) {
                *second = self.node(i / NODES);
            }
        }
        let z = Tensor::from_data(TensorData::new(z, [rows * NODES, latent]), &self.device);
        let conditional = e.condition != Condition::Off;
        let classes = conditional.then(|| condition::one_hot(&vec![0; rows * NODES], &self.device));
        condition::join(z, classes.as_ref())
    }
}

/// How far the grid goes from 0: to all of a uniform latent, to two standard deviations of a normal one.
fn extent(kind: LatentKind) -> f32 {
    match kind {
        LatentKind::Normal => 2.0,
        LatentKind::Uniform => 1.0,
    }
}
