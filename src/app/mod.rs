//! The page: Leptos and the DOM, no Burn.
//!
//! [`state::Page`] holds what the page knows as signals, [`runner::Runner`] the runs behind it; every
//! other file is one part of what is seen.

mod article;
mod background;
mod bet;
mod bets;
mod board;
mod board_file;
mod board_row;
mod canvas;
mod canvas_images;
mod canvas_points;
mod card_details;
mod change;
mod chart_drawing;
mod charts;
mod engine;
mod field;
mod files;
mod follow;
mod glance;
mod lessons;
mod line_chart;
mod message;
mod metric_menu;
mod page;
mod palette;
mod pen;
mod presets;
mod race_table;
mod recipe;
mod run_card;
mod runner;
mod scroll;
mod share;
mod slider;
mod state;
mod storage;
mod theme;
mod tip_evidence;
mod tip_row;
mod tips_panel;
mod top_bar;
mod verdict;
mod words;

/// Mounts the page.
pub fn start() {
    leptos::mount::mount_to_body(page::App);
}
