//! A worker's handle.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::{MessageEvent, Worker, WorkerOptions, WorkerType};

use crate::protocol::{Command, Event, decode, encode};

/// Which engine a worker runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EngineKind {
    /// Burn on the processor.
    #[default]
    Cpu,
    /// Burn on WebGPU.
    Gpu,
}

impl EngineKind {
    fn path(self) -> &'static str {
        match self {
            Self::Cpu => "./engine_cpu_loader.js",
            Self::Gpu => "./engine_gpu/engine_gpu_loader.js",
        }
    }

    /// Its name on the page.
    pub fn name(self) -> &'static str {
        match self {
            Self::Cpu => "CPU",
            Self::Gpu => "GPU",
        }
    }
}

/// A worker; it ends when this is dropped.
pub struct Engine {
    worker: Worker,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(web_sys::Event)>,
}

impl Engine {
    /// Starts a worker. `heard` is called with its events and with [`Event::Failed`] when it
    /// breaks.
    ///
    /// # Errors
    /// One sentence, when the browser gives no worker.
    pub fn start(kind: EngineKind, heard: impl Fn(Event) + Clone + 'static) -> Result<Self, String> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = Worker::new_with_options(kind.path(), &options)
            .map_err(|_| "the browser did not start a worker".to_owned())?;
        let tell = heard.clone();
        let on_message = Closure::new(move |event: MessageEvent| {
            let bytes = Uint8Array::new(&event.data()).to_vec();
            tell(
                decode(&bytes)
                    .unwrap_or_else(|| Event::Failed { message: "its message could not be read".into() }),
            );
        });
        let on_error = Closure::new(move |event: web_sys::Event| {
            // The page says what happened; the console needs no second copy.
            event.prevent_default();
            let message = event.dyn_ref::<web_sys::ErrorEvent>().map(web_sys::ErrorEvent::message);
            let message =
                message.filter(|m| !m.is_empty()).unwrap_or_else(|| "it could not be loaded".into());
            heard(Event::Failed { message });
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onmessageerror(Some(on_error.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        Ok(Self { worker, _on_message: on_message, _on_error: on_error })
    }

    /// Sends a command; the bytes are transferred.
    pub fn send(&self, command: &Command) {
        let array = Uint8Array::from(encode(command).as_slice());
        let buffer = array.buffer();
        // Fails only for values that cannot be cloned, which an array buffer is not.
        let _ = self.worker.post_message_with_transfer(&array, &Array::of1(&buffer));
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}
