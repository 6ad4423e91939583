//! A control for one key of one run: a menu, a number or a box to tick.

use leptos::html::{Input, Select};
use leptos::prelude::*;

use crate::app::kit::words;
use crate::app::state::page::Page;
use crate::experiment::{Key, Range, RunId};
use crate::text::menu as t;

/// The control of `key` for `run`.
#[component]
pub fn Field(page: Page, run: RunId, key: &'static Key) -> impl IntoView {
    let label = if key.shared { key.label.get().to_owned() } else { t::key_of_run(key.label, run.letter()) };
    match key.range {
        Range::Choice(options) => view! { <Menu page run key options label/> }.into_any(),
        Range::Switch => view! { <Tick page run key label/> }.into_any(),
        Range::Int { min, max } => {
            view! { <Number page run key label min=min.to_string() max=max.to_string() whole=true/> }
                .into_any()
        }
        Range::Float { min, max } => {
            view! { <Number page run key label min=min.to_string() max=max.to_string() whole=false/> }
                .into_any()
        }
    }
}

/// The value of `key` for `run`, as the link spells it; follows the comparison.
fn text(page: Page, run: RunId, key: &'static Key) -> String {
    page.revert.track();
    page.comparison.with(|c| c.runs.get(run.0).map(|e| words::number(key.get(e))).unwrap_or_default())
}

#[component]
fn Menu(
    page: Page,
    run: RunId,
    key: &'static Key,
    options: &'static [&'static str],
    label: String,
) -> impl IntoView {
    let node = NodeRef::<Select>::new();
    Effect::new(move |_| {
        let value = text(page, run, key);
        if let Some(select) = node.get() {
            select.set_value(&value);
        }
    });
    let option = |word: &'static str| view! { <option value=word>{words::choice(key.name, word)}</option> };
    view! {
        <select class="control" aria-label=label node_ref=node on:change=move |e| { page.act(|play| play.enter(run, key, &event_target_value(&e))); }>
            {options.iter().copied().map(option).collect_view()}
        </select>
    }
}

#[component]
fn Number(
    page: Page,
    run: RunId,
    key: &'static Key,
    label: String,
    min: String,
    max: String,
    whole: bool,
) -> impl IntoView {
    let node = NodeRef::<Input>::new();
    Effect::new(move |_| {
        let value = text(page, run, key);
        if let Some(input) = node.get() {
            input.set_value(&value);
        }
    });
    let hint = t::accepted(key.range);
    view! {
        <input class="control" type="number" inputmode="decimal" step=if whole { "1" } else { "any" } min=min max=max
            title=hint aria-label=label data-testid=(key.name == "seed").then_some("seed") node_ref=node on:change=move |e| { page.act(|play| play.enter(run, key, &event_target_value(&e))); }/>
    }
}

#[component]
fn Tick(page: Page, run: RunId, key: &'static Key, label: String) -> impl IntoView {
    let node = NodeRef::<Input>::new();
    Effect::new(move |_| {
        let value = text(page, run, key);
        if let Some(input) = node.get() {
            input.set_checked(value == "1");
        }
    });
    let change = move |e| {
        page.act(|play| play.enter(run, key, if event_target_checked(&e) { "1" } else { "0" }));
    };
    view! { <input class="tick" type="checkbox" aria-label=label node_ref=node on:change=change/> }
}
