//! Formats that people write and pass on: the link, a teacher's lesson, a language, plans and results.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64;
use saddle::clinic;
use saddle::clinic::line::Line;
use saddle::evidence::lines;
use saddle::evidence::measured_run::MeasuredRun;
use saddle::evidence::plan::{self, Plan};
use saddle::experiment::{MAX_RUNS, link};
use saddle::play::assignment::{Assignment, MAX_ANSWERS, MAX_LINE, MAX_TEXT};
use saddle::text::message::{Entry, arguments, entries, filled, number, pieces};
use saddle::text::rich::{Marked, marked};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// The longest sentence that names a problem, in characters.
const LONGEST: usize = 200;

/// The most problems of a link that are named, with the line that counts the rest.
const MOST_PROBLEMS: usize = 21;

/// Any text is a link; what is wrong is named in a short list. Accepted: without a problem.
pub fn link(bytes: &[u8]) -> bool {
    let read = link::read(&String::from_utf8_lossy(bytes));
    assert!((1..=MAX_RUNS).contains(&read.script.courses.len()));
    assert!(read.issues.len() <= MOST_PROBLEMS);
    for sentence in read.issues.iter().map(|issue| issue.sentence()) {
        assert!(sentence.chars().count() <= LONGEST && !sentence.contains('\n'), "{sentence}");
    }
    if link::holds(&read.script) {
        let written = link::write(&read.script);
        let again = link::read(&written);
        assert_eq!(again.issues, [], "{written}");
        assert_eq!(again.script, read.script, "{written}");
    }
    read.issues.is_empty()
}

/// The bytes as a pair of a link, and as what the pair holds.
pub fn lesson(bytes: &[u8]) -> bool {
    let pair = lesson_of(&String::from_utf8_lossy(bytes));
    let inside = lesson_of(&format!("v=2&lesson={}", BASE64.encode(bytes)));
    pair || inside
}

fn lesson_of(fragment: &str) -> bool {
    let Some(lesson) = Assignment::of(fragment) else { return false };
    let short = |text: &str, most| text.chars().count() <= most;
    assert!(short(&lesson.text, MAX_TEXT));
    if let Some(question) = &lesson.question {
        assert!(
            (2..=MAX_ANSWERS).contains(&question.answers.len()) && question.right < question.answers.len()
        );
        assert!(question.answers.iter().chain([&question.words]).all(|line| short(line, MAX_LINE)));
    }
    assert_eq!(Assignment::of(&lesson.pair()), Some(lesson));
    true
}

/// A locale file, and each of its messages with its arguments and marks.
pub fn language(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let Ok(all) = entries(&text) else { return false };
    let whole = |Entry { group, name, text }: &Entry| format!("## {group}\n{name} = {text}\n");
    assert_eq!(entries(&all.iter().map(whole).collect::<String>()).as_ref(), Ok(&all));
    let sound = |Entry { group, name, text }: &Entry| {
        number(group, name);
        let joined: String = marked(text).iter().map(unmarked).collect();
        assert_eq!(joined, *text);
        let Ok(names) = arguments(text) else { return false };
        let values: Vec<&dyn std::fmt::Display> =
            names.iter().map(|_| &1 as &dyn std::fmt::Display).collect();
        let said = filled(text, &names, &values);
        assert!(said.len() <= text.len() && pieces(text).is_ok());
        true
    };
    all.iter().filter(|entry| !sound(entry)).count() == 0
}

fn unmarked(piece: &Marked<'_>) -> String {
    let Marked { mark, text } = piece;
    if mark.is_empty() { (*text).to_owned() } else { format!("<{mark}>{text}</{mark}>") }
}

/// The plan of the sweep and that of the clinic, which share a file.
pub fn plan(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let (sweep, tips) = (plan::read(&text), clinic::plan::read(&text));
    for reason in [sweep.as_ref().err(), tips.as_ref().err()].into_iter().flatten() {
        assert!(reason.starts_with("line "), "{reason}");
    }
    if let Ok(Plan { rows, trials }) = &sweep {
        assert!(rows.iter().map(|row| row.seeds).chain(trials.iter().map(|t| t.seeds)).all(|n| n <= 1000));
        assert_eq!(plan::read(&(written(rows) + written(trials).as_str())), sweep);
    }
    if let Ok(clinic::plan::Plan { arms, carries }) = &tips {
        let again = clinic::plan::read(&(written(arms) + written(carries).as_str())).expect("a plan");
        alike(&json(arms), &json(&again.arms));
        assert_eq!(*carries, again.carries);
    }
    sweep.is_ok() && tips.is_ok()
}

/// The results of the clinic and those of a sweep. Accepted: every line is a run of one of them.
pub fn results(bytes: &[u8]) -> bool {
    let (clinic, sweep) = (runs::<Line>(bytes), runs::<MeasuredRun>(bytes));
    clinic || sweep
}

/// A bad line costs itself alone. Whether there is none.
fn runs<T: Serialize + DeserializeOwned>(bytes: &[u8]) -> bool {
    let read = |bytes: &[u8]| {
        let mut runs: Vec<T> = Vec::new();
        let damaged = lines::read(bytes, |run| runs.push(run)).expect("memory can be read");
        (runs, damaged.len())
    };
    let (runs, damaged) = read(bytes);
    let there = bytes.split(|byte| *byte == b'\n').filter(|line| !line.trim_ascii().is_empty()).count();
    assert_eq!(runs.len() + damaged, there);
    let text = written(&runs);
    let (again, lost) = read(text.as_bytes());
    assert_eq!((again.len(), lost), (runs.len(), 0));
    runs.iter().zip(&again).for_each(|(one, other)| alike(&json(one), &json(other)));
    damaged == 0 && there > 0
}

/// The same, numbers to 15 digits: those of more `serde_json` reads to a bit.
fn alike(one: &Value, other: &Value) {
    match (one, other) {
        (Value::Object(a), Value::Object(b)) => {
            assert!(a.keys().eq(b.keys()));
            a.values().zip(b.values()).for_each(|(a, b)| alike(a, b));
        }
        (Value::Array(a), Value::Array(b)) => {
            assert_eq!(a.len(), b.len());
            a.iter().zip(b).for_each(|(a, b)| alike(a, b));
        }
        (Value::Number(a), Value::Number(b)) => {
            let [a, b] = [a, b].map(|number| number.as_f64().expect("a number"));
            assert!((a - b).abs() <= 1e-15 * a.abs() + f64::MIN_POSITIVE, "{a} {b}");
        }
        _ => assert_eq!(one, other),
    }
}

fn json<T: Serialize>(value: &T) -> Value {
    serde_json::to_value(value).expect("serializable")
}

/// A line each.
fn written<T: Serialize>(all: &[T]) -> String {
    all.iter().map(|each| serde_json::to_string(each).expect("serializable") + "\n").collect()
}
