//! The slider: the past of all runs at the same step, and the fork from there.

use leptos::html::{Input, Select};
use leptos::prelude::*;

use crate::app::bar::device_menu::DeviceMenu;
use crate::app::state::page::Page;
use crate::experiment::{MAX_RUNS, RunId};
use crate::number::whole;
use crate::text::card as t;

/// The slider of time.
#[component]
pub fn Slider(page: Page) -> impl IntoView {
    let node = NodeRef::<Input>::new();
    let steps = Memo::new(move |_| {
        page.shot.track();
        page.look(|play| play.timeline.steps()).unwrap_or_default()
    });
    Effect::new(move |_| {
        let place = page.place.get();
        let (last, index) = steps.with(|steps| {
            let last = steps.len().saturating_sub(1);
            let at = |step| steps.partition_point(|s| *s <= step).saturating_sub(1);
            (last, place.map_or(last, at))
        });
        if let Some(input) = node.get() {
            input.set_max(&last.to_string());
            input.set_value(&index.to_string());
        }
    });
    let slide = move |event| {
        let index: usize = event_target_value(&event).parse().unwrap_or(0);
        let step = steps.with_untracked(|s| s.get(index).copied().filter(|_| index + 1 < s.len()));
        page.place.set(step);
    };
    let step = move || page.place.get().or_else(|| steps.with(|s| s.last().copied())).unwrap_or(0);
    let text = move || t::at_step(whole(step().into()));
    let live = move || page.place.get().is_none();
    view! {
        <section class="slider" id="time" tabindex="-1" aria-label=t::TIME.get()>
            <label class="slider-label" for="slider">{t::TIME.get()}</label>
            <input id="slider" type="range" min="0" data-testid="slider" node_ref=node aria-valuetext=text
                disabled=move || steps.with(Vec::len) < 2 on:input=slide/>
            <DeviceMenu page/>
            <output class="slider-step" for="slider" data-testid="slider-step">{text}</output>
            <button class="button small newest" type="button" disabled=live on:click=move |_| page.place.set(None)>{t::NEWEST.get()}</button>
            <Fork page/>
        </section>
    }
}

/// The button that starts a new run from what the slider shows, and which run it goes on from.
#[component]
fn Fork(page: Page) -> impl IntoView {
    let node = NodeRef::<Select>::new();
    let count = Memo::new(move |_| page.comparison.with(|c| c.runs.len()));
    let chosen = move || node.get_untracked().and_then(|s| s.value().parse().ok()).unwrap_or(0usize);
    let point = Memo::new(move |_| {
        page.shot.track();
        page.runs[0].with(|view| view.status.clone());
        let place = page.place.get();
        page.look(|play| {
            (0..play.runs.len())
                .filter_map(|run| play.fork_point(RunId(run), place))
                .map(|point| point.step)
                .max()
        })
        .flatten()
    });
    let full = move || count.get() >= MAX_RUNS;
    let hint = move || match point.get() {
        _ if full() => t::FOUR_RUNS.get().to_owned(),
        None => t::NO_SNAPSHOT.get().to_owned(),
        Some(step) => t::fork_hint(whole(step.into())),
    };
    let options = move || {
        let option = |i: usize| view! { <option value=i.to_string()>{t::run(RunId(i).letter())}</option> };
        (0..count.get()).map(option).collect_view()
    };
    view! {
        <span class="fork-group">
            <select class="control small" aria-label=t::RUN_TO_FORK.get() node_ref=node hidden=move || count.get() < 2 || full()>{options}</select>
            <button class="button small" type="button" data-testid="fork" title=hint disabled=move || full() || point.get().is_none()
                on:click=move |_| { page.act(|play| play.fork(RunId(chosen()), page.place.get_untracked())); }>{t::FORK.get()}</button>
        </span>
    }
}
