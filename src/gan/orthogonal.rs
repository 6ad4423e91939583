//! Orthogonal matrices to begin with (Saxe et al. 2014): every direction comes through a layer as long
//! as it went in.

/// A matrix with orthonormal columns, or rows where there are fewer rows than columns, made of the
/// normal numbers `values`: the Q of their QR decomposition whose R has a positive diagonal, which is
/// what PyTorch's `orthogonal_` gives with gain 1. On the host in double precision, so that every
/// engine starts from the same bits.
///
/// # Shapes
/// `values` and the result: `[rows, columns]`, row by row
pub fn orthogonal(values: &[f32], rows: usize) -> Vec<f32> {
    let columns = values.len() / rows.max(1);
    let wide = rows < columns;
    let mut vectors: Vec<Vec<f64>> = if wide {
        values.chunks(columns.max(1)).map(|row| row.iter().map(|v| f64::from(*v)).collect()).collect()
    } else {
        let column = |j: usize| values.iter().skip(j).step_by(columns).map(|v| f64::from(*v)).collect();
        (0..columns).map(column).collect()
    };
    orthonormalise(&mut vectors);
    if wide {
        return vectors.iter().flatten().map(|v| *v as f32).collect();
    }
    (0..rows).flat_map(|i| vectors.iter().map(move |column| column[i] as f32)).collect()
}

/// Modified Gram-Schmidt: each vector without its part along those before it, at length 1.
fn orthonormalise(vectors: &mut [Vec<f64>]) {
    for i in 0..vectors.len() {
        let (before, from_here) = vectors.split_at_mut(i);
        let Some(vector) = from_here.first_mut() else { return };
        for other in before.iter() {
            let along = dot(vector, other);
            vector.iter_mut().zip(other).for_each(|(v, o)| *v -= along * o);
        }
        let length = dot(vector, vector).sqrt().max(f64::MIN_POSITIVE);
        vector.iter_mut().for_each(|v| *v /= length);
    }
}

/// In eight sums, which the processor takes side by side.
fn dot(a: &[f64], b: &[f64]) -> f64 {
    let (a_eights, b_eights) = (a.chunks_exact(8), b.chunks_exact(8));
    let rest: f64 = a_eights.remainder().iter().zip(b_eights.remainder()).map(|(a, b)| a * b).sum();
    let mut sums = [0.0; 8];
    for (a, b) in a_eights.zip(b_eights) {
        sums.iter_mut().zip(a.iter().zip(b)).for_each(|(sum, (a, b))| *sum += a * b);
    }
    sums.iter().sum::<f64>() + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::Stream;

    /// The product of row or column `i` and `j` of a matrix of `[rows, columns]`.
    fn product(x: &[f32], y: &[f32], [rows, columns]: [usize; 2], [i, j]: [usize; 2]) -> f64 {
        let pair = |a: usize, b: usize| f64::from(x[a]) * f64::from(y[b]);
        if rows < columns {
            (0..columns).map(|k| pair(i * columns + k, j * columns + k)).sum()
        } else {
            (0..rows).map(|k| pair(k * columns + i, k * columns + j)).sum()
        }
    }

    #[test]
    fn a_matrix_of_two_by_two_is_turned_as_by_hand() {
        // Columns (3, 4) and (1, 0): the second loses 3/5 of (3/5, 4/5) and points to (4/5, -3/5).
        let expected = [0.6, 0.8, 0.8, -0.6];
        let found = orthogonal(&[3.0, 1.0, 4.0, 0.0], 2);
        assert!(found.iter().zip(expected).all(|(f, e)| (f - e).abs() < 1e-7), "{found:?}");
    }

    #[test]
    fn the_shorter_side_is_orthonormal_and_it_is_the_q_of_a_qr_with_a_positive_diagonal() {
        for shape in [[5, 5], [3, 64], [64, 3], [1, 7], [7, 1], [16, 100]] {
            let values = Stream::new(3, "orthogonal").normals(shape[0] * shape[1]);
            let q = orthogonal(&values, shape[0]);
            let n = shape[0].min(shape[1]);
            for (i, j) in (0..n).flat_map(|i| (0..n).map(move |j| (i, j))) {
                let unit = f64::from(u8::from(i == j));
                assert!((product(&q, &q, shape, [i, j]) - unit).abs() < 1e-6, "{shape:?} {i} {j}");
                // R = QᵀA is upper triangular.
                let r = product(&q, &values, shape, [i, j]);
                match i.cmp(&j) {
                    std::cmp::Ordering::Greater => assert!(r.abs() < 1e-5, "{shape:?} {i} {j}: {r}"),
                    std::cmp::Ordering::Equal => assert!(r > 0.0, "{shape:?} {i}: {r}"),
                    std::cmp::Ordering::Less => {}
                }
            }
        }
    }

    #[test]
    fn nothing_breaks_on_nothing_or_zeros() {
        assert!(orthogonal(&[], 0).is_empty());
        assert_eq!(orthogonal(&[0.0; 4], 2), [0.0; 4]);
    }
}
