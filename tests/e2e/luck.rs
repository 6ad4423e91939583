//! "Is it luck?" to its end, stopped and resumed, from a link; "Vary this key" makes four runs and a curve.

use serde_json::json;

use super::browser::with_page;
use super::page::Page;

/// Small runs on the ring, on a busy machine.
const SECONDS: u64 = 240;

const SMALL: &str = "data=ring8&seed=3&batch=16&g.width=16&d.width=16&snapshot.every=10";

async fn says(page: &Page, id: &str) -> String {
    let text = page.script("return el(arguments[0])?.textContent ?? ''", vec![json!(id)]).await;
    text.as_str().unwrap_or_default().to_owned()
}

/// Brings a control to the middle, clear of what sticks to the edges, and clicks it.
async fn click(page: &Page, id: &str) {
    page.script("el(arguments[0]).scrollIntoView({ block: 'center' })", vec![json!(id)]).await;
    page.click(id).await;
}

async fn button_says(page: &Page, words: &str) {
    let script = format!("return el('luck-run').textContent === '{words}'");
    page.until(&format!("the button says {words}"), SECONDS, &script).await;
}

/// What the next click copies.
async fn copied(page: &Page, id: &str) -> String {
    let hook = "window.taken = null; Object.defineProperty(navigator, 'clipboard',
        { configurable: true, value: { writeText: text => { taken = text; return Promise.resolve() } } })";
    page.script(hook, vec![]).await;
    click(page, id).await;
    page.until("a copy", 5, "return taken !== null").await;
    page.script("return taken", vec![]).await.as_str().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn three_seeds_are_trained_to_the_end_in_the_background_and_taken_away() {
    with_page(|page| async move {
        page.open(&format!("#v=2&{SMALL}&steps=150&b:d.lr=2e-2")).await;
        click(&page, "luck-seeds-3").await;
        button_says(&page, "Run it with 3 seeds").await;
        click(&page, "luck-run").await;
        button_says(&page, "Stop").await;
        page.until("the end", SECONDS, "return el('luck-progress').textContent.startsWith('6 of 6 runs')")
            .await;
        let dots =
            "return [...'ab'].map(run => el('luck-dots').querySelectorAll('.run-' + run + ' circle').length)";
        assert_eq!(page.script(dots, vec![]).await, json!([3, 3]));
        let sentence = says(&page, "luck-sentence-b").await;
        assert!(sentence.contains("as far as 3 seeds can show"), "{sentence}");
        assert!(
            sentence.contains("of 3 seeds") && sentence.contains("a verdict needs 6 seeds"),
            "{sentence}"
        );
        assert!(says(&page, "luck-tally-a").await.contains("of 3"), "how they ended");
        button_says(&page, "Done").await;
        assert_eq!(says(&page, "luck-spoken").await, "All 6 runs are done.");
        assert_eq!(page.steps().await, (0, 0), "the runs on top stay where they are");

        let table = copied(&page, "luck-copy-table").await;
        let rows: Vec<Vec<&str>> = table.lines().map(|line| line.split('\t').collect()).collect();
        assert_eq!((rows[0][0], rows[0][1], rows[1][0], rows[1][1]), ("run", "seed", "A", "3"));
        assert_eq!(rows[1..7].iter().filter(|row| row[2] == "finished" && row[3] == "150").count(), 6);
        let link = copied(&page, "luck-copy-link").await;
        assert!(link.starts_with("http") && link.contains("luck=3") && link.contains("seed=3"), "{link}");

        // Five seeds keep the three, and say that they were seen.
        click(&page, "luck-seeds-5").await;
        button_says(&page, "Go on to 5 seeds").await;
        click(&page, "luck-run").await;
        page.until("the end", SECONDS, "return el('luck-progress').textContent.startsWith('10 of 10 runs')")
            .await;
        let added = "return el('luck-results').textContent.includes('Seeds were added after some were seen')";
        assert_eq!(page.script(added, vec![]).await, true);
    })
    .await;
}

#[tokio::test]
async fn stop_keeps_what_is_there_and_resume_goes_on() {
    with_page(|page| async move {
        page.open(&format!("#v=2&{SMALL}&steps=600&b:d.lr=2e-2")).await;
        click(&page, "luck-seeds-3").await;
        click(&page, "luck-run").await;
        page.until(
            "a run is done",
            SECONDS,
            "return /^[1-5] of 6 runs/.test(el('luck-progress').textContent)",
        )
        .await;
        let asks = "const e = new Event('beforeunload', { cancelable: true }); dispatchEvent(e); return e.defaultPrevented";
        assert_eq!(page.script(asks, vec![]).await, true, "a reload would lose it");
        click(&page, "luck-run").await;
        button_says(&page, "Resume").await;
        assert_eq!(page.script(asks, vec![]).await, false, "nothing runs");
        let line = says(&page, "luck-progress").await;
        assert!(line.ends_with("Stopped"), "{line}");
        let done = "return document.querySelectorAll('[data-testid=luck-dots] circle').length";
        let kept = page.script(done, vec![]).await.as_u64().unwrap_or_default();
        assert!(kept >= 1, "{line}");

        click(&page, "luck-run").await;
        page.until("the end", SECONDS, "return el('luck-progress').textContent.startsWith('6 of 6 runs')")
            .await;
        assert_eq!(page.script(done, vec![]).await, 6);
    })
    .await;
}

#[tokio::test]
async fn it_rests_while_the_user_trains_unless_told_otherwise() {
    with_page(|page| async move {
        page.open(&format!("#v=2&{SMALL}&steps=100000&b:d.lr=2e-2")).await;
        page.play().await;
        page.train_to(20, 60).await;
        click(&page, "luck-seeds-3").await;
        click(&page, "luck-run").await;
        let line = "const line = el('luck-progress').textContent; const share = el('luck').querySelector('progress').value;";
        page.until("it rests", 20, &format!("{line} return line.includes('Rests while you train') && share === 0")).await;
        click(&page, "luck-beside").await;
        page.until("it goes on", 60, &format!("{line} return !line.includes('Rests') && share > 0")).await;
        let (a, _) = page.steps().await;
        page.train_to(a as u32 + 40, 60).await;
        click(&page, "luck-beside").await;
        page.until("it rests again", 20, &format!("{line} return line.includes('Rests while you train')")).await;
        page.pause().await;
        page.until("it goes on", 20, &format!("{line} return !line.includes('Rests')")).await;
    })
    .await;
}

#[tokio::test]
async fn a_link_offers_seeds_and_is_answered_by_keyboard() {
    with_page(|page| async move {
        page.open(&format!("#v=2&{SMALL}&steps=100&b:d.lr=2e-2&luck=5")).await;
        assert!(says(&page, "ask-luck").await.contains("5 seeds"), "the button beside the runs says it");
        assert!(says(&page, "luck-offer").await.contains("10 runs of 100 steps"));
        page.script("el('ask-luck').focus()", vec![]).await;
        page.driver.action_chain().send_keys("\u{e007}").perform().await.expect("a key");
        let there = "return document.activeElement?.dataset.testid === 'luck-offer-run' && scrollY > 100";
        page.until("the offer has the focus", 5, there).await;
        page.driver.action_chain().send_keys(" ").perform().await.expect("a key");
        button_says(&page, "Stop").await;
        // Loaded again, the page offers it again.
        page.until("the offer is gone", 5, "return !el('luck-offer') && location.hash.includes('luck=5')")
            .await;
        page.until("the end", SECONDS, "return el('luck-progress').textContent.startsWith('10 of 10 runs')")
            .await;
    })
    .await;
}

#[tokio::test]
async fn a_varied_key_makes_four_runs_undo_brings_two_back_and_seeds_make_a_curve() {
    with_page(|page| async move {
        page.open(&format!("#v=2&{SMALL}&steps=100&d.lr=2e-3&b:loss=hinge")).await;
        let vary = "const node = document.querySelector('[data-testid=\"vary-d.lr\"]'); if (node) return true;
            [...document.querySelectorAll('.tip-title')].find(t => t.textContent.includes('learning rate'))?.click();
            return false";
        page.until("the tip is unfolded", 10, vary).await;
        click(&page, "vary-d.lr").await;
        page.until("four runs", 20, "return ['a', 'b', 'c', 'd'].every(run => !!inside(run, 'samples'))").await;
        let message = page.message().await;
        assert!(message.contains("in runs A to D"), "{message}");
        page.script("document.querySelector('.message-buttons button').click()", vec![]).await;
        page.until("two runs", 20, "return !el('run-c') && location.hash.includes('b:loss=hinge')").await;
        click(&page, "vary-d.lr").await;
        page.until("four runs", 20, "return ['a', 'b', 'c', 'd'].every(run => !!inside(run, 'samples'))").await;
        click(&page, "luck-seeds-3").await;
        click(&page, "luck-run").await;
        page.until("the end", SECONDS, "return el('luck-progress').textContent.startsWith('12 of 12 runs')").await;
        let curve = "const curve = el('luck-curve'); return [curve.querySelectorAll('circle').length,
            curve.querySelector('.luck-line').getAttribute('points').split(' ').length,
            curve.closest('figure').textContent.includes('logarithmic')]";
        assert_eq!(page.script(curve, vec![]).await, json!([12, 4, true]));
    })
    .await;
}
