//! The cells of the picture: tips down, cases across, one tab stop for all, arrow keys within.

use std::sync::Arc;

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use crate::app::clinic::mark::mark_shape;
use crate::app::clinic::picture::Shown;
use crate::app::state::clinic_file::CellId;
use crate::app::state::page::Page;
use crate::clinic::mark::Mark;
use crate::clinic::picture::{Order, columns, moved, rows};
use crate::clinic::reading::Reading;
use crate::clinic::{Arm, Board, Case, case};
use crate::experiment::{Trick, trick};

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
    view! {
        <div class="picture-scroll">
            <table class="picture" class:single=move || shown.only.get().is_some() role="grid" aria-label="Tips down, cases across" data-testid="picture"
                on:keydown=keys
                on:click=move |event| { if let Some(cell) = cell_of(&event) { page.cell.set(Some(cell)); } }
                on:mouseover=move |event| look(cell_of(&event))
                on:focusin=move |event| { rove(&event); look(cell_of(&event)); }>
                {move || body(&board, shown)}
            </table>
        </div>
    }
}

/// The arms and the cases of the picture in their order.
fn order(board: &Board, shown: Shown) -> (Vec<String>, Vec<&'static str>) {
    let arms = rows(board, shown.order.get_untracked()).into_iter().map(|arm| arm.arm.clone()).collect();
    (arms, cases(board, shown.only.get_untracked()).into_iter().map(|case| case.id).collect())
}

fn cases(board: &Board, only: Option<&str>) -> Vec<&'static Case> {
    columns(board).into_iter().filter(|case| only.is_none_or(|only| only == case.id)).collect()
}

fn body(board: &Board, shown: Shown) -> impl IntoView + use<> {
    let (order, only) = (shown.order.get(), shown.only.get());
    let cases = cases(board, only);
    let head = |case: &&'static Case| {
        view! { <th scope="col" role="columnheader" class:healthy=case.is_healthy() title=case.sentence><span>{case.name}</span></th> }
    };
    let heads = cases.iter().map(head).collect_view();
    let width = (cases.len() + 1).to_string();
    let mut last = None;
    let mut first = true;
    let mut lines = Vec::new();
    for arm in rows(board, order) {
        let Some(of) = trick(&arm.tip) else { continue };
        let group = if arm.control { "Controls, which must come out identical".into() } else { heading(of) };
        let named = order == Order::Tip || arm.control;
        if named && last.as_ref() != Some(&group) {
            lines.push(view! { <tr role="row" class="picture-tip"><th scope="rowgroup" role="rowheader" colspan=width.clone()><span>{group.clone()}</span></th></tr> }.into_any());
            last = Some(group);
        }
        lines.push(line(board, arm, (!named).then_some(of), &cases, only.is_some(), &mut first).into_any());
    }
    view! {
        <thead><tr role="row"><td role="presentation"></td>{heads}</tr></thead>
        <tbody>{lines}</tbody>
    }
}

/// "12 Two learning rates".
fn heading(trick: &Trick) -> String {
    match trick.section.parse::<u32>() {
        Ok(number) => format!("{number} {}", trick.title),
        Err(_) => trick.title.to_owned(),
    }
}

fn line(
    board: &Board,
    arm: &Arm,
    tip: Option<&'static Trick>,
    cases: &[&'static Case],
    alone: bool,
    first: &mut bool,
) -> impl IntoView + use<> {
    let tip = tip.map(|trick| format!("{}: ", trick.title));
    let cells: Vec<_> = cases
        .iter()
        .map(|case| {
            let stop = if std::mem::take(first) { "0" } else { "-1" };
            cell(board, arm, case, alone, stop)
        })
        .collect();
    view! {
        <tr role="row">
            <th scope="row" role="rowheader"><span class="picture-tip-name">{tip}</span>{arm.title.clone()}</th>
            {cells}
        </tr>
    }
}

fn cell(board: &Board, arm: &Arm, case: &'static Case, alone: bool, stop: &'static str) -> impl IntoView + use<> {
    let mark = board.mark(case.id, &arm.arm);
    let reading = Reading::of(board, case.id, &arm.arm);
    let surprise = reading.is_some_and(|reading| reading.cell.surprise() > 0);
    let words = alone.then(|| beside(mark, reading, board, case, arm));
    let label = format!("{}, {}: {}", arm.title, case.name, board.line(case.id, &arm.arm));
    view! {
        <td role="gridcell" tabindex=stop id=id(&arm.arm, case.id) data-arm=arm.arm.clone() data-case=case.id data-mark=mark.id() aria-label=label
            class=format!("cell {}", mark.id()) class:surprise=surprise>{mark_shape(mark)}{words}</td>
    }
}

/// What stands beside the mark where there is room: one case alone.
fn beside(
    mark: Mark,
    reading: Option<Reading<'_>>,
    board: &Board,
    case: &Case,
    arm: &Arm,
) -> impl IntoView + use<> {
    let (words, more) = match reading {
        Some(reading) => {
            let effect = reading.case.outcome.effect(reading.cell.effect);
            (mark.words().to_owned(), format!("{}; {effect}", reading.rates()))
        }
        None => (board.line(case.id, &arm.arm), String::new()),
    };
    view! { <span class="cell-words">{words}<span class="small-print">{more}</span></span> }
}

fn id(arm: &str, case: &str) -> String {
    format!("cell-{case}-{arm}")
}

fn focus(arm: &str, case: &str) {
    if let Some(cell) = document().get_element_by_id(&id(arm, case)) {
        let _ = cell.unchecked_into::<HtmlElement>().focus();
    }
}

fn element_of(event: &web_sys::Event) -> Option<Element> {
    event.target()?.dyn_into::<Element>().ok()?.closest("td[data-arm]").ok()?
}

/// The cell in which something happened.
fn cell_of(event: &web_sys::Event) -> Option<CellId> {
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
