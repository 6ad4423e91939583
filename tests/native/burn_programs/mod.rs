//! What leaves the house as a crate for Burn: the program of each of seven runs lies here as it is made, is compiled
//! as a part of these tests, and loses as we do from our own weights and draws.
//!
//! `RENEW=1 cargo test --features cli --test native burn_programs` writes them anew.

use std::path::{Path, PathBuf};
use std::process::Command;

use saddle::experiment::architecture::Shape;
use saddle::experiment::{Course, Data, Experiment, TRICKS, link, repair, shape_of};
use saddle::export::code::{Asked, MANIFEST, burn};

/// D's and G's losses of so many steps of the trace in a folder.
type Follow = fn(&Path, usize) -> Vec<[Vec<f32>; 2]>;

/// A run whose program lies here.
struct Case {
    name: &'static str,
    link: &'static str,
    program: &'static str,
    follow: Follow,
    /// Trains so many steps from its own draws, and leaves what came of it in a folder.
    train: fn(usize, &Path),
}

macro_rules! cases {
    ($($name:ident: $link:literal,)*) => {
        // What only the program's own main uses is not used here.
        $(#[allow(dead_code)] mod $name;)*
        const CASES: &[Case] = &[$(Case {
            name: stringify!($name),
            link: $link,
            program: include_str!(concat!(stringify!($name), ".rs")),
            follow: $name::follow_trace,
            train: $name::train,
        }),*];
    };
}

cases! {
    plain_ring8: "data=ring8",
    // By gradient descent, as multi_scale: Adam makes a whole step of what is zero but for rounding, and the same step
    // of a penalty that is a tenth too strong.
    hinge_spectral: "data=ring8&loss=hinge&g.spectral=1&d.spectral=1&optimizer=sgd&momentum=0.5&g.lr=0.05&d.lr=0.05",
    wgan_gp: "data=ring8&loss=wgan-gp&loss.gp=10&d.norm=layer&d.steps=2",
    rp_r1_r2: "data=grid25&loss=rp&r1=1&r2=1&noise=0.3&lr.schedule=linear",
    multi_scale: "data=digits8&multi_scale=1&r1=10&g.width=8&d.width=8&optimizer=sgd&g.lr=0.05&d.lr=0.05",
    conditional: "data=digits8&condition=projection&loss=hinge&d.spectral=1&replay=0.5",
    average: "data=shapes28&ema=0.99&augment=color,shift,cutout&d.dropout=0.2&batch=16&g.width=4&d.width=4",
}

/// The program of a link.
fn program(link: &str) -> String {
    let script = link::read(&format!("v=1&{link}")).script;
    let lineage = script.lineage(saddle::experiment::RunId(0)).expect("a run");
    let course = lineage.courses.last().expect("a run");
    let link = format!("#{}", link::write(&lineage));
    made(course, shape_of(course.start.data), "Run A", &link)
}

fn made(course: &Course, shape: Shape, title: &str, link: &str) -> String {
    burn(&Asked { course, shape, drawing: None, columns: None, title, link }).expect("the networks fit")
}

#[test]
fn the_programs_that_lie_here_are_those_that_are_made() {
    for case in CASES {
        let made = program(case.link);
        if std::env::var("RENEW").is_ok() {
            let path = format!("{}/tests/native/burn_programs/{}.rs", env!("CARGO_MANIFEST_DIR"), case.name);
            std::fs::write(path, made).expect("written");
        } else {
            assert!(made == case.program, "{}.rs is not what is made: RENEW=1 writes it anew", case.name);
        }
    }
    // The crate asks for the Burn that they are compiled with here.
    let ours = include_str!("../../../Cargo.toml").lines().find(|line| line.starts_with("burn = "));
    assert_eq!(ours.map(|line| line.replace(", optional = true", "")).as_deref(), MANIFEST.lines().nth(6));
}

#[cfg(feature = "cli")]
#[test]
fn the_programs_lose_as_we_do() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("burn-programs");
    let _ = std::fs::remove_dir_all(&folder);
    for case in CASES {
        let out = folder.join(case.name);
        let trace = trace(case.link, &out);
        let ours = std::fs::read(trace.join("trace.json")).expect("a trace");
        let ours: serde_json::Value = serde_json::from_slice(&ours).expect("JSON");
        let theirs = (case.follow)(&trace, 3);
        let steps = ours["steps"].as_array().expect("steps");
        assert_eq!((steps.len(), theirs.len()), (3, 3));
        for (step, theirs) in steps.iter().zip(theirs) {
            let updates = step["updates"].as_array().expect("updates");
            assert_eq!(updates.len(), theirs.iter().map(Vec::len).sum::<usize>(), "{}", case.name);
            for (ours, theirs) in updates.iter().zip(theirs.concat()) {
                let ours = ours["loss"].as_f64().expect("a loss");
                let far = (ours - f64::from(theirs)).abs();
                assert!(far <= 1e-4 * ours.abs().max(1.0), "{}: ours {ours}, Burn's {theirs}", case.name);
            }
        }
    }
}

#[test]
fn the_programs_train_from_draws_of_their_own() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("burn-trained");
    std::fs::create_dir_all(&folder).expect("a folder");
    // Those of digits ask for files.
    for case in CASES.iter().filter(|case| !case.link.contains("digits8")) {
        (case.train)(3, &folder);
        let text = std::fs::read_to_string(folder.join("samples.csv")).expect("samples");
        let samples: Vec<f32> = text.split([',', '\n']).filter_map(|number| number.parse().ok()).collect();
        let numbers = if case.link.contains("shapes28") { 28 * 28 } else { 2 };
        assert_eq!((text.lines().count(), samples.len()), (64, 64 * numbers), "{}", case.name);
        let spread = samples.iter().any(|v| (v - samples[0]).abs() > 1e-3);
        assert!(spread && samples.iter().all(|v| v.is_finite()), "{}: {text}", case.name);
    }
}

/// The trace of the first three steps of a run.
#[cfg(feature = "cli")]
fn trace(link: &str, out: &Path) -> PathBuf {
    let link = format!("#v=1&{link}");
    let mut command = Command::new(env!("CARGO_BIN_EXE_saddle"));
    command.args(["train", "--link", &link, "--steps", "3", "--trace", "3", "--out"]).arg(out);
    let output = command.output().expect("the command starts");
    assert!(output.status.success(), "{link}: {}", String::from_utf8_lossy(&output.stderr));
    out.join("trace")
}

#[test]
fn every_preset_of_every_trick_makes_a_program_without_marks() {
    for data in [Data::Ring8, Data::Digits8, Data::Shapes28] {
        let plain = Experiment::default_for(data);
        let presets = TRICKS.iter().filter(|trick| trick.greyed(data).is_none());
        let presets =
            presets.flat_map(|trick| (trick.presets)(data).iter().map(move |preset| (trick, preset)));
        let all = presets.map(|(trick, preset)| trick.with(&plain, Some(preset)));
        for mut e in all.chain(Data::ALL.map(Experiment::default_for)) {
            repair(&mut e);
            let text = made(&Course::plain(e.clone()), shape_of(e.data), "A run", "#");
            let count = |of: &str| text.matches(of).count();
            assert!(!text.contains("//?") && !text.contains("__"), "{text}");
            assert_eq!([count("{"), count("("), count("[")], [count("}"), count(")"), count("]")], "{text}");
        }
    }
}

#[test]
fn what_a_link_says_stays_in_the_comments() {
    let course = Course::plain(Experiment::default_for(Data::Ring8));
    let text = made(&course, Shape::Point, "A\npwned();\r", "#\u{2028}\npwned();");
    assert!(
        text.lines().filter(|line| line.contains("pwned")).all(|line| line.starts_with("//! ")),
        "{text}"
    );
}
