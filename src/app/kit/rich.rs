//! Messages with marks inside (`text::rich`) as views.

use leptos::prelude::*;

use crate::text::rich::marked;

/// `text` in its pieces, those in a mark as `of` makes them of the mark's name and what stands in it.
pub fn rich(text: &str, of: impl Fn(&str, String) -> AnyView) -> Vec<AnyView> {
    let view = |mark: &str, text: &str| {
        if mark.is_empty() { text.to_owned().into_any() } else { of(mark, text.to_owned()) }
    };
    marked(text).into_iter().map(|piece| view(piece.mark, piece.text)).collect()
}
