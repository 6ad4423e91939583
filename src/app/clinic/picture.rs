//! The board as a picture, with its legend, its menus and the line of the cell that is looked at.

use std::sync::Arc;

use leptos::html::Select;
use leptos::prelude::*;

use crate::app::clinic::picture_table::PictureTable;
use crate::app::kit::room::is_narrower;
use crate::app::state::clinic_file::{CellId, ClinicFile};
use crate::app::state::page::Page;
use crate::clinic::markup::legend;
use crate::clinic::picture::{Order, columns, coverage, surprises};
use crate::clinic::reading::pairing;
use crate::clinic::{Board, Case, case};
use crate::number::whole;
use crate::text::cases as t;

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
    move || match page.clinic.get() {
        ClinicFile::Loading => view! { <p class="lead">{t::LOADING.get()}</p> }.into_any(),
        ClinicFile::Missing => view! {
            <p class="lead">{t::MISSING.get()}</p>
        }
        .into_any(),
        ClinicFile::Loaded(board) => view! { <Picture page board/> }.into_any(),
    }
}

#[component]
fn Picture(page: Page, board: Arc<Board>) -> impl IntoView {
    let narrow = is_narrower(NARROW);
    let first = columns(&board).first().map(|case| case.id);
    let shown = Shown {
        order: RwSignal::new(first.filter(|_| narrow).map_or(Order::Matters, Order::Case)),
        unfolded: RwSignal::new(false),
        only: RwSignal::new(first.filter(|_| narrow)),
        at: RwSignal::new(None),
    };
    // A narrow picture follows the case that is trained.
    Effect::new(move |_| {
        if let Some(case) = page.case.get().filter(|_| shown.only.with_untracked(Option::is_some)) {
            shown.only.set(Some(case));
            shown.order.set(Order::Case(case));
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
    let pairing = pairing(&board).map(t::how_pairing);
    let (settled, tried) = (whole(settled as u64), whole(tried as u64));
    view! {
        <p class="lead">{t::picture(failing, healthy, settled, tried)}</p>
        <p class="board-how">
            {t::HOW.get()}
            {pairing}
            {t::how_otherwise(other, decided, &board.version, &board.date)}
        </p>
    }
}

/// Every mark that the picture has, with its words and how many there are.
#[component]
fn Legend(board: Arc<Board>) -> impl IntoView {
    view! { <ul class="legend" aria-label=t::MARKS.get() data-testid="picture-legend" inner_html=legend(&board)></ul> }
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
    let sorted = NodeRef::<Select>::new();
    Effect::new(move |_| {
        let value = shown.order.get().id();
        if let Some(select) = sorted.get() {
            select.set_value(&value);
        }
    });
    // One case alone begins with what helps there.
    let choose = move |event| {
        let only = case(&event_target_value(&event)).map(|case| case.id);
        shown.order.set(only.map_or(Order::Matters, Order::Case));
        shown.only.set(only);
    };
    let sort = move |event| shown.order.set(Order::read(&event_target_value(&event)));
    let option = |case: &&'static Case| view! { <option value=case.id>{case.name.get()}</option> };
    let best =
        |case: &&'static Case| view! { <option value=Order::Case(case.id).id()>{case.name.get()}</option> };
    view! {
        <label class="picture-menu"><span class="key-label">{t::CASES.get()}</span>
            <select class="control" data-testid="picture-case" node_ref=node on:change=choose>
                <option value="">{t::ALL_CASES.get()}</option>
                {cases.iter().map(option).collect_view()}
            </select>
        </label>
        <label class="picture-menu"><span class="key-label">{t::SORTED_BY.get()}</span>
            <select class="control" data-testid="picture-order" node_ref=sorted on:change=sort>
                <option value=Order::Matters.id()>{t::BY_MATTERS.get()}</option>
                <option value=Order::Tip.id()>{t::BY_TIP.get()}</option>
                <option value=Order::Surprise.id()>{t::BY_SURPRISE.get()}</option>
                <optgroup label=t::BY_CASE.get()>{cases.iter().map(best).collect_view()}</optgroup>
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
            Some(view! { <b>{t::cell_of(title, name)}</b>{line} }.into_any())
        })
    };
    let hint = if is_narrower(NARROW) { t::CELL_HINT_TOUCH } else { t::CELL_HINT }.get();
    view! {
        <p class="picture-line" data-testid="picture-line" aria-hidden="true">
            {move || words().unwrap_or_else(|| view! { <span class="small-print">{hint}</span> }.into_any())}
        </p>
    }
}
