//! Waiting a while.

use std::time::Duration;

use js_sys::Promise;
use leptos::prelude::set_timeout;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// Waits so many milliseconds; others have their turn.
pub async fn pause(millis: u64) {
    let over = Promise::new(&mut |yes, _| {
        set_timeout(move || drop(yes.call0(&JsValue::NULL)), Duration::from_millis(millis));
    });
    let _ = JsFuture::from(over).await;
}
