//! One cell of the board, opened: its runs, its numbers, its sentence, and the way to see it.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use leptos::html::Dialog;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;

use crate::app::kit::fetch::json;
use crate::app::kit::scroll::{focus, go_to_luck};
use crate::app::state::clinic_file::CellId;
use crate::app::state::page::Page;
use crate::clinic::board::CaseFile;
use crate::clinic::markup::cell_id;
use crate::clinic::{carry_markup, case, cell_markup};
use crate::text::{Text, cell as t};

/// The runs of the cases that were looked at; `None` where they could not be fetched.
type Files = RwSignal<HashMap<&'static str, Option<Arc<CaseFile>>>>;

/// Shows the cell that the page names; Esc and the button close it, and the focus goes back.
#[component]
pub fn CellDialog(page: Page) -> impl IntoView {
    let node = NodeRef::<Dialog>::new();
    let files: Files = RwSignal::new(HashMap::new());
    Effect::new(move |_| {
        let (cell, Some(dialog)) = (page.cell.get(), node.get()) else { return };
        let Some(cell) = cell else { return dialog.close() };
        // An address may name what the board does not have.
        if page.clinic.with(|clinic| clinic.board().is_some_and(|board| board.arm(&cell.arm).is_none())) {
            return page.cell.set(None);
        }
        fetch(files, cell.case);
        if !dialog.open() {
            let _ = dialog.show_modal();
        }
    });
    let close = Callback::new(move |()| {
        if let Some(dialog) = node.get_untracked() {
            dialog.close();
        }
    });
    // On the board the focus goes back to the cell, however it was opened.
    let closed = move |_| {
        if let Some(cell) = page.cell.get_untracked() {
            page.cell.set(None);
            focus(&cell_id(&cell.arm, cell.case));
        }
    };
    let content = move || content(page, files).unwrap_or_default();
    // Its links lead to the runs on top.
    let follow = move |event: web_sys::MouseEvent| {
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let Some(link) = target.and_then(|target| target.closest("a").ok()?) else { return };
        close.run(());
        if link.get_attribute("data-testid").is_some_and(|hook| hook == "cell-own-seeds") {
            // Once the link was obeyed and its offer is there.
            set_timeout(go_to_luck, Duration::from_millis(100));
        }
    };
    view! {
        <dialog class="cell-dialog" node_ref=node aria-labelledby="cell-title" data-testid="cell" on:close=closed>
            <button class="button small cell-close" type="button" data-testid="cell-close" on:click=move |_| close.run(())>{t::CLOSE.get()}</button>
            <div class="cell-content" inner_html=content on:click=follow></div>
        </dialog>
    }
}

/// Fetches the runs of `case` once.
fn fetch(files: Files, case: &'static str) {
    if files.with_untracked(|files| files.contains_key(case)) {
        return;
    }
    spawn_local(async move {
        let file = json::<CaseFile>(&format!("./clinic/{case}.json")).await;
        files.update(|files| {
            files.insert(case, file.map(Arc::new));
        });
    });
}

/// What the dialog shows of the cell.
fn content(page: Page, files: Files) -> Option<String> {
    let CellId { case: id, arm } = page.cell.get()?;
    let file = files.with(|files| files.get(id).cloned());
    page.clinic.with(|clinic| {
        let board = clinic.board()?;
        let (case, arm) = (case(id)?, board.arm(&arm)?);
        let measured = board.mark(id, &arm.arm).is_measured();
        let runs = match file {
            _ if !measured => String::new(),
            None => small_print(t::RUNS_LOADING),
            Some(None) => small_print(t::RUNS_MISSING),
            Some(Some(file)) => {
                let strip = carry_markup::strip(board, case, &arm.arm, file.carry.get(&arm.arm));
                cell_markup::runs(case, &file.runs, &arm.arm) + &strip
            }
        };
        let own = (js_sys::Math::random() * 1e6) as u32;
        Some(cell_markup::numbers(board, case, arm) + &runs + &cell_markup::ways(case, arm, own))
    })
}

fn small_print(text: Text) -> String {
    format!("<p class=\"small-print\">{text}</p>")
}
