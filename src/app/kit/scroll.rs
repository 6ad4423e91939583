//! Ways on the page that are no links, because the address holds the comparison.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::app::state::page::Page;
use crate::play::Route;

/// To the top, where the runs are.
pub fn go_up() {
    window().scroll_to_with_x_and_y(0.0, 0.0);
}

/// To a row of the evidence board, whatever data set the board shows.
pub fn go_to_row(page: Page, row: &str) {
    go_to(page, Route::Board);
    page.board_data.set(None);
    page.board_open.set(true);
    let id = row_id(row);
    // Once the page has turned, and the row is there and no longer hidden.
    request_animation_frame(move || {
        if let Some(element) = document().get_element_by_id(&id) {
            element.scroll_into_view();
            let _ = element.unchecked_into::<web_sys::HtmlElement>().focus();
        }
    });
}

/// To a page of the page, from which Back leads here again.
pub fn go_to(page: Page, route: Route) {
    page.route.set(route);
    if let Some(address) = route.address() {
        let _ = window().location().set_hash(&address);
    }
}

/// To the question whether the runs are luck.
pub fn go_to_luck() {
    if let Some(panel) = document().get_element_by_id("luck") {
        panel.scroll_into_view();
        let offer = panel.query_selector("[data-testid=luck-offer-run]").ok().flatten();
        match offer.and_then(|button| button.dyn_into::<web_sys::HtmlElement>().ok()) {
            Some(button) => drop(button.focus()),
            None => focus("luck-run"),
        }
    }
}

/// Gives the focus to the element called `id`.
pub fn focus(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        let _ = element.unchecked_into::<web_sys::HtmlElement>().focus();
    }
}

/// The id of a row of the board.
pub fn row_id(row: &str) -> String {
    format!("evidence-{row}")
}
