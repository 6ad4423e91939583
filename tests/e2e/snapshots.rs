//! How twenty states of the page look, held to pictures of them: tests/snapshots, one pixel for each 6 x 6 of the screen.
//! A block of 48 x 48 that is mostly another is found; a small button that is gone is not.
//! `make snapshots` makes them anew. Where fonts are others than those they were made with nothing can be said.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::json;

use super::browser::with_page;
use super::page::Page;

/// Screen pixels on a side of one that is kept.
const CELL: usize = 6;

/// A cell differs when a colour of it, averaged with its neighbours, differs by more.
const LEVELS: i32 = 24;

/// Cells on a side of a block; one in which most colours differ is another page.
const BLOCK: usize = 8;

/// Runs that end by themselves, so that each picture is of the same step.
const LINK: &str = "#v=2&data=ring8&seed=5&batch=16&g.width=16&d.width=16&steps=120&b:loss=hinge";
const FOUR: &str =
    "#v=2&data=ring8&seed=5&batch=16&g.width=16&d.width=16&steps=120&b:loss=hinge&c:loss=ls&d:noise=0.3";

/// Nothing moves, and nothing has the focus.
const STILL: &str = "const sheet = new CSSStyleSheet();
    sheet.insertRule('* { transition: none !important; animation: none !important; caret-color: transparent !important }');
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]; document.activeElement?.blur(); scrollTo(0, 0)";

/// A picture of rows of RGB.
struct Small {
    width: usize,
    rgb: Vec<u8>,
}

impl Small {
    /// The screenshot `png` with a pixel for each cell.
    fn of(png: &[u8]) -> Self {
        let full = Self::read(png);
        let (width, height) = (full.width / CELL, full.rgb.len() / 3 / full.width / CELL);
        let mean = |at: usize| {
            let (x, y, colour) = (at / 3 % width * CELL, at / 3 / width * CELL, at % 3);
            let sum: usize = (0..CELL * CELL)
                .map(|i| usize::from(full.rgb[((y + i / CELL) * full.width + x + i % CELL) * 3 + colour]))
                .sum();
            (sum / (CELL * CELL)) as u8
        };
        Self { width, rgb: (0..3 * width * height).map(mean).collect() }
    }

    fn read(bytes: &[u8]) -> Self {
        let mut decoder = png::Decoder::new(std::io::Cursor::new(bytes));
        decoder.set_transformations(
            png::Transformations::normalize_to_color8() | png::Transformations::STRIP_16,
        );
        let mut reader = decoder.read_info().expect("a PNG");
        let mut pixels = vec![0; reader.output_buffer_size().expect("a size")];
        let info = reader.next_frame(&mut pixels).expect("a picture");
        let channels = info.color_type.samples();
        let rgb = pixels.chunks_exact(channels).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
        Self { width: info.width as usize, rgb }
    }

    fn write(&self, to: &Path) {
        let file = fs::File::create(to).expect("a file");
        let height = self.rgb.len() / 3 / self.width;
        let mut encoder = png::Encoder::new(file, self.width as u32, height as u32);
        encoder.set_color(png::ColorType::Rgb);
        encoder.set_compression(png::Compression::High);
        encoder.write_header().expect("a header").write_image_data(&self.rgb).expect("a picture");
    }

    /// The mean of a colour over 3 x 3 pixels: a line of text that lies a pixel lower is no other page.
    fn around(&self, at: usize) -> i32 {
        let (width, height) = (self.width as isize, (self.rgb.len() / 3 / self.width) as isize);
        let (x, y, colour) = ((at / 3) as isize % width, (at / 3) as isize / width, at % 3);
        let near =
            (0..9).map(|i| ((x + i % 3 - 1).clamp(0, width - 1), (y + i / 3 - 1).clamp(0, height - 1)));
        near.map(|(x, y)| i32::from(self.rgb[(y * width + x) as usize * 3 + colour])).sum::<i32>() / 9
    }

    /// Blocks, by their place in screen pixels, in which more than half of the colours differ; all where the sizes do.
    fn others(&self, other: &Self) -> Vec<(usize, usize)> {
        if (self.width, self.rgb.len()) != (other.width, other.rgb.len()) {
            return vec![(0, 0)];
        }
        let (across, down) = (self.width / BLOCK, self.rgb.len() / 3 / self.width / BLOCK);
        let differs = |at: usize| (self.around(at) - other.around(at)).abs() > LEVELS;
        let is_other = |(x, y): &(usize, usize)| {
            let cell = |i: usize| (y * BLOCK + i / BLOCK) * self.width + x * BLOCK + i % BLOCK;
            let colours = (0..3 * BLOCK * BLOCK).filter(|i| differs(3 * cell(i / 3) + i % 3)).count();
            2 * colours > 3 * BLOCK * BLOCK
        };
        let blocks = (0..down).flat_map(|y| (0..across).map(move |x| (x, y))).filter(is_other);
        blocks.map(|(x, y)| (x * BLOCK * CELL, y * BLOCK * CELL)).collect()
    }
}

/// Pictures that are held against those that are kept, or become them.
struct Album {
    kept: PathBuf,
    renew: bool,
    wrong: Vec<String>,
}

impl Album {
    /// Holds what is on the screen to the picture called `name`, for some seconds: a busy machine draws late.
    async fn hold(&mut self, page: &Page, name: &str) {
        page.script(STILL, vec![]).await;
        let kept = self.kept.join(format!("{name}.png"));
        if self.renew {
            tokio::time::sleep(Duration::from_secs(2)).await;
            return shot(page).await.write(&kept);
        }
        let kept = fs::read(&kept).map(|png| Small::read(&png)).expect("a picture in tests/snapshots");
        let (mut found, mut others) = (shot(page).await, Vec::new());
        for _ in 0..20 {
            others = kept.others(&found);
            if others.is_empty() {
                return;
            }
            tokio::time::sleep(Duration::from_millis(500)).await;
            found = shot(page).await;
        }
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("snapshots");
        fs::create_dir_all(&folder).expect("a folder");
        found.write(&folder.join(format!("{name}.png")));
        self.wrong.push(format!("{name} at {others:?}, see {}", folder.display()));
    }

    /// The width of words in the page's fonts: other fonts, other pictures.
    async fn fonts(&self, page: &Page) -> bool {
        let measure = "const pen = document.createElement('canvas').getContext('2d');
            return ['body', 'h1, h2', 'code, output, .mono'].map(of => { const e = document.querySelector(of) ?? document.body;
              pen.font = getComputedStyle(e).font; return pen.measureText('Wigly 0123456789 生成器 判别器').width.toFixed(1); }).join(' ')";
        let found = page.script(measure, vec![]).await.as_str().unwrap_or_default().to_owned();
        let file = self.kept.join("fonts.txt");
        if self.renew {
            fs::write(&file, &found).expect("a file");
        }
        fs::read_to_string(&file).expect("tests/snapshots/fonts.txt").trim() == found
    }
}

async fn shot(page: &Page) -> Small {
    Small::of(&page.driver.screenshot_as_png().await.expect("a screenshot"))
}

/// The screen, the theme and the language.
async fn look(page: &Page, (width, height): (u32, u32), theme: &str) {
    let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
    page.driver.cdp().send_raw("Emulation.setDeviceMetricsOverride", size).await.expect("a size");
    let theme = json!({ "features": [{ "name": "prefers-color-scheme", "value": theme }] });
    page.driver.cdp().send_raw("Emulation.setEmulatedMedia", theme).await.expect("a theme");
}

/// Trains to the end.
async fn trained(page: &Page, link: &str, language: &str) {
    page.open(&format!("{link}&lang={language}")).await;
    page.play().await;
    page.train_to(120, 60).await;
    page.settled().await;
}

#[tokio::test]
async fn twenty_states_look_as_they_did() {
    with_page(|page| async move {
        let mut album = Album {
            kept: Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots"),
            renew: std::env::var_os("SADDLE_SNAPSHOTS").is_some(),
            wrong: Vec::new(),
        };
        look(&page, (1440, 900), "light").await;
        page.open(&format!("{LINK}&lang=en")).await;
        if !album.fonts(&page).await {
            return println!("skipped: the fonts are not those of tests/snapshots");
        }
        album.hold(&page, "desk-fresh").await;
        trained(&page, LINK, "en").await;
        album.hold(&page, "desk-trained").await;
        for (hook, name) in
            [("slow-motion", "desk-slow-motion"), ("compare", "desk-compare"), ("take-a", "desk-take-home")]
        {
            page.click(hook).await;
            album.hold(&page, name).await;
            page.script("document.querySelectorAll('dialog[open]').forEach(d => d.close())", vec![]).await;
        }
        trained(&page, FOUR, "en").await;
        album.hold(&page, "desk-four-runs").await;
        pages(&page, &mut album, "desk").await;
        look(&page, (768, 1024), "dark").await;
        trained(&page, LINK, "zh").await;
        album.hold(&page, "tablet-trained").await;
        page.click("drawer").await;
        album.hold(&page, "tablet-drawer").await;
        look(&page, (390, 844), "light").await;
        trained(&page, LINK, "zh").await;
        album.hold(&page, "phone-trained").await;
        for pane in ["charts", "tips"] {
            page.click(&format!("pane-{pane}")).await;
            album.hold(&page, &format!("phone-{pane}")).await;
        }
        look(&page, (390, 844), "dark").await;
        trained(&page, LINK, "en").await;
        album.hold(&page, "phone-dark").await;
        pages(&page, &mut album, "phone").await;
        assert!(
            album.wrong.is_empty(),
            "{:#?}\n`make snapshots` keeps them, if they are as they should be",
            album.wrong
        );
    })
    .await;
}

/// The smallest game is drawn, and measured with every method.
const DIRAC: &str = "const c = document.querySelector('.dirac-field');
    const colours = new Set(new Uint32Array(c.getContext('2d').getImageData(0, 0, c.width, c.height).data.buffer)).size;
    return colours > 20 && [...document.querySelectorAll('.dirac-found')].filter(e => e.textContent && !e.classList.contains('old')).length === 6";

/// The other pages.
async fn pages(page: &Page, album: &mut Album, screen: &str) {
    for (route, name, drawn) in [
        ("lessons", "lessons", "return !!el('lessons')"),
        ("lessons/loss", "lesson", "return !!el('said-loss')"),
        ("board", "board", "return !!el('picture')"),
        ("dirac", "dirac", DIRAC),
    ] {
        page.turn_to(route).await;
        page.until("the page is drawn", 60, drawn).await;
        album.hold(page, &format!("{screen}-{name}")).await;
    }
}

#[test]
fn a_moved_block_is_found_and_a_row_that_lies_a_little_lower_is_not() {
    let with = |left: usize, top: usize| {
        let mut rgb = vec![250; 3 * 60 * 60];
        for (x, y) in (0..20).flat_map(|i| (0..20).map(move |j| (left + i, top + j))) {
            rgb[3 * (60 * y + x)..][..3].fill(20);
        }
        Small { width: 60, rgb }
    };
    assert!(!with(10, 10).others(&with(25, 10)).is_empty());
    assert_eq!(with(10, 10).others(&with(10, 10)), []);
    let line = |at: usize| {
        let mut rgb = vec![250; 3 * 60 * 60];
        rgb[3 * 60 * at..][..3 * 30].fill(200);
        Small { width: 60, rgb }
    };
    assert_eq!(line(20).others(&line(21)), []);
}
