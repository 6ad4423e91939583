//! The GAN itself, on Burn: networks, losses, tricks and the training step.
//!
//! [`step::Gan`] reads like the algorithm box of the paper. Samples travel as rows, `[batch, n]`,
//! whatever their shape; the image networks unfold them inside. No function of this layer draws a
//! random number: every draw is made on the host by `session` and handed in.

pub mod batch_norm;
pub mod checkpoint;
pub mod discriminator;
pub mod generator;
pub mod init;
pub mod instance_noise;
pub mod labels;
pub mod loss;
pub mod optimizer;
pub mod step;

mod activation;
mod parameters;

pub use parameters::{Named, collect_moments, trainable};
