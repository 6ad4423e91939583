//! The ready settings of a trick, as a menu for each run.

use leptos::html::Select;
use leptos::prelude::*;

use crate::app::state::page::Page;
use crate::experiment::{Experiment, Preset, RunId, Trick};
use crate::text::tips as t;

/// The menu's value when the trick is off.
const OFF: &str = "off";

/// The menu's value when the trick is set to something else.
const OWN: &str = "own";

/// A menu of ready settings for every run; nothing where there is only one.
#[component]
pub fn Presets(page: Page, trick: &'static Trick) -> impl IntoView {
    move || {
        let presets = page.comparison.with(|c| (trick.presets)(c.runs[0].data));
        (presets.len() > 1).then(|| {
            let menu = |run: RunId| {
                let class = format!("key-field run-{}", run.letter().to_ascii_lowercase());
                view! { <span class=class><span class="key-run" aria-hidden="true">{run.letter().to_string()}</span><Menu page trick run presets/></span> }
            };
            view! {
                <div class="key-row">
                    <span class="key-label">{t::READY.get()}</span>
                    <span class="key-fields">{page.run_ids().map(menu).collect_view()}</span>
                </div>
            }
        })
    }
}

#[component]
fn Menu(page: Page, trick: &'static Trick, run: RunId, presets: &'static [Preset]) -> impl IntoView {
    let node = NodeRef::<Select>::new();
    let now = Memo::new(move |_| {
        page.comparison.with(|c| c.runs.get(run.0).map_or(OFF.into(), |e| chosen(trick, presets, e)))
    });
    Effect::new(move |_| {
        page.revert.track();
        let value = now.get();
        if let Some(select) = node.get() {
            select.set_value(&value);
        }
    });
    let change = move |event| {
        let index = event_target_value(&event).parse::<usize>().ok();
        page.act(|play| play.choose(run, trick, index.and_then(|i| presets.get(i))));
    };
    let option = |(i, preset): (usize, &'static Preset)| view! { <option value=i.to_string()>{preset.name.get()}</option> };
    let hook = format!("preset-{}-{}", trick.id, run.letter().to_ascii_lowercase());
    view! {
        <select class="control" data-testid=hook aria-label=t::preset_of(trick.title, run.letter()) node_ref=node on:change=change>
            <option value=OFF>{if trick.off == crate::text::trick::OFF { t::OFF.get() } else { t::DEFAULT.get() }}</option>
            {presets.iter().enumerate().map(option).collect_view()}
            <option value=OWN hidden=move || now.with(|v| v != OWN)>{t::OWN.get()}</option>
        </select>
    }
}

/// Which setting an experiment has.
fn chosen(trick: &Trick, presets: &[Preset], experiment: &Experiment) -> String {
    if !trick.is_changed(experiment) {
        return OFF.into();
    }
    let found = trick.preset(experiment).map(|preset| preset.name);
    let index = presets.iter().position(|preset| found == Some(preset.name));
    index.map_or(OWN.into(), |i| i.to_string())
}
