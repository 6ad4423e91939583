//! What one does with the list: names, pins, deletes and brings back.

use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::idb::Idb;
use super::state::Keep;
use crate::keep::{Refusal, Store, shelf};

/// Between the press of Delete and the end, in milliseconds: so long there is Undo.
const UNDO: u64 = 15_000;

impl Keep {
    /// Reads the list again, and how much room there is.
    pub fn refresh(self) {
        spawn_local(async move {
            match shelf::list(&*self.store()).await {
                Ok(list) => self.list.set(Some(list)),
                Err(refusal) => self.trouble.set(Some(refusal.to_string())),
            }
            let asked = window().navigator().storage().estimate();
            let Ok(asked) = asked else { return };
            if let Ok(found) = JsFuture::from(asked).await {
                let found: web_sys::StorageEstimate = found.unchecked_into();
                self.room.set(found.get_usage().zip(found.get_quota()));
            }
        });
    }

    /// Opens the list.
    pub fn show(self) {
        self.bad.set(None);
        self.open.set(true);
        self.refresh();
    }

    /// Closes the list.
    pub fn close(self) {
        self.open.set(false);
        self.end_leaving();
    }

    /// Gives `id` another name.
    pub fn rename(self, id: String, text: String) {
        self.keeper.update_value(|keeper| keeper.rename(&id, &text));
        self.change(async move |store| shelf::rename(store, &id, &text).await);
    }

    /// Lets `id` stay, or not.
    pub fn pin(self, id: String, pinned: bool) {
        self.keeper.update_value(|keeper| keeper.pin(&id, pinned));
        self.change(async move |store| shelf::pin(store, &id, pinned).await);
    }

    /// Takes `id` out of the list; for some seconds it can be brought back.
    pub fn delete(self, id: String) {
        self.end_leaving();
        self.leaving.set(Some(id.clone()));
        let end = move || {
            if self.leaving.get_untracked().as_ref() == Some(&id) {
                self.end_leaving();
            }
        };
        set_timeout(end, Duration::from_millis(UNDO));
    }

    /// Brings back what was deleted.
    pub fn undelete(self) {
        self.leaving.set(None);
    }

    /// What was deleted goes for good.
    fn end_leaving(self) {
        let Some(id) = self.leaving.get_untracked() else { return };
        self.leaving.set(None);
        self.forget(&id);
        self.change(async move |store| store.delete(&id).await);
    }

    /// Deletes everything, but for what is open.
    pub fn delete_all(self) {
        let stays = self.current.get_untracked();
        let all: Vec<String> = self.list.with_untracked(|list| {
            list.iter()
                .flatten()
                .map(|kept| kept.id.clone())
                .filter(|id| Some(id) != stays.as_ref())
                .collect()
        });
        all.iter().for_each(|id| self.forget(id));
        self.offer.set(None);
        self.change(async move |store| {
            for id in &all {
                store.delete(id).await?;
            }
            Ok(())
        });
    }

    fn forget(self, id: &str) {
        self.keeper.update_value(|keeper| keeper.forget(id));
        if self.offer.with_untracked(|offer| offer.as_ref().is_some_and(|(other, _)| other == id)) {
            self.offer.set(None);
        }
        if self.current.get_untracked().as_deref() == Some(id) {
            self.current.set(None);
        }
    }

    fn change(self, work: impl AsyncFnOnce(&Idb) -> Result<(), Refusal> + 'static) {
        spawn_local(async move {
            let done = work(&*self.store()).await;
            self.tell(done);
            self.refresh();
        });
    }

    pub(super) fn tell(self, done: Result<(), Refusal>) {
        if let Err(refusal) = done {
            self.trouble.set(Some(refusal.to_string()));
        }
    }
}
