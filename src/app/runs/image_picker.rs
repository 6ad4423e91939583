//! The images of a run, one of which can be looked at and picked, by pointer and by keyboard.

use leptos::html::Figure;
use leptos::{ev, prelude::*};

use crate::app::runs::images_shown::Images;
use crate::app::state::page::Page;
use crate::experiment::RunId;
use crate::inside::trip::Trip;
use crate::play::look::Layer;
use crate::text::inside as t;

/// What is looked at. Copied freely.
#[derive(Clone, Copy)]
struct Look {
    page: Page,
    run: RunId,
    averaged: RwSignal<bool>,
    node: NodeRef<Figure>,
    /// The place of the image under the pointer or the arrows.
    at: RwSignal<Option<usize>>,
    /// The sample on which the pointer went down.
    down: StoredValue<Option<u32>>,
}

impl Look {
    fn images<T>(self, read: impl FnOnce(Images<'_>) -> T) -> Option<T> {
        let averaged = self.averaged.get_untracked();
        let width = self.node.get_untracked().map_or(f64::INFINITY, |figure| figure.client_width().into());
        self.page
            .look(|play| {
                Images::of(self.page, play, self.run, averaged).map(|images| read(images.within(width)))
            })
            .flatten()
    }

    /// Whether there is something to look at or to choose.
    fn is_on(self) -> bool {
        let layers = self.page.layers.get();
        layers.is_of_newest(true)
    }

    fn show(self, place: Option<usize>) {
        if self.at.get_untracked() != place {
            self.at.set(place);
        }
    }

    fn sample(self, place: usize) -> Option<u32> {
        self.images(|images| images.order.sample(place) as u32)
    }

    /// The image at `place` is picked, and before it the sample `from` where it was dragged.
    fn choose(self, from: Option<u32>, place: usize) {
        if let (true, Some(to)) = (untrack(|| self.page.trip().is_some()), self.sample(place)) {
            self.page.pick(|picks| from.into_iter().chain([to]).for_each(|sample| picks.pick(sample)));
        }
    }
}

/// The place under the pointer.
fn under(event: &web_sys::MouseEvent, look: Look) -> Option<usize> {
    let area = look.node.get_untracked()?.get_bounding_client_rect();
    let share = |at: i32, from: f64, length: f64| (f64::from(at) - from) / length.max(1.0);
    let x = share(event.client_x(), area.left(), area.width());
    let y = share(event.client_y(), area.top(), area.height());
    look.images(|images| images.mosaic.at(x, y)).flatten()
}

/// Lies over the canvas that is its child, and marks what is looked at and what is picked.
#[component]
pub fn ImagePicker(page: Page, run: RunId, averaged: RwSignal<bool>, children: Children) -> impl IntoView {
    let node = NodeRef::<Figure>::new();
    let look = Look { page, run, averaged, node, at: RwSignal::new(None), down: StoredValue::new(None) };
    let told = RwSignal::new(String::new());
    let keys = move |event: ev::KeyboardEvent| {
        if !look.is_on() || event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        let (key, at) = (event.key(), look.at.get_untracked());
        let walked = look.images(|images| images.mosaic.walked(at.unwrap_or(0), &key)).flatten();
        match (key.as_str(), walked, at) {
            (_, Some(next), _) => look.show(Some(if at.is_none() && key != "End" { 0 } else { next })),
            ("Enter" | " ", _, Some(place)) => look.choose(None, place),
            ("Escape", _, Some(_)) => look.show(None),
            _ => return,
        }
        event.prevent_default();
        told.set(untrack(|| words(look)));
    };
    let moved = move |event: ev::PointerEvent| {
        if look.is_on() {
            look.show(under(&event, look));
        }
    };
    let pressed = move |event: ev::PointerEvent| {
        look.down.set_value(under(&event, look).and_then(|place| look.sample(place)));
    };
    let clicked = move |event: ev::MouseEvent| {
        if let Some(place) = under(&event, look).filter(|_| look.is_on()) {
            look.show(Some(place));
            look.choose(look.down.get_value(), place);
        }
    };
    // A finger leaves when it is lifted: what it showed stays.
    let left = move |event: ev::PointerEvent| {
        if event.pointer_type() == "mouse" {
            look.show(None);
        }
    };
    let line = move || {
        if !look.is_on() {
            return String::new();
        }
        page.shot.track();
        page.place.track();
        words(look)
    };
    let focus = move || if look.is_on() { Some("0") } else { None };
    view! {
        <figure class="picker" class:on=move || look.is_on() tabindex=focus aria-label=t::picker(run.letter()) data-testid="picker" node_ref=node
            on:keydown=keys on:pointermove=moved on:pointerdown=pressed on:pointerleave=left on:click=clicked>
            {children()}
            <Marks look/>
        </figure>
        <p class="small-print picked" aria-hidden="true" data-testid="picked" hidden=move || !look.is_on()>{line}</p>
        <span class="sr-only" role="status" aria-live="polite">{told}</span>
        <Table look/>
    }
}

/// What is looked at in words; else what can be done.
fn words(look: Look) -> String {
    match look.at.get() {
        Some(place) => look.images(|images| images.words(place)).unwrap_or_default(),
        None => {
            let can = match look.page.trip() {
                Some(Trip::Walk(_)) => t::CHOOSE,
                Some(Trip::Plane(_)) => t::CHOOSE_THREE,
                Some(Trip::Sliders(_)) => t::CHOOSE_ONE,
                None => t::POINT,
            };
            can.get().into()
        }
    }
}

/// Frames around the image that is looked at and around those that are picked.
#[component]
fn Marks(look: Look) -> impl IntoView {
    let page = look.page;
    let mark = move |class: &'static str, place: Signal<Option<usize>>| {
        let cell = Memo::new(move |_| {
            let place = place.get()?;
            page.shot.track();
            page.place.track();
            page.layers.track();
            look.images(|images| images.mosaic.cell(place))
        });
        let share = move |i: usize| {
            move || cell.get().map(|cell| format!("{:.3}%", 100.0 * cell[i])).unwrap_or_default()
        };
        view! {
            <span class=class aria-hidden="true" hidden=move || cell.with(Option::is_none)
                style:left=share(0) style:top=share(1) style:width=share(2) style:height=share(3)></span>
        }
    };
    let end = move |i: usize| {
        Signal::derive(move || {
            let sample = page.trip()?.ends()[i]? as usize;
            page.shot.track();
            look.images(|images| images.order.place(sample, images.mosaic.count())).flatten()
        })
    };
    view! {
        {mark("pick pick-from", end(0))}
        {mark("pick pick-to", end(1))}
        {mark("pick pick-down", end(2))}
        {mark("pick pick-at", look.at.into())}
    }
}

/// What D says of every image as a table, for who asks for it. While a run trains it stays as it was.
#[component]
fn Table(look: Look) -> impl IntoView {
    let page = look.page;
    let open = RwSignal::new(false);
    let judged = move || page.layers.with(|layers| layers.has(Layer::Judged) || layers.has(Layer::Sorted));
    let rows = move || {
        page.place.track();
        if !page.running.get() {
            page.shot.track();
        }
        look.images(|images| images.rows()).unwrap_or_default()
    };
    let table = move || {
        view! {
            <div class="judged-table" tabindex="0" role="group" aria-label=t::table_of(look.run.letter())>
                <table>
                    <thead><tr><th scope="col">{t::PLACE.get()}</th><th scope="col">{t::IMAGE.get()}</th><th scope="col">{t::LOGIT.get()}</th></tr></thead>
                    <tbody data-testid="judged-rows" inner_html=rows></tbody>
                </table>
            </div>
        }
    };
    view! {
        <div hidden=move || !judged()>
            <button class="button small" type="button" data-testid="judged-table" aria-expanded=move || open.get().to_string()
                on:click=move |_| open.update(|open| *open = !*open)>{t::TABLE.get()}</button>
            {move || (open.get() && judged()).then(table)}
        </div>
    }
}
