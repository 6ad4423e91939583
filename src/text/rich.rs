//! Messages with marks inside: `Press <b>Train</b>, then <a>read on</a>`. A mark has a name of small letters, is closed
//! and holds no other.

/// A piece of a message with marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Marked<'a> {
    /// The name of the mark around it, empty for none.
    pub mark: &'a str,
    /// What stands there.
    pub text: &'a str,
}

/// `text` in its pieces; what is no whole mark is plain.
pub fn marked(text: &str) -> Vec<Marked<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((before, mark, inner, after)) = next(rest) {
        if !before.is_empty() {
            pieces.push(Marked { mark: "", text: before });
        }
        pieces.push(Marked { mark, text: inner });
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(Marked { mark: "", text: rest });
    }
    pieces
}

/// What stands before the first mark, its name, what it holds and what follows.
fn next(text: &str) -> Option<(&str, &str, &str, &str)> {
    for (at, _) in text.match_indices('<') {
        let Some((name, inner)) = text[at + 1..].split_once('>') else { continue };
        let close = format!("</{name}>");
        let is_name = !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase());
        if let Some((inner, after)) = is_name.then(|| inner.split_once(&close)).flatten() {
            return Some((&text[..at], name, inner, after));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_found_and_the_rest_is_plain() {
        let shown = |text| {
            marked(text).into_iter().map(|p| (p.mark.to_owned(), p.text.to_owned())).collect::<Vec<_>>()
        };
        let own = |pairs: &[(&str, &str)]| {
            pairs.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect::<Vec<_>>()
        };
        assert_eq!(
            shown("Press <b>Train</b>, <a>read</a>"),
            own(&[("", "Press "), ("b", "Train"), ("", ", "), ("a", "read")])
        );
        assert_eq!(shown("1 < 2 and <b>open"), own(&[("", "1 < 2 and <b>open")]));
        assert_eq!(shown(""), own(&[]));
    }
}
