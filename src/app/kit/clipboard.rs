//! The clipboard.

use leptos::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// Copies `text`; answers whether the browser let it.
pub async fn copy(text: &str) -> bool {
    // A page without a secure context has no clipboard at all.
    match js_sys::Reflect::get(&window().navigator(), &"clipboard".into()) {
        Ok(found) if !found.is_undefined() => {
            JsFuture::from(window().navigator().clipboard().write_text(text)).await.is_ok()
        }
        _ => false,
    }
}
