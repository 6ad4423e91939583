//! The screen stays awake while runs train, unless that is switched off.

use std::rc::Rc;

use js_sys::{Function, Object, Promise, Reflect};
use leptos::prelude::*;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};

use crate::app::kit::storage::{keep, kept};
use crate::app::state::page::Page;
use crate::keep::Awake;

const STORED: &str = "saddle-wake";

/// Whether the screen is to stay awake, as it was chosen.
pub fn wanted() -> RwSignal<bool> {
    let wanted = RwSignal::new(kept(STORED).is_none_or(|value| value != "off"));
    Effect::new(move |_| keep(STORED, if wanted.get() { "on" } else { "off" }));
    wanted
}

/// Calls `name` of `of`, and waits.
async fn call(of: &Object, name: &str, with: &JsValue) -> Option<JsValue> {
    let method: Function = Reflect::get(of, &name.into()).ok()?.dyn_into().ok()?;
    let promise: Promise = method.call1(of, with).ok()?.dyn_into().ok()?;
    JsFuture::from(promise).await.ok()
}

/// A lock of the screen, where the browser gives one.
async fn take() -> Option<Object> {
    let wake = Reflect::get(&window().navigator(), &"wakeLock".into()).ok()?.dyn_into::<Object>().ok()?;
    call(&wake, "request", &"screen".into()).await?.dyn_into().ok()
}

/// Keeps the screen awake while `page` trains. A browser gives it up when the page is hidden.
pub fn keep_awake(page: Page, wanted: RwSignal<bool>) {
    let awake: Rc<Awake<Object>> = Rc::default();
    let seen = RwSignal::new(0_u32);
    let listen = Closure::<dyn FnMut()>::new(move || seen.update(|n| *n = n.wrapping_add(1)));
    let _ = document().add_event_listener_with_callback("visibilitychange", listen.as_ref().unchecked_ref());
    // Lives as long as the page.
    listen.forget();
    Effect::new(move |_| {
        seen.track();
        let wants = page.running.get() && wanted.get() && !document().hidden();
        let awake = awake.clone();
        spawn_local(async move {
            let give = async |lock: Object| drop(call(&lock, "release", &JsValue::UNDEFINED).await);
            awake.want(wants, take, give).await;
        });
    });
}
