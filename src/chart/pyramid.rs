//! The least and the greatest of any stretch of a long row without looking at all of it: layers of wider and
//! wider stones, each with the extremes of those it stands on, laid as the row grows.

use super::columns::{Column, joined};

/// Stones that one of the next layer stands on.
const WIDER: usize = 8;

/// The layers, the row itself first. A stone is laid once all that it stands on is there.
#[derive(Clone, Debug, Default)]
pub struct Pyramid {
    layers: Vec<Vec<Column>>,
}

impl Pyramid {
    /// Adds one to the row.
    pub fn push(&mut self, mut stone: Column) {
        for layer in 0.. {
            if self.layers.len() == layer {
                self.layers.push(Vec::new());
            }
            let row = &mut self.layers[layer];
            row.push(stone);
            if !row.len().is_multiple_of(WIDER) {
                return;
            }
            stone = extremes(&row[row.len() - WIDER..]);
        }
    }

    /// Keeps the first `length` of the row.
    pub fn truncate(&mut self, mut length: usize) {
        for row in &mut self.layers {
            row.truncate(length);
            length /= WIDER;
        }
    }

    /// Makes room for a row of `length`.
    pub fn make_room(&mut self, mut length: usize) {
        for layer in 0.. {
            if length == 0 {
                return;
            }
            if self.layers.len() == layer {
                self.layers.push(Vec::new());
            }
            let row = &mut self.layers[layer];
            row.reserve_exact(length.saturating_sub(row.len()));
            length /= WIDER;
        }
    }

    /// The extremes of the row from `from` up to `to`.
    pub fn between(&self, mut from: usize, mut to: usize) -> Column {
        let mut found = None;
        for row in &self.layers {
            let (first, last) = (from.next_multiple_of(WIDER).min(to), to - to % WIDER);
            let both = joined(extremes(&row[from..first]), extremes(&row[last.max(first)..to]));
            found = joined(found, both);
            (from, to) = (first.div_ceil(WIDER), last / WIDER);
            if from >= to {
                break;
            }
        }
        found
    }

    /// The bytes that it takes.
    #[cfg(test)]
    pub fn bytes(&self) -> usize {
        self.layers.iter().map(|row| row.capacity() * size_of::<Column>()).sum()
    }
}

/// The extremes of all of them.
fn extremes(stones: &[Column]) -> Column {
    stones.iter().copied().fold(None, joined)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn stone() -> impl Strategy<Value = Column> {
        let ends = (-9i16..9, 0i16..9).prop_map(|(low, more)| (f32::from(low), f32::from(low + more)));
        proptest::option::weighted(0.9, ends)
    }

    proptest! {
        #[test]
        fn it_answers_as_a_full_scan_does_also_after_it_was_cut(
            before in proptest::collection::vec(stone(), 0..700),
            after in proptest::collection::vec(stone(), 0..100),
            cut in 0usize..700,
            room in 0usize..900,
            ends in proptest::collection::vec((0usize..800, 0usize..800), 30),
        ) {
            let mut row = before;
            let mut pyramid = Pyramid::default();
            row.iter().for_each(|stone| pyramid.push(*stone));
            row.truncate(cut);
            pyramid.truncate(cut);
            pyramid.make_room(room);
            after.iter().for_each(|stone| pyramid.push(*stone));
            row.extend(after);
            for (a, b) in ends {
                let (from, to) = (a.min(b).min(row.len()), a.max(b).min(row.len()));
                prop_assert_eq!(pyramid.between(from, to), extremes(&row[from..to]), "{} to {}", from, to);
            }
        }
    }
}
