//! Lockstep: which run may train how far, decided on the page without any DOM.
//!
//! All runs train by the same boundaries. A run is granted boundary `n + 1` only when every other
//! run has come to boundary `n`, so none is ahead of another by more than one message. Pausing is
//! to stop planning: what was granted is finished, and who lags catches up to the same boundary.
//! A run that stands at an earlier step (a fork) first trains alone until it is among the others
//! (`lockstep_behind.rs`).

#[path = "lockstep_behind.rs"]
mod behind;

use std::collections::{BTreeSet, VecDeque};

use behind::Behind;
pub use behind::Stop;

use crate::play::pace::Pace;

/// Between two checkpoints, in milliseconds.
const SAVE_EVERY: f64 = 5_000.0;

/// From the start to the first checkpoint, in milliseconds.
const FIRST_SAVE: f64 = 1_000.0;

/// Grants that one run may have before it: the worker knows only the newest.
const AHEAD: u64 = 1;

/// Tells `run` to train up to step `to`, and whether to show samples then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grant {
    /// Index of the run.
    pub run: usize,
    /// Step to train to.
    pub to: u32,
    /// Whether samples are wanted there.
    pub show: bool,
    /// Whether a snapshot is wanted there.
    pub snapshot: bool,
}

/// Every run has come to a further boundary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reached {
    /// The common step.
    pub step: u32,
    /// Checkpoints are due here; nothing is granted until [`Lockstep::release`].
    pub save: bool,
}

/// What the answer to a grant means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrival {
    /// Every run has come to a further boundary.
    Together(Reached),
    /// A run that was behind has come to this step of its own.
    Alone(u32),
}

#[derive(Clone, Copy, Debug)]
struct Boundary {
    to: u32,
    show: bool,
    save: bool,
    snapshot: bool,
}

impl Boundary {
    /// Nothing to train, only to show.
    fn picture(to: u32) -> Self {
        Self { to, show: true, save: false, snapshot: false }
    }
}

#[derive(Clone, Debug, Default)]
struct Lane {
    granted: u64,
    done: u64,
    /// On its way to the others.
    behind: Option<Behind>,
    /// Being built anew: nobody waits for it.
    away: bool,
}

/// The state of the runs of one comparison.
#[derive(Debug)]
pub struct Lockstep {
    lanes: Vec<Lane>,
    /// From the last common boundary on; the front has the ordinal `first`.
    boundaries: VecDeque<Boundary>,
    first: u64,
    running: bool,
    held: bool,
    end: Option<u32>,
    last_save: f64,
    /// Steps between two snapshots; 0 for none.
    every: u32,
    /// Steps at which every run stops and leaves a snapshot, whatever the interval: a fork begins there.
    stops: BTreeSet<u32>,
    /// The last step with a snapshot.
    snapped: Option<u32>,
    /// Chunk sizes and showing.
    pub pace: Pace,
}

impl Lockstep {
    /// `runs` runs that stand at `step`, paused.
    pub fn new(runs: usize, step: u32) -> Self {
        Self {
            lanes: vec![Lane::default(); runs],
            boundaries: VecDeque::from([Boundary::picture(step)]),
            first: 0,
            running: false,
            held: false,
            end: None,
            last_save: 0.0,
            every: 0,
            stops: BTreeSet::new(),
            snapped: None,
            pace: Pace::new(runs),
        }
    }

    /// `runs` runs from `step` on, paused; the limit of speed stays.
    pub fn restart(&mut self, runs: usize, step: u32) {
        let (speed, hidden) = (self.pace.speed(), self.pace.is_hidden());
        *self = Self::new(runs, step);
        self.pace.set_speed(speed);
        self.pace.set_hidden(hidden);
    }

    /// Snapshots at every multiple of `every` steps; 0 for none.
    pub fn snapshot_every(&mut self, every: u32) {
        self.every = every;
    }

    /// Snapshots at `steps` as well: no boundary jumps over one.
    pub fn stop_at(&mut self, steps: impl IntoIterator<Item = u32>) {
        self.stops.extend(steps);
    }

    /// The number of runs.
    pub fn runs(&self) -> usize {
        self.lanes.len()
    }

    /// Starts granting, up to `end` where given.
    pub fn start(&mut self, now: f64, end: Option<u32>) {
        self.running = true;
        self.end = end;
        // The first checkpoint comes early: until then a run that breaks begins again.
        self.last_save = if self.common() == 0 { now + FIRST_SAVE - SAVE_EVERY } else { now };
        self.pace.restart_clock(now);
    }

    /// Stops planning; what is under way is finished.
    pub fn pause(&mut self) {
        self.running = false;
    }

    /// Whether new boundaries are planned.
    pub fn is_running(&self) -> bool {
        self.running
    }

    /// The step that every run has come to.
    pub fn common(&self) -> u32 {
        self.boundaries.front().map_or(0, |b| b.to)
    }

    /// Whether nothing is under way and nothing will be granted by itself.
    pub fn is_settled(&self) -> bool {
        let last = self.last();
        let rests = |lane: &Lane| {
            lane.away || lane.done == last && lane.behind.as_ref().is_none_or(Behind::is_settled)
        };
        !self.running && !self.held && self.lanes.iter().all(rests)
    }

    /// Whether no run is under way, and none is to come to where another is.
    pub fn is_still(&self) -> bool {
        let last = self.last();
        let still = |lane: &Lane| match &lane.behind {
            Some(behind) => !behind.is_under_way(),
            None => lane.done == last,
        };
        self.lanes.iter().all(|lane| lane.away || still(lane))
    }

    /// Nobody waits for `run` any longer: it is built anew or taken away. The others may so have
    /// come to a further boundary.
    pub fn excuse(&mut self, run: usize) -> Option<Reached> {
        let lane = self.lanes.get_mut(run)?;
        (lane.away, lane.behind) = (true, None);
        self.gather()
    }

    /// Goes on after a checkpoint.
    pub fn release(&mut self, now: f64) {
        self.held = false;
        self.last_save = now;
    }

    /// Keeps everything back until [`Self::release`].
    pub fn hold(&mut self) {
        self.held = true;
    }

    /// Plans one step by hand for every run, after the snapshot that is due where they stand. Answers
    /// whether it did: not while something is under way or someone is behind.
    pub fn single(&mut self) -> bool {
        if !self.is_settled() || self.is_anyone_behind() {
            return false;
        }
        let here = self.common();
        if self.is_due(here) {
            self.boundaries.push_back(Boundary { snapshot: true, ..Boundary::picture(here) });
            self.snapped = Some(here);
        }
        self.boundaries
            .push_back(Boundary { snapshot: self.is_due(here + 1), ..Boundary::picture(here + 1) });
        if self.is_due(here + 1) {
            self.snapped = Some(here + 1);
        }
        true
    }

    /// The step to which `run` may have come: where it stands, or what it was granted last.
    pub fn reach(&self, run: usize) -> u32 {
        let Some(lane) = self.lanes.get(run) else { return 0 };
        match &lane.behind {
            Some(behind) => behind.reach(),
            None => self.boundary(lane.granted.max(lane.done)).map_or(self.common(), |b| b.to),
        }
    }

    /// Whether an answer of `run` is on its way.
    pub fn is_under_way(&self, run: usize) -> bool {
        let waits = |lane: &Lane| match &lane.behind {
            Some(behind) => behind.is_under_way(),
            None => lane.granted > lane.done,
        };
        self.lanes.get(run).is_some_and(|lane| !lane.away && waits(lane))
    }

    /// Whether a snapshot of `step` is wanted and has not been planned.
    fn is_due(&self, step: u32) -> bool {
        let regular = self.every > 0 && step.is_multiple_of(self.every);
        (regular || self.stops.contains(&step)) && self.snapped != Some(step)
    }

    /// Steps from `from` to the next one that has a snapshot.
    fn room(&self, from: u32) -> u32 {
        let regular = from.checked_rem(self.every).map_or(u32::MAX, |past| self.every - past);
        let stop = self.stops.range(from.saturating_add(1)..).next().map_or(u32::MAX, |stop| stop - from);
        regular.min(stop)
    }

    /// The grants that may be sent at `now` (milliseconds).
    pub fn poll(&mut self, now: f64) -> Vec<Grant> {
        let mut grants = Vec::new();
        if self.is_anyone_behind() {
            grants.extend((0..self.lanes.len()).filter_map(|run| self.grant_behind(run, now)));
            return grants;
        }
        loop {
            let before = grants.len();
            for run in 0..self.lanes.len() {
                grants.extend(self.grant(run, now));
            }
            if grants.len() == before {
                return grants;
            }
        }
    }

    /// Milliseconds after which to poll again though no message came.
    pub fn wake(&self, now: f64) -> Option<f64> {
        if self.is_anyone_behind() {
            return self.wake_behind(now);
        }
        let open = self.running && !self.held && self.end.is_none_or(|end| self.planned() < end);
        // Between the last poll and this question the time may have come: then nobody else would poll.
        let least = if (0..self.lanes.len()).any(|run| self.is_under_way(run)) { 0.0 } else { 1.0 };
        open.then(|| (self.pace.due() - now).max(least)).filter(|wait| *wait > 0.0)
    }

    /// `run` has come to `step` after `millis` of training, with a frame that took `frame`
    /// milliseconds. Answers where that brings the runs, if anywhere.
    pub fn progress(&mut self, run: usize, step: u32, millis: f32, frame: Option<f32>) -> Option<Arrival> {
        let lane = self.lanes.get(run)?;
        if lane.behind.is_some() {
            return self.progress_behind(run, step, millis, frame).map(Arrival::Alone);
        }
        let done = lane.done;
        if lane.away || done >= lane.granted || self.boundary(done + 1)?.to != step {
            return None;
        }
        let from = self.boundary(done).map_or(step, |b| b.to);
        self.pace.observe(run, step - from, millis, frame);
        self.lanes[run].done += 1;
        self.gather().map(Arrival::Together)
    }

    /// Moves the common boundary to where every run has come.
    fn gather(&mut self) -> Option<Reached> {
        let common = self.lanes.iter().filter(|lane| !lane.away).map(|lane| lane.done).min()?;
        if common <= self.first {
            return None;
        }
        while self.first < common {
            self.boundaries.pop_front();
            self.first += 1;
        }
        let front = *self.boundaries.front()?;
        self.held = self.held || front.save;
        self.stop_at_end(front.to);
        Some(Reached { step: front.to, save: front.save })
    }

    fn stop_at_end(&mut self, step: u32) {
        if self.running && self.end == Some(step) {
            self.running = false;
        }
    }

    fn last(&self) -> u64 {
        self.first + self.boundaries.len() as u64 - 1
    }

    fn planned(&self) -> u32 {
        self.boundaries.back().map_or(0, |b| b.to)
    }

    fn boundary(&self, ordinal: u64) -> Option<&Boundary> {
        // A lane that is behind nobody may stand at most `first`; older ones are gone.
        self.boundaries.get(usize::try_from(ordinal.checked_sub(self.first)?).ok()?)
    }

    fn grant(&mut self, run: usize, now: f64) -> Option<Grant> {
        let lane = &self.lanes[run];
        let next = lane.granted + 1;
        let waits = |(i, other): (usize, &Lane)| i != run && !other.away && other.done + 1 < next;
        if lane.away
            || self.lanes.iter().enumerate().any(waits)
            || next > lane.done + AHEAD
            || (next > self.last() && !self.plan(now))
        {
            return None;
        }
        let boundary = *self.boundary(next)?;
        self.lanes[run].granted = next;
        Some(Grant { run, to: boundary.to, show: boundary.show, snapshot: boundary.snapshot })
    }

    fn plan(&mut self, now: f64) -> bool {
        let Some(&back) = self.boundaries.back() else { return false };
        let last = self.last();
        let all_done = self.lanes.iter().all(|lane| lane.away || lane.done == last);
        if self.held || (back.save && !all_done) {
            return false;
        }
        if !self.running {
            // The picture of a pause belongs to the step at which it paused.
            let wanted = all_done && !back.show;
            if wanted {
                self.boundaries.push_back(Boundary::picture(back.to));
            }
            return wanted;
        }
        let left = self.end.map_or(u32::MAX, |end| end.saturating_sub(back.to));
        if left == 0 || now < self.pace.due() || (self.pace.speed().is_some() && !all_done) {
            return false;
        }
        let next = self.next_boundary(back.to, left, now);
        self.boundaries.push_back(next);
        true
    }

    /// The boundary behind `from`, `left` steps before the end.
    fn next_boundary(&mut self, from: u32, left: u32, now: f64) -> Boundary {
        let (due, room) = (self.is_due(from), self.room(from));
        let steps = if due { 0 } else { self.pace.chunk(now).min(left).min(room) };
        let to = from + steps;
        let regular = self.every > 0 && steps == left;
        let snapshot = due || steps == room || regular;
        let show = self.pace.show(now, steps) || snapshot || steps == left;
        // A snapshot holds a checkpoint.
        let save = !snapshot && now - self.last_save >= SAVE_EVERY;
        if snapshot {
            self.snapped = Some(to);
            // What was saved before the first step saves nothing.
            self.last_save = if to > 0 { now } else { self.last_save };
        }
        Boundary { to, show, save, snapshot }
    }
}

#[cfg(test)]
#[path = "lockstep_tests.rs"]
mod tests;
