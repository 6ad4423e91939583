//! The settings of a run, as they are written in a program.

use super::template::has_word;
use crate::experiment::{Course, Experiment, KEYS, Key, Value};

/// A key as a name: `d.lr` is `d_lr`.
fn name(key: &Key) -> String {
    key.name.replace('.', "_")
}

/// A value as Python and Rust write it, but for a switch.
fn plain(key: &Key, experiment: &Experiment) -> String {
    match key.get(experiment) {
        Value::Int(v) => v.to_string(),
        // With a point, also where it is whole.
        Value::Float(v) => format!("{v:?}"),
        Value::Switch(v) => v.to_string(),
        Value::Choice(_, word) => format!("\"{word}\""),
    }
}

fn value(key: &Key, experiment: &Experiment) -> String {
    match key.get(experiment) {
        Value::Switch(v) => (if v { "True" } else { "False" }).into(),
        _ => plain(key, experiment),
    }
}

/// Every key of `course` as it begins, one a line.
pub fn python(course: &Course) -> String {
    let keys = KEYS.iter().filter(|key| key.applies(course.start.data));
    let line = |key: &Key| format!("    {}={},", name(key), value(key, &course.start));
    keys.map(line).collect::<Vec<_>>().join("\n")
}

/// The edits of `course`: `[(1200, {"d_lr": 0.0004})]`.
pub fn python_edits(course: &Course) -> String {
    let before = [&course.start].into_iter().chain(course.edits.iter().map(|edit| &edit.to));
    let edits = before.zip(&course.edits).map(|(before, edit)| {
        let changed = KEYS.iter().filter(|key| key.get(before) != key.get(&edit.to));
        let changed: Vec<_> =
            changed.map(|key| format!("\"{}\": {}", name(key), value(key, &edit.to))).collect();
        format!("({}, {{{}}})", edit.after, changed.join(", "))
    });
    format!("[{}]", edits.collect::<Vec<_>>().join(", "))
}

/// The keys of `course` that `program` reads as `e.name`, with their types and their values as it begins, both as
/// the lines of a struct of Rust.
pub fn rust(course: &Course, program: &str) -> (String, String) {
    let used: Vec<&Key> = KEYS.iter().filter(|key| reads(program, &name(key))).collect();
    let kind = |key: &Key| match key.get(&course.start) {
        Value::Int(_) => "usize",
        Value::Float(_) => "f64",
        Value::Switch(_) => "bool",
        Value::Choice(..) => "&'static str",
    };
    let fields = used.iter().map(|key| format!("    {}: {},", name(key), kind(key)));
    let values = used.iter().map(|key| format!("    {}: {},", name(key), plain(key, &course.start)));
    (fields.collect::<Vec<_>>().join("\n"), values.collect::<Vec<_>>().join("\n"))
}

/// The edits of `course` to keys that `program` reads, as lines of Rust.
pub fn rust_edits(course: &Course, program: &str) -> String {
    let before = [&course.start].into_iter().chain(course.edits.iter().map(|edit| &edit.to));
    let edits = before.zip(&course.edits).map(|(before, edit)| {
        let changed = KEYS.iter().filter(|key| key.get(before) != key.get(&edit.to));
        let changed = changed.filter(|key| reads(program, &name(key)));
        let lines = changed.map(|key| format!("        e.{} = {};\n", name(key), plain(key, &edit.to)));
        format!("    if step == {} {{\n{}    }}", edit.after, lines.collect::<String>())
    });
    edits.collect::<Vec<_>>().join("\n")
}

/// Whether `program` reads the key that it calls `name`.
fn reads(program: &str, name: &str) -> bool {
    has_word(program, &format!("e.{name}")) || has_word(program, &format!("SETTINGS.{name}"))
}
