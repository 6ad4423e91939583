//! What is wrong with a file: where, what stands there and what was expected.

use serde::{Deserialize, Serialize};

use crate::text::fault as t;

/// The longest name or value that a message repeats, in characters.
const LONGEST: usize = 60;

/// A place in a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Place {
    /// All of it.
    #[default]
    Whole,
    /// A byte, from 0, of the file as it is unpacked.
    Byte(u64),
    /// An image or a label, from 0.
    Sample(u64),
    /// A row of a table, from 1.
    Row(u64),
    /// A cell of a table, both from 1.
    Cell {
        /// The row.
        row: u64,
        /// The column.
        column: u64,
    },
}

impl Place {
    /// It in words; empty for the whole file.
    pub fn words(self) -> String {
        match self {
            Self::Whole => String::new(),
            Self::Byte(at) => t::byte(at),
            Self::Sample(at) => t::sample(at),
            Self::Row(row) => t::row(row),
            Self::Cell { row, column } => t::cell(row, column),
        }
    }
}

/// What is wrong with the bytes of a file whose name is not known yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// Where.
    pub place: Place,
    /// What stands there.
    pub found: String,
    /// What is accepted.
    pub expected: String,
}

impl Fault {
    /// A fault of the whole file.
    pub fn whole(found: impl Into<String>, expected: impl Into<String>) -> Self {
        Self::at(Place::Whole, found, expected)
    }

    /// A fault of a place.
    pub fn at(place: Place, found: impl Into<String>, expected: impl Into<String>) -> Self {
        Self { place, found: found.into(), expected: expected.into() }
    }

    /// The same in the file that the user calls `name`.
    pub fn of(self, name: &str) -> FileError {
        FileError { name: shown_name(name), fault: self }
    }
}

/// What is wrong with a file, in one sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{}", sentence(.name, .fault))]
pub struct FileError {
    /// What the user calls it; within a zip, with the name of the zip.
    pub name: String,
    /// What is wrong.
    pub fault: Fault,
}

fn sentence(name: &str, Fault { place, found, expected }: &Fault) -> String {
    match place {
        Place::Whole => t::file(name, found, expected),
        _ => t::file_at(name, place.words(), found, expected),
    }
}

/// `text` on one line, without control characters and those that turn the direction of writing, and
/// at most 60 characters long.
pub fn shown(text: &str) -> String {
    let turns = |c: char| matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
    let mut plain = text.chars().filter(|c| !c.is_control() && !turns(*c));
    let short: String = plain.by_ref().take(LONGEST).collect();
    if plain.next().is_some() { short + "…" } else { short }
}

/// A name for a message.
pub fn shown_name(name: &str) -> String {
    Some(shown(name)).filter(|name| !name.is_empty()).unwrap_or_else(|| t::NAMELESS.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_names_file_place_and_what_was_expected() {
        let fault = Fault::at(Place::Cell { row: 3, column: 2 }, "'x'", "a number");
        assert_eq!(fault.of("a.csv").to_string(), "a.csv, row 3, column 2: 'x'; expected a number");
        let fault = Fault::whole("empty", "a file");
        assert_eq!(fault.of("a").to_string(), "a: empty; expected a file");
    }

    #[test]
    fn a_name_cannot_break_a_message() {
        let said = |name: &str| Fault::whole("bad", "good").of(name).to_string();
        assert_eq!(said(&"x".repeat(10_000)), format!("{}…: bad; expected good", "x".repeat(60)));
        assert!(said("a\n\u{7}b\u{1b}[0m\u{202e}").starts_with("ab[0m: bad"));
        assert!(said("\n").starts_with("a file without a name: "));
    }
}
