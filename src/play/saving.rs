//! Checkpoints: asked for together, and kept.

use std::rc::Rc;

use super::{Checkpoint, Play};
use crate::experiment::RunId;
use crate::protocol::Command;

impl Play {
    /// The page may be about to go: checkpoints are taken as soon as no run is under way, whatever their time.
    pub fn save_soon(&mut self) {
        if self.training && !self.runs.iter().any(|run| run.saving) {
            self.save_due = true;
            self.pump();
        }
    }

    /// Takes the checkpoints that are due, once the runs are still.
    pub(super) fn save_if_due(&mut self) {
        if self.save_due && !self.joining && self.lockstep.is_still() {
            self.begin_saving();
        }
    }

    /// Asks every run for a checkpoint; the runs stand and wait.
    pub(super) fn begin_saving(&mut self) {
        self.save_due = false;
        let now = self.world.now();
        for run in self.runs.iter_mut().filter(|run| run.is_live()) {
            run.saving = true;
            run.ask(&Command::Checkpoint, now);
        }
        self.end_saving();
    }

    pub(super) fn checkpointed(&mut self, run: RunId, step: u32, bytes: Vec<u8>) {
        let lane = &mut self.runs[run.0];
        if !lane.saving || step != lane.step {
            // Said twice: a newer one may be there.
            return;
        }
        lane.saving = false;
        lane.keep(Checkpoint { step, bytes: Rc::new(bytes) });
        self.end_saving();
        self.bear(false);
    }

    /// Goes on once no checkpoint is awaited any more: here, or on the GPU.
    pub(super) fn end_saving(&mut self) {
        if self.save_due || self.runs.iter().any(|run| run.saving) {
            return;
        }
        match self.trial.as_ref().and_then(|trial| trial.taking) {
            Some(taking) if taking.builds() => {}
            Some(_) => self.build_spares(),
            None => self.lockstep.release(self.world.now()),
        }
    }
}
