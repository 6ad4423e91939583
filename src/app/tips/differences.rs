//! In what the runs differ, in a line each, before all tips: the way to its switch.

use leptos::prelude::*;

use crate::app::kit::scroll::focus;
use crate::app::state::page::Page;
use crate::app::tips::tip_row::{differs, summary, title_id};
use crate::experiment::{TRICKS, Trick};
use crate::text::tips as t;

/// The lines; nothing where no tip differs.
#[component]
pub fn Differences(page: Page) -> impl IntoView {
    let all = Memo::new(move |_| {
        page.comparison.with(|c| {
            TRICKS.iter().enumerate().filter(|(_, t)| differs(c, t)).map(|(i, _)| i).collect::<Vec<_>>()
        })
    });
    let line = move |trick: &'static Trick| {
        view! {
            <li data-row=""><button class="difference" type="button" data-item="" on:click=move |_| focus(&title_id(trick))>
                <b>{trick.title.get()}</b><span class="small-print">{move || summary(page, trick)}</span>
            </button></li>
        }
    };
    let lines = move || all.get().into_iter().filter_map(|i| TRICKS.get(i)).map(line).collect_view();
    view! {
        <section class="differences" aria-label=t::WHAT_DIFFERS.get() data-testid="differences" hidden=move || all.with(Vec::is_empty)>
            <p class="key-label" aria-hidden="true">{t::WHAT_DIFFERS.get()}</p>
            <ul data-stop="">{lines}</ul>
        </section>
    }
}
