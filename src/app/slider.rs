//! The slider: every picture that was shown, of all runs at the same step.

use leptos::html::Input;
use leptos::prelude::*;

use super::state::Page;
use crate::chart::whole;

/// The slider of time.
#[component]
pub fn Slider(page: Page) -> impl IntoView {
    let node = NodeRef::<Input>::new();
    let count = Memo::new(move |_| {
        page.shot.track();
        page.look(|runner| runner.film.len()).unwrap_or(0)
    });
    Effect::new(move |_| {
        let last = count.get().saturating_sub(1);
        let place = page.place.get().unwrap_or(last).min(last);
        if let Some(input) = node.get() {
            input.set_max(&last.to_string());
            input.set_value(&place.to_string());
        }
    });
    let slide = move |event| {
        let place: usize = event_target_value(&event).parse().unwrap_or(0);
        page.place.set(Some(place).filter(|p| p + 1 < count.get_untracked()));
    };
    let step = move || {
        page.shot.track();
        let place = page.place.get();
        page.look(|r| place.and_then(|i| r.film.get(i)).or_else(|| r.film.last()).map_or(0, |f| f.0))
            .unwrap_or(0)
    };
    let text = move || format!("step {}", whole(step().into()));
    let live = move || page.place.get().is_none();
    view! {
        <section class="slider" aria-label="Time">
            <label class="slider-label" for="slider">"Time"</label>
            <input id="slider" type="range" min="0" data-testid="slider" node_ref=node aria-valuetext=text
                disabled=move || count.get() < 2 on:input=slide/>
            <output class="slider-step" for="slider">{text}</output>
            <button class="button small" type="button" disabled=live on:click=move |_| page.place.set(None)>"Newest"</button>
        </section>
    }
}
