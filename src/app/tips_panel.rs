//! The tips of the article, in its order, and the sizes of the run.

use leptos::prelude::*;

use super::state::Page;
use super::tip_row::{KeyRow, TipRow};
use crate::experiment::{RunId, TRICKS, key};

/// Keys that no tip owns.
const SIZES: [&str; 3] = ["batch", "latent", "steps"];

/// The panel of tips.
#[component]
pub fn TipsPanel(page: Page) -> impl IntoView {
    let hidden = Memo::new(move |_| page.comparison.with(|c| c.hidden.clone()));
    let rows = move || {
        let shown = TRICKS.iter().filter(|trick| hidden.with(|h| !h.contains(&trick.id)));
        shown.map(|trick| view! { <TipRow page trick/> }).collect_view()
    };
    let show_all = move |_| page.comparison.update(|c| c.hidden.clear());
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
        page.note.get().filter(|(key, ..)| SIZES.contains(&key.as_str())).map(|(_, run, text)| {
            view! { <p class="note" role="alert">{format!("Run {}: {text}", RunId(run).letter())}</p> }
        })
    };
    let second =
        move || if page.comparison.with(|c| c.runs.len() > 1) { "Remove run B" } else { "Add run B" };
    view! {
        <section class="tips" id="tips" aria-label="Tips">
            <div class="panel-head">
                <h2>"Tips"</h2>
                <button class="button small" type="button" on:click=move |_| page.toggle_second()>{second}</button>
            </div>
            <ol class="tip-list">{rows}</ol>
            {lesson}
            <details class="sizes">
                <summary>"Sizes and length"</summary>
                <div class="keys">{sizes}</div>
                {note}
            </details>
        </section>
    }
}
