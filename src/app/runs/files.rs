//! The user's own files: chosen or dropped anywhere on the page, never sent anywhere.

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{File, FileList, HtmlInputElement};

use crate::app::kit::engine::keep_files;
use crate::app::state::page::Page;
use crate::play::Files;

/// The largest file that is read; MNIST's largest has 47 MB.
const MAX_BYTES: f64 = 256.0 * 1024.0 * 1024.0;

/// The card's picture while files are missing.
#[component]
pub fn FilesWanted(page: Page) -> impl IntoView {
    view! {
        <div class="samples waiting">
            <p>
                "MNIST is loaded from your own files: choose or drop "<code>"t10k-images-idx3-ubyte(.gz)"</code>
                " and, if you like, the labels."
            </p>
            <FileButton page words="Choose files"/>
            <p class="small-print">"They stay in this browser."</p>
        </div>
    }
}

/// The files that are used, and the way to others: labels can be added at any time.
#[component]
pub fn FilesUsed(page: Page) -> impl IntoView {
    let names = Memo::new(move |_| {
        page.runs[0].track();
        page.look(|play| play.file_names().join(", ")).unwrap_or_default()
    });
    let needs = move || page.comparison.with(|c| c.runs[0].data.needs_files());
    view! {
        <p class="small-print files-used" hidden=move || !needs() || names.with(String::is_empty)>
            <span class="file-names">{names}</span>
            <FileButton page words="Change files"/>
        </p>
    }
}

#[component]
fn FileButton(page: Page, words: &'static str) -> impl IntoView {
    let chosen = move |event: ev::Event| {
        let input = event.target().and_then(|t| t.dyn_into::<HtmlInputElement>().ok());
        if let Some(input) = input {
            if let Some(files) = input.files().filter(|files| files.length() > 0) {
                take(page, &files);
            }
            // The same files can be chosen again.
            input.set_value("");
        }
    };
    view! {
        <label class="button small file-button">
            {words}
            <input class="sr-only" type="file" multiple data-testid="files" on:change=chosen/>
        </label>
    }
}

/// Accepts files that are dropped on the page. Where another data set is chosen, that is asked about.
pub fn accept_drops(page: Page) {
    let _ = window_event_listener(ev::dragover, |event| event.prevent_default());
    let _ = window_event_listener(ev::drop, move |event| {
        event.prevent_default();
        let files = event.data_transfer().and_then(|d| d.files()).filter(|f| f.length() > 0);
        if let Some(files) = files {
            take(page, &files);
        }
    });
}

/// Hands the files of `list` to the runs, as handles: the workers read them.
fn take(page: Page, list: &FileList) {
    let files: Vec<File> = (0..list.length()).filter_map(|i| list.item(i)).collect();
    if let Some(large) = files.iter().find(|f| f.size() > MAX_BYTES) {
        return page.warn(format!("{} is larger than 256 MB.", large.name()));
    }
    let names = files.iter().map(File::name).collect();
    let set = keep_files(files);
    page.act(|play| play.take_files(Files { set, names }));
}
