//! The evidence board opens what it measured, the page lives without it, and a recipe is one press.

use saddle::experiment::link;
use serde_json::json;

use super::browser::with_page;
use super::page::Page;

/// Unfolds the first board and waits until it shows its rows.
async fn board_is_here(page: &Page) {
    page.turn_to("board").await;
    page.script("el('first-board').querySelector('summary').click()", vec![]).await;
    let rows = "return document.querySelectorAll('[data-testid=evidence-row]').length > 10";
    page.until("rows of the board", 20, rows).await;
}

#[tokio::test]
async fn every_row_says_what_was_expected_and_opens_its_comparison() {
    with_page(|page| async move {
        page.open("#v=1&data=moons&seed=7&b:").await;
        board_is_here(&page).await;
        let bare = "return [...document.querySelectorAll('[data-testid=evidence-row]')]
            .filter(row => !row.textContent.includes('Expected ') || !row.querySelector('a[href^=\"#v=\"]'))
            .map(row => row.id)";
        assert_eq!(page.script(bare, vec![]).await, json!([]));
        let open = "const link = document.querySelector('#evidence-noise a');
            link.scrollIntoView(); link.click(); return link.getAttribute('href')";
        let link = page.script(open, vec![]).await;
        page.until("the new seed", 10, "return el('seed')?.value === '1' && scrollY === 0").await;
        page.ready().await;
        // The page writes the address anew: it is the same comparison.
        tokio::time::sleep(std::time::Duration::from_millis(600)).await;
        let same = |text: &str| link::read(text).script;
        assert_eq!(same(&page.fragment().await), same(link.as_str().unwrap_or_default()));
        page.play().await;
        page.train_to(5, 60).await;
    })
    .await;
}

#[tokio::test]
async fn the_board_shows_one_data_set_alone_and_controls_apart() {
    with_page(|page| async move {
        page.open("#v=1&data=ring8&seed=1&b:").await;
        board_is_here(&page).await;
        let of_digits = "const menu = el('evidence-data');
            menu.value = [...menu.options].find(option => option.textContent.startsWith('Digits')).value;
            menu.dispatchEvent(new Event('change'))";
        page.script(of_digits, vec![]).await;
        let shown = "const controls = el('evidence-controls');
            const seen = [...document.querySelectorAll('[data-testid=evidence-row]')].filter(row => !controls.contains(row));
            return seen.length > 0 && seen.every(row => row.textContent.includes('Digits'))";
        page.until("rows of digits alone", 5, shown).await;
        let controls = "return el('evidence-controls').textContent.includes('must come out exactly zero')
            && el('evidence-controls').querySelectorAll('[data-testid=evidence-row]').length >= 3";
        assert_eq!(page.script(controls, vec![]).await, true);
    })
    .await;
}

#[tokio::test]
async fn a_tip_leads_to_its_row_and_back_leads_to_the_runs() {
    with_page(|page| async move {
        let fragment = "#v=2&data=ring8&seed=1&b:=";
        page.open(fragment).await;
        page.script("document.querySelector('[aria-controls=tip-noise]').click()", vec![]).await;
        page.until("the lines of the tip", 20, "return !!el('evidence-of-noise')").await;
        page.script("el('evidence-of-noise').querySelector('button').click()", vec![]).await;
        let there = "const row = document.activeElement;
            return row.id === 'evidence-noise' && row.getBoundingClientRect().top >= 0
                && row.getBoundingClientRect().top < innerHeight";
        page.until("the row is in sight", 10, there).await;
        page.back().await;
        assert_eq!(page.fragment().await, fragment);
    })
    .await;
}

#[tokio::test]
async fn without_measurements_the_page_says_so_and_trains() {
    with_page(|page| async move {
        // Not a missing file: the browser itself would write that into the console.
        let cut = "const plain = window.fetch; window.fetch = (url, ...more) =>
            String(url).includes('evidence.json') ? Promise.reject(new TypeError('cut')) : plain(url, ...more)";
        let source = json!({ "source": cut });
        page.driver.cdp().send_raw("Page.addScriptToEvaluateOnNewDocument", source).await.expect("a script");
        page.open("#v=1&data=ring8&seed=1&b:").await;
        page.until("one honest sentence", 10, "return el('recipe-line').textContent.includes('could not be loaded')").await;
        page.turn_to("board").await;
        page.script("el('first-board').querySelector('summary').click()", vec![]).await;
        page.until("the board says so", 10, "return el('evidence-board').textContent.includes('could not be loaded')").await;
        page.back().await;
        page.play().await;
        page.train_to(20, 60).await;
    })
    .await;
}

#[tokio::test]
async fn a_recipe_is_put_into_run_b_alone() {
    with_page(|page| async move {
        page.open("#v=1&data=ring8&seed=4&b:pack=2").await;
        page.click("use-recipe-b").await;
        let recipe = saddle::experiment::recipes::recipe("ring8").expect("a recipe");
        let mut comparison = saddle::experiment::link::read("v=1&data=ring8&seed=4&b:pack=2").script.now();
        comparison.set_recipe(saddle::experiment::RunId(1), recipe);
        let link =
            format!("#{}", saddle::experiment::link::write(&saddle::experiment::Script::of(&comparison)));
        page.until("the link", 5, &format!("return location.hash === '{link}'")).await;
        page.ready().await;
        assert!(page.message().await.is_empty());
        page.play().await;
        page.train_to(5, 60).await;
        page.pause().await;
        // From here on it costs steps: the page asks.
        page.click("tip-pack-b").await;
        page.until("a question", 5, "return el('message').textContent.includes('again from step 0')").await;
    })
    .await;
}
