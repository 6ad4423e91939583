//! The user's own MNIST files: bad ones are named, good ones train.

use std::path::PathBuf;

use thirtyfour::prelude::*;

use super::browser::with_page;
use super::page::Page;

fn idx(dimensions: &[u32], values: &[u8]) -> Vec<u8> {
    let mut file = vec![0, 0, 8, dimensions.len() as u8];
    file.extend(dimensions.iter().flat_map(|d| d.to_be_bytes()));
    file.extend(values);
    file
}

/// 50 small images, each a bright square.
fn good() -> Vec<u8> {
    let image = |i: usize| (0..784).map(move |p| if (p / 28 + p % 28 + i) % 9 < 4 { 255 } else { 0 });
    idx(&[50, 28, 28], &(0..50).flat_map(image).collect::<Vec<u8>>())
}

/// Gives the page a file as its user would.
async fn choose(page: &Page, name: &str, content: &[u8]) {
    let path: PathBuf = std::env::temp_dir().join(format!("saddle-e2e-{}-{name}", std::process::id()));
    std::fs::write(&path, content).expect("a file");
    let input = page.driver.find(By::Css("input[type=file]")).await.expect("a file input");
    input.send_keys(path.to_str().expect("text")).await.expect("the file is chosen");
}

const SMALL: &str = "#v=2&data=mnist&seed=1&batch=8&g.width=4&d.width=4&b:=";

#[tokio::test]
async fn bad_files_are_named() {
    with_page(|page| async move {
        for (name, content, said) in [
            ("page.html", b"<!doctype html>".to_vec(), "this is a web page"),
            ("short.idx", good()[..100].to_vec(), "cut short"),
            ("many.idx", idx(&[u32::MAX, 28, 28], &[]), "4294967295"),
            ("floats.idx", vec![0, 0, 0x0a, 3], "0x0a"),
        ] {
            page.driver.goto("about:blank").await.expect("a blank page");
            page.driver.goto(format!("{}/{SMALL}", super::server::origin())).await.expect("the page");
            page.until("a way to choose files", 30, "return !!document.querySelector('input[type=file]')")
                .await;
            choose(&page, name, &content).await;
            let script = format!("return !!el('message')?.textContent.includes('{said}')");
            page.until(&format!("a message with {said}"), 15, &script).await;
        }
    })
    .await;
}

#[tokio::test]
async fn a_small_valid_file_trains() {
    with_page(|page| async move {
        page.driver.goto(format!("{}/{SMALL}", super::server::origin())).await.expect("the page");
        page.until("a way to choose files", 30, "return !!document.querySelector('input[type=file]')").await;
        choose(&page, "good.idx", &good()).await;
        page.ready().await;
        page.play().await;
        page.train_to(20, 90).await;
    })
    .await;
}

#[tokio::test]
async fn a_refused_change_has_nothing_behind_it_and_labels_can_be_added() {
    with_page(|page| async move {
        page.driver.goto(format!("{}/{SMALL}", super::server::origin())).await.expect("the page");
        page.until("a way to choose files", 30, "return !!document.querySelector('input[type=file]')").await;
        choose(&page, "good.idx", &good()).await;
        page.ready().await;
        page.click("tip-conditional-b").await;
        let refused = "return inside('b', 'status').textContent.includes('Cannot be built') && inside('b', 'status').textContent.includes('labels')";
        page.until("the refusal", 30, refused).await;
        page.play().await;
        page.train_to(10, 90).await;
        page.pause().await;
        let (a, b) = page.steps().await;
        assert!(a >= 10 && b <= 0, "A at {a}, B at {b}");
        // The files can be changed where they are used: images and labels together.
        let images = std::env::temp_dir().join(format!("saddle-e2e-{}-good.idx", std::process::id()));
        let labels = std::env::temp_dir().join(format!("saddle-e2e-{}-labels.idx", std::process::id()));
        std::fs::write(&labels, idx(&[50], &(0..50).map(|i| i % 10).collect::<Vec<u8>>())).expect("a file");
        let both = format!("{}\n{}", images.display(), labels.display());
        let input = page.driver.find(By::Css("input[type=file]")).await.expect("a file input");
        input.send_keys(both).await.expect("the files are chosen");
        page.until("B is built", 60, "return inside('b', 'status').textContent === 'Not started'").await;
        page.play().await;
        page.until("B trains", 60, "return number('b', 'step-count') > 5").await;
    })
    .await;
}

#[tokio::test]
async fn bad_files_give_the_steps_back() {
    with_page(|page| async move {
        page.driver.goto(format!("{}/{SMALL}", super::server::origin())).await.expect("the page");
        page.until("a way to choose files", 30, "return !!document.querySelector('input[type=file]')").await;
        choose(&page, "good.idx", &good()).await;
        page.ready().await;
        page.play().await;
        page.train_to(10, 90).await;
        page.pause().await;
        let (last, _) = page.steps().await;
        choose(&page, "bad.idx", b"<!doctype html>").await;
        page.until("the reason, by its name", 20, "return el('message')?.textContent.includes('bad.idx')")
            .await;
        page.until("the steps", 30, &format!("return number('a', 'step-count') === {last}")).await;
        page.play().await;
        page.train_to(last as u32 + 5, 60).await;
    })
    .await;
}
