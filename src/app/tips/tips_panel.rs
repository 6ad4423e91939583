//! The tips, in groups by what they act on, and the sizes of the run.

use leptos::prelude::*;

use crate::app::state::page::Page;
use crate::app::state::pane::Pane;
use crate::app::tips::differences::Differences;
use crate::app::tips::recipe::BestRecipe;
use crate::app::tips::tip_row::{KeyRow, TipRow};
use crate::experiment::{MAX_RUNS, RunId, TRICKS, key};
use crate::play::look::groups::Group;
use crate::text::{bar, tips as t};

/// Keys that no tip owns.
const SIZES: [&str; 5] = ["batch", "latent", "steps", "data.count", "data.flip"];

/// The panel of tips.
#[component]
pub fn TipsPanel(page: Page) -> impl IntoView {
    let hidden = Memo::new(move |_| page.comparison.with(|c| c.hidden.clone()));
    let group = move |group: Group| {
        let shown = group.tips().filter(|trick| hidden.with(|h| !h.contains(&trick.id)));
        let rows: Vec<_> = shown.map(|trick| view! { <TipRow page trick/> }).collect();
        (!rows.is_empty()).then(|| {
            view! {
                <h3 class="tip-group">{group.title().get()}</h3>
                <ol class="tip-list" data-stop="">{rows}</ol>
            }
        })
    };
    let show_all = move |_| {
        page.act(|play| play.show_all_tips());
    };
    let lesson = move || {
        let count = hidden.with(Vec::len);
        (count > 0).then(|| {
            view! {
                <p class="lesson">
                    {t::hides(count, TRICKS.len())}
                    <button class="button small" type="button" on:click=show_all>{t::SHOW_ALL.get()}</button>
                </p>
            }
        })
    };
    let sizes = SIZES.into_iter().filter_map(key).map(|key| view! { <KeyRow page key/> }).collect_view();
    let note = move || {
        page.note.get().filter(|note| SIZES.contains(&note.key.as_str())).map(|note| {
            view! { <p class="note" role="alert">{t::note(note.run.letter(), note.text)}</p> }
        })
    };
    view! {
        <section class="tips" id="tips" tabindex="-1" aria-label=bar::TIPS.get() aria-describedby="tips-keys" class:many=move || { page.run_ids().count() > 2 }>
            <div class="panel-head">
                <h2>{bar::TIPS.get()}</h2>
                <RunButtons page/>
                <button class="button small drawer-close" type="button" on:click=move |_| page.pane.set(Pane::Runs)>{t::CLOSE.get()}</button>
            </div>
            <p class="sr-only" id="tips-keys">{t::KEYS.get()}</p>
            <Differences page/>
            {move || Group::ALL.map(group).collect_view()}
            {lesson}
            <BestRecipe page/>
            <details class="sizes">
                <summary>{t::SIZES.get()}</summary>
                <div class="keys">{sizes}</div>
                {note}
            </details>
        </section>
    }
}

/// More runs, or fewer.
#[component]
fn RunButtons(page: Page) -> impl IntoView {
    let count = Memo::new(move |_| page.comparison.with(|c| c.runs.len()));
    view! {
        <button class="button plain small" type="button" data-testid="remove-run" hidden=move || { count.get() < 2 }
            on:click=move |_| { page.act(|play| play.remove_run()); }>{move || t::remove(RunId(count.get().saturating_sub(1)).letter())}</button>
        <button class="button plain small" type="button" data-testid="add-run" hidden=move || { count.get() >= MAX_RUNS }
            on:click=move |_| { page.act(|play| play.add_run()); }>{t::ADD_RUN.get()}</button>
    }
}
