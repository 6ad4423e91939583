//! The user's own data: seen before it is trained on, named where it is bad, and never in the way.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use serde_json::json;
use thirtyfour::prelude::*;

use super::browser::with_page;
use super::fixtures::{Packing, idx, picture, zip};
use super::page::Page;
use super::server::stranger;

/// 50 small images, each a bright square.
fn good() -> Vec<u8> {
    let image = |i: usize| (0..784).map(move |p| if (p / 28 + p % 28 + i) % 9 < 4 { 255 } else { 0 });
    idx(8, &[50, 28, 28], &(0..50).flat_map(image).collect::<Vec<u8>>())
}

/// A file of the user, in a folder of its own: a browser does not read what changed since it was chosen.
fn file(name: &str, content: &[u8]) -> PathBuf {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let own = format!("saddle-e2e-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
    let folder = std::env::temp_dir().join(own + "-files");
    std::fs::create_dir_all(&folder).expect("a folder");
    let path = folder.join(name);
    std::fs::write(&path, content).expect("a file");
    path
}

/// Gives the page a file as its user would.
async fn choose(page: &Page, name: &str, content: &[u8]) {
    let input = page.driver.find(By::Css("input[type=file]")).await.expect("a file input");
    input.send_keys(file(name, content).to_str().expect("text")).await.expect("the file is chosen");
}

/// Trains on what the panel shows.
async fn accept(page: &Page) {
    page.until("the preview", 30, "return !!el('own-train')").await;
    page.click("own-train").await;
    page.until("the panel is closed", 5, "return !el('own-train')").await;
    page.ready().await;
}

async fn text(page: &Page, id: &str) -> String {
    let text = page.script("return el(arguments[0])?.textContent ?? ''", vec![json!(id)]).await;
    text.as_str().unwrap_or_default().to_owned()
}

async fn open(page: &Page, link: &str) {
    page.driver.goto("about:blank").await.expect("a blank page");
    page.driver.goto(format!("{}/{link}", super::server::origin())).await.expect("the page");
    page.until("a way to choose files", 30, "return !!document.querySelector('input[type=file]')").await;
}

const SMALL: &str = "#v=2&data=images&seed=1&batch=8&g.width=4&d.width=4&b:=";

/// Points, whose steps are quick.
const RING: &str = "#v=2&data=ring8&seed=1&batch=16&g.width=8&d.width=8&b:=";

#[tokio::test]
async fn bad_files_are_named() {
    with_page(|page| async move {
        open(&page, SMALL).await;
        for (name, content, said) in [
            ("page.html", b"<!doctype html>".to_vec(), "page.html: this is a web page"),
            ("short.idx", good()[..100].to_vec(), "cut short"),
            ("many.idx", idx(8, &[u32::MAX, 28, 28], &[]), "4294967295"),
            ("floats.idx", vec![0, 0, 0x0a, 3], "0x0a"),
            ("broken.png", b"\x89PNG\r\n\x1a\n".to_vec(), "broken.png: a damaged picture"),
            ("words.csv", b"just,words\nand,more\n".to_vec(), "expected two columns of numbers"),
        ] {
            choose(&page, name, &content).await;
            let script = format!("return !!el('own-failed')?.textContent.includes('{said}')");
            page.until(&format!("the panel says {said}"), 15, &script).await;
        }
        page.click("own-close").await;
        let waits =
            "return inside('a', 'status').textContent.includes('Waiting for your data') && !el('own-failed')";
        page.until("nothing else has changed", 5, waits).await;
        assert_eq!(page.message().await, "");
    })
    .await;
}

#[tokio::test]
pub async fn a_small_valid_file_trains() {
    with_page(|page| async move {
        open(&page, SMALL).await;
        choose(&page, "good.idx", &good()).await;
        page.until("the preview", 30, "return !!el('own-train')").await;
        assert_eq!(text(&page, "own-what").await, "50 images of 28 × 28 pixels");
        accept(&page).await;
        page.play().await;
        page.train_to(20, 90).await;
    })
    .await;
}

#[tokio::test]
async fn a_table_of_pixels_trains_from_another_data_set_and_can_be_undone() {
    with_page(|page| async move {
        page.open(RING).await;
        page.play().await;
        page.train_to(20, 60).await;
        page.pause().await;
        let row = |i: usize| {
            let pixels: Vec<String> = (0..64).map(|p| ((p * 5 + i * 40) % 256).to_string()).collect();
            format!("{},{}\n", i % 3, pixels.join(","))
        };
        let header: Vec<String> = (0..64).map(|p| format!("pixel{p}")).collect();
        let table = format!("label,{}\n{}", header.join(","), (0..60).map(row).collect::<String>());
        choose(&page, "digits.csv", table.as_bytes()).await;
        page.until("the preview", 30, "return !!el('own-train')").await;
        assert_eq!(text(&page, "own-what").await, "60 images of 8 × 8 pixels");
        assert_eq!(text(&page, "own-classes").await, "020120220");
        assert!(page.steps().await.0 >= 20, "looking changes nothing");
        accept(&page).await;
        assert!(text(&page, "files-used").await.contains("digits.csv8 × 8 pixels"));
        page.play().await;
        page.train_to(10, 90).await;
        page.pause().await;
        page.click("undo").await;
        page.until("the ring is back", 30, "return el('data').selectedOptions[0].value === '0'").await;
    })
    .await;
}

#[tokio::test]
pub async fn a_zip_of_folders_of_pictures_trains_by_its_classes_and_sides() {
    with_page(|page| async move {
        open(&page, SMALL).await;
        let pictures: Vec<(String, Vec<u8>)> = (0..30)
            .map(|i| (format!("pets/{}/{i}.png", ["cat", "dog"][i % 2]), picture(20, 8 * i as u8, i % 5 > 0)))
            .chain([("pets/dog/broken.png".into(), b"\x89PNG\r\n\x1a\n".to_vec())])
            .collect();
        let entries: Vec<_> =
            pictures.iter().map(|(name, png)| (&name[..], &png[..], Packing::Deflated)).collect();
        choose(&page, "pets.zip", &zip(&entries)).await;
        page.until("the preview", 60, "return !!el('own-train')").await;
        assert_eq!(text(&page, "own-what").await, "30 images of 16 × 16 pixels in colour");
        page.click("own-grey").await;
        let grey = "return el('own-what')?.textContent === '30 images of 16 × 16 pixels'";
        page.until("they are grey", 60, grey).await;
        page.until("it is said", 5, "return el('own-notes').textContent.includes('trained on as grey')")
            .await;
        page.click("own-grey").await;
        page.until("in colour again", 60, "return el('own-what')?.textContent.endsWith('in colour')").await;
        assert_eq!(text(&page, "own-classes").await, "cat15dog15");
        let left = page.script("return document.querySelector('.own-skipped').textContent", vec![]).await;
        assert!(
            left.as_str().is_some_and(|left| left.contains("1 left out") && left.contains("broken.png")),
            "{left}"
        );
        page.click("own-side-8").await;
        page.until("the other side", 60, "return el('own-what')?.textContent.includes('8 × 8')").await;
        accept(&page).await;
        page.play().await;
        page.train_to(10, 90).await;
        let colours = "const node = inside('a', 'samples');
            const c = node.matches('canvas') ? node : node.querySelector('canvas');
            const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;
            let differ = 0;
            for (let i = 0; i < d.length; i += 4) if (Math.abs(d[i] - d[i + 2]) > 30) differ++;
            return differ > 100;";
        page.until("samples in colour", 10, colours).await;
    })
    .await;
}

#[tokio::test]
async fn a_pasted_table_trains_in_the_users_units() {
    with_page(|page| async move {
        open(&page, "#v=2&data=table&seed=1&batch=16&g.width=8&d.width=8&b:=").await;
        page.click("own-open").await;
        page.click("own-paste").await;
        let row = |i: usize| format!("p{i}\t{},5\t{}\t{}\n", 150 + i % 40, 40 + (i * 7) % 60, i);
        let table = format!("who\theight\tweight\tage\n{}", (0..80).map(row).collect::<String>());
        let paste = "const t = el('own-table'); t.value = arguments[0]; t.dispatchEvent(new Event('input', { bubbles: true }))";
        page.script(paste, vec![json!(table)]).await;
        page.click("own-read").await;
        page.until("the preview", 30, "return !!el('own-train')").await;
        assert_eq!(text(&page, "own-what").await, "80 points");
        let choose = "const s = el('own-up'); s.value = 'age'; s.dispatchEvent(new Event('change', { bubbles: true }))";
        page.script(choose, vec![]).await;
        let other = "return document.querySelector('.own-points')?.getAttribute('aria-label').includes('age from')";
        page.until("the other column", 30, other).await;
        accept(&page).await;
        let used = text(&page, "files-used").await;
        assert!(used.contains("across height") && used.contains("up age"), "{used}");
        page.play().await;
        page.train_to(20, 60).await;
    })
    .await;
}

#[tokio::test]
async fn an_address_is_fetched_when_its_user_says_so_and_what_goes_wrong_is_named() {
    with_page(|page| async move {
        open(&page, "#v=2&data=table&seed=1&batch=16&g.width=8&d.width=8&b:=").await;
        page.click("own-open").await;
        page.click("own-address").await;
        let there = stranger();
        let write = "const t = el('own-url'); t.value = arguments[0]; t.dispatchEvent(new Event('input', { bubbles: true }))";
        let no_hash = format!("{there}/open/points.csv#{}", "0".repeat(64));
        for (address, said) in [
            (format!("{there}/shut/points.csv"), "does not let other sites read its files"),
            (format!("{there}/short/points.csv"), "broke off"),
            (no_hash, "not what was expected"),
        ] {
            page.script(write, vec![json!(address)]).await;
            page.click("own-fetch").await;
            let refused = format!("return el('own-failed')?.textContent.includes('{said}')");
            page.until(said, 30, &refused).await;
        }
        page.script(write, vec![json!("points.csv")]).await;
        let disabled = "return el('own-fetch').disabled";
        assert_eq!(page.script(disabled, vec![]).await, true);
        page.script(write, vec![json!(format!("{there}/open/points.csv"))]).await;
        page.click("own-fetch").await;
        page.until("the preview", 30, "return !!el('own-train')").await;
        assert_eq!(text(&page, "own-what").await, "80 points");
        accept(&page).await;
        page.play().await;
        page.train_to(20, 60).await;
    })
    .await;
}

#[tokio::test]
async fn own_data_is_kept_and_a_link_tells_whether_a_file_is_the_same() {
    with_page(|page| async move {
        open(&page, SMALL).await;
        choose(&page, "good.idx", &good()).await;
        page.until("the preview", 30, "return !!el('own-train')").await;
        page.click("own-keep").await;
        page.until("it is kept", 20, "return !!el('own-set') && el('own-keep').disabled").await;
        accept(&page).await;
        let named = "return location.hash.includes('&set=good.idx~50~')";
        page.until("the link names it", 10, named).await;
        let link = page.fragment().await;
        // Whoever opens it is asked for the file.
        open(&page, &link).await;
        let asked = text(&page, "own-named").await;
        assert!(asked.contains("good.idx: 50 samples, hash "), "{asked}");
        let mut other = good();
        *other.last_mut().expect("a pixel") ^= 128;
        choose(&page, "good.idx", &other).await;
        page.until("told apart", 30, "return el('own-same')?.textContent.startsWith('Other data')").await;
        choose(&page, "renamed.idx", &good()).await;
        page.until("the same", 30, "return el('own-same')?.textContent.startsWith('The same data')").await;
        page.click("own-close").await;
        // Here it was kept.
        page.click("own-open").await;
        page.until("the list", 20, "return el('sets-room')?.textContent.includes('kept here')").await;
        page.click("set-use").await;
        page.ready().await;
        assert_eq!(page.fragment().await, link, "the runs are those of the link");
        page.click("own-change").await;
        page.until("the list again", 20, "return !!el('set-delete')").await;
        page.click("set-delete").await;
        page.until("gone", 20, "return !el('own-set') && document.activeElement === el('set-undo')").await;
        page.click("set-undo").await;
        page.until("back", 20, "return !!el('own-set')").await;
        page.click("set-delete").await;
        page.until("gone", 20, "return !el('own-set')").await;
        // The page is closed, and opened again when the time for Undo is over.
        let later = "const [until, ...ids] = localStorage['saddle-sets-leaving'].split(' ');
            localStorage['saddle-sets-leaving'] = [Date.now() - 1, ...ids].join(' ')";
        page.script(later, vec![]).await;
        open(&page, &link).await;
        page.until("forgotten", 20, "return localStorage['saddle-sets-leaving'] === ''").await;
        let count = "indexedDB.open('saddle-sets').onsuccess = e => e.target.result.transaction('heads').objectStore('heads')
            .count().onsuccess = e => { window.left = e.target.result; e.target.source.transaction.db.close() }";
        page.until("gone for good", 20, &format!("{count}; return window.left === 0")).await;
    })
    .await;
}

#[tokio::test]
async fn fashion_mnist_is_named_whole_before_anyone_is_asked_for_it() {
    with_page(|page| async move {
        page.open(RING).await;
        // Workers that do nothing: what would be fetched is not.
        let watch = "window.made = [];
            window.Worker = class { constructor(url) { made.push(String(url)); } postMessage() {} terminate() {} }";
        page.script(watch, vec![]).await;
        let choose = "const s = el('data'); s.value = 'fashion'; s.dispatchEvent(new Event('change', { bubbles: true }))";
        page.script(choose, vec![]).await;
        page.until("the addresses", 10, "return !!el('fashion-fetch')").await;
        let said = text(&page, "own").await;
        for word in ["Zalando", "MIT", "26.4 MB", "3aede38d61863908", "a04f17134ac03560", "Asks raw.githubusercontent.com"]
        {
            assert!(said.contains(word), "{word} in {said}");
        }
        assert_eq!(page.script("return el('data').selectedOptions[0].value", vec![]).await, "0", "still the ring");
        assert_eq!(page.script("return made.length", vec![]).await, 0, "no reader yet");
        page.click("fashion-fetch").await;
        page.until("a reader is asked", 10, "return made.length === 1 && made[0].includes('read')").await;
        page.click("own-close").await;
    })
    .await;
}

#[tokio::test]
async fn a_drawing_trains_and_its_link_draws_the_same_points() {
    with_page(|page| async move {
        open(&page, "#v=2&data=table&seed=1&batch=16&g.width=8&d.width=8").await;
        page.click("own-open").await;
        page.click("own-draw").await;
        page.click("draw-spiral").await;
        let count = || text(&page, "draw-count");
        assert!(count().await.starts_with("400 of 500 points"), "{}", count().await);
        page.click("draw-clear").await;
        assert!(count().await.contains("to train takes 10 points or more"), "{}", count().await);
        let paper = page.driver.find(By::Css("[data-testid=draw-paper]")).await.expect("paper");
        paper.send_keys(Key::Control + "z").await.expect("keys");
        assert!(count().await.starts_with("400 of 500 points"), "{}", count().await);
        page.click("draw-clear").await;
        let stroke = page.driver.action_chain().move_to_element_center(&paper).click_and_hold();
        stroke.move_by_offset(60, 40).move_by_offset(40, -90).release().perform().await.expect("a stroke");
        // The keys paint too.
        paper.send_keys(Key::Up + " ").await.expect("keys");
        let drawn = count().await;
        let points: u32 = drawn.split(' ').next().and_then(|n| n.parse().ok()).expect("a number");
        assert!((15..300).contains(&points), "{drawn}");
        page.click("draw-train").await;
        page.ready().await;
        page.play().await;
        page.train_to(30, 60).await;
        let (link, losses) = (page.fragment().await, page.losses("loss_d_a", 20).await);
        assert!(link.contains("data=table") && link.contains("&draw="), "{link}");
        // Another drawing is used and taken back: the paper has the one that is trained on.
        page.pause().await;
        page.click("own-change").await;
        let letters = page.driver.find(By::Css("[data-testid=draw-letters]")).await.expect("a field");
        letters.send_keys("W" + Key::Enter).await.expect("keys");
        assert!(count().await.starts_with("400 of 500 points"), "{}", count().await);
        page.click("draw-train").await;
        page.until("the drawing is used", 30, "return !!el('undo')").await;
        page.click("undo").await;
        page.until(
            "the runs before",
            30,
            &format!("return location.hash.endsWith('{}')", &link[link.len() - 80..]),
        )
        .await;
        page.click("own-change").await;
        assert_eq!(count().await, drawn);
        page.click("own-close").await;
        page.driver.goto("about:blank").await.expect("a blank page");
        page.open(&link).await;
        page.ready().await;
        page.play().await;
        page.train_to(30, 60).await;
        assert_eq!(page.losses("loss_d_a", 20).await, losses, "to the bit");
    })
    .await;
}

#[tokio::test]
async fn files_are_dropped_anywhere_and_esc_leaves_everything_as_it_was() {
    with_page(|page| async move {
        page.open(RING).await;
        let drop = "const data = new DataTransfer(), rows = Array.from({ length: 40 }, (_, i) => `${i % 9},${i * i % 31}`);
            data.items.add(new File([rows.join('\\n')], 'dropped.csv'));
            document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }))";
        page.script(drop, vec![]).await;
        page.until("the preview", 30, "return !!el('own-train')").await;
        assert_eq!(text(&page, "own-what").await, "40 points");
        page.driver.action_chain().send_keys(Key::Escape).perform().await.expect("escape");
        page.until("the panel is closed", 5, "return !el('own-train')").await;
        page.play().await;
        page.train_to(10, 60).await;
    })
    .await;
}

#[tokio::test]
async fn a_refused_change_has_nothing_behind_it_and_labels_can_be_added() {
    with_page(|page| async move {
        open(&page, SMALL).await;
        choose(&page, "good.idx", &good()).await;
        accept(&page).await;
        page.click("tip-conditional-b").await;
        let refused = "return inside('b', 'status').textContent.includes('Cannot be built') && inside('b', 'status').textContent.includes('labels')";
        page.until("the refusal", 30, refused).await;
        page.play().await;
        page.train_to(10, 90).await;
        page.pause().await;
        let (a, b) = page.steps().await;
        assert!(a >= 10 && b <= 0, "A at {a}, B at {b}");
        // Labels alone join the images that are there.
        choose(&page, "labels.idx", &idx(8, &[50], &(0..50).map(|i| i % 10).collect::<Vec<u8>>())).await;
        page.until("the classes", 30, "return el('own-classes')?.textContent.startsWith('0515')").await;
        accept(&page).await;
        page.until("B is built", 60, "return inside('b', 'status').textContent === 'Not started'").await;
        page.play().await;
        page.until("B trains", 60, "return number('b', 'step-count') > 5").await;
    })
    .await;
}

#[tokio::test]
async fn bad_files_leave_the_steps_where_they_are() {
    with_page(|page| async move {
        open(&page, SMALL).await;
        choose(&page, "good.idx", &good()).await;
        accept(&page).await;
        page.play().await;
        page.train_to(10, 90).await;
        page.pause().await;
        let (last, _) = page.steps().await;
        choose(&page, "bad.idx", b"<!doctype html>").await;
        page.until("the reason, by its name", 20, "return el('own-failed')?.textContent.includes('bad.idx')")
            .await;
        page.click("own-close").await;
        assert_eq!(page.steps().await.0, last);
        page.play().await;
        page.train_to(last as u32 + 5, 60).await;
    })
    .await;
}
