//! The ways in: the tour of the first visit, the six doors, and the page inside another page.

use serde_json::json;
use thirtyfour::prelude::*;

use super::browser::with_page;
use super::server::origin;
use saddle::experiment::link;
use saddle::play::doors::DOORS;

#[tokio::test]
async fn the_tour_shows_four_things_once() {
    with_page(|page| async move {
        page.open("").await;
        for _ in 0..4 {
            let shown = "const here = document.querySelectorAll('.tour-here');
                return here.length === 1 && here[0].checkVisibility() && !!el('tour')";
            page.until("one thing is shown", 5, shown).await;
            page.click("tour-next").await;
        }
        page.until("the tour has ended", 5, "return !el('tour') && !document.querySelector('.tour-here')")
            .await;
        page.open("").await;
        assert_eq!(page.script("return !!el('tour')", vec![]).await, false, "it comes once");
        page.script("localStorage.clear()", vec![]).await;
        page.open("").await;
        page.until("the tour of another first visit", 5, "return !!el('tour')").await;
        page.driver.action_chain().send_keys(Key::Escape).perform().await.expect("a key");
        page.until("one key ends it", 5, "return !el('tour')").await;
        page.script("localStorage.clear()", vec![]).await;
        page.open("#v=2&data=ring8&seed=5").await;
        assert_eq!(page.script("return !!el('tour')", vec![]).await, false, "a link shows its runs");
    })
    .await;
}

#[tokio::test]
async fn every_door_leads_to_its_runs() {
    with_page(|page| async move {
        page.open("#v=2&data=ring8&seed=5").await;
        for door in &DOORS {
            page.click("ask-doors").await;
            page.click(&format!("door-{}", door.id)).await;
            let expected = link::write(&link::read(&door.link()).script);
            let there = "return !el('doors') && location.hash === '#' + arguments[0]";
            let start = std::time::Instant::now();
            while page.script(there, vec![json!(expected)]).await != json!(true) {
                assert!(start.elapsed().as_secs() < 20, "{}: {}", door.id, page.fragment().await);
                tokio::time::sleep(std::time::Duration::from_millis(50)).await;
            }
        }
        page.turn_to("lessons").await;
        let count = "return document.querySelectorAll('.lessons .door').length";
        assert_eq!(page.script(count, vec![]).await, json!(DOORS.len()));
    })
    .await;
}

#[tokio::test]
async fn embedded_the_page_is_its_runs_and_a_way_to_the_whole() {
    with_page(|page| async move {
        let link = "#v=2&data=ring8&seed=5&batch=16&g.width=16&d.width=16&b:loss=hinge";
        page.open_at(&format!("{}/?embed", origin()), link).await;
        let bars = "return ['data', 'to-board', 'slider', 'your-runs', 'ask-luck'].filter(id => el(id))";
        assert_eq!(page.script(bars, vec![]).await, json!([]), "there are no bars");
        page.play().await;
        page.train_to(5, 60).await;
        page.pause().await;
        let way = "return el('open-whole').getAttribute('href')";
        assert_eq!(page.script(way, vec![]).await, json!(format!("./{link}")));
        page.script("el('open-whole').removeAttribute('target')", vec![]).await;
        page.click("open-whole").await;
        page.ready().await;
        page.until("the whole page", 10, "return !!el('data') && !!el('slider')").await;
        assert_eq!(page.fragment().await, link);
    })
    .await;
}
