//! The engines without the page: GPU against CPU on the same commands.

use std::time::{Duration, Instant};

use saddle::protocol::{Command, Event, StepRecord, decode, encode};
use serde_json::json;

use super::browser::with_gpu;
use super::page::Page;
use super::server;

const STEPS: u32 = 50;

/// Largest accepted difference, relative to the CPU's loss.
const TOLERANCE: f32 = 1e-3;

/// A worker that the test speaks to directly.
struct Engine {
    page: Page,
    name: &'static str,
    arrived: Vec<Event>,
}

impl Engine {
    async fn start(page: &Page, name: &'static str, loader: &str) -> Self {
        let script = "const w = new Worker(arguments[1], { type: 'module' }); (window.engines ??= {})[arguments[0]] = w;
            w.inbox = []; w.onerror = e => w.inbox.push(String(e.message ?? 'the worker did not start'));
            w.onmessage = e => w.inbox.push(Array.from(new Uint8Array(e.data)))";
        page.script(script, vec![json!(name), json!(loader)]).await;
        let mut engine = Self { page: page.clone(), name, arrived: Vec::new() };
        let hello = engine.next().await;
        assert!(matches!(&hello, Event::Hello { device, .. } if device == name), "{hello:?}");
        engine
    }

    async fn send(&self, command: &Command) {
        let script = "const bytes = new Uint8Array(arguments[1]).buffer;
            engines[arguments[0]].postMessage(bytes, [bytes])";
        self.page.script(script, vec![json!(self.name), json!(encode(command))]).await;
    }

    async fn next(&mut self) -> Event {
        let start = Instant::now();
        while self.arrived.is_empty() {
            let script = "return engines[arguments[0]].inbox.splice(0)";
            let messages = self.page.script(script, vec![json!(self.name)]).await;
            for message in messages.as_array().expect("a list") {
                let bytes: Vec<u8> = serde_json::from_value(message.clone())
                    .unwrap_or_else(|_| panic!("{} says {message}", self.name));
                self.arrived.push(decode(&bytes).expect("an event"));
            }
            assert!(start.elapsed() < Duration::from_secs(240), "{} is silent", self.name);
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        self.arrived.remove(0)
    }

    async fn losses(&mut self, experiment: &str) -> Vec<StepRecord> {
        self.send(&Command::Configure { experiment: experiment.into(), files: vec![], resume: None }).await;
        let ready = self.next().await;
        assert!(matches!(ready, Event::Ready(_)), "{ready:?}");
        self.send(&Command::Advance { to: STEPS, show: false }).await;
        match self.next().await {
            Event::Progress(progress) => progress.records,
            other => panic!("{} answers {other:?}", self.name),
        }
    }
}

#[tokio::test]
async fn the_gpu_computes_the_losses_of_the_cpu() {
    with_gpu(|page| async move {
        page.driver.goto(format!("{}/blank.html", server::origin())).await.expect("a blank page");
        let mut cpu = Engine::start(&page, "CPU", "/engine_cpu_loader.js").await;
        let mut gpu = Engine::start(&page, "GPU", "/engine_gpu/engine_gpu_loader.js").await;
        for experiment in [
            "v=1&data=ring8&seed=3&batch=32&g.width=16&d.width=16",
            "v=1&data=digits8&seed=3&batch=8&g.width=4&d.width=4",
        ] {
            let expected = cpu.losses(experiment).await;
            let found = gpu.losses(experiment).await;
            assert_eq!((expected.len(), found.len()), (STEPS as usize, STEPS as usize));
            for (step, (e, f)) in expected.iter().zip(&found).enumerate() {
                for (e, f) in [(e.loss_d, f.loss_d), (e.loss_g, f.loss_g)] {
                    let difference = ((e - f) / e).abs();
                    assert!(difference < TOLERANCE, "{experiment}, step {step}: CPU {e}, GPU {f}");
                }
            }
        }
    })
    .await;
}
