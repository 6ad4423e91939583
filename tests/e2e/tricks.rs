//! Every trick of the table can be switched on, is in the link, and trains.

use saddle::experiment::{TRICKS, Trick, link};

use super::browser::with_page;
use super::page::Page;

async fn every_trick(page: Page, small: &str) {
    let plain = link::read_experiment(small);
    let alone = |trick: &&Trick| trick.greyed(plain.data).is_none() && trick.keys().all(|key| !key.shared);
    for trick in TRICKS.iter().filter(alone) {
        page.open(small).await;
        page.click(&format!("tip-{}-b", trick.id)).await;
        page.until("the link", 10, "return location.hash.includes('b:') && !location.hash.includes('b:=')")
            .await;
        let runs = link::read(&page.fragment().await).script.now().runs;
        assert_eq!(runs[0], plain, "{} leaves A alone", trick.id);
        assert!(trick.is_on(&runs[1]), "{} is on", trick.id);
        page.ready().await;
        page.play().await;
        page.train_to(10, 60).await;
        page.pause().await;
        for loss in ["loss-d", "loss-g"] {
            let value = page.number('b', loss).await;
            assert!(value.is_some_and(f64::is_finite), "{loss} with {} is {value:?}", trick.id);
        }
    }
}

#[tokio::test]
async fn every_trick_trains_on_points() {
    let small = "#v=1&data=moons&seed=2&batch=16&b:";
    with_page(|page| async move { every_trick(page, small).await }).await;
}

#[tokio::test]
async fn every_trick_trains_on_images() {
    let small = "#v=1&data=digits8&seed=2&batch=16&b:";
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
