//! A mark of the board: its shape in its shade.

use leptos::prelude::*;

use crate::clinic::mark::Mark;

/// The shape of `mark`; words stand beside it.
pub fn mark_shape(mark: Mark) -> impl IntoView {
    view! { <span class=format!("mark {}", mark.id()) aria-hidden="true">{mark.shape()}</span> }
}
