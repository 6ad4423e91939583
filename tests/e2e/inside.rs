//! Looking inside the runs.

use std::time::Duration;

use serde_json::json;
use thirtyfour::{Key, TypingData};

use super::browser::with_page;
use super::page::Page;

/// The pictures of both runs as numbers.
async fn pictures(page: &Page) -> (i64, i64) {
    let both = page.script("return [picture('a').hash, picture('b').hash]", vec![]).await;
    (both[0].as_i64().expect("a picture of A"), both[1].as_i64().expect("a picture of B"))
}

/// Waits until both pictures are others than `before`; answers which.
async fn changed(page: &Page, what: &str, (a, b): (i64, i64)) -> (i64, i64) {
    let script = format!("return picture('a').hash !== {a} && picture('b').hash !== {b}");
    page.until(what, 10, &script).await;
    pictures(page).await
}

/// Waits until a picture is another than `before`: where D is flat, arrows have no length.
async fn one_changed(page: &Page, what: &str, (a, b): (i64, i64)) -> (i64, i64) {
    let script = format!("return picture('a').hash !== {a} || picture('b').hash !== {b}");
    page.until(what, 10, &script).await;
    pictures(page).await
}

/// Waits until both pictures are as `before`.
async fn back(page: &Page, what: &str, (a, b): (i64, i64)) {
    let script = format!("return picture('a').hash === {a} && picture('b').hash === {b}");
    page.until(what, 10, &script).await;
}

#[tokio::test]
async fn what_is_inside_is_drawn_at_rest_and_in_training_and_goes_without_a_trace() {
    with_page(|page| async move {
        // Trails need frames of the past, which a run of a few fast steps may not have.
        page.open("#v=1&data=ring8&seed=2&batch=16&g.width=16&d.width=16&b:g.lr=1e-2").await;
        page.play().await;
        page.train_to(60, 60).await;
        page.pause().await;
        let plain = pictures(&page).await;
        page.click("inside").await;
        for layer in ["arrows", "manifold", "density", "together"].map(|layer| format!("inside-{layer}")) {
            let layer = layer.as_str();
            page.click(layer).await;
            match layer {
                "inside-arrows" => one_changed(&page, "arrows are drawn", plain).await,
                _ => changed(&page, "it is drawn in both pictures", plain).await,
            };
            page.click(layer).await;
            back(&page, "the pictures are as before", plain).await;
        }
        page.click("inside-arrows").await;
        page.play().await;
        page.train_to(200, 60).await;
        page.pause().await;
        let drawn = pictures(&page).await;
        page.click("inside-arrows").await;
        let plain = one_changed(&page, "the arrows of training are gone", drawn).await;
        page.click("inside-arrows").await;
        one_changed(&page, "and there again", plain).await;
        // The next visit finds them.
        page.driver.refresh().await.expect("the page again");
        page.ready().await;
        page.click("inside").await;
        page.until(
            "they are still on",
            10,
            "return el('inside-arrows').getAttribute('aria-pressed') === 'true'",
        )
        .await;
    })
    .await;
}

const DIGITS: &str = "#v=2&data=digits8&seed=2&batch=16&g.width=8&d.width=8&b:loss=hinge";

/// The canvas with this hook as a number.
async fn canvas(page: &Page, hook: &str) -> i64 {
    let script = "const canvas = el(arguments[0]); if (!canvas) return -1;
        const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
        let hash = 0;
        for (const v of data) hash = (hash * 31 + v) | 0;
        return hash";
    page.script(script, vec![json!(hook)]).await.as_i64().expect("a number")
}

/// Waits until the canvas is another than `before`; answers which.
async fn redrawn(page: &Page, what: &str, hook: &str, before: i64) -> i64 {
    for _ in 0..200 {
        let now = canvas(page, hook).await;
        if now != before {
            return now;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("{hook} stays as it was: {what}");
}

/// Waits until the canvas is `expected`.
async fn becomes(page: &Page, what: &str, hook: &str, expected: i64) {
    for _ in 0..200 {
        if canvas(page, hook).await == expected {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("{hook} does not become what it was: {what}");
}

async fn text(page: &Page, hook: &str) -> String {
    page.script("return el(arguments[0])?.textContent ?? ''", vec![json!(hook)])
        .await
        .as_str()
        .unwrap_or("")
        .to_owned()
}

async fn press(page: &Page, keys: impl Into<TypingData>) {
    page.driver.action_chain().send_keys(keys).perform().await.expect("keys");
}

/// Two runs on digits with some steps behind them, at rest, and the menu of what is inside open.
async fn digits(page: &Page) {
    page.open(DIGITS).await;
    page.play().await;
    page.train_to(60, 60).await;
    page.pause().await;
    page.click("inside").await;
}

#[tokio::test]
async fn images_are_sorted_by_what_d_says_which_is_read_by_eye_by_key_and_in_a_table() {
    with_page(|page| async move {
        digits(&page).await;
        let plain = pictures(&page).await;
        page.click("inside-judged").await;
        let judged = changed(&page, "numbers stand under both runs' images", plain).await;
        page.click("inside-sorted").await;
        changed(&page, "both are in another order", judged).await;
        page.click("judged-table").await;
        let script = "return [...el('judged-rows').rows].map(row => [...row.cells].map(c => Number(c.textContent.replaceAll('−', '-'))))";
        let rows: Vec<[f64; 3]> =
            serde_json::from_value(page.script(script, vec![]).await).expect("a table of numbers");
        assert_eq!(rows.len(), 64);
        assert!(rows.windows(2).all(|pair| pair[0][2] >= pair[1][2]), "from real to fake: {rows:?}");
        assert!(rows[0][2] > rows[63][2], "D tells them apart: {rows:?}");
        let mut samples: Vec<_> = rows.iter().map(|row| row[1] as u32).collect();
        assert_ne!(samples, (1..=64).collect::<Vec<_>>());
        samples.sort_unstable();
        assert_eq!(samples, (1..=64).collect::<Vec<_>>(), "each image once");
        page.script("el('picker').focus()", vec![]).await;
        press(&page, Key::End + "").await;
        let last = text(&page, "picked").await;
        assert!(last.starts_with(&format!("Image {} of 64", rows[63][1])), "{last}");
        let spoken = page.script("return el('picker').parentElement.querySelector('.picker ~ [role=status]').textContent", vec![]);
        assert_eq!(spoken.await, json!(last), "what is seen is also said");
        page.click("inside-sorted").await;
        page.click("inside-judged").await;
        back(&page, "the pictures are as before", plain).await;
    })
    .await;
}

#[tokio::test]
async fn a_walk_goes_between_two_chosen_images_and_follows_training() {
    with_page(|page| async move {
        digits(&page).await;
        let plain = pictures(&page).await;
        assert_eq!(canvas(&page, "walk").await, -1, "no walk until it is switched on");
        page.click("inside-walk").await;
        page.until("the strip", 5, "return !!el('walk')").await;
        let first = redrawn(&page, "the first walk", "walk", 0).await;
        page.script("el('picker').focus()", vec![]).await;
        press(&page, Key::Home + Key::Right + Key::Right + Key::Enter).await;
        let chosen = redrawn(&page, "another end by keyboard", "walk", first).await;
        let label = page.script("return el('walk').getAttribute('aria-label')", vec![]).await;
        assert_eq!(label, json!("Run A: 9 images on the way from image 10 to image 3"));
        page.click("walk-circle").await;
        let circle = redrawn(&page, "the great circle", "walk", chosen).await;
        let click = "const box = el('picker').getBoundingClientRect(), at = { bubbles: true, clientX: box.x + box.width * 0.95, clientY: box.y + box.height * 0.95 };
            el('picker').dispatchEvent(new PointerEvent('pointerdown', at)); el('picker').dispatchEvent(new MouseEvent('click', at))";
        page.script(click, vec![]).await;
        let clicked = redrawn(&page, "another end by click", "walk", circle).await;
        let label = page.script("return el('walk').getAttribute('aria-label')", vec![]).await;
        assert_eq!(label, json!("Run A: 9 images on the way from image 3 to image 64"));
        page.play().await;
        redrawn(&page, "it follows training", "walk", clicked).await;
        page.pause().await;
        page.click("inside-walk").await;
        page.until("the strip is gone", 5, "return !el('walk')").await;
        assert_ne!(pictures(&page).await, plain, "it has trained");
    })
    .await;
}

#[tokio::test]
async fn a_plane_lies_around_chosen_images_and_sliders_move_one_of_them() {
    with_page(|page| async move {
        digits(&page).await;
        let label = async |hook: &str| {
            page.script("return el(arguments[0]).getAttribute('aria-label')", vec![json!(hook)]).await
        };
        page.click("inside-plane").await;
        page.until("the plane", 5, "return !!el('plane')").await;
        let first = redrawn(&page, "the first plane", "plane", 0).await;
        page.script("el('picker').focus()", vec![]).await;
        press(&page, Key::Home + Key::Right + Key::Enter).await;
        let chosen = redrawn(&page, "another image by keyboard", "plane", first).await;
        let words = "Run A: image 1 in the middle, to the right towards image 10, down towards image 2, at right angles";
        assert_eq!(label("plane").await, json!(words));
        page.click("plane-latents").await;
        let latents = redrawn(&page, "over two latents", "plane", chosen).await;
        page.click("plane-zero").await;
        redrawn(&page, "around 0", "plane", latents).await;
        // One of them at a time.
        page.click("inside-sliders").await;
        let alone = "return !!el('slid') && !el('plane') && el('inside-plane').getAttribute('aria-pressed') === 'false'";
        page.until("sliders in the place of the plane", 5, alone).await;
        assert_eq!(label("slid").await, json!("Run A: image 2 as the sliders have it"));
        let drawn = redrawn(&page, "the image as it is", "slid", 0).await;
        page.script("el('latent-1').focus()", vec![]).await;
        press(&page, Key::Home + "").await;
        redrawn(&page, "the first latent at its end", "slid", drawn).await;
        let ends = "return el('latent-1').getAttribute('aria-valuetext') === '−3.00'";
        page.until("which is said", 5, ends).await;
        // Sixty moves in one go: the newest is shown.
        let sweep = "const slider = el('latent-2');
            for (let i = 0; i <= 60; i++) {
                slider.value = i / 20;
                slider.dispatchEvent(new Event('input', { bubbles: true }));
            }
            return slider.value";
        assert_eq!(page.script(sweep, vec![]).await, json!("3"));
        page.click("latents-drawn").await;
        becomes(&page, "as it was drawn", "slid", drawn).await;
        page.play().await;
        redrawn(&page, "it follows training", "slid", drawn).await;
        page.pause().await;
        page.click("inside-sliders").await;
        page.until("the sliders are gone", 5, "return !el('slid') && !el('latent-1')").await;
    })
    .await;
}

#[tokio::test]
async fn the_first_layers_are_shown_and_change_with_training() {
    with_page(|page| async move {
        digits(&page).await;
        page.click("inside-kernels").await;
        page.until("two pictures", 5, "return !!el('kernels-d') && !!el('kernels-g')").await;
        let d = redrawn(&page, "those of D", "kernels-d", 0).await;
        let g = redrawn(&page, "those of G", "kernels-g", 0).await;
        page.play().await;
        redrawn(&page, "D learns", "kernels-d", d).await;
        redrawn(&page, "G learns", "kernels-g", g).await;
        page.pause().await;
        page.click("inside-kernels").await;
        page.until("they are gone", 5, "return !el('kernels-d')").await;
    })
    .await;
}

#[tokio::test]
async fn two_pictures_are_zoomed_and_moved_together() {
    with_page(|page| async move {
        // Equal runs: the same part of both is the same picture.
        page.open("#v=2&data=digits8&seed=2&batch=16&g.width=8&d.width=8&b:").await;
        page.click("compare").await;
        let whole = redrawn(&page, "the picture", "compare-picture", 0).await;
        press(&page, "+").await;
        let middle = redrawn(&page, "nearer", "compare-picture", whole).await;
        assert_eq!(text(&page, "compare-zoom").await, "2.0 times as large");
        page.script("el('compare-frame').focus()", vec![]).await;
        press(&page, Key::Right + "").await;
        let right = redrawn(&page, "more of the right", "compare-picture", middle).await;
        page.click("flip").await;
        page.until("B in front", 5, "return el('compare-front').textContent.includes('run B')").await;
        tokio::time::sleep(Duration::from_millis(200)).await;
        assert_eq!(canvas(&page, "compare-picture").await, right, "the same part of B");
        // A drag brings the middle back and is no click.
        let pointer = "const [kind, x, y] = arguments, canvas = el('compare-picture'), box = canvas.getBoundingClientRect();
            canvas.dispatchEvent(new PointerEvent(kind, { bubbles: true, pointerId: 1, button: kind === 'pointerdown' ? 0 : -1,
                clientX: box.x + box.width * x, clientY: box.y + box.height * y }))";
        for (kind, x) in [("pointerdown", 0.5), ("pointermove", 0.6), ("pointermove", 0.625), ("pointerup", 0.625)] {
            page.script(pointer, vec![json!(kind), json!(x), json!(0.5)]).await;
        }
        page.script("el('compare-picture').click()", vec![]).await;
        redrawn(&page, "dragged", "compare-picture", right).await;
        assert_eq!(text(&page, "compare-front").await, "In front: run B");
        let wheel = "const box = el('compare-picture').getBoundingClientRect();
            const event = new WheelEvent('wheel', { bubbles: true, cancelable: true, ctrlKey: true, deltaY: -300,
                clientX: box.x + box.width / 2, clientY: box.y + box.height / 2 });
            el('compare-picture').dispatchEvent(event); return event.defaultPrevented";
        assert_eq!(page.script(wheel, vec![]).await, json!(true), "the page itself is not zoomed");
        page.until("nearer still", 5, "return el('compare-zoom').textContent === '4.0 times as large'").await;
        page.click("compare-whole").await;
        page.until("the way back is gone", 5, "return !el('compare-whole') && document.activeElement.id === 'compare-frame'").await;
        tokio::time::sleep(Duration::from_millis(200)).await;
        assert_eq!(canvas(&page, "compare-picture").await, whole);
    })
    .await;
}

#[tokio::test]
async fn on_a_phone_an_image_is_wide_enough_for_a_finger() {
    with_page(|page| async move {
        let size = json!({ "width": 320, "height": 700, "deviceScaleFactor": 1, "mobile": true });
        page.driver.cdp().send_raw("Emulation.setDeviceMetricsOverride", size).await.expect("a size");
        page.open(DIGITS).await;
        page.click("inside").await;
        page.click("inside-judged").await;
        page.script("el('picker').focus()", vec![]).await;
        press(&page, Key::Home + "").await;
        let wide =
            "return inside('a', 'picker').querySelector('.pick-at').getBoundingClientRect().width >= 44";
        page.until("the image that is looked at is wide", 5, wide).await;
        assert!(text(&page, "picked").await.starts_with("Image 1 of 64"), "all are counted");
        page.click("inside-sliders").await;
        let tall = "return ['latent-1', 'latents-drawn'].every(hook => el(hook)?.getBoundingClientRect().height >= 44)";
        page.until("so are the sliders and their button", 5, tall).await;
    })
    .await;
}

#[tokio::test]
async fn two_runs_are_flipped_split_and_subtracted() {
    with_page(|page| async move {
        page.open(DIGITS).await;
        page.play().await;
        page.train_to(60, 60).await;
        page.pause().await;
        page.click("compare").await;
        page.until("the picture", 5, "return !!el('compare-picture')").await;
        let a = redrawn(&page, "run A in front", "compare-picture", 0).await;
        assert_eq!(text(&page, "compare-front").await, "In front: run A");
        press(&page, "f").await;
        let b = redrawn(&page, "run B in front", "compare-picture", a).await;
        assert_eq!(text(&page, "compare-front").await, "In front: run B");
        page.click("flip").await;
        assert_eq!(redrawn(&page, "and back", "compare-picture", b).await, a);
        page.click("compare-split").await;
        let half = redrawn(&page, "both, with a line between", "compare-picture", a).await;
        page.script("el('split').focus()", vec![]).await;
        press(&page, Key::Left + "").await;
        let less = redrawn(&page, "the line goes by keyboard", "compare-picture", half).await;
        page.click("compare-difference").await;
        redrawn(&page, "the difference", "compare-picture", less).await;
        page.until(
            "its mean",
            5,
            "return /^Mean difference: [0-9.]+ of 255 levels$/.test(el('compare-mean').textContent)",
        )
        .await;
        assert!(!text(&page, "compare-mean").await.contains(" 0.00 of"), "two runs that differ");
        // Equal runs do not.
        page.open("#v=2&data=digits8&seed=2&batch=16&g.width=8&d.width=8&b:").await;
        page.click("compare").await;
        page.click("compare-difference").await;
        page.until(
            "no difference",
            5,
            "return el('compare-mean').textContent === 'Mean difference: 0.00 of 255 levels'",
        )
        .await;
        // Clouds of points have no pixels to subtract.
        page.open("#v=2&data=ring8&seed=2&b:loss=hinge").await;
        page.click("compare").await;
        page.until("two ways are left", 5, "return !!el('compare-split') && !el('compare-difference')").await;
        let a = redrawn(&page, "the points of run A", "compare-picture", 0).await;
        page.click("compare-split").await;
        redrawn(&page, "both", "compare-picture", a).await;
    })
    .await;
}
