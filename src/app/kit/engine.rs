//! A worker's handle.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;

use js_sys::{Array, ArrayBuffer, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::{Blob, MessageEvent, Worker, WorkerOptions, WorkerType};

use crate::failure::Failure;
use crate::play::{EngineKind, Port};
use crate::protocol::{BUILD, Command, Event, Said, decode, encode};
use crate::text::play as t;

thread_local! {
    /// The user's data by the number of its set: handles, the bytes stay with the browser.
    static OWN: RefCell<HashMap<u32, Blob>> = RefCell::default();
}

/// Sets that are kept: one is used, others can be undone to.
const SETS: u32 = 5;

/// Keeps `data` for the workers and answers the number of the set.
pub fn keep_own(data: Blob) -> u32 {
    OWN.with_borrow_mut(|sets| {
        let set = sets.keys().filter(|set| **set < LENT).max().map_or(1, |last| last + 1);
        sets.retain(|old, _| *old >= LENT || old + SETS > set);
        sets.insert(set, data);
        set
    })
}

/// From here on are the numbers of what is not trained on but written away.
const LENT: u32 = 1 << 31;

/// Lends `data` to who writes it away, and answers the number of the set: its own, since others may be lent
/// before it is written.
pub fn lend_own(data: Blob) -> u32 {
    OWN.with_borrow_mut(|sets| {
        let set = sets.keys().max().filter(|last| **last >= LENT).map_or(LENT, |last| last + 1);
        sets.retain(|old, _| *old < LENT || old + SETS > set);
        sets.insert(set, data);
        set
    })
}

/// The user's data of `set`: a handle.
pub fn own_blob(set: u32) -> Option<Blob> {
    OWN.with_borrow(|sets| sets.get(&set).cloned())
}

/// What comes from a worker.
pub enum Heard {
    /// Its words.
    Said(Said),
    /// Bytes of it that have come, of so many.
    Loading(f64, f64),
}

/// A worker; it ends when this is dropped.
pub struct EngineWorker {
    worker: Worker,
    /// The set of the user's data that it has been given.
    own: Cell<u32>,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(web_sys::Event)>,
}

/// Where the loader of an engine lies: the build is in its address, so that a page never gets another.
fn path(kind: EngineKind) -> String {
    let name = match kind {
        EngineKind::Cpu => "cpu",
        EngineKind::Gpu => "gpu",
    };
    format!("./engines/{BUILD}/{name}.js")
}

impl EngineWorker {
    /// Starts a worker. `heard` is called with what it says, and with [`Event::Failed`] when it breaks.
    ///
    /// # Errors
    /// When the browser gives no worker.
    pub fn start(kind: EngineKind, heard: impl Fn(Heard) + Clone + 'static) -> Result<Self, Failure> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = Worker::new_with_options(&path(kind), &options)
            .map_err(|_| Failure::Crash { why: t::NO_WORKER.get().into() })?;
        let tell = heard.clone();
        let on_message = Closure::new(move |event: MessageEvent| tell(read(&event.data())));
        let on_error = Closure::new(move |event: web_sys::Event| {
            // The page says what happened; the console needs no second copy.
            event.prevent_default();
            let message = event.dyn_ref::<web_sys::ErrorEvent>().map(web_sys::ErrorEvent::message);
            let why = message.filter(|m| !m.is_empty()).unwrap_or_else(|| t::NOT_LOADED.get().into());
            heard(failed(Failure::Crash { why }));
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onmessageerror(Some(on_error.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        Ok(Self { worker, own: Cell::new(0), _on_message: on_message, _on_error: on_error })
    }

    /// Gives the worker the data of `set`, once.
    fn give(&self, set: u32) {
        if let Some(data) = own_blob(set).filter(|_| self.own.replace(set) != set) {
            // Handles can always be cloned.
            let _ = self.worker.post_message(&Array::of2(&set.into(), &data));
        }
    }
}

fn failed(failure: Failure) -> Heard {
    Heard::Said(Said { number: 0, event: Event::Failed(failure) })
}

/// A message of a worker or of its loader.
fn read(data: &JsValue) -> Heard {
    if !data.is_instance_of::<ArrayBuffer>() {
        let number = |name: &str| Reflect::get(data, &name.into()).ok().and_then(|v| v.as_f64());
        return Heard::Loading(number("loaded").unwrap_or(0.0), number("total").unwrap_or(0.0));
    }
    let said = decode(&Uint8Array::new(data).to_vec());
    said.map_or_else(|| failed(Failure::Build), Heard::Said)
}

impl Port for EngineWorker {
    /// Sends a command; the bytes are transferred.
    fn send(&self, command: &Command) {
        if let Command::Configure(configure) = command
            && let Some(set) = configure.files
        {
            self.give(set);
        }
        let array = Uint8Array::from(encode(command).as_slice());
        // Fails only for values that cannot be cloned, which an array buffer is not.
        let _ = self.worker.post_message_with_transfer(&array, &Array::of1(&array.buffer()));
    }
}

impl Drop for EngineWorker {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}
