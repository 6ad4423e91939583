//! Soak: two runs train for long, and what they take must stay what it is once what is kept of their past is full.
//! `make soak` is the long form, which also looks at speed; the short one is a test and looks at memory alone.

use std::time::{Duration, Instant};

use serde::Deserialize;
use serde_json::json;

use super::browser::{with_gpu, with_page};
use super::page::Page;

/// Two small runs of as many steps as a run can have. Their snapshots are so many that no more are kept after 2,000
/// steps.
const RUNS: &str =
    "#v=2&data=ring8&seed=1&batch=32&g.width=16&d.width=16&steps=100000&snapshot.every=33&b:loss=hinge";

/// Steps that a run can have.
const LENGTH: u32 = 100_000;

/// The step from which on nothing may grow.
const WARM: u32 = 2_000;

/// By how much of itself memory may grow after that, and speed fall.
const BOUND: f64 = 0.05;

/// The longest that it takes until then.
const WARM_UP: Duration = Duration::from_secs(900);

/// Between two looks at the page.
const PAUSE: Duration = Duration::from_millis(250);

/// Samples at the beginning and at the end that stand for them: a heap of JavaScript is never twice the same.
const ENDS: usize = 5;

/// How long and on what.
struct Plan {
    gpu: bool,
    /// Steps of each run.
    steps: u32,
    /// How long at most, from the first sample on.
    limit: Duration,
    /// Steps between two samples.
    every: u32,
}

/// Bytes and buffers of the page or of an engine.
#[derive(Clone, Copy, Debug, Deserialize)]
struct Memory {
    wasm: u64,
    buffers: u64,
    gpu: u64,
}

#[derive(Deserialize)]
struct Told {
    page: Memory,
    engines: Vec<Memory>,
}

/// What is there at a step.
#[derive(Clone, Copy, Debug)]
struct Sample {
    step: u32,
    seconds: f64,
    page: u64,
    engines: u64,
    heap: u64,
    gpu: u64,
    buffers: u64,
    nodes: u64,
    listeners: u64,
}

impl Sample {
    async fn take(page: &Page, step: u32, seconds: f64) -> Self {
        let cdp = page.driver.cdp();
        cdp.send_raw("HeapProfiler.collectGarbage", json!({})).await.expect("garbage is collected");
        let found = cdp.send_raw("Performance.getMetrics", json!({})).await.expect("metrics");
        let metric = |name: &str| {
            let all = found["metrics"].as_array().into_iter().flatten();
            all.filter(|metric| metric["name"] == name).find_map(|metric| metric["value"].as_f64())
        };
        let metric = |name: &str| metric(name).unwrap_or_else(|| panic!("no {name}: {found}")) as u64;
        let told = page.driver.execute_async("soak().then(arguments[0])", vec![]).await.expect("memory");
        let Told { page, engines } = told.convert().expect("memory");
        let all = |of: fn(&Memory) -> u64| of(&page) + engines.iter().map(of).sum::<u64>();
        Self {
            step,
            seconds,
            page: page.wasm,
            engines: engines.iter().map(|engine| engine.wasm).sum(),
            heap: metric("JSHeapUsedSize"),
            gpu: all(|memory| memory.gpu),
            buffers: all(|memory| memory.buffers),
            nodes: metric("Nodes"),
            listeners: metric("JSEventListeners"),
        }
    }

    /// All bytes.
    fn bytes(&self) -> u64 {
        self.page + self.engines + self.heap + self.gpu
    }

    fn row(&self, before: Option<&Self>) -> String {
        let mib = |bytes: u64| format!("{:.2}", bytes as f64 / f64::from(1 << 20));
        let speed = before.map_or(String::new(), |before| format!("{:.1}", speed(before, self)));
        row([
            &self.step.to_string(),
            &format!("{:.0}", self.seconds),
            &speed,
            &mib(self.page),
            &mib(self.engines),
            &mib(self.heap),
            &mib(self.gpu),
            &mib(self.bytes()),
            &self.buffers.to_string(),
            &self.nodes.to_string(),
            &self.listeners.to_string(),
        ])
    }
}

/// The heads of the columns; memory in MiB.
const HEAD: [&str; 11] = [
    "step",
    "seconds",
    "steps/s",
    "page",
    "engines",
    "JS heap",
    "GPU",
    "all",
    "buffers",
    "nodes",
    "listeners",
];

fn row(cells: [&str; 11]) -> String {
    cells.map(|cell| format!("{cell:>9}")).join(" ")
}

/// Steps of a run a second between two samples.
fn speed(before: &Sample, after: &Sample) -> f64 {
    f64::from(after.step - before.step) / (after.seconds - before.seconds)
}

/// Has the page measured from its start.
async fn watch(page: &Page) {
    let cdp = page.driver.cdp();
    cdp.send_raw("Page.setBypassCSP", json!({ "enabled": true })).await.expect("no policy");
    let source = json!({ "source": include_str!("soak.js") });
    cdp.send_raw("Page.addScriptToEvaluateOnNewDocument", source).await.expect("a script");
    cdp.send_raw("Performance.enable", json!({})).await.expect("metrics");
}

/// Has the page compute on the GPU.
async fn choose_gpu(page: &Page) {
    page.until("WebGPU", 20, "return !el('device').querySelector('[value=gpu]').disabled").await;
    page.script("el('device').value = 'gpu'; el('device').dispatchEvent(new Event('change'))", vec![]).await;
    let on_gpu = "return document.querySelector('.rate').textContent.startsWith('GPU')";
    page.until("the GPU engine", 120, on_gpu).await;
    page.ready().await;
}

/// The step to which both runs have come.
async fn step(page: &Page) -> u32 {
    let (a, b) = page.steps().await;
    u32::try_from(a.min(b)).unwrap_or_default()
}

/// Waits for [`WARM`], and until the film of the past is full: then the slider, which has a place for each picture,
/// has lost some. A run is shown every 1.5 s at least, so that takes three minutes at most.
async fn warm_up(page: &Page) {
    let start = Instant::now();
    let (mut places, mut full) = (0.0, false);
    while !full || step(page).await < WARM {
        assert!(start.elapsed() < WARM_UP, "step {} after {WARM_UP:?}", step(page).await);
        tokio::time::sleep(PAUSE).await;
        let now = page.script("return Number(el('slider').max)", vec![]).await.as_f64().expect("places");
        full |= now < places;
        places = now;
    }
}

/// Trains as `plan` says and answers with the samples.
async fn soak(page: &Page, plan: &Plan) -> Vec<Sample> {
    watch(page).await;
    page.open(RUNS).await;
    if plan.gpu {
        choose_gpu(page).await;
    }
    page.play().await;
    println!("{}", row(HEAD));
    warm_up(page).await;
    let start = Instant::now();
    let mut samples: Vec<Sample> = Vec::new();
    while start.elapsed() < plan.limit && samples.last().is_none_or(|last| last.step < plan.steps) {
        let due = samples.last().map_or(WARM, |last| last.step + plan.every).min(plan.steps);
        let step = step(page).await;
        if step >= due {
            let sample = Sample::take(page, step, start.elapsed().as_secs_f64()).await;
            println!("{}", sample.row(samples.last()));
            samples.push(sample);
        }
        tokio::time::sleep(PAUSE).await;
    }
    samples
}

/// By how much of itself memory has grown, and speed has fallen, from the first samples to the last.
struct Verdict {
    grown: f64,
    slower: f64,
}

impl Verdict {
    fn of(samples: &[Sample]) -> Self {
        let ends = ENDS.min(samples.len() / 2);
        assert!(ends > 1, "too short to say anything: {} samples", samples.len());
        let (first, last) = (&samples[..ends], &samples[samples.len() - ends..]);
        let bytes = |samples: &[Sample]| {
            let mut bytes: Vec<u64> = samples.iter().map(Sample::bytes).collect();
            bytes.sort_unstable();
            bytes[bytes.len() / 2] as f64
        };
        let pace = |samples: &[Sample]| speed(&samples[0], &samples[ends - 1]);
        Self { grown: bytes(last) / bytes(first) - 1.0, slower: 1.0 - pace(last) / pace(first) }
    }
}

fn read(name: &str, usual: u32) -> u32 {
    std::env::var(name).map_or(usual, |text| text.parse().unwrap_or_else(|_| panic!("{name} is a number")))
}

async fn long(page: Page, gpu: bool) {
    let steps = read("SOAK_STEPS", if gpu { 20_000 } else { LENGTH }).clamp(2 * WARM, LENGTH);
    let limit = Duration::from_secs(60 * u64::from(read("SOAK_MINUTES", 60)));
    let samples = soak(&page, &Plan { gpu, steps, limit, every: steps / 50 }).await;
    let Verdict { grown, slower } = Verdict::of(&samples);
    let word = |share: f64| if share < BOUND { "holds" } else { "FAILS" };
    println!("memory has grown by {:.1} %: {}", 100.0 * grown, word(grown));
    println!("speed has fallen by {:.1} %: {}", 100.0 * slower, word(slower));
    assert!(grown < BOUND && slower < BOUND, "see the table");
}

#[tokio::test]
#[ignore = "an hour: make soak"]
async fn long_soak_on_the_cpu_engine() {
    with_page(|page| long(page, false)).await;
}

#[tokio::test]
#[ignore = "an hour: make soak"]
async fn long_soak_on_the_gpu_engine() {
    with_gpu(|page| long(page, true)).await;
}

#[tokio::test]
async fn memory_stays_what_it_is_in_a_short_soak() {
    with_page(|page| async move {
        let plan = Plan { gpu: false, steps: 10 * WARM, limit: Duration::from_secs(90), every: 250 };
        let samples = soak(&page, &plan).await;
        let grown = Verdict::of(&samples).grown;
        assert!(grown < BOUND, "memory has grown by {:.1} %", 100.0 * grown);
    })
    .await;
}
