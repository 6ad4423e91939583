//! Open, play, pause: both runs train and show it.

use serde_json::json;

use super::browser::with_page;
use super::page::Page;
use super::server;

async fn trains(page: Page, fragment: &str, step: u32, seconds: u64) {
    page.open(fragment).await;
    let before = [page.picture('a').await, page.picture('b').await];
    page.play().await;
    page.train_to(step, seconds).await;
    page.pause().await;
    let (a, b) = page.steps().await;
    assert!(a >= i64::from(step) && a == b, "A at {a}, B at {b}");
    for (run, before) in ['a', 'b'].into_iter().zip(before) {
        let picture = page.picture(run).await;
        assert_ne!(picture, before, "the samples of {run} change");
        assert!(picture.colours > 8, "the samples of {run} are not constant: {picture:?}");
        for loss in ["loss-d", "loss-g"] {
            let value = page.number(run, loss).await.expect("a loss");
            assert!(value.is_finite() && value > 0.0, "{loss} of {run} is {value}");
        }
    }
}

#[tokio::test]
pub async fn both_runs_train_on_the_ring() {
    with_page(|page| async move { trains(page, "", 200, 60).await }).await;
}

#[tokio::test]
async fn both_runs_train_on_digits() {
    with_page(|page| async move { trains(page, "#v=1&data=digits8&seed=3&b:noise=0.1", 200, 120).await })
        .await;
}

#[tokio::test]
async fn a_sub_path_works_too() {
    with_page(|page| async move {
        page.open_at(&format!("{}/sub/", server::origin()), "#v=1&data=moons&seed=3").await;
        page.play().await;
        page.train_to(50, 60).await;
    })
    .await;
}

#[tokio::test]
pub async fn pause_answers_at_once_and_both_runs_stop_at_the_same_step() {
    with_page(|page| async move {
        page.open("#v=1&data=digits8&seed=3&b:loss=hinge").await;
        for until in [20, 60, 100] {
            page.play().await;
            page.train_to(until, 60).await;
            let script = "const done = arguments[0], start = performance.now(); el('pause').click();
                const look = () => el('play') ? done(performance.now() - start) : requestAnimationFrame(look); look()";
            let millis = page.driver.execute_async(script, vec![]).await.expect("an answer").json().as_f64();
            assert!(millis.is_some_and(|m| m < 200.0), "pause took {millis:?} ms");
            page.settled().await;
            let (a, b) = page.steps().await;
            assert_eq!(a, b);
        }
    })
    .await;
}

#[tokio::test]
async fn the_runs_advance_together() {
    with_page(|page| async move {
        // B has three times the work of A.
        page.open("#v=1&data=ring8&seed=3&b:d.steps=5").await;
        page.play().await;
        page.train_to(5, 60).await;
        let mut pairs = Vec::new();
        for _ in 0..40 {
            pairs.push(page.steps().await);
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        assert!(pairs.iter().all(|(a, b)| a == b), "A and B differ: {pairs:?}");
        assert!(pairs.last() > pairs.first());
    })
    .await;
}

#[tokio::test]
async fn one_step_by_hand_moves_both_runs_by_one() {
    with_page(|page| async move {
        page.open("#v=1&data=ring8&seed=3&b:loss=hinge").await;
        for step in 1..=3 {
            page.click("step").await;
            let script = format!(
                "return number('a', 'step-count') === {step} && number('b', 'step-count') === {step}"
            );
            page.until("one step", 10, &script).await;
        }
        page.click("reset").await;
        page.until("the start", 20, "return number('a', 'step-count') === 0").await;
        assert_eq!(page.script("return !!el('play')", vec![json!(0)]).await, true);
    })
    .await;
}
