//! Something summed over the coordinates of all pairs of rows: squared distances, scalar products.
//!
//! The rows of `y` are taken a few at a time and turned over, so that they stay in cache and the
//! compiler compares several rows of `x` with all of them at once, whatever `dims` is.

use super::samples::Rows;

/// Rows of `y` that are compared at once.
const LANES: usize = 8;
/// Rows of `x` that are compared at once; their sums fill the registers of SSE and of wasm.
const GROUP: usize = 4;

/// Calls `visit(i, j, squares)` with the squared Euclidean distances of row `i` of `x` to the rows
/// `j`, `j + 1`, … of `y`, for every pair once.
pub fn squares(x: Rows<'_>, y: Rows<'_>, visit: impl FnMut(usize, usize, &[f32])) {
    pairs(x, y, |a, b| (a - b) * (a - b), visit);
}

/// Calls `visit(i, j, products)` with the scalar products of row `i` of `x` and the rows `j`,
/// `j + 1`, … of `y`, for every pair once.
pub fn products(x: Rows<'_>, y: Rows<'_>, visit: impl FnMut(usize, usize, &[f32])) {
    pairs(x, y, |a, b| a * b, visit);
}

#[inline(always)]
fn pairs(
    x: Rows<'_>,
    y: Rows<'_>,
    term: impl Fn(f32, f32) -> f32 + Copy,
    mut visit: impl FnMut(usize, usize, &[f32]),
) {
    let dims = x.dims;
    let mut panel = vec![[0.0; LANES]; dims];
    for (block, rows) in y.values.chunks(LANES * dims).enumerate() {
        for (lane, row) in rows.chunks_exact(dims).enumerate() {
            panel.iter_mut().zip(row).for_each(|(column, value)| column[lane] = *value);
        }
        let (first, lanes) = (block * LANES, rows.len() / dims);
        for (group, rows) in x.values.chunks(GROUP * dims).enumerate() {
            let i = group * GROUP;
            if rows.len() == GROUP * dims {
                let sums = sum::<GROUP>(rows, &panel, term);
                sums.iter().enumerate().for_each(|(r, sums)| visit(i + r, first, &sums[..lanes]));
            } else {
                for (r, row) in rows.chunks_exact(dims).enumerate() {
                    visit(i + r, first, &sum::<1>(row, &panel, term)[0][..lanes]);
                }
            }
        }
    }
}

/// The sums of `term` over the coordinates for `N` rows and every lane of `panel`.
#[inline(always)]
fn sum<const N: usize>(
    rows: &[f32],
    panel: &[[f32; LANES]],
    term: impl Fn(f32, f32) -> f32 + Copy,
) -> [[f32; LANES]; N] {
    let dims = panel.len();
    let rows: [&[f32]; N] = std::array::from_fn(|r| &rows[r * dims..(r + 1) * dims]);
    let mut sums = [[0.0; LANES]; N];
    for (d, column) in panel.iter().enumerate() {
        for (sums, row) in sums.iter_mut().zip(rows) {
            let a = row[d];
            sums.iter_mut().zip(column).for_each(|(sum, b)| *sum += term(a, *b));
        }
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::Stream;

    /// Notes sums as part `part` of the pair.
    fn keep(seen: &mut [[f64; 2]], m: usize, part: usize) -> impl FnMut(usize, usize, &[f32]) {
        move |i, j, sums| {
            sums.iter().zip(j..).for_each(|(v, j)| seen[i * m + j][part] = f64::from(*v));
        }
    }

    #[test]
    fn counts_and_dimensions_that_fill_no_panel_are_summed_exactly() {
        for (n, m, dims) in [(1, 1, 1), (7, 9, 3), (8, 16, 2), (13, 25, 17), (3, 8, 64), (4, 0, 2)] {
            let draw = |name, count| Stream::new(3, name).normals(count * dims);
            let (x, y) = (draw("x", n), draw("y", m));
            let (x, y) = (Rows::new(&x, dims), Rows::new(&y, dims));
            let mut seen = vec![[f64::NAN; 2]; n * m];
            squares(x, y, keep(&mut seen, m, 0));
            products(x, y, keep(&mut seen, m, 1));
            for (i, a) in x.iter().enumerate() {
                for (j, b) in y.iter().enumerate() {
                    let over = |f: fn(f64, f64) -> f64| {
                        a.iter().zip(b).map(|(a, b)| f(f64::from(*a), f64::from(*b))).sum::<f64>()
                    };
                    let [square, product] = seen[i * m + j];
                    assert!((square - over(|a, b| (a - b).powi(2))).abs() < 1e-4, "{n} {m} {dims}");
                    assert!((product - over(|a, b| a * b)).abs() < 1e-4, "{n} {m} {dims}");
                }
            }
        }
    }
}
