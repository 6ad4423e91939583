//! A run outlives its page: a reload, a closed tab, another browser.

use std::path::{Path, PathBuf};

use serde_json::json;
use thirtyfour::prelude::*;

use super::browser::with_page;
use super::page::Page;

const SMALL: &str =
    "#v=1&data=ring8&seed=6&steps=100000&batch=16&g.width=16&d.width=16&snapshot.every=50&b:loss=hinge";

/// As in a browser that keeps nothing.
pub const BLOCK_STORAGE: &str =
    "Object.defineProperty(window, 'indexedDB', { get() { throw new DOMException('no', 'SecurityError') } })";

/// What the seed of [`SMALL`] is called.
const NAME: &str = "Misty otter";

async fn trained(page: &Page, step: u32) -> i64 {
    page.open(SMALL).await;
    page.play().await;
    page.train_to(step, 120).await;
    page.pause().await;
    page.steps().await.0
}

/// Waits until the list shows the runs at `step`, and closes it.
async fn kept_at(page: &Page, step: i64) {
    page.click("your-runs").await;
    let digits = "el('kept-facts')?.textContent.match(/step ([\\d\\s,]+)/)?.[1].replace(/\\D/g, '')";
    page.until("the list has the newest step", 30, &format!("return {digits} === '{step}'")).await;
    page.click("runs-close").await;
}

async fn reload(page: &Page) {
    page.driver.refresh().await.expect("a reload");
    page.ready().await;
}

async fn go_on(page: &Page) -> i64 {
    page.until("the offer", 30, "return !!el('go-on')").await;
    page.click("go-on").await;
    page.until("the runs stand where they were", 30, "return number('a', 'step-count') > 0 && !!el('play')")
        .await;
    page.settled().await;
    page.steps().await.0
}

async fn all_losses(page: &Page, n: usize) -> [Vec<String>; 4] {
    [
        page.losses("loss_d_a", n).await,
        page.losses("loss_g_a", n).await,
        page.losses("loss_d_b", n).await,
        page.losses("loss_g_b", n).await,
    ]
}

#[tokio::test]
pub async fn a_reload_in_the_middle_changes_no_bit_of_the_losses() {
    with_page(|page| async move {
        page.open(SMALL).await;
        page.play().await;
        // Two writes at least; then the page goes while it trains.
        tokio::time::sleep(std::time::Duration::from_secs(8)).await;
        let before = page.steps().await.0;
        reload(&page).await;
        let offer = page.script("return el('offer')?.textContent ?? ''", vec![]).await;
        let back = go_on(&page).await;
        assert!(back > 0 && back <= before, "back at {back} of {before}; {offer}");
        let goal = before as u32 + 200;
        page.play().await;
        page.train_to(goal, 120).await;
        page.pause().await;
        let (a, b) = page.steps().await;
        assert_eq!(a, b);
        let n = before as usize + 100;
        let reloaded = all_losses(&page, n).await;
        page.open(SMALL).await;
        page.play().await;
        page.train_to(goal, 120).await;
        page.pause().await;
        assert!(reloaded == all_losses(&page, n).await, "the losses differ after a reload at {before}");
    })
    .await;
}

#[tokio::test]
async fn what_was_paused_stands_at_its_step_after_a_reload_with_slider_and_fork() {
    with_page(|page| async move {
        let step = trained(&page, 220).await;
        kept_at(&page, step).await;
        reload(&page).await;
        let offer = page.script("return el('offer').textContent", vec![]).await;
        assert!(offer.as_str().is_some_and(|text| text.contains("A, B at step")), "{offer}");
        assert_eq!(go_on(&page).await, step);
        page.slide(0.3).await;
        page.until("an earlier step", 5, &format!("return number('a', 'step-count') < {step}")).await;
        page.click("fork").await;
        page.until("a fork", 30, "return number('c', 'step-count') > 0").await;
        page.play().await;
        page.until("it trains", 60, &format!("return number('c', 'step-count') > {step}")).await;
        page.pause().await;
    })
    .await;
}

#[tokio::test]
async fn a_browser_that_keeps_nothing_says_so_and_trains() {
    with_page(|page| async move {
        let source = json!({ "source": BLOCK_STORAGE });
        page.driver.cdp().send_raw("Page.addScriptToEvaluateOnNewDocument", source).await.expect("a script");
        let step = trained(&page, 100).await;
        page.until(
            "a line about it",
            10,
            "return el('keep-trouble')?.textContent.includes('keeps nothing here')",
        )
        .await;
        page.play().await;
        page.train_to(step as u32 + 50, 60).await;
        page.pause().await;
    })
    .await;
}

#[tokio::test]
async fn what_the_browser_wipes_while_training_is_kept_anew() {
    with_page(|page| async move {
        let step = trained(&page, 100).await;
        kept_at(&page, step).await;
        let wipe = "const done = arguments[0]; const asked = indexedDB.deleteDatabase('saddle'); \
            asked.onsuccess = () => done(true); asked.onerror = () => done(false)";
        let wiped = page.driver.execute_async(wipe, vec![]).await.expect("an answer").json().clone();
        assert_eq!(wiped, json!(true));
        page.play().await;
        page.train_to(step as u32 + 100, 60).await;
        page.until("a line about it", 20, "return el('keep-trouble')?.textContent.includes('threw away')")
            .await;
        page.pause().await;
        let step = page.steps().await.0;
        kept_at(&page, step).await;
        reload(&page).await;
        assert_eq!(go_on(&page).await, step);
    })
    .await;
}

fn path(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("saddle-e2e-{}-keep", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    folder.join(name)
}

/// Presses `button` and writes the file that the page hands over to `to`.
async fn save(page: &Page, button: &str, to: &Path) {
    let hook = "window.blobs = []; window.plain = URL.createObjectURL;
        URL.createObjectURL = b => { blobs.push(b); return plain.call(URL, b) }";
    page.script(hook, vec![]).await;
    page.click(button).await;
    page.until("a file", 20, "return blobs.length == 1").await;
    page.script("URL.createObjectURL = plain", vec![]).await;
    let read = "const done = arguments[0]; const reader = new FileReader();
        reader.onload = () => done(reader.result.split(',')[1]); reader.readAsDataURL(blobs[0])";
    let text = page.driver.execute_async(read, vec![]).await.expect("the file").json().clone();
    std::fs::write(to, unpacked(text.as_str().expect("text"))).expect("a file");
}

/// The bytes of base64.
fn unpacked(text: &str) -> Vec<u8> {
    let value = |c: u8| match c {
        b'A'..=b'Z' => u32::from(c - b'A'),
        b'a'..=b'z' => u32::from(c - b'a') + 26,
        b'0'..=b'9' => u32::from(c - b'0') + 52,
        b'+' => 62,
        _ => 63,
    };
    let plain: Vec<u8> = text.bytes().filter(|c| *c != b'=').collect();
    let mut bytes = Vec::new();
    for four in plain.chunks(4) {
        let sum = four.iter().enumerate().fold(0, |sum, (i, c)| sum | value(*c) << (18 - 6 * i));
        bytes.extend(&sum.to_be_bytes()[1..four.len()]);
    }
    bytes
}

async fn load(page: &Page, file: &Path) {
    page.click("your-runs").await;
    let input = page.driver.find(By::Testid("load-file")).await.expect("a file input");
    input.send_keys(file.to_str().expect("text")).await.expect("the file is chosen");
}

#[tokio::test]
pub async fn a_file_takes_a_comparison_to_another_browser_and_a_damaged_one_is_named() {
    let (whole, damaged) = (path("whole.saddle"), path("damaged.saddle"));
    let file = whole.clone();
    with_page(|page| async move {
        let step = trained(&page, 220).await;
        page.click("your-runs").await;
        save(&page, "save-open", &file).await;
        page.click("runs-close").await;
        let n = step as usize;
        let losses = all_losses(&page, n).await;
        std::fs::write(path("losses"), serde_json::to_vec(&losses).expect("text")).expect("a file");
    })
    .await;
    let mut bytes = std::fs::read(&whole).expect("the file");
    let last = bytes.len() - 100;
    bytes[last] ^= 1;
    std::fs::write(&damaged, bytes).expect("a file");
    with_page(|page| async move {
        page.open("#v=2&data=moons&seed=1&batch=16&g.width=8&d.width=8").await;
        load(&page, &damaged).await;
        page.until(
            "what is wrong",
            20,
            "return /is damaged.*from byte.*have changed/s.test(el('bad-file')?.textContent)",
        )
        .await;
        assert_eq!(page.steps().await.0, 0, "nothing is loaded yet");
        page.click("load-whole").await;
        page.until("the rest", 30, "return number('b', 'step-count') > 0").await;
        load(&page, &whole).await;
        page.until("the runs", 30, "return number('b', 'step-count') > 200 && !!el('play')").await;
        page.settled().await;
        let n = page.steps().await.0 as usize;
        let losses: [Vec<String>; 4] =
            serde_json::from_slice(&std::fs::read(path("losses")).expect("a file")).expect("losses");
        assert!(losses == all_losses(&page, n).await, "the losses differ in another browser");
        page.play().await;
        page.train_to(n as u32 + 50, 60).await;
        page.pause().await;
    })
    .await;
}

#[tokio::test]
async fn a_comparison_that_is_dropped_on_the_page_is_gone_on_with() {
    let file = path("dropped.saddle");
    with_page(|page| async move {
        let step = trained(&page, 120).await;
        page.click("your-runs").await;
        save(&page, "save-open", &file).await;
        let bytes = std::fs::read(&file).expect("the file");
        page.open("#v=2&data=moons&seed=1&batch=16&g.width=8&d.width=8").await;
        let drop = "const data = new DataTransfer();
            data.items.add(new File([new Uint8Array(arguments[0])], arguments[1]));
            document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }))";
        // What only looks like one changes nothing, and is no picture or table either.
        page.script(drop, vec![json!([1, 2, 3]), json!("other.saddle")]).await;
        page.until("that it is none", 20, "return el('bad-file')?.textContent.includes('other.saddle')").await;
        assert_eq!(page.steps().await.0, 0);
        page.script(drop, vec![json!(bytes), json!("dropped.saddle")]).await;
        page.until("both runs", 30, &format!("return number('b', 'step-count') >= {step} && !!el('play')")).await;
        page.until("the list is closed", 5, "return !el('runs-panel') && !el('own-train')").await;
        page.settled().await;
        page.play().await;
        page.train_to(step as u32 + 50, 60).await;
    })
    .await;
}

#[tokio::test]
async fn runs_are_renamed_and_deleted_and_brought_back() {
    with_page(|page| async move {
        page.open(SMALL).await;
        page.click("your-runs").await;
        page.until(
            "words where nothing is",
            10,
            "return named('Load a file') !== 0 && document.querySelector('.kept-empty').checkVisibility()",
        )
        .await;
        page.click("runs-close").await;
        let step = trained(&page, 100).await;
        kept_at(&page, step).await;
        page.open(SMALL).await;
        page.click("your-runs").await;
        let name = "return el('kept-name')?.value";
        page.until("its name", 10, &format!("return el('kept-name')?.value === '{NAME}'")).await;
        let rename = "const field = el('kept-name'); field.value = 'The first good one';
            field.dispatchEvent(new Event('change', { bubbles: true }))";
        page.script(rename, vec![]).await;
        page.until("the new name", 10, "return el('kept-name')?.value === 'The first good one'").await;
        tokio::time::sleep(std::time::Duration::from_secs(1)).await;
        page.click("runs-close").await;
        page.open(SMALL).await;
        page.click("your-runs").await;
        page.until("the new name", 10, "return el('kept-name')?.value === 'The first good one'").await;
        page.click("kept-delete").await;
        let gone = "return !el('kept') && document.activeElement === el('undelete')";
        page.until("it is gone, and the focus is on Undo", 5, gone).await;
        let undo = page.driver.active_element().await.expect("Undo");
        undo.send_keys(Key::Escape + "").await.expect("a key");
        page.until("the list is closed", 5, "return !el('runs-panel')").await;
        page.click("your-runs").await;
        page.until("it can still be brought back", 5, "return !el('kept') && !!el('undelete')").await;
        page.click("undelete").await;
        let back = "return !!el('kept') && document.activeElement === el('kept-delete')";
        page.until("it is back", 5, back).await;
        page.click("kept-open").await;
        page.until("it is open", 30, &format!("return number('a', 'step-count') === {step}")).await;
        page.open(SMALL).await;
        page.click("your-runs").await;
        page.click("kept-delete").await;
        page.until("it is gone", 5, "return !el('kept') && !!el('undelete')").await;
        page.click("runs-close").await;
        // As if the time of Undo were over.
        let over = "const text = localStorage.getItem('saddle-leaving');
            localStorage.setItem('saddle-leaving', text.replace(/^\\d+/, '1'))";
        page.script(over, vec![]).await;
        page.open(SMALL).await;
        page.click("your-runs").await;
        page.until(
            "nothing is there",
            10,
            "return !el('kept') && document.querySelector('.kept-empty').checkVisibility()",
        )
        .await;
        assert_eq!(page.script(name, vec![]).await, serde_json::Value::Null);
    })
    .await;
}

#[tokio::test]
async fn a_second_tab_shows_the_runs_and_takes_them_over() {
    with_page(|page| async move {
        let step = trained(&page, 150).await;
        kept_at(&page, step).await;
        let first = page.driver.window().await.expect("a tab");
        page.driver.new_tab().await.expect("a tab");
        let tabs = page.driver.windows().await.expect("tabs");
        let second = tabs.into_iter().find(|tab| *tab != first).expect("a second tab");
        page.driver.switch_to_window(second.clone()).await.expect("the second tab");
        page.open(SMALL).await;
        assert_eq!(go_on(&page).await, step);
        page.until("who trains them", 10, "return !!el('elsewhere')").await;
        page.click("play").await;
        page.until("a word", 5, "return el('message')?.textContent.includes('Another tab trains')").await;
        page.driver.switch_to_window(first.clone()).await.expect("the first tab");
        page.play().await;
        page.train_to(step as u32 + 60, 60).await;
        page.driver.switch_to_window(second.clone()).await.expect("the second tab");
        page.click("take-over").await;
        page.until("they are its own", 20, "return !el('elsewhere') && !!el('play')").await;
        page.ready().await;
        let taken = page.steps().await.0;
        page.play().await;
        page.train_to(taken as u32 + 60, 60).await;
        page.pause().await;
        page.driver.switch_to_window(first).await.expect("the first tab");
        page.until("it only shows them", 10, "return !!el('elsewhere')").await;
        page.click("play").await;
        page.until("a word", 5, "return el('message')?.textContent.includes('Another tab trains')").await;
        assert_eq!(page.steps().await.0, taken, "no step of the first tab is lost");
    })
    .await;
}

/// Damages what is kept of all comparisons but the one that is this tab's own; answers the names of the locks.
const DAMAGE: &str = "const done = arguments[0];
    navigator.locks.query().then(({ held }) => {
        const asked = indexedDB.open('saddle');
        asked.onsuccess = () => {
            const change = asked.result.transaction('parts', 'readwrite'), parts = change.objectStore('parts');
            parts.getAllKeys().onsuccess = ({ target }) => target.result
                .filter(key => key.endsWith('/state') && !held.some(lock => key.startsWith(lock.name.slice(7))))
                .forEach(key => parts.put(new Uint8Array(9), key));
            change.oncomplete = () => { asked.result.close(); done(held.map(lock => lock.name)) };
        };
    })";

#[tokio::test]
async fn a_comparison_that_cannot_be_opened_leaves_the_open_one_training_as_its_own_and_named_while_it_trains()
 {
    with_page(|page| async move {
        let step = trained(&page, 100).await;
        kept_at(&page, step).await;
        page.open(&SMALL.replace("seed=6", "seed=7")).await;
        page.play().await;
        page.click("your-runs").await;
        page.until(
            "both are kept",
            20,
            "return document.querySelectorAll('[data-testid=kept]').length === 2",
        )
        .await;
        let type_it = "window.field = el('kept-name'); window.facts = el('kept-facts').textContent;
            field.focus(); field.value = 'half a na'";
        page.script(type_it, vec![]).await;
        page.until("it was written again", 20, "return el('kept-facts').textContent !== facts").await;
        let stays =
            "return field.isConnected && document.activeElement === field && field.value === 'half a na'";
        assert_eq!(page.script(stays, vec![]).await, json!(true), "the field of the name is another");
        let own = page.driver.execute_async(DAMAGE, vec![]).await.expect("the locks").json().clone();
        assert_eq!(own.as_array().map(Vec::len), Some(1), "{own}");
        page.script("el('kept-open').click()", vec![]).await;
        let said = "return !!el('bad-file')?.textContent.match(/cannot be gone on with.*the settings/s)";
        page.until("the list says what is wrong", 10, said).await;
        let held = "const done = arguments[0];
            navigator.locks.query().then(({ held }) => done(held.map(lock => lock.name)))";
        let held = page.driver.execute_async(held, vec![]).await.expect("the locks").json().clone();
        assert_eq!(held, own);
        page.click("runs-close").await;
        page.pause().await;
    })
    .await;
}

#[tokio::test]
async fn a_hidden_tab_trains_on() {
    with_page(|page| async move {
        page.open(SMALL).await;
        page.play().await;
        page.train_to(100, 60).await;
        let first = page.driver.window().await.expect("a tab");
        let start = page.steps().await.0;
        tokio::time::sleep(std::time::Duration::from_secs(5)).await;
        let seen = page.steps().await.0 - start;
        let watch = "window.hides = 0; document.addEventListener('visibilitychange', () => hides += document.hidden ? 1 : 0)";
        page.script(watch, vec![]).await;
        let tab = page.driver.new_tab().await.expect("a tab");
        page.driver.switch_to_window(tab).await.expect("the other tab");
        tokio::time::sleep(std::time::Duration::from_secs(5)).await;
        page.driver.switch_to_window(first).await.expect("the first tab");
        let hidden = page.steps().await.0 - start - seen;
        assert_eq!(page.script("return hides", vec![]).await, json!(1), "it was hidden");
        assert!(2 * hidden > seen, "{seen} steps in 5 s while it was seen, {hidden} while it was not");
        page.pause().await;
    })
    .await;
}
