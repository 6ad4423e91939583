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
        let device = weight.device();
        let w = matrix(weight.detach(), outputs);
        let [rows, columns] = w.dims();
        let start = Tensor::<1>::from_data(TensorData::new(stream.normals(rows), [rows]), &device);
        let none = Tensor::zeros([columns], &device);
        let warm = (0..WARM_UP).fold((normalised(start), none), |(u, _), _| iterate(&w, u));
        Self { left: RunningState::new(warm.0), right: RunningState::new(warm.1) }
    }

    /// Starts from the left vector `u` without warming up, for tests of known answers.
    pub fn from_left(u: Tensor<1>, columns: usize) -> Self {
        let right = Tensor::zeros([columns], &u.device());
        Self { left: RunningState::new(u), right: RunningState::new(right) }
    }

    /// `weight` over its largest singular value. On a training device the singular vectors move by
    /// one power iteration first.
    ///
    /// # Shapes
    /// `weight` and the result: the same
    pub fn divide<const D: usize>(&self, weight: Tensor<D>, outputs: usize) -> Tensor<D> {
        if weight.device().is_autodiff() {
            let (u, v) = iterate(&matrix(weight.clone().detach(), outputs), self.left.value_sync());
            self.left.update(u.detach());
            self.right.update(v.detach());
        }
        let sigma = self.sigma(weight.clone(), outputs);
        weight / sigma.reshape([1; D])
    }

    /// The estimate of the largest singular value with the vectors as they stand, `[1]`.
    pub fn sigma<const D: usize>(&self, weight: Tensor<D>, outputs: usize) -> Tensor<1> {
        // On a training device `value` may lag behind other threads; there are none.
        let (u, v) = (self.left.value_sync(), self.right.value_sync());
        let outer = u.unsqueeze_dim::<2>(1) * v.unsqueeze_dim::<2>(0);
        let mut dims = weight.dims();
        dims.swap(0, outputs);
        (weight * outer.reshape(dims).swap_dims(0, outputs)).sum()
    }
}

/// `weight` as `[outputs, the rest]`.
fn matrix<const D: usize>(weight: Tensor<D>, outputs: usize) -> Tensor<2> {
    let rows = weight.dims()[outputs];
    let rest = weight.dims().iter().product::<usize>() / rows;
    weight.swap_dims(0, outputs).reshape([rows, rest])
}

/// One power iteration: the new u and v.
fn iterate(w: &Tensor<2>, u: Tensor<1>) -> (Tensor<1>, Tensor<1>) {
    let v = normalised(u.unsqueeze_dim::<2>(0).matmul(w.clone()).flatten(0, 1));
    let u = normalised(w.clone().matmul(v.clone().unsqueeze_dim::<2>(1)).flatten(0, 1));
    (u, v)
}

fn normalised(x: Tensor<1>) -> Tensor<1> {
    let length = (x.clone() * x.clone()).sum().sqrt().clamp_min(EPSILON);
    x / length
}
