//! Programs as templates: files that are programs themselves, of which a part is kept.
//!
//! A line that ends in `#? condition` (or `//? condition`) is kept where the condition holds, and its mark goes. A
//! line that goes takes with it the block that it opens: all lines below that are indented further. A condition is
//! names joined by `|` or by `&`, each with `!` before it for its opposite. Words like `__SIZE__` are filled in.

use std::collections::{BTreeMap, BTreeSet};

/// What is true of a program, and what its words stand for.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    names: BTreeSet<&'static str>,
    words: BTreeMap<&'static str, String>,
}

impl Facts {
    /// `name` is true if `holds`.
    pub fn say(&mut self, name: &'static str, holds: bool) {
        if holds {
            self.names.insert(name);
        }
    }

    /// `word`, without its underscores, stands for `text`.
    pub fn word(&mut self, word: &'static str, text: impl ToString) {
        self.words.insert(word, text.to_string());
    }

    /// Whether `name` is true.
    pub fn has(&self, name: &str) -> bool {
        self.names.contains(name)
    }

    fn holds(&self, condition: &str) -> bool {
        let one = |name: &str| match name.strip_prefix('!') {
            Some(name) => !self.has(name),
            None => self.has(name),
        };
        match condition.contains('&') {
            true => condition.split('&').all(one),
            false => condition.split('|').any(one),
        }
    }

    /// What is kept of `template`, filled in.
    pub fn fill(&self, template: &str) -> String {
        let mut text = String::new();
        // The indent of the line whose block goes.
        let mut gone: Option<usize> = None;
        for line in template.lines() {
            let words = line.trim_start();
            let indent = line.len() - words.len();
            if let Some(at) = gone {
                if words.is_empty() || indent > at {
                    continue;
                }
                // `} else {` goes on.
                gone = gone.filter(|_| words.starts_with('}') && split_mark(line).0.ends_with('{'));
                if words.starts_with('}') {
                    continue;
                }
            }
            let (line, condition) = split_mark(line);
            if condition.is_none_or(|condition| self.holds(condition)) {
                text += line;
                text.push('\n');
            } else if line.ends_with([':', '{']) {
                gone = Some(indent);
            }
        }
        self.words.iter().fold(text, |text, (word, by)| text.replace(&format!("__{word}__"), by))
    }
}

/// A line without its mark, and the condition of that.
fn split_mark(line: &str) -> (&str, Option<&str>) {
    match line.rsplit_once("#? ").or_else(|| line.rsplit_once("//? ")) {
        Some((line, condition)) => (line.trim_end(), Some(condition.trim())),
        None => (line, None),
    }
}

/// Whether `text` has `word` by itself: not as a part of a longer name, and not at the end of a path.
pub fn has_word(text: &str, word: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(word).any(|(at, found)| {
        let (before, after) = (&text[..at], &text[at + found.len()..]);
        !before.ends_with(is_part) && !before.ends_with("::") && !after.starts_with(is_part)
    })
}

/// `text` without runs of more than `most` blank lines.
pub fn without_gaps(text: &str, most: usize) -> String {
    let mut blank = 0;
    let kept = text.lines().filter(|line| {
        blank = if line.trim().is_empty() { blank + 1 } else { 0 };
        blank <= most
    });
    kept.fold(String::new(), |all, line| all + line + "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(names: &[&'static str]) -> Facts {
        let mut facts = Facts::default();
        names.iter().for_each(|name| facts.say(name, true));
        facts.word("SIZE", 8);
        facts
    }

    #[test]
    fn a_line_that_goes_takes_its_block_and_nothing_else() {
        let template = "def f():  #? a\n    x = 1\n\n    y = 2\n\n\ndef g():\n    if b:  #? b\n        z\n    w = __SIZE__\n";
        assert_eq!(facts(&["b"]).fill(template), "def g():\n    if b:\n        z\n    w = 8\n");
        assert!(facts(&["a"]).fill(template).ends_with("def g():\n    w = 8\n"));
        let rust = "fn f() { //? a\n    x();\n}\nfn g() {\n    y(); //? !a\n}\n";
        assert_eq!(facts(&[]).fill(rust), "fn g() {\n    y();\n}\n");
        assert_eq!(facts(&["a"]).fill(rust), "fn f() {\n    x();\n}\nfn g() {\n}\n");
        let either = "if a { //? a\n    x();\n} else {\n    y();\n}\nz();\n";
        assert_eq!(facts(&[]).fill(either), "z();\n");
    }

    #[test]
    fn conditions_are_joined_and_turned_round() {
        let facts = facts(&["a", "b"]);
        for (condition, holds) in
            [("a&b", true), ("a&!b", false), ("c|b", true), ("!a|c", false), ("c", false), ("!c", true)]
        {
            assert_eq!(facts.holds(condition), holds, "{condition}");
        }
    }

    #[test]
    fn gaps_are_closed() {
        assert_eq!(without_gaps("a\n\n\n\nb\n\nc", 2), "a\n\n\nb\n\nc\n");
    }
}
