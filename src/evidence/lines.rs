//! Files of finished runs: one JSON object a line. A line that is damaged costs that line alone, and is told.

use std::fmt::{self, Display};
use std::io::{self, BufRead};

use serde::de::DeserializeOwned;

/// A line that is no run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damage {
    /// From 1.
    pub line: usize,
    /// What is wrong with it.
    pub what: Wrong,
}

/// What is wrong with a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// Its end is not there: it was cut off, or is being written right now.
    Cut,
    /// It is not what it should be, and why.
    Unreadable(String),
}

impl Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.what {
            Wrong::Cut => write!(f, "line {} is cut off, or being written; left out", self.line),
            Wrong::Unreadable(why) => write!(f, "line {} is damaged ({why}); left out", self.line),
        }
    }
}

/// Hands every run of `from` to `each`, one at a time; what is no run comes back. Empty lines are none.
///
/// # Errors
/// When `from` cannot be read.
pub fn read<T: DeserializeOwned>(mut from: impl BufRead, mut each: impl FnMut(T)) -> io::Result<Vec<Damage>> {
    let (mut damaged, mut bytes) = (Vec::new(), Vec::new());
    for line in 1.. {
        bytes.clear();
        if from.read_until(b'\n', &mut bytes)? == 0 {
            break;
        }
        match serde_json::from_slice(bytes.trim_ascii()) {
            _ if bytes.trim_ascii().is_empty() => {}
            Ok(run) => each(run),
            Err(_) if !bytes.ends_with(b"\n") => damaged.push(Damage { line, what: Wrong::Cut }),
            Err(why) => damaged.push(Damage { line, what: Wrong::Unreadable(reason(&why)) }),
        }
    }
    Ok(damaged)
}

/// Without serde's own count of lines, which knows of one.
fn reason(error: &serde_json::Error) -> String {
    let said = error.to_string();
    said.split_once(" at line ").map_or(said.as_str(), |(what, _)| what).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(bytes: &[u8]) -> (Vec<(u32, String)>, Vec<Damage>) {
        let mut runs = Vec::new();
        let damaged = read(bytes, |run| runs.push(run)).expect("bytes can be read");
        (runs, damaged)
    }

    #[test]
    fn a_damaged_line_costs_itself_alone_and_is_named() {
        let (runs, damaged) = of(b"[1,\"a\"]\n\n[2,\"b\n[3,\"c\"]\n\xff\xfe\n[4]\n[5,\"e\"]\n[6,\"");
        assert_eq!(runs.iter().map(|run| run.0).collect::<Vec<_>>(), [1, 3, 5]);
        assert_eq!(damaged.iter().map(|damage| damage.line).collect::<Vec<_>>(), [3, 5, 6, 8]);
        assert_eq!(
            damaged[2].to_string(),
            "line 6 is damaged (invalid length 1, expected a tuple of size 2); left out"
        );
        assert_eq!(damaged[3].what, Wrong::Cut);
    }

    #[test]
    fn wherever_a_file_is_cut_all_lines_before_the_cut_are_there() {
        let whole = b"[1,\"a\"]\n[2,\"b\"]\n[3,\"c\"]\n";
        for cut in 0..=whole.len() {
            let (runs, damaged) = of(&whole[..cut]);
            // The end of a line alone is no loss.
            let all = (0..3).filter(|i| cut >= 8 * i + 7).count();
            assert_eq!(runs.len(), all, "cut at {cut}");
            let inside = cut % 8 != 0 && cut % 8 != 7;
            assert_eq!(
                damaged,
                inside.then_some(Damage { line: all + 1, what: Wrong::Cut }).into_iter().collect::<Vec<_>>()
            );
        }
    }
}
