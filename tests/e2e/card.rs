//! What a card shows where a run has it, and the charts' other axes.

use serde_json::json;

use super::browser::with_page;

const DIGITS: &str = "#v=1&data=digits8&seed=2&batch=16&g.width=8&d.width=8&snapshot.every=20";

#[tokio::test]
async fn the_average_of_g_is_shown_on_request() {
    with_page(|page| async move {
        page.open(&format!("{DIGITS}&b:ema=0.99")).await;
        page.play().await;
        page.train_to(40, 90).await;
        page.pause().await;
        assert_eq!(
            page.script("return !!inside('a', 'show-average')?.checkVisibility()", vec![]).await,
            false
        );
        let own = page.picture('b').await;
        page.script("inside('b', 'show-average').click()", vec![]).await;
        page.until("another picture", 5, &format!("return picture('b').hash !== {}", own.hash)).await;
        page.script("inside('b', 'show-g').click()", vec![]).await;
        page.until("the picture of G", 5, &format!("return picture('b').hash === {}", own.hash)).await;
    })
    .await;
}

#[tokio::test]
async fn every_scale_and_every_spectral_norm_is_shown() {
    with_page(|page| async move {
        page.open(&format!("{DIGITS}&b:multi_scale=1&b:d.spectral=1")).await;
        page.play().await;
        page.train_to(20, 90).await;
        page.pause().await;
        page.until("a strip of 4 px", 5, "return inside('b', 'scales').textContent.includes('4 px')").await;
        let sigmas = page.script("return inside('b', 'sigmas').title", vec![]).await;
        assert!(sigmas.as_str().is_some_and(|text| text.matches("D ").count() >= 2), "{sigmas}");
        assert_eq!(page.script("return inside('a', 'scales').checkVisibility()", vec![]).await, false);
    })
    .await;
}

#[tokio::test]
async fn a_snapshot_has_metrics_with_the_best_and_the_last() {
    with_page(|page| async move {
        page.open("#v=1&data=ring8&seed=2&batch=16&snapshot.every=20&b:").await;
        page.play().await;
        page.train_to(70, 60).await;
        page.pause().await;
        let energy = page.number('a', "metric-energy").await;
        assert!(energy.is_some_and(|v| v.is_finite()), "{energy:?}");
        let best = page.script("return inside('a', 'best').textContent", vec![]).await;
        let best = best.as_str().expect("text");
        assert!(best.starts_with("Best: step ") && best.contains("last: "), "{best}");
    })
    .await;
}

#[tokio::test]
async fn the_charts_count_steps_updates_or_seconds() {
    with_page(|page| async move {
        page.open("#v=1&data=ring8&seed=2&batch=16&b:d.steps=3").await;
        page.play().await;
        page.train_to(40, 60).await;
        page.pause().await;
        for (index, unit) in ["Step", "of D", "of G", "s of training"].into_iter().enumerate() {
            let choose = "const a = el('axis'); a.value = arguments[0]; a.dispatchEvent(new Event('change'));
                const chart = document.querySelector('.chart-losses'); chart.focus();
                chart.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowLeft', bubbles: true }))";
            page.script(choose, vec![json!(index)]).await;
            let shown =
                format!("return document.querySelector('.cursor-step').textContent.includes('{unit}')");
            page.until(unit, 5, &shown).await;
        }
    })
    .await;
}

#[tokio::test]
async fn what_points_do_not_have_is_greyed_with_the_reason() {
    with_page(|page| async move {
        page.open("#v=1&data=ring8&seed=2&b:").await;
        let script = "const s = el('tip-multi-scale-b'); return s.disabled && s.closest('.tip').innerText.includes('for images')";
        assert_eq!(page.script(script, vec![]).await, true);
        let presets = "const row = el('tip-ttur-b').closest('.tip'); row.querySelector('.tip-title').click()";
        page.script(presets, vec![]).await;
        page.until("ready settings", 5, "return el('preset-ttur-b')?.options.length > 3").await;
        page.script(
            "const m = el('preset-ttur-b'); m.value = '1'; m.dispatchEvent(new Event('change'))",
            vec![],
        )
        .await;
        page.until("the link", 5, "return location.hash.includes('b:d.lr=')").await;
        page.turn_to("lessons/spectral").await;
        page.script("el('try-spectral').click()", vec![]).await;
        page.until("the lesson", 10, "return location.hash.includes('b:d.spectral=1')").await;
        page.ready().await;
    })
    .await;
}

#[tokio::test]
async fn a_discriminator_that_has_won_is_asked_about_once() {
    with_page(|page| async move {
        // G stands still: D wins soon.
        page.open("#v=1&data=ring8&seed=2&steps=100000&batch=16&g.steps=0&d.lr=5e-3").await;
        page.play().await;
        page.until("the question", 60, "return el('message')?.textContent.includes('D of run A has won')")
            .await;
        page.until("a pause", 10, "return !!el('play')").await;
        page.settled().await;
        let (at, _) = page.steps().await;
        page.script("named('Go on').click()", vec![]).await;
        page.train_to(at as u32 + 400, 60).await;
        assert_eq!(page.script("return !!el('pause')", vec![]).await, true, "it trains on without asking");
        assert_eq!(page.message().await, "");
    })
    .await;
}

#[tokio::test]
async fn what_a_run_does_by_itself_is_marked_and_told() {
    with_page(|page| async move {
        let fragment =
            "#v=1&data=ring8&seed=2&steps=100000&batch=16&g.steps=0&d.lr=5e-3&lr.schedule=on-collapse";
        page.open(fragment).await;
        page.play().await;
        page.until("the mark", 60, "return el('chart-note').textContent.includes('halved')").await;
        assert_eq!(
            page.script("return !!el('pause')", vec![]).await,
            true,
            "the run acts by itself: no question"
        );
    })
    .await;
}

#[tokio::test]
async fn a_run_in_turn_says_which_class_it_trains_on() {
    with_page(|page| async move {
        page.open(&format!("{DIGITS}&steps=1000&classes=in-turn")).await;
        page.play().await;
        page.until("class 0", 60, "return inside('a', 'status').textContent.includes('class 0')").await;
        page.until("class 1", 90, "return inside('a', 'status').textContent.includes('class 1')").await;
    })
    .await;
}

#[tokio::test]
async fn capacity_is_told_in_parameters_and_in_what_d_sees() {
    with_page(|page| async move {
        page.open(&format!("{DIGITS}&b:d.depth=2")).await;
        page.script("el('tip-capacity-a').closest('.tip').querySelector('.tip-title').click()", vec![]).await;
        page.until("sizes of both", 10, "return el('capacity')?.children.length === 2").await;
        let text = page.script("return el('capacity').textContent", vec![]).await;
        let text = text.as_str().expect("text");
        assert!(text.contains("parameters") && text.contains("receptive field"), "{text}");
    })
    .await;
}
