//! The charts of a comparison, as drawings: losses, accuracies, gradients and every metric.

use super::drawing::{Anchor, Drawing, Mark};
use super::film::RUNS;
use super::taken::Taken;
use crate::chart::{Column, Curve, Scale, Series, columns, log_ticks, nice_ticks, spread_of};
use crate::number::{three_digits, whole};

const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 260.0;
/// Left, top, right, bottom.
const MARGINS: [f64; 4] = [56.0, 48.0, 16.0, 32.0];
const TEXT: [u8; 3] = [26, 29, 33];
const MUTED: [u8; 3] = [91, 100, 114];
const LINE: [u8; 3] = [213, 218, 225];

/// A chart and what its file is called.
pub struct Chart {
    /// The name of its file, without what comes behind the dot.
    pub name: String,
    /// What it shows.
    pub drawing: Drawing,
}

/// One line of a chart.
struct Trace {
    points: Vec<(f64, f64)>,
    colour: [u8; 3],
    dashed: bool,
    name: String,
}

/// A pair of series: the name of the file, the title, the series with their names, whether the axis is of powers.
type Pair = (&'static str, &'static str, [(Series, &'static str); 2], bool);

const PAIRS: [Pair; 3] = [
    ("losses", "Losses", [(Series::LossD, "D"), (Series::LossG, "G")], false),
    ("accuracy", "D's accuracy", [(Series::AccReal, "real"), (Series::AccFake, "fake")], false),
    ("gradients", "Gradient norms", [(Series::GradD, "D"), (Series::GradG, "G")], true),
];

/// Every chart of `taken` that has something to show.
pub fn charts(taken: &Taken) -> Vec<Chart> {
    let mut all: Vec<Chart> = PAIRS.iter().filter_map(|pair| of_pair(taken, pair)).collect();
    all.extend(of_metrics(taken));
    all
}

/// All of them below each other.
pub fn sheet(charts: &[Chart]) -> Drawing {
    let mut all = Drawing { width: WIDTH, height: HEIGHT * charts.len() as f64, marks: Vec::new() };
    for (i, chart) in charts.iter().enumerate() {
        let down = HEIGHT * i as f64;
        all.marks.extend(chart.drawing.marks.iter().cloned().map(|mark| moved(mark, down)));
    }
    all
}

fn moved(mark: Mark, down: f64) -> Mark {
    match mark {
        Mark::Line { points, colour, width, dash, opacity } => {
            let points = points.into_iter().map(|(x, y)| (x, y + down)).collect();
            Mark::Line { points, colour, width, dash, opacity }
        }
        Mark::Words { at: (x, y), words, colour, anchor, title } => {
            Mark::Words { at: (x, y + down), words, colour, anchor, title }
        }
    }
}

fn hue(letter: char) -> [u8; 3] {
    RUNS[(letter as usize).wrapping_sub('A' as usize) % RUNS.len()]
}

fn of_pair(taken: &Taken, (name, title, series, log): &Pair) -> Option<Chart> {
    let mut traces = Vec::new();
    for run in &taken.runs {
        let history = run.history();
        for (i, (series, what)) in series.iter().enumerate() {
            traces.push(Trace {
                points: smooth(history.curve(*series)),
                colour: hue(run.letter),
                dashed: i == 1,
                name: format!("{} {what}", run.letter),
            });
        }
    }
    Some(Chart { name: (*name).into(), drawing: drawing(title, traces, &[], *log)? })
}

/// The smooth line, in no more points than there are pixels.
fn smooth(curve: &Curve) -> Vec<(f64, f64)> {
    let mut found: Vec<Column> = Vec::new();
    columns(&curve.smooth, WIDTH as usize, &mut found);
    let steps = curve.smooth.len() as f64 / found.len().max(1) as f64;
    let middle = |(i, column): (usize, &Column)| {
        let (low, high) = (*column)?;
        Some(((i as f64 + 0.5) * steps, f64::from(low + high) / 2.0))
    };
    found.iter().enumerate().filter_map(middle).collect()
}

fn of_metrics(taken: &Taken) -> Vec<Chart> {
    let scores: Vec<_> = taken.runs.iter().map(|run| (run.letter, run.scores())).collect();
    let mut ids: Vec<String> = Vec::new();
    for curve in scores.iter().flat_map(|(_, scores)| scores.iter()) {
        if !ids.contains(&curve.id) {
            ids.push(curve.id.clone());
        }
    }
    let chart = |id: String| {
        let found: Vec<_> = scores.iter().filter_map(|(run, all)| Some((*run, all.get(&id)?))).collect();
        let (_, first) = found.first()?;
        let floors: Vec<f64> = first.floor.map(f64::from).into_iter().collect();
        let log = found.iter().all(|(_, curve)| curve.is_logarithmic());
        let traces = found.iter().map(|(run, curve)| Trace {
            points: curve.points.iter().map(|(step, v)| (f64::from(*step), f64::from(*v))).collect(),
            colour: hue(*run),
            dashed: false,
            name: run.to_string(),
        });
        let drawing = drawing(&first.label, traces.collect(), &floors, log)?;
        Some(Chart { name: format!("metric-{id}"), drawing })
    };
    ids.into_iter().filter_map(chart).collect()
}

/// Lines over steps, with hairlines, numbers and names; nothing where nothing was measured.
fn drawing(title: &str, traces: Vec<Trace>, floors: &[f64], log: bool) -> Option<Drawing> {
    let traces: Vec<Trace> = traces.into_iter().filter(|trace| !trace.points.is_empty()).collect();
    let end = traces.iter().flat_map(|t| &t.points).map(|p| p.0).fold(0.0, f64::max);
    let values: Vec<Column> =
        traces.iter().flat_map(|t| &t.points).map(|p| Some((p.1 as f32, p.1 as f32))).collect();
    let (low, high) = spread_of(&values)?;
    let (low, high) =
        floors.iter().fold((low, high), |(low, high), floor| (low.min(*floor), high.max(*floor)));
    let room = if log { 0.0 } else { (high - low) * 0.06 };
    let (low, high) = (low - room, high + room);
    let [left, top, right, bottom] = MARGINS;
    let x = Scale::linear((0.0, end.max(1.0)), (left, WIDTH - right));
    let ends = (HEIGHT - bottom, top);
    let y = if log { Scale::log((low, high), ends) } else { Scale::linear((low, high), ends) };
    let mut drawing = Drawing { width: WIDTH, height: HEIGHT, marks: Vec::new() };
    drawing.words((left, 16.0), title, TEXT, Anchor::Start, true);
    grid(&mut drawing, (x, y), (low, high), end, log);
    for floor in floors {
        if let Some(y) = y.at(*floor) {
            drawing.line(vec![(left, y), (WIDTH - right, y)], MUTED, 1.2, 2.0);
            let words = format!("real samples {}", three_digits(*floor));
            drawing.words((WIDTH - right - 4.0, y - 8.0), &words, MUTED, Anchor::End, false);
        }
    }
    let mut at = left;
    for trace in traces {
        let names = if trace.dashed { format!("{} - -", trace.name) } else { trace.name.clone() };
        drawing.words((at, 34.0), &names, trace.colour, Anchor::Start, false);
        at += 7.0 * names.chars().count() as f64 + 14.0;
        let place = |(step, value): &(f64, f64)| {
            Some((x.at(*step)?, y.at(*value)?.clamp(top - 4.0, HEIGHT - bottom + 4.0)))
        };
        let points: Vec<_> = trace.points.iter().filter_map(place).collect();
        drawing.line(points, trace.colour, 1.8, if trace.dashed { 5.0 } else { 0.0 });
    }
    Some(drawing)
}

fn grid(drawing: &mut Drawing, (x, y): (Scale, Scale), (low, high): (f64, f64), end: f64, log: bool) {
    let [left, _, right, bottom] = MARGINS;
    let ticks = if log { log_ticks(low, high, 5) } else { nice_ticks(low, high, 4) };
    for tick in ticks {
        let Some(height) = y.at(tick) else { continue };
        drawing.line(vec![(left, height), (WIDTH - right, height)], LINE, 1.0, 0.0);
        let words = if tick.abs() < 1e-9 { "0".into() } else { three_digits(tick) };
        drawing.words((left - 6.0, height), &words, MUTED, Anchor::End, false);
    }
    for tick in nice_ticks(0.0, end.max(1.0), 5) {
        if let Some(place) = x.at(tick) {
            let words = whole(tick as u64);
            drawing.words((place, HEIGHT - bottom + 14.0), &words, MUTED, Anchor::Middle, false);
        }
    }
    drawing.words((WIDTH - right, HEIGHT - 6.0), "steps", MUTED, Anchor::End, false);
}

impl Drawing {
    fn line(&mut self, points: Vec<(f64, f64)>, colour: [u8; 3], width: f64, dash: f64) {
        self.marks.push(Mark::Line { points, colour, width, dash, opacity: 1.0 });
    }

    fn words(&mut self, at: (f64, f64), words: &str, colour: [u8; 3], anchor: Anchor, title: bool) {
        self.marks.push(Mark::Words { at, words: words.into(), colour, anchor, title });
    }
}
