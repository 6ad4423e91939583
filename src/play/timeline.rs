//! What was shown and kept of the past, of all runs on one axis of steps.
//!
//! Frames are many and thinned out by number and bytes; snapshots hold checkpoints and are thinned out
//! by bytes. The slider moves over both.

use std::rc::Rc;

use super::budget;
use super::lockstep::Stop;
use super::snap::{Checkpoint, Snap};
use crate::chart::Film;
use crate::experiment::MAX_RUNS;
use crate::record::Frame;

/// Something of every run that has it.
pub type PerRun<T> = [Option<T>; MAX_RUNS];

/// The past of all runs.
#[derive(Default)]
pub struct Timeline {
    film: Film<PerRun<Rc<Frame>>>,
    snapshots: Film<PerRun<Snap>>,
}

impl Timeline {
    /// Adds what every run showed at `step`; what was later is forgotten.
    pub fn show(&mut self, step: u32, frames: PerRun<Rc<Frame>>) {
        let bytes: usize = frames.iter().flatten().map(|frame| budget::of_frame(frame)).sum();
        self.film.set_limit(budget::rows(budget::FILM, bytes, budget::MOST_FRAMES));
        self.film.push(step, frames);
        self.snapshots.truncate(step);
    }

    /// Adds the snapshots of the runs at `step`.
    pub fn keep(&mut self, step: u32, snaps: PerRun<Snap>) {
        let bytes: usize = snaps.iter().flatten().map(budget::of_snap).sum();
        self.snapshots.set_limit(budget::rows(budget::SNAPSHOTS, bytes, budget::MOST_SNAPSHOTS));
        self.snapshots.push(step, snaps);
    }

    /// Keeps what fits in the budget of what can be undone.
    pub fn shrink(&mut self) {
        let bytes: usize =
            self.snapshots.last().map_or(0, |(_, row)| row.iter().flatten().map(budget::of_snap).sum());
        self.snapshots.set_limit(budget::rows(budget::UNDO, bytes, budget::MOST_SNAPSHOTS));
        self.snapshots.thin_to_limit();
    }

    /// The bytes of everything in it.
    pub fn bytes(&self) -> usize {
        let frames = self.film.iter().flat_map(|(_, row)| row.iter().flatten()).map(|f| budget::of_frame(f));
        let snaps = self.snapshots.iter().flat_map(|(_, row)| row.iter().flatten()).map(budget::of_snap);
        frames.sum::<usize>() + snaps.sum::<usize>()
    }

    /// Adds what one run showed or left at a step where the others have been.
    pub fn fill(&mut self, run: usize, step: u32, frame: Option<&Rc<Frame>>, snap: Option<Snap>) {
        if let (Some(row), Some(frame)) = (self.film.at_mut(step), frame) {
            row[run] = Some(frame.clone());
        }
        if let (Some(row), Some(snap)) = (self.snapshots.at_mut(step), snap) {
            row[run] = Some(snap);
        }
    }

    /// Forgets what `run` showed from `step` on.
    pub fn forget(&mut self, run: usize, step: u32) {
        self.film.iter_mut().filter(|(at, _)| *at >= step).for_each(|(_, row)| row[run] = None);
        self.snapshots.iter_mut().filter(|(at, _)| *at >= step).for_each(|(_, row)| row[run] = None);
    }

    /// Every step that can be shown, in order.
    pub fn steps(&self) -> Vec<u32> {
        let mut steps: Vec<u32> = self.film.steps().chain(self.snapshots.steps()).collect();
        steps.sort_unstable();
        steps.dedup();
        steps
    }

    /// The step that is shown for `step`: itself, or the last one before it.
    pub fn nearest(&self, step: u32) -> Option<u32> {
        let (film, snapshot) = (self.film.before(step), self.snapshots.before(step));
        film.map(|f| f.0).max(snapshot.map(|s| s.0))
    }

    /// The step that is shown `by` places after that for `place`; `None` is the newest.
    pub fn beside(&self, place: Option<u32>, by: isize) -> Option<u32> {
        let steps = self.steps();
        let last = steps.len().checked_sub(1)?;
        let at = place.map_or(last, |place| steps.partition_point(|s| *s <= place).saturating_sub(1));
        let next = at.saturating_add_signed(by).min(last);
        steps.get(next).copied().filter(|_| next < last)
    }

    /// What `run` showed at `step`.
    pub fn frame(&self, run: usize, step: u32) -> Option<&Rc<Frame>> {
        let filmed = self.film.at(step).and_then(|row| row.get(run)?.as_ref());
        filmed.or_else(|| Some(&self.snapshots.at(step)?.get(run)?.as_ref()?.frame))
    }

    /// What `run` showed at the last steps up to `step`, `count` at most, oldest first.
    pub fn last_frames(&self, run: usize, step: u32, count: usize) -> Vec<&Rc<Frame>> {
        let until = self.film.iter().rev().filter(|(at, _)| *at <= step);
        let mut last: Vec<_> = until.filter_map(|(_, row)| row.get(run)?.as_ref()).take(count).collect();
        last.reverse();
        last
    }

    /// The last snapshot of `run` at or before `step`.
    pub fn snap(&self, run: usize, step: u32) -> Option<&Snap> {
        self.snaps(run).take_while(|(at, _)| *at <= step).last().map(|(_, snap)| snap)
    }

    /// The last checkpoint of `run` at or before `step`.
    pub fn checkpoint(&self, run: usize, step: u32) -> Option<&Checkpoint> {
        let until = self.snaps(run).take_while(|(at, _)| *at <= step);
        until.filter_map(|(_, snap)| snap.checkpoint.as_ref()).last()
    }

    /// Every snapshot of `run`, oldest first.
    pub fn snaps(&self, run: usize) -> impl Iterator<Item = (u32, &Snap)> {
        self.snapshots.iter().filter_map(move |(step, row)| Some((*step, row.get(run)?.as_ref()?)))
    }

    /// Where a run that catches up has to show itself, so that the slider finds every run.
    pub fn stops(&self) -> Vec<Stop> {
        let stop = |to: &u32| Stop { to: *to, snapshot: self.snapshots.at(*to).is_some() };
        self.steps().iter().map(stop).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_goes_through_what_is_shown_and_the_end_is_the_newest() {
        let mut timeline = Timeline::default();
        assert_eq!(timeline.beside(None, -1), None, "nothing is there");
        [0, 10, 25].into_iter().for_each(|step| timeline.show(step, PerRun::default()));
        assert_eq!(timeline.beside(None, -1), Some(10));
        assert_eq!(timeline.beside(Some(10), -1), Some(0));
        assert_eq!(timeline.beside(Some(0), -1), Some(0), "it stays at the beginning");
        assert_eq!(timeline.beside(Some(0), 1), Some(10));
        assert_eq!(timeline.beside(Some(12), 1), None, "past 10 comes the newest");
        assert_eq!(timeline.beside(None, 1), None);
    }
}
