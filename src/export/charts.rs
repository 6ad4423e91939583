//! The charts of a comparison, as drawings: losses, accuracies, gradients and every metric.

use super::drawing::{Anchor, Drawing, Mark};
use super::film::RUNS;
use super::plot::pieces;
use super::taken::Taken;
use crate::chart::{Column, Curve, Scale, Series, log_ticks, nice_ticks, spread_of};
use crate::metrics::names;
use crate::number::{three_digits, whole};
use crate::text::{Text, report as t};

const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 260.0;
/// Left, top, right, bottom.
const MARGINS: [f64; 4] = [56.0, 48.0, 16.0, 32.0];
/// The radius of a value that stands alone.
const DOT: f64 = 3.0;
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

/// What an axis of values spans.
#[derive(Clone, Copy, PartialEq)]
enum Axis {
    /// What was measured, without its rarest peaks.
    Linear,
    /// The same in powers of ten.
    Powers,
    /// From 0 to 1.
    Shares,
}

/// One line of a chart; what is not finite is a gap.
struct Trace {
    points: Vec<(f64, f64)>,
    colour: [u8; 3],
    dashed: bool,
    name: String,
}

/// A pair of series: the name of the file, the title, the series with their names, the axis.
type Pair = (&'static str, Text, [(Series, Text); 2], Axis);

const PAIRS: [Pair; 3] = [
    ("losses", t::LOSSES, [(Series::LossD, t::D), (Series::LossG, t::G)], Axis::Linear),
    ("accuracy", t::ACCURACY, [(Series::AccReal, t::REAL), (Series::AccFake, t::FAKE)], Axis::Shares),
    ("gradients", t::GRADIENTS, [(Series::GradD, t::D), (Series::GradG, t::G)], Axis::Powers),
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
        Mark::Dot { at: (x, y), colour, radius } => Mark::Dot { at: (x, y + down), colour, radius },
        Mark::Words { at: (x, y), words, colour, anchor, title } => {
            Mark::Words { at: (x, y + down), words, colour, anchor, title }
        }
    }
}

fn hue(letter: char) -> [u8; 3] {
    RUNS[(letter as usize).wrapping_sub('A' as usize) % RUNS.len()]
}

fn of_pair(taken: &Taken, (name, title, series, axis): &Pair) -> Option<Chart> {
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
    Some(Chart { name: (*name).into(), drawing: drawing(title.get(), traces, &[], *axis)? })
}

/// The smooth line, in no more points than there are pixels: the middle of what each has, at its middle step.
fn smooth(curve: &Curve) -> Vec<(f64, f64)> {
    let mut found: Vec<Column> = Vec::new();
    let length = curve.raw().len();
    curve.line((0, length), WIDTH as usize, &mut found);
    let steps = length as f64 / found.len().max(1) as f64;
    let middle = |(i, column): (usize, &Column)| {
        let value = column.map_or(f64::NAN, |(low, high)| f64::from(low + high) / 2.0);
        ((i as f64 + 0.5) * steps + 0.5, value)
    };
    found.iter().enumerate().map(middle).collect()
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
        let axis = if log { Axis::Powers } else { Axis::Linear };
        let traces = found.iter().map(|(run, curve)| Trace {
            points: curve.points.iter().map(|(step, v)| (f64::from(*step), f64::from(*v))).collect(),
            colour: hue(*run),
            dashed: false,
            name: run.to_string(),
        });
        let drawing = drawing(&names::shown(&id, &first.label), traces.collect(), &floors, axis)?;
        Some(Chart { name: format!("metric-{id}"), drawing })
    };
    ids.into_iter().filter_map(chart).collect()
}

/// Lines over steps, with hairlines, numbers and names; nothing where nothing was measured.
fn drawing(title: &str, traces: Vec<Trace>, floors: &[f64], axis: Axis) -> Option<Drawing> {
    let ends = ends(&traces, floors, axis)?;
    let measured = |p: &&(f64, f64)| p.1.is_finite();
    let end = traces.iter().flat_map(|t| t.points.iter().filter(measured)).map(|p| p.0).fold(0.0, f64::max);
    let [left, top, right, bottom] = MARGINS;
    let edges = (top, HEIGHT - bottom);
    let x = Scale::linear((0.0, end.max(1.0)), (left, WIDTH - right));
    let heights = (edges.1, edges.0);
    let y = if axis == Axis::Powers { Scale::log(ends, heights) } else { Scale::linear(ends, heights) };
    let mut drawing = Drawing { width: WIDTH, height: HEIGHT, marks: Vec::new() };
    drawing.words((left, 16.0), title, TEXT, Anchor::Start, true);
    grid(&mut drawing, (x, y), ends, end, axis);
    for floor in floors {
        if let Some(y) = y.at(*floor) {
            drawing.line(vec![(left, y), (WIDTH - right, y)], MUTED, 1.2, 2.0);
            let words = t::real_score(three_digits(*floor));
            drawing.words((WIDTH - right - 4.0, y - 8.0), &words, MUTED, Anchor::End, false);
        }
    }
    let mut at = left;
    for trace in traces.into_iter().filter(|trace| trace.points.iter().any(|p| p.1.is_finite())) {
        let names = if trace.dashed { format!("{} - -", trace.name) } else { trace.name.clone() };
        drawing.words((at, 34.0), &names, trace.colour, Anchor::Start, false);
        at += 7.0 * names.chars().count() as f64 + 14.0;
        let place = |(step, value): &(f64, f64)| Some((x.at(*step)?, y.at(*value)?));
        let places: Vec<_> = trace.points.iter().map(place).collect();
        for piece in pieces(&places, edges) {
            match piece[..] {
                [at] => drawing.marks.push(Mark::Dot { at, colour: trace.colour, radius: DOT }),
                _ => drawing.line(piece, trace.colour, 1.8, if trace.dashed { 5.0 } else { 0.0 }),
            }
        }
    }
    Some(drawing)
}

/// The ends of the axis of values: all that was measured but the rarest peaks, and `floors`.
fn ends(traces: &[Trace], floors: &[f64], axis: Axis) -> Option<(f64, f64)> {
    let shown = |v: &f64| v.is_finite() && (axis != Axis::Powers || *v > 0.0);
    let values = traces.iter().flat_map(|t| &t.points).map(|p| p.1).filter(shown);
    let values: Vec<Column> = values.map(|v| Some((v as f32, v as f32))).collect();
    let (low, high) = spread_of(&values)?;
    let (low, high) = match axis {
        Axis::Shares => (0.0, 1.0),
        _ => floors.iter().fold((low, high), |(low, high), floor| (low.min(*floor), high.max(*floor))),
    };
    Some(match axis {
        Axis::Powers if high > 1.01 * low => (low, high),
        // One value has room on both sides.
        Axis::Powers => (low / 2.0, high * 2.0),
        _ => {
            let room = match (high - low, low.abs()) {
                (0.0, 0.0) => 0.5,
                (0.0, size) => size / 2.0,
                (length, _) => length * 0.06,
            };
            (low - room, high + room)
        }
    })
}

fn grid(drawing: &mut Drawing, (x, y): (Scale, Scale), (low, high): (f64, f64), end: f64, axis: Axis) {
    let [left, _, right, bottom] = MARGINS;
    let powers = if axis == Axis::Powers { log_ticks(low, high, 5) } else { Vec::new() };
    // One number says nothing of an axis.
    let ticks = if powers.len() < 2 { nice_ticks(low, high, 4) } else { powers };
    for tick in ticks {
        let Some(height) = y.at(tick) else { continue };
        drawing.line(vec![(left, height), (WIDTH - right, height)], LINE, 1.0, 0.0);
        let words = if tick.abs() < 1e-9 { "0".into() } else { three_digits(tick) };
        drawing.words((left - 6.0, height), &words, MUTED, Anchor::End, false);
    }
    let whole_steps = |tick: &f64| (tick - tick.round()).abs() < 1e-6;
    for tick in nice_ticks(0.0, end.max(1.0), 5).into_iter().filter(whole_steps) {
        if let Some(place) = x.at(tick) {
            let words = whole(tick.round() as u64);
            drawing.words((place, HEIGHT - bottom + 14.0), &words, MUTED, Anchor::Middle, false);
        }
    }
    drawing.words((WIDTH - right, HEIGHT - 6.0), t::AXIS_STEPS.get(), MUTED, Anchor::End, false);
}

impl Drawing {
    fn line(&mut self, points: Vec<(f64, f64)>, colour: [u8; 3], width: f64, dash: f64) {
        self.marks.push(Mark::Line { points, colour, width, dash, opacity: 1.0 });
    }

    fn words(&mut self, at: (f64, f64), words: &str, colour: [u8; 3], anchor: Anchor, title: bool) {
        self.marks.push(Mark::Words { at, words: words.into(), colour, anchor, title });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chart(points: Vec<(f64, f64)>, axis: Axis) -> Drawing {
        let trace = Trace { points, colour: [1, 2, 3], dashed: false, name: "A".into() };
        drawing("Title", vec![trace], &[], axis).expect("a chart")
    }

    /// The words of the axes: of the values, of the steps.
    fn told(drawing: &Drawing) -> [Vec<&str>; 2] {
        [Anchor::End, Anchor::Middle].map(|side| {
            let words = drawing.marks.iter().filter_map(move |mark| match mark {
                Mark::Words { words, anchor, .. } if *anchor == side && words != "steps" => {
                    Some(words.as_str())
                }
                _ => None,
            });
            words.collect()
        })
    }

    fn lines(drawing: &Drawing) -> Vec<&[(f64, f64)]> {
        let line = |mark| match mark {
            &Mark::Line { ref points, colour: [1, 2, 3], .. } => Some(&points[..]),
            _ => None,
        };
        drawing.marks.iter().filter_map(line).collect()
    }

    #[test]
    fn what_lies_beyond_the_edge_leaves_the_chart_and_makes_no_plateau() {
        let value = |i: u32| if (100..104).contains(&i) { 900.0 + f64::from(i) } else { f64::from(i % 10) };
        let drawing = chart((0..400).map(|i| (f64::from(i), value(i))).collect(), Axis::Linear);
        let lines = lines(&drawing);
        assert_eq!(lines.len(), 2, "one up to the peak, one from it on");
        let (top, bottom) = (MARGINS[1], HEIGHT - MARGINS[3]);
        assert!(lines.concat().iter().all(|(_, y)| (top..=bottom).contains(y)));
        assert_eq!(lines.concat().iter().filter(|(_, y)| *y == top).count(), 2, "out and in");
    }

    #[test]
    fn accuracy_has_all_of_its_axis() {
        let drawing =
            chart((1..50).map(|i| (f64::from(i), 0.5 + f64::from(i) / 200.0)).collect(), Axis::Shares);
        assert_eq!(told(&drawing)[0], ["0", "0.500", "1.00"]);
    }

    #[test]
    fn one_snapshot_is_a_dot_on_axes_with_numbers() {
        for (axis, value) in
            [(Axis::Linear, 3.0), (Axis::Linear, 0.0), (Axis::Powers, 0.013), (Axis::Shares, 0.7)]
        {
            let drawing = chart(vec![(0.0, value)], axis);
            let dots = drawing.marks.iter().filter(|mark| matches!(mark, Mark::Dot { .. })).count();
            assert_eq!((dots, lines(&drawing).len()), (1, 0), "{value}");
            let [values, steps] = told(&drawing);
            assert!(values.len() >= 2, "{value}: {values:?}");
            assert_eq!(steps, ["0", "1"]);
        }
    }

    #[test]
    fn steps_are_whole_and_each_is_told_once() {
        for end in [1, 2, 3, 4, 7, 122, 20_000] {
            let drawing = chart(vec![(0.0, 1.0), (f64::from(end), 2.0)], Axis::Linear);
            let [_, steps] = told(&drawing);
            assert!(steps.len() >= 2 && steps.windows(2).all(|two| two[0] != two[1]), "{end}: {steps:?}");
        }
    }

    #[test]
    fn what_was_not_measured_is_a_gap() {
        let points = vec![(1.0, 1.0), (2.0, 2.0), (3.0, f64::NAN), (4.0, 2.0), (5.0, 1.0)];
        assert_eq!(lines(&chart(points, Axis::Linear)).len(), 2);
        let points = vec![(1.0, 0.1), (2.0, 0.2), (3.0, 0.0), (4.0, 0.3), (5.0, 0.1)];
        assert_eq!(lines(&chart(points, Axis::Powers)).len(), 2, "a logarithm of 0");
    }

    #[test]
    fn curves_begin_at_step_1_and_end_at_the_last() {
        let mut history = crate::chart::History::default();
        for _ in 0..3 {
            history.push(&crate::record::StepRecord { loss_d: 1.0, ..Default::default() });
        }
        let steps: Vec<f64> = smooth(history.curve(Series::LossD)).iter().map(|p| p.0).collect();
        assert_eq!(steps, [1.0, 2.0, 3.0]);
    }
}
