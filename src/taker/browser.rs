//! The taker in its worker: one order, one file.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::{Blob, BlobPropertyBag, DedicatedWorkerGlobalScope, MessageEvent};

use super::told::{Order, Told};
use crate::export::make;
use crate::export::taken::File;
use crate::protocol::{BUILD, decode, encode};
use crate::text;
use crate::text::take as t;

/// Listens, and says that it is there.
pub fn start() {
    let listen = Closure::<dyn FnMut(MessageEvent)>::new(|event: MessageEvent| {
        if let Some(words) = event.data().as_string() {
            // A language that cannot be read is English.
            let _ = text::speak(&words);
        } else if let Some(order) = decode(&Uint8Array::new(&event.data()).to_vec()) {
            answer(&order);
        }
    });
    scope().set_onmessage(Some(listen.as_ref().unchecked_ref()));
    listen.forget();
    tell(&Told::Hello { build: BUILD.into() }, None);
}

fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

fn tell(told: &Told, file: Option<&Blob>) {
    let message = Array::of1(&Uint8Array::from(encode(told).as_slice()));
    if let Some(file) = file {
        message.push(file);
    }
    // Bytes and blobs can always be cloned.
    let _ = scope().post_message(&message);
}

fn answer(Order { taken, wanted }: &Order) {
    let made = make(taken, wanted, &mut |done, of| tell(&Told::Making { done, of }, None));
    let kept = made.and_then(|file| Ok((blob(&file).ok_or_else(|| t::NO_ROOM.to_string())?, file.name)));
    match kept {
        Ok((blob, name)) => tell(&Told::Done { name }, Some(&blob)),
        Err(why) => tell(&Told::Failed(why), None),
    }
}

fn blob(file: &File) -> Option<Blob> {
    let kind = BlobPropertyBag::new();
    kind.set_type(file.kind);
    let parts = Array::of1(&Uint8Array::from(file.bytes.as_slice()));
    Blob::new_with_u8_array_sequence_and_options(&parts, &kind).ok()
}
