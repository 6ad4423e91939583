//! The user's own files: chosen or dropped anywhere on the page, never sent anywhere.

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{File, FileList, HtmlInputElement};

use crate::app::state::page::Page;
use crate::experiment::Data;

/// The largest file that is read; MNIST's largest has 47 MB.
const MAX_BYTES: f64 = 256.0 * 1024.0 * 1024.0;

/// The card's picture while files are missing.
#[component]
pub fn FilesWanted(page: Page) -> impl IntoView {
    let chosen = move |event: ev::Event| {
        let input = event.target().and_then(|t| t.dyn_into::<HtmlInputElement>().ok());
        if let Some(files) = input.and_then(|i| i.files()) {
            take(page, &files);
        }
    };
    view! {
        <div class="samples waiting">
            <p>
                "MNIST is loaded from your own files: choose or drop "<code>"t10k-images-idx3-ubyte(.gz)"</code>
                " and, if you like, the labels."
            </p>
            <label class="button file-button">
                "Choose files"
                <input class="sr-only" type="file" multiple data-testid="files" on:change=chosen/>
            </label>
            <p class="small-print">"They stay in this browser."</p>
        </div>
    }
}

/// Accepts files that are dropped on the page.
pub fn accept_drops(page: Page) {
    let _ = window_event_listener(ev::dragover, |event| event.prevent_default());
    let _ = window_event_listener(ev::drop, move |event| {
        event.prevent_default();
        let files = event.data_transfer().and_then(|d| d.files()).filter(|f| f.length() > 0);
        let Some(files) = files else { return };
        if page.comparison.with_untracked(|c| c.runs[0].data == Data::Mnist) {
            take(page, &files);
        } else {
            page.say("Choose the data set MNIST first, then drop its files.");
        }
    });
}

/// Reads `list` and hands it to the runs, images before labels.
fn take(page: Page, list: &FileList) {
    let mut files: Vec<File> = (0..list.length()).filter_map(|i| list.item(i)).collect();
    files.sort_by_key(|file| (file.name().contains("labels"), file.name()));
    if let Some(large) = files.iter().find(|f| f.size() > MAX_BYTES) {
        return page.warn(format!("{} is larger than 256 MB.", large.name()));
    }
    spawn_local(async move {
        let mut all = Vec::new();
        for file in &files {
            match JsFuture::from(file.array_buffer()).await {
                Ok(buffer) => all.push(js_sys::Uint8Array::new(&buffer).to_vec()),
                Err(_) => return page.warn(format!("{} could not be read.", file.name())),
            }
        }
        page.hush();
        page.files.set(files.iter().map(File::name).collect());
        page.act(|runner| runner.take_files(page, all));
    });
}
