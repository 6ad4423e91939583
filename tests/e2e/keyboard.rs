//! How far it is by keyboard: skip links, and groups of controls that are one stop.

use serde_json::{Value, json};
use thirtyfour::{Key, TypingData};

use super::browser::with_page;
use super::page::Page;

const RING: &str = "#v=2&data=ring8&seed=5&batch=16&g.width=16&d.width=16&b:";

async fn press(page: &Page, keys: impl Into<TypingData>) {
    page.driver.action_chain().send_keys(keys).perform().await.expect("keys");
}

/// The test hook or id of what has the focus.
async fn focused(page: &Page) -> String {
    let script = "const e = document.activeElement; return e?.dataset.testid ?? e?.id ?? ''";
    page.script(script, vec![]).await.as_str().unwrap_or_default().to_owned()
}

/// Presses Tab until `there` is true; answers how often.
async fn tabs(page: &Page, what: &str, there: &str) -> usize {
    for count in 1..=60 {
        press(page, Key::Tab + "").await;
        if page.script(there, vec![]).await == Value::Bool(true) {
            return count;
        }
    }
    panic!("60 Tabs do not lead to {what}; the focus is at {}", focused(page).await);
}

/// Presses Tab until this has the focus; answers how often.
async fn tabs_to(page: &Page, hook: &str) -> usize {
    let there =
        format!("const e = document.activeElement; return [e?.dataset.testid, e?.id].includes('{hook}')");
    tabs(page, hook, &there).await
}

async fn focus(page: &Page, hook: &str) {
    page.script("(el(arguments[0]) ?? document.getElementById(arguments[0])).focus()", vec![json!(hook)])
        .await;
}

/// The page as it opens to who has been here before.
async fn opening_page(page: &Page) {
    page.open(RING).await;
    page.script("localStorage.setItem('tour', 'seen')", vec![]).await;
    page.open("").await;
}

#[tokio::test]
async fn from_train_the_loss_of_b_is_at_most_eight_tabs_away() {
    with_page(|page| async move {
        opening_page(&page).await;
        focus(&page, "play").await;
        let skip = tabs_to(&page, "skip-tips").await;
        let seen =
            "const r = document.activeElement.getBoundingClientRect(); return r.top >= 0 && r.height > 0";
        page.until("the way is seen when it has the focus", 2, seen).await;
        press(&page, Key::Enter + "").await;
        page.until("the tips have the focus", 2, "return document.activeElement.id === 'tips'").await;
        let title = tabs_to(&page, "tip-title-loss").await;
        assert!(skip + title <= 8, "{skip} and {title} Tabs");
        press(&page, Key::Right + Key::Right).await;
        assert_eq!(focused(&page).await, "tip-loss-b");
        let before = page.script("return el('tip-loss-b').ariaChecked", vec![]).await;
        press(&page, " ").await;
        page.until("it is switched", 5, &format!("return el('tip-loss-b').ariaChecked !== {before}")).await;
    })
    .await;
}

#[tokio::test]
async fn from_train_the_slider_is_at_most_twelve_tabs_away() {
    with_page(|page| async move {
        page.open(RING).await;
        page.play().await;
        page.train_to(60, 60).await;
        page.pause().await;
        let step = "return el('slider-step').textContent";
        let newest = page.script(step, vec![]).await;
        focus(&page, "play").await;
        let count = tabs_to(&page, "skip-slider").await;
        press(&page, Key::Enter + "").await;
        page.until("the slider has the focus", 2, "return document.activeElement.id === 'slider'").await;
        assert!(count <= 12, "{count} Tabs");
        press(&page, Key::Left + "").await;
        page.until("it shows the past", 5, &format!("return el('slider-step').textContent !== {newest}"))
            .await;
    })
    .await;
}

#[tokio::test]
async fn a_group_of_tips_is_one_stop_and_arrows_go_through_it() {
    with_page(|page| async move {
        page.open(RING).await;
        focus(&page, "tips").await;
        tabs_to(&page, "tip-title-loss").await;
        // To the next group, whose first tip is another.
        let elsewhere = "const list = id => document.getElementById(id).closest('.tip-list');
            const now = document.activeElement.closest('.tip-list');
            return !!now && now !== list('tip-title-loss')";
        assert_eq!(tabs(&page, "the next group", elsewhere).await, 1);
        focus(&page, "tip-title-loss").await;
        press(&page, Key::Down + "").await;
        let second = focused(&page).await;
        assert!(second.starts_with("tip-title-") && second != "tip-title-loss", "{second}");
        press(&page, Key::Right + Key::End).await;
        assert!(focused(&page).await.ends_with("-a"), "down the column of switches of run A");
        press(&page, Key::Up + Key::Left).await;
        let left = focused(&page).await;
        assert!(left.starts_with("tip-title-"), "{left}");
        // Tab comes back to where it was.
        press(&page, Key::Tab + "").await;
        assert_ne!(focused(&page).await, left);
        page.driver
            .action_chain()
            .key_down(Key::Shift)
            .send_keys(Key::Tab)
            .key_up(Key::Shift)
            .perform()
            .await
            .expect("keys");
        assert_eq!(focused(&page).await, left);
        // Switches that come later are no stops.
        page.click("add-run").await;
        page.until("a third switch", 5, "return !!el('tip-loss-c')").await;
        focus(&page, "tip-title-loss").await;
        assert_eq!(tabs(&page, "the next group", elsewhere).await, 1);
        // Arrows in the legend of a chart leave its cursor alone.
        page.play().await;
        page.train_to(20, 60).await;
        page.pause().await;
        focus(&page, "losses-solid").await;
        press(&page, Key::Right + "").await;
        assert_eq!(focused(&page).await, "losses-dashed");
        assert_eq!(
            page.script("return document.querySelector('.cursor-step').textContent", vec![]).await,
            json!("")
        );
    })
    .await;
}

#[tokio::test]
async fn what_is_asked_is_answered_within_one_tab() {
    with_page(|page| async move {
        page.open(RING).await;
        // What a tip does stands behind its name; the way on is its first setting.
        focus(&page, "tip-title-loss").await;
        press(&page, Key::Enter + Key::Tab).await;
        let inside = "return document.getElementById('tip-loss').contains(document.activeElement)";
        page.until("the answer to what it does", 2, inside).await;
        // A question of the page has the focus itself.
        page.play().await;
        page.train_to(60, 60).await;
        page.pause().await;
        focus(&page, "tip-loss-a").await;
        press(&page, " ").await;
        let asked = "return document.querySelector('.message-buttons').contains(document.activeElement)";
        page.until("the first answer", 5, asked).await;
        press(&page, Key::Tab + "").await;
        assert_eq!(
            page.script(asked, vec![]).await,
            Value::Bool(true),
            "the second answer is one Tab further"
        );
    })
    .await;
}
