//! What each trick costs, as a ratio to the plain step; `make bench` runs it.

use std::fs;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use saddle::experiment::{Data, Experiment, Trick, link, trick};
use serde_json::json;

use super::browser::{with_gpu, with_page};
use super::engine::{CPU, Engine, GPU};
use super::page::Page;
use super::server;
use super::speed::{blank, counts, measure};

/// What theory says of a trick's cost (docs/facts.md, section 1, with F and g for a forward pass of D and of G),
/// and the largest ratio that we accept, where there is one.
const THEORY: [(&str, &str, Option<f64>); 17] = [
    ("loss", "nothing; wgan-gp 4 to 6 F more in D's step", None),
    ("label-swap", "nothing", Some(1.0)),
    ("label-soft", "nothing", Some(1.0)),
    ("label-flip", "nothing", Some(1.0)),
    ("batch-norm", "a few percent", None),
    ("conditional", "concatenated 0 to 5 %", None),
    ("ema", "one pass over G's weights", Some(1.05)),
    ("k", "2 (6 F + g) for two more updates of D", None),
    ("noise", "about nothing", Some(1.05)),
    ("augment", "less than 5 to 10 %", Some(1.15)),
    ("weak-d", "less than nothing", None),
    ("multi-scale", "10 to 30 %", Some(1.4)),
    ("spectral", "1 to 3 % from 32 samples on", Some(1.1)),
    ("r1r2", "1.5 to 2 times the step", Some(2.0)),
    ("minibatch-stddev", "about nothing", None),
    ("pack", "less than nothing", None),
    ("replay", "nothing", None),
];

/// Rounds in which plain and trick are measured by turns; the best of each counts, since what else
/// the machine does only ever slows.
const ROUNDS: usize = 3;

/// What one measurement takes, about.
const MILLIS: f64 = 500.0;

/// One row of a table: a trick at a preset, on points and on images where it exists there.
struct Row {
    name: String,
    on: [Option<Experiment>; 2],
    theory: &'static str,
    budget: Option<f64>,
}

/// The first preset of every trick, and all that are of another kind.
fn rows(plain: &[Experiment; 2]) -> Vec<Row> {
    let of = |&(id, theory, budget): &(&str, &'static str, Option<f64>)| {
        let trick = trick(id).expect("a trick");
        let names = (trick.presets)(Data::Digits8).iter().map(|preset| preset.name.get());
        let count = if matches!(id, "loss" | "spectral" | "conditional") { names.len() } else { 1 };
        let row = move |(i, name): (usize, &str)| Row {
            name: format!("{id}, {name}"),
            on: [0, 1].map(|data| at(trick, i, &plain[data])),
            theory,
            budget,
        };
        names.take(count).enumerate().map(row).collect::<Vec<_>>()
    };
    THEORY.iter().flat_map(of).collect()
}

/// `plain` with `trick` at its `i`-th preset.
fn at(trick: &Trick, i: usize, plain: &Experiment) -> Option<Experiment> {
    let preset = (trick.presets)(plain.data).get(i).filter(|_| trick.greyed(plain.data).is_none());
    preset.map(|preset| trick.with(plain, Some(preset)))
}

/// Milliseconds that the worker has computed; on Linux without those in which others had the core,
/// since a ratio of two wall times says nothing on a busy machine.
fn worked() -> f64 {
    let read = |path: std::path::PathBuf| fs::read_to_string(path).ok();
    let of_thread = |task: fs::DirEntry| {
        let name = read(task.path().join("comm"))?;
        let nanos = read(task.path().join("schedstat"))?;
        let nanos: f64 = nanos.split(' ').next()?.parse().ok()?;
        name.starts_with("DedicatedWorke").then_some(nanos / 1e6)
    };
    let of_process = |process: fs::DirEntry| {
        let cmdline = read(process.path().join("cmdline"))?;
        let threads = fs::read_dir(process.path().join("task")).ok()?;
        let ours = cmdline.contains("--type=renderer") && is_ours(&process.path());
        ours.then(|| threads.flatten().filter_map(of_thread).sum::<f64>())
    };
    let found = fs::read_dir("/proc").into_iter().flatten().flatten().filter_map(of_process).sum();
    let wall = || SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970").as_secs_f64() * 1000.0;
    if found > 0.0 { found } else { wall() }
}

/// Whether the process in this folder of /proc descends from this one.
fn is_ours(process: &Path) -> bool {
    let parent = |path: &Path| -> Option<u32> {
        let stat = fs::read_to_string(path.join("stat")).ok()?;
        stat.rsplit(") ").next()?.split(' ').nth(1)?.parse().ok()
    };
    let up = |pid: &u32| parent(&Path::new("/proc").join(pid.to_string()));
    std::iter::successors(parent(process), up).any(|pid| pid == std::process::id())
}

/// Milliseconds a step of `e`, over `steps`.
async fn millis(engine: &mut Engine, e: &Experiment, steps: u32) -> f64 {
    engine.configure(&link::write_experiment(e), vec![]).await;
    engine.advance(10).await;
    let before = worked();
    engine.advance(10 + steps).await;
    (worked() - before) / f64::from(steps)
}

/// The ratio of `e` to `plain`, of which `steps` take [`MILLIS`], by turns.
async fn ratio(engine: &mut Engine, plain: &Experiment, e: &Experiment, steps: u32) -> f64 {
    // The compiler of the browser meets what is new in a trick.
    millis(engine, e, steps / 2).await;
    let (mut without, mut with) = (f64::MAX, f64::MAX);
    for _ in 0..ROUNDS {
        without = without.min(millis(engine, plain, steps).await);
        with = with.min(millis(engine, e, steps).await);
    }
    with / without
}

/// One line of a table.
fn line(name: &str, [points, images]: [String; 2], budget: Option<f64>, theory: &str) {
    let budget = budget.map_or(String::new(), |budget| format!("{budget:.2}"));
    println!("  {name:42} {points:>9} {images:>9} {budget:>7}  {theory}");
}

/// The head of a table.
fn head(title: &str) {
    println!("{title}");
    println!("  {:42} {:>9} {:>9} {:>7}  theory", "", "ring8", "digits8", "budget");
}

#[tokio::test]
#[ignore = "a benchmark"]
async fn cost_of_every_trick_on_the_cpu() {
    with_page(|page| async move {
        blank(&page).await;
        let mut engine = Engine::start(&page, "CPU", CPU).await;
        let plain = [Data::Ring8, Data::Digits8].map(Experiment::default_for);
        let mut steps = [0; 2];
        for (e, steps) in plain.iter().zip(&mut steps) {
            // Small steps run slower until the browser's optimising compiler is through.
            engine.configure(&link::write_experiment(e), vec![]).await;
            measure(&mut engine, 4_000).await;
            let each = millis(&mut engine, e, 50).await;
            *steps = (MILLIS / each).ceil() as u32;
            println!("plain {:?}: {each:.2} ms a step", e.data);
        }
        head("CPU engine, default sizes, a step with the trick over a plain step:");
        for Row { name, on, theory, budget } in rows(&plain) {
            let mut found = [String::from("-"), String::from("-")];
            for (((e, plain), found), steps) in on.iter().zip(&plain).zip(&mut found).zip(steps) {
                if let Some(e) = e {
                    *found = format!("{:.2}", ratio(&mut engine, plain, e, steps).await);
                }
            }
            line(&name, found, budget, theory);
        }
    })
    .await;
}

/// Dispatches in each of ten steps of `e`, one of which measures the gradients.
async fn dispatches(page: &Page, engine: &mut Engine, e: &Experiment) -> f64 {
    engine.configure(&link::write_experiment(e), vec![]).await;
    engine.advance(5).await;
    let before = counts(page).await;
    engine.advance(15).await;
    let after = counts(page).await;
    (after["disp"].as_f64().unwrap_or(f64::NAN) - before["disp"].as_f64().unwrap_or(f64::NAN)) / 10.0
}

#[tokio::test]
#[ignore = "a benchmark"]
async fn dispatches_of_every_trick_on_the_gpu() {
    with_gpu(|page| async move {
        blank(&page).await;
        page.script(include_str!("gpucount.js"), vec![json!(server::origin()), json!(GPU)]).await;
        let mut engine = Engine::attach(&page, "GPU").await;
        // The count does not hang on the sizes; the software adapter's speed does.
        let tiny = |data: Data| {
            let mut e = Experiment { batch: 8, ..Experiment::default_for(data) };
            let width = if data.is_image() { 4 } else { 16 };
            (e.generator.width, e.discriminator.width) = (width, width);
            e
        };
        let plain = [tiny(Data::Ring8), tiny(Data::Digits8)];
        head("GPU engine, tiny sizes, dispatches a step (ratio to the plain step):");
        let mut without = [f64::NAN; 2];
        for (e, without) in plain.iter().zip(&mut without) {
            *without = dispatches(&page, &mut engine, e).await;
        }
        line("plain", without.map(|count| format!("{count:.0}")), None, "");
        for Row { name, on, theory, .. } in rows(&plain) {
            let mut found = [String::from("-"), String::from("-")];
            for ((e, without), found) in on.iter().zip(without).zip(&mut found) {
                if let Some(e) = e {
                    let count = dispatches(&page, &mut engine, e).await;
                    *found = format!("{count:.0} {:.2}", count / without);
                }
            }
            line(&name, found, None, theory);
        }
    })
    .await;
}
