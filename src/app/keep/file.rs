//! A comparison as a file: saved, and loaded.

use js_sys::{Array, Uint8Array};
use leptos::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::Blob;

use super::open::joined;
use super::state::{Bad, Keep, wall};
use crate::app::kit::engine::{keep_own, own_blob};
use crate::app::kit::pause::pause;
use crate::app::kit::save::save;
use crate::app::kit::scroll::focus;
use crate::app::state::world::now;
use crate::keep::archive::{self, Archive};
use crate::keep::record::{Kind, seal};
use crate::keep::{Damage, Head, Keeper, Moment, Piece, Pieces, Refusal, Restored, Store};
use crate::text::keep as t;

/// Milliseconds of work after which others have their turn.
const TURN: f64 = 20.0;

/// A file in the making: its parts in order.
struct Making {
    parts: Vec<(String, Uint8Array)>,
    since: f64,
}

impl Making {
    fn new() -> Self {
        Self { parts: Vec::new(), since: now() }
    }

    async fn add(&mut self, name: String, bytes: &[u8]) {
        self.parts.push((name, Uint8Array::from(bytes)));
        if now() - self.since > TURN {
            pause(0).await;
            self.since = now();
        }
    }

    /// The whole file.
    fn blob(self, mut head: Head) -> Option<Blob> {
        head.parts = self.parts.iter().map(|(name, bytes)| (name.clone(), bytes.length())).collect();
        let all = Array::of1(&Uint8Array::from(archive::front(&head).as_slice()));
        for (_, bytes) in &self.parts {
            all.push(bytes);
        }
        Blob::new_with_u8_array_sequence(&all).ok()
    }
}

async fn bytes_of(blob: &Blob) -> Option<Vec<u8>> {
    let buffer = JsFuture::from(blob.array_buffer()).await.ok()?;
    Some(Uint8Array::new(&buffer).to_vec())
}

/// The file of what is kept as `id`.
async fn stored(store: &impl Store, id: &str) -> Result<Option<(String, Blob)>, Refusal> {
    let heads = store.heads().await?;
    let found =
        heads.into_iter().find(|(other, _)| other == id).and_then(|(_, bytes)| Head::read(&bytes).ok());
    let Some(head) = found else { return Ok(None) };
    let mut making = Making::new();
    for name in head.names() {
        if let Some(bytes) = store.part(id, &name.to_string()).await? {
            let bytes = if name.kind() == Kind::Data { seal(Kind::Data, &bytes) } else { bytes };
            making.add(name.to_string(), &bytes).await;
        }
    }
    Ok(making.blob(head.clone()).map(|blob| (archive::file_name(&head), blob)))
}

impl Keep {
    /// Saves what is kept as `id` as a file.
    pub fn save(self, id: String) {
        spawn_local(async move {
            match stored(&*self.store(), &id).await {
                Ok(Some((name, blob))) => self.hand_over(&name, &blob),
                Ok(None) => self.complain(t::NO_LONGER_KEPT.get(), &[]),
                Err(refusal) => self.complain(&refusal.to_string(), &[]),
            }
        });
    }

    /// Saves what the page trains as a file, whether it is kept or not.
    pub fn save_open(self) {
        spawn_local(async move {
            let planned = self.page.look(|play| {
                let mut keeper = Keeper::default();
                keeper.begin(play, String::new(), &[]);
                if let Some(name) = self.name(play) {
                    keeper.rename("", &name);
                }
                keeper.plan(play, Moment { now: now(), wall: wall() }, super::state::data_of(play))
            });
            let Some(mut writing) = planned.flatten() else {
                return self.complain(t::NOTHING_TO_SAVE.get(), &[]);
            };
            let (mut making, mut head) = (Making::new(), None);
            while let Some(piece) = writing.piece() {
                match piece {
                    Piece::Put(name, bytes) => making.add(name, &bytes).await,
                    Piece::Data(name, set) => {
                        if let Some(bytes) = match own_blob(set) {
                            Some(blob) => bytes_of(&blob).await,
                            None => None,
                        } {
                            making.add(name, &seal(Kind::Data, &bytes)).await;
                        }
                    }
                    Piece::Drop(_) => {}
                    Piece::Head(bytes) => head = Head::read(&bytes).ok(),
                }
            }
            let made = head.and_then(|head| Some((archive::file_name(&head), making.blob(head)?)));
            match made {
                Some((name, blob)) => self.hand_over(&name, &blob),
                None => self.complain(t::NOT_TAKEN.get(), &[]),
            }
        });
    }

    fn hand_over(self, name: &str, blob: &Blob) {
        if save(blob, name).is_none() {
            self.complain(t::NOT_TAKEN.get(), &[]);
        }
    }

    /// Loads the file `name`.
    pub fn load(self, name: String, file: Blob) {
        self.bad.set(None);
        self.whole.set_value(None);
        spawn_local(async move {
            if file.size() > archive::LARGEST as f64 {
                let most = crate::keep::bytes(archive::LARGEST as f64);
                return self.refuse(t::too_large(name, most), &[], false);
            }
            let Some(bytes) = bytes_of(&file).await else {
                return self.refuse(t::not_read(name), &[], false);
            };
            let mut archive = match Archive::read(&bytes) {
                Ok(archive) => archive,
                Err(fault) => return self.refuse(t::not_loaded(name, fault), &[], false),
            };
            let data = archive.data.take();
            drop(bytes);
            match archive.restore() {
                Ok(restored) => {
                    let set = data.and_then(|data| {
                        Blob::new_with_u8_array_sequence(&Array::of1(&Uint8Array::from(data.as_slice()))).ok()
                    });
                    let set = set.map(keep_own);
                    if restored.damage.is_empty() {
                        return self.take_in(restored, set).await;
                    }
                    self.refuse(t::damaged(name), &restored.damage, true);
                    self.whole.set_value(Some((restored, set)));
                }
                Err(damage) => self.refuse(t::nothing_whole(name), &damage, false),
            }
        });
    }

    fn refuse(self, text: String, damage: &[Damage], loads: bool) {
        self.open.set(true);
        self.refresh();
        self.tell_in_list(Bad { text, lines: Damage::lines(damage), loads });
    }

    /// Says what went wrong where it is seen: in the list where that is open, else on the page.
    pub(super) fn complain(self, text: &str, damage: &[Damage]) {
        let lines = Damage::lines(damage);
        if self.open.get_untracked() {
            self.tell_in_list(Bad { text: text.into(), lines, loads: false });
        } else if lines.is_empty() {
            self.page.warn(text);
        } else {
            self.page.warn(t::with_lines(text, joined(lines)));
        }
    }

    fn tell_in_list(self, bad: Bad) {
        self.bad.set(Some(bad));
        // The list may be longer than the window.
        request_animation_frame(|| focus("kept-failed"));
    }

    /// Loads what is whole of a damaged file.
    pub fn load_whole(self) {
        if let Some((restored, set)) = self.whole.try_update_value(Option::take).flatten() {
            spawn_local(self.take_in(restored, set));
        }
    }

    /// Goes on with what was loaded; it is kept as a comparison of its own.
    async fn take_in(self, restored: Restored, set: Option<u32>) {
        self.put_away().await;
        let Restored { head, mut kept, files, .. } = restored;
        kept.files = files.as_ref().zip(set).and_then(|(files, set)| files.files(set));
        let lacks = files.filter(|_| kept.files.is_none());
        self.offer.set(None);
        self.bad.set(None);
        self.open.set(false);
        self.page.act(|play| play.go_on(kept));
        self.named(&head.name);
        self.say_what_is_missing(lacks.as_ref(), &[]);
    }
}
