//! The ways in: files, a folder, a pasted table.

use js_sys::Array;
use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{File, FileList, HtmlInputElement, Url};

use super::fashion::Fashion;
use super::reader::Chosen;
use super::state::Own;
use crate::text::own as t;

/// All ways side by side.
#[component]
pub fn Ways(own: Own) -> impl IntoView {
    view! {
        <div class="own-ways">
            <FileButton own words=t::CHOOSE_FILES.get()/>
            <FolderButton own/>
        </div>
        <Paste own/>
        <Address own/>
        <Fashion own/>
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
            {t::CHOOSE_FOLDER.get()}
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

/// Files at addresses of other sites, which are asked for nothing before the button is pressed.
#[component]
fn Address(own: Own) -> impl IntoView {
    let text = RwSignal::new(String::new());
    let addresses = Memo::new(move |_| text.with(|text| addresses(text)));
    let words = move || match addresses.get() {
        Ok(list) if list.is_empty() => t::ADDRESSES_NOTE.to_string(),
        Ok(list) if list.len() == 1 => t::asks_for_it(hosts(&list)),
        Ok(list) => t::asks_for_them(hosts(&list)),
        Err(bad) => t::no_address(bad),
    };
    let ready = move || addresses.with(|list| list.as_ref().is_ok_and(|list| !list.is_empty()));
    let fetch = move |_| {
        if let Ok(list) = addresses.get_untracked() {
            own.choose(list.iter().map(|url| Chosen { name: named(url), file: url.href().into() }).collect());
        }
    };
    view! {
        <details class="own-paste">
            <summary data-testid="own-address">{t::FETCH_ADDRESS.get()}</summary>
            <label class="sr-only" for="own-url">{t::ADDRESSES.get()}</label>
            <input class="control own-url" id="own-url" data-testid="own-url" inputmode="url" spellcheck="false" autocomplete="off"
                placeholder="https://…/train-images-idx3-ubyte.gz" prop:value=move || text.get() on:input=move |event| text.set(event_target_value(&event))/>
            <p class="small-print">{words}</p>
            <button class="button small" type="button" data-testid="own-fetch" disabled=move || !ready() on:click=fetch>{t::FETCH.get()}</button>
        </details>
    }
}

/// The addresses in `text`, or the first word of it that is none.
fn addresses(text: &str) -> Result<Vec<Url>, String> {
    let address = |word: &str| {
        let url = Url::new(word).ok().filter(|url| ["https:", "http:"].contains(&url.protocol().as_str()));
        url.ok_or_else(|| word.to_owned())
    };
    text.split_whitespace().map(address).collect()
}

/// Whom they ask.
fn hosts(list: &[Url]) -> String {
    let mut hosts: Vec<String> = list.iter().map(Url::host).collect();
    hosts.dedup();
    hosts.into_iter().reduce(t::hosts).unwrap_or_default()
}

/// What the file at `url` is called.
fn named(url: &Url) -> String {
    let path = url.pathname();
    path.rsplit('/').next().filter(|name| !name.is_empty()).unwrap_or(t::NAMELESS.get()).to_owned()
}

#[component]
fn Paste(own: Own) -> impl IntoView {
    let text = RwSignal::new(String::new());
    let read = move |_| {
        let parts = Array::of1(&text.get_untracked().into());
        if let Ok(file) = File::new_with_str_sequence(&parts, t::PASTED.get()) {
            own.choose(vec![Chosen { name: file.name(), file: file.into() }]);
        }
    };
    view! {
        <details class="own-paste">
            <summary data-testid="own-paste">{t::PASTE.get()}</summary>
            <label class="sr-only" for="own-table">{t::TABLE.get()}</label>
            <textarea class="own-table" id="own-table" data-testid="own-table" rows="5" spellcheck="false"
                placeholder=t::PASTE_HINT.get()
                prop:value=move || text.get() on:input=move |event| text.set(event_target_value(&event))></textarea>
            <button class="button small" type="button" data-testid="own-read" disabled=move || text.with(|t| t.trim().is_empty()) on:click=read>
                {t::READ_TABLE.get()}
            </button>
        </details>
    }
}
