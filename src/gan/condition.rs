//! Classes for conditional runs (docs/facts.md, section 5): one-hot rows, beside the latent vector of
//! G and beside the pixels of D (Mirza and Osindero 2014), or in an inner product with D's features
//! (Miyato and Koyama 2018).

use burn::prelude::*;

use crate::experiment::CLASSES;

/// The one-hot row of `label`.
pub fn one_hot_row(label: u8) -> [f32; CLASSES as usize] {
    let mut row = [0.0; CLASSES as usize];
    row[usize::from(label) % row.len()] = 1.0;
    row
}

/// One-hot rows of `labels`, `[batch, CLASSES]`.
pub fn one_hot(labels: &[u8], device: &Device) -> Tensor<2> {
    let values: Vec<f32> = labels.iter().flat_map(|label| one_hot_row(*label)).collect();
    Tensor::from_data(TensorData::new(values, [labels.len(), CLASSES as usize]), device)
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
