//! A worker that is started for one piece of work and ends with it.

use js_sys::Array;
use wasm_bindgen::prelude::*;
use web_sys::{MessageEvent, Worker, WorkerOptions, WorkerType};

use crate::protocol::BUILD;
use crate::text;

/// A worker; it ends when this is dropped.
pub struct Helper {
    worker: Worker,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(web_sys::Event)>,
}

impl Helper {
    /// Starts the worker whose loader is called `name`; `None` when the browser gives none. `heard` gets each of its
    /// messages, a list, or why it broke.
    pub fn start(name: &str, heard: impl Fn(Result<Array, String>) + Clone + 'static) -> Option<Self> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = Worker::new_with_options(&format!("./engines/{BUILD}/{name}.js"), &options).ok()?;
        let tell = heard.clone();
        let on_message = Closure::new(move |event: MessageEvent| tell(Ok(event.data().unchecked_into())));
        let on_error = Closure::new(move |event: web_sys::Event| {
            event.prevent_default();
            let said = event.dyn_ref::<web_sys::ErrorEvent>().map(web_sys::ErrorEvent::message);
            heard(Err(said.unwrap_or_default()));
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        Some(Self { worker, _on_message: on_message, _on_error: on_error })
    }

    /// Says `message`, which holds bytes and handles of files: they can always be cloned. Before it the worker gets
    /// the words of the page's language.
    pub fn say(&self, message: &JsValue) {
        if let Some(words) = text::words() {
            let _ = self.worker.post_message(&words.into());
        }
        let _ = self.worker.post_message(message);
    }
}

impl Drop for Helper {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}
