//! The file with the measurements, fetched once after the start.

use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use crate::app::state::board_file::BoardFile;
use crate::app::state::page::Page;

/// Fetches the measurements. Nothing waits for them, and the page works without.
pub fn fetch_board(page: Page) {
    spawn_local(async move {
        let board = text_of("./evidence.json").await.ok().and_then(|text| serde_json::from_str(&text).ok());
        page.board.set(board.map_or(BoardFile::Missing, |board| BoardFile::Loaded(Arc::new(board))));
    });
}

async fn text_of(url: &str) -> Result<String, JsValue> {
    let response: web_sys::Response = JsFuture::from(window().fetch_with_str(url)).await?.into();
    if !response.ok() {
        return Err(response.status_text().into());
    }
    let text = JsFuture::from(response.text()?).await?;
    text.as_string().ok_or(JsValue::NULL)
}
