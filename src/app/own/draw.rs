//! Points that the user paints.

use leptos::{ev, prelude::*};

use super::begin::Begin;
use super::sheet::Sheet;
use super::state::Own;
use crate::app::state::page::Page;
use crate::data::sketch::{BRUSHES, Sketch};
use crate::experiment::drawing::MOST;
use crate::text::{Text, draw as t};

/// Paper, brushes and shapes to begin with. What the runs train on is on the paper.
#[component]
pub fn Draw(page: Page, own: Own) -> impl IntoView {
    let sketch = RwSignal::new(Sketch::default());
    let drawn = Memo::new(move |_| page.script.with(|script| script.drawing.clone()));
    Effect::new(move |_| drawn.with(|drawn| sketch.update(|sketch| sketch.follow(drawn.as_ref()))));
    let count = Memo::new(move |_| sketch.with(|sketch| sketch.points().len()));
    let lack = Memo::new(move |_| sketch.with(|sketch| sketch.drawing().lack()));
    let words = move || match (count.get(), lack.get()) {
        (n, Some(lack)) => t::count_lacks(n, MOST, lack),
        (MOST, None) => t::count_full(MOST),
        (n, None) => t::count(n, MOST),
    };
    let train = move |_| {
        if lack.with_untracked(Option::is_none) {
            own.draw(sketch.with_untracked(Sketch::drawing));
        }
    };
    let undo = move |event: ev::KeyboardEvent| {
        let control = event.ctrl_key() || event.meta_key();
        if control && !event.shift_key() && event.key().eq_ignore_ascii_case("z") {
            event.prevent_default();
            sketch.update(Sketch::undo);
        }
    };
    view! {
        <details class="own-draw" open=move || drawn.with(Option::is_some)>
            <summary data-testid="own-draw">{t::TITLE.get()}</summary>
            <div class="own-studio" on:keydown=undo>
                <Sheet page sketch/>
                <div class="own-tools">
                    <Brushes sketch/>
                    <Begin sketch/>
                    <p class="small-print" id="draw-count" role="status" data-testid="draw-count">{words}</p>
                    <button class="play" type="button" data-testid="draw-train" aria-describedby="draw-count"
                        aria-disabled=move || lack.with(Option::is_some).to_string() on:click=train>{t::USE.get()}</button>
                    <p class="small-print">{t::IN_LINK.get()}</p>
                </div>
            </div>
        </details>
    }
}

/// Brush, eraser, mirror, and the ways back.
#[component]
fn Brushes(sketch: RwSignal<Sketch>) -> impl IntoView {
    let brush = move |(word, name, size): (&'static str, Text, f64)| {
        let hook = format!("draw-{word}");
        view! {
            <button class="button segment" type="button" data-testid=hook aria-pressed=move || sketch.with(|s| s.brush == size).to_string()
                on:click=move |_| sketch.update(|s| s.brush = size)>{name.get()}</button>
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
        <span class="segments" role="group" aria-label=t::BRUSH.get()>{BRUSHES.map(brush).collect_view()}</span>
        <div class="own-ticks">{tick("draw-erase", t::ERASE.get(), |s| &mut s.erasing)}{tick("draw-mirror", t::MIRROR.get(), |s| &mut s.mirror)}</div>
        <div class="own-ticks">
            <button class="button small" type="button" data-testid="draw-undo" disabled=move || !sketch.with(Sketch::can_undo)
                on:click=move |_| sketch.update(Sketch::undo)>{t::UNDO.get()}</button>
            <button class="button small" type="button" data-testid="draw-clear" disabled=move || sketch.with(|s| s.points().is_empty())
                on:click=move |_| sketch.update(Sketch::clear)>{t::CLEAR.get()}</button>
        </div>
    }
}
