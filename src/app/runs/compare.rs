//! The samples of two runs, laid over each other.

use std::cell::RefCell;

use leptos::html::{Canvas, Dialog};
use leptos::{ev, prelude::*};

use crate::app::kit::canvas::{Sheet, Stamp, draw_again};
use crate::app::kit::dialog::opens_with;
use crate::app::runs::canvas_points::{Shown, picture};
use crate::app::runs::image_grid::{lay, side};
use crate::app::state::page::{Page, put};
use crate::experiment::RunId;
use crate::number::three_digits;
use crate::play::Play;
use crate::play::look::{Mosaic, Overlay, alike, difference};
use crate::record::Pixels;
use crate::text::compare as t;

/// How the line of the split goes with a key, as a share of the width.
const STRIDE: f64 = 0.02;

/// What is compared, and how. Copied freely.
#[derive(Clone, Copy)]
struct Compared {
    page: Page,
    open: RwSignal<bool>,
    runs: RwSignal<[RunId; 2]>,
    overlay: RwSignal<Overlay>,
    /// Whether the first lies in front.
    front: RwSignal<bool>,
    /// Where the line of the split is, as a share of the width.
    split: RwSignal<f64>,
    /// The mean difference, where that is shown.
    mean: RwSignal<Option<f64>>,
}

impl Compared {
    fn letter(self, i: usize) -> char {
        self.runs.get()[i].letter()
    }

    fn flip(self) {
        if self.overlay.get_untracked() == Overlay::Flip {
            self.front.update(|front| *front = !*front);
        }
    }

    fn is_image(self) -> bool {
        self.page.runs[self.runs.get()[0].0].with(|view| view.image)
    }

    /// Whether the samples of both are alike, at the slider's place.
    fn fits(self) -> bool {
        self.page.shot.track();
        let (place, [a, b]) = (self.page.place.get(), self.runs.get());
        let both = |play: &Play| Some(alike(&play.frame(a, place)?.samples, &play.frame(b, place)?.samples));
        self.page.look(both).flatten().unwrap_or(false)
    }
}

/// The button, and the dialog with the picture; nothing where there is one run.
#[component]
pub fn CompareSamples(page: Page) -> impl IntoView {
    let compared = Compared {
        page,
        open: RwSignal::new(false),
        runs: RwSignal::new([RunId(0), RunId(1)]),
        overlay: RwSignal::new(Overlay::Flip),
        front: RwSignal::new(true),
        split: RwSignal::new(0.5),
        mean: RwSignal::new(None),
    };
    let node = NodeRef::<Dialog>::new();
    opens_with(node, compared.open);
    let show = move |_| {
        compared.runs.set([RunId(0), RunId(1)]);
        compared.overlay.set(Overlay::default());
        compared.open.set(true);
    };
    let keys = move |event: ev::KeyboardEvent| {
        if matches!(event.key().as_str(), "f" | "F") {
            compared.flip();
        }
    };
    let several = move || page.comparison.with(|c| c.runs.len() > 1);
    view! {
        <button class="button small" type="button" data-testid="compare" hidden=move || !several() on:click=show>{t::BUTTON.get()}</button>
        <dialog class="own-panel compare-panel" node_ref=node aria-labelledby="compare-title" data-testid="compare-panel"
            on:close=move |_| compared.open.set(false) on:keydown=keys>
            {move || compared.open.get().then(|| view! { <Compare compared/> })}
        </dialog>
    }
}

#[component]
fn Compare(compared: Compared) -> impl IntoView {
    let mode = move |overlay: Overlay, words: &'static str, hook: &'static str| {
        let pressed = move || (compared.overlay.get() == overlay).to_string();
        // Of clouds of points there is no difference by pixels.
        let hidden = move || overlay == Overlay::Difference && !compared.is_image();
        view! {
            <button class="button segment" type="button" data-testid=hook aria-pressed=pressed hidden=hidden
                on:click=move |_| compared.overlay.set(overlay)>{words}</button>
        }
    };
    let fits = Memo::new(move |_| compared.fits());
    view! {
        <header class="own-head">
            <h2 id="compare-title">{t::TITLE.get()}</h2>
            <WhichRuns compared/>
            <button class="button small" type="button" on:click=move |_| compared.open.set(false)>{t::CLOSE.get()}</button>
        </header>
        <div class="segments" role="group" aria-label=t::HOW.get()>
            {mode(Overlay::Flip, t::FLIP.get(), "compare-flip")}
            {mode(Overlay::Split, t::SPLIT.get(), "compare-split")}
            {mode(Overlay::Difference, t::DIFFERENCE.get(), "compare-difference")}
        </div>
        <p hidden=move || fits.get()>{t::UNLIKE.get()}</p>
        <div hidden=move || !fits.get()><Picture compared/><Control compared/></div>
    }
}

/// Which two of more runs.
#[component]
fn WhichRuns(compared: Compared) -> impl IntoView {
    let count = Memo::new(move |_| compared.page.comparison.with(|c| c.runs.len()));
    let choose = move |i: usize| {
        let options = move || {
            let option = |run: usize| {
                let selected = move || compared.runs.get()[i].0 == run;
                view! { <option value=run.to_string() selected=selected>{t::run(RunId(run).letter())}</option> }
            };
            (0..count.get()).map(option).collect_view()
        };
        let chosen = move |event: ev::Event| {
            if let Ok(run) = event_target_value(&event).parse() {
                compared.runs.update(|runs| runs[i] = RunId(run));
            }
        };
        let label = if i == 0 { t::FIRST.get() } else { t::SECOND.get() };
        view! { <select class="control small" aria-label=label hidden=move || count.get() < 3 on:change=chosen>{options}</select> }
    };
    view! { <span class="compare-runs">{choose(0)}{choose(1)}</span> }
}

#[component]
fn Picture(compared: Compared) -> impl IntoView {
    let page = compared.page;
    let node = NodeRef::<Canvas>::new();
    let (stamp, room) = (RefCell::new(Stamp::new()), RefCell::new(Vec::new()));
    let changes = move || {
        page.shot.track();
        page.place.track();
        compared.runs.track();
        compared.overlay.track();
        compared.front.track();
        compared.split.track();
    };
    draw_again(page, node, changes, move |sheet| {
        let mean = page
            .look(|play| draw(sheet, compared, play, stamp.borrow_mut().as_mut(), &mut room.borrow_mut()));
        put(compared.mean, &mean.flatten());
    });
    let label = move || match compared.overlay.get() {
        Overlay::Flip => t::one(compared.letter(usize::from(!compared.front.get()))),
        Overlay::Split => t::both(compared.letter(0), compared.letter(1)),
        Overlay::Difference => t::between(compared.letter(0), compared.letter(1)),
    };
    let pointed = move |event: ev::PointerEvent| {
        if compared.overlay.get_untracked() == Overlay::Split
            && event.buttons() & 1 == 1
            && let Some(canvas) = node.get_untracked()
        {
            let width = f64::from(canvas.client_width()).max(1.0);
            compared.split.set((f64::from(event.offset_x()) / width).clamp(0.0, 1.0));
        }
    };
    view! {
        <canvas class="samples compare-picture" role="img" aria-label=label data-testid="compare-picture" node_ref=node
            on:click=move |_| compared.flip() on:pointerdown=pointed on:pointermove=pointed></canvas>
    }
}

/// Draws what is compared; answers the mean difference where that is shown.
fn draw(
    sheet: &Sheet,
    compared: Compared,
    play: &Play,
    mut stamp: Option<&mut Stamp>,
    room: &mut Vec<u8>,
) -> Option<f64> {
    let page = compared.page;
    let (place, runs) = (page.place.get_untracked(), compared.runs.get_untracked());
    let overlay = compared.overlay.get_untracked();
    let [a, b] = [play.frame(runs[0], place)?, play.frame(runs[1], place)?];
    if !alike(&a.samples, &b.samples) {
        return None;
    }
    let shape = play.shape(runs[0])?;
    let columns = a.columns as usize;
    let images = side(shape).map(|size| Mosaic::new((columns, columns), size));
    if let (Overlay::Difference, Some(mosaic), Pixels::Images(a), Pixels::Images(b)) =
        (overlay, images, &a.samples, &b.samples)
    {
        let mean = difference(a, b, room);
        lay(sheet, stamp, room, shape, mosaic, |place| place);
        return Some(mean);
    }
    let palette = page.palette.get_untracked();
    let parts = overlay.parts(compared.front.get_untracked(), compared.split.get_untracked());
    let context = &sheet.context;
    for ((run, frame), (from, to)) in runs.into_iter().zip([a, b]).zip(parts) {
        if from >= to {
            continue;
        }
        context.save();
        context.begin_path();
        context.rect(from * sheet.width, 0.0, (to - from) * sheet.width, sheet.height);
        context.clip();
        if let (Some(mosaic), Pixels::Images(bytes)) = (images, &frame.samples) {
            lay(sheet, stamp.as_deref_mut(), bytes, shape, mosaic, |place| place);
        } else {
            let show = Shown { run, place, averaged: false, layers: page.layers.get_untracked() };
            picture(sheet, &palette, stamp.as_deref_mut(), play, show);
        }
        context.restore();
    }
    if overlay == Overlay::Split {
        let x = parts[0].1 * sheet.width;
        for (color, width) in [(&palette.canvas, 4.0), (&palette.text, 1.5)] {
            context.set_fill_style_str(color);
            context.fill_rect(x - width / 2.0, 0.0, width, sheet.height);
        }
    }
    None
}

/// What moves the picture, and what is said of it.
#[component]
fn Control(compared: Compared) -> impl IntoView {
    let is = move |overlay: Overlay| compared.overlay.get() == overlay;
    let front = move || t::front(compared.letter(usize::from(!compared.front.get())));
    let moved = move |event: ev::Event| {
        if let Ok(share) = event_target_value(&event).parse() {
            compared.split.set(share);
        }
    };
    let sides = move || t::sides(compared.letter(0), compared.letter(1));
    let mean = move || compared.mean.get().map(|mean| t::mean(three_digits(mean)));
    view! {
        <div class="compare-control">
            <button class="button" type="button" data-testid="flip" aria-keyshortcuts="F" hidden=move || !is(Overlay::Flip)
                on:click=move |_| compared.flip()>{t::FLIP_NOW.get()}</button>
            <span role="status" data-testid="compare-front" hidden=move || !is(Overlay::Flip)>{front}</span>
            <input type="range" min="0" max="1" step=STRIDE.to_string() data-testid="split" aria-label=sides hidden=move || !is(Overlay::Split)
                prop:value=move || compared.split.get().to_string() on:input=moved/>
            <span class="small-print" aria-hidden="true" hidden=move || !is(Overlay::Split)>{sides}</span>
            <p data-testid="compare-mean" hidden=move || !is(Overlay::Difference)>{mean}</p>
        </div>
    }
}
