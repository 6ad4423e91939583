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
use crate::keep::{LIMIT, bytes, shelf};

/// The dialog; Esc and the button close it, and the focus goes back.
#[component]
pub fn RunsPanel(page: Page) -> impl IntoView {
    let keep = expect_context::<Keep>();
    let node = NodeRef::<Dialog>::new();
    opens_with(node, keep.open);
    let rows = move || {
        let list = keep.list.get().unwrap_or_default();
        list.into_iter().map(|kept| view! { <Row page keep kept/> }).collect_view()
    };
    let empty = move || keep.list.with(|list| list.as_ref().is_some_and(Vec::is_empty));
    view! {
        <dialog class="own-panel runs-panel" node_ref=node aria-labelledby="kept-title" data-testid="runs-panel" on:close=move |_| keep.close()>
            <header class="own-head">
                <h2 id="kept-title">"Your runs"</h2>
                <button class="button small" type="button" data-testid="runs-close" on:click=move |_| keep.open.set(false)>"Close"</button>
            </header>
            <Ways keep/>
            <Damaged keep/>
            <p class="kept-empty" hidden=move || !empty()>
                "Nothing is kept yet. Train: from the first second on this browser keeps the comparison, so that a reload loses nothing."
            </p>
            <ul class="kept-list" hidden=empty>{rows}</ul>
            <Footer keep/>
        </dialog>
    }
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
                "Save the open one as a file"
            </button>
            <label class="button small file-button">
                "Load a file"
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
                <div class="own-failed" role="alert" data-testid="bad-file">
                    <p><span aria-hidden="true">"▲ "</span>{text}</p>
                    <ul class="own-notes">{lines}</ul>
                    {loads.then(|| view! { <button class="button small" type="button" data-testid="load-whole" on:click=move |_| keep.load_whole()>"Load what is whole"</button> })}
                </div>
            }
        })
    }
}

#[component]
fn Footer(keep: Keep) -> impl IntoView {
    let room = move || {
        let own = keep.list.with(|list| shelf::bytes(list.as_deref().unwrap_or_default()));
        let browser = keep.room.get().map(|(used, quota)| {
            format!(" This site uses {} of the {} that the browser gives it.", bytes(used), bytes(quota))
        });
        let kept = format!(
            "{} of {} kept; what was used longest ago goes first, never what is pinned or open.",
            bytes(own as f64),
            bytes(LIMIT as f64)
        );
        kept + &browser.unwrap_or_default()
    };
    let others = move || {
        let open = keep.current.get();
        keep.list.with(|list| list.iter().flatten().any(|kept| Some(&kept.id) != open.as_ref()))
    };
    let awake = move |event: ev::Event| {
        let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        keep.awake.set(input.is_some_and(|input| input.checked()));
    };
    view! {
        <footer class="kept-foot">
            <p class="small-print" data-testid="room">{room}</p>
            <label class="kept-awake"><input class="tick" type="checkbox" data-testid="awake" prop:checked=keep.awake on:change=awake/>"Keep the screen awake while runs train"</label>
            <button class="button small" type="button" data-testid="delete-all" hidden=move || !others() on:click=move |_| keep.delete_all()>"Delete all but the open one"</button>
        </footer>
    }
}
