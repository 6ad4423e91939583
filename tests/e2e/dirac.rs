//! The game of one number each: at its own address, played by an engine, turned by sliders.

use serde_json::json;

use super::browser::with_page;
use super::page::Page;

const SENTENCE: &str = "(el('dirac-sentence')?.textContent ?? '')";

/// Waits until the sentence is other than `before`; answers it.
async fn other(page: &Page, what: &str, before: &str) -> String {
    let test = format!("return {SENTENCE} !== '' && {SENTENCE} !== {}", json!(before));
    page.until(what, 60, &test).await;
    page.script(&format!("return {SENTENCE}"), vec![]).await.as_str().expect("words").to_owned()
}

#[tokio::test]
async fn the_smallest_gan_is_played_and_a_slider_changes_what_it_says() {
    with_page(|page| async move {
        page.driver.goto("about:blank").await.expect("a blank page");
        let address = format!("{}/#dirac", super::server::origin());
        page.driver.goto(address).await.expect("the page");
        // The plain loss, both at once, step size 0.2: 1 ± 0.1 i.
        let first = other(&page, "the first game", "").await;
        assert!(first.contains("1.0000 ± 0.1000 i") && first.contains("above 1"), "{first}");
        page.script("el('dirac-rate').focus()", vec![]).await;
        page.driver.action_chain().send_keys("\u{e014}").perform().await.expect("a key");
        let second = other(&page, "a larger step", &first).await;
        assert!(second.contains("1.0000 ± 0.1250 i"), "{second}");
        page.click("dirac-in-turn").await;
        let third = other(&page, "in turn", &second).await;
        assert!(third.contains("|λ| is 1: near the goal"), "{third}");
        page.click("dirac-r1").await;
        let fourth = other(&page, "R1", &third).await;
        assert!(fourth.contains("below 1"), "{fourth}");
        let drawn = "const c = document.querySelector('.dirac-field');
            return new Set(new Uint32Array(c.getContext('2d').getImageData(0, 0, c.width, c.height).data.buffer)).size > 20";
        page.until("a picture", 10, drawn).await;
        // Every method is measured, and each slider is large enough for a thumb.
        let measured = "return [...document.querySelectorAll('.dirac-found')].filter(e => e.textContent && !e.classList.contains('old')).length === 6";
        page.until("six methods", 60, measured).await;
        let small = "return [...document.querySelectorAll('.dirac label.dirac-way, .dirac input[type=range], .dirac summary, .dirac .crumbs a')]
            .filter(e => e.getBoundingClientRect().height < 44).map(e => e.outerHTML.slice(0, 80))";
        assert_eq!(page.script(small, vec![]).await, json!([]));
        page.driver.set_window_rect(0, 0, 500, 844).await.expect("a size");
        let wide = "return document.documentElement.scrollWidth <= innerWidth";
        assert_eq!(page.script(wide, vec![]).await, true, "nothing scrolls sideways");
        page.script("document.querySelector('.dirac .crumbs a').click()", vec![]).await;
        page.until("the lessons", 10, "return location.hash === '#lessons' && !!el('to-dirac')").await;
        page.click("to-dirac").await;
        page.until("back", 10, "return !!el('dirac') && document.title.startsWith('Two players')").await;
    })
    .await;
}
