//! The line that offers a newer version of the page, which waits until it is asked for (`www/start.js`).

use leptos::{ev, prelude::*};
use wasm_bindgen_futures::spawn_local;

use crate::app::keep::state::Keep;
use crate::text::bar as t;

/// What became of a newer version.
#[derive(Clone, Copy, PartialEq)]
enum Newer {
    /// It is here and waits.
    Waits,
    /// Another tab began to use it.
    Used,
}

/// The line; nothing while there is no newer version.
#[component]
pub fn UpdateLine() -> impl IntoView {
    let keep = expect_context::<Keep>();
    let newer = RwSignal::new(None::<Newer>);
    let hear = |name: &'static str, is: Newer| {
        let listener =
            window_event_listener(ev::Custom::<ev::CustomEvent>::new(name), move |_| newer.set(Some(is)));
        on_cleanup(move || listener.remove());
    };
    hear("saddle-update", Newer::Waits);
    hear("saddle-updated", Newer::Used);
    let call = move |_| {
        spawn_local(async move {
            keep.put_away().await;
            if let Ok(event) = web_sys::Event::new("saddle-use-update") {
                let _ = window().dispatch_event(&event);
            }
        });
    };
    let later = move |_| newer.set(None);
    let line = move |is: Newer| {
        let words = match is {
            Newer::Waits => t::UPDATE.get(),
            Newer::Used => t::UPDATED.get(),
        };
        let button = (is == Newer::Waits).then(|| {
            view! { <button class="button small" type="button" data-testid="use-update" on:click=call>{t::USE_UPDATE.get()}</button> }
        });
        view! {
            <div class="message spoken" data-testid="update">
                <p class="message-text">{words}</p>
                <div class="message-buttons">
                    {button}
                    <button class="button plain small" type="button" on:click=later>{t::LATER.get()}</button>
                </div>
            </div>
        }
    };
    view! { <div role="status" aria-live="polite">{move || newer.get().map(line)}</div> }
}
