//! Looking inside the runs.

use super::browser::with_page;
use super::page::Page;

/// The pictures of both runs as numbers.
async fn pictures(page: &Page) -> (i64, i64) {
    let both = page.script("return [picture('a').hash, picture('b').hash]", vec![]).await;
    (both[0].as_i64().expect("a picture of A"), both[1].as_i64().expect("a picture of B"))
}

/// Waits until both pictures are others than `before`; answers which.
async fn changed(page: &Page, what: &str, (a, b): (i64, i64)) -> (i64, i64) {
    let script = format!("return picture('a').hash !== {a} && picture('b').hash !== {b}");
    page.until(what, 10, &script).await;
    pictures(page).await
}

/// Waits until a picture is another than `before`: where D is flat, arrows have no length.
async fn one_changed(page: &Page, what: &str, (a, b): (i64, i64)) -> (i64, i64) {
    let script = format!("return picture('a').hash !== {a} || picture('b').hash !== {b}");
    page.until(what, 10, &script).await;
    pictures(page).await
}

/// Waits until both pictures are as `before`.
async fn back(page: &Page, what: &str, (a, b): (i64, i64)) {
    let script = format!("return picture('a').hash === {a} && picture('b').hash === {b}");
    page.until(what, 10, &script).await;
}

#[tokio::test]
async fn what_is_inside_is_drawn_at_rest_and_in_training_and_goes_without_a_trace() {
    with_page(|page| async move {
        // Trails need frames of the past, which a run of a few fast steps may not have.
        page.open("#v=1&data=ring8&seed=2&batch=16&g.width=16&d.width=16&b:g.lr=1e-2").await;
        page.play().await;
        page.train_to(60, 60).await;
        page.pause().await;
        let plain = pictures(&page).await;
        page.click("inside").await;
        for layer in ["arrows", "manifold", "density", "together"].map(|layer| format!("inside-{layer}")) {
            let layer = layer.as_str();
            page.click(layer).await;
            changed(&page, "it is drawn in both pictures", plain).await;
            page.click(layer).await;
            back(&page, "the pictures are as before", plain).await;
        }
        page.click("inside-arrows").await;
        page.play().await;
        page.train_to(200, 60).await;
        page.pause().await;
        let drawn = pictures(&page).await;
        page.click("inside-arrows").await;
        let plain = one_changed(&page, "the arrows of training are gone", drawn).await;
        page.click("inside-arrows").await;
        one_changed(&page, "and there again", plain).await;
        // The next visit finds them.
        page.driver.refresh().await.expect("the page again");
        page.ready().await;
        page.click("inside").await;
        page.until(
            "they are still on",
            10,
            "return el('inside-arrows').getAttribute('aria-pressed') === 'true'",
        )
        .await;
    })
    .await;
}
