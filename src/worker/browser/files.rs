//! The user's files: handles, of which the bytes are read when a run needs them.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

use crate::data::{DataError, UserFile};
use crate::failure::Failure;

/// Handles by the number of their set.
#[derive(Clone, Default)]
pub struct FileHandles(Rc<RefCell<HashMap<u32, Vec<File>>>>);

impl FileHandles {
    /// Keeps the handles of a message `[set, File, …]`.
    pub fn keep(&self, message: &Array) {
        let Some(set) = message.get(0).as_f64() else { return };
        let handles = message.iter().skip(1).filter_map(|file| file.dyn_into::<File>().ok());
        self.0.borrow_mut().insert(set as u32, handles.collect());
    }

    /// The files of `set` with their bytes, which are not kept.
    ///
    /// # Errors
    /// When there is no such set, or the browser cannot read a file: it was moved or changed.
    pub async fn read(&self, set: u32) -> Result<Vec<UserFile>, Failure> {
        let handles = self.0.borrow().get(&set).cloned().ok_or(Failure::Data(DataError::NoFiles))?;
        let mut files = Vec::new();
        for handle in handles {
            let name = handle.name();
            let Ok(buffer) = JsFuture::from(handle.array_buffer()).await else {
                return Err(Failure::Data(DataError::Unreadable { name }));
            };
            files.push(UserFile { name, bytes: Uint8Array::new(&buffer).to_vec() });
        }
        Ok(files)
    }
}
