//! The charts serve the eye: legend, logarithm, zoom.

use serde_json::json;

use super::browser::with_page;
use super::page::Page;

/// A key pressed in the chart of losses.
async fn key(page: &Page, key: &str) {
    let press = "const chart = document.querySelector('.chart-losses'); chart.focus();
        chart.dispatchEvent(new KeyboardEvent('keydown', { key: arguments[0], bubbles: true }))";
    page.script(press, vec![json!(key)]).await;
}

/// The picture of the chart of losses as a number.
const PICTURE: &str = "(() => {
    const c = document.querySelector('.chart-losses canvas');
    const data = new Uint32Array(c.getContext('2d').getImageData(0, 0, c.width, c.height).data.buffer);
    return data.reduce((hash, v) => (hash * 31 + v) | 0, 0) })()";

async fn trained(page: &Page, fragment: &str) {
    page.open(fragment).await;
    page.play().await;
    page.train_to(60, 60).await;
    page.pause().await;
}

/// Waits until the chart of losses looks other than `before`; answers how.
async fn changed(page: &Page, what: &str, before: &serde_json::Value) -> serde_json::Value {
    page.until(what, 10, &format!("return {PICTURE} !== {before}")).await;
    page.script(&format!("return {PICTURE}"), vec![]).await
}

#[tokio::test]
async fn the_legend_switches_lines_and_runs_and_nothing_is_written_on_them() {
    with_page(|page| async move {
        trained(&page, "#v=1&data=ring8&seed=2&batch=16&b:g.lr=1e-2").await;
        let names =
            "return [...document.querySelectorAll('.chart-losses [data-switch]')].map(b => b.textContent)";
        assert_eq!(page.script(names, vec![]).await, json!(["D", "G", "normal", "rest", "log"]));
        let whole = page.script(&format!("return {PICTURE}"), vec![]).await;
        page.click("losses-dashed").await;
        page.until("G is off", 5, "return el('losses-dashed').getAttribute('aria-pressed') === 'false'")
            .await;
        let focus = "return document.activeElement === el('losses-dashed')";
        assert_eq!(page.script(focus, vec![]).await, true, "the switch keeps the focus");
        changed(&page, "a chart without G", &whole).await;
        key(&page, "ArrowLeft").await;
        let values = "document.querySelector('.chart-losses .values').textContent";
        page.until("values of D alone", 5, &format!("return /^A D [0-9.]+ +B D [0-9.]+ +$/.test({values})"))
            .await;
        page.click("shown-b").await;
        page.until("values of A alone", 5, &format!("return /^A D [0-9.]+ +$/.test({values})")).await;
        page.click("shown-b").await;
        page.click("losses-dashed").await;
        let fine = format!("return {values}.includes('B') && {values}.includes('G')");
        page.until("everything again", 5, &fine).await;
    })
    .await;
}

#[tokio::test]
async fn losses_are_logarithmic_only_where_all_are_positive() {
    with_page(|page| async move {
        trained(&page, "#v=1&data=ring8&seed=2&batch=16&b:loss=hinge").await;
        page.click("log").await;
        let why = "document.querySelector('.chart-losses .why').textContent";
        page.until("a word why not", 10, &format!("return {why}.includes(\"G's loss of B\")")).await;
        page.click("shown-b").await;
        page.until("A alone is logarithmic", 10, &format!("return {why} === ''")).await;
        assert_eq!(page.script("return el('log').getAttribute('aria-pressed')", vec![]).await, "true");
    })
    .await;
}

#[tokio::test]
async fn a_range_of_steps_is_zoomed_by_drag_and_keys_and_left_again() {
    with_page(|page| async move {
        trained(&page, "#v=1&data=ring8&seed=2&batch=16&b:").await;
        let zoomed = "return !!el('whole-run')";
        let whole = page.script(&format!("return {PICTURE}"), vec![]).await;
        let drag = "const area = document.querySelector('.chart-accuracy .plot-area');
            const box = area.getBoundingClientRect();
            const at = (type, share) => area.dispatchEvent(new PointerEvent(type, { bubbles: true, pointerId: 1,
                clientX: box.left + box.width * share, clientY: box.top + 20 }));
            at('pointerdown', 0.3); at('pointermove', 0.5); at('pointermove', 0.7); at('pointerup', 0.7)";
        page.script(drag, vec![]).await;
        page.until("a zoomed axis", 5, zoomed).await;
        changed(&page, "a part of the losses", &whole).await;
        key(&page, "Escape").await;
        page.until("the whole axis", 5, "return !el('whole-run')").await;
        key(&page, "+").await;
        page.until("zoomed by key", 5, zoomed).await;
        key(&page, "-").await;
        page.until("whole by key", 5, "return !el('whole-run')").await;
        key(&page, "+").await;
        page.until("zoomed again", 5, zoomed).await;
        page.click("whole-run").await;
        page.until("whole by button", 5, "return !el('whole-run')").await;
    })
    .await;
}
