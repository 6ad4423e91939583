//! Cases: choose one, see what rescues it, try that, hear the doctor; the board as a picture by keyboard.
//!
//! They need www/clinic/ with measurements in it, and hold whatever these say.

use serde_json::{Value, json};

use super::browser::with_page;
use super::page::Page;

/// Seconds for 1,200 steps of two small runs on a busy machine.
const SECONDS: u64 = 240;

async fn choose(page: &Page, id: &str, value: &str) {
    let script = "const menu = el(arguments[0]); menu.value = arguments[1];
        menu.dispatchEvent(new Event('change', { bubbles: true }))";
    page.script(script, vec![json!(id), json!(value)]).await;
}

async fn board_is_here(page: &Page) {
    page.turn_to("board").await;
    page.until("the picture", 30, "return !!el('picture')?.querySelector('td[data-arm]')").await;
}

/// What the page's own file says of a case: (arm, rescued, runs) of every cell.
async fn cells(page: &Page, case: &str) -> Vec<(String, u64, u64)> {
    let read =
        "const [id, done] = arguments; fetch('./clinic/board.json').then(r => r.json()).then(b => done(
        b.columns.find(c => c.case === id).cells.map(c => [c.arm, c.side.rescued, c.side.runs])))";
    let found = page.driver.execute_async(read, vec![json!(case)]).await.expect("the file").json().clone();
    serde_json::from_value(found).expect("cells")
}

#[tokio::test]
async fn a_case_is_chosen_its_best_tip_tried_and_the_doctor_speaks() {
    with_page(|page| async move {
        page.open("#v=2&data=moons&seed=7&b:=").await;
        board_is_here(&page).await;
        page.back().await;
        choose(&page, "case-menu", "g-fast").await;
        page.until("the case", 20, "return el('case')?.textContent.includes('G learns twenty times as fast')").await;
        page.until("one run", 20, "return !el('run-b') && !!inside('a', 'samples')").await;
        page.until("the link", 5, "return location.hash.includes('g.lr=0.02') || location.hash.includes('g.lr=2e-2')").await;
        assert_eq!(page.script("return el('seed').value", vec![]).await, "7", "the seed stays");
        let offers = page.script("return [...el('case').querySelectorAll('[data-testid^=try-arm-]')].map(b => b.dataset.testid)", vec![]).await;
        let offers: Vec<String> = serde_json::from_value(offers).expect("hooks");
        assert!(!offers.is_empty() && offers.len() <= 5, "{offers:?}");
        let best = offers[0].strip_prefix("try-arm-").expect("an arm").to_owned();
        let (_, rescued, runs) = cells(&page, "g-fast").await.into_iter().find(|(arm, ..)| *arm == best).expect("a cell");
        let said = page.script("return el('case').textContent", vec![]).await;
        assert!(said.as_str().is_some_and(|text| text.contains(&format!("rescued {rescued} of {runs}"))), "{said}");
        let at_a_switch = "return [...document.querySelectorAll('[data-testid^=rates-of-]')].some(p => p.textContent.includes('rescued'))";
        assert_eq!(page.script(at_a_switch, vec![]).await, true);
        page.click(&offers[0]).await;
        page.until("run B", 20, "return !!inside('b', 'samples')").await;
        page.until("the button says so", 5, "return el('case').textContent.includes('In run B')").await;
        page.play().await;
        page.train_to(1200, SECONDS).await;
        page.until("the doctor's words on both", 20, "return ['a', 'b'].every(r => inside(r, 'verdict')?.textContent.length > 3)").await;
    })
    .await;
}

#[tokio::test]
async fn the_menu_shows_the_case_of_a_link_and_asks_before_steps_are_lost() {
    with_page(|page| async move {
        page.open("#v=2&data=ring8&steps=1200&snapshot.every=100&g.lr=2e-2&seed=11").await;
        page.until("the case", 10, "return el('case-menu').value === 'g-fast'").await;
        page.play().await;
        page.train_to(20, 60).await;
        page.pause().await;
        choose(&page, "case-menu", "d-slow").await;
        page.until("a question", 5, "return el('message').textContent.includes('D too slow')").await;
        page.script("named('Leave it as it is').click()", vec![]).await;
        page.until("as it was", 5, "return el('case-menu').value === 'g-fast'").await;
        choose(&page, "case-menu", "d-slow").await;
        page.until("a question", 5, "return el('message').textContent.includes('D too slow')").await;
        page.script("named('Start it').click()", vec![]).await;
        page.until(
            "the other case",
            20,
            "return location.hash.includes('d.lr=') && number('a', 'step-count') === 0",
        )
        .await;
        page.click("undo").await;
        page.until(
            "the first again",
            20,
            "return el('case-menu').value === 'g-fast' && number('a', 'step-count') > 0",
        )
        .await;
    })
    .await;
}

#[tokio::test]
async fn runs_that_were_prepared_come_back_by_undo_and_by_back() {
    with_page(|page| async move {
        let link = "#v=2&data=ring8&seed=1&b:loss=hinge&c:noise=0.3";
        page.open(link).await;
        let three = "return !!inside('c', 'samples') && location.hash.includes('c:noise=0.3')";
        for way in ["undo", "back"] {
            page.until("three runs", 20, three).await;
            choose(&page, "case-menu", "d-slow").await;
            page.until("the case", 20, "return !el('run-b') && location.hash.includes('d.lr=')").await;
            let undo = "document.querySelector('.message-buttons button')";
            page.until("the way back", 20, &format!("return {undo}?.textContent === 'Undo'")).await;
            match way {
                "undo" => drop(page.script(&format!("{undo}.click()"), vec![]).await),
                _ => page.driver.back().await.expect("the runs"),
            }
        }
        page.until("three runs", 20, three).await;
    })
    .await;
}

#[tokio::test]
async fn the_picture_is_walked_and_opened_by_keyboard() {
    with_page(|page| async move {
        page.open("#v=2&data=ring8&seed=1&b:=").await;
        board_is_here(&page).await;
        let stops = "return document.querySelectorAll('.picture td[tabindex=\"0\"]').length";
        assert_eq!(page.script(stops, vec![]).await, 1, "one tab stop");
        page.script("el('picture').querySelector('td[tabindex=\"0\"]').focus()", vec![]).await;
        let here = "const cell = document.activeElement; return [cell.dataset.arm, cell.dataset.case]";
        let first = page.script(here, vec![]).await;
        // Down, right, right.
        page.driver.action_chain().send_keys("\u{e015}\u{e014}\u{e014}").perform().await.expect("keys");
        let there = page.script(here, vec![]).await;
        assert!(there[0] != first[0] && there[1] != first[1], "{first} {there}");
        assert_eq!(page.script(stops, vec![]).await, 1);
        let line = "return el('picture-line').textContent.length > 20";
        page.until("the cell in words", 5, line).await;
        page.driver.action_chain().send_keys("\u{e007}").perform().await.expect("a key");
        page.until(
            "the cell is open",
            5,
            "return el('cell')?.open && document.activeElement === el('cell-close')",
        )
        .await;
        page.driver.action_chain().send_keys("\u{e00c}").perform().await.expect("a key");
        page.until("it is closed", 5, "return !el('cell')").await;
        assert_eq!(page.script(here, vec![]).await, there, "the focus is back");
    })
    .await;
}

#[tokio::test]
async fn what_is_not_measured_yet_is_folded_and_the_keys_go_through_what_is_seen() {
    with_page(|page| async move {
        page.open("#v=2&data=ring8&seed=1&b:=").await;
        board_is_here(&page).await;
        if page.script("return !el('picture-fold')", vec![]).await == true {
            return; // Everything is measured.
        }
        let seen = "return [...el('picture').querySelectorAll('.folded')].filter(e => e.getClientRects().length).length";
        assert_eq!(page.script(seen, vec![]).await, 0);
        let last = "const cell = document.activeElement; return [!!cell.dataset.arm, !!cell.closest('tr.folded')]";
        let to_the_end = async || {
            page.script("el('picture').querySelector('td[tabindex=\"0\"]').focus()", vec![]).await;
            // Control and End.
            page.driver.action_chain().key_down('\u{e009}').send_keys("\u{e010}").key_up('\u{e009}').perform().await.expect("keys");
            page.script(last, vec![]).await
        };
        assert_eq!(to_the_end().await, json!([true, false]));
        page.script("el('picture-fold').focus()", vec![]).await;
        page.driver.action_chain().send_keys("\u{e007}").perform().await.expect("a key");
        page.until("the rows", 5, &seen.replace(".length).length", ".length).length > 0")).await;
        let here = "const b = document.activeElement; return [b.dataset.testid, b.getAttribute('aria-expanded')]";
        assert_eq!(page.script(here, vec![]).await, json!(["picture-fold", "true"]), "the focus stays");
        assert_eq!(to_the_end().await, json!([true, true]));
        // Folded again, the tab stop is one that is seen.
        page.script("el('picture-fold').click()", vec![]).await;
        let stop = "const s = document.querySelectorAll('.picture td[tabindex=\"0\"]'); return s.length === 1 && s[0].getClientRects().length > 0";
        page.until("a tab stop", 5, stop).await;
    })
    .await;
}

#[tokio::test]
async fn an_opened_cell_says_whether_it_carries_over() {
    with_page(|page| async move {
        page.open("#v=2&data=ring8&seed=1&b:=").await;
        board_is_here(&page).await;
        let read = "const done = arguments[0]; fetch('./clinic/g-fast.json').then(r => r.json()).then(f => done(Object.keys(f.carry)))";
        let announced = page.driver.execute_async(read, vec![]).await.expect("the file").json().clone();
        let arm = announced[0].as_str().expect("a cell").to_owned();
        page.script("document.getElementById('cell-g-fast-' + arguments[0]).click()", vec![json!(arm)]).await;
        page.until("its strip", 20, "return el('carry')?.querySelectorAll('li[data-mark]').length === 7").await;
        let said = page.script("return [...el('carry').querySelectorAll('li .sr-only')].map(s => s.textContent)", vec![]).await;
        let said: Vec<String> = serde_json::from_value(said).expect("words");
        assert!(said[0].starts_with("as it is: ") && said[6].starts_with("twice the length: "), "{said:?}");
        let rows = "return el('carry').querySelectorAll('tbody tr').length";
        assert_eq!(page.script(rows, vec![]).await, 7);
    })
    .await;
}

#[tokio::test]
async fn an_opened_cell_shows_its_runs_and_opens_its_comparison() {
    with_page(|page| async move {
        page.open("#v=2&data=moons&seed=1&b:=").await;
        board_is_here(&page).await;
        let (arm, rescued, runs) =
            cells(&page, "g-fast").await.into_iter().max_by_key(|(_, rescued, _)| *rescued).expect("a cell");
        let open = "document.getElementById('cell-g-fast-' + arguments[0]).click()";
        page.script(open, vec![json!(arm)]).await;
        page.until("its dots", 20, "return el('cell-dots')?.querySelectorAll('circle').length > 4").await;
        let sentence = page.script("return el('cell-sentence').textContent", vec![]).await;
        assert!(
            sentence.as_str().is_some_and(|text| text.contains(&format!("{rescued} of {runs} runs reach"))),
            "{sentence}"
        );
        page.click("cell-open").await;
        page.until("the comparison", 20, "return el('case-menu').value === 'g-fast' && scrollY === 0").await;
        page.ready().await;
        assert_eq!(page.script("return !el('cell')", vec![]).await, Value::Bool(true));
        // Back leads to the cell, and from there to its place on the board.
        page.driver.back().await.expect("the board");
        let cell = format!("return el('cell')?.open && location.hash === '#board/g-fast/{arm}'");
        page.until("the cell", 20, &cell).await;
        page.click("cell-close").await;
        let there =
            format!("return document.activeElement.id === 'cell-g-fast-{arm}' && location.hash === '#board'");
        page.until("its place", 5, &there).await;
    })
    .await;
}

#[tokio::test]
async fn on_a_telephone_one_case_is_shown_at_a_time() {
    with_page(|page| async move {
        page.driver.set_window_rect(0, 0, 500, 844).await.expect("a size");
        page.open("#v=2&data=ring8&seed=1&b:=").await;
        board_is_here(&page).await;
        let columns = "return el('picture').querySelectorAll('thead th').length";
        assert_eq!(page.script(columns, vec![]).await, 1);
        choose(&page, "picture-case", "momentum").await;
        page.until("the other case", 5, "return el('picture').querySelector('thead th').textContent === 'Momentum'").await;
        let wide = "return document.documentElement.scrollWidth - innerWidth";
        assert!(page.script(wide, vec![]).await.as_i64() <= Some(0), "it scrolls sideways");
        choose(&page, "picture-case", "").await;
        page.until("all cases", 5, "return el('picture').querySelectorAll('thead th').length > 10").await;
        assert!(page.script(wide, vec![]).await.as_i64() <= Some(0), "only the table scrolls sideways");
        choose(&page, "picture-order", "case-momentum").await;
        page.until("the rows in another order", 5, "return !el('picture').querySelector('.picture-tip') || !el('picture').querySelector('tbody tr').classList.contains('picture-tip')").await;
    })
    .await;
}
