//! Ways past what stands between: seen when they have the focus. No links, because the address holds the comparison.

use leptos::prelude::*;

use crate::app::kit::scroll::focus;
use crate::app::state::page::Page;
use crate::app::state::pane::Pane;
use crate::play::Route;
use crate::text::bar as t;

/// The ways to the parts of the playground; those `past` Train without the one to the runs.
#[component]
pub fn SkipLinks(page: Page, past: bool) -> impl IntoView {
    let way = move |words: &'static str, hook: &'static str, go: fn(Page)| {
        view! { <button class="skip button" type="button" data-testid=hook on:click=move |_| go(page)>{words}</button> }
    };
    let away = move || page.route.get() != Route::Playground;
    view! {
        <span class="skips" hidden=away>
            {(!past).then(|| way(t::SKIP.get(), "skip-runs", to_runs))}
            {way(t::SKIP_TIPS.get(), "skip-tips", to_tips)}
            {way(t::SKIP_SLIDER.get(), "skip-slider", to_slider)}
        </span>
    }
}

fn to_runs(page: Page) {
    page.pane.set(Pane::Runs);
    focus("runs");
}

/// The tips may be a drawer or behind a tab: they are shown first.
fn to_tips(page: Page) {
    page.pane.set(Pane::Tips);
    page.touch();
    request_animation_frame(|| focus("tips"));
}

/// A slider that has no past yet takes no focus: then what is around it has it.
fn to_slider(_: Page) {
    focus("time");
    focus("slider");
}
