//! The bar on top: the pages, the data set, the big button and the seed.

use leptos::prelude::*;

use crate::app::bar::language_menu::LanguageMenu;
use crate::app::bar::message::focus_play;
use crate::app::bar::nav::{DrawerButton, Nav};
use crate::app::bar::share::ShareButton;
use crate::app::bar::skip::SkipLinks;
use crate::app::bar::theme::ThemeButton;
use crate::app::clinic::case_menu::CaseMenu;
use crate::app::keep::bar::RunsButton;
use crate::app::kit::embed::OpenWhole;
use crate::app::kit::field::Field;
use crate::app::kit::words;
use crate::app::own::state::Own;
use crate::app::state::page::Page;
use crate::experiment::{Data, RunId, Value, key};
use crate::play::Route;
use crate::protocol::Single;
use crate::text::{bar as t, menu};

/// Speeds to choose from, in steps a second; 0 is no limit.
const SPEEDS: [u32; 6] = [0, 100, 30, 10, 3, 1];

/// The bar.
#[component]
pub fn TopBar(page: Page) -> impl IntoView {
    let away = move || page.route.get() != Route::Playground;
    // On a phone what is needed less often waits behind a button.
    let more = RwSignal::new(false);
    view! {
        <header class="top-bar">
            <h1 class="wordmark">
                <svg viewBox="0 0 32 32" width="26" height="26" aria-hidden="true">
                    <path class="stroke-a" d="M4 8c5 11 19 11 24 0"/><path class="stroke-b" d="M4 27c5-15 19-15 24 0"/>
                    <circle cx="16" cy="16" r="2.7"/>
                </svg>
                <span class="wordmark-word">"Saddle"</span>
            </h1>
            <Nav page/>
            <div class="bar-runs" hidden=away>
                <DataMenu page/>
                <CaseMenu page/>
                <DrawerButton page/>
                <PlayButtons page/>
                <SkipLinks page past=true/>
                <button class="button more-button" type="button" aria-controls="bar-more" aria-expanded=move || more.get().to_string()
                    on:click=move |_| more.update(|m| *m = !*m)>{t::MORE.get()}</button>
                <div class="bar-more" id="bar-more" class:open=move || more.get()>
                    <SpeedMenu page/>
                    <Seed page/>
                    <span class="grow"></span>
                    <RunsButton/>
                    <ShareButton page/>
                </div>
            </div>
            <span class="grow" hidden=move || !away()></span>
            <OpenWhole page/>
            <LanguageMenu page/>
            <ThemeButton page/>
        </header>
    }
}

#[component]
fn DataMenu(page: Page) -> impl IntoView {
    let node = NodeRef::<leptos::html::Select>::new();
    let now =
        move || page.comparison.with(|c| Data::ALL.iter().position(|d| *d == c.runs[0].data).unwrap_or(0));
    Effect::new(move |_| {
        page.revert.track();
        let index = now();
        if let Some(select) = node.get() {
            select.set_value(&index.to_string());
        }
    });
    let own = expect_context::<Own>();
    let change = move |event| {
        let Ok(index) = event_target_value(&event).parse() else {
            // It is none before it is fetched.
            page.revert.update(|n| *n = n.wrapping_add(1));
            own.fashion.set(true);
            return own.open.set(true);
        };
        if let Some(key) = key("data") {
            page.act(|play| play.set(RunId(0), key, Value::Choice(index, "")));
        }
    };
    let option =
        |(i, data): (usize, Data)| view! { <option value=i.to_string()>{words::data(data)}</option> };
    view! {
        <select class="control data-menu" data-testid="data" aria-label=menu::DATA.get() node_ref=node on:change=change>
            {Data::ALL.into_iter().enumerate().map(option).collect_view()}
            <option value="fashion">"Fashion-MNIST…"</option>
        </select>
    }
}

#[component]
fn PlayButtons(page: Page) -> impl IntoView {
    let running = page.running;
    let play = move |_| {
        page.act(|play| if running.get_untracked() { play.pause() } else { play.train() });
    };
    let single = move |part| {
        move |_| {
            page.act(|play| play.single(part));
        }
    };
    let hook = move || if running.get() { "pause" } else { "play" };
    view! {
        <div class="play-group" role="group" aria-label=t::TRAINING.get()>
            <button class="play" type="button" data-testid=hook class:running=running on:click=play>
                <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
                    <path d=move || if running.get() { "M3 2h4v12H3zM9 2h4v12H9z" } else { "M4 1.5v13l10-6.5z" } fill="currentColor"/>
                </svg>
                {move || if running.get() { t::PAUSE.get() } else { t::TRAIN.get() }}
            </button>
            <span class="step-group" role="toolbar" aria-label=t::STEPS.get() data-stop="">
                <button class="button" type="button" data-item="" data-testid="step" title=t::STEP_HINT.get() on:click=single(Single::Both)>{t::STEP.get()}</button>
                <button class="button letter" type="button" data-item="" title=t::STEP_G_HINT.get() aria-label=t::STEP_G.get()
                    on:click=single(Single::Generator)>"G"</button>
                <button class="button letter" type="button" data-item="" title=t::STEP_D_HINT.get() aria-label=t::STEP_D.get()
                    on:click=single(Single::Discriminator)>"D"</button>
            </span>
            <button class="button" type="button" data-testid="reset" title=t::RESET_HINT.get() on:click=move |_| { page.act(|play| play.reset()); }>{t::RESET.get()}</button>
            <button class="button" type="button" data-testid="undo" title=t::UNDO_HINT.get()
                hidden=move || !page.undo.get() on:click=move |_| { page.act(|play| play.undo()); focus_play(); }>{t::UNDO.get()}</button>
        </div>
    }
}

#[component]
fn SpeedMenu(page: Page) -> impl IntoView {
    let change = move |event| {
        let speed = event_target_value(&event).parse::<f64>().ok().filter(|s| *s > 0.0);
        page.act(|play| play.limit(speed));
    };
    let option = |speed: u32| {
        let words = if speed == 0 { menu::FULL_SPEED.get().to_owned() } else { menu::speed_of(speed) };
        view! { <option value=speed.to_string()>{words}</option> }
    };
    view! {
        <select class="control speed-menu" aria-label=menu::SPEED.get() on:change=change>{SPEEDS.into_iter().map(option).collect_view()}</select>
    }
}

#[component]
fn Seed(page: Page) -> impl IntoView {
    let field = key("seed").map(|key| view! { <Field page run=RunId(0) key/> });
    let roll = move |_| {
        if let Some(key) = key("seed") {
            page.act(|play| play.set(RunId(0), key, Value::Int((js_sys::Math::random() * 1e6) as u32)));
        }
    };
    let note = move || {
        page.note
            .get()
            .filter(|note| note.key == "seed")
            .map(|note| view! { <span class="note" role="alert">{note.text}</span> })
    };
    view! {
        <span class="seed">
            {field}
            <button class="button icon" type="button" aria-label=t::ANOTHER_SEED.get() title=t::ANOTHER_SEED.get() on:click=roll>
                <svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true">
                    <rect x="3" y="3" width="14" height="14" rx="3" fill="none" stroke="currentColor" stroke-width="1.6"/>
                    <circle cx="7" cy="7" r="1.4"/><circle cx="13" cy="13" r="1.4"/><circle cx="10" cy="10" r="1.4"/>
                </svg>
            </button>
            {note}
        </span>
    }
}
