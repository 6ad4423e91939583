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
use crate::app::kit::pause::pause;
use crate::app::state::world::now;
use crate::keep::{Patient, Piece, Pieces, Refusal, Store};
use crate::text::keep as t;

const HEADS: &str = "heads";
const PARTS: &str = "parts";

/// Raised when the two stores change.
const VERSION: u32 = 1;

/// Seconds in which it has to answer, with the page awake.
const PATIENCE: u32 = 30;

/// The database of this name, opened when it is needed.
pub struct Idb(&'static str, RefCell<Option<IdbDatabase>>);

/// The same, which is not waited for without end.
pub type Database = Patient<Idb>;

impl Idb {
    /// That of this `name`, with a limit of time.
    pub fn patient(name: &'static str) -> Database {
        Patient::new(Self(name, RefCell::default()), || {
            Box::pin(async {
                for _ in 0..PATIENCE {
                    pause(1_000).await;
                }
            })
        })
    }
}

/// A transaction that is done whole or not at all: what is dropped before its end is undone.
struct Whole<'a> {
    of: &'a Idb,
    transaction: IdbTransaction,
    done: bool,
}

impl Whole<'_> {
    fn store(&self, name: &str) -> Result<IdbObjectStore, Refusal> {
        self.transaction.object_store(name).map_err(thrown)
    }

    /// It is done, with this.
    fn end<T>(mut self, with: T) -> Result<T, Refusal> {
        self.done = true;
        Ok(with)
    }
}

impl Drop for Whole<'_> {
    fn drop(&mut self) {
        if !self.done {
            // One that has ended by itself has nothing to undo.
            let _ = self.transaction.abort();
            // What does not answer is opened again.
            if let Some(database) = self.of.1.take() {
                database.close();
            }
        }
    }
}

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

async fn open(name: &str) -> Result<IdbDatabase, Refusal> {
    let factory = window().indexed_db().ok().flatten().ok_or(Refusal::Blocked)?;
    let request = factory.open_with_u32(name, VERSION).map_err(|_| Refusal::Blocked)?;
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
    async fn begin(&self, mode: IdbTransactionMode) -> Result<Whole<'_>, Refusal> {
        let stores = Array::of2(&HEADS.into(), &PARTS.into());
        let known = self.1.borrow().clone();
        let begun = known.and_then(|db| db.transaction_with_str_sequence_and_mode(&stores, mode).ok());
        let transaction = match begun {
            Some(transaction) => transaction,
            None => {
                let database = open(self.0).await?;
                let begun = database.transaction_with_str_sequence_and_mode(&stores, mode).map_err(thrown);
                self.1.replace(Some(database));
                begun?
            }
        };
        Ok(Whole { of: self, transaction, done: false })
    }

    async fn get(&self, store: &str, key: &str) -> Result<JsValue, Refusal> {
        let whole = self.begin(IdbTransactionMode::Readonly).await?;
        let found = answer(&whole.store(store)?.get(&key.into()).map_err(thrown)?).await?;
        whole.end(found)
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
        let whole = self.begin(IdbTransactionMode::Readonly).await?;
        let heads = whole.store(HEADS)?;
        let keys = heads.get_all_keys().map_err(thrown)?;
        let values = heads.get_all().map_err(thrown)?;
        // Both before the first is waited for: they are of one moment.
        let (keys, values) = (Array::from(&answer(&keys).await?), Array::from(&answer(&values).await?));
        let pair =
            |(key, value): (JsValue, JsValue)| Some((key.as_string()?, bytes(&value).unwrap_or_default()));
        whole.end(keys.iter().zip(values.iter()).filter_map(pair).collect())
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

    async fn write(&self, id: &str, writing: &mut dyn Pieces) -> Result<f64, Refusal> {
        let whole = self.begin(IdbTransactionMode::Readwrite).await?;
        let (heads, parts) = (whole.store(HEADS)?, whole.store(PARTS)?);
        let ended = Promise::new(&mut |yes, no| {
            whole.transaction.set_oncomplete(Some(&yes));
            whole.transaction.set_onabort(Some(&no));
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
            let request = ask(&heads, &parts, id, piece).map_err(thrown)?;
            spent += now() - started;
            if let Some(request) = request {
                answer(&request).await?;
            }
        }
        ended.await.map_err(|_| refusal(whole.transaction.error().as_ref()))?;
        whole.end(spent)
    }

    async fn edit(&self, id: &str, with: &mut dyn FnMut(&[u8]) -> Option<Vec<u8>>) -> Result<(), Refusal> {
        let whole = self.begin(IdbTransactionMode::Readwrite).await?;
        let heads = whole.store(HEADS)?;
        let found = answer(&heads.get(&id.into()).map_err(thrown)?).await?;
        if let Some(made) = bytes(&found).and_then(|bytes| with(&bytes)) {
            let array = Uint8Array::from(made.as_slice());
            answer(&heads.put_with_key(&array, &id.into()).map_err(thrown)?).await?;
        }
        whole.end(())
    }

    async fn delete(&self, id: &str) -> Result<(), Refusal> {
        let whole = self.begin(IdbTransactionMode::Readwrite).await?;
        let (heads, parts) = (whole.store(HEADS)?, whole.store(PARTS)?);
        // "0" is what follows "/".
        let range = IdbKeyRange::bound(&format!("{id}/").into(), &format!("{id}0").into()).map_err(thrown)?;
        heads.delete(&id.into()).map_err(thrown)?;
        answer(&parts.delete(&range).map_err(thrown)?).await?;
        whole.end(())
    }
}
