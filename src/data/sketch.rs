//! Painting a [`Drawing`]: strokes of a brush, an eraser, a mirror, undo, and shapes to begin with.

use crate::experiment::drawing::{Drawing, MOST};
use crate::rng::Stream;
use crate::text::{Text, draw as t};

/// States that can be brought back.
const UNDO: usize = 50;

/// Points that a brush leaves on a stroke from edge to edge at full pressure.
const DENSITY: f64 = 100.0;

/// Points of a shape to begin with.
const SHAPE: usize = 400;

/// What is painted, and how.
#[derive(Clone, Debug)]
pub struct Sketch {
    points: Vec<[f64; 2]>,
    before: Vec<Vec<[f64; 2]>>,
    /// Standard deviation of the brush, in halves of the canvas.
    pub brush: f64,
    /// Whether strokes take away instead.
    pub erasing: bool,
    /// Whether every stroke is painted on the other side too.
    pub mirror: bool,
    scatter: Stream,
    /// What of a point the strokes so far have left over.
    owed: f64,
}

impl Default for Sketch {
    fn default() -> Self {
        Self {
            points: Vec::new(),
            before: Vec::new(),
            brush: BRUSHES[1].2,
            erasing: false,
            mirror: false,
            scatter: Stream::new(0, "sketch"),
            owed: 0.0,
        }
    }
}

/// The brushes: a word for each, its name and its size.
pub const BRUSHES: [(&str, Text, f64); 3] =
    [("fine", t::FINE, 0.01), ("medium", t::MEDIUM, 0.03), ("broad", t::BROAD, 0.08)];

impl Sketch {
    /// The runs train on `drawing` now: it comes on the paper, which can be undone. Where they train on none, the
    /// paper stays as it is.
    pub fn follow(&mut self, drawing: Option<&Drawing>) {
        if let Some(drawing) = drawing.filter(|drawing| self.drawing() != **drawing) {
            self.put(drawing.points().collect());
        }
    }

    /// What is painted.
    pub fn drawing(&self) -> Drawing {
        Drawing::of(self.points.iter().copied())
    }

    /// Its points, each from -1 to 1.
    pub fn points(&self) -> &[[f64; 2]] {
        &self.points
    }

    /// A stroke begins: what was there can be brought back.
    pub fn begin(&mut self) {
        self.before.push(self.points.clone());
        if self.before.len() > UNDO {
            self.before.remove(0);
        }
        self.owed = 1.0;
    }

    /// The stroke goes on from `from` to `to`, with a pressure from 0 to 1. Answers whether there is room for more.
    pub fn stroke(&mut self, from: [f64; 2], to: [f64; 2], pressure: f64) -> bool {
        if self.erasing {
            self.erase(from, to);
            return true;
        }
        let length = ((to[0] - from[0]).powi(2) + (to[1] - from[1]).powi(2)).sqrt();
        self.owed += length / 2.0 * DENSITY * pressure.clamp(0.1, 1.0) * 2.0;
        while self.owed >= 1.0 {
            self.owed -= 1.0;
            let along = f64::from(self.scatter.uniform());
            let point =
                [0, 1].map(|axis| from[axis] + (to[axis] - from[axis]) * along + self.brush * self.normal());
            self.add(point);
            if self.mirror {
                self.add([-point[0], point[1]]);
            }
        }
        self.points.len() < MOST
    }

    fn normal(&mut self) -> f64 {
        f64::from(self.scatter.normal())
    }

    fn add(&mut self, point: [f64; 2]) {
        if self.points.len() < MOST && point.iter().all(|v| v.abs() <= 1.0) {
            self.points.push(point);
        }
    }

    /// Takes away what lies under the brush on its way from `from` to `to`.
    fn erase(&mut self, from: [f64; 2], to: [f64; 2]) {
        let reach = (2.0 * self.brush).max(0.04);
        let mirrored = self.mirror;
        let under = |point: [f64; 2]| distance(point, from, to) < reach;
        self.points.retain(|[x, y]| !(under([*x, *y]) || mirrored && under([-x, *y])));
    }

    /// Brings back what was there before the last stroke.
    pub fn undo(&mut self) {
        if let Some(before) = self.before.pop() {
            self.points = before;
        }
    }

    /// Whether there is something to bring back.
    pub fn can_undo(&self) -> bool {
        !self.before.is_empty()
    }

    /// Takes everything away, which can be undone.
    pub fn clear(&mut self) {
        self.begin();
        self.points.clear();
    }

    /// Puts `points` in the place of what is there, which can be undone.
    pub fn put(&mut self, points: Vec<[f64; 2]>) {
        self.begin();
        self.points.clear();
        points.into_iter().for_each(|point| self.add(point));
    }
}

/// How far `point` is from the segment between `from` and `to`.
fn distance(point: [f64; 2], from: [f64; 2], to: [f64; 2]) -> f64 {
    let minus = |a: [f64; 2], b: [f64; 2]| [a[0] - b[0], a[1] - b[1]];
    let dot = |a: [f64; 2], b: [f64; 2]| a[0] * b[0] + a[1] * b[1];
    let (way, off) = (minus(to, from), minus(point, from));
    let length = dot(way, way);
    let share = if length > 0.0 { (dot(off, way) / length).clamp(0.0, 1.0) } else { 0.0 };
    let left = minus(off, way.map(|v| share * v));
    dot(left, left).sqrt()
}

/// Two half circles in each other.
pub fn moons() -> Vec<[f64; 2]> {
    let mut scatter = Stream::new(0, "sketch-moons");
    let moon = |i: usize| {
        let angle = std::f64::consts::PI * f64::from(scatter.uniform());
        let [x, y] = [0, 1].map(|_| 0.03 * f64::from(scatter.normal()));
        let sign = if i.is_multiple_of(2) { 1.0 } else { -1.0 };
        [sign * (0.55 * libm::cos(angle) - 0.25) + x, sign * (0.55 * libm::sin(angle) - 0.15) + y]
    };
    (0..SHAPE).map(moon).collect()
}

/// A spiral of two turns.
pub fn spiral() -> Vec<[f64; 2]> {
    let mut scatter = Stream::new(0, "sketch-spiral");
    let one = |_| {
        // Equal distances along the way, not equal angles.
        let turn = f64::from(scatter.uniform()).sqrt();
        let angle = 4.0 * std::f64::consts::PI * turn;
        let [x, y] = [0, 1].map(|_| 0.015 * f64::from(scatter.normal()));
        [0.85 * turn * libm::cos(angle) + x, 0.85 * turn * libm::sin(angle) + y]
    };
    (0..SHAPE).map(one).collect()
}

/// Points where `dark` is: the weights of `width` cells a row, the first row at the top. The longer side fills
/// most of the canvas. Nothing where all is light.
pub fn of_dark(dark: &[f32], width: usize) -> Vec<[f64; 2]> {
    let height = dark.len() / width.max(1);
    let sums: Vec<f64> = dark
        .iter()
        .scan(0.0, |sum, weight| {
            *sum += f64::from(weight.max(0.0));
            Some(*sum)
        })
        .collect();
    let all = sums.last().copied().unwrap_or(0.0);
    if width == 0 || height == 0 || !all.is_normal() {
        return Vec::new();
    }
    let mut scatter = Stream::new(0, "sketch-dark");
    let cell = 1.8 / width.max(height) as f64;
    let point = |_| {
        let drawn = f64::from(scatter.uniform()) * all;
        let place = sums.partition_point(|sum| *sum <= drawn).min(dark.len() - 1);
        let [x, y] = [place % width, place / width].map(|at| at as f64 + f64::from(scatter.uniform()));
        [(x - width as f64 / 2.0) * cell, (height as f64 / 2.0 - y) * cell]
    };
    (0..SHAPE).map(point).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stroke_leaves_points_along_its_way_and_can_be_undone() {
        let mut sketch = Sketch { brush: 0.01, ..Sketch::default() };
        sketch.begin();
        (0..10).for_each(|i| {
            let at = |i: f64| [i / 10.0 - 0.5, 0.2];
            sketch.stroke(at(f64::from(i)), at(f64::from(i) + 1.0), 1.0);
        });
        let count = sketch.points().len();
        assert!((90..=110).contains(&count), "{count}");
        assert!(sketch.points().iter().all(|[x, y]| x.abs() < 0.6 && (y - 0.2).abs() < 0.06));
        let light = {
            let mut light = Sketch { brush: 0.01, ..Sketch::default() };
            light.begin();
            light.stroke([-0.5, 0.0], [0.5, 0.0], 0.5);
            light.points().len()
        };
        assert!((45..=55).contains(&light), "half the pressure, half the points: {light}");
        sketch.undo();
        assert!(sketch.points().is_empty() && !sketch.can_undo());
    }

    #[test]
    fn the_mirror_paints_and_erases_on_both_sides_and_nothing_is_beyond_what_a_link_holds() {
        let mut sketch = Sketch { mirror: true, ..Sketch::default() };
        sketch.begin();
        sketch.stroke([0.5, 0.0], [0.9, 0.5], 1.0);
        let left = sketch.points().iter().filter(|[x, _]| *x < 0.0).count();
        assert_eq!(2 * left, sketch.points().len());
        sketch.erasing = true;
        sketch.brush = 2.0;
        sketch.stroke([0.5, 0.0], [0.6, 0.0], 1.0);
        assert!(sketch.points().is_empty());
        sketch.erasing = false;
        while sketch.stroke([-0.5, 0.0], [0.5, 0.0], 1.0) {}
        assert_eq!((sketch.points().len(), sketch.drawing().count()), (MOST, MOST));
    }

    #[test]
    fn the_eraser_takes_away_all_along_its_way_and_nothing_else() {
        let at = |i: u32| f64::from(i) / 50.0 - 0.9;
        let mut sketch = Sketch::default();
        // A line, and another one far from it.
        sketch.put((0..90).flat_map(|i| [[at(i), 0.0], [at(i), 0.5]]).collect());
        sketch.erasing = true;
        sketch.stroke([-0.95, 0.0], [0.95, 0.0], 1.0);
        assert_eq!(sketch.points().len(), 90);
        assert!(sketch.points().iter().all(|point| point[1] == 0.5));
        sketch.mirror = true;
        sketch.stroke([0.2, 0.5], [0.7, 0.5], 1.0);
        let left = sketch.points().iter().all(|[x, _]| x.abs() < 0.2 || x.abs() > 0.7);
        assert!(left && sketch.points().len() > 10, "on both sides");
        let before = sketch.points().len();
        sketch.stroke([0.0, 0.5], [0.0, 0.5], 1.0);
        assert!((1..before).contains(&sketch.points().len()), "a tap erases too");
    }

    #[test]
    fn the_paper_follows_the_drawing_that_is_trained_on() {
        let drawing = |points: Vec<[f64; 2]>| Drawing::of(points);
        let [first, second] = [moons(), spiral()].map(drawing);
        let mut sketch = Sketch::default();
        sketch.follow(Some(&first));
        assert_eq!(sketch.drawing(), first);
        // Another one is painted and used, and the bar's Undo brings the first one back.
        sketch.put(spiral());
        sketch.follow(Some(&second));
        let painted = sketch.points().to_vec();
        assert_eq!(painted[..], spiral()[..], "what is trained on is not painted again");
        sketch.follow(Some(&first));
        assert_eq!(sketch.drawing(), first);
        sketch.follow(None);
        assert_eq!(sketch.drawing(), first, "the paper stays where nothing drawn is trained on");
        sketch.undo();
        assert_eq!(sketch.points(), painted, "what was on the paper can be had back");
    }

    #[test]
    fn shapes_to_begin_with_lie_on_the_canvas() {
        for shape in [moons(), spiral()] {
            assert_eq!(shape.len(), SHAPE);
            assert!(shape.iter().flatten().all(|v| v.abs() < 1.0));
        }
        // A dark column at the left of a wide picture.
        let mut dark = vec![0.0; 40 * 20];
        (0..20).for_each(|row| dark[row * 40] = 1.0);
        let column = of_dark(&dark, 40);
        assert!(column.iter().all(|[x, y]| (-0.9..=-0.85).contains(x) && y.abs() <= 0.45), "{column:?}");
        assert!(of_dark(&[0.0; 16], 4).is_empty() && of_dark(&[], 0).is_empty());
    }
}
