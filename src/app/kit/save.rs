//! Handing a file to the user.

use std::time::Duration;

use leptos::prelude::{document, set_timeout};
use wasm_bindgen::JsCast;
use web_sys::{Blob, HtmlAnchorElement, Url};

/// Hands `blob` to the user as the file `name`; `None` where the browser does not take it.
pub fn save_blob(blob: &Blob, name: &str) -> Option<()> {
    let url = Url::create_object_url_with_blob(blob).ok()?;
    let anchor: HtmlAnchorElement = document().create_element("a").ok()?.dyn_into().ok()?;
    anchor.set_href(&url);
    anchor.set_download(name);
    anchor.click();
    // The download holds the data; the address may go once it has begun.
    let forget = move || {
        let _ = Url::revoke_object_url(&url);
    };
    set_timeout(forget, Duration::from_secs(10));
    Some(())
}
