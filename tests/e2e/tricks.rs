//! Every trick of the table can be switched on, is in the link, and trains.

use saddle::experiment::{TRICKS, Trick, link};

use super::browser::with_page;
use super::page::Page;

/// Three tricks at a time, one in each run but A, which stays plain.
async fn every_trick(page: Page, small: &str) {
    let plain = link::read_experiment(small);
    let alone = |trick: &&Trick| trick.greyed(plain.data).is_none() && trick.keys().all(|key| !key.shared);
    let tricks: Vec<&Trick> = TRICKS.iter().filter(alone).collect();
    for three in tricks.chunks(3) {
        page.open(small).await;
        let runs: Vec<(char, &Trick)> = ('b'..='d').zip(three.iter().copied()).collect();
        for (run, trick) in &runs {
            page.click(&format!("tip-{}-{run}", trick.id)).await;
            let set =
                format!("return location.hash.includes('&{run}:') && !location.hash.includes('&{run}:=')");
            page.until("the link", 10, &set).await;
        }
        let script = link::read(&page.fragment().await).script.now();
        assert_eq!(script.runs[0], plain, "the tricks leave A alone");
        for ((_, trick), e) in runs.iter().zip(&script.runs[1..]) {
            assert!(trick.is_on(e), "{} is on", trick.id);
        }
        page.ready().await;
        page.play().await;
        page.train_to(10, 90).await;
        page.pause().await;
        for (run, trick) in runs {
            for loss in ["loss-d", "loss-g"] {
                let value = page.number(run, loss).await;
                assert!(value.is_some_and(f64::is_finite), "{loss} with {} is {value:?}", trick.id);
            }
        }
    }
}

#[tokio::test]
async fn every_trick_trains_on_points() {
    let small = "#v=1&data=moons&seed=2&batch=16&b:&c:&d:";
    with_page(|page| async move { every_trick(page, small).await }).await;
}

#[tokio::test]
async fn every_trick_trains_on_images() {
    let small = "#v=1&data=digits8&seed=2&batch=16&b:&c:&d:";
    with_page(|page| async move { every_trick(page, small).await }).await;
}

#[tokio::test]
async fn patience_holds_for_every_run() {
    with_page(|page| async move {
        page.open("#v=1&data=ring8&seed=2&b:noise=0.2").await;
        page.click("tip-patience-b").await;
        page.until("the link", 10, "return /&steps=8000&/.test(location.hash)").await;
        let on = "return ['a', 'b'].every(run => el('tip-patience-' + run).getAttribute('aria-checked') === 'true')";
        page.until("both switches", 5, on).await;
    })
    .await;
}
