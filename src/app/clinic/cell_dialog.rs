//! One cell of the board, opened: its runs, its numbers, its sentence, and the way to see it.

use std::collections::HashMap;
use std::sync::Arc;

use leptos::html::Dialog;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::app::clinic::cell_plot::CellPlot;
use crate::app::clinic::mark::mark_shape;
use crate::app::kit::fetch::json;
use crate::app::kit::scroll::{go_to_luck, go_up};
use crate::app::state::clinic_file::CellId;
use crate::app::state::page::Page;
use crate::clinic::board::Dots;
use crate::clinic::opening::{Opening, opening};
use crate::clinic::reading::Reading;
use crate::clinic::{Arm, Board, Case, case};
use crate::experiment::{Script, link};

/// The seed with which a comparison is opened: the first that was measured.
const FIRST: u32 = 1;

/// How many seeds of the reader's own are offered.
const OWN_SEEDS: u32 = 5;

/// The runs of the cases that were looked at; `None` where they could not be fetched.
type Files = RwSignal<HashMap<&'static str, Option<Arc<Dots>>>>;

/// Shows the cell that the page names; Esc and the button close it, and the focus goes back.
#[component]
pub fn CellDialog(page: Page) -> impl IntoView {
    let node = NodeRef::<Dialog>::new();
    let files: Files = RwSignal::new(HashMap::new());
    Effect::new(move |_| {
        let (Some(cell), Some(dialog)) = (page.cell.get(), node.get()) else { return };
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
    let content = move || {
        let CellId { case: id, arm } = page.cell.get()?;
        page.clinic.with(|file| {
            let board = file.board()?;
            Some(content(board, case(id)?, board.arm(&arm)?, files, close))
        })
    };
    view! {
        <dialog class="cell-dialog" node_ref=node aria-labelledby="cell-title" data-testid="cell" on:close=move |_| page.cell.set(None)>
            <button class="button small cell-close" type="button" data-testid="cell-close" on:click=move |_| close.run(())>"Close"</button>
            {content}
        </dialog>
    }
}

/// Fetches the runs of `case` once.
fn fetch(files: Files, case: &'static str) {
    if files.with_untracked(|files| files.contains_key(case)) {
        return;
    }
    spawn_local(async move {
        let dots = json::<Dots>(&format!("./clinic/{case}.json")).await;
        files.update(|files| {
            files.insert(case, dots.map(Arc::new));
        });
    });
}

fn content(
    board: &Board,
    case: &'static Case,
    arm: &Arm,
    files: Files,
    close: Callback<()>,
) -> impl IntoView + use<> {
    let mark = board.mark(case.id, &arm.arm);
    let reading = Reading::of(board, case.id, &arm.arm);
    let plot = reading.map(|_| {
        let name = arm.arm.clone();
        move || {
            let file = files.with(|files| files.get(case.id).cloned());
            match file {
                None => {
                    view! { <p class="cell-plot small-print">"The single runs are loading."</p> }.into_any()
                }
                Some(None) => {
                    view! { <p class="cell-plot small-print">"The single runs could not be loaded."</p> }
                        .into_any()
                }
                Some(Some(dots)) => view! { <CellPlot case dots arm=name.clone()/> }.into_any(),
            }
        }
    });
    let verdict = reading.map_or_else(|| board.line(case.id, &arm.arm), Reading::verdict);
    view! {
        <h3 id="cell-title" class="cell-title">{format!("{}, {}", arm.title, case.name)}</h3>
        <p class="cell-verdict" data-testid="cell-verdict">{mark_shape(mark)}" "{verdict}</p>
        {reading.map(numbers)}
        {plot}
        {ways(case, arm, close)}
    }
}

/// The sentence and the numbers of a cell that was measured.
fn numbers(reading: Reading<'_>) -> impl IntoView + use<> {
    let [without, with] = reading.sides();
    let [worst_without, worst_with] = reading.worst();
    view! {
        <p class="cell-sentence" data-testid="cell-sentence">{reading.sentence()}</p>
        <table class="cell-numbers">
            <thead><tr><td></td><th scope="col" class="run-a">"A, without"</th><th scope="col" class="run-b">"B, with it"</th></tr></thead>
            <tbody>
                <tr><th scope="row">"Target"</th><td>{without}</td><td>{with}</td></tr>
                <tr><th scope="row">"Worst tenth"</th><td>{worst_without}</td><td>{worst_with}</td></tr>
            </tbody>
        </table>
        <p>{reading.effect()}". "{reading.share_better()}"."</p>
        <p>{reading.expectation()}". "{reading.scored()}</p>
    }
}

/// The ways to see it.
fn ways(case: &'static Case, arm: &Arm, close: Callback<()>) -> impl IntoView + use<> {
    opening(case, arm, FIRST).ok().map(|Opening { script, remark }| {
        let seed = (js_sys::Math::random() * 1e6) as u32;
        let own = Script { luck: Some(OWN_SEEDS), ..script.with_seed(seed) };
        let go = move |_| {
            close.run(());
            go_up();
        };
        let ask = move |_| {
            close.run(());
            // Once the link was obeyed and its offer is there.
            request_animation_frame(|| request_animation_frame(go_to_luck));
        };
        view! {
            <p class="small-print">{remark}</p>
            <p class="cell-ways">
                <a class="row-link" data-testid="cell-open" href=format!("#{}", link::write(&script)) on:click=go>"Open this comparison"</a>
                <a class="row-link" data-testid="cell-own-seeds" href=format!("#{}", link::write(&own)) on:click=ask>"Try it with my seeds"</a>
            </p>
        }
    })
}
