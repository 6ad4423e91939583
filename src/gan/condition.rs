//! Classes for conditional runs (docs/facts.md, section 5): one-hot rows, beside the latent vector of
//! G and beside the pixels of D (Mirza and Osindero 2014), or in an inner product with D's features
//! (Miyato and Koyama 2018).

use burn::prelude::*;

use crate::experiment::CLASSES;

/// One-hot rows of `labels`, `[batch, CLASSES]`.
pub fn one_hot(labels: &[u8], device: &Device) -> Tensor<2> {
    let classes = CLASSES as usize;
    let mut values = vec![0f32; labels.len() * classes];
    for (row, label) in values.chunks_exact_mut(classes).zip(labels) {
        row[usize::from(*label) % classes] = 1.0;
    }
    Tensor::from_data(TensorData::new(values, [labels.len(), classes]), device)
}

/// Latent vectors with the class behind them; without classes the vectors themselves.
///
/// # Shapes
/// - `z`: `[batch, latent]`, `classes`: `[batch, CLASSES]`
/// - result: `[batch, latent + CLASSES]`
pub fn join(z: Tensor<2>, classes: Option<&Tensor<2>>) -> Tensor<2> {
    match classes {
        Some(classes) => Tensor::cat(vec![z, classes.clone()], 1),
        None => z,
    }
}

/// One constant channel a class, `[batch, CLASSES, size, size]`.
pub fn maps(classes: Tensor<2>, size: usize) -> Tensor<4> {
    let [batch, count] = classes.dims();
    classes.reshape([batch, count, 1, 1]).expand([batch, count, size, size])
}
