//! Data that is fetched when it is chosen: with its progress, held against its hash, and kept by the browser for
//! the next time.

use js_sys::{Reflect, Uint8Array};
use sha2::{Digest, Sha256};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Cache, DedicatedWorkerGlobalScope, ReadableStreamDefaultReader, Response};

use crate::data::{DataError, MAX_BYTES, unwrapped};
use crate::text::data as t;

/// Where the browser keeps what was fetched.
const CACHE: &str = "saddle-data";

/// What is fetched, and what it must be.
pub struct Address {
    /// What it is called.
    pub name: String,
    /// Where it is.
    url: String,
    /// SHA-256 of it, or of what it unpacks to, in hex: some servers unpack what is packed. Without one it is the
    /// user who answers for it, and nothing of it is kept.
    hash: Option<String>,
}

impl Address {
    /// `url` or `url#hash`, called `name`.
    pub fn of(name: String, text: &str) -> Self {
        let (url, hash) = text.split_once('#').unwrap_or((text, ""));
        let hash = Some(hash.to_lowercase()).filter(|hash| !hash.is_empty());
        Self { name, url: url.into(), hash }
    }

    /// Its bytes, from the browser's cache or from the server; `tell` hears of so many bytes how many are there.
    ///
    /// # Errors
    /// When it cannot be fetched, or is not what it must be.
    pub async fn bytes(&self, tell: impl Fn(u32, u32)) -> Result<Vec<u8>, DataError> {
        let cache = if self.hash.is_some() { cache().await } else { None };
        if let Some(kept) = self.kept(cache.as_ref()).await.filter(|bytes| self.is(bytes)) {
            return Ok(kept);
        }
        let fetched =
            self.fetched(tell).await.map_err(|why| DataError::Fetch { name: self.name.clone(), why })?;
        if !self.is(&fetched) {
            return Err(DataError::Hash { name: self.name.clone() });
        }
        if let Some(cache) = cache {
            self.keep(&cache, &fetched).await;
        }
        Ok(fetched)
    }

    /// Whether `bytes` are what it must be.
    fn is(&self, bytes: &[u8]) -> bool {
        let Some(hash) = &self.hash else { return true };
        let same = |bytes: &[u8]| hex(&Sha256::digest(bytes)) == *hash;
        same(bytes) || unwrapped(bytes.into()).is_ok_and(|inner| same(&inner))
    }

    async fn kept(&self, cache: Option<&Cache>) -> Option<Vec<u8>> {
        let found = JsFuture::from(cache?.match_with_str(&self.url)).await.ok()?;
        let response: Response = found.dyn_into().ok()?;
        let buffer = JsFuture::from(response.array_buffer().ok()?).await.ok()?;
        Some(Uint8Array::new(&buffer).to_vec())
    }

    /// Where there is no room it is fetched again the next time.
    async fn keep(&self, cache: &Cache, bytes: &[u8]) {
        let mut copy = bytes.to_vec();
        if let Ok(response) = Response::new_with_opt_u8_array(Some(&mut copy)) {
            let _ = JsFuture::from(cache.put_with_str(&self.url, &response)).await;
        }
    }

    async fn fetched(&self, tell: impl Fn(u32, u32)) -> Result<Vec<u8>, String> {
        let answer = JsFuture::from(scope().fetch_with_str(&self.url)).await;
        let response: Response = answer.map_err(|_| self.silence())?.unchecked_into();
        if !response.ok() {
            return Err(t::server_says(response.status()));
        }
        let length = response.headers().get("content-length").ok().flatten();
        let of = length.and_then(|length| length.parse().ok()).unwrap_or(0);
        let body = response.body().ok_or_else(|| t::EMPTY_ANSWER.to_string())?;
        let reader: ReadableStreamDefaultReader = body.get_reader().unchecked_into();
        let mut bytes = Vec::new();
        loop {
            let part = JsFuture::from(reader.read()).await.map_err(|_| t::BROKE_OFF.to_string())?;
            let value = Reflect::get(&part, &"value".into()).unwrap_or_default();
            if value.is_undefined() {
                return Ok(bytes);
            }
            bytes.extend(Uint8Array::new(&value).to_vec());
            if bytes.len() as u64 > MAX_BYTES {
                return Err(t::TOO_LARGE.to_string());
            }
            tell(bytes.len() as u32, of);
        }
    }
}

impl Address {
    /// Why there may be no answer: a browser does not tell.
    fn silence(&self) -> String {
        let own = scope().location().origin();
        match self.url.starts_with(&own) {
            true => t::NO_ANSWER.to_string(),
            false => t::NO_ACCESS.to_string(),
        }
    }
}

/// `digest` as it is written.
pub fn hex(digest: &[u8]) -> String {
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

/// `None` where the browser keeps nothing, in a private window say.
async fn cache() -> Option<Cache> {
    let opened = scope().caches().ok()?.open(CACHE);
    JsFuture::from(opened).await.ok()?.dyn_into().ok()
}
