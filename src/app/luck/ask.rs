//! The way from the runs to the question whether they are luck.

use leptos::prelude::*;

use crate::app::kit::scroll::go_to_luck;
use crate::app::state::page::Page;
use crate::text::luck as t;

/// The button beside the runs; it says when the link offers an answer.
#[component]
pub fn AskLuck(page: Page) -> impl IntoView {
    let offered = Memo::new(move |_| page.script.with(|script| script.luck));
    let words = move || offered.get().map_or_else(|| t::TITLE.to_string(), t::offered);
    view! {
        <button class="button small ask-luck" type="button" data-testid="ask-luck" class:offered=move || offered.get().is_some() on:click=move |_| go_to_luck()>{words}</button>
    }
}
