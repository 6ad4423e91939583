//! What was wrong with a link, in words for people and for a terminal.

use std::fmt;

use super::{Issue, RunId, key, words};
use crate::number::whole;
use crate::text::problem as t;

/// The longest sentence, in characters.
const MAX_SENTENCE: usize = 120;

/// The longest name or value that is repeated, in characters.
const MAX_WORD: usize = 40;

/// An [`Issue`] of a link and the place that it is about.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// The run, where it is one run's alone.
    pub run: Option<RunId>,
    /// The step after which an edit was to hold, where it is an edit's.
    pub after: Option<u32>,
    /// What it is about, where that is no key: "fork". Empty where the reason says it all.
    pub about: Option<&'static str>,
    /// What is wrong, as the link spells it.
    pub issue: Issue,
}

impl Problem {
    /// A problem of the link as a whole.
    pub(super) fn of_link(
        about: &'static str,
        (key, value): (&str, &str),
        reason: impl Into<String>,
        used: Option<String>,
    ) -> Self {
        let issue = Issue { key: clean(key), value: clean(value), reason: reason.into(), used };
        Self { run: None, after: None, about: Some(about), issue }
    }

    /// One sentence without a full stop, of at most 120 characters: "Run B, discriminator learning rate:
    /// -1 is not allowed, using 1e-6 (a number from 1e-6 to 0.1)". A reason that is too long is left out.
    pub fn sentence(&self) -> String {
        if self.about == Some("") {
            return words::capital(&self.issue.reason);
        }
        let said = t::sentence(self.place(), self.complaint(), self.remedy());
        let (is, are) = (t::accepted_is(""), t::accepted_are(""));
        let reason = self.issue.reason.trim_start_matches(&is).trim_start_matches(&are);
        let room = MAX_SENTENCE.saturating_sub(said.chars().count() + 3);
        match fitting(reason, room).filter(|_| !self.is_unknown()) {
            Some(reason) => t::with_reason(said, reason),
            None => cut(&said, MAX_SENTENCE),
        }
    }

    /// "Run B, after step 1 200, discriminator learning rate".
    fn place(&self) -> String {
        let run = self.run.map(|run| t::of_run(run.letter()));
        let after = self.after.map(|step| t::after_step(whole(step.into())));
        let named = || key(&self.issue.key).map_or_else(|| clean(&self.issue.key), words::changing);
        let what = self.about.map_or_else(named, str::to_owned);
        let place = [run, after, Some(what)].into_iter().flatten().reduce(t::place);
        words::capital(&place.unwrap_or_default())
    }

    fn is_unknown(&self) -> bool {
        self.about.is_none() && key(&self.issue.key).is_none()
    }

    fn complaint(&self) -> String {
        match self.spoken(&self.issue.value) {
            _ if self.is_unknown() => t::NO_SUCH_SETTING.to_string(),
            value if value.is_empty() => t::NO_VALUE.to_string(),
            value => t::not_allowed(value),
        }
    }

    fn remedy(&self) -> String {
        match &self.issue.used {
            Some(used) => t::using(self.spoken(used)),
            None => t::LEFT_OUT.to_string(),
        }
    }

    /// A value of the key in words, where it is one.
    fn spoken(&self, text: &str) -> String {
        let known = key(&self.issue.key).and_then(|key| Some(words::value(key, key.parse(text).ok()?)));
        known.unwrap_or_else(|| clean(text))
    }
}

/// As the command line says it: what the link spells, with what is accepted.
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.issue, f)
    }
}

/// `text` for a message: no control characters and none that turn the direction of writing, and short.
pub(super) fn clean(text: &str) -> String {
    let turns = |c: char| matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
    let shown: String = text.chars().filter(|c| !c.is_control() && !turns(*c)).take(MAX_WORD + 1).collect();
    cut(&shown, MAX_WORD)
}

/// `text` in at most `most` characters.
fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some(_) => text.chars().take(most - 1).chain(['…']).collect(),
        None => text.to_owned(),
    }
}

/// `reason`, or what stands before its colon, in at most `room` characters.
fn fitting(reason: &str, room: usize) -> Option<&str> {
    let short = reason.split(": ").next().and_then(|short| short.split('：').next()).unwrap_or(reason);
    [reason, short].into_iter().find(|text| !text.is_empty() && text.chars().count() <= room)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(run: Option<usize>, key: &str, value: &str, reason: &str, used: Option<&str>) -> Problem {
        let issue =
            Issue { key: key.into(), value: value.into(), reason: reason.into(), used: used.map(Into::into) };
        Problem { run: run.map(RunId), after: None, about: None, issue }
    }

    #[test]
    fn a_sentence_names_run_setting_value_and_remedy() {
        let mut rate = problem(Some(1), "d.lr", "-1", "accepted is a number from 1e-6 to 0.1", Some("1e-6"));
        assert_eq!(
            rate.sentence(),
            "Run B, discriminator learning rate: -1 is not allowed, using 1e-6 (a number from 1e-6 to 0.1)"
        );
        rate.after = Some(1200);
        assert!(rate.sentence().starts_with("Run B, after step 1\u{202f}200, discriminator learning rate: "));
        let unknown = problem(None, "nonsense", "1", "no such key", None);
        assert_eq!(unknown.sentence(), "Nonsense: no such setting, left out");
        let norm = problem(None, "d.norm", "", "accepted is one of none, batch", None);
        assert_eq!(norm.sentence(), "Discriminator norm: a value is missing, left out (one of none, batch)");
    }

    #[test]
    fn a_reason_that_is_too_long_is_cut_at_its_colon_or_left_out() {
        let why = "a gradient penalty is not defined with batch norm: a sample's gradient would depend on its batch";
        let said = problem(None, "d.norm", "batch", why, Some("none")).sentence();
        assert_eq!(
            said,
            "Discriminator norm: Batch norm is not allowed, using None (a gradient penalty is not defined with batch norm)"
        );
        let said = problem(Some(3), "d.norm", "batch", &"w".repeat(90), Some("none")).sentence();
        assert_eq!(said, "Run D, discriminator norm: Batch norm is not allowed, using None");
    }

    #[test]
    fn garbage_is_short_and_has_no_control_characters() {
        let said = problem(None, &"k\u{7}\u{202e}".repeat(500), "x\n\r\0y", "no such key", None).sentence();
        assert!(said.chars().count() <= MAX_SENTENCE, "{said}");
        assert!(!said.chars().any(|c| c.is_control() || c == '\u{202e}'), "{said:?}");
    }
}
