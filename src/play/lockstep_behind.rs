//! Runs that stand at an earlier step than the others: they train alone, at full speed, until they
//! are among them again; the others wait.

use std::collections::VecDeque;

use super::{Grant, Lockstep};

/// A step at which a run that catches up shows itself, since the others did so there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stop {
    /// The step.
    pub to: u32,
    /// Whether a snapshot is wanted there.
    pub snapshot: bool,
}

/// A run on its way to the others.
#[derive(Clone, Debug)]
pub(super) struct Behind {
    at: u32,
    /// Where it must stop, the common step last.
    way: VecDeque<Stop>,
    under_way: Option<Grant>,
    /// Whether its picture shows the step at which it stands.
    shown: bool,
    due: f64,
}

impl Behind {
    pub(super) fn is_under_way(&self) -> bool {
        self.under_way.is_some()
    }

    /// The step to which it may have come.
    pub(super) fn reach(&self) -> u32 {
        self.under_way.map_or(self.at, |grant| grant.to)
    }

    pub(super) fn is_settled(&self) -> bool {
        self.under_way.is_none() && self.shown
    }
}

impl Lockstep {
    /// `run` stands at step `at`, before the others; it shows itself at `stops` on its way.
    pub fn fall_behind(&mut self, run: usize, at: u32, stops: impl IntoIterator<Item = Stop>) {
        let common = self.common();
        if at >= common {
            return;
        }
        let mut way: VecDeque<_> = stops.into_iter().filter(|s| s.to > at && s.to <= common).collect();
        if way.back().is_none_or(|stop| stop.to < common) {
            way.push_back(Stop { to: common, snapshot: false });
        }
        if let Some(lane) = self.lanes.get_mut(run) {
            lane.behind = Some(Behind { at, way, under_way: None, shown: true, due: 0.0 });
        }
    }

    /// Whether `run` has to catch up.
    pub fn is_behind(&self, run: usize) -> bool {
        self.lanes.get(run).is_some_and(|lane| lane.behind.is_some())
    }

    /// Whether any run has to.
    pub fn is_anyone_behind(&self) -> bool {
        self.lanes.iter().any(|lane| lane.behind.is_some())
    }

    pub(super) fn grant_behind(&mut self, run: usize, now: f64) -> Option<Grant> {
        let behind = self.lanes.get(run)?.behind.as_ref()?;
        if behind.under_way.is_some() || self.held {
            return None;
        }
        let (at, due, stop) = (behind.at, behind.due, *behind.way.front()?);
        let grant = if !self.running {
            let wanted = !behind.shown;
            wanted.then_some(Grant { run, to: at, show: true, snapshot: false })?
        } else if now < due {
            return None;
        } else {
            let steps = self.pace.fits().min(stop.to - at);
            let arrives = at + steps == stop.to;
            let show = arrives || self.pace.show(now, steps);
            Grant { run, to: at + steps, show, snapshot: arrives && stop.snapshot }
        };
        let due = now + self.pace.rest();
        let behind = self.lanes[run].behind.as_mut()?;
        behind.under_way = Some(grant);
        behind.due = due;
        Some(grant)
    }

    pub(super) fn wake_behind(&self, now: f64) -> Option<f64> {
        let waits = self.lanes.iter().filter_map(|lane| lane.behind.as_ref());
        let waits = waits.filter(|b| b.under_way.is_none()).map(|b| (b.due - now).max(1.0));
        waits.reduce(f64::min).filter(|_| self.running && !self.held)
    }

    /// As [`Self::progress`], for a run that is behind: the step to which it has come.
    pub(super) fn progress_behind(
        &mut self,
        run: usize,
        step: u32,
        millis: f32,
        frame: Option<f32>,
    ) -> Option<u32> {
        let (common, last) = (self.common(), self.last());
        let lane = self.lanes.get_mut(run)?;
        let behind = lane.behind.as_mut()?;
        let grant = behind.under_way.take_if(|grant| grant.to == step)?;
        let steps = step - behind.at;
        (behind.at, behind.shown) = (step, grant.show);
        while behind.way.front().is_some_and(|stop| stop.to <= step) {
            behind.way.pop_front();
        }
        if behind.way.is_empty() {
            // Among the others again.
            (lane.behind, lane.done, lane.granted) = (None, last, last);
        }
        self.pace.observe(run, steps, millis, frame);
        if !self.is_anyone_behind() {
            self.stop_at_end(common);
        }
        Some(step)
    }
}
