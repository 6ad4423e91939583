//! The reader in its worker: one question, one answer.

use std::borrow::Cow;
use std::sync::Arc;

use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::{Blob, DedicatedWorkerGlobalScope, MessageEvent};

use super::ask::{Ask, Handle};
use super::fetch::Address;
use super::picture::Easel;
use super::told::Told;
use crate::data::fashion::with_classes;
use crate::data::{
    DataError, Fault, Gather, OwnData, Preview, UserFile, Wishes, is_junk, is_picture, parse_images,
};
use crate::protocol::{BUILD, encode};
use crate::text::{self, fault as t};

/// Pictures between two words of progress.
const TELL_EVERY: u32 = 16;

/// Bytes of all files that are no pictures: with what is made of them they fit into the memory of wasm.
const MOST: usize = 1 << 30;

/// What the file of a network is called.
const CLASSIFIER: &str = "-classifier";

/// Listens, and says that it is there.
pub fn start() {
    let listen = Closure::<dyn FnMut(MessageEvent)>::new(|event: MessageEvent| {
        if let Some(words) = event.data().as_string() {
            // A language that cannot be read is English.
            let _ = text::speak(&words);
        } else if let Some(ask) = Ask::of(&event.data()) {
            wasm_bindgen_futures::spawn_local(answer(ask));
        }
    });
    scope().set_onmessage(Some(listen.as_ref().unchecked_ref()));
    listen.forget();
    tell(&Told::Hello { build: BUILD.into() }, None);
}

fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

fn tell(told: &Told, data: Option<&Blob>) {
    let message = Array::of1(&Uint8Array::from(encode(told).as_slice()));
    if let Some(data) = data {
        message.push(data);
    }
    // Bytes and blobs can always be cloned.
    let _ = scope().post_message(&message);
}

async fn answer(ask: Ask) {
    let read = read(ask).await;
    // The bytes go into the browser's hands, from which every engine takes them.
    let kept = read.and_then(|own| {
        let preview = Preview { hash: own.hash(), ..Preview::of(&own) };
        Ok((preview, blob(&encode(&own)).ok_or(DataError::NoRoom)?))
    });
    match kept {
        Ok((preview, data)) => tell(&Told::Ready(preview), Some(&data)),
        Err(error) => tell(&Told::Failed(error), None),
    }
}

fn blob(bytes: &[u8]) -> Option<Blob> {
    Blob::new_with_u8_array_sequence(&Array::of1(&Uint8Array::from(bytes))).ok()
}

/// How far the reader is.
struct Progress {
    done: u32,
    of: u32,
}

impl Progress {
    fn one_more(&mut self) {
        self.done += 1;
        if self.done.is_multiple_of(TELL_EVERY) || self.done == self.of {
            tell(&Told::Reading { done: self.done, of: self.of }, None);
        }
    }
}

async fn read(ask: Ask) -> Result<OwnData, DataError> {
    let Ask { wishes, mut files, addresses } = ask;
    if addresses.iter().any(|address| address.name.ends_with(CLASSIFIER)) {
        return shipped(&addresses, &wishes).await;
    }
    let fetched: Vec<String> = addresses.iter().map(|address| address.name.clone()).collect();
    for address in addresses {
        let bytes = address.bytes(fetching).await?;
        files.push(Handle { blob: blob(&bytes).ok_or(DataError::NoRoom)?, name: address.name });
    }
    let files: Vec<Handle> = files.into_iter().filter(|file| !is_junk(&file.name)).collect();
    let mut progress = Progress { done: 0, of: files.len() as u32 };
    tell(&Told::Reading { done: 0, of: progress.of }, None);
    let (mut pictures, mut others, mut held) = (Vec::new(), Vec::new(), 0);
    for file in files {
        if is_picture(&file.head().await?) {
            pictures.push(file);
        } else {
            let bytes = file.bytes().await?;
            held += bytes.len();
            if held > MOST {
                return Err(DataError::NoRoom);
            }
            others.push(UserFile { bytes, name: file.name });
            progress.one_more();
        }
    }
    let mut gather = Gather::new(&wishes)?;
    others.iter().for_each(|file| gather.add(&file.name, Cow::Borrowed(&file.bytes)));
    let packed = gather.take_packed();
    progress.of += packed.len() as u32;
    let easel = Easel::new();
    for file in pictures {
        take(&mut gather, easel.as_ref(), &file.name, Some(file.blob)).await;
        progress.one_more();
    }
    for (name, bytes) in packed {
        take(&mut gather, easel.as_ref(), &name, blob(&bytes)).await;
        progress.one_more();
    }
    let own = OwnData::decided(&others, &wishes, gather.finish())?;
    Ok(with_classes(own, fetched.iter().map(String::as_str)))
}

fn fetching(done: u32, of: u32) {
    tell(&Told::Fetching { done, of }, None);
}

/// Images that come with the page, with the network that tells them.
async fn shipped(addresses: &[Address], wishes: &Wishes) -> Result<OwnData, DataError> {
    let (mut files, mut classifier) = (Vec::new(), None);
    for address in addresses {
        let bytes = address.bytes(fetching).await?;
        match address.name.ends_with(CLASSIFIER) {
            true => classifier = Some(bytes),
            false => files.push(UserFile { bytes, name: address.name.clone() }),
        }
    }
    let mut set = parse_images(&files, wishes)?;
    set.classifier = classifier;
    Ok(OwnData::Images(Arc::new(set)))
}

async fn take(gather: &mut Gather<'_>, easel: Option<&Easel>, name: &str, blob: Option<Blob>) {
    let picture = match (easel, blob) {
        (Some(easel), Some(blob)) => easel.picture(&blob).await,
        _ => Err(Fault::whole(t::UNDECODED_PICTURE.get(), t::ANOTHER_BROWSER.get())),
    };
    gather.add_picture(name, picture);
}
