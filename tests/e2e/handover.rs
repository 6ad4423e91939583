//! The hand-over between the engines, without the page: a run that the CPU has trained goes on on the GPU as it would
//! have on the CPU, and back.

use saddle::experiment::link;
use saddle::protocol::{Bytes, Command, Event};
use saddle::record::StepRecord;
use serde_json::json;

use super::browser::with_gpu;
use super::engine::{CPU, Engine, GPU};
use super::server;

/// Steps before the hand-over: in so many the pool of replay is full.
const BEFORE: u32 = 54;

/// Steps after it in which no loss may differ.
const AFTER: u32 = 20;

/// Largest accepted difference, relative to the loss or to 1 where that is larger.
const TOLERANCE: f32 = 1e-3;

/// With all that a run remembers: moments, averages, replay, singular vectors, running statistics, and the streams of
/// noise, masks and batches.
const RUNS: [&str; 2] = [
    "v=2&data=ring8&seed=3&batch=16&g.width=16&d.width=16&ema=0.99&replay=0.5&noise=0.2&d.spectral=1",
    "v=2&data=digits8&seed=3&batch=8&g.width=4&d.width=4&ema=0.99&replay=0.5&d.dropout=0.2&g.norm=batch",
];

async fn checkpoint(engine: &mut Engine, at: u32) -> Bytes {
    engine.send(&Command::Checkpoint).await;
    match engine.next().await {
        Event::Checkpoint { step, bytes } if step == at => bytes,
        other => panic!("{other:?}"),
    }
}

fn hold(what: &str, expected: &[StepRecord], found: &[StepRecord]) {
    assert_eq!((expected.len(), found.len()), (AFTER as usize, AFTER as usize), "{what}");
    for (step, (e, f)) in expected.iter().zip(found).enumerate() {
        for (e, f) in [(e.loss_d, f.loss_d), (e.loss_g, f.loss_g)] {
            let difference = (e - f).abs() / e.abs().max(1.0);
            assert!(difference < TOLERANCE, "{what}, {} steps on: {e} against {f}", step + 1);
        }
    }
}

#[tokio::test]
async fn the_gpu_goes_on_from_what_the_cpu_saved_and_back_without_a_jump() {
    with_gpu(|page| async move {
        page.driver.goto(format!("{}/blank.html", server::origin())).await.expect("a blank page");
        let mut cpu = Engine::start(&page, "CPU", CPU).await;
        let mut gpu = Engine::start(&page, "GPU", GPU).await;
        for experiment in RUNS {
            assert!(link::read(experiment).issues.is_empty(), "{experiment}");
            cpu.configure(experiment, vec![]).await;
            cpu.advance(BEFORE).await;
            let saved = checkpoint(&mut cpu, BEFORE).await;
            assert_eq!(gpu.resume(experiment, saved.clone()).await, BEFORE);
            let same = checkpoint(&mut gpu, BEFORE).await == saved;
            assert!(same, "{experiment}: what the GPU was given is not what it has");
            let there = BEFORE + AFTER;
            hold(experiment, &cpu.advance(there).await, &gpu.advance(there).await);
            // And back: the CPU against the GPU that goes on.
            let saved = checkpoint(&mut gpu, there).await;
            assert_eq!(cpu.resume(experiment, saved).await, there);
            let back = there + AFTER;
            hold(experiment, &gpu.advance(back).await, &cpu.advance(back).await);
        }
    })
    .await;
}

/// Takes the software adapter for a real one, and the GPU engines for faster than they are.
const PRETEND: &str =
    "window.gpus = []; const of = window.GPU?.prototype ?? {}, ask = of.requestAdapter, Plain = Worker;
    of.requestAdapter = async function (...all) { return await ask.apply(this, all) && { info: {} } };
    window.Worker = class extends Plain {
        constructor(...all) { super(...all); if (String(all[0]).includes('/gpu.js')) gpus.push(this) }
        set onmessage(heard) {
            super.onmessage = heard && (event => {
                const { data } = event, at = data.byteLength - 9;
                // The number, `Event::Measured`, and the steps a second.
                if (gpus.includes(this) && at > 0 && at < 4 && new Uint8Array(data)[at] === 8) {
                    new DataView(data).setFloat64(at + 1, 1e6, true);
                }
                heard(event);
            });
        }
    }";

const LOSE: &str = "const worker = gpus.at(-1); worker.terminate();
    worker.dispatchEvent(new ErrorEvent('error', { message: 'the GPU is lost', cancelable: true }))";

#[tokio::test]
async fn the_page_goes_on_on_the_gpu_and_on_the_cpu_when_that_is_lost() {
    with_gpu(|page| async move {
        let source = json!({ "source": PRETEND });
        page.driver.cdp().send_raw("Page.addScriptToEvaluateOnNewDocument", source).await.expect("a script");
        // Estimated to be slow enough for a GPU.
        page.open("#v=2&data=digits8&seed=3&steps=100000&snapshot.every=10000").await;
        page.play().await;
        let on = |engine: &str| {
            format!("return el('rate').textContent.startsWith('{engine}') && el('rate').textContent.includes('steps/s')")
        };
        page.until("the CPU", 20, &on("CPU")).await;
        page.until("the GPU", 150, "return el('message')?.textContent.includes('times as fast as the CPU')").await;
        let (moved, _) = page.steps().await;
        assert!(moved > 0, "the CPU trains from the first second");
        page.until("steps of the GPU", 60, &format!("return number('a', 'step-count') > {}", moved + 3)).await;
        page.until("its speed", 30, &on("GPU")).await;
        page.script(LOSE, vec![]).await;
        page.until("a message", 10, "return el('message')?.textContent.includes('the CPU goes on from step')").await;
        page.train_to(moved as u32 + 40, 60).await;
        page.until("the CPU again", 20, &on("CPU")).await;
        page.pause().await;
        let (last, _) = page.steps().await;
        assert_eq!(page.csv().await.len() as i64, last + 1, "each step once");
    })
    .await;
}
