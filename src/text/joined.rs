//! Messages put together: lists, and sentences after one another.

use super::join as t;

/// "A, B, C".
pub fn list(items: impl IntoIterator<Item = String>) -> String {
    items.into_iter().reduce(t::comma).unwrap_or_default()
}

/// "A and B".
pub fn both(items: impl IntoIterator<Item = String>) -> String {
    items.into_iter().reduce(t::and).unwrap_or_default()
}

/// Whole sentences after one another.
pub fn sentences(items: impl IntoIterator<Item = String>) -> String {
    items.into_iter().reduce(t::then).unwrap_or_default()
}

/// A sentence without its full stop.
pub fn unstopped(text: &str) -> &str {
    text.trim_end_matches(['.', '。'])
}
