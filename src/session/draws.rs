//! Every random number of training, by name (see [`crate::rng`]).

use burn::prelude::*;
use serde::{Deserialize, Serialize};

use crate::data::{Source, SourceState};
use crate::experiment::Experiment;
use crate::gan::instance_noise;
use crate::gan::labels::Targets;
use crate::gan::step::{DiscriminatorBatch, GeneratorBatch};
use crate::rng::{Position, Stream};

/// The data and the random streams of a run.
pub struct Draws {
    pub source: Source,
    latent_d: Stream,
    latent_g: Stream,
    noise_d: Stream,
    noise_g: Stream,
    labels: Stream,
    device: Device,
}

/// Where [`Draws`] stand, for checkpoints.
#[derive(Serialize, Deserialize)]
pub struct DrawsState {
    source: SourceState,
    streams: [Position; 5],
}

impl Draws {
    /// The streams of `seed` at their start; tensors go to `device`.
    pub fn new(seed: u32, source: Source, device: &Device) -> Self {
        let stream = |name| Stream::new(seed, name);
        Self {
            source,
            latent_d: stream("latent.d"),
            latent_g: stream("latent.g"),
            noise_d: stream("noise.d"),
            noise_g: stream("noise.g"),
            labels: stream("labels"),
            device: device.clone(),
        }
    }

    /// What the next update of D looks at, with instance noise `sigma`.
    pub fn discriminator(&mut self, e: &Experiment, sigma: f64) -> DiscriminatorBatch {
        let (batch, n) = (e.batch as usize, self.source.shape().len());
        let real = TensorData::new(self.source.batch(batch), [batch, n]);
        DiscriminatorBatch {
            real: Tensor::from_data(real, &self.device),
            z: latents(&mut self.latent_d, e, &self.device),
            noise_real: instance_noise::draw(sigma, batch, n, &mut self.noise_d, &self.device),
            noise_fake: instance_noise::draw(sigma, batch, n, &mut self.noise_d, &self.device),
            targets: Targets::draw(&e.labels, batch, &mut self.labels, &self.device),
        }
    }

    /// What the next update of G looks at, with instance noise `sigma`.
    pub fn generator(&mut self, e: &Experiment, sigma: f64) -> GeneratorBatch {
        let (batch, n) = (e.batch as usize, self.source.shape().len());
        GeneratorBatch {
            z: latents(&mut self.latent_g, e, &self.device),
            noise: instance_noise::draw(sigma, batch, n, &mut self.noise_g, &self.device),
        }
    }

    /// Where the streams stand.
    pub fn state(&self) -> DrawsState {
        let streams = [&self.latent_d, &self.latent_g, &self.noise_d, &self.noise_g, &self.labels];
        DrawsState { source: self.source.state(), streams: streams.map(Stream::position) }
    }

    /// Moves the streams to where `state` says.
    ///
    /// # Errors
    /// When the state belongs to other data.
    pub fn restore(&mut self, state: &DrawsState) -> Result<(), String> {
        self.source.restore(&state.source).map_err(|e| e.to_string())?;
        let streams =
            [&mut self.latent_d, &mut self.latent_g, &mut self.noise_d, &mut self.noise_g, &mut self.labels];
        for (stream, position) in streams.into_iter().zip(&state.streams) {
            stream.seek(*position);
        }
        Ok(())
    }
}

/// A batch of latent vectors, standard normal, `[batch, latent]`.
fn latents(stream: &mut Stream, e: &Experiment, device: &Device) -> Tensor<2> {
    let shape = [e.batch as usize, e.latent as usize];
    Tensor::from_data(TensorData::new(stream.normals(shape[0] * shape[1]), shape), device)
}
