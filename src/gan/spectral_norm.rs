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

/// The singular vectors of one weight, without autodiff: nothing is learned through them, and each of
/// their many small operations costs three times as much with it.
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
        let w = Matrix::of(weight.without_autodiff(), outputs);
        let rows = w.rows();
        let start = TensorData::new(stream.normals(rows), [rows]);
        let (start, _) = normalised(Tensor::from_data(start, &w.device()));
        let Iterated { u, v, .. } = w.warm(start);
        Self { left: RunningState::new(u), right: RunningState::new(v) }
    }

    /// Moves the vectors to those of `weight`, from where they stand, as far as [`Self::new`] would.
    pub fn warm_up<const D: usize>(&self, weight: Tensor<D>, outputs: usize) {
        let w = Matrix::of(weight.without_autodiff(), outputs);
        let Iterated { u, v, .. } = w.warm(self.left.value_sync());
        self.left.update(u);
        self.right.update(v);
    }

    /// Starts from the left vector `u` without warming up, for tests of known answers.
    pub fn from_left(u: Tensor<1>, columns: usize) -> Self {
        let u = u.without_autodiff();
        let right = Tensor::zeros([columns], &u.device());
        Self { left: RunningState::new(u), right: RunningState::new(right) }
    }

    /// `weight` over its largest singular value. On a training device the singular vectors move by
    /// one power iteration first. Only a weight that requires a gradient gets one.
    ///
    /// # Shapes
    /// `weight` and the result: the same
    pub fn divide<const D: usize>(&self, weight: Tensor<D>, outputs: usize) -> Tensor<D> {
        if !weight.device().is_autodiff() {
            let sigma = self.sigma(weight.clone(), outputs).reshape([1; D]);
            return weight * sigma.recip();
        }
        let fixed = weight.clone().without_autodiff();
        let Iterated { u, v, sigma } = Matrix::of(fixed.clone(), outputs).iterate(self.left.value_sync());
        self.left.update(u.clone());
        self.right.update(v.clone());
        if !weight.is_require_grad() {
            return Tensor::from_inner(fixed * sigma.recip().reshape([1; D]));
        }
        // sigma = uᵀWv as the sum of W times the outer product of u and v, which is its gradient.
        let outer = Tensor::from_inner(outer(u, v, fixed.dims(), outputs));
        let sigma = (weight.clone() * outer).sum().reshape([1; D]);
        // A product's gradient is cheaper than a quotient's.
        weight * sigma.recip()
    }

    /// The estimate of the largest singular value with the vectors as they stand, `[1]`; without a
    /// gradient.
    pub fn sigma<const D: usize>(&self, weight: Tensor<D>, outputs: usize) -> Tensor<1> {
        // `value` may lag behind other threads; there are none.
        let (u, v) = (self.left.value_sync(), self.right.value_sync());
        (Matrix::of(weight.without_autodiff(), outputs).right_product(v) * u).sum()
    }
}

/// The outer product of both vectors, in the shape of the weight.
fn outer<const D: usize>(u: Tensor<1>, v: Tensor<1>, dims: [usize; D], outputs: usize) -> Tensor<D> {
    if (D, outputs) == (2, 1) {
        return (v.unsqueeze_dim::<2>(1) * u.unsqueeze_dim::<2>(0)).reshape(dims);
    }
    let mut turned = dims;
    turned.swap(0, outputs);
    (u.unsqueeze_dim::<2>(1) * v.unsqueeze_dim::<2>(0)).reshape(turned).swap_dims(0, outputs)
}

/// What a power iteration gives.
struct Iterated {
    u: Tensor<1>,
    v: Tensor<1>,
    /// uᵀWv, which is the length of Wv.
    sigma: Tensor<1>,
}

/// A weight as its matrix W, as it lies in memory: linear layers hold the transpose, and to turn it
/// would cost as much as the rest.
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

    fn rows(&self) -> usize {
        match self {
            Self::Straight(w) => w.dims()[0],
            Self::Transposed(w) => w.dims()[1],
        }
    }

    fn device(&self) -> Device {
        let (Self::Straight(w) | Self::Transposed(w)) = self;
        w.device()
    }

    /// [`WARM_UP`] power iterations from `u`.
    fn warm(&self, u: Tensor<1>) -> Iterated {
        (1..WARM_UP).fold(self.iterate(u), |warm, _| self.iterate(warm.u))
    }

    /// One power iteration from `u`.
    fn iterate(&self, u: Tensor<1>) -> Iterated {
        let (v, _) = normalised(self.left_product(u));
        let (u, sigma) = normalised(self.right_product(v.clone()));
        Iterated { u, v, sigma }
    }

    /// Wᵀu.
    fn left_product(&self, u: Tensor<1>) -> Tensor<1> {
        match self {
            Self::Straight(w) => row_times(u, w.clone()),
            Self::Transposed(w) => times_column(w.clone(), u),
        }
    }

    /// Wv.
    fn right_product(&self, v: Tensor<1>) -> Tensor<1> {
        match self {
            Self::Straight(w) => times_column(w.clone(), v),
            Self::Transposed(w) => row_times(v, w.clone()),
        }
    }
}

fn row_times(x: Tensor<1>, w: Tensor<2>) -> Tensor<1> {
    x.unsqueeze_dim::<2>(0).matmul(w).flatten(0, 1)
}

fn times_column(w: Tensor<2>, x: Tensor<1>) -> Tensor<1> {
    w.matmul(x.unsqueeze_dim::<2>(1)).flatten(0, 1)
}

/// `x` at length 1, and the length it had.
fn normalised(x: Tensor<1>) -> (Tensor<1>, Tensor<1>) {
    let length = (x.clone() * x.clone()).sum().sqrt().clamp_min(EPSILON);
    (x / length.clone(), length)
}
