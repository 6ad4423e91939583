//! Nothing throws trained steps away without asking or a way back, and nothing is said that is not true.

use serde_json::json;

use super::browser::with_page;
use super::keep::BLOCK_STORAGE;
use super::page::Page;

const SMALL: &str =
    "#v=2&data=ring8&seed=9&steps=100000&batch=16&g.width=16&d.width=16&snapshot.every=50&b:loss=hinge";

/// Diverges on the CPU within its first steps.
const DIVERGES: &str = "#v=2&data=ring8&seed=30&optimizer=sgd&g.lr=0.03&d.lr=0.03&g.depth=4&r1=100";

/// The same on images.
const IMAGES_DIVERGE: &str = "#v=2&data=digits8&seed=90&loss=wgan-gp&loss.gp=100&optimizer=sgd&g.lr=0.1&d.lr=0.03&r1=10&batch=8&g.width=8&d.width=8";

async fn trained(page: &Page, step: u32) -> i64 {
    page.open(SMALL).await;
    page.play().await;
    page.train_to(step, 60).await;
    page.pause().await;
    page.steps().await.0
}

async fn press(page: &Page, words: &str) {
    page.until(words, 10, &format!("return !!named({})", json!(words))).await;
    page.script("named(arguments[0]).click()", vec![json!(words)]).await;
}

#[tokio::test]
async fn reset_and_another_address_can_be_undone() {
    with_page(|page| async move {
        let last = trained(&page, 120).await;
        let rows = page.csv().await.len();
        page.click("reset").await;
        page.until("the start", 20, "return number('a', 'step-count') === 0").await;
        press(&page, "Undo").await;
        page.until("the steps", 20, &format!("return number('a', 'step-count') === {last}")).await;
        assert_eq!(page.csv().await.len(), rows);
        page.script("location.hash = '#v=2&data=moons&seed=4'", vec![]).await;
        page.until(
            "the other runs",
            20,
            "return el('seed').value === '4' && number('a', 'step-count') === 0",
        )
        .await;
        let empty = "return named('Losses as CSV').disabled";
        assert_eq!(page.script(empty, vec![]).await, true, "nothing of the last comparison");
        page.click("undo").await;
        page.until(
            "the steps",
            20,
            &format!("return number('a', 'step-count') === {last} && el('seed').value === '9'"),
        )
        .await;
        page.play().await;
        page.train_to(last as u32 + 50, 60).await;
    })
    .await;
}

#[tokio::test]
async fn what_was_measured_does_not_outlive_its_comparison() {
    with_page(|page| async move {
        trained(&page, 120).await;
        page.until("the metric", 5, "return !!inside('a', 'metric-energy')").await;
        page.script("location.hash = '#v=2&data=digits8&seed=4'", vec![]).await;
        page.until("digits", 30, "return el('data').value === '4' || el('seed').value === '4'").await;
        page.ready().await;
        assert_eq!(page.script("return !!inside('a', 'metric-energy')", vec![]).await, false);
        let options = page.script("return el('metric').options.length", vec![]).await;
        assert_eq!(options.as_u64(), Some(1), "no metric of the ring is offered");
    })
    .await;
}

#[tokio::test]
async fn a_run_that_diverges_at_once_keeps_its_ways_on_its_card() {
    with_page(|page| async move {
        for fragment in [DIVERGES, IMAGES_DIVERGE] {
            page.open(fragment).await;
            page.play().await;
            page.until("the divergence", 60, "return inside('a', 'status').textContent.includes('Diverged')").await;
            page.until("it stands", 10, "return !!el('play')").await;
            // Train takes nothing away that leads on.
            page.click("play").await;
            page.until("a word", 5, "return el('message')?.textContent.includes('no run that can train')").await;
            page.until("the ways", 5, "return inside('a', 'ways')?.textContent.includes('Start again')").await;
            page.script("[...inside('a', 'ways').querySelectorAll('button')].find(b => b.textContent === 'Start again').click()", vec![]).await;
            page.until("the start", 20, "return number('a', 'step-count') === 0 && !inside('a', 'ways')").await;
        }
    })
    .await;
}

#[tokio::test]
async fn the_other_run_trains_on_when_one_diverges() {
    with_page(|page| async move {
        page.open(&format!("{DIVERGES}&b:optimizer=adam&b:g.lr=1e-3&b:d.lr=1e-3&b:r1=0")).await;
        page.play().await;
        page.until("the divergence", 60, "return inside('a', 'status').textContent.includes('Diverged')")
            .await;
        page.until("B goes on", 60, "return number('b', 'step-count') > 60").await;
        assert_eq!(page.script("return !!el('pause')", vec![]).await, true);
    })
    .await;
}

#[tokio::test]
async fn a_question_is_seen_where_the_finger_is_and_escape_keeps() {
    with_page(|page| async move {
        page.driver.set_window_rect(0, 0, 390, 844).await.expect("a size");
        let last = trained(&page, 60).await;
        page.click("pane-tips").await;
        page.script("const s = el('tip-loss-a'); s.scrollIntoView({ block: 'center' }); s.click()", vec![])
            .await;
        page.until("the question", 5, "return el('message')?.textContent.includes('again from step 0')")
            .await;
        let seen = "const r = document.querySelector('.message').getBoundingClientRect();
            return r.height > 0 && r.top >= 0 && r.bottom <= innerHeight
                && document.querySelector('.message').contains(document.activeElement)";
        page.until("it is seen and has the focus", 5, seen).await;
        let words = page.script("return document.querySelector('.message').textContent", vec![]).await;
        assert!(!words.to_string().contains("Keep training"), "nothing trains: {words}");
        page.driver.action_chain().send_keys(thirtyfour::Key::Escape).perform().await.expect("escape");
        page.until("no question", 5, "return !el('message')").await;
        page.click("pane-runs").await;
        assert_eq!(page.steps().await.0, last);
    })
    .await;
}

#[tokio::test]
async fn slow_steps_are_asked_about_and_nothing_is_changed() {
    with_page(|page| async move {
        page.driver.goto("about:blank").await.expect("a blank page");
        let link =
            "#v=2&data=shapes28&seed=1&batch=32&g.width=256&d.width=256&d.depth=3&g.depth=3&d.steps=10";
        page.driver.goto(format!("{}/{link}", super::server::origin())).await.expect("the page");
        page.until(
            "the question",
            30,
            "return inside('a', 'status')?.textContent.includes('A step would take about')",
        )
        .await;
        page.until("the link", 5, "return location.hash.includes('g.width=256&')").await;
        page.until("the way", 5, "return inside('a', 'ways')?.textContent.includes('Build it all the same')")
            .await;
    })
    .await;
}

#[tokio::test]
async fn leaving_the_page_asks_where_trained_steps_are_not_kept() {
    with_page(|page| async move {
        let asks = "const e = new Event('beforeunload', { cancelable: true }); dispatchEvent(e); return e.defaultPrevented";
        page.open(SMALL).await;
        assert_eq!(page.script(asks, vec![]).await, false, "nothing was trained");
        page.play().await;
        page.train_to(20, 60).await;
        page.pause().await;
        page.until("they are kept", 20, &format!("{asks} === false")).await;
        let source = json!({ "source": BLOCK_STORAGE });
        page.driver.cdp().send_raw("Page.addScriptToEvaluateOnNewDocument", source).await.expect("a script");
        page.open(SMALL).await;
        page.play().await;
        page.train_to(20, 60).await;
        page.pause().await;
        assert_eq!(page.script(asks, vec![]).await, true, "nothing is kept");
    })
    .await;
}

/// Trains well for fifty steps; then the link itself makes it diverge, after its second snapshot.
const DIVERGES_LATER: &str = "#v=2&data=ring8&seed=30&optimizer=sgd&g.lr=1e-3&d.lr=1e-3&g.depth=4&snapshot.every=20&a@50:r1=100&a@50:g.lr=0.03&a@50:d.lr=0.03";

#[tokio::test]
async fn a_run_that_diverges_after_its_first_snapshot_goes_back_to_it_with_a_tip() {
    with_page(|page| async move {
        page.open(DIVERGES_LATER).await;
        page.play().await;
        page.until("the divergence", 60, "return inside('a', 'status').textContent.includes('Diverged')").await;
        let way = |words: &str| format!("[...inside('a', 'ways').querySelectorAll('button')].find(b => b.textContent.startsWith('{words}'))");
        page.until("the ways", 5, &format!("return !!{} && !!{}", way("Step 40 with"), way("Back to step 40"))).await;
        page.script(&format!("{}.click()", way("Step 40 with")), vec![]).await;
        page.until("step 40", 20, "return number('a', 'step-count') === 40 && !!el('play')").await;
        page.until("the link", 5, "return location.hash.includes('a@40:') && !location.hash.includes('a@50:')").await;
        page.play().await;
        page.train_to(120, 60).await;
    })
    .await;
}
