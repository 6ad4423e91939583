//! The recorded film that stands in the pictures until an engine is there. One test: its server holds one engine.

use super::browser::with_page;
use super::page::Page;
use super::server::{hold, origin};

/// Opens the page of `link`, whose engine does not come before it is let go.
async fn open_held(page: &Page, link: &str) {
    hold(true);
    page.driver.goto("about:blank").await.expect("a blank page");
    page.driver.goto(format!("{}/held/{link}", origin())).await.expect("the page");
}

const SHOWN: &str = "return ['a', 'b'].every(r => inside(r, 'recorded')?.textContent.includes('Recorded'))";
const GONE: &str = "return ['a', 'b'].every(r => !inside(r, 'recorded') && !inside(r, 'film'))";

/// How many colours the film of a run has.
const COLOURS: &str =
    "const c = inside('a', 'film'), d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;
    return new Set(new Uint32Array(d.buffer)).size";

#[tokio::test]
async fn the_page_shows_its_recorded_film_until_an_engine_is_there() {
    with_page(|page| async move {
        // Another comparison has no film.
        open_held(&page, "#v=2&data=ring8&seed=5&batch=16&g.width=16&d.width=16").await;
        page.until("the runs", 20, "return !!el('run-a')").await;
        tokio::time::sleep(std::time::Duration::from_secs(1)).await;
        assert_eq!(page.script(GONE, vec![]).await, true, "a film of other runs");

        open_held(&page, "").await;
        page.until("the film", 20, SHOWN).await;
        page.until("its last step", 20, "return number('a', 'recorded') === 1200").await;
        page.until("its picture", 5, &format!("return (() => {{ {COLOURS} }})() > 20")).await;
        let live = "return [number('a', 'step-count'), !!inside('a', 'samples'), !!inside('a', 'recorded').closest('[aria-live]')]";
        assert_eq!(page.script(live, vec![]).await, serde_json::json!([0, false, false]));

        // The first live frame ends it.
        hold(false);
        page.ready().await;
        assert_eq!(page.script(GONE, vec![]).await, true, "the film goes on beside the run");
        page.play().await;
        page.train_to(20, 60).await;
    })
    .await;
}
