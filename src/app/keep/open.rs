//! Going on with what was kept: here, or only looking where another tab has it.

use leptos::{ev, prelude::*};
use wasm_bindgen_futures::spawn_local;

use super::lock::{self, Lock};
use super::state::{Keep, data_of, fresh_id, wall};
use crate::app::kit::pause::pause;
use crate::app::kit::storage;
use crate::app::own::state::joined as names_in_one;
use crate::app::state::world::now;
use crate::experiment::Script;
use crate::keep::shelf;
use crate::keep::{Damage, Keeper, KeptFiles, Restored, bytes};
use crate::play::Play;
use crate::text::keep as t;

/// By this other tabs hear that one of them wants a comparison: its id, and when.
const ASKED: &str = "saddle-asked";

/// Milliseconds after which a comparison is taken from a tab that does not give it.
const PATIENCE: f64 = 8_000.0;

/// Milliseconds that writing the last steps may take.
const MOST_WRITING: f64 = 6_000.0;

/// Milliseconds between two looks at what is waited for.
const LOOK_EVERY: u64 = 100;

/// `lines` in one.
pub(super) fn joined(lines: Vec<String>) -> String {
    lines.into_iter().reduce(t::both_lines).unwrap_or_default()
}

impl Keep {
    /// What begins to be kept as `id` is this tab's own; where another tab has it by now, it is only shown.
    pub(super) async fn own(self, id: String) {
        let lock = self.lock(&id, false).await;
        if !self.hold.get_value().put(&id, lock) {
            self.lost(&id);
        }
    }

    /// The lock of `id`, with `steal` also from the tab that has it: that one is asked to write first, and is
    /// not waited for for ever.
    async fn lock(self, id: &str, steal: bool) -> Option<Lock> {
        if steal {
            storage::keep(ASKED, &format!("{id} {}", wall()));
        }
        let until = now() + PATIENCE;
        loop {
            let (late, lost) = (now() >= until, id.to_owned());
            let taken = lock::take(id, steal && late, move || self.lost(&lost)).await;
            if taken.is_some() || late || !steal {
                return taken;
            }
            pause(LOOK_EVERY).await;
        }
    }

    /// Gives what this tab has to another that asks for it, once all of it is written.
    pub(super) fn give_when_asked(self) {
        let _ = window_event_listener(ev::storage, move |event| {
            let asked = event.new_value().filter(|_| event.key().as_deref() == Some(ASKED));
            let Some(id) = asked.as_ref().and_then(|asked| asked.split(' ').next()) else { return };
            let id = id.to_owned();
            if self.hold.get_value().has(&id) {
                spawn_local(async move {
                    self.put_away().await;
                    self.lost(&id);
                });
            }
        });
    }

    /// Pauses what this tab trains and waits until all of it is written, for some seconds at most.
    pub async fn put_away(self) {
        self.page.act(Play::pause);
        let until = now() + MOST_WRITING;
        let owes = || {
            let owes = |play: &Play| self.keeper.with_value(|keeper| keeper.owes(play, data_of(play)));
            self.page.look(owes) == Some(true)
        };
        while owes() && now() < until {
            self.hurry();
            pause(LOOK_EVERY).await;
        }
    }

    /// Another tab has `id` now.
    fn lost(self, id: &str) {
        self.keeper.update_value(|keeper| keeper.forget(id));
        self.hold.get_value().give(id);
        if self.current.get_untracked().as_deref() == Some(id) {
            self.current.set(None);
            self.elsewhere.set(Some(id.to_owned()));
            self.page.act(|play| {
                play.look_only(true);
                play.warn(t::TAKEN_OVER.get());
            });
        }
    }

    /// What was kept last, where the page was opened to go on with it.
    pub(super) async fn look_back(self, script: &Script, bare: bool) {
        let leaving = self.take_up_leaving();
        match shelf::list(&*self.store()).await {
            Ok(list) => {
                let newest = shelf::newest(&list, leaving.as_ref()).cloned();
                self.list.set(Some(list));
                let found = newest.and_then(|kept| Some((kept.id, kept.head.ok()?)));
                let same = found.filter(|(_, head)| bare || head.begins_as(script));
                if !self.page.begun.get_untracked() {
                    self.offer.set(same);
                }
            }
            Err(refusal) => {
                self.keeper.update_value(|keeper| keeper.refused(refusal.clone(), now()));
                self.trouble.set(Some(refusal.to_string()));
                self.list.set(Some(Vec::new()));
            }
        }
    }

    /// Goes on with `id`: here, or only shown where another tab has it, unless that is to be taken over.
    pub fn go_on(self, id: String, steal: bool) {
        // It may be pressed twice.
        if self.turning.get_value() {
            return;
        }
        self.turning.set_value(true);
        self.offer.set(None);
        self.bad.set(None);
        spawn_local(async move {
            self.turn_to(&id, steal).await;
            self.turning.set_value(false);
        });
    }

    async fn turn_to(self, id: &str, steal: bool) {
        let (store, hold) = (self.store(), self.hold.get_value());
        match hold.change_to(&*store, id, self.lock(id, steal), self.put_away()).await {
            Ok(Ok((restored, mine))) => {
                self.resume(id, restored, mine);
                self.tell(shelf::touch(&*store, id, wall()).await);
            }
            Ok(Err(damage)) => self.complain(t::NOT_GONE_ON.get(), &damage),
            Err(refusal) => self.complain(&refusal.to_string(), &[]),
        }
    }

    fn resume(self, id: &str, restored: Restored, mine: bool) {
        let Restored { head, kept, files, marks, damage } = restored;
        let lacks = files.filter(|_| kept.files.is_none());
        self.page.act(|play| {
            play.go_on(kept);
            play.look_only(!mine);
        });
        let again = |keeper: &mut Keeper| {
            self.page.look(|play| keeper.adopt(play, id.to_owned(), &head, &marks));
        };
        if mine {
            self.keeper.update_value(again);
        }
        self.current.set(mine.then(|| id.to_owned()));
        self.elsewhere.set((!mine).then(|| id.to_owned()));
        self.open.set(false);
        self.say_what_is_missing(lacks.as_ref(), &damage);
    }

    /// What came back without.
    pub(super) fn say_what_is_missing(self, lacks: Option<&KeptFiles>, damage: &[Damage]) {
        if let Some(files) = lacks {
            let names = names_in_one(files.names.clone());
            self.page.say(match files.bytes {
                known if known > 0.0 => t::lacks_data_of(names, bytes(known)),
                _ => t::lacks_data(names),
            });
        }
        if !damage.is_empty() {
            self.page.warn(t::some_damaged(joined(Damage::lines(damage))));
        }
    }

    /// What `play` is called, where this tab keeps it.
    pub fn name(self, play: &Play) -> Option<String> {
        self.keeper.with_value(|keeper| keeper.name(play).map(str::to_owned))
    }

    /// What this tab has just loaded is called `name`.
    pub(super) fn named(self, name: &str) {
        let begin = |keeper: &mut Keeper| {
            self.page.look(|play| keeper.begin(play, fresh_id(), &[]));
            if let Some(id) = keeper.id().map(str::to_owned) {
                keeper.rename(&id, name);
                self.current.set(Some(id.clone()));
                spawn_local(self.own(id));
            }
        };
        self.keeper.update_value(begin);
    }
}
