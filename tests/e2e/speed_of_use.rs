//! What the page costs those who use it: own files read, runs kept, everything shown at once. Benchmarks, run by `make bench`:
//! they print figures and judge nothing.

use std::time::Duration;

use serde_json::{Value, json};

use super::browser::with_page;
use super::keep::BLOCK_STORAGE;
use super::page::Page;

/// Two runs on points that are kept as they train.
const RING: &str = "#v=2&data=ring8&seed=1&steps=100000&b:noise=0.3";

/// From now on `tasks` are the milliseconds of main-thread tasks above 50 ms.
const WATCH: &str = "window.tasks = []; window.watch ??= new PerformanceObserver(l => l.getEntries()
    .forEach(e => tasks.push(Math.round(e.duration)))); watch.observe({ entryTypes: ['longtask'] });";

async fn rest(seconds: u64) {
    tokio::time::sleep(Duration::from_secs(seconds)).await;
}

async fn tasks(page: &Page) -> Value {
    page.script("return tasks", vec![]).await
}

/// Steps a second of all runs over so many seconds.
async fn speed(page: &Page, seconds: u64) -> f64 {
    let all = "return [...'abcd'].reduce((sum, run) => sum + (el('run-' + run) ? number(run, 'step-count') : 0), 0)";
    let before = page.script(all, vec![]).await.as_f64().unwrap_or(f64::NAN);
    rest(seconds).await;
    (page.script(all, vec![]).await.as_f64().unwrap_or(f64::NAN) - before) / seconds as f64
}

/// Gives the page a file that `make` (JavaScript) makes, and waits for its preview. Answers milliseconds.
async fn read(page: &Page, name: &str, make: &str) -> f64 {
    let script = format!(
        "{WATCH} const done = arguments[arguments.length - 1]; const parts = (() => {{ {make} }})();
         const given = new DataTransfer(); given.items.add(new File(parts, arguments[0]));
         const input = document.querySelector('input[type=file]'); input.files = given.files;
         const began = performance.now(); input.dispatchEvent(new Event('change', {{ bubbles: true }}));
         const look = () => el('own-train') ? done(performance.now() - began) : setTimeout(look, 5); look();"
    );
    let millis = page.driver.execute_async(script, vec![json!(name)]).await.expect("a preview");
    let millis = millis.json().as_f64().unwrap_or(f64::NAN);
    println!("{name}: preview after {millis:.0} ms; main-thread tasks above 50 ms: {}", tasks(page).await);
    page.click("own-close").await;
    millis
}

#[tokio::test]
#[ignore = "a benchmark"]
async fn speed_of_reading_own_files() {
    with_page(|page| async move {
        page.open("#v=2&data=ring8&seed=1&batch=16&g.width=8&d.width=8&b:=").await;
        let images = "const n = 60000, head = new Uint8Array([0, 0, 8, 3, 0, 0, n >> 8, n & 255, 0, 0, 0, 28, 0, 0, 0, 28]);
            const pixels = new Uint8Array(n * 784); for (let i = 0; i < pixels.length; i++) pixels[i] = (i * 2654435761) >>> 24;
            return [head, pixels]";
        let points = "let rows = 'x,y\\n'; for (let i = 0; i < 100000; i++)
            rows += Math.sin(i).toFixed(6) + ',' + Math.cos(3 * i).toFixed(6) + '\\n'; return [rows]";
        for _ in 0..3 {
            read(&page, "60000-images.idx", images).await;
            read(&page, "100000-points.csv", points).await;
        }
    })
    .await;
}

#[tokio::test]
#[ignore = "a benchmark"]
async fn speed_of_training_that_is_kept_and_that_is_not() {
    with_page(|page| async move {
        page.open(RING).await;
        page.play().await;
        rest(10).await;
        let kept = speed(&page, 60).await;
        println!("two runs kept every 5 s: {kept:.0} steps a second");
    })
    .await;
    with_page(|page| async move {
        let source = json!({ "source": BLOCK_STORAGE });
        page.driver.cdp().send_raw("Page.addScriptToEvaluateOnNewDocument", source).await.expect("a script");
        page.open(RING).await;
        page.play().await;
        rest(10).await;
        let lost = speed(&page, 60).await;
        println!("two runs not kept: {lost:.0} steps a second");
    })
    .await;
}

#[tokio::test]
#[ignore = "a benchmark"]
async fn speed_of_four_runs_with_every_view() {
    with_page(|page| async move {
        page.open("#v=2&data=ring8&seed=1&steps=100000&b:noise=0.3&c:loss=ls&d:loss=hinge").await;
        page.play().await;
        rest(10).await;
        page.script(WATCH, vec![]).await;
        let plain = speed(&page, 30).await;
        println!(
            "four runs: {plain:.0} steps a second; main-thread tasks above 50 ms: {}",
            tasks(&page).await
        );
        page.click("inside").await;
        for layer in ["arrows", "manifold", "density", "trails", "together"] {
            page.click(&format!("inside-{layer}")).await;
        }
        page.script("tasks = []", vec![]).await;
        let shown = speed(&page, 30).await;
        println!(
            "with every view: {shown:.0} steps a second; main-thread tasks above 50 ms: {}",
            tasks(&page).await
        );
    })
    .await;
}

#[tokio::test]
#[ignore = "a benchmark"]
async fn speed_of_the_slider_over_two_thousand_snapshots() {
    with_page(|page| async move {
        page.open("#v=2&data=ring8&seed=1&steps=20000&snapshot.every=10&batch=16&g.width=8&d.width=8&b:=").await;
        page.play().await;
        page.train_to(20_000, 900).await;
        page.script(WATCH, vec![]).await;
        // Each frame the thumb is elsewhere, as under a finger.
        let drag = "const done = arguments[arguments.length - 1]; const slider = el('slider');
            const most = +slider.max, began = performance.now(); let last = began, frames = [], i = 0;
            const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
            const turn = now => {
              frames.push(now - last); last = now;
              set.call(slider, String(Math.round(most * Math.abs(Math.sin(i++ / 40)))));
              slider.dispatchEvent(new Event('input', { bubbles: true }));
              if (now - began < 10000) requestAnimationFrame(turn);
              else { frames = frames.slice(2).sort((a, b) => a - b);
                done([frames.length / 10, frames[Math.floor(frames.length / 2)], frames[Math.floor(frames.length * 0.95)], most]); }
            }; requestAnimationFrame(turn);";
        let found = page.driver.execute_async(drag, vec![]).await.expect("frames");
        println!(
            "dragging the slider: [frames a second, median and 95 % of milliseconds between frames, places] {}; main-thread tasks above 50 ms: {}",
            found.json(),
            tasks(&page).await
        );
    })
    .await;
}

#[tokio::test]
#[ignore = "a benchmark"]
async fn speed_of_an_answer_to_a_click() {
    with_page(|page| async move {
        page.open("#v=2&data=ring8&seed=1&steps=100000&b:noise=0.3&c:loss=ls&d:loss=hinge").await;
        page.play().await;
        rest(10).await;
        let watch = "window.answers = []; new PerformanceObserver(l => l.getEntries().filter(e => e.interactionId)
            .forEach(e => answers.push([e.name, Math.round(e.duration)]))).observe({ type: 'event', durationThreshold: 16 })";
        page.script(watch, vec![]).await;
        for id in ["inside", "inside-arrows", "inside-arrows", "inside", "compare", "compare", "play", "play"] {
            page.click(id).await;
            rest(2).await;
        }
        let answers = page.script("return answers", vec![]).await;
        println!("interactions that took 16 ms or more until they were painted, four runs training: {answers}");
    })
    .await;
}
