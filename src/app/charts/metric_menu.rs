//! Which metric is charted.

use leptos::html::Select;
use leptos::prelude::*;

use crate::app::state::page::Page;
use crate::chart::MetricCurve;
use crate::metrics::names::shown;
use crate::text::{charts as t, metric};

/// A menu of what was measured.
#[component]
pub fn MetricMenu(page: Page) -> impl IntoView {
    let node = NodeRef::<Select>::new();
    let known = Memo::new(move |_| {
        page.shot.track();
        let mut known: Vec<(String, String)> = Vec::new();
        page.look(|play| {
            // What only the doctor reads is no quality of the samples.
            let scores = play.runs.iter().flat_map(|lane| lane.scores.iter());
            for score in scores.filter(|score| !score.id.starts_with("d-")) {
                if !known.iter().any(|(id, _)| *id == score.id) {
                    known.push((score.id.clone(), shown(&score.id, &score.label)));
                }
            }
        });
        if known.is_empty() { vec![("energy".to_owned(), metric::ENERGY.get().to_owned())] } else { known }
    });
    // Other data has other metrics.
    Effect::new(move |_| {
        let first = known.with(|k| k.first().map(|(id, _)| id.clone()));
        let gone = known.with(|k| page.metric.with(|id| !k.iter().any(|(other, _)| other == id)));
        if let (true, Some(first)) = (gone, first) {
            page.metric.set(first);
        }
    });
    Effect::new(move |_| {
        known.track();
        let value = page.metric.get();
        if let Some(select) = node.get() {
            select.set_value(&value);
        }
    });
    let change = move |event| {
        page.metric.set(event_target_value(&event));
        page.touch_curves();
    };
    let option = |(id, label): (String, String)| view! { <option value=id>{label}</option> };
    view! {
        <select class="control small metric-menu" data-testid="metric" aria-label=t::METRIC_MENU.get() node_ref=node on:change=change>
            {move || known.get().into_iter().map(option).collect_view()}
        </select>
    }
}

/// Which direction is good.
pub fn direction(page: Page) -> &'static str {
    page.redraw.track();
    let lower = |score: &MetricCurve| score.lower_is_better;
    let found = page.metric.with(|id| {
        page.look(|play| play.runs.iter().find_map(|lane| lane.scores.get(id).map(lower))).flatten()
    });
    match found {
        Some(true) => t::LOWER.get(),
        Some(false) => t::HIGHER.get(),
        None => t::AT_SNAPSHOT.get(),
    }
}
