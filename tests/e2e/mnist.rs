//! Real digits at one click: fetched when they are chosen, kept, and refused when they are not what they must be.

use std::time::Duration;

use super::browser::with_page;
use super::server::{origin, times_asked};

const SMALL: &str = "#v=2&data=mnist&seed=1&batch=8&g.width=4&d.width=4&snapshot.every=10&steps=40&b:=";
const IMAGES: &str = "/data/mnist-images.idx.gz";

#[tokio::test]
async fn the_digits_of_mnist_are_fetched_once_and_train_with_their_metrics() {
    with_page(|page| async move {
        for _ in 0..2 {
            page.driver.goto("about:blank").await.expect("a blank page");
            page.driver.goto(format!("{}/{SMALL}", origin())).await.expect("the page");
            page.ready().await;
            page.play().await;
            page.train_to(20, 90).await;
            page.pause().await;
            let metrics = "return [...document.querySelectorAll('option')].some(o => o.textContent.startsWith('Fréchet'))";
            page.until("the metrics of images", 20, metrics).await;
            assert_eq!(times_asked(IMAGES), 1, "the browser keeps them");
        }
        let named = "return !document.body.textContent.includes('random features')";
        page.until("the features are those of a classifier", 5, named).await;
    })
    .await;
}

#[tokio::test]
async fn digits_that_come_cut_short_are_refused_and_can_be_fetched_again() {
    with_page(|page| async move {
        page.driver.goto("about:blank").await.expect("a blank page");
        page.driver.goto(format!("{}/cut/{SMALL}", origin())).await.expect("the page");
        let refused = "return inside('a', 'mnist')?.textContent.includes('not what was expected')";
        page.until("what came is refused", 30, refused).await;
        page.click("mnist-again").await;
        for _ in 0..100 {
            if times_asked(&format!("/cut{IMAGES}")) == 2 {
                break;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        assert_eq!(times_asked(&format!("/cut{IMAGES}")), 2, "it is fetched again");
        page.until("it is refused again", 30, refused).await;
    })
    .await;
}
