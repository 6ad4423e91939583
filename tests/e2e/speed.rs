//! Benchmarks in the browser: they print figures and judge nothing. `make bench` runs them.

use std::fs;
use std::io::Write;
use std::path::Path;

use saddle::experiment::link;
use saddle::protocol::{Command, Event};
use serde_json::json;

use super::browser::{with_gpu, with_page};
use super::engine::{CPU, Engine, GPU};
use super::page::Page;
use super::server;

/// The peers' work (see the README of the benchmarks): name, link, whether it needs files.
const WORK: [(&str, &str, bool); 4] = [
    ("MLP 16, batch 32", "v=1&data=ring8&batch=32&g.width=16&d.width=16&steps=100000", false),
    ("MLP 128, batch 256", "v=1&data=ring8&batch=256&g.width=128&d.width=128&steps=100000", false),
    ("DCGAN 8, batch 8", "v=1&data=images&batch=8&g.width=8&d.width=8&steps=100000", true),
    ("DCGAN 32, batch 64", "v=1&data=images&batch=64&g.width=32&d.width=32&steps=100000", true),
];

/// A run whose snapshots are measured: name, link, images in the user's file and pixels on their side.
type Measured = (&'static str, &'static str, Option<(u32, u32)>);

const MEASURED: [Measured; 5] = [
    ("2,500 points", "v=1&data=ring8&steps=100000", None),
    ("2,500 points", "v=1&data=grid25&steps=100000", None),
    ("179 digits of 8 x 8", "v=1&data=digits8&steps=100000", None),
    ("2,600 stacked digits", "v=1&data=stacked8&steps=100000", None),
    ("1,000 images of 8 x 8", "v=1&data=images&steps=100000", Some((10_000, 8))),
];

/// `count` images of `side` x `side` pixels in IDX format, for engines that need files.
fn images(count: u32, side: u32) -> Vec<Vec<u8>> {
    let mut idx = vec![0, 0, 8, 3];
    [count, side, side].iter().for_each(|n| idx.extend(n.to_be_bytes()));
    idx.extend((0..count * side * side).map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8));
    vec![idx]
}

/// A page without anything.
pub async fn blank(page: &Page) {
    page.driver.goto(format!("{}/blank.html", server::origin())).await.expect("a blank page");
}

/// Steps a second of the run that `engine` is configured for.
pub async fn measure(engine: &mut Engine, millis: u32) -> f64 {
    engine.send(&Command::Measure { millis }).await;
    match engine.next().await {
        Event::Measured { steps_per_sec } => steps_per_sec,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
#[ignore = "a benchmark"]
async fn speed_of_the_cpu_engine() {
    with_page(|page| async move {
        blank(&page).await;
        let mut one = Engine::start(&page, "CPU", CPU).await;
        println!("CPU engine, session included, ms a step:");
        for (name, link, needs_files) in WORK {
            one.configure(link, if needs_files { images(500, 28) } else { vec![] }).await;
            // Small steps run slower until the browser's optimising compiler is through.
            measure(&mut one, 4_000).await;
            println!("  {name:20} {:8.2}", 1000.0 / measure(&mut one, 6_000).await);
        }
    })
    .await;
}

#[tokio::test]
#[ignore = "a benchmark"]
async fn speed_of_two_engines_beside_one() {
    with_page(|page| async move {
        blank(&page).await;
        let mut one = Engine::start(&page, "CPU", CPU).await;
        one.configure(WORK[1].1, vec![]).await;
        measure(&mut one, 4_000).await;
        let alone = measure(&mut one, 5_000).await;
        let mut two = Engine::start_as(&page, "second", "CPU", CPU).await;
        two.configure(WORK[1].1, vec![]).await;
        measure(&mut two, 4_000).await;
        for engine in [&one, &two] {
            engine.send(&Command::Measure { millis: 5_000 }).await;
        }
        let mut together = 0.0;
        for engine in [&mut one, &mut two] {
            if let Event::Measured { steps_per_sec } = engine.next().await {
                together += steps_per_sec;
            }
        }
        println!("two workers: {together:.0} steps/s, one: {alone:.0}, ratio {:.2}", together / alone);
    })
    .await;
}

#[tokio::test]
#[ignore = "a benchmark"]
async fn speed_of_the_metrics() {
    with_page(|page| async move {
        blank(&page).await;
        let mut engine = Engine::start(&page, "CPU", CPU).await;
        println!("metrics of a snapshot (bars: 100 ms for 2,500 points and 1,000 images, 10 % of training):");
        for (name, fragment, file) in MEASURED {
            engine.configure(fragment, file.map_or(vec![], |(count, side)| images(count, side))).await;
            engine.advance(30).await;
            let step = 1000.0 / measure(&mut engine, 4_000).await;
            let (mut frame, mut snapshot) = (f64::INFINITY, f64::INFINITY);
            for _ in 0..8 {
                let look = |snapshot| Command::Advance { to: 30, show: true, snapshot };
                frame = frame.min(engine.timed(&look(false)).await);
                snapshot = snapshot.min(engine.timed(&look(true)).await);
            }
            let every = link::read(fragment).script.courses[0].start.snapshot_every;
            let share = 100.0 * (snapshot - frame) / (f64::from(every) * step);
            let millis = snapshot - frame;
            println!(
                "  {name:24} {millis:6.1} ms every {every} steps of {step:.2} ms: {share:.1} % ({fragment})"
            );
        }
    })
    .await;
}

#[tokio::test]
#[ignore = "a benchmark"]
async fn gpu_calls_a_step() {
    with_gpu(|page| async move {
        blank(&page).await;
        page.script(include_str!("gpucount.js"), vec![json!(server::origin()), json!(GPU)]).await;
        let mut engine = Engine::attach(&page, "GPU").await;
        println!("GPU engine, calls a step, over 20 steps (after warming up):");
        for (name, link, needs_files) in WORK {
            engine.configure(link, if needs_files { images(500, 28) } else { vec![] }).await;
            engine.advance(5).await;
            let before = counts(&page).await;
            engine.advance(25).await;
            let after = counts(&page).await;
            let a_step =
                |key: &str| (after[key].as_f64().unwrap_or(0.0) - before[key].as_f64().unwrap_or(0.0)) / 20.0;
            println!(
                "  {name:20} dispatches {:.1}, submits {:.2}, readbacks {:.2}, new buffers {:.2}",
                a_step("disp"),
                a_step("submit"),
                a_step("map"),
                a_step("buf")
            );
        }
    })
    .await;
}

/// Calls of the GPU engine in this page so far.
pub async fn counts(page: &Page) -> serde_json::Value {
    page.driver
        .execute_async("engines.GPU.tell(arguments[arguments.length - 1])", vec![])
        .await
        .expect("counts")
        .json()
        .clone()
}

#[tokio::test]
#[ignore = "a benchmark"]
async fn start_of_the_page() {
    with_page(|page| async move {
        // Counted from navigation to run A's first step; Train is pressed as soon as it can be.
        page.driver.goto(format!("{}/", server::origin())).await.expect("the page");
        let script = "const done = arguments[arguments.length - 1]; let pressed = false;
            const look = () => {
              const play = document.querySelector('[data-testid=play]');
              const count = document.querySelector('[data-testid=run-a] [data-testid=step-count]');
              if (play && !play.disabled && count && !pressed) { pressed = true; play.click(); }
              if (count && /[1-9]/.test(count.textContent)) done(performance.now()); else setTimeout(look, 2);
            }; look();";
        let millis = page.driver.execute_async(script, vec![]).await.expect("a time");
        println!("first training step {:.0} ms after navigation", millis.json().as_f64().unwrap_or(f64::NAN));
    })
    .await;
}

#[tokio::test]
#[ignore = "a benchmark"]
async fn main_thread_in_a_minute_of_two_runs() {
    with_page(|page| async move {
        page.open("#v=1&data=ring8&seed=1&steps=100000&b:noise=0.3").await;
        let script = "window.tasks = []; new PerformanceObserver(l => l.getEntries()
            .forEach(e => tasks.push(e.duration))).observe({ entryTypes: ['longtask'] }); el('play').click()";
        page.script(script, vec![]).await;
        tokio::time::sleep(std::time::Duration::from_secs(60)).await;
        let tasks = page.script("return tasks", vec![]).await;
        let steps = page.script("return number('a', 'step-count')", vec![]).await;
        println!("main-thread tasks above 50 ms in a minute of two runs: {tasks}, steps {steps}");
    })
    .await;
}

#[test]
#[ignore = "a benchmark"]
fn size_of_the_files() {
    let dist = Path::new(env!("CARGO_MANIFEST_DIR")).join("dist");
    let mut total = 0;
    println!("gzip -9, bytes:");
    for folder in [dist.clone(), dist.join("engines").join(env!("SADDLE_BUILD"))] {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let Ok(bytes) = fs::read(&path) else { continue };
            let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
            encoder.write_all(&bytes).expect("memory");
            let size = encoder.finish().expect("memory").len();
            // Fetched only where they are asked for.
            let later = ["gpu", "/read"].iter().any(|part| path.to_string_lossy().contains(part));
            total += if later { 0 } else { size };
            println!("  {:40} {size:9}", path.strip_prefix(&dist).unwrap_or(&path).display());
        }
    }
    println!("  page and CPU engine together             {total:9}");
}
