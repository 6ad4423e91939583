//! What of the runs is to be kept, and what of it is new.

use std::rc::{Rc, Weak};

use super::MOST_DATA;
use super::head::KeptFiles;
use super::part::{POINTS, PartName, STEPS};
use super::record::{self, Kind};
use super::state::State;
use super::writing::Source;
use crate::chart::{History, MetricCurve, Scores};
use crate::experiment;
use crate::play::{Checkpoint, Play, Run, Snap};
use crate::record::{Frame, StepRecord};

/// By what a part is known to be the one that was written.
#[derive(Clone, Debug)]
pub enum Mark {
    /// The run's number while it only grows, and how much is there.
    Grown(u32, usize),
    /// The bytes of a checkpoint.
    Bytes(Weak<Vec<u8>>),
    /// The picture of a snapshot.
    Picture(Weak<Frame>),
    /// The hash of what is small.
    Hash(u64),
}

impl PartialEq for Mark {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Grown(a, b), Self::Grown(c, d)) => (a, b) == (c, d),
            (Self::Bytes(a), Self::Bytes(b)) => a.ptr_eq(b),
            (Self::Picture(a), Self::Picture(b)) => a.ptr_eq(b),
            (Self::Hash(a), Self::Hash(b)) => a == b,
            _ => false,
        }
    }
}

impl Mark {
    /// Of a checkpoint.
    pub fn of_checkpoint(point: &Checkpoint) -> Self {
        Self::Bytes(Rc::downgrade(&point.bytes))
    }

    /// Of a snapshot.
    pub fn of_snap(snap: &Snap) -> Self {
        Self::Picture(Rc::downgrade(&snap.frame))
    }
}

/// The user's data that is trained on: its set and its bytes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Data {
    /// The number of the set.
    pub set: u32,
    /// Its bytes.
    pub bytes: f64,
}

impl Data {
    /// The data that `play` trains on; `size` says how many bytes a set has. What the page fetched itself
    /// is no part of the runs: the browser has it already.
    pub fn of(play: &Play, size: impl FnOnce(u32) -> Option<f64>) -> Option<Self> {
        let files = play.own_files().filter(|files| files.data != experiment::Data::Mnist)?;
        Some(Self { set: files.set, bytes: size(files.set)? })
    }

    /// Whether it is kept with the runs: more is asked for again.
    fn is_kept(&self) -> bool {
        self.bytes <= MOST_DATA as f64
    }
}

/// The part that is small and changes, as a record.
pub(super) fn state(play: &Play, data: Option<Data>) -> Vec<u8> {
    let late: Vec<bool> = play.runs.iter().map(Run::is_late).collect();
    let bytes = |set: u32| data.filter(|data| data.set == set).map_or(0.0, |data| data.bytes);
    let own = play.own_files().filter(|files| files.data != experiment::Data::Mnist);
    let files = own.map(|files| KeptFiles::of(files, bytes(files.set)));
    let state = State::of(play.script(), &late, play.happenings(), play.was_moved_by_hand(), files);
    state.with_ended(play.runs.iter().map(Run::ended)).record()
}

/// Every part of the runs but the state, and by what it is known.
pub(super) fn parts(play: &Play, data: Option<Data>) -> Vec<(PartName, Mark)> {
    let mut parts = Vec::new();
    for (index, run) in play.runs.iter().enumerate() {
        let (at, number) = (index as u8, run.number());
        for piece in 0..run.history.len().div_ceil(STEPS) {
            let length = (run.history.len() - piece * STEPS).min(STEPS);
            parts.push((PartName::History(at, piece as u32), Mark::Grown(number, length)));
        }
        let points = run.scores.iter().map(|curve| curve.points.len()).max().unwrap_or(0);
        for piece in 0..points.div_ceil(POINTS) {
            let within = |curve: &MetricCurve| curve.points.len().saturating_sub(piece * POINTS).min(POINTS);
            let length = run.scores.iter().map(within).sum();
            parts.push((PartName::Scores(at, piece as u32), Mark::Grown(number, length)));
        }
        parts.push((PartName::Clock(at), Mark::Grown(number, run.step as usize)));
        for (step, snap) in play.timeline.snaps(index) {
            parts.push((PartName::Snap(at, step), Mark::of_snap(snap)));
        }
        let in_a_snapshot = |point: &Checkpoint| {
            let same =
                |snap: &Snap| snap.checkpoint.as_ref().is_some_and(|c| Rc::ptr_eq(&c.bytes, &point.bytes));
            play.timeline.snaps(index).any(|(_, snap)| same(snap))
        };
        if let Some(saved) = run.saved().filter(|point| !in_a_snapshot(point)) {
            parts.push((PartName::Saved(at), Mark::of_checkpoint(saved)));
        }
        if let Some(root) = run.root() {
            parts.push((PartName::Root(at), Mark::of_checkpoint(root)));
        }
    }
    if let Some(data) = data.filter(Data::is_kept) {
        parts.push((PartName::Data, Mark::Hash(data.set.into())));
    }
    parts
}

/// What the part `name` is made of.
pub(super) fn source(play: &Play, name: PartName, data: Option<Data>) -> Option<Source> {
    let run = |at: u8| play.runs.get(usize::from(at));
    Some(match name {
        PartName::State => Source::Bytes(state(play, data).into()),
        PartName::History(at, piece) => Source::History(history(&run(at)?.history, piece as usize).into()),
        PartName::Scores(at, piece) => Source::Scores(scores(&run(at)?.scores, piece as usize).into()),
        PartName::Clock(at) => {
            let marks: Vec<_> = run(at)?.clock.marks().collect();
            Source::Bytes(record::write(Kind::Clock, &marks).into())
        }
        PartName::Saved(at) => Source::Checkpoint(run(at)?.saved()?.clone()),
        PartName::Root(at) => Source::Checkpoint(run(at)?.root()?.clone()),
        PartName::Snap(at, step) => {
            let found = play.timeline.snaps(at.into()).find(|(other, _)| *other == step);
            Source::Snap(found?.1.clone())
        }
        PartName::Data => data.map(|data| Source::Data(data.set, data.bytes as u32))?,
    })
}

/// A piece of `history`.
fn history(history: &History, piece: usize) -> Vec<StepRecord> {
    let (from, to) = (piece * STEPS, ((piece + 1) * STEPS).min(history.len()));
    (from..to).map(|step| history.record(step as u32 + 1)).collect()
}

/// A piece of every metric.
fn scores(scores: &Scores, piece: usize) -> Vec<MetricCurve> {
    let part = |curve: &MetricCurve| {
        let points = curve.points.iter().skip(piece * POINTS).take(POINTS).copied().collect();
        MetricCurve { points, ..without_points(curve) }
    };
    scores.iter().map(part).collect()
}

fn without_points(curve: &MetricCurve) -> MetricCurve {
    MetricCurve {
        id: curve.id.clone(),
        label: curve.label.clone(),
        floor: curve.floor,
        lower_is_better: curve.lower_is_better,
        points: Vec::new(),
    }
}
