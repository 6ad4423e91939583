//! What a tip does in the case that run A is: one line at its switch, and every setting behind it.

use leptos::prelude::*;

use crate::app::clinic::mark::mark_shape;
use crate::app::state::clinic_file::CellId;
use crate::app::state::page::Page;
use crate::clinic::advice::{all_of_tip, of_tip};
use crate::clinic::case;
use crate::clinic::reading::Reading;
use crate::experiment::Trick;

/// The setting that tells most, at the switch of `trick`.
#[component]
pub fn TipRates(page: Page, trick: &'static Trick) -> impl IntoView {
    let line = move || {
        let case = page.case.get()?;
        page.clinic.with(|file| {
            let board = file.board()?;
            let reading = Reading::of(board, case, &of_tip(board, case, trick.id)?.arm)?;
            let words = format!("{}: {}", reading.arm.title, reading.rates());
            Some((reading.cell.mark(), words))
        })
    };
    move || {
        line().map(|(mark, words)| {
            view! {
                <p class="tip-value tip-rates" data-testid=format!("rates-of-{}", trick.id)>
                    {mark_shape(mark)}<span class="sr-only">{mark.words()}". "</span>" "{words}
                </p>
            }
        })
    }
}

/// Every setting of `trick` that was measured in the case, each the way to its cell.
#[component]
pub fn TipCells(page: Page, trick: &'static Trick) -> impl IntoView {
    move || {
        let id = page.case.get()?;
        let name = case(id)?.name;
        let lines = page.clinic.with(|file| {
            let board = file.board()?;
            let cells = all_of_tip(board, id, trick.id);
            let lines = cells.into_iter().filter_map(|(arm, _)| Reading::of(board, id, &arm.arm));
            Some(lines.map(|reading| line(page, reading)).collect_view())
        })?;
        (!lines.is_empty()).then(|| {
            view! {
                <div class="tip-evidence">
                    <p class="key-label">{format!("Measured in the case “{name}”")}</p>
                    <ul>{lines}</ul>
                </div>
            }
        })
    }
}

fn line(page: Page, reading: Reading<'_>) -> impl IntoView + use<> {
    let cell = CellId::new(reading.case.id, &reading.arm.arm);
    let words = format!("{}: {}, {}", reading.arm.title, reading.cell.mark().words(), reading.rates());
    view! {
        <li>
            <button class="text-link" type="button" on:click=move |_| page.cell.set(Some(cell.clone()))>
                {mark_shape(reading.cell.mark())}" "{words}
            </button>
        </li>
    }
}
