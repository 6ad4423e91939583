//! The cells of the picture: tips down, cases across, one tab stop for all, arrow keys within.

use std::sync::Arc;

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use crate::app::clinic::picture::Shown;
use crate::app::state::clinic_file::CellId;
use crate::app::state::page::Page;
use crate::clinic::markup::{cell_id, picture};
use crate::clinic::picture::{columns, moved, rows};
use crate::clinic::{Board, case};

/// The table.
#[component]
pub fn PictureTable(page: Page, shown: Shown, board: Arc<Board>) -> impl IntoView {
    let all = board.clone();
    let size = move || order(&all, shown);
    let keys = move |event: KeyboardEvent| {
        let Some(CellId { case, arm }) = cell_of(&event) else { return };
        if matches!(event.key().as_str(), "Enter" | " ") {
            event.prevent_default();
            return page.cell.set(Some(CellId { case, arm }));
        }
        let (arms, cases) = size();
        let row = arms.iter().position(|other| *other == arm).unwrap_or(0);
        let column = cases.iter().position(|other| *other == case).unwrap_or(0);
        let control = event.ctrl_key() || event.meta_key();
        if let Some((row, column)) = moved(&event.key(), control, (row, column), (arms.len(), cases.len())) {
            event.prevent_default();
            focus(&arms[row], cases[column]);
        }
    };
    let look = move |cell: Option<CellId>| {
        if cell.is_some() && shown.at.with_untracked(|at| *at != cell) {
            shown.at.set(cell);
        }
    };
    let body = move || picture(&board, shown.order.get(), shown.only.get());
    view! {
        <div class="picture-scroll">
            <table class="picture" inner_html=body class:single=move || shown.only.get().is_some() role="grid" aria-label="Tips down, cases across" data-testid="picture"
                on:keydown=keys
                on:click=move |event| { if let Some(cell) = cell_of(&event) { page.cell.set(Some(cell)); } }
                on:mouseover=move |event| look(cell_of(&event))
                on:focusin=move |event| { rove(&event); look(cell_of(&event)); }></table>
        </div>
    }
}

/// The arms and the cases of the picture in their order.
fn order(board: &Board, shown: Shown) -> (Vec<String>, Vec<&'static str>) {
    let arms = rows(board, shown.order.get_untracked()).into_iter().map(|arm| arm.arm.clone()).collect();
    let only = shown.only.get_untracked();
    let cases =
        columns(board).into_iter().map(|case| case.id).filter(|id| only.is_none_or(|only| only == *id));
    (arms, cases.collect())
}

fn focus(arm: &str, case: &str) {
    if let Some(cell) = document().get_element_by_id(&cell_id(arm, case)) {
        let _ = cell.unchecked_into::<HtmlElement>().focus();
    }
}

fn element_of(event: &web_sys::Event) -> Option<Element> {
    event.target()?.dyn_into::<Element>().ok()?.closest("[data-arm]").ok()?
}

/// The cell in which something happened, or of the button that opens one.
pub fn cell_of(event: &web_sys::Event) -> Option<CellId> {
    let element = element_of(event)?;
    let case = case(&element.get_attribute("data-case")?)?;
    Some(CellId { case: case.id, arm: element.get_attribute("data-arm")? })
}

/// The cell that has the focus is the one that Tab comes back to.
fn rove(event: &web_sys::Event) {
    let Some(cell) = element_of(event) else { return };
    if let Ok(Some(old)) = document().query_selector(".picture td[tabindex='0']") {
        let _ = old.set_attribute("tabindex", "-1");
    }
    let _ = cell.set_attribute("tabindex", "0");
}
