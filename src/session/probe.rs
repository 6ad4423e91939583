//! How good the samples of a run are, measured at its snapshots.

use burn::prelude::*;

use super::draws::{fixed_classes, fixed_latents};
use super::frame::floats;
use crate::data::Source;
use crate::experiment::Experiment;
use crate::experiment::architecture::row;
use crate::failure::Failure;
use crate::gan::generator::Generator;
use crate::metrics::{Report, Yardstick};

/// Fixed latent vectors and the real samples to judge against.
pub struct Probe {
    yardstick: Yardstick,
    latents: Tensor<2>,
    /// The classes that are asked for in a conditional run.
    asked: Option<Vec<u8>>,
    dims: usize,
    row: usize,
}

impl Probe {
    /// For runs of `e` on the data of `source`; `device` has no autodiff.
    pub fn new(e: &Experiment, source: &Source, device: &Device) -> Self {
        Self::with(e, source, Yardstick::of(e, source), device)
    }

    /// The same, judging so many `fakes` wherever a metric can take them.
    pub fn of_many(e: &Experiment, source: &Source, fakes: usize, device: &Device) -> Self {
        Self::with(e, source, Yardstick::of(e, source).for_fakes(fakes), device)
    }

    fn with(e: &Experiment, source: &Source, yardstick: Yardstick, device: &Device) -> Self {
        let shape = source.shape();
        let count = yardstick.count();
        Self {
            yardstick,
            latents: fixed_latents(e, "probe.metrics", count, device),
            asked: fixed_classes(e, count),
            dims: shape.len(),
            row: row(e, shape),
        }
    }

    /// Samples of `generator` (without autodiff), still on the device.
    pub fn sample(&self, generator: &Generator) -> Tensor<2> {
        generator.forward(self.latents.clone())
    }

    /// How good the samples of `generator` (without autodiff) are.
    ///
    /// # Errors
    /// When the device cannot be read any more.
    pub async fn measure(&self, generator: &Generator) -> Result<Report, Failure> {
        self.judge(self.sample(generator)).await
    }

    /// How good `samples` are, those of [`Self::sample`].
    ///
    /// # Errors
    /// As there.
    pub async fn judge(&self, samples: Tensor<2>) -> Result<Report, Failure> {
        let rows = floats(samples).await?;
        // The images of the highest resolution come first in a row.
        let samples: Vec<f32> =
            rows.chunks_exact(self.row).flat_map(|row| &row[..self.dims]).copied().collect();
        Ok(self.yardstick.measure(&samples, self.asked.as_deref()))
    }
}
