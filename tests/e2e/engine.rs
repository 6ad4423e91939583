//! A worker that a test speaks to directly, without the page.

use std::time::{Duration, Instant};

use saddle::data::{OwnData, UserFile, Wishes};
use saddle::protocol::{Bytes, Command, Configure, Event, Said, decode, encode};
use saddle::record::StepRecord;
use serde_json::json;

use super::page::Page;

/// Loads the CPU engine.
pub const CPU: &str = concat!("/engines/", env!("SADDLE_BUILD"), "/cpu.js");

/// Loads the GPU engine.
pub const GPU: &str = concat!("/engines/", env!("SADDLE_BUILD"), "/gpu.js");

/// A worker that the test speaks to directly.
pub struct Engine {
    page: Page,
    name: &'static str,
    device: String,
    arrived: Vec<Said>,
    /// The number of the last configuration, and of the last set of files.
    number: u32,
}

impl Engine {
    /// Starts the worker that calls itself `device` from `loader`.
    pub async fn start(page: &Page, device: &'static str, loader: &str) -> Self {
        Self::start_as(page, device, device, loader).await
    }

    /// As [`Self::start`], under another name, to have several.
    pub async fn start_as(page: &Page, name: &'static str, device: &str, loader: &str) -> Self {
        let script = "const w = new Worker(arguments[1], { type: 'module' }); (window.engines ??= {})[arguments[0]] = w;
            w.inbox = []; w.onerror = e => w.inbox.push(String(e.message ?? 'the worker did not start'));
            w.onmessage = e => { if (e.data instanceof ArrayBuffer) w.inbox.push(Array.from(new Uint8Array(e.data))) }";
        page.script(script, vec![json!(name), json!(loader)]).await;
        let engine = Self::attach(page, name).await;
        assert_eq!(engine.device, device);
        engine
    }

    /// Speaks to a worker that a script has started.
    pub async fn attach(page: &Page, name: &'static str) -> Self {
        let mut engine =
            Self { page: page.clone(), name, device: String::new(), arrived: Vec::new(), number: 0 };
        match engine.next().await {
            Event::Hello { device, .. } => engine.device = device,
            other => panic!("{name} says {other:?}"),
        }
        engine
    }

    /// Sends a command.
    pub async fn send(&self, command: &Command) {
        let script = "const bytes = new Uint8Array(arguments[1]).buffer;
            engines[arguments[0]].postMessage(bytes, [bytes])";
        self.page.script(script, vec![json!(self.name), json!(encode(command))]).await;
    }

    /// The next event of the last configuration that is not a sign of life.
    pub async fn next(&mut self) -> Event {
        loop {
            let Said { number, event } = self.hear().await;
            assert_eq!(number, self.number, "{}: {event:?}", self.name);
            if !matches!(event, Event::Alive | Event::Opening(_)) {
                return event;
            }
        }
    }

    async fn hear(&mut self) -> Said {
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

    /// Sends a command and takes the milliseconds to the answer, by the page's own clock. A sign of
    /// life is a message of two bytes.
    pub async fn timed(&self, command: &Command) -> f64 {
        let script =
            "const [name, bytes, done] = arguments; const worker = engines[name], usual = worker.onmessage;
            const buffer = new Uint8Array(bytes).buffer, start = performance.now();
            worker.onmessage = e => {
              if (e.data.byteLength <= 2) return;
              worker.onmessage = usual;
              done(performance.now() - start);
            };
            worker.postMessage(buffer, [buffer])";
        let arguments = vec![json!(self.name), json!(encode(command))];
        let answer = self.page.driver.execute_async(script, arguments).await.expect("an answer");
        answer.json().as_f64().expect("milliseconds")
    }

    /// Builds a run on the user's `files`, of which there may be none.
    pub async fn configure(&mut self, experiment: &str, files: Vec<Vec<u8>>) {
        self.number += 1;
        let set = self.number;
        if !files.is_empty() {
            let file = |(i, bytes)| UserFile { name: format!("file {i}"), bytes };
            let files: Vec<_> = files.into_iter().enumerate().map(file).collect();
            let own = OwnData::found(&files, &Wishes::default()).expect("own data");
            let script = "const [name, set, data] = arguments;
                engines[name].postMessage([set, new Blob([new Uint8Array(data)])])";
            self.page.script(script, vec![json!(self.name), json!(set), json!(encode(&own))]).await;
        }
        let (number, experiment) = (set, experiment.into());
        let configure = Configure { number, experiment, files: Some(set), ..Configure::default() };
        self.send(&Command::Configure(configure)).await;
        let ready = self.next().await;
        assert!(matches!(ready, Event::Ready(_)), "{ready:?}");
    }

    /// Builds a run where `checkpoint` stands, and answers at which step.
    pub async fn resume(&mut self, experiment: &str, checkpoint: Bytes) -> u32 {
        self.number += 1;
        let (number, experiment) = (self.number, experiment.into());
        let resume = Some(checkpoint);
        self.send(&Command::Configure(Configure { number, experiment, resume, ..Configure::default() }))
            .await;
        match self.next().await {
            Event::Ready(ready) => ready.step,
            other => panic!("{} answers {other:?}", self.name),
        }
    }

    /// Trains to step `to` and gives the records since the last message.
    pub async fn advance(&mut self, to: u32) -> Vec<StepRecord> {
        self.send(&Command::Advance { to, show: false, snapshot: false }).await;
        match self.next().await {
            Event::Progress(progress) => progress.records,
            other => panic!("{} answers {other:?}", self.name),
        }
    }
}
