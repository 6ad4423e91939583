//! The button that opens the panel.

use leptos::prelude::*;

use super::state::Take;
use crate::experiment::RunId;
use crate::text::take as t;

/// Opens the panel for `run`, or for all runs.
#[component]
pub fn TakeButton(run: Option<RunId>) -> impl IntoView {
    let take = expect_context::<Take>();
    let (hook, label) = match run {
        Some(run) => (format!("take-{}", run.letter().to_ascii_lowercase()), t::of_run(run.letter())),
        None => ("take".to_owned(), t::OF_ALL.to_string()),
    };
    view! {
        <button class="button small" type="button" data-testid=hook aria-label=label title=t::BUTTON_HINT.get()
            on:click=move |_| take.open(run)>{t::BUTTON.get()}</button>
    }
}
