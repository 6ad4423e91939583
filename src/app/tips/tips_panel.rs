//! The tips of the article, in its order, and the sizes of the run.

use leptos::prelude::*;

use crate::app::state::page::Page;
use crate::app::state::pane::Pane;
use crate::app::tips::differences::Differences;
use crate::app::tips::recipe::BestRecipe;
use crate::app::tips::tip_row::{KeyRow, TipRow};
use crate::experiment::{MAX_RUNS, RunId, TRICKS, key};

/// Keys that no tip owns.
const SIZES: [&str; 4] = ["batch", "latent", "steps", "data.count"];

/// The section of what the article does not have.
const BEYOND: &str = "beyond";

/// The panel of tips.
#[component]
pub fn TipsPanel(page: Page) -> impl IntoView {
    let hidden = Memo::new(move |_| page.comparison.with(|c| c.hidden.clone()));
    let rows = move |beyond: bool| {
        let shown = TRICKS.iter().filter(|trick| hidden.with(|h| !h.contains(&trick.id)));
        let shown = shown.filter(|trick| (trick.section == BEYOND) == beyond);
        shown.map(|trick| view! { <TipRow page trick/> }).collect_view()
    };
    let show_all = move |_| {
        page.act(|play| play.show_all_tips());
    };
    let lesson = move || {
        let count = hidden.with(Vec::len);
        (count > 0).then(|| {
            view! {
                <p class="lesson">
                    {format!("This lesson hides {count} of {} tips. ", TRICKS.len())}
                    <button class="button small" type="button" on:click=show_all>"Show all"</button>
                </p>
            }
        })
    };
    let sizes = SIZES.into_iter().filter_map(key).map(|key| view! { <KeyRow page key/> }).collect_view();
    let note = move || {
        page.note.get().filter(|note| SIZES.contains(&note.key.as_str())).map(|note| {
            view! { <p class="note" role="alert">{format!("Run {}: {}", note.run.letter(), note.text)}</p> }
        })
    };
    view! {
        <section class="tips" id="tips" aria-label="Tips" class:many=move || { page.run_ids().count() > 2 }>
            <div class="panel-head">
                <h2>"Tips"</h2>
                <RunButtons page/>
                <button class="button small drawer-close" type="button" on:click=move |_| page.pane.set(Pane::Runs)>"Close"</button>
            </div>
            <Differences page/>
            <ol class="tip-list">{move || rows(false)}</ol>
            <h3 class="tip-group">"Beyond the article"</h3>
            <ol class="tip-list">{move || rows(true)}</ol>
            {lesson}
            <BestRecipe page/>
            <details class="sizes">
                <summary>"Sizes and length"</summary>
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
            on:click=move |_| { page.act(|play| play.remove_run()); }>{move || format!("Remove {}", RunId(count.get().saturating_sub(1)).letter())}</button>
        <button class="button plain small" type="button" data-testid="add-run" hidden=move || { count.get() >= MAX_RUNS }
            on:click=move |_| { page.act(|play| play.add_run()); }>"Add run"</button>
    }
}
