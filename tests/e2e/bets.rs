//! A bet on a tip: choose, run three seeds in the background, see who was right.

use super::browser::with_page;
use super::page::Page;

/// The six runs of a tip on the ring, on a busy machine.
const SECONDS: u64 = 240;

const TEXT: &str = "const text = id => el(id)?.textContent ?? '';";

async fn says(page: &Page, id: &str) -> String {
    let text = page.script(&format!("{TEXT} return text('{id}')"), vec![]).await;
    text.as_str().unwrap_or_default().to_owned()
}

/// Brings a control to the middle, clear of what sticks to the edges, and clicks it.
async fn click(page: &Page, id: &str) {
    page.script(&format!("el('{id}').scrollIntoView({{ block: 'center' }})"), vec![]).await;
    page.click(id).await;
}

async fn bet(page: &Page, tip: &str, choice: &str) {
    click(page, &format!("bet-{tip}-{choice}")).await;
    click(page, &format!("bet-{tip}-run")).await;
}

/// The cells of the table of runs, row by row.
async fn cells(page: &Page, tip: &str) -> Vec<Vec<String>> {
    let script = format!(
        "return [...el('bet-{tip}').querySelectorAll('tbody tr')].map(row => [...row.cells].map(c => c.textContent))"
    );
    serde_json::from_value(page.script(&script, vec![]).await).expect("a table")
}

/// The runs of the drawing.
async fn dots(page: &Page, tip: &str) -> i64 {
    let script = format!("return el('bet-{tip}').querySelectorAll('circle').length");
    page.script(&script, vec![]).await.as_i64().expect("a number")
}

#[tokio::test]
async fn a_bet_trains_three_seeds_and_tells_who_was_right() {
    with_page(|page| async move {
        page.open("#v=1&data=ring8&seed=3&b:loss=hinge").await;
        page.turn_to("lessons/loss").await;
        let off = "return el('bet-loss-run').disabled";
        assert_eq!(page.script(off, vec![]).await, true, "nothing is chosen yet");
        bet(&page, "loss", "better").await;
        page.until(
            "real numbers",
            60,
            &format!("{TEXT} return /\\d of 6 runs/.test(text('bet-loss-progress')) && el('bet-loss').querySelector('progress').value > 0"),
        )
        .await;
        let other = "const other = document.querySelector('[data-testid=bet-noise-run]');
            return other.disabled && other.textContent";
        assert_eq!(page.script(other, vec![]).await, "Another bet is running");
        page.until("the result", SECONDS, "return !!el('bet-loss-result')").await;
        let result = says(&page, "bet-loss-result").await;
        assert!(result.contains("You said better. Measured: "), "{result}");
        let rows = cells(&page, "loss").await;
        assert_eq!(rows.len(), 3, "{rows:?}");
        for (row, seed) in rows.iter().zip(1..) {
            assert_eq!(row[0], seed.to_string());
            assert!(row[1..].iter().all(|cell| cell.contains(" times real samples, ")), "{row:?}");
        }
        assert_eq!(dots(&page, "loss").await, 6);
        let right = result.contains("Measured: better in 3 of 3");
        assert!(result.contains(if right { "was right" } else { "was wrong" }), "{result}");
        let score = format!("Your bets: {} of 1 right", usize::from(right));
        page.turn_to("lessons").await;
        assert!(says(&page, "bets-score").await.starts_with(&score));
        page.turn_to("lessons/loss").await;

        // A second bet is answered from memory, and does not count.
        click(&page, "bet-loss-run").await;
        bet(&page, "loss", "worse").await;
        page.until("the same result at once", 2, "return !!el('bet-loss-result')").await;
        assert_eq!(cells(&page, "loss").await, rows);
        let again = says(&page, "bet-loss-result").await;
        assert!(again.contains("You said worse") && again.contains("earlier in this visit"), "{again}");

        // The next visit knows who was right, and has measured nothing.
        page.driver.refresh().await.expect("a reload");
        page.until("the lesson", 30, "return !!el('bet-loss-better')").await;
        assert_eq!(page.script("return !!el('bet-loss-result')", vec![]).await, false);
        page.turn_to("lessons").await;
        assert!(says(&page, "bets-score").await.starts_with(&score));
    })
    .await;
}

#[tokio::test]
async fn stop_leaves_the_card_as_before_and_the_runs_on_top_go_on() {
    with_page(|page| async move {
        page.open("#v=1&data=ring8&seed=3&steps=100000&batch=16&g.width=16&d.width=16&b:loss=hinge").await;
        page.play().await;
        page.train_to(20, 60).await;
        page.turn_to("lessons/noise").await;
        bet(&page, "noise", "same").await;
        let moved = "return el('bet-noise').querySelector('progress').value > 0";
        page.until("steps in the background", 90, moved).await;
        click(&page, "bet-noise-run").await;
        let before = "return !el('bet-noise-progress') && !el('bet-noise-result') && !el('bet-noise').querySelector('table')
            && el('bet-noise-same').checked && !el('bet-noise-run').disabled && el('bet-noise-run').textContent === 'Run three seeds'";
        page.until("the card as before", 5, before).await;
        page.driver.back().await.expect("the runs");
        let (a, _) = page.steps().await;
        page.train_to(a as u32 + 40, 60).await;
        page.turn_to("lessons").await;
        assert!(says(&page, "bets-score").await.starts_with("Bet first"), "nothing was counted");
    })
    .await;
}

#[tokio::test]
async fn the_keyboard_is_enough_to_bet() {
    with_page(|page| async move {
        page.open("#v=1&data=ring8&seed=3&b:").await;
        page.turn_to("lessons/k").await;
        page.script("el('try-k').focus()", vec![]).await;
        let keys = page.driver.action_chain();
        // Tab comes to the choices, the arrows choose, Tab comes to the button.
        keys.send_keys("\u{e004} \u{e015}\u{e015}\u{e004} ").perform().await.expect("keys");
        page.until("runs under way", 60, "return !!el('bet-k-progress')").await;
        let here =
            "return el('bet-k-worse').checked && document.activeElement?.dataset.testid === 'bet-k-run'";
        assert_eq!(page.script(here, vec![]).await, true, "the focus stays on the button");
        page.driver.action_chain().send_keys(" ").perform().await.expect("a key");
        page.until("stopped", 5, "return !el('bet-k-progress')").await;
    })
    .await;
}
