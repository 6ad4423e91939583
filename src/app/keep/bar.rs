//! The lines above the runs: where one was, what is not kept, and who else has these runs.

use leptos::prelude::*;

use super::state::Keep;
use crate::keep::goes_on;
use crate::text::keep as t;

/// The button of the top bar.
#[component]
pub fn RunsButton() -> impl IntoView {
    let keep = expect_context::<Keep>();
    view! {
        <button class="button" type="button" data-testid="your-runs" aria-label=t::TITLE.get() title=t::BUTTON_HINT.get() on:click=move |_| keep.show()>{t::BUTTON.get()}</button>
    }
}

/// The lines.
#[component]
pub fn KeepLines() -> impl IntoView {
    view! { <Offer/><Elsewhere/><Trouble/> }
}

#[component]
fn Offer() -> impl IntoView {
    let keep = expect_context::<Keep>();
    let gone = move || keep.page.begun.get() || keep.page.running.get();
    let line = move || {
        keep.offer.get().filter(|_| !gone()).map(|(id, head)| {
            let go = move |_| keep.go_on(id.clone(), false);
            view! {
                <div class="message spoken keep-line" data-testid="offer">
                    <p class="message-text">{goes_on(&head)}<span class="small-print">" · "{head.name}</span></p>
                    <div class="message-buttons">
                        <button class="button small" type="button" data-testid="go-on" on:click=go>{t::GO_ON.get()}</button>
                        <button class="button plain small" type="button" aria-label=t::ANEW.get() on:click=move |_| keep.offer.set(None)>"×"</button>
                    </div>
                </div>
            }
        })
    };
    view! { <div role="status" aria-live="polite">{line}</div> }
}

#[component]
fn Elsewhere() -> impl IntoView {
    let keep = expect_context::<Keep>();
    move || {
        keep.elsewhere.get().map(|id| {
            let take = move |_| keep.go_on(id.clone(), true);
            view! {
                <div class="message spoken keep-line" data-testid="elsewhere" role="status">
                    <p class="message-text">{t::ELSEWHERE.get()}</p>
                    <div class="message-buttons">
                        <button class="button small" type="button" data-testid="take-over" on:click=take>{t::TAKE_OVER.get()}</button>
                    </div>
                </div>
            }
        })
    }
}

#[component]
fn Trouble() -> impl IntoView {
    let keep = expect_context::<Keep>();
    move || {
        keep.trouble.get().filter(|_| keep.page.begun.get()).map(|text| {
            view! { <p class="keep-trouble small-print" data-testid="keep-trouble" role="status"><span aria-hidden="true">"▲ "</span>{text}</p> }
        })
    }
}
