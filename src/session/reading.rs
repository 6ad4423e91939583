//! What a run measured and did, from its device to whoever asks.

use super::record::{self, Diverged, Pending, Reading};
use super::run::{Session, Unread};
use crate::failure::Failure;
use crate::protocol::Network;
use crate::record::Happening;

impl Session {
    /// Steps, and updates by hand, that are measured and not yet read.
    pub fn unread(&self) -> usize {
        self.unread.iter().filter(|unread| matches!(unread, Unread::Step(..))).count()
    }

    /// What was measured since the last call, in one readback: one record a step.
    ///
    /// # Errors
    /// When the device cannot be read any more.
    pub async fn drain(&mut self) -> Result<Reading, Failure> {
        self.read().await?;
        Ok(self.take())
    }

    /// Reads all that is unread, and watches it.
    pub(super) async fn read(&mut self) -> Result<(), Failure> {
        let unread = std::mem::take(&mut self.unread);
        let pending: Vec<&Pending> = unread.iter().filter_map(Unread::pending).collect();
        let mut records = record::read(&self.experiment, &pending).await?.into_iter();
        for unread in unread {
            match unread {
                Unread::Edit(next) => {
                    self.rates.edited(&next);
                    self.watched = next;
                }
                Unread::Look(step, samples) => {
                    let metrics = self.instruments().0.judge(samples).await?.metrics;
                    self.happenings.extend(self.rates.measured(&self.watched, step, &metrics));
                }
                Unread::Glance(step, samples) => {
                    let energy = self.instruments().0.energy(samples).await?;
                    self.glances.extend(energy.map(|energy| (step, energy)));
                }
                Unread::Step(step, _) => {
                    let Some((record, blame)) = records.next() else { continue };
                    blame.into_iter().for_each(|network| self.end(step, network));
                    if self.reading.diverged.is_none() {
                        self.happenings.extend(self.rates.observe(&self.watched, step, &record));
                        self.reading.records.push(record);
                    }
                }
            }
        }
        Ok(())
    }

    /// What was read and not yet taken.
    pub(super) fn take(&mut self) -> Reading {
        let diverged = self.reading.diverged;
        std::mem::replace(&mut self.reading, Reading { records: Vec::new(), diverged })
    }

    /// The run has come to its end before `step`.
    pub(super) fn end(&mut self, step: u32, network: Network) {
        self.reading.diverged.get_or_insert(Diverged { step, network });
    }

    /// What the run did by itself since the last call.
    pub fn happenings(&mut self) -> Vec<Happening> {
        std::mem::take(&mut self.happenings)
    }
}

impl Unread {
    fn pending(&self) -> Option<&Pending> {
        match self {
            Self::Step(_, pending) => Some(pending),
            Self::Look(..) | Self::Glance(..) | Self::Edit(_) => None,
        }
    }
}
