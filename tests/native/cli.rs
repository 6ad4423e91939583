//! The command line as its users see it.
#![cfg(feature = "cli")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::task::{Context, Poll, Waker};

use burn::prelude::Device;
use saddle::experiment::{Course, RunId, link};
use saddle::play::film::Film;
use saddle::session::Session;

use super::fixtures::{Packing, gzip, idx, npy, picture, zip};

fn saddle(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_saddle")).args(args).output().expect("the command starts")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("text")
}

#[test]
fn who_reads_no_further_ends_a_command_without_a_word() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_saddle"))
        .args(["clinic", "estimate"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    drop(command.stdout.take());
    let output = command.wait_with_output().expect("it ends");
    assert!(output.status.success() && output.stderr.is_empty(), "{}", text(&output.stderr));
}

/// An empty folder of this test.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder");
    folder
}

fn path(path: &Path) -> &str {
    path.to_str().expect("text")
}

/// The one line of a command that is refused.
fn refused(args: &[&str]) -> String {
    let output = saddle(args);
    assert_eq!(output.status.code(), Some(2), "{args:?}");
    assert_eq!(text(&output.stdout), "");
    let said = text(&output.stderr);
    assert_eq!(said.lines().count(), 1, "{said}");
    said
}

/// The value of a future that is always ready, as all are on the CPU.
fn now<T>(future: impl Future<Output = T>) -> T {
    let mut future = Box::pin(future);
    match future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("the CPU engine never waits"),
    }
}

const SMALL: &str = "https://example.org/x/#v=1&data=ring8&seed=7&batch=32&g.width=16&d.width=16";

fn train(link: &str, out: &Path) -> (serde_json::Value, Vec<Vec<f32>>) {
    let output = saddle(&["train", "--link", link, "--steps", "50", "--out", path(out)]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let summary = std::fs::read_to_string(out.join("summary.json")).expect("a summary");
    let metrics = std::fs::read_to_string(out.join("metrics.csv")).expect("metrics");
    let cells = |row: &str| row.split(',').map(|c| c.parse().unwrap_or(f32::NAN)).collect();
    (serde_json::from_str(&summary).expect("JSON"), metrics.lines().skip(1).map(cells).collect())
}

#[test]
fn training_writes_every_file_and_repeats_to_the_last_bit() {
    let (out, again) = (folder("train"), folder("again"));
    let (summary, rows) = train(SMALL, &out);
    assert_eq!(summary["steps"], 50);
    assert_eq!(summary["parameters"]["discriminator"], 2 * 16 + 16 + 16 * 16 + 16 + 16 + 1);
    assert!(summary["steps_per_sec"].as_f64() > Some(0.0));
    assert_eq!(rows.len(), 50);
    // So few steps may leave no sample of high quality, and then there is no KL over modes.
    assert!([16, 17].contains(&rows[0].len()), "{}", rows[0].len());
    assert!(rows.iter().zip(1..).all(|(row, step)| row.len() == rows[0].len() && row[0] == step as f32));
    // Measured at the start (which has no row) and at the end.
    let metrics = &summary["metrics"];
    for (column, id) in (8..).zip(["energy", "modes", "hq"]) {
        assert_eq!(metrics[id]["last"]["step"], 50, "{id}");
        assert!(metrics[id]["floor"].is_number() && metrics[id]["best"]["value"].is_number(), "{id}");
        let last = metrics[id]["last"]["value"].as_f64().expect("a number") as f32;
        assert_eq!(rows[49][column], last, "{id}");
        assert!(rows[..49].iter().all(|row| row[column].is_nan()), "{id}");
    }
    assert!(rows.iter().all(|row| row[2..6].iter().all(|v| v.is_finite())));
    assert_eq!(summary["verdict"]["finding"], "warming-up");
    assert_eq!(summary["verdicts"], serde_json::json!([]));
    let (_, repeated) = train(SMALL, &again);
    let losses =
        |rows: &[Vec<f32>]| rows.iter().map(|r| [r[2].to_bits(), r[3].to_bits()]).collect::<Vec<_>>();
    assert_eq!(losses(&rows), losses(&repeated));
    let png = std::fs::read(out.join("samples.png")).expect("a picture");
    assert!(png.starts_with(b"\x89PNG"));
    let weights = std::fs::read(out.join("weights.safetensors")).expect("weights");
    let weights = safetensors::SafeTensors::deserialize(&weights).expect("safetensors");
    assert!(weights.names().iter().any(|name| name.starts_with("generator.")));
}

#[test]
fn the_doctor_names_what_went_wrong_with_its_step_and_tips() {
    let out = folder("doctor");
    // Half of all labels flipped: D cannot learn.
    let link = "v=1&data=ring8&seed=1&labels.flip=0.5&snapshot.every=50";
    let output = saddle(&["train", "--link", link, "--steps", "400", "--out", path(&out)]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let summary = std::fs::read_to_string(out.join("summary.json")).expect("a summary");
    let summary: serde_json::Value = serde_json::from_str(&summary).expect("JSON");
    let verdict = &summary["verdict"];
    assert_eq!(verdict["finding"], "blind", "{verdict}");
    assert!(verdict["began"].as_u64() < Some(100), "{verdict}");
    assert_eq!(verdict["tips"][0], serde_json::json!({ "trick": "label-flip", "preset": "off" }));
    assert!(summary["verdicts"].as_array().is_some_and(|all| all.contains(verdict)), "{summary}");
}

#[test]
fn images_train_too() {
    let link = "v=1&data=digits8&seed=7&batch=8&g.width=4&d.width=4";
    let out = folder("images");
    let output = saddle(&["train", "--link", link, "--steps", "3", "--out", path(&out)]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert!(out.join("samples.png").exists());
    let summary = std::fs::read_to_string(out.join("summary.json")).expect("a summary");
    let summary: serde_json::Value = serde_json::from_str(&summary).expect("JSON");
    for id in ["d-train", "d-held-out", "d-fake"] {
        assert!(summary["metrics"][id]["last"]["value"].is_number(), "{id}");
    }
}

/// Trains two steps of `data` on the files called `names` in `folder`.
fn train_on(data: &str, folder: &Path, names: &[&str], more: &[&str]) -> Output {
    let link = &format!("v=2&data={data}&seed=7&batch=8&g.width=4&d.width=4");
    let files: Vec<PathBuf> = names.iter().map(|name| folder.join(name)).collect();
    let mut args = vec!["train", "--link", link, "--steps", "2", "--out", path(folder)];
    args.extend(more);
    args.push("--data-files");
    args.extend(files.iter().map(|file| path(file)));
    saddle(&args)
}

#[test]
fn own_images_train_from_every_format() {
    let folder = folder("own");
    let greys: Vec<u8> = (0..40 * 64).map(|i| (i * 7 % 251) as u8).collect();
    let array = npy("|u1", false, "(40, 8, 8)", &greys);
    let row = |image: &[u8]| image.iter().map(u8::to_string).collect::<Vec<_>>().join(",");
    let table: String = greys.chunks(64).map(|image| row(image) + "\n").collect();
    let pictures: Vec<_> =
        (0..40).map(|i| (format!("{}/{i}.png", i % 4), picture(8, 6 * i, i % 2 == 0))).collect();
    let entries: Vec<_> = pictures.iter().map(|(name, png)| (&name[..], &png[..], Packing::Stored)).collect();
    for (name, bytes) in [
        ("images.gz", gzip(&idx(8, &[40, 8, 8], &greys))),
        ("images.npy", array.clone()),
        ("images.npz", zip(&[("x_train.npy", &array, Packing::Deflated)])),
        ("batch.bin", [vec![7], vec![200; 3072]].concat().repeat(40)),
        ("table.csv", table.into_bytes()),
        ("pictures.zip", zip(&entries)),
    ] {
        std::fs::write(folder.join(name), bytes).expect("a file");
        let output = train_on("images", &folder, &[name], &[]);
        assert!(output.status.success(), "{name}: {}", text(&output.stderr));
    }
    std::fs::write(folder.join("page.gz"), "<!doctype html>").expect("a file");
    let said = text(&train_on("images", &folder, &["page.gz"], &[]).stderr);
    assert!(said.contains("page.gz: this is a web page, the download failed; expected"), "{said}");
}

#[test]
fn a_folder_of_pictures_trains_by_its_folders_and_is_described() {
    let folder = folder("pictures");
    for i in 0..40 {
        let class = folder.join(["cats", "dogs"][i % 2]);
        std::fs::create_dir_all(&class).expect("a folder");
        std::fs::write(class.join(format!("{i}.png")), picture(30, 6 * i as u8, true)).expect("a file");
    }
    std::fs::write(folder.join("cats/broken.png"), "\u{89}PNG").expect("a file");
    let trained = |more: &[&str]| {
        let output = train_on("images", &folder, &["cats", "dogs"], more);
        assert!(output.status.success(), "{}", text(&output.stderr));
        let described = std::fs::read_to_string(folder.join("data.json")).expect("a description");
        let described: serde_json::Value = serde_json::from_str(&described).expect("JSON");
        (text(&output.stderr), described)
    };
    let (said, described) = trained(&["--data-side", "16", "--data-grey"]);
    assert!(said.contains("note: colours are trained on as grey"));
    assert_eq!(described["channels"], 1);
    let (said, described) = trained(&["--data-side", "16"]);
    assert!(!said.contains("grey"), "{said}");
    assert_eq!(described["channels"], 3);
    assert_eq!((&described["images"], &described["side"]), (&40.into(), &16.into()));
    assert_eq!(described["classes"], serde_json::json!([["cats", 20], ["dogs", 20]]));
    assert_eq!(described["left_out"]["count"], 1);
}

#[test]
fn own_points_train_scaled_with_the_metrics_that_need_no_modes() {
    let folder = folder("points");
    let row = |i: usize| format!("{i};{};{},5\n", 400 + i * 7 % 31, i * i % 97);
    let table: String = "id;height;weight\n".to_owned() + &(0..400).map(row).collect::<String>();
    std::fs::write(folder.join("trees.csv"), table).expect("a file");
    let output = train_on("table", &folder, &["trees.csv"], &[]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert_eq!(text(&output.stderr), "note: of 3 columns height and weight are used\n");
    let read = |name: &str| -> serde_json::Value {
        let file = std::fs::read_to_string(folder.join(name)).expect("a file");
        serde_json::from_str(&file).expect("JSON")
    };
    let described = read("data.json");
    assert_eq!(
        (&described["points"], &described["axes"]),
        (&400.into(), &serde_json::json!(["height", "weight"]))
    );
    assert!(described["centre"][0].as_f64().is_some_and(|centre| (centre - 415.0).abs() < 1.0));
    let metrics = &read("summary.json")["metrics"];
    for id in ["energy", "js", "sliced", "mmd"] {
        assert!(metrics[id]["floor"].is_number() && metrics[id]["last"]["value"].is_number(), "{id}");
    }
    assert!(metrics.get("modes").is_none() && metrics.get("hq").is_none());
    let asked = train_on("table", &folder, &["trees.csv"], &["--data-columns", "weight", "age"]);
    let said = text(&asked.stderr);
    assert!(said.contains("trees.csv: no column age; expected one of id, height, weight"), "{said}");
}

#[test]
fn a_drawing_in_the_link_is_trained_on_without_files() {
    let out = folder("drawing");
    let points: String =
        (0..200).map(|i| format!("{}AA{}", ["g", "x", "Q"][i % 3], ["A", "k", "_", "B"][i % 4])).collect();
    let link = format!("v=2&data=table&seed=7&batch=32&g.width=16&d.width=16&draw={points}");
    let (summary, rows) = train(&link, &out);
    assert_eq!((summary["steps"].as_u64(), rows.len()), (Some(50), 50));
    let described = std::fs::read_to_string(out.join("data.json")).expect("a description");
    let described: serde_json::Value = serde_json::from_str(&described).expect("JSON");
    assert_eq!((&described["points"], &described["axes"]), (&200.into(), &serde_json::json!(["x", "y"])));
    let bad = saddle(&["train", "--link", "v=2&data=table&draw=AAAA", "--out", path(&out)]);
    assert!(!bad.status.success() && text(&bad.stderr).contains("draw"), "{}", text(&bad.stderr));
}

#[test]
fn config_and_link_convert_into_each_other() {
    let config = saddle(&["config", "--link", SMALL]);
    assert!(config.status.success());
    let file = folder("config").join("config.json");
    std::fs::write(&file, &config.stdout).expect("a file");
    let link = saddle(&["link", "--config", path(&file)]);
    let at = SMALL.find('#').expect("a fragment");
    assert_eq!(text(&link.stdout).trim(), SMALL[at..].replace("v=1", "v=2"));
}

#[test]
fn the_second_run_of_a_link_has_its_own_config() {
    let config = saddle(&["config", "--link", "#v=1&data=moons&seed=2&b:loss=hinge", "--run", "b"]);
    let json: serde_json::Value = serde_json::from_slice(&config.stdout).expect("JSON");
    assert_eq!(json["loss"], "hinge");
    assert_eq!(json["g.lr"], 1e-3);
}

/// Trains `run` of `link` to step 50: step, and the bits of both losses, of every row.
fn losses(link: &str, run: &str, out: &str) -> Vec<(u32, u32, u32)> {
    let out = folder(out);
    let output = saddle(&["train", "--link", link, "--run", run, "--steps", "50", "--out", path(&out)]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    read_losses(&out)
}

fn read_losses(out: &Path) -> Vec<(u32, u32, u32)> {
    let metrics = std::fs::read_to_string(out.join("metrics.csv")).expect("metrics");
    let bits = |cell: &str| cell.parse::<f32>().expect("a loss").to_bits();
    let row = |row: &str| {
        let cells: Vec<&str> = row.split(',').collect();
        (cells[0].parse().expect("a step"), bits(cells[2]), bits(cells[3]))
    };
    metrics.lines().skip(1).map(row).collect()
}

/// Two edits of A, a fork of it with another loss and an edit, and a fork of that with another optimizer.
const FORKED: &str = "&a@10:d.lr=4e-4&a@15:noise=0.2&b=a@20&b:loss=hinge&b@25:noise=0.1&c=b@30&c:optimizer=rmsprop&c@35:g.steps=2&c@40:g.steps=1&d=a@20";

#[test]
fn a_fork_of_a_fork_with_edits_trains_as_the_same_steps_by_hand() {
    let link = format!("{SMALL}{FORKED}");
    let script = link::read(link.split_once('#').expect("a fragment").1).script;
    let [a, b, c, _] = &script.courses[..] else { panic!("four runs") };
    let start = |course: &Course, resume: Option<&[u8]>| {
        Session::new(course.start.clone(), &[], &Device::flex(), resume).expect("a session")
    };
    let steps = |session: &mut Session, to: u32| {
        while session.step_count() < to {
            session.step();
        }
    };
    let edited = |session: &mut Session, course: &Course, edit: usize| {
        steps(session, course.edits[edit].after);
        session.schedule(course.edits[edit].after, &course.edits[edit].to).expect("in time");
    };
    let by_hand = now(async {
        let mut session = start(a, None);
        edited(&mut session, a, 0);
        edited(&mut session, a, 1);
        steps(&mut session, 20);
        let first = session.checkpoint().await.expect("read").expect("finite");
        let mut session = start(b, Some(&first));
        edited(&mut session, b, 0);
        steps(&mut session, 30);
        let second = session.checkpoint().await.expect("read").expect("finite");
        let mut session = start(c, Some(&second));
        edited(&mut session, c, 0);
        edited(&mut session, c, 1);
        steps(&mut session, 50);
        session.drain().await.expect("read").records
    });
    let by_hand: Vec<_> =
        (31..).zip(by_hand).map(|(step, r)| (step, r.loss_d.to_bits(), r.loss_g.to_bits())).collect();
    assert_eq!(by_hand.len(), 20);
    assert_eq!(losses(&link, "c", "forked"), by_hand);
    // The config that it leaves says the same.
    let config = folder("forked-again").join("config.json");
    std::fs::copy(Path::new(env!("CARGO_TARGET_TMPDIR")).join("forked/config.json"), &config)
        .expect("a file");
    let out = folder("forked-by-config");
    let output = saddle(&["train", "--config", path(&config), "--steps", "50", "--out", path(&out)]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert_eq!(read_losses(&out), by_hand);
    let link = saddle(&["link", "--config", path(&config)]);
    let lineage = script.lineage(RunId(2)).expect("a run");
    assert_eq!(text(&link.stdout).trim(), format!("#{}", link::write(&lineage)));
}

#[test]
fn edits_hold_from_their_step_and_a_fork_without_changes_goes_on_as_its_parent() {
    let link = format!("{SMALL}{FORKED}");
    let (plain, edited) = (losses(SMALL, "a", "unedited"), losses(&link, "a", "edited"));
    assert_eq!(edited[..10], plain[..10]);
    assert_ne!(edited[10], plain[10], "the step after the edit");
    let first = format!("{SMALL}&a@10:d.lr=4e-4");
    let one = losses(&first, "a", "edited-once");
    assert_eq!(edited[..15], one[..15]);
    assert_ne!(edited[15], one[15]);
    assert_eq!(losses(&link, "d", "unchanged-fork"), edited[20..]);
}

#[test]
fn a_fork_begins_where_it_was_forked_and_says_where_its_parent_diverged() {
    let out = folder("bad-fork");
    let train = |link: &str, rest: &[&str]| {
        refused(&[&["train", "--link", link, "--run", "b", "--out", path(&out)], rest].concat())
    };
    assert_eq!(
        train("v=2&data=ring8&seed=1&b=a@60", &["--steps", "60"]),
        "error: steps=60: accepted is a whole number from 61 to 1000000\n"
    );
    let lost = "v=2&data=ring8&seed=30&optimizer=sgd&g.lr=0.03&d.lr=0.03&g.depth=4&r1=100&b=a@50";
    let said = train(lost, &[]);
    assert!(said.starts_with("error: fork=50: the run that it comes from diverged at step "), "{said}");
    assert_eq!(
        train("v=2&data=ring8&b@10:batch=32", &[]),
        "error: batch=32: it cannot change while the run trains\n"
    );
}

#[test]
fn comparing_trains_forks_and_edits() {
    let link = "v=2&data=ring8&seed=1&batch=16&steps=100&g.width=8&d.width=8&b=a@60&c@50:d.lr=1e-4&d=a@60&d:loss=hinge";
    let output = saddle(&["compare", link, "--seeds", "2"]);
    let printed = text(&output.stdout);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let of = |run: &str| printed.lines().filter(|line| line.starts_with(run)).collect::<Vec<_>>();
    // A fork without a change is its parent.
    assert!(of("B  ").iter().all(|line| line.contains("  +0.000e0  ")) && !of("B  ").is_empty(), "{printed}");
    for run in ["C  ", "D  "] {
        assert!(of(run).iter().any(|line| !line.contains("  +0.000e0  ")), "{printed}");
    }
}

#[test]
fn a_link_that_names_its_data_says_when_yours_is_other_data() {
    let folder = folder("named");
    let table = |last: usize| (0..40).map(|i| format!("{i},{}\n", (i * i) % last)).collect::<String>();
    let train = |last, set: &str| {
        std::fs::write(folder.join("own.csv"), table(last)).expect("a file");
        let output = train_on(&format!("table&set={set}"), &folder, &["own.csv"], &[]);
        assert!(output.status.success(), "{}", text(&output.stderr));
        let data = std::fs::read_to_string(folder.join("data.json")).expect("what is known of the data");
        let data: serde_json::Value = serde_json::from_str(&data).expect("JSON");
        (data["hash"].as_str().expect("a hash").to_owned(), text(&output.stderr))
    };
    let (hash, said) = train(37, "theirs.csv~40~0123456789abcdef");
    let note = format!(
        "set=theirs.csv~40~0123456789abcdef: the link was made on other data (40 samples, hash 0123456789abcdef) than yours (40 samples, hash {hash})"
    );
    assert!(said.contains(&note), "{said}");
    let (again, said) = train(37, &format!("renamed.csv~40~{hash}"));
    assert!(again == hash && !said.contains("other data"), "{said}");
    let (third, said) = train(31, &format!("own.csv~40~{hash}"));
    assert!(third != hash && said.contains("other data"), "{said}");
}

#[test]
fn bad_input_is_named_in_one_line() {
    let out = folder("bad");
    let train = |args: &[&str]| refused(&[&["train", "--out", path(&out)], args].concat());
    assert_eq!(
        train(&["--link", "v=1&batch=9999"]),
        "error: batch=9999: accepted is a whole number from 2 to 512\n"
    );
    assert_eq!(train(&["--link", "v=1&nonsense=1"]), "error: nonsense=1: no such key\n");
    assert_eq!(train(&["--steps", "0"]), "error: steps=0: accepted is a whole number from 1 to 1000000\n");
    assert!(train(&["--steps", "many"]).contains("--steps"));
    assert!(train(&["--device", "abacus"]).contains("cpu, gpu"));
    assert!(train(&["--link", "v=1&data=images"]).starts_with("error: data=images: "));
    assert!(train(&["--data-files", "/nowhere/x.idx"]).starts_with("error: data-files=/nowhere/x.idx: "));
    assert!(train(&["--link", "v=1", "--run", "c"]).starts_with("error: run=c: "));
    assert!(refused(&["train"]).contains("--out"));
    assert!(refused(&["link", "--config", "/nowhere.json"]).starts_with("error: config=/nowhere.json: "));
    let file = out.join("config.json");
    std::fs::write(&file, r#"{"d.lr": 7}"#).expect("a file");
    assert_eq!(
        refused(&["link", "--config", path(&file)]),
        "error: d.lr=7: accepted is a number from 1e-6 to 0.1\n"
    );
}

const PLAN: &str = r#"// A tiny plan.
{"id":"noise","tip":"noise","claim":"c","link":"v=1&data=ring8&seed=1&batch=16&steps=100&g.width=8&d.width=8&b:noise=0.3","metric":"energy","expected":"better","because":"b","seeds":2}
{"id":"control","tip":"label-swap","claim":"c","link":"v=1&data=ring8&seed=1&batch=16&steps=100&g.width=8&d.width=8&b:labels.swap=1","metric":"energy","expected":"identical","because":"b","seeds":2,"start":"mirrored"}
"#;

#[test]
fn a_sweep_runs_in_shards_goes_on_after_an_interruption_and_joins_to_a_board() {
    let folder = folder("sweep");
    let plan = folder.join("plan.jsonl");
    std::fs::write(&plan, PLAN).expect("a plan");
    let out = folder.join("runs");
    let shard = |shard: &str| {
        let output = saddle(&["sweep", path(&plan), "--shard", shard, "--out", path(&out)]);
        assert!(output.status.success(), "{}", text(&output.stderr));
    };
    let lines = |name: &str| std::fs::read_to_string(out.join(name)).expect("a shard").lines().count();
    shard("1/2");
    shard("2/2");
    // Two runs of the first row and one more of the second (they share the base), for two seeds.
    assert_eq!(lines("shard-1-of-2.jsonl") + lines("shard-2-of-2.jsonl"), 6);
    shard("1/2");
    assert_eq!(lines("shard-1-of-2.jsonl"), 3, "nothing is trained twice");
    let output = saddle(&["sweep", path(&plan), "--out", path(&out), "--merge", "2026-11-23"]);
    let board: serde_json::Value = serde_json::from_slice(&output.stdout).expect("a board");
    assert_eq!(board["date"], "2026-11-23");
    assert_eq!(board["rows"][0]["outcome"]["count"], 2);
    let control = &board["rows"][1]["outcome"];
    assert_eq!((&control["mean"], &control["ties"]), (&0.0.into(), &2.into()), "exactly zero");

    // Where the runs are not at hand, a row is as it was on an earlier board.
    let (earlier, none) = (folder.join("board.json"), folder.join("none"));
    std::fs::write(&earlier, &output.stdout).expect("a board");
    let recipes = saddle(&["sweep", path(&plan), "--recipes", "--out", path(&none)]);
    assert!(recipes.status.success(), "{}", text(&recipes.stderr));
    assert_eq!(std::fs::read_to_string(none.join("shard-1-of-1.jsonl")).expect("a shard"), "", "no recipes");
    let merge =
        ["sweep", path(&plan), "--out", path(&none), "--merge", "2026-11-24", "--earlier", path(&earlier)];
    let later: serde_json::Value = serde_json::from_slice(&saddle(&merge).stdout).expect("a board");
    assert_eq!((&later["date"], &later["rows"]), (&"2026-11-24".into(), &board["rows"]));
}

#[test]
fn a_sweep_with_a_bad_line_is_refused_whole_with_its_number() {
    let folder = folder("bad-sweep");
    let plan = folder.join("plan.jsonl");
    std::fs::write(&plan, PLAN.replace("b:labels.swap=1", "b:labels.swop=1")).expect("a plan");
    let said = refused(&["sweep", path(&plan), "--out", path(&folder.join("runs"))]);
    assert!(said.contains("line 3: labels.swop=1: no such key"), "{said}");
    assert!(!folder.join("runs").exists());
}

#[test]
fn comparing_prints_the_paired_differences_of_every_metric() {
    let link = "v=1&data=ring8&seed=1&batch=16&steps=100&g.width=8&d.width=8&b:noise=0.3";
    let output = saddle(&["compare", link, "--seeds", "2"]);
    let printed = text(&output.stdout);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let lines = printed.lines().filter(|line| line.starts_with("B  ")).count();
    assert!([7, 8].contains(&lines), "{printed}");
    assert!(refused(&["compare", "v=1&data=ring8&seed=1"]).contains("at least runs A and B"));
}

#[test]
fn a_classifier_is_trained_and_written() {
    let out = folder("classifier");
    let output = saddle(&["classifier", "--data", "digits8", "--epochs", "1", "--out", path(&out)]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert!(text(&output.stdout).contains("% of 179 held-out images, hash "), "{}", text(&output.stdout));
    let file = std::fs::read(out.join("digits8-classifier.safetensors")).expect("a file");
    let (_, header) = safetensors::SafeTensors::read_metadata(&file).expect("safetensors");
    let card = &header.metadata().as_ref().expect("a header")["saddle"];
    assert!(card.contains("\"data\":\"digits8\"") && card.contains("\"hash\":\""), "{card}");
    assert!(refused(&["classifier", "--data", "ring8", "--out", path(&out)]).contains("digits8"));
}

#[test]
fn a_run_that_diverges_keeps_the_steps_before_the_first_bad_one() {
    let out = folder("diverging");
    let link = "v=1&data=ring8&seed=30&optimizer=sgd&g.lr=0.03&d.lr=0.03&g.depth=4&r1=100";
    let (summary, rows) = train(link, &out);
    let step = summary["diverged"]["step"].as_u64().expect("it diverges");
    assert!((2..=50).contains(&step), "{step}");
    assert!(
        ["generator", "discriminator"].contains(&summary["diverged"]["network"].as_str().expect("a word"))
    );
    assert_eq!((rows.len() as u64, &summary["steps"]), (step - 1, &(step - 1).into()));
    assert!(rows.iter().all(|row| row[2].is_finite() && row[3].is_finite()), "{rows:?}");
    assert_eq!(summary["verdict"]["finding"], "diverged", "{summary}");
}

#[test]
fn a_film_is_made_of_runs_on_points() {
    let out = folder("cli-film").join("film.bin");
    let link = "v=2&data=ring8&seed=1&steps=100&batch=16&g.width=8&d.width=8&b:loss=hinge";
    let made = saddle(&["film", link, "--pictures", "4", "--out", path(&out)]);
    assert!(made.status.success(), "{}", text(&made.stderr));
    let file = std::fs::read(&out).expect("a file");
    assert_eq!(text(&made.stdout), format!("{} bytes\n", file.len()));
    let film = Film::decode(&file).expect("a film");
    assert_eq!((film.of, film.runs.len()), (Film::name(&link::read(link).script), 2));
    assert_eq!(film.steps, [0, 25, 50, 75, 100]);
    let more = ["--pictures", "4", "--out", path(&out)];
    let fork = "v=2&data=ring8&seed=1&steps=100&batch=16&g.width=8&d.width=8&b=a@50&b:loss=hinge";
    for (link, said) in [
        (fork, "run B does not stand at step 0"),
        ("v=2&data=digits8&seed=1&steps=100&batch=8&g.width=4&d.width=4", "accepted are runs on points"),
    ] {
        let said_instead = refused(&[&["film", link], &more[..]].concat());
        assert!(said_instead.contains(said), "{said_instead}");
    }
}
