//! What a teacher writes above the runs: a text, and perhaps a question with answers. It travels in the link as
//! `lesson=`, and is shown as plain text only.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64;

/// The longest text, in characters.
pub const MAX_TEXT: usize = 500;

/// The longest question and the longest answer, in characters.
pub const MAX_LINE: usize = 200;

/// The most answers.
pub const MAX_ANSWERS: usize = 4;

/// A teacher's words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assignment {
    /// What to do or to look at.
    pub text: String,
    /// What is asked, if anything.
    pub question: Option<Question>,
}

/// A question with its answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Question {
    /// What is asked.
    pub words: String,
    /// Two to [`MAX_ANSWERS`] answers.
    pub answers: Vec<String>,
    /// The place of the right one.
    pub right: usize,
}

/// What a link holds: text, question, answers, the place of the right one.
type Fields = (String, String, Vec<String>, usize);

impl Assignment {
    /// What `fragment` asks for; `None` without `lesson=` or where it cannot be read.
    pub fn of(fragment: &str) -> Option<Self> {
        let pairs = fragment.trim_start_matches('#').split('&');
        let value = pairs.filter_map(|pair| pair.strip_prefix("lesson=")).next()?;
        let (text, words, answers, right) =
            serde_json::from_slice::<Fields>(&BASE64.decode(value).ok()?).ok()?;
        let answers = answers.iter().map(|answer| cut(answer, MAX_LINE)).collect();
        Self::new(&text, &words, answers, right)
    }

    /// `text` with the question `words`, if it has words and two answers; blank answers are left out. `None` where
    /// nothing is left.
    pub fn new(text: &str, words: &str, answers: Vec<String>, right: usize) -> Option<Self> {
        let chosen = answers.get(right).cloned();
        let mut answers: Vec<String> = answers.iter().map(|answer| cut(answer, MAX_LINE)).collect();
        answers.retain(|answer| !answer.is_empty());
        answers.truncate(MAX_ANSWERS);
        let words = cut(words, MAX_LINE);
        let right =
            answers.iter().position(|answer| chosen.as_deref().map(str::trim) == Some(answer)).unwrap_or(0);
        let asks = !words.is_empty() && answers.len() >= 2;
        let new =
            Self { text: cut(text, MAX_TEXT), question: asks.then_some(Question { words, answers, right }) };
        (new != Self::default()).then_some(new)
    }

    /// The pair of a link.
    pub fn pair(&self) -> String {
        let Question { words, answers, right } = self.question.clone().unwrap_or_default();
        let fields: Fields = (self.text.clone(), words, answers, right);
        format!("lesson={}", BASE64.encode(serde_json::to_string(&fields).unwrap_or_default()))
    }
}

/// The first `most` characters of `text` without blanks around it.
fn cut(text: &str, most: usize) -> String {
    text.trim().chars().take(most).collect::<String>().trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers(list: &[&str]) -> Vec<String> {
        list.iter().map(|text| (*text).to_owned()).collect()
    }

    #[test]
    fn a_link_holds_it_in_every_script() {
        let text = "Train both for 1,000 steps & watch D's loss.\n训练两个运行。";
        let written =
            Assignment::new(text, "Which one collapsed?", answers(&["A", " ", "B <b>"]), 2).expect("some");
        let question = written.question.clone().expect("a question");
        assert_eq!((question.answers, question.right), (answers(&["A", "B <b>"]), 1));
        let link = format!("#v=2&data=ring8&{}&at=5", written.pair());
        assert!(link.bytes().all(|b| b.is_ascii_alphanumeric() || b"#=&-_".contains(&b)), "{link}");
        assert_eq!(Assignment::of(&link), Some(written));
    }

    #[test]
    fn what_is_too_long_is_cut_and_what_is_nothing_is_none() {
        let long =
            Assignment::new(&"字".repeat(600), &"q".repeat(300), answers(&["1", "2", "3", "4", "5"]), 9);
        let long = long.expect("some");
        let question = long.question.expect("a question");
        assert_eq!((long.text.chars().count(), question.words.len()), (MAX_TEXT, MAX_LINE));
        assert_eq!((question.answers.len(), question.right), (MAX_ANSWERS, 0));
        assert_eq!(Assignment::new("  ", "Why?", answers(&["only one"]), 0), None);
        assert_eq!(Assignment::new(" Look. ", "", Vec::new(), 0).map(|a| a.text).as_deref(), Some("Look."));
    }

    #[test]
    fn damaged_ones_are_none() {
        let whole = Assignment::new("Look.", "", Vec::new(), 0).expect("some").pair();
        for damaged in ["", "lesson=", "lesson=%%%", "lesson=AAAA", "text=x", &whole[..whole.len() - 3]] {
            assert_eq!(Assignment::of(damaged), None, "{damaged}");
        }
    }
}
