//! The list "Your runs".

use leptos::html::Dialog;
use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

use super::row::Row;
use super::state::{Bad, Keep};
use crate::app::kit::dialog::opens_with;
use crate::app::own::ways::list;
use crate::app::state::page::Page;
use crate::keep::{nothing, room, shelf};
use crate::text::keep as t;

/// The dialog; Esc and the button close it, and the focus goes back.
#[component]
pub fn RunsPanel(page: Page) -> impl IntoView {
    let keep = expect_context::<Keep>();
    let node = NodeRef::<Dialog>::new();
    opens_with(node, keep.open);
    let ids =
        move || keep.list.with(|list| list.iter().flatten().map(|kept| kept.id.clone()).collect::<Vec<_>>());
    let empty = move || is_empty(keep);
    let trouble = move || keep.trouble.get().filter(|_| !empty());
    view! {
        <dialog class="own-panel runs-panel" node_ref=node aria-labelledby="kept-title" data-testid="runs-panel" on:close=move |_| keep.open.set(false)>
            <header class="own-head">
                <h2 id="kept-title" tabindex="-1">{t::TITLE.get()}</h2>
                <button class="button small" type="button" data-testid="runs-close" on:click=move |_| keep.open.set(false)>{t::CLOSE.get()}</button>
            </header>
            <Ways keep/>
            <Damaged keep/>
            <p class="keep-trouble small-print" role="status" hidden=move || trouble().is_none()>{trouble}</p>
            <p class="kept-empty" hidden=move || !empty()>{move || nothing(keep.trouble.get().as_deref())}</p>
            <ul class="kept-list" hidden=empty>
                <For each=ids key=String::clone children=move |id| view! { <Row page keep id/> }/>
            </ul>
            <Footer keep/>
        </dialog>
    }
}

/// Whether the list is read and there is nothing in it.
fn is_empty(keep: Keep) -> bool {
    keep.list.with(|list| list.as_ref().is_some_and(Vec::is_empty))
}

#[component]
fn Ways(keep: Keep) -> impl IntoView {
    let chosen = move |event: ev::Event| {
        let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        let Some(input) = input else { return };
        if let Some(first) = input.files().and_then(|files| list(&files).into_iter().next()) {
            keep.load(first.name, first.file.unchecked_into());
        }
        // The same file can be chosen again.
        input.set_value("");
    };
    view! {
        <div class="own-ways">
            <button class="button small" type="button" data-testid="save-open" disabled=move || !keep.page.begun.get() on:click=move |_| keep.save_open()>
                {t::SAVE_OPEN.get()}
            </button>
            <label class="button small file-button">
                {t::LOAD.get()}
                <input class="sr-only" type="file" accept=".saddle" data-testid="load-file" on:change=chosen/>
            </label>
        </div>
    }
}

#[component]
fn Damaged(keep: Keep) -> impl IntoView {
    move || {
        keep.bad.get().map(|Bad { text, lines, loads }| {
            let lines = lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
            view! {
                <div class="own-failed" role="alert" id="kept-failed" tabindex="-1" data-testid="bad-file">
                    <p><span aria-hidden="true">"▲ "</span>{text}</p>
                    <ul class="own-notes">{lines}</ul>
                    {loads.then(|| view! { <button class="button small" type="button" data-testid="load-whole" on:click=move |_| keep.load_whole()>{t::LOAD_WHOLE.get()}</button> })}
                </div>
            }
        })
    }
}

#[component]
fn Footer(keep: Keep) -> impl IntoView {
    let own = move || keep.list.with(|list| shelf::bytes(list.as_deref().unwrap_or_default()));
    let blocked = move || is_empty(keep) && keep.trouble.with(Option::is_some);
    let others = move || {
        let stay = keep.staying();
        keep.list.with(|list| !shelf::loose(list.as_deref().unwrap_or_default(), &stay).is_empty())
    };
    let awake = move |event: ev::Event| {
        let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        keep.awake.set(input.is_some_and(|input| input.checked()));
    };
    view! {
        <footer class="kept-foot">
            <p class="small-print" data-testid="room" hidden=blocked>{move || room(own(), keep.room.get())}</p>
            <label class="kept-awake"><input class="tick" type="checkbox" data-testid="awake" prop:checked=keep.awake on:change=awake/>{t::AWAKE.get()}</label>
            <button class="button small" type="button" data-testid="delete-all" hidden=move || !others() on:click=move |_| keep.delete_all()>{t::DELETE_ALL.get()}</button>
        </footer>
    }
}
