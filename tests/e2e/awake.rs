//! The screen stays awake while runs train, and only then.

use super::browser::with_page;

/// Puts a screen in the browser's place that counts its locks, as a browser without one would have none.
const SCREEN: &str = "
    window.held = 0;
    Object.defineProperty(navigator, 'wakeLock', { configurable: true, value: { request: async kind => {
        if (kind !== 'screen') throw new TypeError(kind);
        window.held++;
        return { release: async () => { window.held--; } };
    } } })";

#[tokio::test]
async fn the_screen_stays_awake_while_runs_train_unless_that_is_switched_off() {
    with_page(|page| async move {
        page.open("#v=2&data=ring8&seed=1&batch=16&g.width=8&d.width=8&b:=").await;
        page.script(SCREEN, vec![]).await;
        page.play().await;
        page.train_to(10, 60).await;
        page.until("one lock", 10, "return window.held === 1").await;
        page.pause().await;
        page.until("none", 10, "return window.held === 0").await;
        page.play().await;
        page.until("one again", 10, "return window.held === 1").await;
        page.click("your-runs").await;
        page.click("awake").await;
        page.until("none where it is switched off", 10, "return window.held === 0").await;
        page.click("awake").await;
        page.until("and on again", 10, "return window.held === 1").await;
    })
    .await;
}
