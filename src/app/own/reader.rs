//! The reader's worker, which lives as long as files are read.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::{Blob, MessageEvent, Worker, WorkerOptions, WorkerType};

use crate::data::Wishes;
use crate::protocol::{BUILD, decode, encode};
use crate::reader::Told;

/// A file that the user chose.
#[derive(Clone)]
pub struct Chosen {
    /// Its name, with the folder that it lies in.
    pub name: String,
    /// A handle, whose bytes stay with the browser, or an address with its hash (`crate::reader`).
    pub file: JsValue,
}

/// What comes from the reader.
pub enum Heard {
    /// Its words, and the data that they are about.
    Told(Told, Option<Blob>),
    /// It broke, for this reason.
    Broke(String),
}

/// A reader at work; it ends when this is dropped.
pub struct Reader {
    worker: Worker,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(web_sys::Event)>,
}

impl Reader {
    /// Starts a worker; `None` when the browser gives none.
    pub fn start(heard: impl Fn(Heard) + Clone + 'static) -> Option<Self> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = Worker::new_with_options(&format!("./engines/{BUILD}/read.js"), &options).ok()?;
        let tell = heard.clone();
        let on_message = Closure::new(move |event: MessageEvent| {
            let list: Array = event.data().unchecked_into();
            if let Some(told) = decode(&Uint8Array::new(&list.get(0)).to_vec()) {
                tell(Heard::Told(told, list.get(1).dyn_into().ok()));
            }
        });
        let on_error = Closure::new(move |event: web_sys::Event| {
            event.prevent_default();
            let said = event.dyn_ref::<web_sys::ErrorEvent>().map(web_sys::ErrorEvent::message);
            heard(Heard::Broke(said.unwrap_or_default()));
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        Some(Self { worker, _on_message: on_message, _on_error: on_error })
    }

    /// Asks it, which is up, to read `files`.
    pub fn ask(&self, wishes: &Wishes, files: &[Chosen]) {
        let message = Array::of1(&Uint8Array::from(encode(wishes).as_slice()));
        for Chosen { name, file } in files {
            message.push(&name.into());
            message.push(file);
        }
        // Handles of files can always be cloned.
        let _ = self.worker.post_message(&message);
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}
