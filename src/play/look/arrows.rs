//! The gradient of G's loss as arrows: where a step would move the generated points.

use super::thin::first_of_cells;

/// The longest arrow, as a share of half the side of the plane.
const LONGEST: f32 = 0.16;
/// The slope whose arrow is half as long. Lengths grow ever less above it, and are alike in all runs and steps:
/// where the gradient vanishes, so do the arrows.
const HALF: f32 = 1.0;
/// Shorter ones are left out.
const SHORTEST: f32 = 0.005;

/// Arrows, each from a point to its tip, against the slopes. Of the points in one of the `cells` on a side, only
/// the first has one.
pub fn arrows(points: &[f32], slopes: &[f32], extent: f32, cells: usize) -> Vec<[[f32; 2]; 2]> {
    let (points, slopes) = (points.as_chunks::<2>().0, slopes.as_chunks::<2>().0);
    let count = points.len().min(slopes.len());
    let chosen = first_of_cells(&points[..count], extent, cells).into_iter();
    let arrow = |i: usize| {
        let ([x, y], [dx, dy]) = (points[i], slopes[i]);
        let slope = dx.hypot(dy);
        let length = LONGEST * extent * slope / (slope + HALF);
        let share = length / slope;
        (length > SHORTEST * extent).then_some([[x, y], [x - share * dx, y - share * dy]])
    };
    chosen.filter_map(arrow).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(a: f32, b: f32) -> bool {
        (a - b).abs() < 1e-6
    }

    #[test]
    fn an_arrow_points_against_the_slope_and_grows_with_it_up_to_a_limit() {
        let points = [0.0, 0.0, 1.0, 1.0, -1.0, 1.0];
        let found = arrows(&points, &[1.0, 0.0, 0.0, -3.0, 600.0, 800.0], 2.0, 20);
        let [[_, [x, _]], [from, up], [_, far]] = found[..] else { panic!("{found:?}") };
        assert!(near(x, -0.16), "half of 0.32");
        assert!(from == [1.0, 1.0] && near(up[0], 1.0) && near(up[1], 1.0 + 0.75 * 0.32));
        let length = (far[0] + 1.0).hypot(far[1] - 1.0);
        assert!(length > 0.319 && length < 0.32 && far[0] < -1.0 && far[1] < 1.0);
    }

    #[test]
    fn where_nothing_pulls_there_is_no_arrow() {
        let slopes = [0.0, 0.0, 1e-3, 0.0, f32::NAN, 1.0];
        assert!(arrows(&[0.0, 0.0, 1.0, 0.0, 0.0, 1.0], &slopes, 1.9, 30).is_empty());
        assert!(arrows(&[0.0, 0.0], &[], 1.9, 30).is_empty());
        let crowd = [0.5; 20];
        assert_eq!(arrows(&crowd, &[1.0; 20], 1.9, 30).len(), 1, "one of many in one place");
    }
}
