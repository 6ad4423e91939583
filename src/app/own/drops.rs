//! Files and folders that are dropped anywhere on the page.

use std::pin::Pin;

use js_sys::{Array, Promise};
use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    DataTransfer, File, FileSystemDirectoryEntry, FileSystemDirectoryReader, FileSystemEntry,
    FileSystemFileEntry,
};

use super::reader::Chosen;
use super::state::Own;
use super::ways::list;
use crate::app::keep::state::Keep;
use crate::keep::archive::EXTENSION;

/// Files that are taken of what was dropped at most, and folders in each other.
const MOST: usize = 200_000;
const DEEPEST: usize = 8;

/// Opens the panel with whatever is dropped; a comparison in a file is gone on with.
pub fn accept_drops(own: Own, keep: Keep) {
    let _ = window_event_listener(ev::dragover, |event| event.prevent_default());
    let _ = window_event_listener(ev::drop, move |event| {
        event.prevent_default();
        // What was dropped is there only until this returns.
        let Some(data) = event.data_transfer() else { return };
        let entries = entries(&data);
        // Files of another page are no entries of a file system.
        let plain = data.files().filter(|_| entries.is_empty()).map(|files| list(&files));
        spawn_local(async move {
            let mut found = plain.unwrap_or_default();
            for entry in entries {
                walk(entry, DEEPEST, &mut found).await;
            }
            match found.as_slice() {
                [] => {}
                [one] if one.name.ends_with(EXTENSION) => {
                    keep.load(one.name.clone(), one.file.clone().unchecked_into())
                }
                _ => own.choose(found),
            }
        });
    });
}

fn entries(data: &DataTransfer) -> Vec<FileSystemEntry> {
    let items = data.items();
    (0..items.length()).filter_map(|i| items.get(i)?.webkit_get_as_entry().ok()?).collect()
}

/// Adds the file `entry`, or all files of a folder.
fn walk(
    entry: FileSystemEntry,
    deep: usize,
    found: &mut Vec<Chosen>,
) -> Pin<Box<dyn Future<Output = ()> + '_>> {
    Box::pin(async move {
        if found.len() >= MOST || deep == 0 {
            return;
        }
        if entry.is_file() {
            if let Some(file) = file(entry.unchecked_ref()).await {
                let name = entry.full_path().trim_start_matches('/').to_owned();
                found.push(Chosen { name, file: file.into() });
            }
            return;
        }
        let reader = entry.unchecked_into::<FileSystemDirectoryEntry>().create_reader();
        // A folder comes in pieces, the last of them empty.
        loop {
            let piece = piece(&reader).await;
            if piece.is_empty() {
                return;
            }
            for entry in piece {
                walk(entry, deep - 1, found).await;
            }
        }
    })
}

async fn file(entry: &FileSystemFileEntry) -> Option<File> {
    let asked = Promise::new(&mut |done, failed| entry.file_with_callback_and_callback(&done, &failed));
    JsFuture::from(asked).await.ok()?.dyn_into().ok()
}

async fn piece(reader: &FileSystemDirectoryReader) -> Vec<FileSystemEntry> {
    let asked = Promise::new(&mut |done, failed| {
        // What goes wrong is told to `failed`.
        let _ = reader.read_entries_with_callback_and_callback(&done, &failed);
    });
    let Ok(list) = JsFuture::from(asked).await else { return Vec::new() };
    list.unchecked_into::<Array>().iter().map(JsCast::unchecked_into).collect()
}
