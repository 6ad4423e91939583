//! Spectral normalisation (Miyato et al. 2018, section 2 and algorithm 1): a weight divided by its
//! largest singular value.
//!
//! The weight is read as a matrix W of `[outputs, the rest]`. One power iteration an update,
//! v = normalised(Wᵀu), u = normalised(Wv), keeps the singular vectors; sigma = uᵀWv, and the
//! gradient flows through sigma but not through u and v.

use burn::module::{Module, RunningState};
use burn::prelude::*;

use crate::rng::Stream;

/// Power iterations before training, so that the first sigma is not far off (PyTorch's
/// `parametrizations.spectral_norm`).
const WARM_UP: usize = 15;

/// Keeps a vector of length 0 finite (PyTorch's default).
const EPSILON: f64 = 1e-12;

/// The singular vectors of one weight.
#[derive(Module, Debug)]
pub struct SpectralNorm {
    /// u, `[outputs]`.
    pub left: RunningState<Tensor<1>>,
    /// v, `[the rest]`.
    pub right: RunningState<Tensor<1>>,
}

impl SpectralNorm {
    /// Warmed up on `weight`, from a normal vector of `stream`. `outputs` is the dimension of the
    /// weight that counts its outputs.
    pub fn new<const D: usize>(weight: Tensor<D>, outputs: usize, stream: &mut Stream) -> Self {
        let (device, dims) = (weight.device(), weight.dims());
        let rows = dims[outputs];
        let w = Matrix::of(weight.detach(), outputs);
        let start = Tensor::<1>::from_data(TensorData::new(stream.normals(rows), [rows]), &device);
        let none = Tensor::zeros([dims.iter().product::<usize>() / rows], &device);
        let warm = (0..WARM_UP).fold((normalised(start), none), |(u, _), _| {
            let v = normalised(w.clone().left_product(u));
            (normalised(w.clone().right_product(v.clone())), v)
        });
        Self { left: RunningState::new(warm.0), right: RunningState::new(warm.1) }
    }

    /// Starts from the left vector `u` without warming up, for tests of known answers.
    pub fn from_left(u: Tensor<1>, columns: usize) -> Self {
        let right = Tensor::zeros([columns], &u.device());
        Self { left: RunningState::new(u), right: RunningState::new(right) }
    }

    /// `weight` over its largest singular value. On a training device the singular vectors move by
    /// one power iteration first, and its second half gives sigma: |Wv| = uᵀWv.
    ///
    /// # Shapes
    /// `weight` and the result: the same
    pub fn divide<const D: usize>(&self, weight: Tensor<D>, outputs: usize) -> Tensor<D> {
        if !weight.device().is_autodiff() {
            let sigma = self.sigma(weight.clone(), outputs);
            return weight / sigma.reshape([1; D]);
        }
        let w = Matrix::of(weight.clone(), outputs);
        let v = normalised(w.clone().detach().left_product(self.left.value_sync()));
        let wv = w.right_product(v.clone());
        let u = normalised(wv.clone().detach());
        self.left.update(u.clone());
        self.right.update(v);
        // A product's gradient is cheaper than a quotient's.
        weight * (wv * u).sum().recip().reshape([1; D])
    }

    /// The estimate of the largest singular value with the vectors as they stand, `[1]`.
    pub fn sigma<const D: usize>(&self, weight: Tensor<D>, outputs: usize) -> Tensor<1> {
        // On a training device `value` may lag behind other threads; there are none.
        let (u, v) = (self.left.value_sync(), self.right.value_sync());
        (Matrix::of(weight, outputs).right_product(v) * u).sum()
    }
}

/// A weight as its matrix W, as it lies in memory: linear layers hold the transpose, and to turn it
/// would cost as much as the rest.
#[derive(Clone)]
enum Matrix {
    /// `[outputs, the rest]`
    Straight(Tensor<2>),
    /// `[the rest, outputs]`
    Transposed(Tensor<2>),
}

impl Matrix {
    /// `outputs` is the dimension of `weight` that counts its outputs, 0 or 1.
    fn of<const D: usize>(weight: Tensor<D>, outputs: usize) -> Self {
        let rows = weight.dims()[outputs];
        let rest = weight.dims().iter().product::<usize>() / rows;
        match (D, outputs) {
            (2, 1) => Self::Transposed(weight.reshape([rest, rows])),
            _ => Self::Straight(weight.swap_dims(0, outputs).reshape([rows, rest])),
        }
    }

    fn detach(self) -> Self {
        match self {
            Self::Straight(w) => Self::Straight(w.detach()),
            Self::Transposed(w) => Self::Transposed(w.detach()),
        }
    }

    /// Wᵀu.
    fn left_product(self, u: Tensor<1>) -> Tensor<1> {
        match self {
            Self::Straight(w) => row_times(u, w),
            Self::Transposed(w) => times_column(w, u),
        }
    }

    /// Wv.
    fn right_product(self, v: Tensor<1>) -> Tensor<1> {
        match self {
            Self::Straight(w) => times_column(w, v),
            Self::Transposed(w) => row_times(v, w),
        }
    }
}

fn row_times(x: Tensor<1>, w: Tensor<2>) -> Tensor<1> {
    x.unsqueeze_dim::<2>(0).matmul(w).flatten(0, 1)
}

fn times_column(w: Tensor<2>, x: Tensor<1>) -> Tensor<1> {
    w.matmul(x.unsqueeze_dim::<2>(1)).flatten(0, 1)
}

fn normalised(x: Tensor<1>) -> Tensor<1> {
    let length = (x.clone() * x.clone()).sum().sqrt().clamp_min(EPSILON);
    x / length
}
