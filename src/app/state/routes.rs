//! Turning the pages of the page.

use leptos::prelude::*;

use super::address::cell_in;
use super::page::Page;
use crate::app::kit::scroll::{focus, go_up};
use crate::experiment::trick;
use crate::play::{Route, route::NORMAL_LOSSES};
use crate::text::titles as t;

/// Begins where the address says; with every turn the title changes, the new page stands at its top and its heading
/// has the focus.
pub fn follow_route(page: Page) {
    let hash = window().location().hash().unwrap_or_default();
    page.route.set(Route::of(&hash));
    page.cell.set(cell_in(&hash));
    Effect::new(move |before: Option<Route>| {
        let route = page.route.get();
        page.language.track();
        document().set_title(&title(route));
        if before.is_some_and(|before| before != route) {
            go_up();
            page.touch();
            focus(&heading(route));
        }
        route
    });
}

/// The id of the heading of `route`.
pub fn heading(route: Route) -> String {
    match route {
        Route::Playground => "runs".into(),
        Route::Lessons => "lessons".into(),
        Route::Lesson(id) => format!("lesson-{id}"),
        Route::Board => "evidence-title".into(),
        Route::Dirac => "dirac-title".into(),
    }
}

fn title(route: Route) -> String {
    match route {
        Route::Playground => t::PLAYGROUND.get().into(),
        Route::Lessons => t::LESSONS.get().into(),
        Route::Lesson(id) => t::lesson(lesson_title(id)),
        Route::Board => t::BOARD.get().into(),
        Route::Dirac => t::DIRAC.get().into(),
    }
}

/// What the lesson `id` is called.
pub fn lesson_title(id: &str) -> &'static str {
    match trick(id) {
        Some(trick) => trick.title.get(),
        None if id == NORMAL_LOSSES => t::NORMAL_LOSSES.get(),
        None => t::UNKNOWN.get(),
    }
}
