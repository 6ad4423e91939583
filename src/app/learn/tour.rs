//! The tour of the first visit: four sentences, each beside what it is about; one key ends it for good.

use leptos::{ev, prelude::*};
use web_sys::Element;

use crate::app::kit::storage::{keep, kept};
use crate::text::Text;
use crate::text::tour as t;

/// What is shown: the first of these that is on the screen, and the words.
const STEPS: [(&str, Text); 4] = [
    (".play", t::TRAIN),
    (".card-picture", t::PICTURE),
    (".quality", t::QUALITY),
    (".tips, [data-testid=drawer], [data-testid=pane-tips]", t::TIPS),
];

/// The name under which the browser keeps that the tour was seen.
const SEEN: &str = "tour";

/// The tour, where it has not been seen.
#[component]
pub fn Tour() -> impl IntoView {
    let at = RwSignal::new(kept(SEEN).is_none().then_some(0_usize));
    let end = move || {
        keep(SEEN, "seen");
        at.set(None);
    };
    let keys = window_event_listener(ev::keydown, move |event| {
        if event.key() == "Escape" && at.get_untracked().is_some() {
            end();
        }
    });
    on_cleanup(move || keys.remove());
    Effect::new(move |before: Option<Option<Element>>| {
        if let Some(Some(before)) = before {
            let _ = before.class_list().remove_1("tour-here");
        }
        let here = at.get().and_then(|step| on_screen(STEPS[step].0));
        if let Some(here) = &here {
            let _ = here.class_list().add_1("tour-here");
        }
        here
    });
    let next = move |_| match at.get_untracked() {
        Some(step) if step + 1 < STEPS.len() => at.set(Some(step + 1)),
        _ => end(),
    };
    let card = move |step: usize| {
        let last = step + 1 == STEPS.len();
        view! {
            <p class="tour-words">{STEPS[step].1.get()}</p>
            <div class="tour-foot">
                <span class="small-print">{t::at(step + 1, STEPS.len())}</span>
                <span class="grow"></span>
                {(!last).then(|| view! { <button class="button plain small" type="button" data-testid="tour-end" on:click=move |_| end()>{t::SKIP.get()}</button> })}
                <button class="button small" type="button" data-testid="tour-next" on:click=next>{if last { t::DONE.get() } else { t::NEXT.get() }}</button>
            </div>
        }
    };
    view! {
        <aside class="tour" aria-label=t::LABEL.get() data-testid="tour" aria-live="polite" hidden=move || at.get().is_none()>
            {move || at.get().map(card)}
        </aside>
    }
}

/// The first element of `selectors` that has a place on the screen.
fn on_screen(selectors: &str) -> Option<Element> {
    selectors.split(", ").find_map(|selector| {
        let found = document().query_selector(selector).ok().flatten()?;
        (found.get_bounding_client_rect().width() > 0.0).then_some(found)
    })
}
