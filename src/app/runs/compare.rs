//! The samples of two runs, laid over each other.

use leptos::html::Dialog;
use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::Element;

use crate::app::kit::dialog::opens_with;
use crate::app::kit::scroll::focus;
use crate::app::runs::compare_picture::{FRAME, Picture};
use crate::app::state::page::Page;
use crate::experiment::RunId;
use crate::number::three_digits;
use crate::play::Play;
use crate::play::look::{Lens, Overlay, alike};
use crate::text::compare as t;

/// How the line of the split goes with a key, as a share of the width.
const STRIDE: f64 = 0.02;

/// What is compared, and how. Copied freely.
#[derive(Clone, Copy)]
pub struct Compared {
    /// The page.
    pub page: Page,
    open: RwSignal<bool>,
    /// The first and the second run.
    pub runs: RwSignal<[RunId; 2]>,
    /// How they are laid over each other.
    pub overlay: RwSignal<Overlay>,
    /// Whether the first lies in front.
    pub front: RwSignal<bool>,
    /// Where the line of the split is, as a share of the width.
    pub split: RwSignal<f64>,
    /// The part of both pictures that is shown.
    pub lens: RwSignal<Lens>,
    /// The mean difference, where that is shown.
    pub mean: RwSignal<Option<f64>>,
}

impl Compared {
    /// The letter of the first or the second run.
    pub fn letter(self, i: usize) -> char {
        self.runs.get()[i].letter()
    }

    /// Shows the other run.
    pub fn flip(self) {
        if self.overlay.get_untracked() == Overlay::Flip {
            self.front.update(|front| *front = !*front);
        }
    }

    /// Whether images are compared.
    pub fn is_image(self) -> bool {
        self.page.runs[self.runs.get()[0].0].with(|view| view.image)
    }

    /// Shows another part of the picture; whether `key` asked for it. Arrows do where the picture has the focus.
    fn look(self, key: &str, focused: bool) -> bool {
        let lens = self.lens.get_untracked().typed(key).filter(|_| focused || !key.starts_with("Arrow"));
        lens.map(|lens| self.lens.set(lens)).is_some()
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
        lens: RwSignal::new(Lens::default()),
        mean: RwSignal::new(None),
    };
    let node = NodeRef::<Dialog>::new();
    opens_with(node, compared.open);
    let show = move |_| {
        compared.runs.set([RunId(0), RunId(1)]);
        compared.overlay.set(Overlay::default());
        compared.lens.set(Lens::default());
        compared.open.set(true);
    };
    let keys = move |event: ev::KeyboardEvent| {
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        let key = event.key();
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        if matches!(key.as_str(), "f" | "F") {
            compared.flip();
        } else if compared.look(&key, target.is_some_and(|target| target.id() == FRAME)) {
            event.prevent_default();
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
            <button class="button segment" type="button" data-item="" data-testid=hook aria-pressed=pressed hidden=hidden
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
        <div class="segments" role="toolbar" data-stop="" aria-label=t::HOW.get()>
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
    let is_whole = move || compared.lens.get().is_whole();
    let zoomed = move || {
        let times = || format!("{:.1}", compared.lens.get().scale());
        if is_whole() { String::new() } else { t::zoomed(times()) }
    };
    // The button goes: the focus goes to what it was about.
    let whole = move |_| {
        focus(FRAME);
        compared.lens.set(Lens::default());
    };
    view! {
        <div class="compare-control">
            <button class="button" type="button" data-testid="flip" aria-keyshortcuts="F" hidden=move || !is(Overlay::Flip)
                on:click=move |_| compared.flip()>{t::FLIP_NOW.get()}</button>
            <span role="status" data-testid="compare-front" hidden=move || !is(Overlay::Flip)>{front}</span>
            <input type="range" min="0" max="1" step=STRIDE.to_string() data-testid="split" aria-label=sides hidden=move || !is(Overlay::Split)
                prop:value=move || compared.split.get().to_string() on:input=moved/>
            <span class="small-print" aria-hidden="true" hidden=move || !is(Overlay::Split)>{sides}</span>
            <p data-testid="compare-mean" hidden=move || !is(Overlay::Difference)>{mean}</p>
            <span role="status" data-testid="compare-zoom" hidden=is_whole>{zoomed}</span>
            <button class="button" type="button" data-testid="compare-whole" aria-keyshortcuts="0" hidden=is_whole on:click=whole>{t::WHOLE.get()}</button>
            <p class="small-print" hidden=move || !is_whole()>{t::ZOOM.get()}</p>
        </div>
    }
}
