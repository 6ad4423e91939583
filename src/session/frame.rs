//! What a run looks like: samples from fixed latent vectors, and D's opinion of the plane. It is shot on the device, and
//! developed from what is read.

use burn::module::Module;
use burn::prelude::*;

use super::draws::fixed_latents;
use super::readback::{Readback, Slot, Values};
use crate::data::{OWN_EXTENT, interleaved};
use crate::experiment::architecture::{Shape, row, scales};
use crate::experiment::{CLASSES, Condition, Data, Experiment, Loss};
use crate::failure::Failure;
use crate::gan::generator::Generator;
use crate::gan::labels::oriented;
use crate::gan::step::Gan;
use crate::record::{Frame, Pixels, ScaledImages, Sigma};
use crate::text::engine as t;

/// Points shown.
const POINTS: usize = 512;
/// Images in a row and in a column of the grid; a conditional run has one column a class.
const COLUMNS: u32 = 8;
/// The stream of the latent vectors that are shown.
pub(super) const LATENTS: &str = "probe.latent";
/// Points on a side of the heat map.
const HEAT_SIDE: usize = 40;
/// Half the side of the plane that is shown: our own data lies within about ±1.5.
const EXTENT: f32 = 1.9;

/// Samples on the device, and where they are read.
pub(super) struct Taken {
    /// `[count, n]`
    pub rows: Tensor<2>,
    slot: Slot,
}

/// A frame that is not read yet.
pub(super) struct Negative {
    /// What G makes.
    pub samples: Taken,
    /// What its average makes, where there is one.
    pub averaged: Option<Taken>,
    average_decay: Option<f32>,
    heat: Option<Slot>,
    /// The layers with a spectral norm, and those.
    sigmas: Option<(Vec<String>, Slot)>,
}

/// Makes the frames of one run.
pub struct Camera {
    /// Latent vectors, with the class behind them in a conditional run.
    latents: Tensor<2>,
    plane: Option<Tensor<2>>,
    shape: Shape,
    columns: u32,
    /// Half the side of the plane.
    extent: f32,
}

impl Camera {
    /// Fixed latent vectors from the stream `probe.latent`; `device` has no autodiff.
    pub fn new(e: &Experiment, shape: Shape, device: &Device) -> Self {
        let conditional = e.condition != Condition::Off;
        let columns = match shape {
            Shape::Point => 0,
            Shape::Image { .. } if conditional => CLASSES,
            Shape::Image { .. } => COLUMNS,
        };
        let extent = if e.data == Data::Table { OWN_EXTENT } else { EXTENT };
        let count = if shape == Shape::Point { POINTS } else { (columns * columns) as usize };
        Self {
            latents: fixed_latents(e, LATENTS, count, device),
            plane: (shape == Shape::Point).then(|| plane(device, e.pack as usize, extent)),
            shape,
            columns,
            extent,
        }
    }

    /// Real samples that a frame of this shape shows.
    pub fn count(&self) -> usize {
        self.latents.dims()[0]
    }

    /// The latent vectors, `[count, latent]`, with the class behind them in a conditional run.
    pub fn latents(&self) -> Tensor<2> {
        self.latents.clone()
    }

    /// The frame of `gan` as it is, to be read by `readback`. Batch norm uses its running statistics here.
    pub(super) fn shoot(&self, e: &Experiment, gan: &Gan, readback: &mut Readback) -> Negative {
        let mut take = |generator: &Generator| {
            let rows = generator.forward(self.latents.clone());
            Taken { slot: readback.add(rows.clone()), rows }
        };
        let samples = take(&gan.generator.valid());
        let averaged = gan.average.as_ref().map(|average| take(&average.shadow));
        let heat = self
            .plane
            .as_ref()
            .map(|plane| readback.add(oriented(e, gan.discriminator.valid().forward(plane.clone()))));
        let average_decay = gan.average.as_ref().map(|average| average.decay(e.ema) as f32);
        Negative { samples, averaged, average_decay, heat, sigmas: sigmas(gan, readback) }
    }

    /// The frame of `negative`.
    pub(super) fn develop(&self, e: &Experiment, negative: Negative, values: &mut Values) -> Frame {
        let Negative { samples, averaged, average_decay, heat, sigmas } = negative;
        let heat = heat.map(|slot| opinions(e.loss, &values.take(slot))).unwrap_or_default();
        let (samples, scales) = self.pictures(e, &values.take(samples.slot));
        let sigmas = sigmas.map(|(layers, slot)| {
            let pairs = layers.into_iter().zip(values.take(slot));
            pairs.map(|(layer, value)| Sigma { layer, value }).collect()
        });
        Frame {
            samples,
            heat_side: if heat.is_empty() { 0 } else { HEAT_SIDE as u32 },
            heat,
            extent: self.extent,
            columns: self.columns,
            averaged: averaged.map(|taken| self.pictures(e, &values.take(taken.slot)).0),
            average_decay,
            scales,
            sigmas: sigmas.unwrap_or_default(),
            millis: 0.0,
        }
    }

    /// The samples of `rows`, and the first of them at every lower resolution.
    pub(super) fn pictures(&self, e: &Experiment, rows: &[f32]) -> (Pixels, Vec<ScaledImages>) {
        let (n, sizes) = (row(e, self.shape), scales(e, self.shape));
        let Shape::Image { channels, .. } = self.shape else {
            return (to_pixels(self.shape, rows.to_vec()), Vec::new());
        };
        let mut at = 0;
        let mut images = sizes.into_iter().map(|size| {
            let length = (channels * size * size) as usize;
            let of_row = |row: &[f32]| row[at..at + length].to_vec();
            let values: Vec<f32> = rows.chunks_exact(n).flat_map(of_row).collect();
            at += length;
            (size, to_pixels(Shape::Image { channels, size }, values))
        });
        let Some((_, samples)) = images.next() else { unreachable!("a sample has at least one image") };
        (samples, images.map(|(size, pixels)| ScaledImages { size, pixels }).collect())
    }
}

/// The spectral norms of both networks, to be read by `readback`.
fn sigmas(gan: &Gan, readback: &mut Readback) -> Option<(Vec<String>, Slot)> {
    let (d, g) = (gan.discriminator.valid().sigmas(), gan.generator.valid().sigmas());
    let names = (1..=d.len()).map(|i| format!("D {i}")).chain((1..=g.len()).map(|i| format!("G {i}")));
    let layers: Vec<String> = names.collect();
    (!layers.is_empty()).then(|| (layers, readback.add(Tensor::cat([d, g].concat(), 0))))
}

/// A square grid over the plane, row by row from the top, `[HEAT_SIDE², 2 * pack]`: a D that judges
/// packs sees each point repeated.
fn plane(device: &Device, pack: usize, extent: f32) -> Tensor<2> {
    let at = |i: usize| ((i as f32 + 0.5) / HEAT_SIDE as f32 * 2.0 - 1.0) * extent;
    let points: Vec<f32> = (0..HEAT_SIDE)
        .flat_map(|row| (0..HEAT_SIDE).flat_map(move |column| [at(column), -at(row)]))
        .collect();
    let plane = Tensor::<2>::from_data(TensorData::new(points, [HEAT_SIDE * HEAT_SIDE, 2]), device);
    plane.repeat_dim(1, pack)
}

pub(super) async fn floats(x: Tensor<2>) -> Result<Vec<f32>, Failure> {
    let data = x.into_data_async().await.map_err(unreadable)?;
    Ok(data.iter::<f32>().collect())
}

/// The device gives nothing back any more: a GPU that is lost.
pub(super) fn unreadable(error: impl std::fmt::Debug) -> Failure {
    Failure::Device { why: t::unread_device(format!("{error:?}")) }
}

/// D's logits as shares of "real", 0 to 255: a probability for ns and minimax; for least squares the
/// output itself, for hinge its place between the margins. Wasserstein and relativistic outputs mean
/// something only against each other, so theirs is the place between the lowest and the highest.
fn opinions(loss: Loss, logits: &[f32]) -> Vec<u8> {
    let finite = logits.iter().copied().filter(|x| x.is_finite());
    let (low, high) = finite.fold((f32::MAX, f32::MIN), |(low, high), x| (low.min(x), high.max(x)));
    let share = |logit: f32| match loss {
        Loss::NonSaturating | Loss::Minimax => 1.0 / (1.0 + (-logit).exp()),
        Loss::LeastSquares => logit,
        Loss::Hinge => (logit + 1.0) / 2.0,
        _ if high > low => (logit - low) / (high - low),
        _ => 0.5,
    };
    logits.iter().map(|logit| (share(*logit).clamp(0.0, 1.0) * 255.0).round() as u8).collect()
}

/// Rows of samples as the page shows them.
pub fn to_pixels(shape: Shape, samples: Vec<f32>) -> Pixels {
    match shape {
        Shape::Point => Pixels::Points(samples),
        Shape::Image { channels, size } => {
            let (channels, area) = (channels as usize, (size * size) as usize);
            let byte = |v: f32| ((v.clamp(-1.0, 1.0) + 1.0) * 127.5).round() as u8;
            let images = samples.chunks_exact(channels * area);
            Pixels::Images(images.flat_map(|image| interleaved(image, channels)).map(byte).collect())
        }
    }
}
