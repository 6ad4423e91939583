//! Runs made again of what was kept, and what of it is damaged.

use super::gather::Mark;
use super::head::Head;
use super::part::{self, PartName};
use super::payload::{read_checkpoint, read_history, read_snap};
use super::record::{self, Fault, Kind};
use super::state::State;
use crate::chart::{Clock, History, MetricCurve, Scores};
use crate::number::whole;
use crate::play::{Checkpoint, Kept, KeptRun};
use crate::text::{kept as t, shelf};

/// The most steps that may be missing of all histories together: what is damaged leaves a gap, and a gap takes memory.
const WIDEST_GAP: usize = 64 * part::STEPS;

/// The most damage that is listed.
const MOST_LISTED: usize = 6;

/// A part that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damage {
    /// Which.
    pub part: PartName,
    /// Where in a file it begins.
    pub at: Option<u64>,
    /// Why.
    pub fault: Fault,
}

impl Damage {
    /// "run A's snapshot at step 400, from byte 1 204: cut short".
    pub fn sentence(&self) -> String {
        let (part, why) = (self.part.words(), &self.fault);
        match self.at {
            Some(at) => t::damage_at(part, whole(at), why),
            None => t::damage(part, why),
        }
    }

    /// All of `damage` in lines, the first ones in words.
    pub fn lines(damage: &[Self]) -> Vec<String> {
        let mut lines: Vec<String> = damage.iter().take(MOST_LISTED).map(Self::sentence).collect();
        if damage.len() > MOST_LISTED {
            lines.push(t::more(damage.len() - MOST_LISTED));
        }
        lines
    }
}

/// A part as it was found.
pub struct Found {
    /// Which.
    pub part: PartName,
    /// Where in a file it begins.
    pub at: Option<u64>,
    /// Its bytes, or why there are none.
    pub bytes: Result<Vec<u8>, Fault>,
}

/// Runs to go on with.
pub struct Restored {
    /// What the list shows of them.
    pub head: Head,
    /// The runs.
    pub kept: Kept,
    /// What is known of the user's data that they were trained on.
    pub files: Option<super::head::KeptFiles>,
    /// By what the parts are known that are kept already.
    pub marks: Vec<(PartName, Mark)>,
    /// What could not be used.
    pub damage: Vec<Damage>,
}

/// Makes runs of `parts` of `head`. What is damaged is left out and told; only without the script there is
/// nothing.
///
/// # Errors
/// When the script is damaged.
pub fn restore(head: Head, parts: Vec<Found>) -> Result<Restored, Vec<Damage>> {
    let mut damage = Vec::new();
    let mut state = None;
    let mut pieces = Vec::new();
    for Found { part, at, bytes } in parts {
        let read = bytes.and_then(|bytes| Piece::read(part, &bytes));
        match read {
            Ok(Piece::State(read)) => state = Some(read),
            Ok(piece) => pieces.push((part, piece)),
            Err(fault) => damage.push(Damage { part, at, fault }),
        }
    }
    let missing = || Damage { part: PartName::State, at: None, fault: Fault::Cut { have: 0, need: 1 } };
    let Some(state) = state else {
        if damage.iter().all(|d| d.part != PartName::State) {
            damage.insert(0, missing());
        }
        return Err(damage);
    };
    let (script, late) = match state.script() {
        Ok(script) => script,
        Err(fault) => {
            damage.insert(0, Damage { part: PartName::State, at: None, fault });
            return Err(damage);
        }
    };
    pieces.sort_by_key(|(part, _)| *part);
    let run =
        |(run, late): (usize, &bool)| KeptRun { late: *late, ended: state.ended(run), ..KeptRun::default() };
    let mut runs: Vec<KeptRun> = late.iter().enumerate().map(run).collect();
    let mut curves: Vec<Vec<MetricCurve>> = vec![Vec::new(); runs.len()];
    let mut marks = Vec::new();
    let mut room = WIDEST_GAP;
    for (part, piece) in pieces {
        let (Some(run), Some(mark)) = (part.run(), piece.mark(part)) else { continue };
        let (Some(lane), Some(curves)) = (runs.get_mut(run), curves.get_mut(run)) else { continue };
        match piece.put(part, lane, curves, &mut room) {
            Ok(()) => marks.extend(mark.map(|mark| (part, mark))),
            Err(fault) => damage.push(Damage { part, at: None, fault }),
        }
    }
    for (run, (lane, curves)) in runs.iter_mut().zip(curves).enumerate() {
        for (name, point) in
            [(PartName::Saved(run as u8), &mut lane.saved), (PartName::Root(run as u8), &mut lane.root)]
        {
            let far = |point: &mut Checkpoint| point.step as usize > lane.history.len() + WIDEST_GAP;
            if point.take_if(far).is_some() {
                damage.push(Damage { part: name, at: None, fault: too_far() });
            }
        }
        lane.snaps.retain(|(step, _)| *step as usize <= lane.history.len() + WIDEST_GAP);
        lane.scores = Scores::of(curves);
        let newest = lane.snaps.iter().rev().find_map(|(_, snap)| snap.checkpoint.clone());
        let later = |saved: &Checkpoint| newest.as_ref().is_none_or(|n| saved.step >= n.step);
        lane.saved = lane.saved.take().filter(later).or(newest);
    }
    let kept = Kept { script, runs, marks: state.marks(), by_hand: state.by_hand, files: None };
    Ok(Restored { head, kept, files: state.files, marks, damage })
}

/// What a part holds.
enum Piece {
    State(State),
    History(Vec<crate::record::StepRecord>),
    Scores(Vec<MetricCurve>),
    Clock(Clock),
    Checkpoint(Checkpoint),
    Snap(crate::play::Snap),
}

impl Piece {
    fn read(part: PartName, bytes: &[u8]) -> Result<Self, Fault> {
        Ok(match part {
            PartName::State => Self::State(State::read(bytes)?),
            PartName::History(..) => Self::History(read_history(bytes)?),
            PartName::Scores(..) => Self::Scores(read_scores(bytes)?),
            PartName::Clock(_) => {
                let marks: Vec<(u32, (u32, u32), f64)> = record::read(Kind::Clock, bytes)?;
                Self::Clock(Clock::of(&marks).ok_or(Fault::Absurd(shelf::CLOCK_BACK.get()))?)
            }
            PartName::Saved(_) | PartName::Root(_) => Self::Checkpoint(read_checkpoint(bytes)?),
            PartName::Snap(_, step) => Self::Snap(read_snap(step, bytes)?),
            PartName::Data => return Err(Fault::Other),
        })
    }

    /// By what it will be known as written; nothing inside where it is written again.
    fn mark(&self, part: PartName) -> Option<Option<Mark>> {
        Some(match (self, part) {
            (Self::State(_), _) => return None,
            (Self::Checkpoint(point), _) => Some(Mark::of_checkpoint(point)),
            (Self::Snap(snap), _) => Some(Mark::of_snap(snap)),
            _ => None,
        })
    }

    /// Puts it into its run. Pieces come in order; steps that are missing before one are taken off `room`.
    ///
    /// # Errors
    /// When it stands too far behind what is there.
    fn put(
        self,
        part: PartName,
        lane: &mut KeptRun,
        curves: &mut Vec<MetricCurve>,
        room: &mut usize,
    ) -> Result<(), Fault> {
        match self {
            Self::State(_) => {}
            Self::History(records) => {
                if let PartName::History(_, piece) = part {
                    let from = piece as usize * part::STEPS;
                    let missing = from.saturating_sub(lane.history.len());
                    *room = room.checked_sub(missing).ok_or_else(too_far)?;
                    grow(&mut lane.history, from);
                }
                records.iter().for_each(|record| lane.history.push(record));
            }
            Self::Scores(more) => more.into_iter().for_each(|curve| add(curves, curve)),
            Self::Clock(clock) => lane.clock = clock,
            Self::Checkpoint(point) if matches!(part, PartName::Root(_)) => lane.root = Some(point),
            Self::Checkpoint(point) => lane.saved = Some(point),
            Self::Snap(snap) => {
                if let PartName::Snap(_, step) = part {
                    lane.snaps.push((step, snap));
                }
            }
        }
        Ok(())
    }
}

/// Why a piece is left out that stands too far behind the others.
fn too_far() -> Fault {
    Fault::Absurd(shelf::TOO_FAR.get())
}

/// Gaps up to `length`, where a piece is missing.
fn grow(history: &mut History, length: usize) {
    if history.len() < length {
        history.truncate(length as u32);
    }
}

/// Adds a piece of a metric behind what is there.
fn add(curves: &mut Vec<MetricCurve>, piece: MetricCurve) {
    match curves.iter_mut().find(|curve| curve.id == piece.id) {
        Some(curve) => {
            let last = curve.points.last().map_or(0, |(step, _)| *step);
            curve.points.extend(piece.points.into_iter().filter(|(step, _)| *step > last));
        }
        None => curves.push(piece),
    }
}

fn read_scores(bytes: &[u8]) -> Result<Vec<MetricCurve>, Fault> {
    let curves: Vec<MetricCurve> = record::read(Kind::Scores, bytes)?;
    let rises = |curve: &MetricCurve| curve.points.windows(2).all(|w| w[0].0 < w[1].0);
    if curves.len() > 200 || !curves.iter().all(|c| rises(c) && c.points.len() <= part::POINTS) {
        return Err(Fault::Absurd(shelf::METRIC_ORDER.get()));
    }
    Ok(curves)
}

impl PartName {
    fn run(self) -> Option<usize> {
        Some(match self {
            Self::State | Self::Data => return None,
            Self::History(run, _) | Self::Scores(run, _) | Self::Snap(run, _) => run.into(),
            Self::Clock(run) | Self::Saved(run) | Self::Root(run) => run.into(),
        })
    }
}
