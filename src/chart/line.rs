//! The line through a series: its moving average. It is not kept: every few steps it is noted where the average
//! stood, from where it is computed again, and between which ends it was since, so that a picture of it costs the
//! same however long the run is.

use super::columns::{Column, column_of, joined};
use super::pyramid::Pyramid;

/// Weight of a new value: about the last fifty steps count.
const SMOOTHING: f64 = 0.04;

/// Steps between two measurements that still belong together.
pub(super) const BRIDGE: u32 = 30;

/// Steps between two notes.
const BLOCK: usize = 16;

/// An exponential moving average. It bridges the steps between two measurements of what is not measured at every
/// step; a longer pause or a value that is not finite is a gap.
#[derive(Clone, Copy, Debug, Default)]
struct Average {
    value: f64,
    measured: u32,
    missed: u32,
}

impl Average {
    /// Takes the next value in; answers what is shown, NaN for a gap.
    fn next(&mut self, value: f32) -> f32 {
        if value.is_finite() {
            self.measured += 1;
            // The first measurements weigh alike, so that the start does not drag; one that stands
            // for several steps weighs like them.
            let share = 1.0 - (1.0 - SMOOTHING).powi(self.missed as i32 + 1);
            let weight = share.max(1.0 / f64::from(self.measured));
            self.value += weight * (f64::from(value) - self.value);
            self.missed = 0;
        } else {
            self.missed += 1;
        }
        let bridged = value.is_nan() && self.measured > 0 && self.missed <= BRIDGE;
        if value.is_finite() || bridged { self.value as f32 } else { f32::NAN }
    }
}

/// The line through the values that were pushed.
#[derive(Clone, Debug, Default)]
pub struct Line {
    length: usize,
    now: Average,
    /// Where the average stood before each block.
    notes: Vec<Average>,
    /// The ends of the line in each whole block.
    blocks: Pyramid,
    /// Its ends in the block that is not whole.
    rest: Column,
}

impl Line {
    /// Goes on to the next value.
    pub fn push(&mut self, value: f32) {
        if self.length.is_multiple_of(BLOCK) {
            self.notes.push(self.now);
        }
        self.rest = joined(self.rest, column_of(self.now.next(value)));
        self.length += 1;
        if self.length.is_multiple_of(BLOCK) {
            self.blocks.push(self.rest.take());
        }
    }

    /// Goes back to `values`, the first ones of those that were pushed.
    pub fn go_back(&mut self, values: &[f32]) {
        let block = values.len() / BLOCK;
        // Without a note, all of them end with a whole block.
        let Some(note) = self.notes.get(block) else { return };
        (self.now, self.rest, self.length) = (*note, None, block * BLOCK);
        self.notes.truncate(block);
        self.blocks.truncate(block);
        values[self.length..].iter().for_each(|value| self.push(*value));
    }

    /// Makes room for `length` values.
    pub fn make_room(&mut self, length: usize) {
        let blocks = length.div_ceil(BLOCK);
        self.notes.reserve_exact(blocks.saturating_sub(self.notes.len()));
        self.blocks.make_room(blocks);
    }

    /// The part from `from` up to `to` in `width` columns of equal length, or in one a step where there are fewer;
    /// `values` are those that were pushed.
    pub fn columns(&self, values: &[f32], (from, to): (usize, usize), width: usize, out: &mut Vec<Column>) {
        out.clear();
        let steps = to.saturating_sub(from);
        let width = width.min(steps);
        let mut walk = self.walk(values, from);
        out.extend((1..=width).map(|column| walk.to(from + column * steps / width)));
    }

    /// A walk along the line that begins at `from`.
    fn walk<'a>(&'a self, values: &'a [f32], from: usize) -> Walk<'a> {
        let mut walk = Walk { line: self, values, at: 0, average: Average::default() };
        walk.jump(from / BLOCK);
        walk.through(from);
        walk
    }

    /// The bytes that it takes.
    #[cfg(test)]
    pub fn bytes(&self) -> usize {
        self.notes.capacity() * size_of::<Average>() + self.blocks.bytes()
    }
}

/// Goes along a line, step by step only where no whole block lies ahead.
struct Walk<'a> {
    line: &'a Line,
    values: &'a [f32],
    at: usize,
    average: Average,
}

impl Walk<'_> {
    /// The ends of the line from here up to `end`, where it goes on.
    fn to(&mut self, end: usize) -> Column {
        let (first, last) = (self.at.div_ceil(BLOCK), end / BLOCK);
        if first >= last {
            return self.through(end);
        }
        let before = self.through(first * BLOCK);
        let whole = self.line.blocks.between(first, last);
        self.jump(last);
        joined(joined(before, whole), self.through(end))
    }

    /// The same, through every step.
    fn through(&mut self, end: usize) -> Column {
        let steps = &self.values[self.at..end];
        self.at = end;
        steps.iter().fold(None, |found, value| joined(found, column_of(self.average.next(*value))))
    }

    /// Goes to where `block` begins.
    fn jump(&mut self, block: usize) {
        self.at = block * BLOCK;
        self.average = self.line.notes.get(block).copied().unwrap_or(self.line.now);
    }
}

#[cfg(test)]
mod tests {
    use super::super::columns::columns;
    use super::*;
    use proptest::prelude::*;

    fn line(values: &[f32]) -> Line {
        let mut line = Line::default();
        values.iter().for_each(|value| line.push(*value));
        line
    }

    /// Every step of the line.
    fn whole(values: &[f32]) -> Vec<f32> {
        let mut average = Average::default();
        values.iter().map(|value| average.next(*value)).collect()
    }

    fn drawn(line: &Line, values: &[f32], ends: (usize, usize), width: usize) -> Vec<Column> {
        let mut out = Vec::new();
        line.columns(values, ends, width, &mut out);
        out
    }

    fn value() -> impl Strategy<Value = f32> {
        prop_oneof![
            8 => (-500i16..500).prop_map(|v| f32::from(v) / 7.0),
            2 => Just(f32::NAN),
            1 => Just(f32::INFINITY),
        ]
    }

    proptest! {
        #[test]
        fn a_picture_of_it_is_that_of_all_its_steps_also_after_going_back(
            before in proptest::collection::vec(value(), 0..500),
            after in proptest::collection::vec(value(), 0..80),
            back in 0usize..500,
            windows in proptest::collection::vec((0usize..600, 0usize..600, 1usize..80), 20),
        ) {
            let mut values = before;
            let mut line = line(&values);
            values.truncate(back);
            line.go_back(&values);
            after.iter().for_each(|value| line.push(*value));
            values.extend(after);
            let steps = whole(&values);
            for (a, b, width) in windows {
                let ends = (a.min(b).min(values.len()), a.max(b).min(values.len()));
                let mut expected = Vec::new();
                columns(&steps[ends.0..ends.1], width, &mut expected);
                prop_assert_eq!(drawn(&line, &values, ends, width), expected, "{:?} in {}", ends, width);
            }
        }
    }

    #[test]
    fn it_goes_on_behind_a_gap() {
        let steps = whole(&[2.0, 2.0, f32::INFINITY, 2.0]);
        assert!(steps[2].is_nan());
        assert_eq!(steps[3], 2.0);
    }

    #[test]
    fn what_is_measured_now_and_then_has_a_line_and_what_ends_has_none() {
        let values: Vec<f32> =
            (0..200).map(|i| if i % 20 == 0 && i < 100 { 3.0 } else { f32::NAN }).collect();
        let steps = drawn(&line(&values), &values, (0, 200), 200);
        assert!(steps[..100].iter().all(|column| *column == Some((3.0, 3.0))));
        assert!(steps[150..].iter().all(Option::is_none));
    }
}
