//! Sliders for the first latents of the image that was picked last.

use leptos::{ev, prelude::*};

use crate::app::state::page::Page;
use crate::experiment::RunId;
use crate::inside::sliders::{SLIDERS, range};
use crate::number::three_digits;
use crate::text::inside as t;

/// Between two places of a slider.
const STRIDE: &str = "0.05";

/// The sliders in the card of `run`; they stand for all runs.
#[component]
pub fn LatentSliders(page: Page, run: RunId, averaged: RwSignal<bool>) -> impl IntoView {
    let latents = Memo::new(move |_| {
        page.comparison.with(|c| c.runs.get(run.0).map(|e| (e.latent_kind, SLIDERS.min(e.latent as usize))))
    });
    // Where it was not moved a slider stands where its latent was drawn.
    let drawn = Memo::new(move |_| {
        page.shot.track();
        page.look(|play| Some(play.inside(run, None, averaged.get_untracked())?.drawn.clone()))
            .flatten()
            .unwrap_or_default()
    });
    let slider = move |i: usize, range: f32| {
        let value = move || {
            let own = || drawn.with(|drawn| drawn.get(i).copied());
            page.picks.with(|picks| picks.at[i]).or_else(own).unwrap_or(0.0)
        };
        let words = move || three_digits(value().into());
        let moved = move |event: ev::Event| {
            if let Ok(to) = event_target_value(&event).parse() {
                page.pick(|picks| picks.at[i] = Some(to));
            }
        };
        view! {
            <label class="latent">
                <span>{t::latent(i + 1)}</span>
                <input type="range" step=STRIDE min=(-range).to_string() max=range.to_string() data-testid=format!("latent-{}", i + 1)
                    aria-valuetext=words prop:value=move || value().to_string() on:input=moved/>
                <span aria-hidden="true">{words}</span>
            </label>
        }
    };
    let sliders =
        move || latents.get().map(|(kind, count)| (0..count).map(|i| slider(i, range(kind))).collect_view());
    let drawn_again = move |_| page.pick(|picks| picks.at = Default::default());
    let is_drawn = move || page.picks.with(|picks| picks.at == [None; SLIDERS]);
    view! {
        <div role="group" aria-label=t::SLIDERS.get()>
            {sliders}
            <button class="button small" type="button" data-testid="latents-drawn" aria-disabled=move || is_drawn().to_string() on:click=drawn_again>{t::AS_DRAWN.get()}</button>
        </div>
    }
}
