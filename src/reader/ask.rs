//! What the page asks: files by their handles.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

use super::fetch::Address;
use crate::data::{DataError, Fault, MAX_BYTES, Wishes};
use crate::protocol::decode;
use crate::text::fault as t;

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
    /// What is to be fetched.
    pub addresses: Vec<Address>,
}

impl Ask {
    /// The message `[wishes, name, File or address, …]`; `None` when it is none.
    pub fn of(message: &JsValue) -> Option<Self> {
        let list = message.dyn_ref::<Array>()?;
        let wishes = decode(&Uint8Array::new(&list.get(0)).to_vec())?;
        let (mut files, mut addresses) = (Vec::new(), Vec::new());
        for i in (1..list.length()).step_by(2) {
            let (name, what) = (list.get(i).as_string()?, list.get(i + 1));
            match what.as_string() {
                Some(text) => addresses.push(Address::of(name, &text)),
                None => files.push(Handle { name, blob: what.dyn_into().ok()? }),
            }
        }
        Some(Self { wishes, files, addresses })
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
            let fault = Fault::whole(t::LARGE_FILE.get(), t::AS_MUCH.get());
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
