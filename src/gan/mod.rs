//! The GAN itself, on Burn: networks, losses, tricks and the training step.
//!
//! [`step::Gan`] reads like the algorithm box of the paper. Samples travel as rows, `[batch, n]`,
//! whatever their shape; the image networks unfold them inside. No random number is made on a device,
//! and an update draws none: initial weights come from the run's seed ([`init`]), and what a step
//! needs (masks, noise, flips, augmentations) is drawn on the host from a named stream that `session`
//! hands to the trick's `draw`.

pub mod augment;
pub mod batch_norm;
pub mod checkpoint;
pub mod condition;
pub mod critic;
pub mod dirac;
pub mod discriminator;
pub mod dropout;
pub mod ema;
pub mod generator;
pub mod init;
pub mod input_gradient;
pub mod instance_noise;
pub mod labels;
pub mod layer;
pub mod loss;
pub mod minibatch_stddev;
pub mod multi_scale;
pub mod norm;
pub mod optimizer;
pub mod orthogonal;
pub mod pack;
pub mod penalty;
mod pullback;
pub mod replay;
pub mod sample_gradient;
pub mod spectral_norm;
pub mod step;

mod activation;
mod parameters;

pub use parameters::{Named, collect_moments, named, trainable};
