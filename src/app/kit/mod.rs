//! What every wing uses: canvases, colours, fields, words, storage, workers.

pub mod canvas;
pub mod clipboard;
pub mod dialog;
pub mod embed;
pub mod engine;
pub mod fetch;
pub mod field;
pub mod helper;
pub mod palette;
pub mod pause;
pub mod rich;
pub mod room;
pub mod save;
pub mod scroll;
pub mod stops;
pub mod storage;
pub mod words;
