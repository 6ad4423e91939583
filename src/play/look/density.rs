//! How densely points lie, as a field over the plane and as lines of equal density.

/// The standard deviation of a point's blur, in cells.
const BLUR: f32 = 1.2;
/// Cells that the blur reaches.
const REACH: usize = 4;

/// The share of `points` around each of `side` by `side` cells over `[-extent, extent]²`, row by row from the
/// top, blurred by a Gaussian.
pub fn density(points: &[f32], extent: f32, side: usize) -> Vec<f32> {
    let mut field = vec![0.0; side * side];
    let points = points.as_chunks::<2>().0;
    let cell = |v: f32| {
        let at = (v / extent.max(1e-6) + 1.0) / 2.0 * side as f32;
        (at >= 0.0 && at < side as f32).then_some(at as usize)
    };
    for [x, y] in points {
        if let Some((x, y)) = cell(*x).zip(cell(-*y)) {
            field[y * side + x] += 1.0 / points.len() as f32;
        }
    }
    let across = blurred(&field, side, 1);
    blurred(&across, side, side)
}

/// `field` blurred along the direction in which cells lie `apart`; what leaves the plane is lost.
fn blurred(field: &[f32], side: usize, apart: usize) -> Vec<f32> {
    let weight = |i: usize| (-0.5 * (i as f32 / BLUR).powi(2)).exp();
    let sum = weight(0) + 2.0 * (1..=REACH).map(weight).sum::<f32>();
    let place = |at: usize| at / apart % side;
    let one = |at: usize| {
        let before = (1..=REACH.min(place(at))).map(|i| weight(i) * field[at - i * apart]);
        let after = (1..=REACH.min(side - 1 - place(at))).map(|i| weight(i) * field[at + i * apart]);
        (weight(0) * field[at] + before.sum::<f32>() + after.sum::<f32>()) / sum
    };
    (0..field.len()).map(one).collect()
}

/// Where `field` crosses `level`: pieces of lines between the centres of its cells, in cells from the left and
/// from the top (marching squares, Lorensen and Cline 1987 in two dimensions).
pub fn contour(field: &[f32], side: usize, level: f32) -> Vec<[[f32; 2]; 2]> {
    let mut pieces = Vec::new();
    let rest = side.saturating_sub(1);
    for at in (0..rest * rest).map(|i| i / rest * side + i % rest) {
        let (x, y) = ((at % side) as f32 + 0.5, (at / side) as f32 + 0.5);
        let corners = [(at, 0.0, 0.0), (at + 1, 1.0, 0.0), (at + side + 1, 1.0, 1.0), (at + side, 0.0, 1.0)];
        // Around the square, the places on its sides where the level is crossed: none, two or four.
        let mut crossings = (0..4).filter_map(|i| {
            let ((a, ax, ay), (b, bx, by)) = (corners[i], corners[(i + 1) % 4]);
            let (low, high) = (field[a], field[b]);
            let share = (level - low) / (high - low);
            ((low < level) != (high < level))
                .then_some([x + ax + share * (bx - ax), y + ay + share * (by - ay)])
        });
        while let (Some(from), Some(to)) = (crossings.next(), crossings.next()) {
            pieces.push([from, to]);
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shares_of_points_in_the_plane_add_up_and_lie_where_the_points_are() {
        let field = density(&[0.05, 0.95, 0.05, 0.95, -0.45, -0.45, 9.0, 0.0], 2.0, 40);
        let sum: f32 = field.iter().sum();
        assert!((sum - 0.75).abs() < 1e-4, "three of four points are in it: {sum}");
        let (peak, _) = field.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1)).expect("a field");
        assert_eq!((peak % 40, peak / 40), (20, 10), "right of the middle, in the upper half");
        assert!((field[peak] / field[24 * 40 + 15] - 2.0).abs() < 1e-3, "two points are twice one");
        assert!(density(&[], 2.0, 8).iter().all(|share| *share == 0.0));
    }

    #[test]
    fn a_contour_goes_where_the_field_crosses_the_level() {
        let slope: Vec<f32> = (0..16).map(|i| (i % 4) as f32).collect();
        let found = contour(&slope, 4, 1.25);
        assert_eq!(found.len(), 3, "one piece a row of squares");
        assert!(found.iter().flatten().all(|[x, _]| (x - 1.75).abs() < 1e-6), "upright, a quarter past 1");
        let mut hill = vec![0.0; 25];
        hill[12] = 1.0;
        assert_eq!(contour(&hill, 5, 0.5).len(), 4, "closed around one cell");
        assert!(contour(&hill, 5, 2.0).is_empty() && contour(&[], 0, 1.0).is_empty());
    }
}
