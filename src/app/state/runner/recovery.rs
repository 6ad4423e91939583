//! Checkpoints in memory, and engines that break.

use leptos::prelude::*;

use super::fork::checkpoint;
use super::{Checkpoint, Lane, Runner, now};
use crate::app::kit::engine::EngineKind;
use crate::app::state::page::{Device, Page, Status};
use crate::experiment::RunId;
use crate::number::whole;
use crate::protocol::Command;

/// Engines that break this often without a step between them are left alone.
const MAX_FAILURES: u32 = 3;

/// Checkpoints that are on the way; they count when all have come.
pub(super) struct Saving(Vec<Option<Checkpoint>>);

impl Runner {
    /// Asks every run for a checkpoint; the runs stand and wait.
    pub(super) fn begin_saving(&mut self) {
        self.saving = Some(Saving(vec![None; self.lanes.len()]));
        for lane in &self.lanes {
            lane.send(&Command::Checkpoint);
        }
    }

    pub(super) fn keep(&mut self, page: Page, run: usize, step: u32, bytes: Vec<u8>) {
        let Some(Saving(parts)) = self.saving.as_mut() else { return };
        if let Some(part) = parts.get_mut(run) {
            *part = checkpoint(page, run, step, bytes);
        }
        if parts.iter().any(Option::is_none) {
            return;
        }
        if let Some(Saving(parts)) = self.saving.take() {
            self.lanes.iter_mut().zip(parts).for_each(|(lane, part)| lane.saved = part);
        }
        self.lockstep.release(now());
        self.pump(page);
    }

    /// Goes back to the last checkpoints, paused.
    pub fn restore(&mut self, page: Page) {
        let step = self.lanes.iter().map(|lane| self.kept(lane)).max().unwrap_or(0);
        self.build_from_kept(page);
        page.say(format!("Back at step {}, where the last checkpoint was.", whole(step.into())));
    }

    /// The step to which a run goes back.
    fn kept(&self, lane: &Lane) -> u32 {
        lane.saved.as_ref().map_or(lane.start(), |saved| saved.step)
    }

    /// Builds every run from its last checkpoint, or from where it began.
    fn build_from_kept(&mut self, page: Page) {
        for lane in &mut self.lanes {
            let fork = lane.origin.as_ref().and_then(|o| o.fork.as_ref()).map(|(_, checkpoint)| checkpoint);
            lane.resume = lane.saved.as_ref().or(fork).map(|checkpoint| checkpoint.bytes.clone());
        }
        self.build(page);
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
            let to = self.lanes.get(run).map_or(0, |lane| self.kept(lane));
            page.warn(format!(
                "Run {}'s engine stopped at step {} ({reason}); it goes on from step {}.",
                RunId(run).letter(),
                whole(self.common().into()),
                whole(to.into())
            ));
        }
        self.build_from_kept(page);
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
