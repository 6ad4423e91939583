//! Eigenvalues and eigenvectors of small symmetric matrices by the cyclic Jacobi method (Golub and
//! Van Loan, 4th edition, section 8.5): slow for large ones and accurate for all.

/// Sweeps after which it stops in any case; eight are enough for a hundred rows.
const MAX_SWEEPS: usize = 60;

/// A square matrix, row by row.
#[derive(Clone, Debug, PartialEq)]
pub struct Matrix {
    /// Rows and columns.
    pub n: usize,
    /// `n` x `n` numbers.
    pub values: Vec<f64>,
}

/// A symmetric matrix taken apart: the matrix is the sum over k of `values[k]` times the outer
/// product of row k of `vectors` with itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Eigen {
    /// Eigenvalues, in no order.
    pub values: Vec<f64>,
    /// The unit eigenvectors, one a row.
    pub vectors: Matrix,
}

impl Matrix {
    /// The identity.
    pub fn identity(n: usize) -> Self {
        Self::from_fn(n, |i, j| f64::from(u8::from(i == j)))
    }

    /// The matrix with `f(row, column)`.
    pub fn from_fn(n: usize, f: impl Fn(usize, usize) -> f64) -> Self {
        Self { n, values: (0..n * n).map(|at| f(at / n, at % n)).collect() }
    }

    /// A row.
    pub fn row(&self, i: usize) -> &[f64] {
        &self.values[i * self.n..(i + 1) * self.n]
    }

    /// Sum of the diagonal.
    pub fn trace(&self) -> f64 {
        (0..self.n).map(|i| self.values[i * self.n + i]).sum()
    }

    /// The eigenvalues and eigenvectors of a symmetric matrix.
    pub fn eigen(mut self) -> Eigen {
        let n = self.n;
        let mut vectors = Self::identity(n);
        let size = self.values.iter().map(|v| v * v).sum::<f64>();
        for _ in 0..MAX_SWEEPS {
            let off = (0..n).flat_map(|i| (0..i).map(move |j| (i, j))).map(|(i, j)| self.row(i)[j].powi(2));
            if off.sum::<f64>() <= size * f64::EPSILON * f64::EPSILON {
                break;
            }
            for p in 0..n {
                for q in p + 1..n {
                    self.annihilate(p, q, &mut vectors);
                }
            }
        }
        Eigen { values: (0..n).map(|i| self.row(i)[i]).collect(), vectors }
    }

    /// One rotation of the rows and columns `p` and `q` that makes their common element 0.
    fn annihilate(&mut self, p: usize, q: usize, vectors: &mut Self) {
        let (app, aqq, apq) = (self.row(p)[p], self.row(q)[q], self.row(p)[q]);
        if apq == 0.0 {
            return;
        }
        let tau = (aqq - app) / (2.0 * apq);
        let t = tau.signum() / (tau.abs() + tau.hypot(1.0));
        let c = t.hypot(1.0).recip();
        let s = t * c;
        vectors.rotate_rows(p, q, c, s);
        self.rotate_rows(p, q, c, s);
        for row in self.values.chunks_exact_mut(self.n) {
            (row[p], row[q]) = (c * row[p] - s * row[q], s * row[p] + c * row[q]);
        }
    }

    fn rotate_rows(&mut self, p: usize, q: usize, c: f64, s: f64) {
        let (before, after) = self.values.split_at_mut(q * self.n);
        let row_p = &mut before[p * self.n..(p + 1) * self.n];
        for (x, y) in row_p.iter_mut().zip(&mut after[..self.n]) {
            (*x, *y) = (c * *x - s * *y, s * *x + c * *y);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::Stream;

    #[test]
    fn two_by_two_is_solved_by_hand() {
        let Eigen { mut values, vectors } = Matrix { n: 2, values: vec![2.0, 1.0, 1.0, 2.0] }.eigen();
        values.sort_unstable_by(f64::total_cmp);
        assert!((values[0] - 1.0).abs() < 1e-15 && (values[1] - 3.0).abs() < 1e-15);
        assert!(vectors.values.iter().all(|v| (v.abs() - 0.5_f64.sqrt()).abs() < 1e-15));
    }

    #[test]
    fn the_parts_make_the_matrix_again() {
        for n in [1, 3, 16, 40] {
            let draws = Stream::new(1, "matrix").normals(n * n);
            // The last row and column are 0: a singular matrix.
            let at = |i: usize, j: usize| {
                let (i, j) = (i.min(j), i.max(j));
                if n > 1 && j == n - 1 { 0.0 } else { f64::from(draws[i * n + j]) }
            };
            let matrix = Matrix::from_fn(n, at);
            let Eigen { values, vectors } = matrix.clone().eigen();
            let again = |i: usize, j: usize| {
                (0..n).map(|k| values[k] * vectors.row(k)[i] * vectors.row(k)[j]).sum::<f64>()
            };
            let dot = |i: usize, j: usize| {
                vectors.row(i).iter().zip(vectors.row(j)).map(|(a, b)| a * b).sum::<f64>()
            };
            for (i, j) in (0..n).flat_map(|i| (0..n).map(move |j| (i, j))) {
                assert!((again(i, j) - at(i, j)).abs() < 1e-12 * n as f64, "{n} {i} {j}");
                assert!((dot(i, j) - f64::from(u8::from(i == j))).abs() < 1e-12, "{n} {i} {j}");
            }
            assert!((values.iter().sum::<f64>() - matrix.trace()).abs() < 1e-12 * n as f64);
        }
    }
}
