//! A worker that dies is replaced, and the runs go on as if nothing had happened.

use serde_json::json;

use super::browser::with_page;

/// Lets the test reach the page's workers.
const WATCH: &str = "window.workers = []; const Plain = Worker;
    window.Worker = class extends Plain { constructor(...all) { super(...all); workers.push(this) } }";

/// What a crash looks like from the page.
const CRASH: &str = "const worker = workers.at(-1); worker.terminate();
    worker.dispatchEvent(new ErrorEvent('error', { message: 'out of memory', cancelable: true }))";

#[tokio::test]
async fn a_dead_worker_resumes_from_its_checkpoint_with_the_same_losses() {
    with_page(|page| async move {
        let fragment = "#v=1&data=ring8&seed=6&steps=100000&batch=32&g.width=16&d.width=16&b:loss=hinge";
        let watch = json!({ "source": WATCH });
        page.driver.cdp().send_raw("Page.addScriptToEvaluateOnNewDocument", watch).await.expect("a script");
        page.open(fragment).await;
        page.play().await;
        // Long enough for a checkpoint.
        tokio::time::sleep(std::time::Duration::from_secs(7)).await;
        let (before, _) = page.steps().await;
        page.script(CRASH, vec![]).await;
        page.until("a message", 10, "return el('message')?.textContent.includes('goes on from step')").await;
        let message = page.message().await;
        assert!(message.contains("out of memory") && !message.contains("from step 0"), "{message}");
        let goal = before as u32 + 300;
        page.train_to(goal, 90).await;
        page.pause().await;
        let (a, b) = page.steps().await;
        assert_eq!(a, b);
        let n = before as usize + 200;
        let crashed = [page.losses("loss_d_a", n).await, page.losses("loss_g_b", n).await];
        page.open(fragment).await;
        page.play().await;
        page.train_to(goal, 120).await;
        page.pause().await;
        let calm = [page.losses("loss_d_a", n).await, page.losses("loss_g_b", n).await];
        assert!(crashed == calm, "the losses differ after the crash");
    })
    .await;
}

#[tokio::test]
async fn a_worker_that_falls_silent_is_replaced() {
    with_page(|page| async move {
        let watch = json!({ "source": WATCH });
        page.driver.cdp().send_raw("Page.addScriptToEvaluateOnNewDocument", watch).await.expect("a script");
        page.open("#v=2&data=ring8&seed=6&steps=100000&batch=32&g.width=16&d.width=16&b:loss=hinge").await;
        page.play().await;
        page.train_to(100, 60).await;
        // As when a worker closes itself: no error, no word, nothing.
        page.script("workers.at(-1).terminate()", vec![]).await;
        page.until("a message", 40, "return el('message')?.textContent.includes('has not answered')").await;
        let (before, _) = page.steps().await;
        page.until("it goes on", 60, &format!("return number('b', 'step-count') > {}", before + 100)).await;
        page.pause().await;
        let (a, b) = page.steps().await;
        assert_eq!(a, b);
    })
    .await;
}

#[tokio::test]
async fn reset_ends_a_worker_that_hangs() {
    with_page(|page| async move {
        let watch = json!({ "source": WATCH });
        page.driver.cdp().send_raw("Page.addScriptToEvaluateOnNewDocument", watch).await.expect("a script");
        page.open("#v=2&data=ring8&seed=6&steps=100000&batch=32&g.width=16&d.width=16").await;
        page.play().await;
        page.train_to(50, 60).await;
        page.script("workers.at(-1).terminate()", vec![]).await;
        tokio::time::sleep(std::time::Duration::from_secs(3)).await;
        page.click("reset").await;
        page.until(
            "the start",
            20,
            "return number('a', 'step-count') === 0 && inside('a', 'status').textContent === 'Not started'",
        )
        .await;
        page.play().await;
        page.train_to(20, 60).await;
    })
    .await;
}

#[tokio::test]
async fn a_fork_whose_worker_dies_begins_again_at_its_snapshot() {
    with_page(|page| async move {
        let watch = json!({ "source": WATCH });
        page.driver.cdp().send_raw("Page.addScriptToEvaluateOnNewDocument", watch).await.expect("a script");
        page.open("#v=1&data=ring8&seed=6&steps=100000&batch=32&g.width=16&d.width=16&snapshot.every=50&b:loss=hinge").await;
        page.play().await;
        page.train_to(200, 60).await;
        page.pause().await;
        let (last, _) = page.steps().await;
        page.script("const s = el('slider'); s.value = Math.round(s.max / 2); s.dispatchEvent(new Event('input'))", vec![]).await;
        page.click("fork").await;
        page.until("a fork", 30, "return number('c', 'step-count') > 0 && !!inside('c', 'origin')").await;
        let begins = page.number('c', "step-count").await.expect("a step");
        page.script(CRASH, vec![]).await;
        page.until("a message", 10, "return el('message')?.textContent.includes('engine stopped')").await;
        page.ready().await;
        page.script("named('Newest').click()", vec![]).await;
        page.until("all runs stand", 30, &format!("return number('a', 'step-count') === {last} && !!el('play')")).await;
        page.play().await;
        page.until("the fork has caught up", 60, &format!("return number('c', 'step-count') > {last}")).await;
        page.pause().await;
        let (n, begins) = (last as usize, begins as usize);
        let (original, fork) = (page.losses("loss_d_a", n).await, page.losses("loss_d_c", n).await);
        assert_eq!(original[begins..], fork[begins..]);
    })
    .await;
}
