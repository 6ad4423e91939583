//! The button that opens the panel.

use leptos::prelude::*;

use super::state::Take;
use crate::experiment::RunId;

/// Opens the panel for `run`, or for all runs.
#[component]
pub fn TakeButton(run: Option<RunId>) -> impl IntoView {
    let take = expect_context::<Take>();
    let (hook, label) = match run {
        Some(run) => {
            (format!("take-{}", run.letter().to_ascii_lowercase()), format!("Take home run {}", run.letter()))
        }
        None => ("take".to_owned(), "Take home all runs".to_owned()),
    };
    view! {
        <button class="button small" type="button" data-testid=hook aria-label=label title="Pictures, a film, charts, numbers and code as files"
            on:click=move |_| take.open(run)>"Take home"</button>
    }
}
