//! The page as a user sees it: controls, cards and messages by their test hooks.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use thirtyfour::prelude::*;

use super::console::Console;
use super::server;

/// What scripts share: visible elements by test hook, the numbers and pictures of the cards.
const HELPERS: &str = r#"
window.el = id => [...document.querySelectorAll(`[data-testid="${id}"]`)].find(e => e.checkVisibility());
window.inside = (run, id) => el('run-' + run)?.querySelector(`[data-testid="${id}"]`);
window.number = (run, id) => {
  const raw = inside(run, id)?.dataset.value;
  return raw === undefined || raw === '' || isNaN(raw) ? null : Number(raw);
};
window.picture = run => {
  const node = inside(run, 'samples');
  const canvas = node?.matches('canvas') ? node : node?.querySelector('canvas');
  const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
  let hash = 0;
  for (const v of data) hash = (hash * 31 + v) | 0;
  const colours = new Set(new Uint32Array(data.buffer));
  return { hash, colours: colours.size };
};
window.named = text => [...document.querySelectorAll('button, a, [role=button], [role=menuitem], summary')]
  .find(e => e.textContent.trim().startsWith(text) || e.getAttribute('aria-label')?.startsWith(text));
"#;

/// A page in its browser.
#[derive(Clone)]
pub struct Page {
    pub driver: WebDriver,
    pub console: Console,
}

/// What the canvas of a run shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
pub struct Picture {
    pub hash: i64,
    pub colours: u32,
}

impl Page {
    pub fn new(driver: WebDriver, console: Console) -> Self {
        Self { driver, console }
    }

    /// Opens the page with a link's fragment and waits until both engines stand ready.
    pub async fn open(&self, fragment: &str) {
        self.open_at(&format!("{}/", server::origin()), fragment).await;
    }

    /// As [`Self::open`], at another address of the server.
    pub async fn open_at(&self, base: &str, fragment: &str) {
        // A change of the fragment alone would not load the page.
        self.driver.goto("about:blank").await.expect("a blank page");
        self.driver.goto(format!("{base}{fragment}")).await.expect("the page");
        self.ready().await;
    }

    /// Turns to another page of the page: "board", "lessons/loss"; Back leads to the runs again.
    pub async fn turn_to(&self, address: &str) {
        self.script("location.hash = arguments[0]", vec![json!(address)]).await;
        self.until("the page has turned", 5, "return !el('play') && document.title !== ''").await;
    }

    /// Goes back to the page before.
    pub async fn back(&self) {
        self.driver.back().await.expect("the page before");
        self.ready().await;
    }

    /// Waits until every run shows its untrained samples.
    pub async fn ready(&self) {
        let script = "return !!el('play') && ['a', 'b'].every(r => r === 'b' && !el('run-b') || !!inside(r, 'samples'))";
        self.until("every run is ready", 60, script).await;
    }

    /// Runs a script with the helpers.
    pub async fn script(&self, script: &str, args: Vec<Value>) -> Value {
        let whole = format!("if (!window.el) {{ {HELPERS} }}\n{script}");
        self.driver.execute(whole, args).await.unwrap_or_else(|e| panic!("{script}: {e}")).json().clone()
    }

    /// Waits until `script` returns true.
    pub async fn until(&self, what: &str, seconds: u64, script: &str) {
        let start = Instant::now();
        while self.script(script, vec![]).await != Value::Bool(true) {
            assert!(start.elapsed() < Duration::from_secs(seconds), "not within {seconds} s: {what}");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Clicks the control with this test hook, clear of what sticks to the edges.
    pub async fn click(&self, id: &str) {
        let clear = "const e = el(arguments[0]), box = e?.getBoundingClientRect();
            const there = box && document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
            if (e && !e.contains(there)) e.scrollIntoView({ block: 'center' })";
        self.script(clear, vec![json!(id)]).await;
        let found = self.script("return el(arguments[0]) ?? null", vec![json!(id)]).await;
        assert!(!found.is_null(), "no visible {id}");
        let element = self.driver.find(By::Testid(id)).await.expect("the control");
        element.click().await.unwrap_or_else(|e| panic!("{id} cannot be clicked: {e}"));
    }

    /// Presses play, or pause.
    pub async fn play(&self) {
        self.click("play").await;
        self.until("the button says pause", 5, "return !!el('pause')").await;
    }

    /// Presses pause and waits until the runs stand still.
    pub async fn pause(&self) {
        self.click("pause").await;
        self.until("the button says play", 5, "return !!el('play')").await;
        self.settled().await;
    }

    /// Waits until the step counts no longer move.
    pub async fn settled(&self) {
        let mut last = self.steps().await;
        let start = Instant::now();
        loop {
            tokio::time::sleep(Duration::from_millis(600)).await;
            let now = self.steps().await;
            if now == last {
                return;
            }
            assert!(start.elapsed() < Duration::from_secs(30), "the runs do not stop");
            last = now;
        }
    }

    /// The steps of A and of B, read in one go; -1 without a run B.
    pub async fn steps(&self) -> (i64, i64) {
        let both = self.script("return [number('a', 'step-count'), number('b', 'step-count')]", vec![]).await;
        let one = |i: usize| both[i].as_f64().map_or(-1, |v| v as i64);
        (one(0), one(1))
    }

    /// Trains until run A has come to `step`.
    pub async fn train_to(&self, step: u32, seconds: u64) {
        let script = format!("return number('a', 'step-count') >= {step}");
        self.until(&format!("step {step} of run A"), seconds, &script).await;
    }

    /// A number in a card.
    pub async fn number(&self, run: char, id: &str) -> Option<f64> {
        self.script("return number(arguments[0], arguments[1])", vec![json!(run), json!(id)]).await.as_f64()
    }

    /// What a run's canvas shows.
    pub async fn picture(&self, run: char) -> Picture {
        let picture = self.script("return picture(arguments[0])", vec![json!(run)]).await;
        serde_json::from_value(picture).expect("a picture")
    }

    /// The text of the message, empty when there is none.
    pub async fn message(&self) -> String {
        let text = self.script("return el('message')?.textContent ?? ''", vec![]).await;
        text.as_str().unwrap_or_default().to_owned()
    }

    /// The fragment of the address.
    pub async fn fragment(&self) -> String {
        let text = self.script("return location.hash", vec![]).await;
        text.as_str().unwrap_or_default().to_owned()
    }

    /// Moves the slider to a share of its length.
    pub async fn slide(&self, share: f64) {
        let script = "const s = el('slider'); s.value = Math.round(s.max * arguments[0]);
            s.dispatchEvent(new Event('input', { bubbles: true }))";
        self.script(script, vec![json!(share)]).await;
    }

    /// The rows of the file behind "Losses as CSV", as text, header first.
    pub async fn csv(&self) -> Vec<Vec<String>> {
        let hook = "window.blobs = []; const make = URL.createObjectURL;
            URL.createObjectURL = b => { blobs.push(b); return make.call(URL, b) };
            const button = named('Losses as CSV');
            if (!button) return false;
            button.click(); URL.createObjectURL = make; return blobs.length == 1";
        assert_eq!(self.script(hook, vec![]).await, true, "the button makes one file");
        let read = "const done = arguments[0]; blobs[0].text().then(done)";
        let text = self.driver.execute_async(read, vec![]).await.expect("the file").json().clone();
        let text = text.as_str().expect("text");
        text.lines().map(|line| line.split(',').map(str::to_owned).collect()).collect()
    }

    /// One column of [`Self::csv`], the first `n` rows.
    pub async fn losses(&self, column: &str, n: usize) -> Vec<String> {
        let rows = self.csv().await;
        let index = rows[0].iter().position(|name| name == column);
        let index = index.unwrap_or_else(|| panic!("no column {column} in {:?}", rows[0]));
        assert!(rows.len() > n, "{} rows", rows.len());
        rows[1..=n].iter().map(|row| row[index].clone()).collect()
    }
}
