//! What the page may keep in memory, in bytes: one place for all limits.
//!
//! The newest snapshot is always kept, whatever it weighs, since a run that breaks goes back to it.

use super::snap::Snap;
use crate::record::{Frame, Pixels};

/// Checkpoints and frames of all snapshots of all runs.
pub const SNAPSHOTS: usize = 128 << 20;

/// Frames of all runs for the slider.
pub const FILM: usize = 32 << 20;

/// The snapshots of the runs that Undo brings back.
pub const UNDO: usize = 64 << 20;

/// Everything together, but for the newest snapshots.
pub const TOTAL: usize = SNAPSHOTS + UNDO + 2 * FILM;

/// The most steps with frames.
pub const MOST_FRAMES: usize = 120;

/// The most steps with snapshots.
pub const MOST_SNAPSHOTS: usize = 60;

/// Rows of `bytes` each that fit into `room`, two at least (the first and the newest) and `most` at
/// most; one alone where two do not fit.
pub fn rows(room: usize, bytes: usize, most: usize) -> usize {
    (room / bytes.max(1)).clamp(1, most)
}

/// The bytes of a frame.
pub fn of_frame(frame: &Frame) -> usize {
    let pixels = |pixels: &Pixels| match pixels {
        Pixels::Points(points) => points.len() * 4,
        Pixels::Images(bytes) => bytes.len(),
    };
    let scales: usize = frame.scales.iter().map(|scale| pixels(&scale.pixels)).sum();
    pixels(&frame.samples) + frame.averaged.as_ref().map_or(0, pixels) + scales + frame.heat.len()
}

/// The bytes of a snapshot of one run. Its frame is often in the film as well, and counted in both.
pub fn of_snap(snap: &Snap) -> usize {
    snap.checkpoint.as_ref().map_or(0, |checkpoint| checkpoint.bytes.len()) + of_frame(&snap.frame)
}
