//! The evidence board: every tip as it was announced and what came of it.

use std::sync::Arc;

use leptos::prelude::*;

use crate::app::clinic::picture::Clinic;
use crate::app::kit::rich::rich;
use crate::app::kit::words;
use crate::app::learn::board_row::board_row;
use crate::app::learn::glance::glance_mark;
use crate::app::state::board_file::BoardFile;
use crate::app::state::page::Page;
use crate::evidence::board::Board;
use crate::evidence::paired::PairedVerdict;
use crate::evidence::reading::Glance;
use crate::evidence::tally::{Group, Tally};
use crate::experiment::Data;
use crate::play::Route;
use crate::text::board as t;

/// The page of the board: the cases, and folded under them the first board.
#[component]
pub fn EvidenceBoard(page: Page) -> impl IntoView {
    view! {
        <section class="article board" id="evidence" aria-labelledby="evidence-title" data-testid="evidence-board" hidden=move || page.route.get() != Route::Board>
            <h2 id="evidence-title" tabindex="-1">{t::TITLE.get()}</h2>
            <Clinic page/>
            <FirstBoard page/>
        </section>
    }
}

/// The rows of before there were cases. They are drawn when they are unfolded.
#[component]
fn FirstBoard(page: Page) -> impl IntoView {
    let content = move || match page.board.get() {
        BoardFile::Loading => view! { <p class="lead">{t::LOADING.get()}</p> }.into_any(),
        BoardFile::Missing => view! { <p class="lead">{t::MISSING.get()}</p> }.into_any(),
        BoardFile::Loaded(board) => view! { <Rows page board/> }.into_any(),
    };
    let open = Memo::new(move |_| page.board_open.get());
    let toggle = move |event: web_sys::Event| {
        let node: web_sys::Element = event_target(&event);
        page.board_open.set(node.has_attribute("open"));
    };
    view! {
        <details class="first-board" data-testid="first-board" prop:open=open on:toggle=toggle>
            <summary>{t::FIRST.get()}</summary>
            {move || open.get().then(content)}
        </details>
    }
}

#[component]
fn Rows(page: Page, board: Arc<Board>) -> impl IntoView {
    let (tally, version, date) = (board.tally(), board.version.clone(), board.date.clone());
    let sets = board.data_sets();
    let controls: String = board.controls().into_iter().map(board_row).collect();
    let control_words = board.control_words();
    let groups = move || groups(&board, page.board_data.get());
    view! {
        <HowToRead tally=tally version date/>
        <div class="board-head">
            <Count tally/>
            <DataFilter page sets/>
        </div>
        <div inner_html=groups></div>
        <div class="board-group controls" data-testid="evidence-controls">
            <div class="board-tip">
                <h3>{t::CONTROLS.get()}</h3>
                <p class="small-print">{control_words}</p>
            </div>
            <ol class="board-rows" inner_html=controls></ol>
        </div>
    }
}

/// The rows on `data`, or all, by tip.
fn groups(board: &Board, data: Option<Data>) -> String {
    let group = |group: Group<'_>| {
        let rows = group.rows.iter().filter(|row| data.is_none() || row.row.data() == data);
        let rows: String = rows.map(|row| board_row(row)).collect();
        let number = group.trick.section.parse::<u32>().map(|n| format!("{n} ")).unwrap_or_default();
        let title = group.trick.title.get();
        (!rows.is_empty()).then(|| {
            format!(r#"<div class="board-group"><div class="board-tip"><h3>{number}{title}</h3></div><ol class="board-rows">{rows}</ol></div>"#)
        })
    };
    board.groups().into_iter().filter_map(group).collect()
}

#[component]
fn HowToRead(tally: Tally, version: String, date: String) -> impl IntoView {
    let how = match tally.judged() {
        0 => t::HOW.get().to_owned(),
        judged => t::how_luck(t::HOW, judged, tally.by_luck()),
    };
    view! {
        <p class="lead">{t::LEAD.get()}</p>
        <p class="board-how">{t::how_measured(how, version, date)}</p>
    }
}

/// How many rows help, do nothing and hurt.
#[component]
fn Count(tally: Tally) -> impl IntoView {
    let part = |verdict, words: String| {
        let words = rich(&words, |_, count| view! { <b>{count}</b> }.into_any());
        glance_mark(Glance::Judged(verdict), words)
    };
    view! {
        <p class="board-count" data-testid="evidence-count">
            {part(PairedVerdict::Helps, t::help(tally.helps))}{t::BETWEEN.get()}
            {part(PairedVerdict::NoEffect, t::without_effect(tally.no_effect))}{t::BETWEEN.get()}
            {part(PairedVerdict::Hurts, t::hurt(tally.hurts))}{t::AFTER.get()}
            <span class="board-rest">{tally.rest()}</span>
        </p>
    }
}

/// Shows the rows of one data set alone.
#[component]
fn DataFilter(page: Page, sets: Vec<Data>) -> impl IntoView {
    let node = NodeRef::<leptos::html::Select>::new();
    Effect::new(move |_| {
        let chosen = page.board_data.get().map_or(String::new(), |data| (data as usize).to_string());
        if let Some(select) = node.get() {
            select.set_value(&chosen);
        }
    });
    let change = move |event| {
        let index = event_target_value(&event).parse::<usize>().ok();
        page.board_data.set(index.and_then(|i| Data::ALL.get(i).copied()));
    };
    let option =
        |data: Data| view! { <option value=(data as usize).to_string()>{words::data(data)}</option> };
    view! {
        <select class="control" aria-label=t::DATA.get() data-testid="evidence-data" node_ref=node on:change=change>
            <option value="">{t::ALL_DATA.get()}</option>
            {sets.into_iter().map(option).collect_view()}
        </select>
    }
}
