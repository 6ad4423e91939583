//! The files with the measurements, fetched once after the start.

use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::app::kit::fetch::json;
use crate::app::state::board_file::BoardFile;
use crate::app::state::clinic_file::ClinicFile;
use crate::app::state::page::Page;

/// Fetches the measurements. Nothing waits for them, and the page works without.
pub fn fetch_board(page: Page) {
    spawn_local(async move {
        let board = json("./clinic/board.json").await;
        page.clinic.set(board.map_or(ClinicFile::Missing, |board| ClinicFile::Loaded(Arc::new(board))));
    });
    spawn_local(async move {
        let board = json("./evidence.json").await;
        page.board.set(board.map_or(BoardFile::Missing, |board| BoardFile::Loaded(Arc::new(board))));
    });
}
