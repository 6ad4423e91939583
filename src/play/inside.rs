//! Looking inside the runs: what is wanted, and what they showed of it.

use std::rc::Rc;

use super::{Effect, Play};
use crate::experiment::RunId;
use crate::inside::{Inside, View, Wanted};
use crate::protocol::Command;
use crate::record::Frame;

/// Frames in a trail.
const TRAIL: usize = 12;

impl Play {
    /// From now on every frame comes with what is `wanted`; runs that rest show it at once.
    pub fn look_inside(&mut self, wanted: Wanted) {
        if wanted != self.wanted {
            self.wanted = wanted;
            self.run_ids().for_each(|run| self.ask_to_look(run));
        }
    }

    /// What was seen inside `run` with its newest frame; of the past nothing is kept.
    pub fn inside(&self, run: RunId, place: Option<u32>, averaged: bool) -> Option<&View> {
        let lane = self.runs.get(run.0).filter(|_| place.is_none())?;
        lane.inside.as_ref().map(|inside| inside.shown(averaged))
    }

    /// What `run` showed last, up to what is shown of it, oldest first.
    pub fn trail(&self, run: RunId, place: Option<u32>) -> Vec<&Frame> {
        let frames = self.timeline.last_frames(run.0, self.shown(run, place), TRAIL);
        frames.into_iter().map(Rc::as_ref).collect()
    }

    /// Tells the worker of `run` what is wanted, where it has not heard of it. Until it has shown something it is told
    /// nothing more: of what changes faster than it can show it, it hears the newest.
    pub(super) fn ask_to_look(&mut self, run: RunId) {
        let (wanted, lane) = (self.wanted, &mut self.runs[run.0]);
        if !lane.is_live() || lane.owes_look {
            return;
        }
        if let Some(line) = lane.line.as_mut().filter(|line| line.up && line.told != wanted) {
            line.told = wanted;
            line.port.send(&Command::Look(wanted));
            lane.owes_look = !wanted.is_nothing();
        }
    }

    /// A worker is new, or its run is.
    pub(super) fn look_anew(&mut self, run: RunId) {
        let lane = &mut self.runs[run.0];
        lane.owes_look = false;
        if let Some(line) = lane.line.as_mut().filter(|_| !self.wanted.is_nothing()) {
            line.told = Wanted::default();
        }
        self.ask_to_look(run);
    }

    /// `run` has shown something: what was wanted since, it hears now.
    pub(super) fn has_shown(&mut self, run: RunId) {
        self.runs[run.0].owes_look = false;
        self.ask_to_look(run);
    }

    /// `run` rests at `step` and shows what was wanted there. What is not shown yet waits for the others.
    pub(super) fn seen(&mut self, run: RunId, step: u32, frame: Frame, inside: Inside) {
        let lane = &mut self.runs[run.0];
        match lane.pending.back_mut() {
            Some(pending) if pending.step == step && pending.frame.is_some() => {
                pending.inside = Some(inside);
            }
            None if lane.step == step => {
                (lane.live, lane.inside) = (Some(Rc::new(frame)), Some(inside));
                self.effect(Effect::Samples);
            }
            _ => {}
        }
    }
}

#[cfg(test)]
#[path = "inside_tests.rs"]
mod tests;
