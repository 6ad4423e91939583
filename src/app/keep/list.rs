//! What one does with the list: names, pins, deletes and brings back.

use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::idb::Database;
use super::lock;
use super::state::{Keep, wall};
use crate::app::kit::scroll::focus;
use crate::app::kit::storage;
use crate::keep::{Leaving, Refusal, Store, shelf};

/// What was deleted last and can be brought back is known to every tab as this.
const LEAVING: &str = "saddle-leaving";

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
        self.end_leaving();
        let Some(leaving) = Leaving::of(ids, wall()) else { return };
        storage::keep(LEAVING, &leaving.write());
        self.leave(leaving);
        request_animation_frame(|| focus("kept-undo"));
    }

    /// Takes up what an earlier page deleted. Answers what that is.
    pub(super) fn take_up_leaving(self) -> Option<Leaving> {
        let leaving = storage::kept(LEAVING).as_deref().and_then(Leaving::read)?;
        self.leave(leaving.clone());
        Some(leaving)
    }

    /// `leaving` goes for good when its time is over.
    fn leave(self, leaving: Leaving) {
        let left = Duration::from_millis(leaving.left(wall()) as u64);
        self.leaving.set(Some(leaving.clone()));
        let end = move || {
            if self.leaving.with_untracked(|now| now.as_ref() == Some(&leaving)) {
                self.end_leaving();
            }
        };
        set_timeout(end, left);
    }

    /// Brings back what was deleted.
    pub fn undelete(self) {
        let Some(leaving) = self.leaving.get_untracked() else { return };
        storage::keep(LEAVING, "");
        self.leaving.set(None);
        let first = leaving.ids().first().map(|id| delete_button(id)).unwrap_or_default();
        request_animation_frame(move || focus(&first));
    }

    /// What was deleted goes for good.
    fn end_leaving(self) {
        let Some(leaving) = self.leaving.get_untracked() else { return };
        // Another tab may have brought it back, or deleted something since.
        let ours = storage::kept(LEAVING).is_none_or(|text| text == leaving.write());
        if document().active_element().is_some_and(|element| element.id() == "kept-undo") {
            focus("kept-title");
        }
        if ours {
            storage::keep(LEAVING, "");
            leaving.ids().iter().for_each(|id| self.forget(id));
            self.list
                .update(|list| list.iter_mut().for_each(|list| list.retain(|kept| !leaving.has(&kept.id))));
        }
        self.leaving.set(None);
        self.change(async move |store| {
            for id in leaving.ids().iter().filter(|_| ours) {
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
        let leaving = self.leaving.with(|leaving| leaving.as_ref().map(|l| l.ids().to_vec()));
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
