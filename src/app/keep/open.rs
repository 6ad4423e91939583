//! Going on with what was kept: here, or only looking where another tab has it.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::lock;
use super::state::{Keep, fresh_id, wall};
use crate::app::state::world::now;
use crate::experiment::Script;
use crate::keep::shelf;
use crate::keep::{Damage, Keeper, KeptFiles, Restored, bytes};

impl Keep {
    /// Takes `id` for this tab. Answers whether it has it now.
    pub(super) async fn own(self, id: &str, steal: bool) -> bool {
        let lost = id.to_owned();
        let taken = lock::take(id, steal, move || self.lost(&lost)).await;
        let got = taken.is_some();
        self.lock.set_value(taken.map(|lock| (id.to_owned(), lock)));
        got
    }

    /// Another tab has taken `id` over.
    fn lost(self, id: &str) {
        self.keeper.update_value(|keeper| keeper.forget(id));
        self.lock.set_value(None);
        if self.current.get_untracked().as_deref() == Some(id) {
            self.current.set(None);
            self.elsewhere.set(Some(id.to_owned()));
            self.page.act(|play| {
                play.look_only(true);
                play.warn("Another tab has taken these runs over. This one only shows them now.");
            });
        }
    }

    /// What was kept last, where the page was opened to go on with it.
    pub(super) async fn look_back(self, script: &Script, bare: bool) {
        match shelf::list(&*self.store()).await {
            Ok(list) => {
                let newest = shelf::newest(&list).cloned();
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
        self.offer.set(None);
        spawn_local(async move {
            let mine = self.own(&id, steal).await;
            let store = self.store();
            match shelf::open(&*store, &id).await {
                Ok(Ok(restored)) => {
                    self.resume(&id, restored, mine);
                    let touched = shelf::touch(&*store, &id, wall()).await;
                    self.tell(touched);
                }
                Ok(Err(damage)) => {
                    let lines = Damage::lines(&damage).join("; ");
                    self.page.warn(format!("These runs cannot be gone on with: {lines}."));
                }
                Err(refusal) => self.page.warn(refusal.to_string()),
            }
        });
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
            let size = if files.bytes > 0.0 { format!(" ({})", bytes(files.bytes)) } else { String::new() };
            self.page.say(format!(
                "These runs were trained on {}{size}, which could not be kept. Choose it again: they go on where they were.",
                files.names.join(", ")
            ));
        }
        if !damage.is_empty() {
            let lines = Damage::lines(damage).join("; ");
            self.page.warn(format!("Not all of it could be read: {lines}. The rest is here."));
        }
    }

    /// What this tab keeps is called.
    pub(super) fn name(self) -> Option<String> {
        self.keeper.with_value(|keeper| keeper.name().map(str::to_owned))
    }

    /// What this tab has just loaded is called `name`.
    pub(super) fn named(self, name: &str) {
        let begin = |keeper: &mut Keeper| {
            self.page.look(|play| keeper.begin(play, fresh_id(), &[]));
            if let Some(id) = keeper.id().map(str::to_owned) {
                keeper.rename(&id, name);
                self.current.set(Some(id.clone()));
                spawn_local(async move {
                    self.own(&id, false).await;
                });
            }
        };
        self.keeper.update_value(begin);
    }
}
