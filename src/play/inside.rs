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
            for run in self.runs.iter().filter(|run| run.is_live()) {
                run.send(&Command::Look(wanted));
            }
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

    /// A worker is new, or its run is: it has not heard yet what is wanted.
    pub(super) fn ask_to_look(&self, run: RunId) {
        if !self.wanted.is_nothing() {
            self.runs[run.0].send(&Command::Look(self.wanted));
        }
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
