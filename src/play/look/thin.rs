//! Of many points in one place, one: rings that lie on each other are a blob.

/// The points that `first_of_cells` chooses.
pub fn thin(points: &[f32], extent: f32, cells: usize) -> Vec<[f32; 2]> {
    let points = points.as_chunks::<2>().0;
    first_of_cells(points, extent, cells).into_iter().map(|i| points[i]).collect()
}

/// The number of the first point in every cell of a grid with `cells` on a side over `[-extent, extent]²`,
/// without those whose cell touches one that is taken. What lies outside is left out.
pub fn first_of_cells(points: &[[f32; 2]], extent: f32, cells: usize) -> Vec<usize> {
    let mut taken = vec![false; cells * cells];
    let cell = |v: f32| {
        let at = (v / extent.max(1e-6) + 1.0) / 2.0 * cells as f32;
        (at >= 0.0 && at < cells as f32).then_some(at as usize)
    };
    let first = |i: &usize| {
        let point = points[*i];
        let Some((x, y)) = cell(point[0]).zip(cell(point[1])) else { return false };
        let beside = (0..9).any(|i| {
            let (dx, dy) = (i % 3 - 1, i / 3 - 1);
            let at = x.checked_add_signed(dx).zip(y.checked_add_signed(dy));
            at.is_some_and(|(x, y)| x < cells && y < cells && taken[y * cells + x])
        });
        if !beside {
            taken[y * cells + x] = true;
        }
        !beside
    };
    (0..points.len()).filter(first).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_points_in_one_place_are_one_and_lonely_ones_stay() {
        let mut points: Vec<f32> = (0..1000).flat_map(|i| [0.5 + 1e-5 * i as f32, 0.5]).collect();
        points.extend([-0.9, -0.9, 0.9, -0.9]);
        assert_eq!(thin(&points, 1.0, 20), [[0.5, 0.5], [-0.9, -0.9], [0.9, -0.9]]);
    }

    #[test]
    fn what_is_outside_or_no_number_is_left_out() {
        assert_eq!(thin(&[2.0, 0.0, f32::NAN, 0.0, 0.0, -1.5], 1.0, 10), [[0.0f32; 2]; 0]);
        assert_eq!(thin(&[0.1, 0.1], 0.0, 10), [[0.0f32; 2]; 0]);
    }
}
