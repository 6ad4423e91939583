//! What the page says, by names: the sentences stand in `locales/`, a file a language, and the build script makes a
//! constant or a function of each (`text::bar::TRAIN`, `text::doctor::modes(3, 8)`), so that a name or an argument that
//! is missing does not compile. English is compiled in; another language is a file that the page loads when it is
//! chosen ([`speak`]). Nothing else speaks but the page, so the language is the thread's.

pub mod choose;
pub mod joined;
pub mod message;
pub mod rich;

use std::cell::RefCell;
use std::fmt;

// The modules of the groups, and `LANGUAGES`.
include!(concat!(env!("OUT_DIR"), "/text.rs"));

/// A language that the page speaks.
#[derive(Debug, PartialEq, Eq)]
pub struct Language {
    /// As in `<html lang>`, in links and in the name of its file: `en`, `zh`.
    pub tag: &'static str,
    /// What it calls itself.
    pub name: &'static str,
}

/// A message without arguments, or the pattern of one with them.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Text(&'static Message);

/// As it is compiled in.
#[derive(PartialEq, Eq)]
struct Message {
    /// [`message::number`] of its name.
    number: u32,
    english: &'static str,
}

thread_local! {
    /// The locale file of the language that is spoken; empty for English.
    static FILE: RefCell<String> = const { RefCell::new(String::new()) };
    /// The messages of the language that is spoken, in the order of their numbers; none for English.
    static SPOKEN: RefCell<Vec<(u32, &'static str)>> = const { RefCell::new(Vec::new()) };
}

impl Text {
    /// The message in the language that is spoken.
    pub fn get(self) -> &'static str {
        let found = SPOKEN.with_borrow(|spoken| {
            let at = spoken.binary_search_by_key(&self.0.number, |(number, _)| *number);
            at.ok().map(|at| spoken[at].1)
        });
        found.unwrap_or(self.0.english)
    }

    /// With `values` in the places of its arguments, in the order in which the English names them first. Not generic
    /// and never inlined: it is what hundreds of small functions share.
    #[inline(never)]
    fn filled(self, values: &[&dyn fmt::Display]) -> String {
        let names = message::arguments(self.0.english).unwrap_or_default();
        message::filled(self.get(), &names, values)
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.get())
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.get())
    }
}

/// From now on everything is said by the messages of `file`, a locale file; what it lacks stays English.
///
/// # Errors
/// As [`message::entries`]; then nothing has changed.
pub fn speak(file: &str) -> Result<(), (usize, String)> {
    // Kept for as long as the page lives: a language is chosen once or twice.
    let number = |entry: message::Entry| {
        let plain = message::arguments(&entry.text).is_ok_and(|arguments| arguments.is_empty());
        let text = if plain { message::filled(&entry.text, &[], &[]) } else { entry.text };
        (message::number(&entry.group, &entry.name), &*text.leak())
    };
    let mut spoken: Vec<(u32, &'static str)> = message::entries(file)?.into_iter().map(number).collect();
    spoken.sort_unstable();
    SPOKEN.set(spoken);
    FILE.set(file.to_owned());
    Ok(())
}

/// What another thread needs to [`speak`] as this one does; nothing for English.
pub fn words() -> Option<String> {
    FILE.with_borrow(|file| (!file.is_empty()).then(|| file.clone()))
}

/// From now on everything is said in English.
pub fn speak_english() {
    SPOKEN.set(Vec::new());
    FILE.set(String::new());
}

/// What `say` says in English, whatever is spoken: files that programs read, and what engines said.
pub fn in_english<T>(say: impl FnOnce() -> T) -> T {
    let spoken = SPOKEN.take();
    let said = say();
    SPOKEN.set(spoken);
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHINESE: &str = include_str!("../../locales/zh.ftl");

    #[test]
    fn a_language_is_spoken_until_another_is() {
        assert_eq!(language::NAME.get(), "English");
        speak(CHINESE).expect("a locale file");
        assert_eq!((language::NAME.get(), in_english(|| language::NAME.get())), ("简体中文", "English"));
        speak("## language\nname = { \"{\" } \nswitch = S").expect("a locale file");
        assert_eq!(language::NAME.get(), "{");
        speak("## language\nswitch = S").expect("a locale file");
        assert_eq!((language::NAME.get(), language::SWITCH.get()), ("English", "S"));
        assert_eq!(words().as_deref(), Some("## language\nswitch = S"));
        assert!(speak("## language\nno message").is_err());
        assert_eq!(language::SWITCH.get(), "S");
        speak_english();
        assert_eq!(language::SWITCH.get(), "Language");
        assert_eq!(words(), None);
    }

    #[test]
    fn chinese_is_set_by_the_rules_of_its_typography() {
        for entry in message::entries(CHINESE).expect("a locale file") {
            let chars: Vec<char> = entry.text.chars().collect();
            for pair in chars.windows(2) {
                let (a, b) = (pair[0], pair[1]);
                assert!(
                    !(is_han(a) && ",;:?!".contains(b)),
                    "a full-width mark belongs after {a}: {entry:?}"
                );
                assert!(!(is_han(a) && b == '.'), "a full stop 。 belongs after {a}: {entry:?}");
                assert!(!("，。；：？！、".contains(a) && b == ' '), "no space after {a}: {entry:?}");
            }
        }
    }

    fn is_han(c: char) -> bool {
        ('\u{4e00}'..='\u{9fff}').contains(&c)
    }
}
