//! Looking inside a run: what its frame's samples are told by D, how G bends the latent space, and what it makes between
//! and around them.

use burn::module::Module;
use burn::prelude::*;

use super::draws::{fixed_classes, fixed_values};
use super::frame::LATENTS;
use super::kernels::Pressed;
use super::readback::{Readback, Slot, Values};
use super::run::Session;
use crate::experiment::architecture::Shape;
use crate::experiment::{Condition, whole_batches};
use crate::failure::Failure;
use crate::gan::dropout::Masks;
use crate::gan::generator::Generator;
use crate::gan::labels::oriented;
use crate::gan::{condition, pack};
use crate::inside::plane::reach;
use crate::inside::trip::Known;
use crate::inside::{Inside, Sheet, View, Wanted};
use crate::record::Frame;

/// Nodes of the grid in a row and in a column.
const NODES: usize = 21;

/// What was asked of one generator.
struct Asked {
    slopes: Option<Slot>,
    sheet: Option<Slot>,
    logits: Option<Slot>,
    kernels: Vec<Pressed>,
    trip: Option<Slot>,
    drawn: Vec<f32>,
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
        let trip = wanted.trip.filter(|_| !points).map(|trip| (trip, self.known()));
        Asked {
            slopes: (wanted.slopes && points).then(|| readback.add(self.slopes(samples))),
            sheet: (wanted.sheet && points).then(|| readback.add(generator.forward(self.grid()))),
            logits: (wanted.logits && !points).then(|| readback.add(self.logits(samples))),
            kernels: if wanted.kernels { self.press(generator, readback) } else { Vec::new() },
            trip: trip.as_ref().and_then(|(trip, known)| {
                let latents = self.latents(trip.rows(known)?, trip.extent());
                Some(readback.add(generator.forward(latents)))
            }),
            drawn: trip.map(|(trip, known)| trip.drawn(&known)).unwrap_or_default(),
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
            trip: read(asked.trip).map(|rows| self.camera.pictures(e, &rows).0),
            drawn: asked.drawn,
            kernels: asked.kernels.into_iter().map(|pressed| pressed.read(values)).collect(),
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

    /// The latent vectors of the frame's samples, with their classes in a conditional run.
    fn known(&self) -> Known {
        let (e, count) = (&self.experiment, self.camera.count());
        let classes = fixed_classes(e, count).unwrap_or_default();
        Known {
            latents: fixed_values(e, LATENTS, count),
            width: e.latent as usize,
            kind: e.latent_kind,
            classes: classes.into_iter().map(|label| condition::one_hot_row(label).to_vec()).collect(),
        }
    }

    /// `rows` of latent vectors for so many images, `[across * down, latent]`, the class in it.
    fn latents(&self, rows: Vec<f32>, (across, down): (usize, usize)) -> Tensor<2> {
        let (count, numbers) = (across * down, rows.len());
        Tensor::from_data(TensorData::new(rows, [count, numbers / count]), &self.device)
    }

    /// Where node `i` of a row or a column of the grid lies.
    fn node(&self, i: usize) -> f32 {
        reach(self.experiment.latent_kind) * (2.0 * i as f32 / (NODES - 1) as f32 - 1.0)
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
