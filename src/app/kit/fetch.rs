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
    let text = JsFuture::from(answer(url).await?.text()?).await?;
    text.as_string().ok_or(JsValue::NULL)
}

/// The bytes at `url`.
///
/// # Errors
/// As [`text`].
pub async fn bytes(url: &str) -> Result<Vec<u8>, JsValue> {
    let buffer = JsFuture::from(answer(url).await?.array_buffer()?).await?;
    Ok(js_sys::Uint8Array::new(&buffer).to_vec())
}

async fn answer(url: &str) -> Result<web_sys::Response, JsValue> {
    let response: web_sys::Response = JsFuture::from(window().fetch_with_str(url)).await?.into();
    if response.ok() { Ok(response) } else { Err(response.status_text().into()) }
}
