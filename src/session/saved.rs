//! A run as bytes, and back.

use serde::{Deserialize, Serialize};

use super::draws::DrawsState;
use super::rates::Rates;
use super::run::Session;
use crate::experiment::{Experiment, link};
use crate::failure::Failure;
use crate::gan::checkpoint::{self, Saved};
use crate::record::MOST_STEPS;
use crate::text::{engine as t, shelf};

/// What a checkpoint holds beside the tensors.
#[derive(Serialize, Deserialize)]
struct Meta {
    step: u32,
    /// As it ran, edits included, as a link: what a fork changes decides what it may keep.
    experiment: String,
    draws: DrawsState,
    rates: Rates,
}

impl Session {
    /// Everything that the run needs to go on elsewhere, as safetensors. `None` when a number in it
    /// is not finite or the run has diverged already: see [`Self::diverged`].
    ///
    /// # Errors
    /// When the device cannot be read any more.
    pub async fn checkpoint(&mut self) -> Result<Option<Vec<u8>>, Failure> {
        // The rates have watched what is read.
        self.read().await?;
        if self.diverged().is_some() {
            return Ok(None);
        }
        let meta = Meta {
            step: self.step,
            experiment: link::write_experiment(&self.experiment),
            draws: self.draws.state(),
            rates: self.rates.clone(),
        };
        let meta = serde_json::to_string(&meta).map_err(damaged)?;
        let Saved { bytes, broken } = checkpoint::save(&self.gan, true, &meta).await?;
        if let Some(network) = broken {
            self.end(self.step + 1, network);
            return Ok(None);
        }
        Ok(Some(bytes))
    }

    /// Goes to where the checkpoint stands; gives the experiment that it was made with.
    pub(super) fn restore(&mut self, bytes: &[u8]) -> Result<Experiment, Failure> {
        let meta = checkpoint::load(&mut self.gan, bytes)?;
        let meta: Meta = serde_json::from_str(&meta).map_err(damaged)?;
        if meta.step > MOST_STEPS {
            return Err(damaged(shelf::TOO_MANY_STEPS));
        }
        self.draws.restore(&meta.draws).map_err(|e| Failure::Checkpoint { why: e.to_string() })?;
        self.rates = meta.rates;
        self.step = meta.step;
        Ok(link::read_experiment(&meta.experiment))
    }

    /// The weights alone, as safetensors, with the experiment in the header.
    ///
    /// # Errors
    /// When the device cannot be read any more.
    pub async fn weights(&self) -> Result<Vec<u8>, Failure> {
        let experiment = link::write_experiment(&self.experiment);
        Ok(checkpoint::save(&self.gan, false, &experiment).await?.bytes)
    }
}

fn damaged(why: impl std::fmt::Display) -> Failure {
    Failure::Checkpoint { why: t::no_checkpoint(why) }
}
