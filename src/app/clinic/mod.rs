//! The clinic on the page: the menu of cases, what rescues them, and the board as a picture.

pub mod case_menu;
pub mod case_panel;
pub mod cell_dialog;
pub mod mark;
pub mod picture;
pub mod picture_table;
pub mod tip_rates;
