//! The pages of the page: lessons and board at their own addresses, keys, and what a small screen shows.

use serde_json::json;
use thirtyfour::prelude::*;

use super::browser::with_page;

#[tokio::test]
async fn every_lesson_has_an_address_and_back_leads_to_the_same_runs() {
    with_page(|page| async move {
        let link = "#v=2&data=ring8&seed=5&batch=16&g.width=16&d.width=16&b:loss=hinge";
        page.open(link).await;
        page.play().await;
        page.train_to(20, 60).await;
        page.pause().await;
        let steps = page.steps().await;
        page.click("to-lessons").await;
        page.until("the list", 10, "return location.hash === '#lessons' && !el('play') && !!el('lessons')").await;
        let ways = "return [...document.querySelectorAll('.lesson-way')].map(a => a.getAttribute('href'))";
        let ways: Vec<String> = serde_json::from_value(page.script(ways, vec![]).await).expect("links");
        assert_eq!(ways.len(), saddle::play::route::lessons().count(), "{ways:?}");
        for way in &ways {
            page.script("location.hash = arguments[0]", vec![json!(way)]).await;
            let shown = "const all = [...document.querySelectorAll('.lesson-page')].filter(e => e.checkVisibility());
                return all.length === 1 && all[0].querySelector('h2') === document.activeElement
                    && all[0].textContent.length > 80 && document.title.includes(all[0].querySelector('h2').textContent.replace(/^\\d+ /, ''))";
            page.until(way, 10, shown).await;
        }
        let length = "return document.documentElement.scrollHeight < 4000";
        assert_eq!(page.script(length, vec![]).await, true, "a lesson is short");
        page.script("history.go(-arguments[0])", vec![json!(ways.len() + 1)]).await;
        page.ready().await;
        assert_eq!(page.steps().await, steps, "nothing was trained or lost");
        assert_eq!(page.fragment().await, link);
    })
    .await;
}

#[tokio::test]
async fn a_page_of_its_own_can_be_opened_first() {
    with_page(|page| async move {
        page.driver.goto("about:blank").await.expect("a blank page");
        let address = format!("{}/#lessons/loss", super::server::origin());
        page.driver.goto(address).await.expect("the page");
        page.until("the lesson", 30, "return !!el('lesson-of-loss') && !el('play')").await;
        page.click("to-playground").await;
        page.ready().await;
        assert!(page.fragment().await.starts_with("#v="), "the runs that the page opens on");
        assert!(page.message().await.is_empty());
        page.play().await;
        page.train_to(5, 60).await;
    })
    .await;
}

#[tokio::test]
async fn keys_train_pause_step_and_go_through_time() {
    with_page(|page| async move {
        page.open("#v=2&data=ring8&seed=5&batch=16&g.width=16&d.width=16&snapshot.every=10&steps=100&b:=")
            .await;
        page.script("el('run-a').closest('#runs').focus()", vec![]).await;
        let press =
            async |keys: &str| page.driver.action_chain().send_keys(keys).perform().await.expect("keys");
        press("s").await;
        page.until("one step", 20, "return number('a', 'step-count') === 1").await;
        press(" ").await;
        page.until("the end", 60, "return number('a', 'step-count') === 100 && !!el('play')").await;
        press("\u{e012}").await;
        page.until("an earlier step", 5, "return !el('slider-step').textContent.includes('100')").await;
        press("\u{e010}").await;
        page.until("the newest", 5, "return el('slider-step').textContent.includes('100')").await;
        press("?").await;
        page.until("the list", 5, "return el('keys')?.open").await;
        press("\u{e00c}").await;
        page.until("closed", 5, "return !el('keys')").await;
        // In a field they are letters.
        page.script("el('seed').focus()", vec![]).await;
        press("s").await;
        assert_eq!(page.steps().await.0, 100);
    })
    .await;
}

#[tokio::test]
async fn on_a_telephone_runs_charts_and_tips_are_tabs_above_the_thumb() {
    with_page(|page| async move {
        page.driver.set_window_rect(0, 0, 500, 844).await.expect("a size");
        page.open("#v=2&data=ring8&seed=5&batch=16&g.width=16&d.width=16&b:=").await;
        let both = "return 'ab'.split('').every(r => inside(r, 'samples').getBoundingClientRect().bottom < innerHeight - 150)";
        assert_eq!(page.script(both, vec![]).await, true, "both pictures stand on the first screen");
        for (tab, there, gone) in [("charts", ".charts", ".tips"), ("tips", ".tips", ".charts"), ("runs", ".cards", ".tips")] {
            page.click(&format!("pane-{tab}")).await;
            let shown = format!(
                "const sees = s => document.querySelector(s).checkVisibility(); return sees('{there}') && !sees('{gone}')"
            );
            page.until(tab, 5, &shown).await;
        }
        let small = "return [...document.querySelectorAll('button, select, input[type=range]')].filter(e => e.checkVisibility() && e.closest('.slider, .panes, .play-group, .bar-runs'))
            .filter(e => e.getBoundingClientRect().height < 44).map(e => e.outerHTML.slice(0, 80))";
        assert_eq!(page.script(small, vec![]).await, json!([]));
    })
    .await;
}

#[tokio::test]
async fn on_a_tablet_the_tips_are_a_drawer() {
    with_page(|page| async move {
        page.driver.set_window_rect(0, 0, 768, 1024).await.expect("a size");
        page.open("#v=2&data=ring8&seed=5&batch=16&g.width=16&d.width=16&b:=").await;
        let seen =
            "const box = document.getElementById('tips').getBoundingClientRect(); return box.left >= 0";
        assert_eq!(page.script(seen, vec![]).await, false, "closed");
        page.click("drawer").await;
        page.until("open", 5, seen).await;
        page.driver.action_chain().send_keys(Key::Escape).perform().await.expect("a key");
        page.until("closed", 5, &seen.replace("return box.left >= 0", "return box.right <= 0")).await;
    })
    .await;
}
