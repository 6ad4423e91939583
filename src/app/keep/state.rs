//! What the page keeps, as signals, and the writing of what is new while runs train.

use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::bin::Bin;
use super::idb::{Database, Idb};
use super::lock::{self, Lock};
use super::{hidden, wake};
use crate::app::kit::engine::own_blob;
use crate::app::kit::pause::pause;
use crate::app::state::page::Page;
use crate::app::state::world::now;
use crate::experiment::Script;
use crate::keep::shelf::Kept;
use crate::keep::{Data, Head, Hold, Keeper, Moment, Restored, within};
use crate::play::Play;

/// Milliseconds in which a lock is there.
const LOCK: f64 = 200.0;

/// Milliseconds in which the browser must say who has which locks.
const MOST_ASKING: u64 = 5_000;

/// What a file was found to lack, and the way to load it all the same.
#[derive(Clone, PartialEq)]
pub struct Bad {
    /// What happened.
    pub text: String,
    /// What is damaged, one thing a line.
    pub lines: Vec<String>,
    /// Whether the rest can be loaded.
    pub loads: bool,
}

/// What is kept. Copied freely; lives as long as the page.
#[derive(Clone, Copy)]
pub struct Keep {
    /// The page.
    pub page: Page,
    /// Whether the list is open.
    pub open: RwSignal<bool>,
    /// What is kept; `None` before it is read.
    pub list: RwSignal<Option<Vec<Kept>>>,
    /// What is not kept and why, in one line.
    pub trouble: RwSignal<Option<String>>,
    /// What can be gone on with.
    pub offer: RwSignal<Option<(String, Head)>>,
    /// What is kept here now.
    pub current: RwSignal<Option<String>>,
    /// The comparison that another tab trains and this one shows.
    pub elsewhere: RwSignal<Option<String>>,
    /// What was deleted and can be brought back.
    pub bin: Bin,
    /// Bytes that the site uses, and that the browser gives it.
    pub room: RwSignal<Option<(f64, f64)>>,
    /// Why a file could not be loaded.
    pub bad: RwSignal<Option<Bad>>,
    /// Whether the screen stays awake.
    pub awake: RwSignal<bool>,
    pub(super) whole: StoredValue<Option<(Restored, Option<u32>)>, LocalStorage>,
    pub(super) store: StoredValue<Rc<Database>, LocalStorage>,
    pub(super) keeper: StoredValue<Keeper, LocalStorage>,
    pub(super) hold: StoredValue<Rc<Hold<Lock>>, LocalStorage>,
    /// Whether another comparison is being opened.
    pub(super) turning: StoredValue<bool>,
    /// When it looks again whether something is to be written.
    waits: StoredValue<Option<f64>>,
}

/// Milliseconds since 1970.
pub fn wall() -> f64 {
    js_sys::Date::now()
}

/// A new id.
pub(super) fn fresh_id() -> String {
    let part = || (js_sys::Math::random() * f64::from(u32::MAX)) as u32;
    format!("{:08x}{:08x}", part(), part())
}

/// The user's data that is trained on.
pub(super) fn data_of(play: &Play) -> Option<Data> {
    Data::of(play, |set| own_blob(set).map(|blob| blob.size()))
}

impl Keep {
    /// Begins to keep what `page` trains; offers to go on where `script` was left.
    pub fn new(page: Page, script: &Script, bare: bool) -> Self {
        let keep = Self {
            page,
            open: RwSignal::new(false),
            list: RwSignal::new(None),
            trouble: RwSignal::new(None),
            offer: RwSignal::new(None),
            current: RwSignal::new(None),
            elsewhere: RwSignal::new(None),
            bin: Bin::new("saddle-leaving"),
            room: RwSignal::new(None),
            bad: RwSignal::new(None),
            awake: wake::wanted(),
            whole: StoredValue::new_local(None),
            store: StoredValue::new_local(Rc::new(Idb::patient("saddle"))),
            keeper: StoredValue::new_local(Keeper::default()),
            hold: StoredValue::new_local(Rc::default()),
            turning: StoredValue::new(false),
            waits: StoredValue::new(None),
        };
        wake::keep_awake(page, keep.awake);
        hidden::follow(page, keep);
        keep.follow();
        keep.give_when_asked();
        let script = script.clone();
        spawn_local(async move { keep.look_back(&script, bare).await });
        keep
    }

    pub(super) fn store(self) -> Rc<Database> {
        self.store.get_value()
    }

    /// Looks whether there is something to write whenever the runs have told something.
    fn follow(self) {
        let page = self.page;
        Effect::new(move |_| {
            page.redraw.track();
            page.shot.track();
            page.script.track();
            page.running.track();
            self.tick();
        });
    }

    /// Whether closing the page loses trained steps, but for the last seconds.
    pub fn loses(self) -> bool {
        let keeps = self.page.look(|play| self.keeper.with_value(|keeper| keeper.keeps(play)));
        self.page.begun.get_untracked()
            && self.elsewhere.with_untracked(Option::is_none)
            && keeps != Some(true)
    }

    /// Writes what is due, or comes back when it is.
    pub fn tick(self) {
        let wait = self.page.look(|play| {
            if !play.is_looking() && self.elsewhere.with_untracked(Option::is_some) {
                self.elsewhere.set(None);
            }
            self.keeper.try_update_value(|keeper| {
                if keeper.returns(play) || keeper.wants_another(play) && !play.is_looking() {
                    self.begin(keeper, play);
                }
                keeper.wake(play, now())
            })
        });
        match wait.flatten().flatten() {
            Some(wait) if wait > 0.0 && wait.is_finite() => self.come_back(wait),
            Some(0.0) => self.write(),
            _ => {}
        }
    }

    /// What is new is written as soon as it can be.
    pub(super) fn hurry(self) {
        self.keeper.update_value(|keeper| keeper.hurry(now()));
        self.tick();
    }

    fn come_back(self, millis: f64) {
        let when = now() + millis;
        if self.waits.get_value().is_some_and(|sooner| sooner <= when) {
            return;
        }
        self.waits.set_value(Some(when));
        let again = move || {
            // Another may have come to be sooner.
            self.waits.update_value(|waits| *waits = waits.filter(|next| *next != when));
            self.tick();
        };
        set_timeout(again, Duration::from_millis(millis.ceil() as u64));
    }

    /// Another comparison is kept from now on, which is this tab's own.
    fn begin(self, keeper: &mut Keeper, play: &Play) {
        if keeper.wants_another(play) {
            let taken: Vec<String> = self.list.with_untracked(|list| {
                let heads = list.iter().flatten().filter_map(|kept| kept.head.as_ref().ok());
                heads.map(|head| head.name.clone()).collect()
            });
            let taken: Vec<&str> = taken.iter().map(String::as_str).collect();
            keeper.begin(play, fresh_id(), &taken);
        }
        let Some(id) = keeper.id().map(str::to_owned) else { return };
        self.current.set(Some(id.clone()));
        spawn_local(self.own(id));
    }

    fn write(self) {
        let id = self.keeper.with_value(|keeper| keeper.id().map(str::to_owned));
        if id.is_some_and(|id| !self.hold.get_value().has(&id)) {
            // Until its lock is there, another tab may have it.
            return self.come_back(LOCK);
        }
        let planned = self.page.look(|play| {
            let moment = Moment { now: now(), wall: wall() };
            let plan = |keeper: &mut Keeper| {
                let writing = keeper.plan(play, moment, data_of(play))?;
                Some((keeper.id()?.to_owned(), writing, now() - moment.now))
            };
            self.keeper.try_update_value(plan).flatten()
        });
        let Some((id, mut writing, planning)) = planned.flatten() else { return };
        spawn_local(async move {
            let open = within(pause(MOST_ASKING), lock::taken()).await.unwrap_or_default();
            let result = writing.run(&*self.store(), &id, &open).await.map(|spent| spent + planning);
            let told = |keeper: &mut Keeper| {
                let changed = keeper.done(&id, &writing, result, now());
                (changed, keeper.trouble().map(ToString::to_string))
            };
            if let Some((true, trouble)) = self.keeper.try_update_value(told) {
                self.trouble.set(trouble);
            }
            if self.open.get_untracked() {
                self.refresh();
            }
            // What came meanwhile has its turn.
            self.tick();
        });
    }
}
