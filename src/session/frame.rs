//! What a run looks like: samples from fixed latent vectors, and D's opinion of the plane.

use burn::module::Module;
use burn::prelude::*;

use crate::experiment::architecture::Shape;
use crate::experiment::{Experiment, Loss};
use crate::gan::labels::oriented;
use crate::gan::step::Gan;
use crate::protocol::{Frame, Pixels};
use crate::rng::Stream;

/// Points shown.
const POINTS: usize = 512;
/// Images shown, in a square.
const IMAGES: usize = 64;
/// Points on a side of the heat map.
const HEAT_SIDE: usize = 40;
/// Half the side of the plane that is shown: the data lies within about ±1.5.
const EXTENT: f32 = 1.9;

/// Makes the frames of one run.
pub struct Camera {
    latents: Tensor<2>,
    plane: Option<Tensor<2>>,
    shape: Shape,
}

impl Camera {
    /// Fixed latent vectors from the stream `probe.latent`; `device` has no autodiff.
    pub fn new(e: &Experiment, shape: Shape, device: &Device) -> Self {
        let count = if shape == Shape::Point { POINTS } else { IMAGES };
        let latent = e.latent as usize;
        let values = Stream::new(e.seed, "probe.latent").normals(count * latent);
        Self {
            latents: Tensor::from_data(TensorData::new(values, [count, latent]), device),
            plane: (shape == Shape::Point).then(|| plane(device)),
            shape,
        }
    }

    /// Real samples that a frame of this shape shows.
    pub fn count(&self) -> usize {
        self.latents.dims()[0]
    }

    /// The frame of `gan` as it is. Batch norm uses its running statistics here.
    ///
    /// # Errors
    /// A sentence when the device cannot be read any more.
    pub async fn shoot(&self, e: &Experiment, gan: &Gan) -> Result<Frame, String> {
        let samples = gan.generator.valid().forward(self.latents.clone());
        let samples = floats(samples).await?;
        let heat = match &self.plane {
            Some(plane) => {
                let logits = oriented(e, gan.discriminator.valid().forward(plane.clone()));
                floats(logits).await?.into_iter().map(|x| opinion(e.loss, x)).collect()
            }
            None => Vec::new(),
        };
        let samples = to_pixels(self.shape, samples);
        let heat_side = if heat.is_empty() { 0 } else { HEAT_SIDE as u32 };
        Ok(Frame { samples, heat, heat_side, extent: EXTENT, millis: 0.0 })
    }
}

/// A square grid over the plane, row by row from the top, `[HEAT_SIDE², 2]`.
fn plane(device: &Device) -> Tensor<2> {
    let at = |i: usize| ((i as f32 + 0.5) / HEAT_SIDE as f32 * 2.0 - 1.0) * EXTENT;
    let points: Vec<f32> = (0..HEAT_SIDE)
        .flat_map(|row| (0..HEAT_SIDE).flat_map(move |column| [at(column), -at(row)]))
        .collect();
    Tensor::from_data(TensorData::new(points, [HEAT_SIDE * HEAT_SIDE, 2]), device)
}

async fn floats(x: Tensor<2>) -> Result<Vec<f32>, String> {
    let data = x.into_data_async().await.map_err(|e| format!("the device cannot be read: {e:?}"))?;
    Ok(data.iter::<f32>().collect())
}

/// D's logit as a share of "real", 0 to 255: a probability for ns and minimax; for least squares
/// the output itself, for hinge its place between the margins.
fn opinion(loss: Loss, logit: f32) -> u8 {
    let share = match loss {
        Loss::NonSaturating | Loss::Minimax => 1.0 / (1.0 + (-logit).exp()),
        Loss::LeastSquares => logit,
        Loss::Hinge => (logit + 1.0) / 2.0,
    };
    (share.clamp(0.0, 1.0) * 255.0).round() as u8
}

/// Rows of samples as the page shows them.
pub fn to_pixels(shape: Shape, samples: Vec<f32>) -> Pixels {
    match shape {
        Shape::Point => Pixels::Points(samples),
        Shape::Image { channels, size } => {
            let (channels, area) = (channels as usize, (size * size) as usize);
            let byte = |v: f32| ((v.clamp(-1.0, 1.0) + 1.0) * 127.5).round() as u8;
            let interleaved = samples.chunks_exact(channels * area).flat_map(|image| {
                (0..area).flat_map(move |i| (0..channels).map(move |c| byte(image[c * area + i])))
            });
            Pixels::Images(interleaved.collect())
        }
    }
}
