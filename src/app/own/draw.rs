//! Points that the user paints.

use leptos::prelude::*;

use super::begin::Begin;
use super::sheet::Sheet;
use super::state::Own;
use crate::app::state::page::Page;
use crate::data::sketch::{BRUSHES, Sketch};
use crate::experiment::drawing::{FEWEST, MOST};

/// Paper, brushes and shapes to begin with. What was drawn before is there again.
#[component]
pub fn Draw(page: Page, own: Own) -> impl IntoView {
    let drawn = page.script.with_untracked(|script| script.drawing.clone());
    let sketch = RwSignal::new(drawn.as_ref().map(Sketch::of).unwrap_or_default());
    let count = Memo::new(move |_| sketch.with(|sketch| sketch.points().len()));
    let few = move || count.get() < FEWEST;
    let words = move || match count.get() {
        MOST => format!("{MOST} points: as many as a link holds"),
        n => format!("{n} of {MOST} points"),
    };
    let train = move |_| {
        if !few() {
            own.draw(sketch.with_untracked(Sketch::drawing));
        }
    };
    view! {
        <details class="own-draw" open=drawn.is_some()>
            <summary data-testid="own-draw">"Draw points"</summary>
            <div class="own-studio">
                <Sheet page sketch/>
                <div class="own-tools">
                    <Brushes sketch/>
                    <Begin sketch/>
                    <p class="small-print" role="status" data-testid="draw-count">{words}</p>
                    <button class="play" type="button" data-testid="draw-train" aria-disabled=move || few().to_string() on:click=train>"Use this drawing"</button>
                    <p class="small-print">"The points go into the link: whoever opens it trains on the same."</p>
                </div>
            </div>
        </details>
    }
}

/// Brush, eraser, mirror, and the ways back.
#[component]
fn Brushes(sketch: RwSignal<Sketch>) -> impl IntoView {
    let brush = move |(name, size): (&'static str, f64)| {
        let hook = format!("draw-{}", name.to_lowercase());
        view! {
            <button class="button segment" type="button" data-testid=hook aria-pressed=move || sketch.with(|s| s.brush == size).to_string()
                on:click=move |_| sketch.update(|s| s.brush = size)>{name}</button>
        }
    };
    let tick = |hook: &'static str, words: &'static str, of: fn(&mut Sketch) -> &mut bool| {
        let on = move || sketch.with(|s| *of(&mut s.clone()));
        view! {
            <label class="own-turn">
                <input class="tick" type="checkbox" data-testid=hook prop:checked=on
                    on:change=move |event| sketch.update(|s| *of(s) = event_target_checked(&event))/>
                {words}
            </label>
        }
    };
    view! {
        <span class="segments" role="group" aria-label="Brush">{BRUSHES.map(brush).collect_view()}</span>
        <div class="own-ticks">{tick("draw-erase", "Erase", |s| &mut s.erasing)}{tick("draw-mirror", "Mirror", |s| &mut s.mirror)}</div>
        <div class="own-ticks">
            <button class="button small" type="button" data-testid="draw-undo" disabled=move || !sketch.with(Sketch::can_undo)
                on:click=move |_| sketch.update(Sketch::undo)>"Undo"</button>
            <button class="button small" type="button" data-testid="draw-clear" disabled=move || sketch.with(|s| s.points().is_empty())
                on:click=move |_| sketch.update(Sketch::clear)>"Clear"</button>
        </div>
    }
}
