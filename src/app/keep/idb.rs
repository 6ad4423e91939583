//! IndexedDB as the store of comparisons: heads by id, parts by "id/name".

use std::cell::RefCell;

use js_sys::{Array, ArrayBuffer, Promise, Uint8Array};
use leptos::prelude::window;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, DomException, IdbDatabase, IdbKeyRange, IdbObjectStore, IdbRequest, IdbTransaction,
    IdbTransactionMode,
};

use crate::app::kit::engine::{keep_own, own_blob};
use crate::app::state::world::now;
use crate::keep::{Piece, Refusal, Store, Writing};
use crate::text::keep as t;

const NAME: &str = "saddle";
const HEADS: &str = "heads";
const PARTS: &str = "parts";

/// Raised when the two stores change.
const VERSION: u32 = 1;

/// The database, opened when it is needed.
#[derive(Default)]
pub struct Idb(RefCell<Option<IdbDatabase>>);

/// Why the browser refuses.
fn refusal(exception: Option<&DomException>) -> Refusal {
    match exception.map(DomException::name).as_deref() {
        Some("QuotaExceededError") => Refusal::Full,
        Some("VersionError") => Refusal::Newer,
        Some("SecurityError") => Refusal::Blocked,
        Some(name) => Refusal::Broken(name.into()),
        None => Refusal::Broken(t::NO_REASON.to_string()),
    }
}

/// What was thrown, as a refusal.
fn thrown(value: JsValue) -> Refusal {
    refusal(value.dyn_ref())
}

/// Waits for the answer to `request`.
async fn answer(request: &IdbRequest) -> Result<JsValue, Refusal> {
    let answered = Promise::new(&mut |yes, no| {
        request.set_onsuccess(Some(&yes));
        request.set_onerror(Some(&no));
    });
    let failed = |_| refusal(request.error().ok().flatten().as_ref());
    JsFuture::from(answered).await.map_err(failed)?;
    request.result().map_err(thrown)
}

async fn open() -> Result<IdbDatabase, Refusal> {
    let factory = window().indexed_db().ok().flatten().ok_or(Refusal::Blocked)?;
    let request = factory.open_with_u32(NAME, VERSION).map_err(|_| Refusal::Blocked)?;
    let asked = request.clone();
    let make = Closure::<dyn FnMut()>::new(move || {
        let Ok(Ok(database)) = asked.result().map(JsCast::dyn_into::<IdbDatabase>) else { return };
        for store in [HEADS, PARTS] {
            // What is there already stays.
            let _ = database.create_object_store(store);
        }
    });
    request.set_onupgradeneeded(Some(make.as_ref().unchecked_ref()));
    let opened = answer(&request).await;
    request.set_onupgradeneeded(None);
    let database: IdbDatabase = match opened {
        Ok(database) => database.unchecked_into(),
        Err(Refusal::Newer) => return Err(Refusal::Newer),
        Err(_) => return Err(Refusal::Blocked),
    };
    // Who wants another version, or to delete it, need not wait for this page.
    let other = database.clone();
    let close = Closure::once_into_js(move || other.close());
    database.set_onversionchange(Some(close.unchecked_ref()));
    Ok(database)
}

impl Idb {
    /// A transaction; the database is opened again where it was closed.
    async fn begin(&self, mode: IdbTransactionMode) -> Result<IdbTransaction, Refusal> {
        let stores = Array::of2(&HEADS.into(), &PARTS.into());
        let known = self.0.borrow().clone();
        if let Some(begun) =
            known.and_then(|db| db.transaction_with_str_sequence_and_mode(&stores, mode).ok())
        {
            return Ok(begun);
        }
        let database = open().await?;
        let begun = database.transaction_with_str_sequence_and_mode(&stores, mode).map_err(thrown);
        self.0.replace(Some(database));
        begun
    }

    async fn get(&self, store: &str, key: &str) -> Result<JsValue, Refusal> {
        let transaction = self.begin(IdbTransactionMode::Readonly).await?;
        let store = transaction.object_store(store).map_err(thrown)?;
        answer(&store.get(&key.into()).map_err(thrown)?).await
    }
}

/// Bytes that were kept.
fn bytes(value: &JsValue) -> Option<Vec<u8>> {
    let whole = value.dyn_ref::<Uint8Array>().cloned();
    whole.or_else(|| Some(Uint8Array::new(value.dyn_ref::<ArrayBuffer>()?))).map(|array| array.to_vec())
}

/// Asks for what `piece` says; `None` where there is nothing to do.
fn ask(
    heads: &IdbObjectStore,
    parts: &IdbObjectStore,
    id: &str,
    piece: Piece,
) -> Result<Option<IdbRequest>, JsValue> {
    let key = |name: String| JsValue::from(format!("{id}/{name}"));
    let array = |bytes: Vec<u8>| Uint8Array::from(bytes.as_slice());
    Ok(Some(match piece {
        Piece::Put(name, bytes) => parts.put_with_key(&array(bytes), &key(name))?,
        Piece::Data(name, set) => match own_blob(set) {
            Some(blob) => parts.put_with_key(&blob, &key(name))?,
            None => return Ok(None),
        },
        Piece::Drop(name) => parts.delete(&key(name))?,
        Piece::Head(bytes) => heads.put_with_key(&array(bytes), &id.into())?,
    }))
}

impl Store for Idb {
    async fn heads(&self) -> Result<Vec<(String, Vec<u8>)>, Refusal> {
        let transaction = self.begin(IdbTransactionMode::Readonly).await?;
        let heads = transaction.object_store(HEADS).map_err(thrown)?;
        let keys = heads.get_all_keys().map_err(thrown)?;
        let values = heads.get_all().map_err(thrown)?;
        // Both before the first is waited for: they are of one moment.
        let (keys, values) = (Array::from(&answer(&keys).await?), Array::from(&answer(&values).await?));
        let pair =
            |(key, value): (JsValue, JsValue)| Some((key.as_string()?, bytes(&value).unwrap_or_default()));
        Ok(keys.iter().zip(values.iter()).filter_map(pair).collect())
    }

    async fn part(&self, id: &str, name: &str) -> Result<Option<Vec<u8>>, Refusal> {
        let value = self.get(PARTS, &format!("{id}/{name}")).await?;
        let Some(blob) = value.dyn_ref::<Blob>() else { return Ok(bytes(&value)) };
        let read = JsFuture::from(blob.array_buffer()).await;
        Ok(read.ok().as_ref().and_then(bytes))
    }

    async fn data(&self, id: &str) -> Result<Option<u32>, Refusal> {
        let value = self.get(PARTS, &format!("{id}/data")).await?;
        Ok(value.dyn_into::<Blob>().ok().map(keep_own))
    }

    async fn write(&self, id: &str, writing: &mut Writing) -> Result<f64, Refusal> {
        let transaction = self.begin(IdbTransactionMode::Readwrite).await?;
        let heads = transaction.object_store(HEADS).map_err(thrown)?;
        let parts = transaction.object_store(PARTS).map_err(thrown)?;
        let ended = Promise::new(&mut |yes, no| {
            transaction.set_oncomplete(Some(&yes));
            transaction.set_onabort(Some(&no));
        });
        // Heard from now on, whoever waits for it.
        let ended = JsFuture::from(ended);
        if writing.expects() {
            let known = answer(&heads.get_key(&id.into()).map_err(thrown)?).await?;
            if known.is_undefined() {
                return Err(Refusal::Wiped);
            }
        }
        let mut spent = 0.0;
        loop {
            let started = now();
            let Some(piece) = writing.piece() else { break };
            let request = ask(&heads, &parts, id, piece).map_err(|error| {
                // A write is whole or not at all.
                let _ = transaction.abort();
                thrown(error)
            })?;
            spent += now() - started;
            if let Some(request) = request {
                answer(&request).await?;
            }
        }
        ended.await.map_err(|_| refusal(transaction.error().as_ref()))?;
        Ok(spent)
    }

    async fn edit(&self, id: &str, with: &mut dyn FnMut(&[u8]) -> Option<Vec<u8>>) -> Result<(), Refusal> {
        let transaction = self.begin(IdbTransactionMode::Readwrite).await?;
        let heads = transaction.object_store(HEADS).map_err(thrown)?;
        let found = answer(&heads.get(&id.into()).map_err(thrown)?).await?;
        let Some(made) = bytes(&found).and_then(|bytes| with(&bytes)) else { return Ok(()) };
        let array = Uint8Array::from(made.as_slice());
        answer(&heads.put_with_key(&array, &id.into()).map_err(thrown)?).await.map(|_| ())
    }

    async fn delete(&self, id: &str) -> Result<(), Refusal> {
        let transaction = self.begin(IdbTransactionMode::Readwrite).await?;
        let heads = transaction.object_store(HEADS).map_err(thrown)?;
        let parts = transaction.object_store(PARTS).map_err(thrown)?;
        // "0" is what follows "/".
        let range = IdbKeyRange::bound(&format!("{id}/").into(), &format!("{id}0").into()).map_err(thrown)?;
        heads.delete(&id.into()).map_err(thrown)?;
        answer(&parts.delete(&range).map_err(thrown)?).await.map(|_| ())
    }
}
