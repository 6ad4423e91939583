//! The page without a network, and a newer version of it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::browser::with_page;
use super::page::Page;
use super::server::{Mortal, dist, origin};

const LINK: &str = "#v=2&data=ring8&seed=5&batch=16&g.width=16&d.width=16&b:loss=hinge";

/// The page in a folder of its own, which goes with this.
struct Copied(PathBuf);

impl Copied {
    fn new() -> Self {
        let folder = std::env::temp_dir().join(format!("saddle-e2e-offline-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        copy(&dist(), &folder);
        Self(folder)
    }

    /// Makes another version of it, as a build does.
    fn change(&self) {
        let start = self.0.join("start.js");
        let text = fs::read_to_string(&start).expect("the start") + "window.newer = true;\n";
        fs::write(&start, text).expect("a file");
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let made = Command::new(root.join("scripts/offline.sh")).arg(&self.0).status();
        assert!(made.expect("the script runs").success());
    }
}

impl Drop for Copied {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Copies a folder, without the GPU engine, which is large.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder").flatten() {
        let (path, next) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            copy(&path, &next);
        } else if !entry.file_name().to_string_lossy().contains("engine_gpu") {
            fs::copy(&path, &next).expect("a copy");
        }
    }
}

/// Waits until the browser keeps the page.
async fn kept(page: &Page) {
    let kept = "return navigator.serviceWorker.controller !== null";
    page.until("the page is kept", 60, kept).await;
}

#[tokio::test]
pub async fn without_a_network_the_page_opens_and_trains_and_a_newer_version_waits() {
    with_page(|page| async move {
        let copied = Copied::new();
        // What the copy holds is what its service worker names.
        copied.change();
        let mut server = Mortal::start(&copied.0);
        let base = format!("{}/", server.origin());
        page.open_at(&base, LINK).await;
        kept(&page).await;
        server.stop();
        page.open_at(&base, LINK).await;
        page.play().await;
        page.train_to(20, 60).await;
        page.pause().await;
        server.again(&copied.0);

        copied.change();
        page.open_at(&base, LINK).await;
        page.play().await;
        page.until("a newer version is offered", 60, "return !!el('update')").await;
        let (before, _) = page.steps().await;
        page.train_to(before as u32 + 20, 60).await;
        page.script("window.old = true", vec![]).await;
        page.click("use-update").await;
        page.until("the newer version", 60, "return !window.old && !!el('play')").await;
        page.ready().await;
        page.until("what was trained", 20, "return !!el('offer')").await;
        // What was asked for while the server was away is in the console; requests are counted by origin.
        page.driver.goto(format!("{}/blank.html", origin())).await.expect("a blank page");
        page.console.errors().await;
        drop((server, copied));
    })
    .await;
}
