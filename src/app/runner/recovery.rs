//! Checkpoints in memory, and engines that break.

use leptos::prelude::*;

use super::super::engine::EngineKind;
use super::super::state::{Device, Page, Status};
use super::{Runner, now};
use crate::chart::whole;
use crate::experiment::RunId;
use crate::protocol::Command;

/// Engines that break this often without a step between them are left alone.
const MAX_FAILURES: u32 = 3;

/// Checkpoints of every run at one step.
#[derive(Clone)]
pub(super) struct Saved {
    pub(super) step: u32,
    bytes: Vec<Vec<u8>>,
}

/// Checkpoints that are on the way.
pub(super) struct Saving {
    step: u32,
    parts: Vec<Option<Vec<u8>>>,
}

impl Runner {
    /// Asks every run for a checkpoint; the runs stand at `step` and wait.
    pub(super) fn begin_saving(&mut self, step: u32) {
        self.saving = Some(Saving { step, parts: vec![None; self.lanes.len()] });
        for lane in &self.lanes {
            lane.send(&Command::Checkpoint);
        }
    }

    pub(super) fn keep(&mut self, page: Page, run: usize, step: u32, bytes: Vec<u8>) {
        let Some(saving) = self.saving.as_mut().filter(|s| s.step == step) else { return };
        if let Some(part) = saving.parts.get_mut(run) {
            *part = Some(bytes);
        }
        if saving.parts.iter().any(Option::is_none) {
            return;
        }
        if let Some(done) = self.saving.take() {
            self.saved = Some(Saved { step, bytes: done.parts.into_iter().flatten().collect() });
        }
        self.lockstep.release(now());
        self.pump(page);
    }

    /// Goes back to the last checkpoint, paused.
    pub fn restore(&mut self, page: Page) {
        let Some(saved) = self.saved.clone() else { return self.begin(page) };
        self.build(page, Some(saved.bytes));
        page.say(format!("Back at step {}, where the last checkpoint was.", whole(saved.step.into())));
    }

    /// The engine of `run` cannot go on.
    pub(super) fn failed(&mut self, page: Page, run: usize, reason: &str) {
        let going = page.running.get_untracked();
        let reason = reason.trim_end_matches('.');
        let young =
            self.lanes.get(run).is_some_and(|lane| lane.ready.is_none() || lane.unanswered > 0 || !lane.up);
        self.failures += 1;
        self.drop_engines();
        if self.kind == EngineKind::Gpu && (young || self.failures >= MAX_FAILURES) {
            self.kind = EngineKind::Cpu;
            self.failures = 0;
            page.device.set(Device::Cpu);
            let reason = plain(reason.trim_start_matches("WebGPU did not start: "));
            page.warn(format!("WebGPU did not start ({reason}); training goes on the CPU."));
        } else if self.failures >= MAX_FAILURES || (young && self.failures > 1) {
            self.stand_still(page);
            for view in page.runs.iter().take(self.lanes.len()) {
                view.update(|v| v.status = Status::Stopped);
            }
            return page.warn(format!("The engine stopped: {reason}. Reset starts it again."));
        } else {
            let to = self.saved.as_ref().map_or(0, |s| s.step);
            page.warn(format!(
                "Run {}'s engine stopped at step {} ({reason}); it goes on from step {}.",
                RunId(run).letter(),
                whole(self.common().into()),
                whole(to.into())
            ));
        }
        let bytes = self.saved.clone().map(|s| s.bytes);
        self.build(page, bytes);
        self.train_when_ready = going;
        page.running.set(going);
    }
}

/// A graphics driver's reason in few words.
fn plain(reason: &str) -> String {
    if reason.to_lowercase().contains("adapter") {
        return "no suitable graphics adapter".into();
    }
    let short: String = reason.chars().take(120).collect();
    if short.len() < reason.len() { format!("{short}…") } else { short }
}
