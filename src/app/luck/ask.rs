//! The way from the runs to the question whether they are luck.

use leptos::prelude::*;

use crate::app::kit::scroll::go_to_luck;
use crate::app::luck::studies::Studies;
use crate::text::luck as t;

/// The button beside the runs; it says when the link offers an answer.
#[component]
pub fn AskLuck() -> impl IntoView {
    let offered = expect_context::<Studies>().offered;
    let words = move || offered.get().map_or_else(|| t::TITLE.to_string(), t::offered);
    view! {
        <button class="button small ask-luck" type="button" data-testid="ask-luck" class:offered=move || offered.get().is_some() on:click=move |_| go_to_luck()>{words}</button>
    }
}
