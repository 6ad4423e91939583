use std::collections::HashMap;
use std::f32::consts::PI;
use std::f32::consts::TAU;
use std::path::Path;
use std::path::PathBuf;
use burn::module::Module;
use burn::module::ModuleMapper;
use burn::module::ModuleVisitor;
use burn::module::Param;
use burn::module::RunningState;
use burn::optim::AdamConfig;
use burn::optim::GradientsParams;
use burn::optim::ModuleOptimizer;
use burn::optim::RmsPropConfig;
use burn::optim::SgdConfig;
use burn::optim::momentum::MomentumConfig;
use burn::prelude::*;
use burn::tensor::activation::log_sigmoid;
use burn::tensor::activation::relu;
use burn::tensor::activation::tanh;
use burn::tensor::module;
use burn::tensor::ops::ConvOptions;
use burn::tensor::ops::ConvTransposeOptions;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};

/// Where tensors live; with Burn's feature `wgpu` also `Device::wgpu(DeviceKind::DefaultDevice)`.
fn device() -> Device {
    Device::flex().autodiff()
}

// ------------------------------------------------------------------ settings

#[derive(Clone, Debug)]
struct Settings {
    __FIELDS__
}

const SETTINGS: Settings = Settings {
    __SETTINGS__
};

/// What is changed after `step` steps. //? edits
fn edit(e: &mut Settings, step: usize) { //? edits
    __EDITS__
}

const CHANNELS: usize = __CHANNELS__; //? images_shape
const SIZE: usize = __SIZE__; //? images_shape
const SIZES: [usize; __SCALES__] = __SIZES__; //? multi_scale
/// Numbers in one sample.
const ROW: usize = __SAMPLE__;

// ------------------------------------------------------------------ random numbers

struct Rng(ChaCha8Rng);

#[allow(dead_code)] // Not every run draws in every way.
impl Rng {
    fn new(seed: u64) -> Self {
        Self(ChaCha8Rng::seed_from_u64(seed))
    }

    /// From 0 to 1.
    fn uniform(&mut self) -> f32 {
        (self.0.next_u32() >> 8) as f32 / (1 << 24) as f32
    }

    /// Standard normal (Box and Muller 1958).
    fn normal(&mut self) -> f32 {
        (-2.0 * (1.0 - self.uniform()).ln()).sqrt() * (TAU * self.uniform()).cos()
    }

    /// From 0 to `n` - 1.
    fn below(&mut self, n: usize) -> usize {
        ((u64::from(self.0.next_u32()) * n as u64) >> 32) as usize
    }

    /// `0..n` in a random order.
    fn order(&mut self, n: usize) -> Vec<usize> {
        let mut order: Vec<usize> = (0..n).collect();
        (1..n).rev().for_each(|i| order.swap(i, self.below(i + 1)));
        order
    }
}
