//! One row of the evidence board.

use leptos::prelude::*;

use crate::app::kit::scroll::{go_up, row_id};
use crate::app::kit::words;
use crate::app::learn::glance::glance_mark;
use crate::app::state::page::Page;
use crate::evidence::board::MeasuredRow;
use crate::evidence::paired::Paired;
use crate::number::three_digits;

/// What was claimed and expected, what came of it, and the way to see it.
#[component]
pub fn BoardRow(page: Page, measured: MeasuredRow) -> impl IntoView {
    let data = measured.row.data();
    let hidden = move || page.board_data.get().is_some_and(|chosen| data != Some(chosen));
    view! {
        <li class="board-row" id=row_id(&measured.row.id) tabindex="-1" data-testid="evidence-row" hidden=hidden>
            {claim(&measured)}
            {verdict(&measured)}
            {measured.outcome.is_some().then(|| numbers(&measured))}
            {pairs(&measured)}
            {way(&measured)}
        </li>
    }
}

fn claim(measured: &MeasuredRow) -> impl IntoView + use<> {
    let row = &measured.row;
    let data = row.data().map(words::data).unwrap_or_default();
    view! {
        <div class="row-claim">
            <p class="row-title">{row.claim.clone()}</p>
            <p>{row.expectation()}</p>
            <p class="small-print">{data}", "{row.extent()}</p>
        </div>
    }
}

fn way(measured: &MeasuredRow) -> impl IntoView + use<> {
    let row = &measured.row;
    let label = format!("Open this comparison: {}", row.claim);
    view! {
        <div class="row-open">
            <p><a class="row-link" href=format!("#{}", row.address()) aria-label=label on:click=move |_| go_up()>"Open this comparison"</a></p>
            {row.remark().map(|text| view! { <p class="small-print">{text}</p> })}
        </div>
    }
}

fn verdict(measured: &MeasuredRow) -> impl IntoView + use<> {
    let glance = measured.glance();
    let differs = measured.agrees() == Some(false);
    let icon = differs.then(|| view! { <span class="glance-icon" aria-hidden="true">"≠"</span> });
    let agreement = measured.agreement().map(|words| {
        view! { <p class="agreement" class:differs=differs>{icon}{words}</p> }
    });
    view! {
        <div class="row-verdict">
            <p>{glance_mark(glance, glance.words())}</p>
            {agreement}
        </div>
    }
}

fn numbers(measured: &MeasuredRow) -> impl IntoView + use<> {
    let real = measured.floor.map(|floor| {
        let text = format!("real {}", three_digits(floor));
        view! { ", "<span class="real" title="What real samples score against real samples">{text}</span> }
    });
    view! {
        <div class="row-numbers">
            <p class="row-difference">{measured.difference()}</p>
            <p class="small-print">{measured.measure()}</p>
            <p class="small-print">"Mean "{measured.change()}{real}</p>
        </div>
    }
}

fn pairs(measured: &MeasuredRow) -> impl IntoView + use<> {
    let lost = measured.lost().map(|text| view! { <p class="small-print">"▲ "{text}</p> });
    let counts = measured.outcome.as_ref().map(|outcome| {
        view! {
            {pips(outcome)}
            <p class="small-print">{measured.count()}</p>
            <p class="small-print">{measured.chance()}</p>
        }
    });
    view! { <div class="row-pairs">{counts}{lost}</div> }
}

/// A mark for each pair; the words below say the same.
fn pips(outcome: &Paired) -> impl IntoView + use<> {
    let kinds = [("better", outcome.wins), ("equal", outcome.ties), ("worse", outcome.losses)];
    let pip = |kind: &'static str| view! { <span class=format!("pip {kind}")></span> };
    let all = kinds.into_iter().flat_map(|(kind, count)| std::iter::repeat_n(kind, count));
    view! { <p class="pips" aria-hidden="true">{all.map(pip).collect_view()}</p> }
}
