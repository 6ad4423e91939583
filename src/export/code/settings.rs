//! The settings of a run, as they are written in a program.

use crate::experiment::{Course, Experiment, KEYS, Key, Value};

/// A key as a name: `d.lr` is `d_lr`.
fn name(key: &Key) -> String {
    key.name.replace('.', "_")
}

fn value(key: &Key, experiment: &Experiment) -> String {
    match key.get(experiment) {
        Value::Int(v) => v.to_string(),
        // With a point, also where it is whole.
        Value::Float(v) => format!("{v:?}"),
        Value::Switch(v) => (if v { "True" } else { "False" }).into(),
        Value::Choice(_, word) => format!("\"{word}\""),
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
