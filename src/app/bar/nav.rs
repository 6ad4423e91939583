//! The ways between the pages of the page, and between the parts of the playground on a small screen.

use leptos::prelude::*;

use crate::app::state::address::fragment;
use crate::app::state::page::Page;
use crate::app::state::pane::Pane;
use crate::play::Route;
use crate::text::{Text, bar as t};

/// The links to the pages.
#[component]
pub fn Nav(page: Page) -> impl IntoView {
    let link = move |route: Route, id: &'static str, words: Text| {
        let here = move || match (route, page.route.get()) {
            (Route::Lessons, now) => now.is_lesson() || now == Route::Dirac,
            (route, now) => route == now,
        };
        let href = move || format!("#{}", route.address().unwrap_or_else(|| fragment(page)));
        let current = move || here().then_some("page");
        let hook = format!("to-{id}");
        view! { <a class="nav-link" href=href aria-current=current data-testid=hook>{words.get()}</a> }
    };
    view! {
        <nav class="nav" aria-label=t::PAGES.get()>
            {link(Route::Playground, "playground", t::PLAYGROUND)}
            {link(Route::Lessons, "lessons", t::LESSONS)}
            {link(Route::Board, "board", t::BOARD)}
        </nav>
    }
}

/// The tabs of a phone.
#[component]
pub fn Panes(page: Page) -> impl IntoView {
    let tab = move |pane: Pane| {
        let hook = format!("pane-{}", pane.id().to_lowercase());
        let chosen = move || (page.pane.get() == pane).to_string();
        view! {
            <button class="pane-tab" type="button" data-item="" data-testid=hook aria-pressed=chosen on:click=move |_| show(page, pane)>{pane.word()}</button>
        }
    };
    view! { <div class="panes" role="toolbar" data-stop="" aria-label=t::SHOW.get()>{Pane::ALL.map(tab).collect_view()}</div> }
}

/// The button of the drawer of tips on a tablet.
#[component]
pub fn DrawerButton(page: Page) -> impl IntoView {
    let open = move || page.pane.get() == Pane::Tips;
    let press = move |_| show(page, if open() { Pane::Runs } else { Pane::Tips });
    view! {
        <button class="button drawer-button" type="button" data-testid="drawer" aria-controls="tips" aria-expanded=move || open().to_string() on:click=press>{t::TIPS.get()}</button>
    }
}

/// Shows `pane`, from its top.
fn show(page: Page, pane: Pane) {
    page.pane.set(pane);
    page.touch();
}
