//! The user's data that this browser keeps: what there is, under which name, and what it takes.

use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::state::Own;
use crate::app::keep::bin::Bin;
use crate::app::keep::idb::{Database, Idb};
use crate::app::keep::state::wall;
use crate::app::kit::scroll::focus;
use crate::app::kit::storage::estimate;
use crate::keep::record::Fault;
use crate::keep::sets::{self, KeptSet, Sets, refused};
use crate::keep::{Refusal, Store, bytes, deleted};
use crate::number::whole;
use crate::play::Files;
use crate::text::{keep as k, sets as t};

/// What is done with the store, one way for all.
enum Work {
    Look,
    Keep(KeptSet, u32),
    Rename(String, String),
    Delete(String),
    Use(KeptSet),
}

/// What is kept. Copied freely; lives as long as the page.
#[derive(Clone, Copy)]
pub struct Shelf {
    list: RwSignal<Sets>,
    /// Why something is not kept, in one line.
    trouble: RwSignal<Option<String>>,
    room: RwSignal<Option<(f64, f64)>>,
    /// What was deleted last and can be brought back, for some seconds.
    bin: Bin,
    store: StoredValue<Rc<Database>, LocalStorage>,
}

impl Shelf {
    /// Reads nothing yet, but for what an earlier page deleted.
    pub fn new() -> Self {
        let shelf = Self {
            list: RwSignal::default(),
            trouble: RwSignal::default(),
            room: RwSignal::default(),
            bin: Bin::new("saddle-sets-leaving"),
            store: StoredValue::new_local(Rc::new(Idb::patient("saddle-sets"))),
        };
        shelf.bin.take_up(move || shelf.end_leaving());
        shelf
    }

    /// Whether the data `id` is kept.
    pub fn has(self, id: &str) -> bool {
        !self.bin.has(id) && self.list.with(|list| list.iter().any(|(other, _)| other == id))
    }

    /// Does `work`, says what comes of it, and reads the list again.
    fn act(self, own: Option<Own>, work: Work) {
        spawn_local(async move {
            let store = self.store.get_value();
            let done = match work {
                Work::Look => Ok(()),
                Work::Keep(kept, set) => sets::keep(&*store, set, &kept).await,
                Work::Rename(id, name) => sets::rename(&*store, &id, &name).await,
                Work::Delete(id) => store.delete(&id).await,
                Work::Use(kept) => match sets::bring(&*store, &kept).await {
                    Ok(Some(files)) => {
                        if let Some(own) = own {
                            own.take(files);
                        }
                        Ok(())
                    }
                    Ok(None) => Err(Refusal::Wiped),
                    Err(refusal) => Err(refusal),
                },
            };
            let listed = sets::list(&*store).await.map(|list| self.list.set(list));
            self.trouble.set(done.and(listed).err().as_ref().map(refused));
            self.room.set(estimate().await);
        });
    }

    /// Takes `id` out of the list; it goes for good when its time is over, or when another is deleted.
    fn delete(self, id: String) {
        self.end_leaving();
        self.bin.put(vec![id], move || self.end_leaving());
        request_animation_frame(|| focus("set-undo"));
    }

    fn end_leaving(self) {
        let Some(leaving) = self.bin.empty() else { return };
        self.list.update(|list| list.retain(|(id, _)| !leaving.has(id)));
        leaving.ids().iter().for_each(|id| self.act(None, Work::Delete(id.clone())));
    }

    /// Keeps `files`, which are so many bytes.
    pub fn keep(self, files: &Files, size: f64) {
        if let Some(kept) = KeptSet::of(files, size, wall()) {
            // What is kept anew is not to be deleted any more.
            if self.bin.has(&kept.id()) {
                self.bin.undo();
            }
            self.act(None, Work::Keep(kept, files.set));
        }
    }
}

/// The list, where there is something in it or to be said.
#[component]
pub fn KeptSets(own: Own) -> impl IntoView {
    let shelf = own.shelf;
    Effect::new(move |_| {
        if own.open.get() {
            shelf.act(None, Work::Look);
        }
    });
    let empty = move || shelf.list.with(Vec::is_empty);
    let rows = move || {
        let row = |(id, set): (String, Result<KeptSet, Fault>)| match shelf.bin.has(&id) {
            true => view! { <Gone shelf name=set.map_or_else(|_| id, |set| set.name)/> }.into_any(),
            false => view! { <Row own id set/> }.into_any(),
        };
        shelf.list.get().into_iter().map(row).collect_view()
    };
    let room = move || {
        let all = shelf.list.with(|list| list.iter().flat_map(|(_, set)| set).map(KeptSet::bytes).sum());
        let (used, quota) = shelf.room.get()?;
        Some(t::room(bytes(all), bytes(used), bytes(quota)))
    };
    view! {
        <p class="keep-trouble small-print" role="status" data-testid="sets-trouble" hidden=move || shelf.trouble.with(Option::is_none)>{move || shelf.trouble.get()}</p>
        <section hidden=empty data-testid="own-sets">
            <h3>{t::TITLE.get()}</h3>
            <ul class="kept-list">{rows}</ul>
            <p class="small-print" data-testid="sets-room">{room}</p>
        </section>
    }
}

#[component]
fn Row(own: Own, id: String, set: Result<KeptSet, Fault>) -> impl IntoView {
    let shelf = own.shelf;
    let (renamed, gone) = (id.clone(), id);
    let rename = move |event| shelf.act(None, Work::Rename(renamed.clone(), event_target_value(&event)));
    let delete = move |_| shelf.delete(gone.clone());
    let (name, facts) = match &set {
        Ok(set) => (
            set.name.clone(),
            t::facts(whole(set.set.count.into()), set.about(), bytes(set.bytes()), set.set.digits()),
        ),
        Err(fault) => (String::new(), fault.to_string()),
    };
    let reads = set.is_ok();
    let set = StoredValue::new(set.ok());
    let bring = move |_| {
        if let Some(kept) = set.get_value() {
            shelf.act(Some(own), Work::Use(kept));
        }
    };
    view! {
        <li class="kept-row" data-testid="own-set">
            <div class="kept-main">
                <input class="kept-name" type="text" maxlength="60" aria-label=k::NAME.get() data-testid="set-name" hidden=!reads prop:value=name on:change=rename/>
                <p class="small-print">{facts}</p>
            </div>
            <div class="kept-buttons">
                <button class="button small" type="button" data-testid="set-use" hidden=!reads on:click=bring>{t::USE.get()}</button>
                <button class="button small" type="button" data-testid="set-delete" on:click=delete>{k::DELETE.get()}</button>
            </div>
        </li>
    }
}

/// In place of what was deleted and can be brought back.
#[component]
fn Gone(shelf: Shelf, name: String) -> impl IntoView {
    view! {
        <li class="kept-row kept-gone" data-testid="set-gone" role="status">
            <span>{deleted(&name, 1)}</span>
            <button class="button small" type="button" id="set-undo" data-testid="set-undo" on:click=move |_| drop(shelf.bin.undo())>{k::UNDO.get()}</button>
        </li>
    }
}
