//! What the records of snapshots, checkpoints and histories hold.

use serde::Deserialize;

use super::part::STEPS;
use super::record::{self, Fault, Kind};
use crate::play::{Checkpoint, Snap};
use crate::protocol::Bytes;
use crate::record::{Frame, MOST_STEPS, Metric, Pixels, StepRecord};
use crate::text::shelf as t;

/// What a snapshot's record holds.
#[derive(Deserialize)]
struct KeptSnap {
    frame: Frame,
    metrics: Vec<Metric>,
    missing: Vec<String>,
    checkpoint: Option<Bytes>,
}

/// The record of a snapshot.
pub(super) fn snap_record(snap: &Snap) -> Vec<u8> {
    let checkpoint = snap.checkpoint.as_ref().map(|point| serde_bytes::Bytes::new(&point.bytes));
    record::write(Kind::Snap, &(&*snap.frame, &snap.metrics, &snap.missing, checkpoint))
}

/// Reads a snapshot of `step`.
pub(super) fn read_snap(step: u32, bytes: &[u8]) -> Result<Snap, Fault> {
    let KeptSnap { frame, metrics, missing, checkpoint } = record::read(Kind::Snap, bytes)?;
    if !is_whole(&frame) {
        return Err(Fault::Absurd(t::BAD_PICTURE.get()));
    }
    let checkpoint = checkpoint.map(|Bytes(bytes)| Checkpoint { step, bytes: bytes.into() });
    Ok(Snap { frame: frame.into(), metrics, missing, checkpoint })
}

/// Whether a picture can be drawn.
pub(super) fn is_whole(frame: &Frame) -> bool {
    let side = frame.heat_side as usize;
    let heat = side <= 1_024 && (frame.heat.is_empty() || frame.heat.len() == side * side);
    let even = |pixels: &Pixels| !matches!(pixels, Pixels::Points(points) if points.len() % 2 == 1);
    let all = [Some(&frame.samples), frame.averaged.as_ref()].into_iter().flatten();
    heat && frame.columns <= 64
        && frame.extent.is_finite()
        && frame.scales.iter().all(|scale| scale.size <= 256)
        && all.chain(frame.scales.iter().map(|scale| &scale.pixels)).all(even)
}

/// The record of a checkpoint.
pub(super) fn checkpoint_record(point: &Checkpoint) -> Vec<u8> {
    record::write(Kind::Checkpoint, &(point.step, serde_bytes::Bytes::new(&point.bytes)))
}

/// Reads a checkpoint.
pub(super) fn read_checkpoint(bytes: &[u8]) -> Result<Checkpoint, Fault> {
    let (step, Bytes(bytes)): (u32, Bytes) = record::read(Kind::Checkpoint, bytes)?;
    if step > MOST_STEPS {
        return Err(Fault::Absurd(t::TOO_MANY_STEPS.get()));
    }
    Ok(Checkpoint { step, bytes: bytes.into() })
}

/// Reads a piece of a history.
pub(super) fn read_history(bytes: &[u8]) -> Result<Vec<StepRecord>, Fault> {
    let records: Vec<StepRecord> = record::read(Kind::History, bytes)?;
    if records.is_empty() || records.len() > STEPS {
        return Err(Fault::Absurd(t::BAD_PIECE.get()));
    }
    Ok(records)
}
