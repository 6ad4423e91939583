//! Fashion-MNIST: whose it is, how large, from where it comes and what is checked, before anything is asked for.

use leptos::prelude::*;

use super::reader::Chosen;
use super::state::Own;
use crate::data::fashion::{FILES, HOST, Published};
use crate::keep::bytes;
use crate::text::own as t;

/// The files with their addresses, and the button that fetches them as any others at an address.
#[component]
pub fn Fashion(own: Own) -> impl IntoView {
    let fetch = move |_| {
        let file = |file: &Published| Chosen {
            name: file.name.into(),
            file: format!("{}#{}", file.url, file.sha256).into(),
        };
        own.choose(FILES.iter().map(file).collect());
    };
    // By hand it is opened and shut too.
    let toggled =
        move |event| own.fashion.set(event_target::<web_sys::Element>(&event).has_attribute("open"));
    let rows = FILES.iter().map(|file| {
        view! { <li>{file.url}<br/>{t::size_and_hash(bytes(file.bytes.into()), file.sha256)}</li> }
    });
    view! {
        <details class="own-paste" open=move || own.fashion.get() on:toggle=toggled>
            <summary data-testid="own-fashion">"Fashion-MNIST"</summary>
            <p class="small-print">{t::FASHION.get()}</p>
            <ul class="own-notes own-published small-print" data-testid="own-published">{rows.collect_view()}</ul>
            <p class="small-print">{t::asks_for_them(HOST)}</p>
            <button class="button small" type="button" data-testid="fashion-fetch" on:click=fetch>{t::FETCH.get()}</button>
        </details>
    }
}
