//! Every trick on the GPU engine, against the CPU engine, on tiny networks: what fusion gets wrong
//! in one of them shows here. A new trick joins by its row.

use std::time::Instant;

use saddle::experiment::{Data, Experiment, Preset, TRICKS, Trick, link, validate};
use saddle::protocol::{Command, Event};
use saddle::record::StepRecord;

use super::browser::with_gpu;
use super::engine::{CPU, Engine, GPU};
use super::server;

const STEPS: u32 = 8;

/// With replay, whose pool fills in 50 steps before it gives anything back.
const STEPS_OF_REPLAY: u32 = 54;

/// Largest accepted difference, relative to the CPU's loss or to 1 where that is larger: a loss that
/// crosses 0 has no relative error.
const TOLERANCE: f32 = 1e-3;

/// One case: what it is, how long it runs, and its experiment.
struct Case {
    name: String,
    steps: u32,
    e: Experiment,
}

/// `trick` at `preset`, on networks that train in milliseconds.
fn tiny(data: Data, trick: &Trick, preset: &Preset) -> Case {
    let mut e = trick.with(&Experiment { seed: 3, ..Experiment::default_for(data) }, Some(preset));
    let most = if data.is_image() { 4 } else { 16 };
    // Wider is what this trick is.
    let most = if trick.id == "capacity" { 2 * most } else { most };
    e.generator.width = e.generator.width.min(most);
    e.discriminator.width = e.discriminator.width.min(most);
    e.batch = 8;
    let name = format!("{} ({}) on {data:?}", trick.id, preset.name);
    assert_eq!(validate(&e), [], "{name}");
    let steps = if e.replay > 0.0 { STEPS_OF_REPLAY } else { STEPS };
    Case { name, steps, e }
}

/// The first preset of every trick; every loss and every place of spectral norm.
fn cases(data: Data) -> Vec<Case> {
    let tricks = TRICKS.iter().filter(|trick| trick.greyed(data).is_none());
    let presets = |trick: &'static Trick| {
        let all = (trick.presets)(data);
        let every = matches!(trick.id, "loss" | "spectral" | "conditional" | "batch-norm");
        all.iter().take(if every { all.len() } else { 1 }).map(move |preset| tiny(data, trick, preset))
    };
    tricks.flat_map(presets).collect()
}

/// Trains to the end, shows a frame and saves.
async fn run(engine: &mut Engine, case: &Case) -> Vec<StepRecord> {
    engine.configure(&link::write_experiment(&case.e), vec![]).await;
    engine.send(&Command::Advance { to: case.steps, show: true, snapshot: false }).await;
    let records = match engine.next().await {
        Event::Progress(progress) => progress.records,
        other => panic!("{}: {other:?}", case.name),
    };
    engine.send(&Command::Checkpoint).await;
    match engine.next().await {
        Event::Checkpoint { step, .. } => assert_eq!(step, case.steps, "{}", case.name),
        other => panic!("{}: {other:?}", case.name),
    }
    records
}

/// What differs between two runs of `case`, in words.
fn difference(case: &Case, expected: &[StepRecord], found: &[StepRecord]) -> Option<String> {
    assert_eq!((expected.len(), found.len()), (case.steps as usize, case.steps as usize), "{}", case.name);
    expected.iter().zip(found).enumerate().find_map(|(step, (e, f))| {
        // What is no number is wrong too.
        let right = |e: f32, f: f32| (e - f).abs() <= TOLERANCE * e.abs().max(1.0);
        (!right(e.loss_d, f.loss_d) || !right(e.loss_g, f.loss_g)).then(|| {
            let name = &case.name;
            format!(
                "{name}, step {}: CPU D {} G {}, GPU D {} G {}",
                step + 1,
                e.loss_d,
                e.loss_g,
                f.loss_d,
                f.loss_g
            )
        })
    })
}

#[tokio::test]
async fn every_trick_has_the_losses_of_the_cpu_on_the_gpu() {
    with_gpu(|page| async move {
        page.driver.goto(format!("{}/blank.html", server::origin())).await.expect("a blank page");
        let mut cpu = Engine::start(&page, "CPU", CPU).await;
        // One worker for all cases: it compiles each shader once.
        let mut gpu = Engine::start(&page, "GPU", GPU).await;
        let mut differences = Vec::new();
        for case in [Data::Ring8, Data::Digits8].into_iter().flat_map(cases) {
            let started = Instant::now();
            let (expected, found) = (run(&mut cpu, &case).await, run(&mut gpu, &case).await);
            println!("{}: {:.1} s", case.name, started.elapsed().as_secs_f32());
            differences.extend(difference(&case, &expected, &found));
        }
        assert!(differences.is_empty(), "{} differences:\n{}", differences.len(), differences.join("\n"));
    })
    .await;
}
