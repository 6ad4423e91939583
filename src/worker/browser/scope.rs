//! The worker's global scope: messages, clock.

use js_sys::{Array, Promise, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DedicatedWorkerGlobalScope, MessageChannel, MessageEvent};

use super::inbox::Inbox;
use super::own::OwnHandles;
use crate::failure::Failure;
use crate::protocol::{Event, Said, decode, encode};

fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

/// Sends to the page; the bytes are transferred.
pub fn post(said: &Said) {
    let array = Uint8Array::from(encode(said).as_slice());
    let buffer = array.buffer();
    if let Err(error) = scope().post_message_with_transfer(&buffer, &Array::of1(&buffer)) {
        wasm_bindgen::throw_val(error);
    }
}

/// Milliseconds since the worker began.
pub fn now() -> f64 {
    scope().performance().map_or(0.0, |p| p.now())
}

/// Sends commands to `inbox` and the handles of the user's data to `own`, as long as the worker lives.
pub fn listen(inbox: Inbox, own: OwnHandles) {
    let listen = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let data = event.data();
        if let Some(list) = data.dyn_ref::<Array>() {
            own.keep(list);
            return;
        }
        match decode(&Uint8Array::new(&data).to_vec()) {
            Some(command) => inbox.push(command),
            None => super::post(Event::Failed(Failure::Build)),
        }
    });
    scope().set_onmessage(Some(listen.as_ref().unchecked_ref()));
    listen.forget();
}

/// Calls `beat` every so many milliseconds, as long as the worker lives.
pub fn every(millis: i32, beat: impl Fn() + 'static) {
    let beat = Closure::<dyn FnMut()>::new(beat);
    let callback = beat.as_ref().unchecked_ref();
    // Fails only for a callback that is none.
    let _ = scope().set_interval_with_callback_and_timeout_and_arguments_0(callback, millis);
    beat.forget();
}

/// Lets the browser deliver messages; a message channel has no minimum delay, a timer has.
pub async fn breathe() {
    let Ok(channel) = MessageChannel::new() else { return };
    let promise = Promise::new(&mut |resolve, _| {
        channel.port1().set_onmessage(Some(&resolve));
        // A port of our own accepts every message.
        let _ = channel.port2().post_message(&JsValue::NULL);
    });
    let _ = JsFuture::from(promise).await;
    channel.port1().close();
}
