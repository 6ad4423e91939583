//! What of the user's files is left out, and why.

use serde::{Deserialize, Serialize};

use super::fault::Place;
use super::limits::MAX_NOTES;
use crate::text::skipped as t;

/// Things left out, with a sentence for the first of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Skipped {
    /// How many.
    pub count: usize,
    /// Why, for each of the first fifty.
    pub why: Vec<String>,
}

impl Skipped {
    /// One more.
    pub fn push(&mut self, why: impl FnOnce() -> String) {
        self.count += 1;
        if self.why.len() < MAX_NOTES {
            self.why.push(why());
        }
    }

    /// "3 files are left out, the first: …".
    pub fn note(&self) -> Option<String> {
        let first = self.why.first()?;
        Some(if self.count == 1 { t::one(first) } else { t::several(self.count, first) })
    }
}

/// Rows left out, counted by reason.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SkippedRows(Vec<(&'static str, usize, Place)>);

impl SkippedRows {
    /// One more, at `place`.
    pub fn push(&mut self, why: &'static str, place: Place) {
        match self.0.iter_mut().find(|(known, ..)| *known == why) {
            Some((_, count, _)) => *count += 1,
            None => self.0.push((why, 1, place)),
        }
    }

    /// The place of the first, and why it is left out.
    pub fn first(&self) -> Option<(Place, &'static str)> {
        self.0.first().map(|(why, _, place)| (*place, *why))
    }

    /// "2 rows are left out: a missing value (the first: row 7)", for every reason.
    pub fn notes(&self) -> impl Iterator<Item = String> + '_ {
        self.0.iter().map(|(why, count, place)| t::rows(count, why, place.words()))
    }
}
