//! The eigenvalues of a matrix of two rows.

use serde::{Deserialize, Serialize};

/// A complex number.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Eigenvalue {
    /// Its real part.
    pub re: f64,
    /// Its imaginary part.
    pub im: f64,
}

impl Eigenvalue {
    /// How long it is.
    pub fn size(self) -> f64 {
        self.re.hypot(self.im)
    }
}

/// The eigenvalues of `[[a, b], [c, d]]`, the longer first: the roots of λ² - (a + d) λ + (a d - b c).
pub fn eigenvalues([[a, b], [c, d]]: [[f64; 2]; 2]) -> [Eigenvalue; 2] {
    let middle = f64::midpoint(a, d);
    // Not (a + d)² / 4 - det, which is a difference of two large numbers.
    let discriminant = (a - d) * (a - d) / 4.0 + b * c;
    let root = discriminant.abs().sqrt();
    if discriminant < 0.0 {
        return [root, -root].map(|im| Eigenvalue { re: middle, im });
    }
    let far = root.copysign(middle);
    [middle + far, middle - far].map(|re| Eigenvalue { re, im: 0.0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roots_by_hand() {
        for (matrix, expected) in [
            ([[2.0, 0.0], [0.0, -3.0]], [(-3.0, 0.0), (2.0, 0.0)]),
            ([[0.0, -1.0], [1.0, 0.0]], [(0.0, 1.0), (0.0, -1.0)]),
            ([[1.0, 0.5], [-0.5, 1.0]], [(1.0, 0.5), (1.0, -0.5)]),
            ([[1.0, 1.0], [0.0, 1.0]], [(1.0, 0.0), (1.0, 0.0)]),
            ([[4.0, 1.0], [2.0, 3.0]], [(5.0, 0.0), (2.0, 0.0)]),
        ] {
            assert_eq!(eigenvalues(matrix).map(|found| (found.re, found.im)), expected);
        }
        assert_eq!(Eigenvalue { re: 3.0, im: -4.0 }.size(), 5.0);
    }
}
