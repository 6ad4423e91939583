//! A step in slow motion, stage by stage, and one update of D or of G alone.

use serde_json::json;

use super::browser::with_page;
use super::page::Page;

async fn until_it_says(page: &Page, words: &str) {
    let script = format!("return !!el('slow')?.textContent.includes('{words}')");
    page.until(words, 30, &script).await;
}

/// What is said of the losses of D and of G.
const LOSSES: &str =
    "['game-lossd', 'game-lossg'].map(c => document.querySelector('.' + c).textContent).join(' ')";

async fn losses(page: &Page) -> String {
    page.script(&format!("return {LOSSES}"), vec![]).await.as_str().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn a_step_has_ten_stages_and_half_a_step_those_of_its_network() {
    with_page(|page| async move {
        page.open("#v=2&data=ring8&seed=2&batch=16&g.width=8&d.width=8&b:=").await;
        page.click("slow-motion").await;
        page.click("slow-next").await;
        until_it_says(&page, "step 1 · stage 1 of 10").await;
        for stage in 2..=10 {
            page.click("slow-next").await;
            until_it_says(&page, &format!("step 1 · stage {stage} of 10")).await;
        }
        // Half a step counts as none, and is taken again by itself.
        for (half, stages) in [("slow-d", 6), ("slow-g", 4)] {
            let before = losses(&page).await;
            page.click(half).await;
            page.until("it was taken", 30, &format!("return {LOSSES} !== {}", json!(before))).await;
            for stage in 1..=stages {
                until_it_says(&page, &format!("step 1 · stage {stage} of {stages}")).await;
                page.click("slow-next").await;
            }
            until_it_says(&page, &format!("step 1 · stage 1 of {stages}")).await;
        }
        page.click("slow-both").await;
        until_it_says(&page, "step 2 · stage 1 of 10").await;
    })
    .await;
}
