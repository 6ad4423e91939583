//! Files are made, and read again with the crates that others read them with.

use std::io::{Cursor, Read};

use flate2::read::DeflateDecoder;

use super::make;
use super::taken::{Film, Taken, TakenRun, Wanted};
use crate::experiment::architecture::Shape;
use crate::record::{Frame, Metric, Pixels};

fn frame(samples: Pixels, columns: u32, heat: bool) -> Frame {
    Frame {
        samples,
        heat: if heat { (0..=255).chain((0..144).map(|v| v as u8)).collect() } else { Vec::new() },
        heat_side: if heat { 20 } else { 0 },
        extent: 1.9,
        columns,
        averaged: None,
        average_decay: None,
        scales: Vec::new(),
        sigmas: Vec::new(),
        millis: 0.0,
    }
}

/// A run of points, or of images, with a frame every ten steps.
fn run(letter: char, shape: Shape, frames: u32) -> TakenRun {
    let shown = |i: u32| match shape {
        Shape::Point => frame(Pixels::Points(vec![i as f32 / 50.0, 0.5, f32::NAN, 9.0]), 0, true),
        Shape::Image { channels, size } => {
            let pixels = (64 * channels * size * size) as usize;
            frame(Pixels::Images((0..pixels).map(|p| (p as u32 * (i + 3)) as u8).collect()), 8, false)
        }
    };
    let steps = 10 * (frames - 1);
    let curve = |offset: f32| (0..steps).map(|step| offset + (step as f32 / 9.0).sin()).collect();
    let metric = |value| Metric {
        id: "energy".into(),
        label: "Energy distance, \"all\"".into(),
        value,
        floor: Some(0.01),
        lower_is_better: true,
    };
    TakenRun {
        letter,
        title: "Plain GAN <b>".into(),
        verdict: "No alarm".into(),
        step: steps,
        shape: Some(shape),
        series: [1.0, 2.0, 0.5, 0.6, 3.0, 4.0].map(curve),
        metrics: vec![(0, vec![metric(0.5)]), (steps, vec![metric(0.1)])],
        real: (shape == Shape::Point).then(|| Pixels::Points(vec![1.0, 1.0])),
        frames: (0..frames).map(|i| (10 * i, shown(i))).collect(),
    }
}

fn taken(shape: Shape, frames: u32) -> Taken {
    Taken {
        name: None,
        address: "http://127.0.0.1:8080/#v=2&data=ring8&seed=3&b:loss=hinge".into(),
        date: "2026-11-26".into(),
        data: "Points <your table>, seed 3".into(),
        build: "0123456789ab".into(),
        columns: None,
        runs: vec![run('A', shape, frames), run('B', shape, frames)],
    }
}

const POINTS: Shape = Shape::Point;
const DIGITS: Shape = Shape::Image { channels: 1, size: 8 };
const ALL: Film = Film { run: None, seconds: 3 };

fn made(taken: &Taken, wanted: &Wanted) -> (String, Vec<u8>) {
    let mut last = 0.0;
    let file = make(taken, wanted, &mut |done, of| {
        let share = f64::from(done) / f64::from(of);
        assert!((last..=1.0).contains(&share), "{wanted:?}: {share} after {last}");
        last = share;
    });
    let file = file.unwrap_or_else(|why| panic!("{wanted:?}: {why}"));
    (file.name, file.bytes)
}

#[test]
fn a_gif_has_every_picture_at_its_time_and_its_colours_are_near() {
    for shape in [POINTS, DIGITS] {
        let taken = taken(shape, 7);
        let (name, bytes) = made(&taken, &Wanted::Gif(ALL));
        assert_eq!(name, "film.gif");
        let mut options = gif::DecodeOptions::new();
        options.set_color_output(gif::ColorOutput::RGBA);
        let mut decoder = options.read_info(&bytes[..]).expect("a GIF");
        assert_eq!(decoder.repeat(), gif::Repeat::Infinite);
        let runs = super::film::chosen(&taken, None);
        let mut steps = 0..;
        while let Some(found) = decoder.read_next_frame().expect("a picture") {
            let expected = super::film::picture(&runs, 10 * steps.next().unwrap_or(0));
            assert_eq!((u32::from(found.width), u32::from(found.height)), (expected.width, expected.height));
            assert_eq!(found.delay, 42, "three seconds for seven pictures");
            let pairs = found.buffer.chunks(4).zip(expected.rgb.chunks(3));
            let off = pairs.map(|(a, b)| (0..3).map(|i| a[i].abs_diff(b[i])).max().unwrap_or(0)).max();
            assert!(off <= Some(24), "{shape:?}: {off:?}");
        }
        assert_eq!(steps.start, 7);
    }
}

#[test]
fn an_apng_has_every_picture_to_the_bit() {
    for (shape, film, name) in
        [(POINTS, ALL, "film.png"), (DIGITS, Film { run: Some(1), seconds: 3 }, "film-b.png")]
    {
        let taken = taken(shape, 5);
        let (found, bytes) = made(&taken, &Wanted::Apng(film));
        assert_eq!(found, name);
        let mut reader = png::Decoder::new(Cursor::new(bytes)).read_info().expect("a PNG");
        assert_eq!(reader.info().animation_control.map(|a| (a.num_frames, a.num_plays)), Some((5, 0)));
        let runs = super::film::chosen(&taken, film.run);
        for i in 0..5 {
            let mut pixels = vec![0; reader.output_buffer_size().expect("a size")];
            reader.next_frame(&mut pixels).expect("a picture");
            assert_eq!(reader.info().frame_control.map(|f| (f.delay_num, f.delay_den)), Some((600, 1000)));
            let expected = super::film::picture(&runs, 10 * i);
            assert!(pixels == expected.rgb, "picture {i} of {shape:?}");
        }
    }
}

#[test]
fn pictures_differ_from_step_to_step() {
    let taken = taken(POINTS, 3);
    let runs = super::film::chosen(&taken, None);
    let [first, last] = [0, 20].map(|step| super::film::picture(&runs, step));
    assert_ne!(first, last);
    assert_eq!(super::film::picture(&runs, 29), last, "the last one holds");
}

#[test]
fn a_zip_of_everything_holds_each_file_whole() {
    let (name, bytes) = made(&taken(POINTS, 4), &Wanted::Everything(ALL));
    assert_eq!(name, "saddle.zip");
    let zip = rawzip::ZipArchive::from_slice(&bytes[..]).expect("a zip");
    let (mut entries, mut names) = (zip.entries(), Vec::new());
    while let Some(entry) = entries.next_entry().expect("an entry") {
        let packed = zip.get_entry(entry.wayfinder()).expect("an entry");
        let mut content = Vec::new();
        let mut reader = packed.verifying_reader(DeflateDecoder::new(packed.data()));
        reader.read_to_end(&mut content).expect("whole");
        assert!(!content.is_empty());
        names.push(String::from_utf8_lossy(entry.file_path().as_ref()).into_owned());
    }
    let wanted = [
        "burn_a/Cargo.toml",
        "burn_a/src/main.rs",
        "burn_b/Cargo.toml",
        "burn_b/src/main.rs",
        "charts.png",
        "charts/accuracy.svg",
        "charts/gradients.svg",
        "charts/losses.svg",
        "charts/metric-energy.svg",
        "curves.csv",
        "film.gif",
        "film.png",
        "link.txt",
        "metrics.csv",
        "report.html",
        "saddle_a.py",
        "saddle_b.py",
        "samples.png",
    ];
    names.sort_unstable();
    assert_eq!(names, wanted);
}

#[test]
fn a_file_is_called_after_its_comparison_and_within_a_zip_as_what_it_is() {
    let named = Taken { name: Some("Quiet otter / 2".into()), ..taken(POINTS, 2) };
    for (wanted, name) in [
        (Wanted::Samples, "quiet-otter-2-samples.png"),
        (Wanted::Gif(Film { run: Some(1), seconds: 3 }), "quiet-otter-2-film-b.gif"),
        (Wanted::Pytorch(0), "quiet-otter-2-saddle_a.py"),
        (Wanted::Burn(1), "quiet-otter-2-saddle_b_burn.zip"),
    ] {
        assert_eq!(made(&named, &wanted).0, name);
    }
    let (name, zip) = made(&named, &Wanted::Everything(ALL));
    assert_eq!(name, "quiet-otter-2-saddle.zip");
    assert!(!zip.windows(11).any(|window| window == b"quiet-otter"));
}

#[test]
fn a_drawing_comes_along() {
    let mut taken = taken(POINTS, 2);
    let points = "AAAA____gAAAAAgAgAgAAABAABABABABAAcAcAYAYAUA";
    taken.address = format!("http://127.0.0.1:8080/#v=2&data=table&seed=3&draw={points}&b:loss=hinge");
    let (_, script) = made(&taken, &Wanted::Pytorch(1));
    let script = String::from_utf8(script).expect("text");
    assert!(script.contains("DRAWN = [\n    (0, 0), (4095, 4095), (2048, 0), "), "{script}");
    let (_, page) = made(&taken, &Wanted::Report);
    let page = String::from_utf8(page).expect("text");
    assert!(page.contains(&format!("draw={points}&amp;b:loss=hinge\">")), "the link is whole");
    assert!(page.contains("seed=3&amp;draw=…&amp;b:loss=hinge</a>"), "its words are short");
    let (_, zip) = made(&taken, &Wanted::Everything(ALL));
    let name = b"points.csv";
    assert!(zip.windows(name.len()).any(|window| window == name));
}

#[test]
fn charts_tables_and_the_report_say_what_was_measured() {
    let taken = taken(DIGITS, 30);
    let text = |wanted| String::from_utf8(made(&taken, &wanted).1).expect("text");
    let svg = text(Wanted::ChartsSvg);
    // Two lines of each run in three charts, one of the metric, and what real samples score; clipped ones are pieces.
    assert!(svg.matches("<polyline").count() - svg.matches("stroke=\"#d5dae1\"").count() > 6 * 2 + 2);
    assert!(svg.contains(">Energy distance, &quot;all&quot;</text>"));
    let accuracy = super::charts::charts(&taken).into_iter().find(|chart| chart.name == "accuracy");
    let accuracy = accuracy.map(|chart| chart.drawing.svg()).unwrap_or_default();
    assert!(accuracy.contains(">0</text>") && accuracy.contains(">1.00</text>"), "{accuracy}");
    let report = text(Wanted::Report);
    assert!(report.contains("Plain GAN &lt;b&gt;") && !report.contains("<b>"), "{}", &report[..600]);
    let cell = "<td>0.100 <span class=\"small\">step 290</span></td>";
    assert!(report.contains(&format!("{cell}{cell}<td>0.0100</td><td>less</td>")), "metrics");
    assert!(report.contains("Data: Points &lt;your table&gt;, seed 3."));
    assert!(report.contains("<h2>Charts</h2>"));
    assert!(report.contains("@media print"));
    let curves = super::tables::curves(&taken);
    assert_eq!(curves.lines().count(), 291);
    let metrics = super::tables::metrics(&taken);
    assert!(metrics.contains("\nB,290,energy,0.1,0.01,1,\"Energy distance, \"\"all\"\"\"\n"), "{metrics}");
    let png = made(&taken, &Wanted::ChartsPng).1;
    let reader = png::Decoder::new(Cursor::new(png)).read_info().expect("a PNG");
    assert_eq!((reader.info().width, reader.info().height), (1280, 4 * 520));
}

#[test]
fn what_is_not_there_yet_is_said() {
    let mut taken = taken(POINTS, 2);
    taken.runs.iter_mut().for_each(|run| (run.frames, run.metrics, run.series) = Default::default());
    for wanted in [Wanted::Gif(ALL), Wanted::Apng(ALL), Wanted::ChartsPng, Wanted::ChartsSvg, Wanted::Samples]
    {
        let said = make(&taken, &wanted, &mut |_, _| {}).expect_err("nothing to show");
        assert!(said.ends_with('.') && said.contains("yet"), "{wanted:?}: {said}");
    }
    let mut before = self::taken(POINTS, 2);
    before.runs.iter_mut().for_each(|run| (run.metrics, run.series) = Default::default());
    let page = String::from_utf8(made(&before, &Wanted::Report).1).expect("text");
    assert!(page.contains("<h2>Samples</h2>") && !page.contains("<h2>Charts</h2>"));
    assert!(make(&taken, &Wanted::Pytorch(7), &mut |_, _| {}).is_err());
    let (_, script) = made(&taken, &Wanted::Pytorch(1));
    assert!(String::from_utf8(script).is_ok_and(|text| text.contains("loss=\"hinge\"")));
}

/// How long the largest film takes: four runs of 64 images of 28 pixels, 120 pictures.
#[test]
#[ignore = "a measurement"]
fn speed_of_the_largest_film() {
    let mut taken = taken(Shape::Image { channels: 1, size: 28 }, 120);
    taken.runs.extend(['C', 'D'].map(|letter| run(letter, Shape::Image { channels: 1, size: 28 }, 120)));
    for wanted in [Wanted::Apng(ALL), Wanted::Gif(ALL), Wanted::Everything(ALL)] {
        let clock = std::time::Instant::now();
        let bytes = made(&taken, &wanted).1.len();
        println!("{wanted:?}: {:.2} s, {bytes} bytes", clock.elapsed().as_secs_f64());
    }
}
