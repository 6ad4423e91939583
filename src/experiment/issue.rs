//! What is wrong with an experiment, in one sentence.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Experiment, KEYS, Value, key};
use crate::text::problem as t;

/// One problem: the key, its value, what is accepted, and what is used instead.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Issue {
    /// The key as the link spells it.
    pub key: String,
    /// The value that was given.
    pub value: String,
    /// What is accepted, or why the value cannot stand.
    pub reason: String,
    /// The value that is used instead; `None` when the key is left out.
    pub used: Option<String>,
}

impl Issue {
    /// The problem of a run that is refused: nothing is used instead, but something would do.
    pub fn refusal(&self) -> String {
        match &self.used {
            Some(nearest) => t::would_do(self.problem(), nearest),
            None => self.problem(),
        }
    }

    fn problem(&self) -> String {
        t::stated(&self.key, shorten(&self.value), &self.reason)
    }
}

impl fmt::Display for Issue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&match &self.used {
            Some(used) => t::and_used(self.problem(), used),
            None => t::and_left_out(self.problem()),
        })
    }
}

/// At most 40 characters of a value: a link may hold 100 kB of garbage.
fn shorten(text: &str) -> String {
    match text.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// Sets the key called `name` to `value` and says why.
pub(super) fn replace(e: &mut Experiment, name: &str, value: Value, reason: impl Into<String>) -> Issue {
    let key = key(name).unwrap_or(&KEYS[0]);
    let given = key.get(e).to_string();
    key.set(e, value);
    Issue { key: name.into(), value: given, reason: reason.into(), used: Some(value.to_string()) }
}
