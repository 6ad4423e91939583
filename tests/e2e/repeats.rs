//! The link repeats what the user sees: forks and live edits included, every loss to the last bit.

use serde_json::json;

use super::browser::with_page;
use super::page::Page;

const SMALL: &str =
    "#v=2&data=ring8&seed=9&steps=100000&batch=16&g.width=16&d.width=16&snapshot.every=50&b:loss=hinge";

/// Types a learning rate of D for `run`.
async fn rate(page: &Page, run: char, value: &str) {
    let open = "const tip = el('tip-ttur-a').closest('.tip'), title = tip.querySelector('.tip-title');
        if (title.getAttribute('aria-expanded') !== 'true') title.click()";
    page.script(open, vec![]).await;
    let field = format!(
        "document.querySelector('#tip-ttur [aria-label=\"Discriminator learning rate of run {}\"]')",
        run.to_ascii_uppercase()
    );
    page.until("the field", 5, &format!("return !!{field}")).await;
    let enter = format!("const f = {field}; f.value = arguments[0]; f.dispatchEvent(new Event('change'))");
    page.script(&enter, vec![json!(value)]).await;
}

async fn newest(page: &Page) {
    page.script("named('Newest').click()", vec![]).await;
}

/// Every loss of `runs` up to `step`, as text.
async fn losses(page: &Page, runs: &str, step: usize) -> Vec<Vec<String>> {
    let mut all = Vec::new();
    for run in runs.chars() {
        for loss in ["loss_d", "loss_g"] {
            all.push(page.losses(&format!("{loss}_{run}"), step).await);
        }
    }
    all
}

/// Opens the address in a page without a past, trains as far, and compares.
async fn repeats(page: &Page, runs: &str) {
    tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    let fragment = page.fragment().await;
    let (last, _) = page.steps().await;
    let seen = losses(page, runs, last as usize).await;
    page.open(&fragment).await;
    assert_eq!(page.message().await, "", "{fragment}");
    page.play().await;
    let there = runs.chars().map(|run| format!("number('{run}', 'step-count') >= {last}"));
    let there = there.collect::<Vec<_>>().join(" && ");
    page.until(&format!("step {last} of every run"), 120, &format!("return {there}")).await;
    page.pause().await;
    assert!(seen == losses(page, runs, last as usize).await, "other losses than before with {fragment}");
}

#[tokio::test]
async fn two_edits_of_one_run_and_one_of_the_other() {
    with_page(|page| async move {
        page.open(SMALL).await;
        page.play().await;
        page.train_to(80, 60).await;
        rate(&page, 'b', "4e-4").await;
        page.train_to(200, 60).await;
        page.pause().await;
        rate(&page, 'a', "2e-3").await;
        rate(&page, 'b', "5e-4").await;
        let (at, _) = page.steps().await;
        page.play().await;
        page.train_to(at as u32 + 100, 60).await;
        page.pause().await;
        page.until("the link", 5, &format!("return location.hash.includes('b@{at}:d.lr=5e-4') && location.hash.includes('a@{at}:d.lr=2e-3')")).await;
        let marks = page.script("return el('chart-note').textContent", vec![]).await.to_string();
        assert!(marks.contains("step"), "{marks}");
        repeats(&page, "ab").await;
    })
    .await;
}

#[tokio::test]
async fn a_fork_with_other_switches_and_a_fork_of_that_fork() {
    with_page(|page| async move {
        page.open(SMALL).await;
        page.play().await;
        page.train_to(150, 60).await;
        page.pause().await;
        page.slide(0.5).await;
        page.click("fork").await;
        page.until("a fork", 30, "return !!inside('c', 'origin') && number('c', 'step-count') !== null")
            .await;
        page.click("tip-label-swap-c").await;
        page.until("the link", 10, "return /c=a@[0-9]+&c:labels.swap=1/.test(location.hash)").await;
        page.play().await;
        page.train_to(260, 60).await;
        page.pause().await;
        newest(&page).await;
        page.script(
            "const s = document.querySelector('[aria-label=\"Run to fork\"]'); s.value = '2'",
            vec![],
        )
        .await;
        page.click("fork").await;
        page.until(
            "a fork of the fork",
            30,
            "return !!inside('d', 'origin') && number('d', 'step-count') !== null",
        )
        .await;
        rate(&page, 'd', "3e-4").await;
        let (at, _) = page.steps().await;
        page.play().await;
        page.train_to(at as u32 + 80, 60).await;
        page.pause().await;
        page.until("the link", 5, "return /d=c@[0-9]+/.test(location.hash)").await;
        repeats(&page, "abcd").await;
    })
    .await;
}

#[tokio::test]
async fn the_sliders_place_is_in_the_link() {
    with_page(|page| async move {
        page.open(SMALL).await;
        page.play().await;
        page.train_to(120, 60).await;
        page.pause().await;
        page.slide(0.5).await;
        page.until("the place", 5, "return /&at=[0-9]+$/.test(location.hash)").await;
        newest(&page).await;
        page.until("no place", 5, "return !location.hash.includes('at=')").await;
    })
    .await;
}
