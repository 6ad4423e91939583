//! The slider shows the past of all runs, and a fork goes on from it.

use serde_json::json;

use super::browser::with_page;
use super::page::Page;

const SMALL: &str =
    "#v=1&data=ring8&seed=9&steps=100000&batch=16&g.width=16&d.width=16&snapshot.every=50&b:loss=hinge";

async fn trained(page: &Page, step: u32) -> i64 {
    page.open(SMALL).await;
    page.play().await;
    page.train_to(step, 90).await;
    page.pause().await;
    page.steps().await.0
}

/// Where run C says that it was forked.
async fn origin(page: &Page) -> usize {
    page.until("a fork", 30, "return !!inside('c', 'origin') && number('c', 'step-count') !== null").await;
    let text = page.script("return inside('c', 'origin').textContent", vec![]).await;
    let text = text.as_str().expect("text").to_owned();
    assert!(text.starts_with("Forked from A at step "), "{text}");
    text.chars().filter(char::is_ascii_digit).collect::<String>().parse().expect("a step")
}

#[tokio::test]
async fn the_slider_moves_pictures_and_numbers_of_all_runs_to_one_step() {
    with_page(|page| async move {
        let last = trained(&page, 300).await;
        let now = [page.picture('a').await, page.picture('b').await];
        page.slide(0.5).await;
        page.until("an earlier step", 5, &format!("return number('a', 'step-count') < {last}")).await;
        let (a, b) = page.steps().await;
        assert!(a == b && a < last, "A at {a}, B at {b}");
        page.until("other pictures", 5, &format!("return picture('a').hash !== {}", now[0].hash)).await;
        assert_ne!(page.picture('b').await, now[1]);
        let row = page.losses("loss_d_a", a as usize).await;
        let shown = page.number('a', "loss-d").await.map(|v| v as f32);
        assert_eq!(row.last().and_then(|v| v.parse().ok()), shown, "the loss of step {a}");
        page.slide(1.0).await;
        page.until("the newest step", 5, &format!("return number('a', 'step-count') === {last}")).await;
    })
    .await;
}

#[tokio::test]
pub async fn a_fork_without_change_repeats_the_original_to_the_last_bit() {
    with_page(|page| async move {
        let last = trained(&page, 400).await;
        page.slide(0.5).await;
        page.click("fork").await;
        let start = origin(&page).await;
        assert!(start > 0 && (start as i64) < last, "forked at {start} of {last}");
        page.play().await;
        page.until("the fork has caught up", 60, &format!("return number('c', 'step-count') > {last}")).await;
        page.pause().await;
        let n = last as usize + 1;
        for loss in ["loss_d", "loss_g"] {
            let original = page.losses(&format!("{loss}_a"), n).await;
            let fork = page.losses(&format!("{loss}_c"), n).await;
            assert!(fork[..start].iter().all(String::is_empty), "the curve of the fork begins at {start}");
            assert_eq!(original[start..], fork[start..], "{loss} from step {start} on");
        }
        let (a, b) = page.steps().await;
        assert_eq!(a, b);
        assert_eq!(page.number('a', "loss-d").await, page.number('c', "loss-d").await);
    })
    .await;
}

#[tokio::test]
async fn a_fork_with_another_loss_starts_at_its_snapshot_and_differs() {
    with_page(|page| async move {
        let last = trained(&page, 200).await;
        page.slide(0.5).await;
        page.click("fork").await;
        let start = origin(&page).await;
        page.click("tip-label-swap-c").await;
        page.until("the link", 10, "return location.hash.includes('c:labels.swap=1')").await;
        page.until(
            "the fork at its snapshot",
            30,
            &format!("return el('play') && number('c', 'step-count') === {start}"),
        )
        .await;
        assert_eq!(page.steps().await.0, last.min(page.steps().await.0), "A has not gone on");
        page.play().await;
        page.until("the fork goes on", 60, &format!("return number('c', 'step-count') > {}", last + 20))
            .await;
        page.pause().await;
        let n = last as usize;
        assert_ne!(page.losses("loss_d_a", n).await[start..], page.losses("loss_d_c", n).await[start..]);
        page.click("reset").await;
        page.until("plain runs", 30, "return number('c', 'step-count') === 0 && !inside('c', 'origin')")
            .await;
        page.until("a word about it", 5, "return el('message')?.textContent.includes('forks')").await;
    })
    .await;
}

#[tokio::test]
async fn a_change_that_does_not_fit_the_weights_of_a_fork_is_named_and_undone() {
    with_page(|page| async move {
        trained(&page, 120).await;
        page.click("fork").await;
        let start = origin(&page).await;
        page.until("the fork in the link", 5, "return location.hash.includes('c=')").await;
        let before = page.fragment().await;
        page.click("tip-capacity-c").await;
        page.until("a message", 30, "return el('message')?.textContent.includes('undone')").await;
        let message = page.message().await;
        assert!(message.contains("Generator width"), "{message}");
        page.until("the link as it was", 10, &format!("return location.hash === {}", json!(before))).await;
        page.until("the fork stands", 30, &format!("return number('c', 'step-count') === {start}")).await;
        page.play().await;
        page.until("it trains", 60, &format!("return number('c', 'step-count') > {}", start + 30)).await;
    })
    .await;
}

#[tokio::test]
async fn a_fork_while_training_pauses_the_runs_and_a_change_of_a_asks_before_it_costs_them() {
    with_page(|page| async move {
        page.open(SMALL).await;
        page.play().await;
        page.train_to(150, 60).await;
        page.click("fork").await;
        let start = origin(&page).await;
        page.until("a pause", 10, "return !!el('play')").await;
        page.settled().await;
        let (last, b) = page.steps().await;
        assert!(last == b && start as i64 <= last, "A at {last}, B at {b}, C at {start}");
        page.click("tip-spectral-a").await;
        page.until(
            "a question",
            5,
            "return el('message')?.textContent.includes('all runs again from step 0')",
        )
        .await;
        assert_eq!(page.script("return !!named('Keep training')", vec![]).await, false, "nothing trains");
        page.script("named('Leave it as it is').click()", vec![]).await;
        page.play().await;
        page.until("the fork has caught up", 60, &format!("return number('c', 'step-count') > {last}")).await;
        page.pause().await;
        let n = last as usize;
        assert_eq!(page.losses("loss_d_a", n).await[start..], page.losses("loss_d_c", n).await[start..]);
    })
    .await;
}
