//! The syntax of a locale file: a part of Fluent's (projectfluent.org/fluent/guide), read by the build script, by the
//! page and by the tests with this one file, so it leans on nothing.
//!
//! ```text
//! ## bar
//! # Words for whoever translates.
//! train = Train
//! modes = { $found } of { $all } { $all -> [one] mode *[other] modes }
//! ```
//!
//! A group `## bar` becomes a module, a message a constant or, with arguments, a function. Lines that are indented go
//! on with the message above, after one space. `{ "{" }` writes what would be read otherwise. Where Fluent counts by the
//! language's plural rules, `[one]` here is exactly "1".

use std::fmt::Display;

/// A message as it stands in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The name under the last `## `.
    pub group: String,
    /// Its name, unique within the group: small letters, digits and dashes.
    pub name: String,
    /// Its text, not yet taken apart.
    pub text: String,
}

/// The number of a message: FNV-1a of `group.name`. The build script sees to it that no two share one.
pub fn number(group: &str, name: &str) -> u32 {
    let bytes = group.bytes().chain([b'.']).chain(name.bytes());
    bytes.fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// All messages of `file` in its order.
///
/// # Errors
/// The number of the first line that is none of a locale file, and what is wrong with it.
pub fn entries(file: &str) -> Result<Vec<Entry>, (usize, String)> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut group = String::new();
    let mut open = false;
    for (number, line) in file.lines().enumerate().map(|(at, line)| (at + 1, line)) {
        let wrong = |what: &str| Err((number, what.to_owned()));
        if let Some(name) = line.strip_prefix("## ") {
            name.trim().clone_into(&mut group);
            open = false;
        } else if line.trim().is_empty() || line.starts_with('#') {
            open = false;
        } else if line.starts_with(' ') {
            match entries.last_mut().filter(|_| open) {
                Some(entry) if entry.text.is_empty() => line.trim().clone_into(&mut entry.text),
                Some(entry) => {
                    entry.text.push(' ');
                    entry.text.push_str(line.trim());
                }
                None => return wrong("an indented line goes on with no message"),
            }
        } else if let Some((name, text)) = line.split_once('=') {
            let name = name.trim();
            if name.is_empty()
                || !name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
            {
                return wrong("a name has small letters, digits and dashes");
            }
            entries.push(Entry { group: group.clone(), name: name.to_owned(), text: text.trim().to_owned() });
            open = true;
        } else {
            return wrong("expected `name = text`, `# remark` or `## group`");
        }
    }
    Ok(entries)
}

/// A piece of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// What stands there.
    Plain(&'a str),
    /// The value of an argument.
    Argument(&'a str),
    /// One of two words: the first where the argument is written "1".
    Count(&'a str, &'a str, &'a str),
}

/// `text` in its pieces.
///
/// # Errors
/// What is wrong with the first brace.
pub fn pieces(text: &str) -> Result<Vec<Piece<'_>>, String> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        if !rest[at..].starts_with('{') {
            return Err("a `}` that closes nothing".into());
        }
        if at > 0 {
            pieces.push(Piece::Plain(&rest[..at]));
        }
        let (piece, after) = placed(&rest[at + 1..])?;
        pieces.push(piece);
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Plain(rest));
    }
    Ok(pieces)
}

/// What follows `{`, and the text after its `}`.
fn placed(inside: &str) -> Result<(Piece<'_>, &str), String> {
    let inside = inside.trim_start();
    if let Some(literal) = inside.strip_prefix('"') {
        let (plain, after) = literal.split_once('"').ok_or("a `\"` that is not closed")?;
        let after = after.trim_start().strip_prefix('}').ok_or("expected `}` after a literal")?;
        return Ok((Piece::Plain(plain), after));
    }
    let (inner, after) = inside.split_once('}').ok_or("a `{` that is not closed")?;
    let inner = inner.trim().strip_prefix('$').ok_or("expected `$` and the name of an argument")?;
    let Some((name, forms)) = inner.split_once("->") else { return Ok((Piece::Argument(inner), after)) };
    let forms = forms.trim().strip_prefix("[one]").ok_or("expected `[one]` after `->`")?;
    let (one, other) = forms.split_once("*[other]").ok_or("expected `*[other]`")?;
    Ok((Piece::Count(name.trim(), one.trim(), other.trim()), after))
}

/// The names of the arguments of `text`, each once, as they first appear.
///
/// # Errors
/// As [`pieces`].
pub fn arguments(text: &str) -> Result<Vec<&str>, String> {
    let mut names = Vec::new();
    for piece in pieces(text)? {
        if let Piece::Argument(name) | Piece::Count(name, ..) = piece
            && !names.contains(&name)
        {
            names.push(name);
        }
    }
    Ok(names)
}

/// `text` with the `values` of the arguments called `names` in their places.
pub fn filled(text: &str, names: &[&str], values: &[&dyn Display]) -> String {
    let value = |name: &str| {
        let at = names.iter().position(|of| *of == name);
        at.and_then(|at| values.get(at)).map(ToString::to_string).unwrap_or_default()
    };
    let mut words = String::new();
    for piece in pieces(text).unwrap_or_else(|_| vec![Piece::Plain(text)]) {
        match piece {
            Piece::Plain(text) => words.push_str(text),
            Piece::Argument(name) => words.push_str(&value(name)),
            Piece::Count(name, one, other) => words.push_str(if value(name) == "1" { one } else { other }),
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_stand_in_groups_and_go_on_over_lines() {
        let file =
            "# A remark.\n## bar\ntrain = Train\n\n## doctor\nlong = One\n    two.\n# Remark\nb-2 = { $n }\n";
        let all = entries(file).expect("a locale file");
        let shown: Vec<_> =
            all.iter().map(|e| (e.group.as_str(), e.name.as_str(), e.text.as_str())).collect();
        assert_eq!(
            shown,
            [("bar", "train", "Train"), ("doctor", "long", "One two."), ("doctor", "b-2", "{ $n }")]
        );
    }

    #[test]
    fn what_is_no_message_is_named_by_its_line() {
        for (file, line) in [("train", 1), ("a = b\nB = c", 2), ("\n  on", 2), ("a = b\n\n  on", 3)] {
            assert_eq!(entries(file).expect_err(file).0, line, "{file}");
        }
        for text in ["{", "a }", "{ n }", "{ $n -> [few] a *[other] b }", "{ $n -> [one] a }", "{ \"x }"] {
            assert!(pieces(text).is_err(), "{text}");
        }
    }

    #[test]
    fn values_stand_where_they_belong_and_one_is_counted() {
        let text = "{ $found } of {$all} { $all -> [one] mode *[other] modes }{ \" {\" }";
        assert_eq!(arguments(text).expect("arguments"), ["found", "all"]);
        let said = |all: &str| filled(text, &["found", "all"], &[&0, &all]);
        assert_eq!(said("1"), "0 of 1 mode {");
        assert_eq!(said("21"), "0 of 21 modes {");
    }
}
