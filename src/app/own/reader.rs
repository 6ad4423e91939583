//! The reader's worker, which lives as long as files are read.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::Blob;

use crate::app::kit::helper::Helper;
use crate::data::Wishes;
use crate::protocol::{decode, encode};
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
pub struct Reader(Helper);

impl Reader {
    /// Starts a worker; `None` when the browser gives none.
    pub fn start(heard: impl Fn(Heard) + Clone + 'static) -> Option<Self> {
        let helper = Helper::start("read", move |said| match said {
            Ok(list) => {
                if let Some(told) = decode(&Uint8Array::new(&list.get(0)).to_vec()) {
                    heard(Heard::Told(told, list.get(1).dyn_into().ok()));
                }
            }
            Err(why) => heard(Heard::Broke(why)),
        });
        helper.map(Self)
    }

    /// Asks it, which is up, to read `files`.
    pub fn ask(&self, wishes: &Wishes, files: &[Chosen]) {
        let message = Array::of1(&Uint8Array::from(encode(wishes).as_slice()));
        for Chosen { name, file } in files {
            message.push(&name.into());
            message.push(file);
        }
        self.0.say(&message);
    }
}
