//! The points of a drawing, to train on.

use super::files::{Fault, PointSet};
use crate::experiment::drawing::Drawing;

/// What the axes of a drawing are called.
pub const NAMES: [&str; 2] = ["x", "y"];

/// The points of `drawing`, scaled.
///
/// # Errors
/// As [`PointSet::scaled`].
pub fn drawn(drawing: &Drawing) -> Result<PointSet, Fault> {
    let points: Vec<[f64; 2]> = drawing.points().collect();
    PointSet::scaled(&points, NAMES.map(str::to_owned))
}

/// The same as a table of two columns, which is how it reaches the reader in the browser.
pub fn table(drawing: &Drawing) -> String {
    let rows: String = drawing.points().map(|[x, y]| format!("{x},{y}\n")).collect();
    format!("{}\n{rows}", NAMES.join(","))
}

#[cfg(test)]
mod tests {
    use super::super::files::{UserFile, Wishes, parse_points};
    use super::*;

    #[test]
    fn the_readers_points_are_those_of_the_command_line_to_the_bit() {
        let at = |i: i32| [f64::from(i % 7) / 8.0, f64::from(i) / 31.0 - 1.0];
        let drawing = Drawing::of((0..60).map(at));
        let file = UserFile { name: "drawing.csv".into(), bytes: table(&drawing).into_bytes() };
        let read = parse_points(&[file], &Wishes::default()).expect("points");
        let made = drawn(&drawing).expect("points");
        assert_eq!((read.values, read.axes), (made.values, made.axes));
    }
}
