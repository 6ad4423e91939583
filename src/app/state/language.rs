//! The language of the page: what the address asks for, or what was chosen, or what the browser prefers.

use leptos::prelude::*;

use crate::app::kit::fetch;
use crate::app::kit::storage::{keep, kept};
use crate::app::state::page::Page;
use crate::text::{Language, choose, speak, speak_english};

/// As the browser keeps the choice.
const STORED: &str = "lang";

/// The language to begin with.
pub fn first() -> &'static Language {
    if let Some(asked) = asked() {
        return asked;
    }
    let wanted: Vec<String> = kept(STORED)
        .into_iter()
        .chain(window().navigator().languages().iter().filter_map(|tag| tag.as_string()))
        .collect();
    choose::best(wanted.iter().map(String::as_str))
}

/// What the address asks for; a link that is made of this page asks for it too.
pub fn asked() -> Option<&'static Language> {
    let location = window().location();
    choose::asked(&location.search().unwrap_or_default(), &location.hash().unwrap_or_default())
}

/// From now on `language` is spoken; where its words cannot be had, English.
pub async fn load(language: &'static Language) -> bool {
    let heard = language.tag != "en" && {
        let file = fetch::text(&format!("./locales/{}.ftl", language.tag)).await;
        file.is_ok_and(|file| speak(&file).is_ok())
    };
    if !heard {
        speak_english();
    }
    let spoken = if heard { language.tag } else { "en" };
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute("lang", spoken);
    }
    spoken == language.tag
}

/// The user chose `language`: the page is drawn anew in it, the runs go on as they were.
pub fn choose_language(page: Page, language: &'static Language) {
    wasm_bindgen_futures::spawn_local(async move {
        if !load(language).await {
            return page.warn(crate::text::language::UNREAD.get());
        }
        keep(STORED, language.tag);
        page.language.set(language);
        // What the runs say is said again.
        page.act(|_| ());
    });
}

/// The address has changed: what it asks for now is spoken.
pub fn follow_language(page: Page) {
    if let Some(language) = asked().filter(|language| *language != page.language.get_untracked()) {
        choose_language(page, language);
    }
}

/// What a link of this page asks for: the language, if the address that it was opened with did.
pub fn in_link(page: Page) -> String {
    let now = page.language.get();
    asked().map_or_else(String::new, |_| format!("&lang={}", now.tag))
}
