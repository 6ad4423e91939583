//! The cells of the picture: tips down, cases across, one tab stop for all, arrow keys within.

use std::sync::Arc;

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use crate::app::clinic::picture::Shown;
use crate::app::state::clinic_file::CellId;
use crate::app::state::page::Page;
use crate::clinic::layout::Layout;
use crate::clinic::markup::{cell_id, picture};
use crate::clinic::picture::moved;
use crate::clinic::{Board, case};
use crate::text::cases::TABLE;

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
    let body = move || picture(&board, shown.order.get(), shown.only.get(), shown.unfolded.get_untracked());
    let click = move |event: web_sys::MouseEvent| match (fold_of(&event), cell_of(&event)) {
        (Some(button), _) => {
            let unfolded = !shown.unfolded.get_untracked();
            shown.unfolded.set(unfolded);
            fold(&button, unfolded);
        }
        (None, Some(cell)) => page.cell.set(Some(cell)),
        (None, None) => {}
    };
    view! {
        <div class="picture-scroll">
            <table class="picture" inner_html=body class:single=move || shown.only.get().is_some() class:unfolded=shown.unfolded role="grid" aria-label=TABLE.get() data-testid="picture"
                on:keydown=keys
                on:click=click
                on:mouseover=move |event| look(cell_of(&event))
                on:focusin=move |event| { rove(&event); look(cell_of(&event)); }></table>
        </div>
    }
}

/// The arms and the cases of the picture in their order.
fn order(board: &Board, shown: Shown) -> (Vec<String>, Vec<&'static str>) {
    let layout = Layout::of(board, shown.order.get_untracked(), shown.only.get_untracked());
    layout.names(shown.unfolded.get_untracked())
}

fn focus(arm: &str, case: &str) {
    if let Some(cell) = document().get_element_by_id(&cell_id(arm, case)) {
        let _ = cell.unchecked_into::<HtmlElement>().focus();
    }
}

fn closest(event: &web_sys::Event, selector: &str) -> Option<Element> {
    event.target()?.dyn_into::<Element>().ok()?.closest(selector).ok()?
}

fn element_of(event: &web_sys::Event) -> Option<Element> {
    closest(event, "[data-arm]")
}

/// The button that shows what is not measured yet.
fn fold_of(event: &web_sys::Event) -> Option<Element> {
    closest(event, "[data-fold]")
}

/// What the button says, and a tab stop that is seen.
fn fold(button: &Element, unfolded: bool) {
    let _ = button.set_attribute("aria-expanded", if unfolded { "true" } else { "false" });
    let hidden = document().query_selector(".folded td[tabindex='0'], td.folded[tabindex='0']");
    if let (false, Ok(Some(hidden)), Ok(Some(first))) =
        (unfolded, hidden, document().query_selector(".picture td[data-arm]"))
    {
        let _ = hidden.set_attribute("tabindex", "-1");
        let _ = first.set_attribute("tabindex", "0");
    }
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
