//! Files of the page's own server.

use leptos::prelude::*;
use serde::de::DeserializeOwned;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// The JSON at `url`; nothing where it cannot be fetched or read.
pub async fn json<T: DeserializeOwned>(url: &str) -> Option<T> {
    let text = text(url).await.ok()?;
    serde_json::from_str(&text).ok()
}

/// The text at `url`.
///
/// # Errors
/// What the browser says of it, or the server.
pub async fn text(url: &str) -> Result<String, JsValue> {
    let response: web_sys::Response = JsFuture::from(window().fetch_with_str(url)).await?.into();
    if !response.ok() {
        return Err(response.status_text().into());
    }
    let text = JsFuture::from(response.text()?).await?;
    text.as_string().ok_or(JsValue::NULL)
}
