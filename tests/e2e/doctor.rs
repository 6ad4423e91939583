//! The doctor on the page: what it says of a run, what it advises, and the metrics it reads.

use serde_json::json;

use super::browser::with_page;
use super::page::Page;

/// Half of all labels flipped: D cannot learn.
const BLIND: &str = "#v=1&data=ring8&seed=1&labels.flip=0.5&snapshot.every=50";

/// Waits until the doctor finds `finding` in run A.
async fn found(page: &Page, finding: &str, seconds: u64) {
    let script =
        format!("return inside('a', 'verdict')?.closest('.verdict').dataset.finding === '{finding}'");
    page.until(finding, seconds, &script).await;
}

async fn text(page: &Page, run: char, id: &str) -> String {
    let script = "return inside(arguments[0], arguments[1])?.textContent ?? ''";
    page.script(script, vec![json!(run), json!(id)]).await.as_str().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn a_failure_is_named_with_its_step_and_its_tip_becomes_a_run() {
    with_page(|page| async move {
        page.open(BLIND).await;
        page.play().await;
        found(&page, "blind", 60).await;
        page.pause().await;
        let verdict = text(&page, 'a', "verdict").await;
        assert!(verdict.starts_with("D is blind since step "), "{verdict}");
        assert!(text(&page, 'a', "evidence").await.contains("guesses"), "the sentence says why");
        page.click("advice-label-flip").await;
        page.until("run B", 30, "return !!el('run-b')").await;
        // The address follows the comparison after a moment.
        page.until("the link", 5, "return location.hash.includes('b:labels.flip=0')").await;
        // From the last snapshot before the trouble.
        page.until("a fork", 5, "return /b=a@\\d+/.test(location.hash)").await;
        // B is not blind, and A's trouble stays where it was.
        let (before, _) = page.steps().await;
        page.play().await;
        page.train_to(before as u32 + 20, 120).await;
        page.pause().await;
        assert_eq!(text(&page, 'a', "verdict").await, verdict);
    })
    .await;
}

#[tokio::test]
async fn good_samples_are_healthy_and_nothing_is_advised() {
    with_page(|page| async move {
        page.open("#v=1&data=moons&seed=1").await;
        assert_eq!(text(&page, 'a', "verdict").await, "", "nothing is said before the first step");
        page.play().await;
        page.train_to(20, 30).await;
        found(&page, "warming-up", 10).await;
        found(&page, "healthy", 120).await;
        page.pause().await;
        assert_eq!(text(&page, 'a', "verdict").await, "Healthy");
        assert_eq!(page.script("return !!document.querySelector('.try')", vec![]).await, false);
    })
    .await;
}

#[tokio::test]
async fn any_metric_can_be_charted_with_what_real_samples_score() {
    with_page(|page| async move {
        page.open("#v=1&data=ring8&seed=2&batch=16&snapshot.every=20&b:").await;
        page.play().await;
        page.train_to(70, 60).await;
        page.pause().await;
        let options = "return [...el('metric').options].map(o => o.value)";
        let options = page.script(options, vec![]).await;
        for id in ["energy", "modes", "hq", "sliced"] {
            assert!(options.as_array().is_some_and(|all| all.contains(&json!(id))), "{id}: {options}");
        }
        let choose = "const m = el('metric'); m.value = 'hq'; m.dispatchEvent(new Event('change'))";
        page.script(choose, vec![]).await;
        let key = "document.querySelector('.chart-metric .chart-key').textContent";
        page.until("the direction", 5, &format!("return {key}.includes('higher is better')")).await;
        let look = "const chart = document.querySelector('.chart-metric'); chart.focus();
            chart.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowLeft', bubbles: true }))";
        page.script(look, vec![]).await;
        // A share can be as small as 4.00e−4.
        let both = "/A [0-9.]+(e−?[0-9]+)? +B [0-9.]+(e−?[0-9]+)?/";
        page.until("both values", 5, &format!("return {both}.test({key})")).await;
    })
    .await;
}
