//! Looking at a run: how good its samples are, what they look like, what it is.

use burn::module::Module;

use super::bound::at_bound;
use super::frame::to_pixels;
use super::probe::Probe;
use super::run::Session;
use crate::doctor::glance;
use crate::experiment::Loss;
use crate::experiment::architecture::receptive_field;
use crate::experiment::size::{Size, discriminator_size, generator_size};
use crate::failure::Failure;
use crate::inside::Wanted;
use crate::metrics::Report;
use crate::metrics::names::AVERAGE;
use crate::protocol::{Bytes, Ready, Snapshot};
use crate::record::{Frame, Metric};

/// The metric `of` samples of the average of G.
fn of_average(of: Metric) -> Metric {
    Metric { id: format!("ema-{}", of.id), label: format!("{}{AVERAGE}", of.label), ..of }
}

impl Session {
    /// How good the samples are: of G, and of its average where there is one.
    ///
    /// # Errors
    /// When the device cannot be read any more.
    pub async fn metrics(&mut self) -> Result<Vec<Metric>, Failure> {
        Ok(self.report().await?.metrics)
    }

    /// How good the samples are that `probe` draws: of G, and of its average where there is one.
    ///
    /// # Errors
    /// When the device cannot be read any more.
    pub async fn judged_by(&self, probe: &Probe) -> Result<Vec<Metric>, Failure> {
        let mut metrics = probe.measure(&self.gan.generator.valid()).await?.metrics;
        if let Some(average) = &self.gan.average {
            metrics.extend(probe.measure(&average.shadow).await?.metrics.into_iter().map(of_average));
        }
        Ok(metrics)
    }

    /// [`Self::metrics`], with why others are missing.
    async fn report(&mut self) -> Result<Report, Failure> {
        let (generator, discriminator) = (self.gan.generator.valid(), self.gan.discriminator.valid());
        self.instruments();
        let (e, Some((probe, memory, spread))) = (&self.experiment, &self.probe) else {
            return Ok(Report::default());
        };
        let mut report = probe.measure(&generator).await?;
        if let Some(average) = &self.gan.average {
            let averaged = probe.measure(&average.shadow).await?;
            let shown = averaged.metrics.into_iter().filter(|metric| !metric.is_for_the_doctor());
            report.metrics.extend(shown.map(of_average));
        }
        if let Some(memory) = memory {
            report.metrics.extend(memory.measure(e, &discriminator, &generator).await?);
        }
        if e.loss == Loss::WassersteinClip {
            report.metrics.push(at_bound(&self.gan.discriminator, e.penalty.clip).await?);
        }
        if let Some(spread) = spread {
            report.metrics.extend(spread.measure(e, &discriminator, &generator).await?);
        }
        Ok(report)
    }

    /// A step to come back to, with how good the samples are. Of weights that are not finite there is
    /// neither checkpoint nor metric, and the run has [`Self::diverged`].
    ///
    /// # Errors
    /// When the device cannot be read any more.
    pub async fn snapshot(&mut self) -> Result<Snapshot, Failure> {
        let Some(checkpoint) = self.checkpoint().await? else {
            return Ok(Snapshot { checkpoint: None, metrics: Vec::new(), missing: Vec::new() });
        };
        let Report { mut metrics, missing } = self.report().await?;
        metrics.extend(self.glanced());
        Ok(Snapshot { checkpoint: Some(Bytes(checkpoint)), metrics, missing })
    }

    /// The glances since the last snapshot, at most as many as there are between two.
    fn glanced(&mut self) -> Vec<Metric> {
        let all = std::mem::take(&mut self.glances);
        let last = all.into_iter().rev().take(glance::MOST).filter(|(at, _)| *at < self.step);
        let metric = |(at, value)| {
            let label = "Energy distance of some samples, before".into();
            Metric { id: glance::id(self.step - at), label, value, floor: None, lower_is_better: true }
        };
        last.map(metric).collect()
    }

    /// What the run looks like now.
    ///
    /// # Errors
    /// When the device cannot be read any more.
    pub async fn frame(&self) -> Result<Frame, Failure> {
        Ok(self.look(Wanted::default()).await?.0)
    }

    /// What the page needs to know of the run.
    ///
    /// # Errors
    /// When the device cannot be read or the sizes do not fit.
    pub async fn ready(&self) -> Result<Ready, Failure> {
        let size = |size: Size| size.parameters as u32;
        let source = &self.draws.source;
        Ok(Ready {
            step: self.step,
            shape: self.shape,
            parameters: (
                size(generator_size(&self.experiment, self.shape)?),
                size(discriminator_size(&self.experiment, self.shape)?),
            ),
            receptive_field: receptive_field(&self.experiment, self.shape),
            counts: source.counts().map(|(train, held_out)| (source.trained_on().unwrap_or(train), held_out)),
            real: to_pixels(self.shape, self.draws.source.show(self.camera.count())),
            frame: self.frame().await?,
        })
    }
}
