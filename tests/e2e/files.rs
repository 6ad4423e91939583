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

const SMALL: &str = "#v=1&data=mnist&seed=1&batch=8&g.width=4&d.width=4&b:";

#[tokio::test]
async fn bad_files_are_named() {
    with_page(|page| async move {
        for (name, content, said) in [
            ("page.html", b"<!doctype html>".to_vec(), "not an IDX file"),
            ("short.idx", good()[..1000].to_vec(), "cut short"),
            ("many.idx", idx(&[u32::MAX, 28, 28], &[]), "4294967295"),
            ("floats.idx", vec![0, 0, 0x0d, 3], "0x0d"),
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
