//! The board as a picture, with its legend, its menus and the line of the cell that is looked at.

use std::sync::Arc;

use leptos::html::Select;
use leptos::prelude::*;

use crate::app::clinic::picture_table::PictureTable;
use crate::app::state::clinic_file::{CellId, ClinicFile};
use crate::app::state::page::Page;
use crate::clinic::markup::legend;
use crate::clinic::picture::{Order, columns, coverage, surprises};
use crate::clinic::reading::pairing;
use crate::clinic::{Board, Case, case};
use crate::number::whole;

/// Below this many pixels the picture begins with one case alone.
const NARROW: f64 = 900.0;

/// What is shown of the board. Copied freely.
#[derive(Clone, Copy)]
pub struct Shown {
    /// In which order the rows stand.
    pub order: RwSignal<Order>,
    /// Whether the rows and columns are shown of which nothing is measured yet.
    pub unfolded: RwSignal<bool>,
    /// The only case; `None` is all of them.
    pub only: RwSignal<Option<&'static str>>,
    /// The cell under the pointer or the focus.
    pub at: RwSignal<Option<CellId>>,
}

/// The clinic's part of the section on measurements.
#[component]
pub fn Clinic(page: Page) -> impl IntoView {
    move || {
        match page.clinic.get() {
        ClinicFile::Loading => view! { <p class="lead">"The measurements are loading."</p> }.into_any(),
        ClinicFile::Missing => view! {
            <p class="lead">"The measurements of the cases could not be loaded. Everything else on this page works without them."</p>
        }
        .into_any(),
        ClinicFile::Loaded(board) => view! { <Picture page board/> }.into_any(),
    }
    }
}

#[component]
fn Picture(page: Page, board: Arc<Board>) -> impl IntoView {
    let narrow = window().inner_width().ok().and_then(|w| w.as_f64()).is_some_and(|width| width < NARROW);
    let first = columns(&board).first().map(|case| case.id);
    let shown = Shown {
        order: RwSignal::new(Order::Matters),
        unfolded: RwSignal::new(false),
        only: RwSignal::new(first.filter(|_| narrow)),
        at: RwSignal::new(None),
    };
    // A narrow picture follows the case that is trained.
    Effect::new(move |_| {
        if let Some(case) = page.case.get().filter(|_| shown.only.with_untracked(Option::is_some)) {
            shown.only.set(Some(case));
        }
    });
    view! {
        <HowToRead board=board.clone()/>
        <Legend board=board.clone()/>
        <div class="picture-head">
            <Menus shown cases=columns(&board)/>
            <Line shown board=board.clone()/>
        </div>
        <PictureTable page shown board/>
    }
}

#[component]
fn HowToRead(board: Arc<Board>) -> impl IntoView {
    let healthy = columns(&board).iter().filter(|case| case.is_healthy()).count();
    let failing = columns(&board).len() - healthy;
    let (other, decided) = surprises(&board);
    let (settled, tried) = coverage(&board);
    let pairing = pairing(&board).map(|text| format!(" {text}"));
    view! {
        <p class="lead">
            {format!("{failing} runs that fail for a known reason and {healthy} healthy ones, and what each tip does to them. ")}
            {format!("{} of {} cells are measured with six seeds or more. ", whole(settled as u64), whole(tried as u64))}
            "Each cell was written down with what is expected before it was trained. It says what a tip does in this case: this data, these sizes, this length."
        </p>
        <p class="board-how">
            "The effect is the mean over seeds of the logarithm of a distance, shown as a ratio, or of a count. All tips of a case are judged together at 5 %: "
            "“helps” and “hurts” where the interval leaves out no effect, “clearly” where it leaves out the smallest effect that matters too (a factor of 1.5, two modes of the grid, five pairs of stacked digits), “no effect that matters” where the 90 % interval lies within that, else “undecided”. "
            "A cell has two intervals of 95 %: “by itself” resamples the runs of both sides (BCa), “together” holds for all tips of its case at once, from the differences seed by seed, and is what “helps” and “hurts” rest on. "
            "A run that diverged counts as the worst, never left out."{pairing}
            {format!(" {other} of {decided} decided cells came out otherwise than expected; they carry a dot. Measured with Saddle {}, {}.", board.version, board.date)}
        </p>
    }
}

/// Every mark that the picture has, with its words and how many there are.
#[component]
fn Legend(board: Arc<Board>) -> impl IntoView {
    view! { <ul class="legend" aria-label="Marks" data-testid="picture-legend" inner_html=legend(&board)></ul> }
}

#[component]
fn Menus(shown: Shown, cases: Vec<&'static Case>) -> impl IntoView {
    let node = NodeRef::<Select>::new();
    Effect::new(move |_| {
        let value = shown.only.get().unwrap_or_default();
        if let Some(select) = node.get() {
            select.set_value(value);
        }
    });
    let choose = move |event| shown.only.set(case(&event_target_value(&event)).map(|case| case.id));
    let sort = move |event| shown.order.set(Order::read(&event_target_value(&event)));
    let option = |case: &&'static Case| view! { <option value=case.id>{case.name}</option> };
    let best = |case: &&'static Case| view! { <option value=Order::Case(case.id).id()>{case.name}</option> };
    view! {
        <label class="picture-menu"><span class="key-label">"Cases"</span>
            <select class="control" data-testid="picture-case" node_ref=node on:change=choose>
                <option value="">"All cases"</option>
                {cases.iter().map(option).collect_view()}
            </select>
        </label>
        <label class="picture-menu"><span class="key-label">"Sorted by"</span>
            <select class="control" data-testid="picture-order" on:change=sort>
                <option value=Order::Matters.id()>"What matters most"</option>
                <option value=Order::Tip.id()>"Tip"</option>
                <option value=Order::Surprise.id()>"Surprise"</option>
                <optgroup label="Case: what helps there first">{cases.iter().map(best).collect_view()}</optgroup>
            </select>
        </label>
    }
}

/// The cell under the pointer or the focus in words. The cells carry the same words for those who do not
/// see it.
#[component]
fn Line(shown: Shown, board: Arc<Board>) -> impl IntoView {
    let words = move || {
        shown.at.get().and_then(|CellId { case: id, arm }| {
            let (name, line) = (case(id)?.name, board.line(id, &arm));
            let title = board.arm(&arm)?.words();
            Some(view! { <b>{format!("{title}, {name}: ")}</b>{line} }.into_any())
        })
    };
    let hint = "Point at a cell or move with the arrow keys to read it; click or Enter opens it.";
    view! {
        <p class="picture-line" data-testid="picture-line" aria-hidden="true">
            {move || words().unwrap_or_else(|| view! { <span class="small-print">{hint}</span> }.into_any())}
        </p>
    }
}
