//! The ways in: files, a folder, a pasted table.

use js_sys::Array;
use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{File, FileList, HtmlInputElement};

use super::reader::Chosen;
use super::state::Own;

/// All ways side by side.
#[component]
pub fn Ways(own: Own) -> impl IntoView {
    view! {
        <div class="own-ways">
            <FileButton own words="Choose files"/>
            <FolderButton own/>
        </div>
        <Paste own/>
    }
}

/// A button that opens the browser's choice of files.
#[component]
pub fn FileButton(own: Own, words: &'static str) -> impl IntoView {
    view! {
        <label class="button small file-button">
            {words}
            <input class="sr-only" type="file" multiple data-testid="files" on:change=move |event| chosen(own, &event)/>
        </label>
    }
}

#[component]
fn FolderButton(own: Own) -> impl IntoView {
    let node = NodeRef::<leptos::html::Input>::new();
    Effect::new(move |_| {
        if let Some(input) = node.get() {
            // Of no standard, and in every browser.
            let _ = input.set_attribute("webkitdirectory", "");
        }
    });
    view! {
        <label class="button small file-button">
            "Choose a folder"
            <input class="sr-only" type="file" data-testid="folder" node_ref=node on:change=move |event| chosen(own, &event)/>
        </label>
    }
}

fn chosen(own: Own, event: &ev::Event) {
    let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    let Some(input) = input else { return };
    if let Some(files) = input.files().filter(|files| files.length() > 0) {
        own.choose(list(&files));
    }
    // The same files can be chosen again.
    input.set_value("");
}

/// The files of `list`, called by their paths in the folder that was chosen.
pub fn list(list: &FileList) -> Vec<Chosen> {
    let path = |file: &File| {
        let path = js_sys::Reflect::get(file, &"webkitRelativePath".into()).ok()?.as_string()?;
        Some(path).filter(|path| !path.is_empty())
    };
    let files = (0..list.length()).filter_map(|i| list.item(i));
    files.map(|file| Chosen { name: path(&file).unwrap_or_else(|| file.name()), file: file.into() }).collect()
}

#[component]
fn Paste(own: Own) -> impl IntoView {
    let text = RwSignal::new(String::new());
    let read = move |_| {
        let parts = Array::of1(&text.get_untracked().into());
        if let Ok(file) = File::new_with_str_sequence(&parts, "the pasted table") {
            own.choose(vec![Chosen { name: file.name(), file: file.into() }]);
        }
    };
    view! {
        <details class="own-paste">
            <summary data-testid="own-paste">"Paste a table"</summary>
            <label class="sr-only" for="own-table">"Table"</label>
            <textarea class="own-table" id="own-table" data-testid="own-table" rows="5" spellcheck="false"
                placeholder="Copied from a spreadsheet: two columns of numbers, or more to choose from"
                prop:value=move || text.get() on:input=move |event| text.set(event_target_value(&event))></textarea>
            <button class="button small" type="button" data-testid="own-read" disabled=move || text.with(|t| t.trim().is_empty()) on:click=read>
                "Read the table"
            </button>
        </details>
    }
}
