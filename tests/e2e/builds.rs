//! The files of an engine: fetched with word of how far it has come, and only those of the page's build.

use std::fs;
use std::path::Path;

use serde_json::json;

use super::browser::with_page;
use super::engine::CPU;
use super::server;

/// Makes the page look for engines where those of another build were.
const ANOTHER: &str = "const Plain = Worker; window.Worker = class extends Plain {
    constructor(address, options) { super(String(address).replace(/[0-9a-f]{12}/, '000000000000'), options) } }";

#[tokio::test]
async fn an_engine_tells_how_much_of_it_has_come() {
    with_page(|page| async move {
        page.driver.goto(format!("{}/blank.html", server::origin())).await.expect("a blank page");
        let start = "const [loader, done] = arguments, told = [], worker = new Worker(loader, { type: 'module' });
            worker.onerror = e => done(String(e.message ?? 'it did not start'));
            worker.onmessage = e => e.data instanceof ArrayBuffer ? done(told) : told.push([e.data.loaded, e.data.total])";
        let told = page.driver.execute_async(start, vec![json!(CPU)]).await.expect("an answer");
        let told: Vec<(u64, u64)> = serde_json::from_value(told.json().clone()).expect("pairs of bytes");
        let wasm = format!("dist{}", CPU.replace("cpu.js", "engine_cpu_bg.wasm"));
        let size = fs::metadata(Path::new(env!("CARGO_MANIFEST_DIR")).join(wasm)).expect("the wasm").len();
        assert_eq!(told.last(), Some(&(size, size)));
        assert!(told.is_sorted() && told.iter().all(|(_, total)| *total == size), "{told:?}");
    })
    .await;
}

#[tokio::test]
async fn a_page_whose_engine_is_gone_asks_to_be_reloaded() {
    with_page(|page| async move {
        let script = json!({ "source": ANOTHER });
        page.driver.cdp().send_raw("Page.addScriptToEvaluateOnNewDocument", script).await.expect("a script");
        page.driver.goto(format!("{}/#v=1&data=ring8&seed=1", server::origin())).await.expect("the page");
        let asks = "return !!el('message')?.textContent.toLowerCase().includes('reload')";
        page.until("a message that says what to do", 20, asks).await;
        let ready = page.script("return !!inside('a', 'samples')", vec![]).await;
        assert_eq!(ready, false, "an engine of another build was used");
        // What is not there is an error in the console.
        page.console.errors().await;
    })
    .await;
}
