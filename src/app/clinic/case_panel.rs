//! What is wrong with the case that run A is, and the tips that rescue it.

use leptos::prelude::*;

use crate::app::clinic::mark::mark_shape;
use crate::app::state::clinic_file::{CellId, ClinicFile};
use crate::app::state::page::Page;
use crate::clinic::advice::{advice, target_words};
use crate::clinic::opening::tried_in;
use crate::clinic::reading::Reading;
use crate::clinic::{Arm, Board, Case, case};
use crate::experiment::{MAX_RUNS, RunId};
use crate::text::cases as t;

/// The panel beside or under the runs; nothing where run A is no case.
#[component]
pub fn CasePanel(page: Page) -> impl IntoView {
    move || page.case.get().and_then(case).map(|case| view! { <Panel page case/> })
}

#[component]
fn Panel(page: Page, case: &'static Case) -> impl IntoView {
    let advice = move || {
        page.clinic.with(|file| match file {
            ClinicFile::Loading => view! { <p class="small-print">{t::RESCUE_LOADING.get()}</p> }.into_any(),
            ClinicFile::Missing => view! { <p class="small-print">{t::RESCUE_MISSING.get()}</p> }.into_any(),
            ClinicFile::Loaded(board) => offers(page, board, case).into_any(),
        })
    };
    view! {
        <section class="case-panel" aria-labelledby="case-title" data-testid="case">
            <h2 id="case-title">{case.name.get()}</h2>
            <p>{t::sentence(case.sentence.get())}</p>
            {advice}
            <p class="small-print">{t::target(target_words(case), case.source())}</p>
        </section>
    }
}

fn offers(page: Page, board: &Board, case: &'static Case) -> impl IntoView + use<> {
    let found = advice(board, case);
    let readings = found.cells.iter().filter_map(|cell| Reading::of(board, case.id, &cell.arm));
    let offers = readings.map(|reading| offer(page, reading)).collect_view();
    view! {
        <p class="case-lead" data-testid="case-lead">{found.lead}</p>
        <ol class="offers">{offers}</ol>
    }
}

/// One tip: what it is, what it came to, and the button that tries it.
fn offer(page: Page, reading: Reading<'_>) -> impl IntoView + use<> {
    let cell = CellId::new(reading.case.id, &reading.arm.arm);
    let title = reading.arm.words();
    let label = t::measured_of(&title);
    view! {
        <li class="offer">
            <div class="offer-words">
                <button class="text-link offer-name" type="button" aria-label=label on:click=move |_| page.cell.set(Some(cell.clone()))>
                    {mark_shape(reading.cell.mark())}" "<b>{title}</b>
                </button>
                <p class="small-print">{reading.rates()}</p>
            </div>
            <TryArm page arm=reading.arm.clone()/>
        </li>
    }
}

/// Adds a run with the tip of `arm`.
#[component]
pub fn TryArm(page: Page, arm: Arm) -> impl IntoView {
    let hook = format!("try-arm-{}", arm.arm);
    let title = arm.words();
    let of = arm.clone();
    let tried = Memo::new(move |_| page.script.with(|script| tried_in(script, &of)));
    let next = Memo::new(move |_| page.comparison.with(|c| c.runs.len()));
    let words = move || match (tried.get(), next.get()) {
        (Some(run), _) => t::tried_in(run.letter()),
        (None, MAX_RUNS) => t::FOUR_RUNS.to_string(),
        (None, count) => t::try_in(RunId(count).letter()),
    };
    let off = Memo::new(move |_| tried.get().is_some() || next.get() >= MAX_RUNS);
    // Not disabled: the button keeps the focus when its run is there.
    let press = move |_| {
        if !off.get_untracked() {
            page.act(|play| play.try_arm(&arm));
        }
    };
    view! {
        <button class="button small" type="button" data-testid=hook aria-disabled=move || off.get().to_string()
            aria-label=move || t::try_label(words(), &title) on:click=press>{words}</button>
    }
}
