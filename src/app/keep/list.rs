//! What one does with the list: names, pins, deletes and brings back.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::idb::Database;
use super::lock;
use super::state::Keep;
use crate::app::kit::scroll::focus;
use crate::app::kit::storage;
use crate::keep::{Leaving, Refusal, Store, shelf};

/// The id of the button that deletes the comparison `id`.
pub(super) fn delete_button(id: &str) -> String {
    format!("kept-delete-{id}")
}

impl Keep {
    /// Reads the list again, and how much room there is.
    pub fn refresh(self) {
        spawn_local(async move {
            match shelf::list(&*self.store()).await {
                Ok(list) => self.list.set(Some(list)),
                Err(refusal) => self.trouble.set(Some(refusal.to_string())),
            }
            if let Some(room) = storage::estimate().await {
                self.room.set(Some(room));
            }
        });
    }

    /// Opens the list.
    pub fn show(self) {
        self.bad.set(None);
        self.open.set(true);
        self.refresh();
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

    /// Takes `ids` out of the list; for some seconds they can be brought back, also by the next page.
    pub fn delete(self, ids: Vec<String>) {
        if ids.is_empty() {
            return;
        }
        self.end_leaving();
        self.bin.put(ids, move || self.end_leaving());
        request_animation_frame(|| focus("kept-undo"));
    }

    /// Takes up what an earlier page deleted. Answers what that is.
    pub(super) fn take_up_leaving(self) -> Option<Leaving> {
        self.bin.take_up(move || self.end_leaving())
    }

    /// Brings back what was deleted.
    pub fn undelete(self) {
        let Some(leaving) = self.bin.undo() else { return };
        let first = leaving.ids().first().map(|id| delete_button(id)).unwrap_or_default();
        request_animation_frame(move || focus(&first));
    }

    /// What was deleted goes for good.
    fn end_leaving(self) {
        if document().active_element().is_some_and(|element| element.id() == "kept-undo") {
            focus("kept-title");
        }
        let Some(leaving) = self.bin.empty() else { return };
        leaving.ids().iter().for_each(|id| self.forget(id));
        self.list.update(|list| list.iter_mut().for_each(|list| list.retain(|kept| !leaving.has(&kept.id))));
        self.change(async move |store| {
            for id in leaving.ids() {
                store.delete(id).await?;
            }
            Ok(())
        });
    }

    /// Deletes everything, but for what is pinned, or open in any tab.
    pub fn delete_all(self) {
        spawn_local(async move {
            let mut stay = lock::taken().await;
            stay.extend(self.staying());
            self.delete(
                self.list.with_untracked(|list| shelf::loose(list.as_deref().unwrap_or_default(), &stay)),
            );
        });
    }

    /// What is no longer there to be deleted, or is open here.
    pub(super) fn staying(self) -> Vec<String> {
        let leaving = self.bin.with(|leaving| leaving.map(|l| l.ids().to_vec()));
        leaving.into_iter().flatten().chain(self.current.get()).collect()
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

    fn change(self, work: impl AsyncFnOnce(&Database) -> Result<(), Refusal> + 'static) {
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
