//! The user's data as the reader prepared it: handles, of which the bytes are taken when a run needs them.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

use crate::data::DataError;
use crate::failure::Failure;

/// Handles by the number of their set.
#[derive(Clone, Default)]
pub struct OwnHandles(Rc<RefCell<HashMap<u32, Blob>>>);

impl OwnHandles {
    /// Keeps the handle of a message `[set, Blob]`.
    pub fn keep(&self, message: &Array) {
        if let (Some(set), Ok(data)) = (message.get(0).as_f64(), message.get(1).dyn_into()) {
            self.0.borrow_mut().insert(set as u32, data);
        }
    }

    /// The bytes of `set`, which are not kept.
    ///
    /// # Errors
    /// When there is no such set, or the browser does not give its bytes.
    pub async fn read(&self, set: u32) -> Result<Vec<u8>, Failure> {
        let data = self.0.borrow().get(&set).cloned().ok_or(Failure::Data(DataError::NoFiles))?;
        let buffer = JsFuture::from(data.array_buffer()).await;
        buffer.map(|buffer| Uint8Array::new(&buffer).to_vec()).map_err(|_| Failure::Data(DataError::NoRoom))
    }
}
