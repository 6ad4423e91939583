//! Names the build, which page and engine must share (`protocol::BUILD`), and makes Rust of the English messages
//! (`text`), to which every other language is held.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

#[path = "src/text/message.rs"]
mod message;

use message::Entry;

const SCRIPT: &str = "scripts/build_hash.sh";

/// What the script reads.
const SOURCES: [&str; 7] = [
    ".cargo/config.toml",
    "Cargo.lock",
    "Cargo.toml",
    "rust-toolchain.toml",
    "www/engine_loader.js",
    "src",
    "vendor",
];

fn main() {
    for path in SOURCES.into_iter().chain([SCRIPT, "locales"]) {
        println!("cargo::rerun-if-changed={path}");
    }
    let build = hash().or_else(|| env::var("CARGO_PKG_VERSION").ok()).unwrap_or_default();
    println!("cargo::rustc-env=SADDLE_BUILD={build}");
    if let Err(what) = make_text() {
        println!("cargo::error={what}");
    }
}

/// `None` where there is no shell. Both engines are built by scripts, so then there is only the
/// command line, which compares builds with nobody.
fn hash() -> Option<String> {
    let output = Command::new("sh").arg(SCRIPT).output().ok().filter(|o| o.status.success())?;
    String::from_utf8(output.stdout).ok().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// Writes `text.rs` from `locales/en.ftl` and compares the other languages with it.
fn make_text() -> Result<(), String> {
    let english = messages(Path::new("locales/en.ftl"))?;
    let written = rust(&english)? + &languages()?;
    let folder = env::var("OUT_DIR").map_err(|e| e.to_string())?;
    fs::write(PathBuf::from(folder).join("text.rs"), written).map_err(|e| e.to_string())?;
    for path in files()? {
        same(&english, &path)?;
    }
    Ok(())
}

/// The locale files.
fn files() -> Result<Vec<PathBuf>, String> {
    let folder = fs::read_dir("locales").map_err(|e| e.to_string())?;
    let paths = folder.filter_map(|file| file.ok().map(|file| file.path()));
    Ok(paths.filter(|path| part(path.extension()) == Some("ftl")).collect())
}

/// `LANGUAGES`: the names of all files, and how each language calls itself; English first.
fn languages() -> Result<String, String> {
    let mut found = BTreeMap::new();
    for path in files()? {
        let tag = part(path.file_stem()).unwrap_or_default();
        let name = messages(&path)?.remove(&("language".to_owned(), "name".to_owned()));
        let (name, _) = name.ok_or_else(|| format!("{}: language.name is missing", path.display()))?;
        found.insert((tag != "en", tag.to_owned()), name);
    }
    let rows = found.iter().map(|((_, tag), name)| format!("Language {{ tag: {tag:?}, name: {name:?} }},"));
    let rows: String = rows.collect();
    Ok(format!(
        "\n/// Every language that there is a file of, English first.\npub const LANGUAGES: [Language; {}] = [{rows}];\n",
        found.len()
    ))
}

fn part(of: Option<&std::ffi::OsStr>) -> Option<&str> {
    of.and_then(std::ffi::OsStr::to_str)
}

/// The messages of a file by group and name, each with its arguments as they first appear.
type Messages = BTreeMap<(String, String), (String, Vec<String>)>;

fn messages(path: &Path) -> Result<Messages, String> {
    let shown = path.display();
    let text = fs::read_to_string(path).map_err(|e| format!("{shown}: {e}"))?;
    let entries = message::entries(&text).map_err(|(line, what)| format!("{shown}, line {line}: {what}"))?;
    let mut messages = Messages::new();
    for Entry { group, name, text } in entries {
        let arguments = message::arguments(&text).map_err(|e| format!("{shown}, {group}.{name}: {e}"))?;
        let arguments = arguments.into_iter().map(str::to_owned).collect();
        if messages.insert((group.clone(), name.clone()), (text, arguments)).is_some() {
            return Err(format!("{shown}: {group}.{name} stands there twice"));
        }
    }
    Ok(messages)
}

/// Whether the file at `path` has the messages of `english` with their arguments, and no others.
fn same(english: &Messages, path: &Path) -> Result<(), String> {
    let other = messages(path)?;
    let shown = path.display();
    for ((group, name), (_, arguments)) in english {
        match other.get(&(group.clone(), name.clone())) {
            None => return Err(format!("{shown}: {group}.{name} is missing")),
            // A language may leave an argument out (a plural that it has not), but not name another.
            Some((_, own)) if own.iter().any(|argument| !arguments.contains(argument)) => {
                return Err(format!("{shown}: {group}.{name} has {own:?}, the English one {arguments:?}"));
            }
            Some(_) => {}
        }
    }
    match other.keys().find(|key| !english.contains_key(*key)) {
        Some((group, name)) => Err(format!("{shown}: {group}.{name} is not in English")),
        None => Ok(()),
    }
}

/// A module for every group, a constant for every message, or a function where it has arguments.
fn rust(messages: &Messages) -> Result<String, String> {
    let mut groups: BTreeMap<&str, String> = BTreeMap::new();
    let mut numbers = BTreeMap::new();
    for ((group, name), (text, arguments)) in messages {
        let number = message::number(group, name);
        if let Some(other) = numbers.insert(number, (group, name)) {
            return Err(format!("{group}.{name} and {other:?} have the same number: rename one"));
        }
        let ident = name.replace('-', "_");
        let new = |english: &str| format!("Text(&Message {{ number: {number}, english: {english:?} }})");
        let written = if arguments.is_empty() {
            let plain = new(&message::filled(text, &[], &[]));
            format!("/// `{name}`\npub const {}: Text = {plain};\n", ident.to_uppercase())
        } else {
            let named = |each: fn(&str) -> String| arguments.iter().map(|a| each(a)).collect::<String>();
            let parameters = named(|a| format!("{}: impl std::fmt::Display,", a.replace('-', "_")));
            let values = named(|a| format!("&{},", a.replace('-', "_")));
            format!(
                "/// `{name}`\n#[allow(clippy::too_many_arguments)]\npub fn {ident}({parameters}) -> String {{ {}.filled(&[{values}]) }}\n",
                new(text)
            )
        };
        groups.entry(group).or_default().push_str(&written);
    }
    let modules: String = groups
        .into_iter()
        .map(|(group, body)| {
            format!(
                "/// `## {group}`\npub mod {} {{ use super::{{Message, Text}};\n{body}}}\n",
                group.replace('-', "_")
            )
        })
        .collect();
    Ok(modules)
}
