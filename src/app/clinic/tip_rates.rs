//! What a tip does in the case that run A is: one line at its switch, and every setting behind it.

use leptos::prelude::*;

use crate::app::clinic::mark::mark_shape;
use crate::app::clinic::picture_table::cell_of;
use crate::app::state::page::Page;
use crate::clinic::markup::{cell_button, escape};
use crate::clinic::reading::Reading;
use crate::clinic::switch::{all_of_tip, of_tip};
use crate::clinic::{Arm, case};
use crate::experiment::Trick;
use crate::text::cases as t;

/// The setting that tells most, at the switch of `trick`.
#[component]
pub fn TipRates(page: Page, trick: &'static Trick) -> impl IntoView {
    let line = move || {
        let case = page.case.get()?;
        page.clinic.with(|file| {
            let board = file.board()?;
            let reading = Reading::of(board, case, &of_tip(board, case, trick.id)?.arm)?;
            let words = t::rates(reading.arm.title(), reading.rates());
            Some((reading.cell.mark(), words))
        })
    };
    move || {
        line().map(|(mark, words)| {
            view! {
                <p class="tip-value tip-rates" data-testid=format!("rates-of-{}", trick.id)>
                    {mark_shape(mark)}<span class="sr-only">{t::mark(mark.words())}</span><span class="tip-rates-words" title=words.clone()>{words.clone()}</span>
                </p>
            }
        })
    }
}

/// Every setting of `trick` that was measured in the case, each the way to its cell.
#[component]
pub fn TipCells(page: Page, trick: &'static Trick) -> impl IntoView {
    let lines = move || page.case.get().and_then(|id| lines(page, id, trick)).unwrap_or_default();
    let open = move |event: web_sys::MouseEvent| {
        if let Some(cell) = cell_of(&event) {
            page.cell.set(Some(cell));
        }
    };
    view! { <div class="tip-evidence" inner_html=lines on:click=open></div> }
}

fn lines(page: Page, id: &str, trick: &Trick) -> Option<String> {
    let name = escape(case(id)?.name.get());
    page.clinic.with(|file| {
        let board = file.board()?;
        let line = |arm: &Arm| {
            let reading = Reading::of(board, id, &arm.arm)?;
            let words = t::rates_marked(arm.title(), reading.cell.mark().words(), reading.rates());
            Some(format!("<li>{}</li>", cell_button(reading, &words)))
        };
        let cells = all_of_tip(board, id, trick.id);
        let lines: String = cells.into_iter().filter_map(|(arm, _)| line(arm)).collect();
        let head = format!("<p class=\"key-label\">{}</p>", t::measured_in(name));
        (!lines.is_empty()).then(|| format!("{head}<ul>{lines}</ul>"))
    })
}
