//! A hidden tab: training goes on, and all that was trained is written before the browser may end the page.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

use super::state::Keep;
use crate::app::state::page::Page;
use crate::play::Play;

/// Tells `page` when nobody sees it.
pub fn follow(page: Page, keep: Keep) {
    let listen = Closure::<dyn FnMut()>::new(move || {
        let hidden = document().hidden();
        if hidden {
            page.act(Play::save_soon);
            keep.hurry();
        }
        page.act(|play| play.hide(hidden));
    });
    let _ = document().add_event_listener_with_callback("visibilitychange", listen.as_ref().unchecked_ref());
    // Lives as long as the page.
    listen.forget();
}
