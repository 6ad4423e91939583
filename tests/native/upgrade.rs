//! What earlier builds have left behind opens in this one: links and configs, and comparisons as files and in the
//! browser's store. `docs/upgrade.md` says how `tests/golden/upgrade/` was made, and what cannot be opened.

use std::collections::BTreeMap;
use std::path::PathBuf;

use saddle::chart;
use saddle::experiment::{Course, Experiment, RunId, key, link};
use saddle::keep::archive::{self, Archive};
use saddle::keep::{Head, Pieces, Refusal, Restored, Store, shelf};
use serde::Deserialize;
use serde_json::{Map, Value as Json};

/// Builds of 0.1, of 0.2, and the one before this; each has links.
const BUILDS: [&str; 3] = ["0.1", "0.2", BEFORE];

/// The build before this one, which has comparisons too.
const BEFORE: &str = "3ffec40";

/// Comparisons that were saved by [`BEFORE`]: a fork, a change on the way; own images; own points.
const COMPARISONS: [&str; 3] = ["points", "images", "table"];

fn golden(build: &str, name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden/upgrade").join(build).join(name)
}

fn text(build: &str, name: &str) -> String {
    std::fs::read_to_string(golden(build, name)).expect("a golden file")
}

/// A link, and what the build of its time made of it. Runs after the first, and changes, have only the keys in
/// which they differ.
#[derive(Deserialize)]
struct Meant {
    link: String,
    runs: Vec<MeantRun>,
}

#[derive(Deserialize)]
struct MeantRun {
    start: Map<String, Json>,
    #[serde(default)]
    fork: Option<(usize, u32)>,
    #[serde(default)]
    edits: Vec<(u32, Map<String, Json>)>,
}

fn links(build: &str) -> Vec<Meant> {
    let text = text(build, "links.jsonl");
    text.lines().map(|line| serde_json::from_str(line).expect("a link")).collect()
}

/// Fails where `experiment` has another value than `fields`, and than `base` has for the rest.
fn same(link: &str, experiment: &Experiment, base: &Map<String, Json>, fields: &Map<String, Json>) {
    for (name, before) in base {
        let before = fields.get(name).unwrap_or(before);
        let word = before.as_str().map_or_else(|| before.to_string(), str::to_owned);
        let key = key(name).unwrap_or_else(|| panic!("{link}: {name} is no key any more"));
        assert_eq!(Ok(key.get(experiment)), key.parse(&word), "{link}: {name}");
    }
}

#[test]
fn a_link_means_what_it_meant() {
    for build in BUILDS {
        let all = links(build);
        assert!(all.len() > 50, "{build}");
        for Meant { link, runs } in all {
            let read = link::read(&link);
            assert_eq!(read.issues, [], "{build}: {link}");
            assert_eq!(read.script.courses.len(), runs.len(), "{build}: {link}");
            let base = &runs[0].start;
            for (Course { start, fork, edits }, meant) in read.script.courses.iter().zip(&runs) {
                same(&link, start, base, &meant.start);
                assert_eq!(fork.map(|fork| (fork.of.0, fork.at)), meant.fork, "{link}");
                assert_eq!(edits.len(), meant.edits.len(), "{link}");
                for (change, (after, fields)) in edits.iter().zip(&meant.edits) {
                    assert_eq!(change.after, *after, "{link}");
                    let whole = meant.start.clone().into_iter().chain(fields.clone()).collect();
                    same(&link, &change.to, base, &whole);
                }
            }
            let again = link::read(&link::write(&read.script));
            assert_eq!(again.script, read.script, "{build}: {link}");
        }
    }
}

#[cfg(feature = "cli")]
#[test]
fn a_config_file_is_the_run_that_it_was() {
    use std::process::Command;
    let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("upgrade-config.json");
    for build in BUILDS {
        for Meant { link, runs } in links(build).into_iter().step_by(5) {
            let fields = &runs[0].start;
            std::fs::write(&file, serde_json::to_string(fields).expect("text")).expect("a file");
            let asked =
                Command::new(env!("CARGO_BIN_EXE_saddle")).args(["link", "--config"]).arg(&file).output();
            let asked = asked.expect("the command starts");
            let said = String::from_utf8_lossy(&asked.stdout).into_owned();
            let why = String::from_utf8_lossy(&asked.stderr);
            assert!(asked.status.success(), "{build}: {link}: {why}");
            same(&link, &link::read_experiment(said.trim()), fields, fields);
        }
    }
}

fn archive(name: &str) -> Archive {
    let bytes = std::fs::read(golden(BEFORE, &format!("{name}.saddle"))).expect("a golden file");
    Archive::read(&bytes).unwrap_or_else(|fault| panic!("{name}: {fault}"))
}

/// Fails where a restored comparison is not the one whose losses were saved beside it.
fn is_whole(name: &str, restored: &Restored) {
    assert_eq!(restored.damage, [], "{name}");
    let runs = &restored.kept.runs;
    let letters = (0..runs.len()).map(|run| RunId(run).letter());
    let histories: Vec<_> = letters.zip(runs.iter().map(|run| &run.history)).collect();
    let measured = chart::table(&histories);
    let steps = runs.iter().map(|run| run.history.len()).max().unwrap_or(0);
    assert!(steps > 20, "{name}: {steps} steps");
    let lines: Vec<_> = measured.lines().collect();
    let saved = text(BEFORE, &format!("{name}.csv"));
    assert_eq!(lines, saved.lines().take(1 + steps).collect::<Vec<_>>(), "{name}");
    for run in runs {
        assert_eq!(run.saved.as_ref().map(|saved| saved.step as usize), Some(steps), "{name}");
        assert!(!run.snaps.is_empty() && run.scores.iter().next().is_some(), "{name}");
    }
}

#[test]
fn a_saved_comparison_comes_back_whole() {
    for name in COMPARISONS {
        let read = archive(name);
        let own = read.data.is_some();
        let restored = read.restore().unwrap_or_else(|damage| panic!("{name}: {damage:?}"));
        is_whole(name, &restored);
        assert_eq!(restored.files.is_some(), own, "{name}");
        assert_eq!(own, name != "points");
    }
    let script = archive("points").restore().map(|restored| restored.kept.script).unwrap_or_default();
    let link = "v=2&data=ring8&seed=6&batch=8&g.width=16&d.width=16&snapshot.every=50&b:loss=hinge&b@20:d.lr=4e-4&c=a@30";
    assert_eq!(script.courses, link::read(link).script.courses);
}

/// The browser's store as the build before left it: the records of a file, each under its name.
struct Left {
    head: Vec<u8>,
    parts: BTreeMap<String, Vec<u8>>,
}

impl Left {
    fn of(file: &[u8]) -> Self {
        let start = archive::MAGIC.len() + 4;
        let length = u32::from_le_bytes(file[start - 4..start].try_into().expect("four bytes")) as usize;
        let (head, mut rest) = file[start..].split_at(length);
        let mut parts = BTreeMap::new();
        for (name, size) in Head::read(head).expect("a head").parts {
            let (part, after) = rest.split_at(size as usize);
            parts.insert(name, part.to_vec());
            rest = after;
        }
        Self { head: head.to_vec(), parts }
    }
}

impl Store for Left {
    async fn heads(&self) -> Result<Vec<(String, Vec<u8>)>, Refusal> {
        Ok(vec![("left".to_owned(), self.head.clone())])
    }

    async fn part(&self, _: &str, name: &str) -> Result<Option<Vec<u8>>, Refusal> {
        Ok(self.parts.get(name).cloned())
    }

    async fn data(&self, _: &str) -> Result<Option<u32>, Refusal> {
        Ok(self.parts.contains_key("data").then_some(1))
    }

    async fn write(&self, _: &str, _: &mut dyn Pieces) -> Result<f64, Refusal> {
        Err(Refusal::Full)
    }

    async fn edit(&self, _: &str, _: &mut dyn FnMut(&[u8]) -> Option<Vec<u8>>) -> Result<(), Refusal> {
        Err(Refusal::Full)
    }

    async fn delete(&self, _: &str) -> Result<(), Refusal> {
        Err(Refusal::Full)
    }
}

#[test]
fn what_the_browser_kept_is_listed_and_comes_back_whole() {
    for name in COMPARISONS {
        let file = std::fs::read(golden(BEFORE, &format!("{name}.saddle"))).expect("a golden file");
        let store = Left::of(&file);
        let list = now(shelf::list(&store)).expect("a list");
        let head = list[0].head.as_ref().unwrap_or_else(|fault| panic!("{name}: {fault}"));
        assert!(head.step > 20 && head.thumb.is_some() && !head.name.is_empty(), "{name}");
        let opened = now(shelf::open(&store, "left")).expect("a store");
        is_whole(name, &opened.unwrap_or_else(|damage| panic!("{name}: {damage:?}")));
    }
}

/// The value of a future that never waits.
fn now<T>(future: impl Future<Output = T>) -> T {
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    match std::pin::pin!(future).poll(&mut context) {
        std::task::Poll::Ready(value) => value,
        std::task::Poll::Pending => panic!("it waits"),
    }
}

#[cfg(feature = "engine")]
mod going_on {
    use burn::prelude::Device;
    use saddle::data::{OwnData, Source};
    use saddle::failure::Failure;
    use saddle::play::KeptRun;
    use saddle::protocol::decode;
    use saddle::session::{Session, SessionOptions};

    use super::*;

    /// Steps that are trained on.
    const MORE: u32 = 10;

    /// How far losses may lie apart, of their size: other machines add in another order.
    const CLOSE: f32 = 1e-4;

    /// The run, from where it was saved.
    fn session(course: &Course, own: Option<&OwnData>, point: &[u8]) -> Result<Session, Failure> {
        let edits = course.edits.iter().map(|edit| (edit.after, edit.to.clone())).collect();
        let options =
            SessionOptions { edits, resume: Some(point), ..SessionOptions::of(course.start.clone()) };
        Session::with_source(Source::of(&course.start, own)?, options, &Device::flex())
    }

    fn point(run: &KeptRun) -> &[u8] {
        &run.saved.as_ref().expect("a checkpoint").bytes
    }

    #[test]
    fn a_run_goes_on_as_it_did() {
        for name in COMPARISONS {
            let archive = archive(name);
            let own = archive.data.as_ref().map(|bytes| decode::<OwnData>(bytes).expect("own data"));
            let kept = archive.restore().unwrap_or_else(|damage| panic!("{damage:?}")).kept;
            let saved = text(BEFORE, &format!("{name}.csv"));
            let rows: Vec<Vec<&str>> = saved.lines().map(|line| line.split(',').collect()).collect();
            for (run, (course, lane)) in kept.script.courses.iter().zip(&kept.runs).enumerate() {
                let mut session = session(course, own.as_ref(), point(lane)).expect("a session");
                let from = session.step_count();
                (0..MORE).for_each(|_| session.step());
                let trained = now(session.drain()).expect("records").records;
                for (step, record) in (from + 1..).zip(&trained) {
                    for (series, loss) in [("loss_d", record.loss_d), ("loss_g", record.loss_g)] {
                        let column = format!("{series}_{}", RunId(run).letter().to_ascii_lowercase());
                        let at = rows[0].iter().position(|name| *name == column).expect("a column");
                        let then: f32 = rows[step as usize][at].parse().expect("a number");
                        let apart = (loss - then).abs() / then.abs();
                        assert!(apart < CLOSE, "{name} {column} at {step}: {then} was, {loss} is");
                    }
                }
                assert_eq!(trained.len() as u32, MORE);
            }
        }
    }

    /// Between two builds of 0.3.0 that were never published, a checkpoint's header changed: what was written
    /// before cannot be gone on with, and says so.
    #[test]
    fn a_checkpoint_with_the_header_of_before_is_refused_with_a_sentence() {
        let kept = archive("points").restore().unwrap_or_else(|damage| panic!("{damage:?}")).kept;
        let new = point(&kept.runs[0]);
        let (_, header) = safetensors::SafeTensors::read_metadata(new).expect("safetensors");
        let entries = header.metadata().clone().expect("entries");
        let (meta, optimizers) = entries["saddle"].split_once('\n').expect("two lines");
        let entries =
            [("saddle", meta), ("optimizers", optimizers)].map(|(k, v)| (k.to_owned(), v.to_owned()));
        let tensors = safetensors::SafeTensors::deserialize(new).expect("safetensors");
        let old =
            safetensors::serialize(tensors.tensors(), Some(entries.into_iter().collect())).expect("bytes");
        match session(&kept.script.courses[0], None, &old) {
            Err(Failure::Checkpoint { why }) => assert!(why.contains("optimizers"), "{why}"),
            Err(other) => panic!("{other}"),
            Ok(_) => panic!("it was taken"),
        }
    }
}
