//! What the evidence board says of one trick, a line for each row.

use leptos::prelude::*;

use crate::app::kit::scroll::go_to_row;
use crate::app::kit::words;
use crate::app::learn::glance::glance_mark;
use crate::app::state::page::Page;
use crate::evidence::board::MeasuredRow;
use crate::experiment::{RunId, Trick, link};
use crate::text::tips as t;

/// The rows of `trick`; nothing where there are none.
#[component]
pub fn TipEvidence(page: Page, trick: &'static Trick) -> impl IntoView {
    move || {
        let rows: Vec<MeasuredRow> = page
            .board
            .with(|file| file.board().map(|b| b.of_tip(trick.id).cloned().collect()).unwrap_or_default());
        (!rows.is_empty()).then(|| {
            view! {
                <div class="tip-evidence" data-testid=format!("evidence-of-{}", trick.id)>
                    <p class="key-label">{t::MEASURED.get()}</p>
                    <ul>{rows.into_iter().map(|row| view! { <Line page row/> }).collect_view()}</ul>
                </div>
            }
        })
    }
}

#[component]
fn Line(page: Page, row: MeasuredRow) -> impl IntoView {
    let glance = row.glance();
    let data = row.row.data().map(words::data).unwrap_or_default();
    let measured = match &row.outcome {
        Some(pairs) => t::evidence_counted(pairs.wins, pairs.count, setting(&row), data),
        None => t::evidence(setting(&row), data),
    };
    let id = row.row.id.clone();
    view! {
        <li>
            <button class="text-link" type="button" on:click=move |_| go_to_row(page, &id)>
                {glance_mark(glance, glance.words())}{measured}
            </button>
        </li>
    }
}

/// What the variant has, in words: "hinge loss", "twice as many steps".
fn setting(row: &MeasuredRow) -> String {
    let comparison = link::read(&row.row.link).script.now();
    let words = comparison.description(RunId(1));
    match (row.row.variant_steps, words.strip_prefix("A + ")) {
        (_, Some(words)) => words.to_owned(),
        (Some(steps), None) => t::steps(crate::number::whole(steps.into())),
        (None, None) => row.row.claim.clone(),
    }
}
