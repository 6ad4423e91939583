//! The panel "Take it home".

use leptos::html::Dialog;
use leptos::prelude::*;

use super::state::{Standing, Take};
use crate::app::kit::dialog::opens_with;
use crate::app::state::page::Page;
use crate::experiment::RunId;
use crate::export::taken::{Film, Wanted};
use crate::text::{Text, assignment, take as t};

/// How long a film can be, in seconds.
const LENGTHS: [u32; 3] = [3, 6, 12];

/// A kind of file: what it is called, what it is, and its buttons with what they ask for.
struct Row {
    name: Text,
    about: Text,
    buttons: &'static [(&'static str, &'static str, Asks)],
}

/// What a button asks for, of the run at this place.
type Asks = fn(Film) -> Wanted;

const ROWS: [Row; 6] = [
    Row { name: t::SAMPLES, about: t::ABOUT_SAMPLES, buttons: &[("PNG", "samples", |_| Wanted::Samples)] },
    Row {
        name: t::FILM,
        about: t::ABOUT_FILM,
        buttons: &[("APNG", "apng", Wanted::Apng), ("GIF", "gif", Wanted::Gif)],
    },
    Row {
        name: t::CHARTS,
        about: t::ABOUT_CHARTS,
        buttons: &[("SVG", "svg", |_| Wanted::ChartsSvg), ("PNG", "png", |_| Wanted::ChartsPng)],
    },
    Row { name: t::NUMBERS, about: t::ABOUT_NUMBERS, buttons: &[("CSV", "csv", |_| Wanted::Csv)] },
    Row {
        name: t::CODE,
        about: t::ABOUT_CODE,
        buttons: &[
            ("PyTorch", "pytorch", |film| Wanted::Pytorch(film.run.unwrap_or(0))),
            ("Burn", "burn", |film| Wanted::Burn(film.run.unwrap_or(0))),
        ],
    },
    Row { name: t::REPORT, about: t::ABOUT_REPORT, buttons: &[("HTML", "report", |_| Wanted::Report)] },
];

/// The panel. Esc and the button close it, and the focus goes back.
#[component]
pub fn TakePanel(page: Page) -> impl IntoView {
    let take = expect_context::<Take>();
    let node = NodeRef::<Dialog>::new();
    opens_with(node, take.is_open);
    let rows = ROWS.iter().map(|row| view! { <Files take row/> }).collect_view();
    view! {
        <dialog class="own-panel take-panel" node_ref=node aria-labelledby="take-title" data-testid="take-panel" on:close=move |_| take.close()>
            <header class="own-head">
                <h2 id="take-title">{t::TITLE.get()}</h2>
                <button class="button small" type="button" data-testid="take-close" on:click=move |_| take.close()>{t::CLOSE.get()}</button>
            </header>
            <div class="take-choices"><Runs page take/><Lengths take/></div>
            <ul class="take-rows">{rows}<ForClass page take/></ul>
            <div class="own-go">
                <button class="play" type="button" data-testid="take-everything" on:click=move |_| take.want(Wanted::Everything(take.film()))>
                    {t::EVERYTHING.get()}
                </button>
                <Progress take/>
            </div>
        </dialog>
    }
}

/// The way to the panel of teachers.
#[component]
fn ForClass(page: Page, take: Take) -> impl IntoView {
    let open = move |_| {
        take.close();
        page.assigning.set(true);
    };
    view! {
        <li class="take-row">
            <span><b>{assignment::FOR_TEACHERS.get()}</b><span class="small-print">{assignment::ABOUT.get()}</span></span>
            <span class="take-buttons"><button class="button small" type="button" data-testid="assign" on:click=open>{assignment::OPEN.get()}</button></span>
        </li>
    }
}

#[component]
fn Files(take: Take, row: &'static Row) -> impl IntoView {
    let button = |(words, hook, asks): &'static (&'static str, &'static str, Asks)| {
        view! {
            <button class="button small" type="button" data-testid=format!("take-{hook}") aria-label=t::as_format(row.name, words)
                on:click=move |_| take.want(asks(take.film()))>{*words}</button>
        }
    };
    view! {
        <li class="take-row">
            <span><b>{row.name.get()}</b><span class="small-print">{row.about.get()}</span></span>
            <span class="take-buttons">{row.buttons.iter().map(button).collect_view()}</span>
        </li>
    }
}

/// One of several, of which one is pressed.
fn segment(
    words: String,
    label: String,
    pressed: impl Fn() -> bool + Send + 'static,
    press: impl Fn() + 'static,
) -> impl IntoView {
    view! {
        <button class="button segment" type="button" aria-label=label aria-pressed=move || pressed().to_string()
            on:click=move |_| press()>{words}</button>
    }
}

#[component]
fn Runs(page: Page, take: Take) -> impl IntoView {
    let runs = move || {
        let some = page.run_ids().map(Some).collect::<Vec<Option<RunId>>>();
        let each = |run: Option<RunId>| {
            let (words, label) = match run {
                Some(run) => (run.letter().to_string(), t::run(run.letter())),
                None => (t::ALL_RUNS.to_string(), t::ALL_RUNS.to_string()),
            };
            segment(words, label, move || take.run.get() == run, move || take.run.set(run))
        };
        [None].into_iter().chain(some).map(each).collect_view()
    };
    view! { <div class="segments" role="group" aria-label=t::WHOSE.get()>{runs}</div> }
}

#[component]
fn Lengths(take: Take) -> impl IntoView {
    let each = |seconds: u32| {
        segment(
            t::seconds(seconds),
            t::seconds_of_film(seconds),
            move || take.seconds.get() == seconds,
            move || take.seconds.set(seconds),
        )
    };
    view! { <div class="segments" role="group" aria-label=t::LENGTH.get()>{LENGTHS.map(each).collect_view()}</div> }
}

#[component]
fn Progress(take: Take) -> impl IntoView {
    move || {
        match take.standing.get() {
        Standing::Idle => view! { <span class="small-print">{t::NOTHING_UPLOADED.get()}</span> }.into_any(),
        Standing::Making(done, of) => view! {
            <span class="take-making" data-testid="take-making">
                <progress max=of.max(1) value=(of > 0).then_some(done) aria-label=t::PROGRESS.get()></progress>
                <button class="button small" type="button" on:click=move |_| take.stop()>{t::STOP.get()}</button>
            </span>
        }
        .into_any(),
        Standing::Saved(name) => view! { <span role="status" data-testid="take-saved">{t::saved(name)}</span> }.into_any(),
        Standing::Failed(why) => view! {
            <span class="own-failed" role="alert" data-testid="take-failed"><span aria-hidden="true">"▲ "</span>{why}</span>
        }
        .into_any(),
    }
    }
}
