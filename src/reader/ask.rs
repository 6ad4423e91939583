//! What the page asks: files by their handles.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

use crate::data::{DataError, Fault, MAX_BYTES, Wishes};
use crate::protocol::decode;

/// A file that was chosen.
pub struct Handle {
    /// Its name, with the folder that it lies in.
    pub name: String,
    /// Its bytes, still with the browser.
    pub blob: Blob,
}

/// Files to read, as the user wishes.
pub struct Ask {
    /// How.
    pub wishes: Wishes,
    /// What.
    pub files: Vec<Handle>,
}

impl Ask {
    /// The message `[wishes, name, File, …]`; `None` when it is none.
    pub fn of(message: &JsValue) -> Option<Self> {
        let list = message.dyn_ref::<Array>()?;
        let wishes = decode(&Uint8Array::new(&list.get(0)).to_vec())?;
        let handle =
            |i: u32| Some(Handle { name: list.get(i).as_string()?, blob: list.get(i + 1).dyn_into().ok()? });
        let files = (1..list.length()).step_by(2).map(handle).collect::<Option<_>>()?;
        Some(Self { wishes, files })
    }
}

impl Handle {
    /// Its first bytes, by which it is told what it is.
    ///
    /// # Errors
    /// When it was moved or changed.
    pub async fn head(&self) -> Result<Vec<u8>, DataError> {
        let head = self.blob.slice_with_i32_and_i32(0, 32).map_err(|_| self.gone())?;
        self.bytes_of(&head).await
    }

    /// All of it.
    ///
    /// # Errors
    /// When it is too large, or was moved or changed.
    pub async fn bytes(&self) -> Result<Vec<u8>, DataError> {
        if self.blob.size() > MAX_BYTES as f64 {
            let fault = Fault::whole("a file of more than 256 MB", "at most as much");
            return Err(DataError::File(fault.of(&self.name)));
        }
        self.bytes_of(&self.blob).await
    }

    async fn bytes_of(&self, blob: &Blob) -> Result<Vec<u8>, DataError> {
        let buffer = JsFuture::from(blob.array_buffer()).await.map_err(|_| self.gone())?;
        Ok(Uint8Array::new(&buffer).to_vec())
    }

    fn gone(&self) -> DataError {
        DataError::Unreadable { name: self.name.clone() }
    }
}
