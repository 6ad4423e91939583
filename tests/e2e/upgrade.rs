//! What the build before has left in a browser, or in a file, is gone on with (`docs/upgrade.md`).

use std::path::{Path, PathBuf};

use saddle::keep::{Head, archive, record};
use serde_json::json;
use thirtyfour::prelude::*;

use super::browser::with_page;
use super::page::Page;
use super::server::origin;

/// Comparisons that it saved, and the step of their runs.
const COMPARISONS: [(&str, u32); 3] = [("points", 95), ("images", 25), ("table", 52)];

fn golden(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/golden/upgrade/3ffec40/{name}.saddle"))
}

/// Fills the browser's store as the build before did: the records of a file, and own data as it is. Gives the link of
/// its runs.
async fn fill(page: &Page, name: &str) -> String {
    let file = std::fs::read(golden(name)).expect("a golden file");
    let start = archive::MAGIC.len() + 4;
    let length = u32::from_le_bytes(file[start - 4..start].try_into().expect("four bytes")) as usize;
    let (head, mut rest) = file[start..].split_at(length);
    let Head { link, parts: names, .. } = Head::read(head).expect("a head");
    let mut parts = Vec::new();
    for (part, size) in names {
        let (bytes, after) = rest.split_at(size as usize);
        parts.push(json!([part, if part == "data" { &bytes[record::HEADER..] } else { bytes }]));
        rest = after;
    }
    let put = "const [head, parts, done] = arguments, asked = indexedDB.open('saddle', 1);
        asked.onupgradeneeded = () => ['heads', 'parts'].forEach(name => asked.result.createObjectStore(name));
        asked.onsuccess = () => {
          const all = asked.result.transaction(['heads', 'parts'], 'readwrite');
          all.objectStore('heads').put(new Uint8Array(head), 'left');
          for (const [name, list] of parts) {
            const bytes = new Uint8Array(list);
            all.objectStore('parts').put(name === 'data' ? new Blob([bytes]) : bytes, 'left/' + name);
          }
          all.oncomplete = () => { asked.result.close(); done(true) };
        }";
    page.driver.goto(format!("{}/blank.html", origin())).await.expect("a blank page");
    let done = page.driver.execute_async(put, vec![json!(head), json!(parts)]).await.expect("an answer");
    assert_eq!(done.json(), &json!(true));
    link
}

/// Waits until the runs stand at `step`, and trains them on.
async fn goes_on(page: &Page, step: u32) {
    let back = format!("return number('a', 'step-count') === {step} && !!el('play')");
    page.until(&format!("the runs stand at {step}"), 60, &back).await;
    page.ready().await;
    page.play().await;
    page.train_to(step + 20, 120).await;
    page.pause().await;
}

#[tokio::test]
async fn what_the_build_before_kept_in_the_browser_goes_on() {
    for (name, step) in COMPARISONS {
        with_page(move |page| async move {
            let link = fill(&page, name).await;
            page.driver.goto(format!("{}/#{link}", origin())).await.expect("the page");
            page.until("the offer", 30, "return !!el('go-on')").await;
            page.click("go-on").await;
            goes_on(&page, step).await;
        })
        .await;
    }
}

#[tokio::test]
async fn a_file_of_the_build_before_goes_on() {
    for (name, step) in COMPARISONS {
        with_page(move |page| async move {
            page.open("#v=2&data=moons&seed=1&batch=16&g.width=8&d.width=8").await;
            page.click("your-runs").await;
            let input = page.driver.find(By::Testid("load-file")).await.expect("a file input");
            input.send_keys(golden(name).to_str().expect("text")).await.expect("the file is chosen");
            goes_on(&page, step).await;
        })
        .await;
    }
}
