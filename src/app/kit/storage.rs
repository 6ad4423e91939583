//! What the browser keeps for the next visit; a browser that keeps nothing is fine too.

use leptos::prelude::window;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}

/// What was kept as `name`.
pub fn kept(name: &str) -> Option<String> {
    storage()?.get_item(name).ok().flatten()
}

/// Keeps `text` as `name`.
pub fn keep(name: &str, text: &str) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(name, text);
    }
}

/// Bytes that the site uses, and that the browser gives it.
pub async fn estimate() -> Option<(f64, f64)> {
    let asked = window().navigator().storage().estimate().ok()?;
    let found: web_sys::StorageEstimate = JsFuture::from(asked).await.ok()?.unchecked_into();
    found.get_usage().zip(found.get_quota())
}
