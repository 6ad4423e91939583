//! Sweeps in shards: what is killed, cut, started twice or damaged costs one run at most, and what is missing is named.
#![cfg(feature = "cli")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::thread::sleep;
use std::time::Duration;

use serde_json::Value;

const PLAN: &str = r#"{"id":"noise","tip":"noise","claim":"c","link":"v=2&data=ring8&seed=1&batch=16&steps=100&g.width=8&d.width=8&b:noise=0.3","metric":"energy","expected":"better","because":"b","seeds":4}"#;

/// The program, told `args`.
fn saddle(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_saddle"));
    command.args(args).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn done(mut command: Command) -> Output {
    command.output().expect("the command starts")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A plan and an empty folder for its runs.
struct Sweep {
    plan: PathBuf,
    out: PathBuf,
}

impl Sweep {
    fn new(name: &str, plan: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("sweeps-{name}"));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("a folder");
        let sweep = Self { plan: folder.join("plan.jsonl"), out: folder.join("runs") };
        fs::write(&sweep.plan, plan).expect("a plan");
        sweep
    }

    fn command(&self, rest: &[&str]) -> Command {
        let [plan, out] = [&self.plan, &self.out].map(|path| path.to_str().expect("text"));
        saddle(&[&["sweep", plan, "--out", out], rest].concat())
    }

    /// Trains to the end; what was said on the way.
    fn train(&self, rest: &[&str]) -> String {
        let output = done(self.command(rest));
        assert!(output.status.success(), "{}", said(&output));
        said(&output)
    }

    /// The board, and what is said to be missing.
    fn merge(&self) -> (String, String) {
        let output = done(self.command(&["--merge", "2026-11-27"]));
        (String::from_utf8(output.stdout.clone()).expect("text"), said(&output))
    }

    fn shard(&self, name: &str) -> PathBuf {
        self.out.join(format!("shard-{name}.jsonl"))
    }

    /// A shard that was begun, and has finished a run.
    fn begun(&self, shard: &str) -> Child {
        let child = self.command(&["--shard", shard]).spawn().expect("it starts");
        let file = self.shard(&shard.replace('/', "-of-"));
        while !fs::metadata(&file).is_ok_and(|file| file.len() > 0) {
            sleep(Duration::from_millis(5));
        }
        child
    }
}

/// The runs in a folder but for how long they took.
fn runs(folder: &Path) -> Vec<String> {
    let files = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("a file").path());
    let text: String = files.map(|path| fs::read_to_string(path).expect("text")).collect();
    let run = |line: &str| {
        let mut run: Value = serde_json::from_str(line).expect("a run");
        run.as_object_mut().expect("an object").remove("seconds");
        run.to_string()
    };
    let mut runs: Vec<String> = text.lines().map(run).collect();
    runs.sort();
    runs
}

#[test]
fn a_killed_shard_is_missed_by_name_goes_on_and_comes_to_the_same_as_one_process() {
    let one = Sweep::new("one", PLAN);
    one.train(&[]);
    let many = Sweep::new("many", PLAN);
    let mut child = many.begun("1/2");
    child.kill().expect("it runs");
    child.wait().expect("it ends");
    let there = runs(&many.out).len();
    let (_, missing) = many.merge();
    let expected = format!("warning: {} of 8 runs are missing", 8 - there);
    assert!(missing.contains(&expected), "{missing}");
    // Who trains alternates: seed 1 of the base, seed 2 of the variant.
    assert!(
        missing.contains("missing: noise (variant), seeds 1")
            && missing.contains("missing: noise (base), seeds 2")
    );
    many.train(&["--shard", "2/2"]);
    many.train(&["--shard", "1/2"]);
    assert_eq!(runs(&many.out), runs(&one.out), "no run lacks, is doubled or differs");
    assert_eq!(many.merge(), one.merge());
    assert_eq!(many.merge().1, "", "nothing is missing");
}

#[cfg(unix)]
#[test]
fn a_shard_killed_in_the_middle_of_a_write_loses_that_run_alone() {
    let sweep = Sweep::new("cut", PLAN);
    // The kernel writes a line up to the limit of the file's size, and kills who writes on.
    let mut limited = Command::new("sh");
    limited.args(["-c", "ulimit -f 3; exec \"$0\" \"$@\""]).arg(env!("CARGO_BIN_EXE_saddle"));
    limited.args(sweep.command(&[]).get_args());
    assert!(!done(limited).status.success());
    let file = sweep.shard("1-of-1");
    let cut = fs::read(&file).expect("a file");
    let whole = cut.iter().filter(|byte| **byte == b'\n').count();
    assert!(whole >= 1 && cut.last() != Some(&b'\n'), "{whole} lines");
    let (_, missing) = sweep.merge();
    assert!(missing.contains(&format!("line {} is cut off", whole + 1)), "{missing}");
    assert!(missing.contains(&format!("{} of 8 runs are missing", 8 - whole)), "{missing}");
    assert!(sweep.train(&[]).contains("the last line was cut off and is taken out"));
    assert!(
        fs::read(&file)
            .expect("a file")
            .starts_with(&cut[..=cut.iter().rposition(|b| *b == b'\n').expect("a line")])
    );
    assert_eq!((runs(&sweep.out).len(), sweep.merge().1.as_str()), (8, ""));
}

#[test]
fn a_shard_has_one_writer() {
    // Longer than this test.
    let sweep = Sweep::new("twice", &PLAN.replace("\"seeds\":4", "\"seeds\":1000"));
    let mut first = sweep.begun("1/2");
    let second = done(sweep.command(&["--shard", "1/2"]));
    let mut other = sweep.begun("2/2");
    for child in [&mut first, &mut other] {
        child.kill().expect("both run");
        child.wait().expect("it ends");
    }
    assert_eq!(second.status.code(), Some(2));
    assert!(said(&second).contains("shard-1-of-2.jsonl: another process writes it"), "{}", said(&second));
}

#[test]
fn a_damaged_line_is_named_with_its_file_and_trained_again() {
    let sweep = Sweep::new("damaged", PLAN);
    sweep.train(&["--shard", "1/2"]);
    let file = sweep.shard("1-of-2");
    let text = fs::read_to_string(&file).expect("text");
    let mut lines: Vec<&str> = text.lines().collect();
    lines[1] = "{\"link\": \"v=2";
    fs::write(&file, lines.join("\n") + "\n").expect("written");
    let named =
        |said: String| said.contains("shard-1-of-2.jsonl: line 2 is damaged (EOF while parsing a string)");
    assert!(named(sweep.merge().1));
    assert!(named(sweep.train(&["--shard", "1/2"])));
    sweep.train(&["--shard", "2/2"]);
    let (_, missing) = sweep.merge();
    assert!(named(missing.clone()) && !missing.contains("missing"), "{missing}");
}

#[test]
fn shards_of_the_clinic_write_files_of_their_own_that_are_gathered_into_those_of_the_cases() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let clinic = |name: &str, rest: &[&str]| {
        let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("sweeps-clinic-{name}"));
        let results = ["--results", out.to_str().expect("text")];
        let mut command = saddle(&[&["clinic"], rest, &results].concat());
        command.current_dir(root);
        let output = done(command);
        assert!(output.status.success(), "{}", said(&output));
        (out, String::from_utf8(output.stdout).expect("text"))
    };
    let which = ["--case", "diverges", "--arm", "noise-1", "--seeds", "1-2"];
    for name in ["one", "shards"] {
        let _ = fs::remove_dir_all(clinic(name, &["gather"]).0);
    }
    let (one, _) = clinic("one", &[&["run"], &which[..]].concat());
    let (shards, _) = clinic("shards", &[&["run", "--shard", "2/2"], &which[..]].concat());
    let (_, missing) = clinic("shards", &[&["missing"], &which[..]].concat());
    assert_eq!(
        missing,
        "missing: diverges, base, seeds 1\nmissing: diverges, noise-1, seeds 2\n2 of 4 runs are missing\n"
    );
    // That shard 2 is done takes nothing from what shard 1 has to do.
    clinic("shards", &[&["run", "--shard", "1/2"], &which[..]].concat());
    assert_eq!(fs::read_dir(&shards).expect("a folder").count(), 2, "a file each");
    let (_, moved) = clinic("shards", &["gather"]);
    assert_eq!(moved, "4 runs of 2 shards are in the files of their cases\n");
    assert_eq!((fs::read_dir(&shards).expect("a folder").count(), runs(&shards)), (1, runs(&one)));
}
