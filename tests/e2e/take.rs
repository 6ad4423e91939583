//! What leaves the page as files: code, tables, films, one zip of all.

use std::collections::BTreeMap;
use std::io::Read;

use flate2::read::DeflateDecoder;
use rawzip::ZipArchive;
use serde_json::json;

use super::browser::with_page;
use super::page::Page;

const RING: &str =
    "#v=2&data=ring8&seed=1&batch=16&g.width=8&d.width=8&snapshot.every=20&steps=100&b:loss=hinge";
const DIGITS: &str = "#v=2&data=digits8&seed=1&batch=16&g.width=4&d.width=4&snapshot.every=20&steps=100&b:=";

/// Presses a button of the panel, waits until its file is saved, and gives its name and its bytes.
async fn saved(page: &Page, button: &str) -> (String, Vec<u8>) {
    let hook = "window.blobs = []; window.names = [];
        window.make ??= URL.createObjectURL;
        URL.createObjectURL = b => { blobs.push(b); return make.call(URL, b) };
        return true";
    page.script(hook, vec![]).await;
    page.click(button).await;
    page.until(&format!("{button} is saved"), 60, "return !!el('take-saved') && blobs.length == 1").await;
    let name = page.script("return el('take-saved').textContent.replace(' is saved', '')", vec![]).await;
    let read = "const done = arguments[0]; const reader = new FileReader();
        reader.onload = () => done(reader.result.split(',')[1]); reader.readAsDataURL(blobs[0])";
    let text = page.driver.execute_async(read, vec![]).await.expect("the file").json().clone();
    (name.as_str().expect("a name").into(), bytes(text.as_str().expect("text")))
}

/// Bytes from base64.
fn bytes(text: &str) -> Vec<u8> {
    let value = |letter: u8| match letter {
        b'A'..=b'Z' => letter - b'A',
        b'a'..=b'z' => letter - b'a' + 26,
        b'0'..=b'9' => letter - b'0' + 52,
        b'+' => 62,
        _ => 63,
    };
    let text = text.trim_end_matches('=').as_bytes();
    let four = |four: &[u8]| {
        let bits = four.iter().fold(0u32, |bits, letter| bits << 6 | u32::from(value(*letter)));
        let bits = bits << (6 * (4 - four.len()));
        bits.to_be_bytes()[1..four.len()].to_vec()
    };
    text.chunks(4).flat_map(four).collect()
}

/// The files of a zip by name.
fn unpacked(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let zip = ZipArchive::from_slice(bytes).expect("a zip");
    let mut entries = zip.entries();
    let mut files = BTreeMap::new();
    while let Some(entry) = entries.next_entry().expect("an entry") {
        let name = String::from_utf8_lossy(entry.file_path().as_ref()).into_owned();
        let packed = zip.get_entry(entry.wayfinder()).expect("an entry");
        let mut content = Vec::new();
        packed.verifying_reader(DeflateDecoder::new(packed.data())).read_to_end(&mut content).expect("whole");
        files.insert(name, content);
    }
    files
}

/// Pictures of a GIF.
fn pictures(gif: &[u8]) -> usize {
    let mut decoder = gif::DecodeOptions::new().read_info(gif).expect("a GIF");
    let mut count = 0;
    while decoder.read_next_frame().expect("a picture").is_some() {
        count += 1;
    }
    count
}

/// Pictures of an APNG.
fn pictures_of_apng(apng: &[u8]) -> u32 {
    let reader = png::Decoder::new(std::io::Cursor::new(apng)).read_info().expect("a PNG");
    reader.info().animation_control.expect("an animation").num_frames
}

async fn trained(page: &Page, link: &str) {
    page.open(link).await;
    page.play().await;
    page.train_to(100, 60).await;
    page.until("the runs stand", 20, "return !!el('play')").await;
}

#[tokio::test]
async fn code_of_a_run_and_all_numbers_are_saved() {
    with_page(|page| async move {
        trained(&page, RING).await;
        // From under the slider, which stays at the bottom.
        page.script("el('take-b').scrollIntoView({ block: 'center' }); return true", vec![]).await;
        page.click("take-b").await;
        let (name, script) = saved(&page, "take-pytorch").await;
        let script = String::from_utf8(script).expect("text");
        assert!(name.ends_with("-saddle_b.py"), "after the comparison: {name}");
        assert!(
            script.starts_with("#!/usr/bin/env python3") && script.contains("loss=\"hinge\""),
            "{script}"
        );
        let (name, of_burn) = saved(&page, "take-burn").await;
        let files = unpacked(&of_burn);
        assert!(name.ends_with("-saddle_b_burn.zip"), "after the comparison: {name}");
        assert!(files["Cargo.toml"].starts_with(b"[package]") && files.contains_key("src/main.rs"));
        let (_, numbers) = saved(&page, "take-csv").await;
        let files = unpacked(&numbers);
        let curves = String::from_utf8(files["curves.csv"].clone()).expect("text");
        assert_eq!(curves.lines().count(), 101);
        assert_eq!(curves.lines().next().map(|line| line.split(',').count()), Some(13));
        let metrics = String::from_utf8(files["metrics.csv"].clone()).expect("text");
        assert!(metrics.lines().any(|line| line.starts_with("B,100,energy,")), "{metrics}");
        page.click("take-close").await;
        page.until("the panel is closed", 5, "return !el('take-panel')").await;
    })
    .await;
}

#[tokio::test]
async fn films_have_a_picture_for_every_step_that_the_slider_shows() {
    with_page(|page| async move {
        trained(&page, DIGITS).await;
        page.click("take").await;
        let (_, of_gif) = saved(&page, "take-gif").await;
        let (_, of_apng) = saved(&page, "take-apng").await;
        let count = pictures(&of_gif);
        // The beginning, the end, and each snapshot between.
        assert!((6..=120).contains(&count), "{count} pictures");
        assert_eq!(pictures_of_apng(&of_apng), count as u32);
    })
    .await;
}

#[tokio::test]
async fn everything_comes_in_one_zip_within_ten_seconds() {
    with_page(|page| async move {
        trained(&page, RING).await;
        page.click("take").await;
        let clock = std::time::Instant::now();
        let (name, zip) = saved(&page, "take-everything").await;
        assert!(clock.elapsed().as_secs() < 10, "{:?}", clock.elapsed());
        assert!(name.ends_with("-saddle.zip"), "{name}");
        let files = unpacked(&zip);
        let wanted = [
            "link.txt",
            "samples.png",
            "film.png",
            "film.gif",
            "charts.png",
            "charts/losses.svg",
            "curves.csv",
            "metrics.csv",
            "report.html",
            "saddle_a.py",
            "saddle_b.py",
            "burn_b/src/main.rs",
        ];
        for name in wanted {
            assert!(files.get(name).is_some_and(|file| file.len() > 20), "{name} in {:?}", files.keys());
        }
        assert!(String::from_utf8_lossy(&files["link.txt"]).contains("#v="));
        let report = String::from_utf8_lossy(&files["report.html"]);
        assert!(report.contains("data:image/png;base64,") && report.contains("<svg"));
    })
    .await;
}

#[tokio::test]
async fn the_panel_works_by_keyboard_and_says_what_is_missing() {
    with_page(|page| async move {
        page.open(RING).await;
        let focus = "const b = el('take'); b.focus(); b.click(); return true";
        page.script(focus, vec![]).await;
        page.until("the panel is open", 5, "return !!el('take-panel')").await;
        page.click("take-svg").await;
        page.until("what is missing", 20, "return el('take-failed')?.textContent.includes('train first')")
            .await;
        let escape = json!("return document.activeElement.closest('dialog') !== null");
        assert_eq!(
            page.script(escape.as_str().expect("text"), vec![]).await,
            true,
            "the focus is in the panel"
        );
        let body = page.driver.active_element().await.expect("an element");
        body.send_keys(thirtyfour::Key::Escape + "").await.expect("a key");
        page.until("the panel is closed", 5, "return !el('take-panel')").await;
        let back = "return document.activeElement?.dataset.testid == 'take'";
        page.until("the focus is back", 5, back).await;
    })
    .await;
}
