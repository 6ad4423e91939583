//! WebGPU: started once, and refused when it computes wrong numbers.

use burn::nn::conv::{Conv2dConfig, ConvTranspose2dConfig};
use burn::nn::{BatchNormConfig, Initializer, PaddingConfig2d};
use burn::optim::GradientsParams;
use burn::prelude::*;
use burn::tensor::activation::{relu, tanh};

use crate::experiment::architecture::Shape;
use crate::experiment::{Data, Experiment};
use crate::gan::step::Gan;
use crate::gan::{Named, collect_moments, loss};
use crate::rng::Stream;

/// Commands that are queued before they are submitted together.
const TASKS_MAX: usize = 64;

/// Largest accepted difference to the CPU, relative to the largest number of each result.
const TOLERANCE: f32 = 1e-3;

/// Starts WebGPU and tests it.
///
/// # Errors
/// One sentence: there is no adapter, or it computes wrong numbers.
pub async fn open() -> Result<Device, String> {
    let device = Device::wgpu_options()
        .tasks_max(TASKS_MAX)
        .init_async()
        .await
        .map_err(|e| format!("WebGPU did not start: {e}"))?;
    self_test(&device).await?;
    Ok(device)
}

/// Matrix product, convolution, transposed convolution and batch norm, forward and backward, on
/// small fixed tensors against the CPU; then the gradients of a whole small pair, since fused
/// operations can be wrong together that are right alone.
///
/// # Errors
/// The operation that differs.
pub async fn self_test(device: &Device) -> Result<(), String> {
    for (name, run) in [
        ("the matrix product", matmul as fn(&Device) -> Vec<Tensor<1>>),
        ("the convolution", convolution),
        ("the transposed convolution", transposed),
        ("batch norm", batch_norm),
        ("the gradients of a small GAN", pair),
    ] {
        let expected = read(run(&Device::flex().autodiff())).await?;
        let found = read(run(&device.clone().autodiff())).await?;
        for (expected, found) in expected.iter().zip(&found) {
            let largest = expected.iter().fold(0f32, |m, v| m.max(v.abs()));
            let wrong = expected.iter().zip(found).any(|(e, f)| {
                let difference = (e - f).abs();
                difference.is_nan() || difference > TOLERANCE * largest
            });
            if wrong || expected.len() != found.len() {
                return Err(format!("this GPU computes {name} wrongly, so it is not used"));
            }
        }
    }
    Ok(())
}

async fn read(tensors: Vec<Tensor<1>>) -> Result<Vec<Vec<f32>>, String> {
    let mut all = Vec::new();
    for tensor in tensors {
        let data = tensor.into_data_async().await.map_err(|e| format!("the GPU cannot be read: {e:?}"))?;
        all.push(data.iter::<f32>().collect());
    }
    Ok(all)
}

fn fixed<const D: usize>(name: &str, shape: [usize; D], device: &Device) -> Tensor<D> {
    let values = Stream::new(0, name).normals(shape.iter().product());
    Tensor::from_data(TensorData::new(values, shape), device)
}

/// The result and its gradients with respect to the leaves.
fn outcome<const D: usize, const L: usize>(y: Tensor<D>, leaves: [Tensor<L>; 2]) -> Vec<Tensor<1>> {
    let flat = |t: Tensor<L>| {
        let n = t.dims().iter().product::<usize>();
        t.reshape([n])
    };
    let n = y.dims().iter().product::<usize>();
    let value = y.clone().inner().reshape([n]);
    let gradients = (y.clone() * y).mean().backward();
    let mut all = vec![value];
    all.extend(leaves.iter().filter_map(|leaf| leaf.grad(&gradients)).map(flat));
    all
}

fn matmul(device: &Device) -> Vec<Tensor<1>> {
    let a = fixed("test.a", [8, 32], device).require_grad();
    let b = fixed("test.b", [32, 16], device).require_grad();
    outcome(relu(a.clone().matmul(b.clone())), [a, b])
}

fn convolution(device: &Device) -> Vec<Tensor<1>> {
    let x = fixed("test.x", [2, 3, 8, 8], device).require_grad();
    let mut layer = Conv2dConfig::new([3, 4], [4, 4])
        .with_stride([2, 2])
        .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
        .with_initializer(Initializer::Zeros)
        .init(device);
    layer.weight = burn::module::Param::from_tensor(fixed("test.w", [4, 3, 4, 4], device));
    outcome(tanh(layer.forward(x.clone())), [x, layer.weight.val()])
}

fn transposed(device: &Device) -> Vec<Tensor<1>> {
    let x = fixed("test.x", [2, 4, 4, 4], device).require_grad();
    let mut layer = ConvTranspose2dConfig::new([4, 3], [4, 4])
        .with_stride([2, 2])
        .with_padding([1, 1])
        .with_initializer(Initializer::Zeros)
        .init(device);
    layer.weight = burn::module::Param::from_tensor(fixed("test.w", [4, 3, 4, 4], device));
    outcome(tanh(layer.forward(x.clone())), [x, layer.weight.val()])
}

fn batch_norm(device: &Device) -> Vec<Tensor<1>> {
    let x = fixed("test.x", [4, 3, 4, 4], device).require_grad();
    let other = fixed("test.y", [4, 3, 4, 4], device).require_grad();
    let layer = BatchNormConfig::new(3).init(device);
    outcome(layer.forward(x.clone()) * other.clone(), [x, other])
}

/// G's loss on a small pair for images, with all gradients of both networks.
fn pair(device: &Device) -> Vec<Tensor<1>> {
    let mut e = Experiment::default_for(Data::Digits8);
    (e.generator.width, e.discriminator.width) = (4, 4);
    let Ok(gan) = Gan::new(&e, Shape::Image { channels: 1, size: 8 }, device) else { return Vec::new() };
    let z = fixed("test.z", [16, e.latent as usize], device);
    let loss = loss::generator(e.loss, None, gan.discriminator.forward(gan.generator.forward(z)));
    let mut gradients = loss.backward();
    let mut all = vec![loss.inner()];
    let of_g = GradientsParams::from_module(&mut gradients, &gan.generator);
    let of_d = GradientsParams::from_module(&mut gradients, &gan.discriminator);
    all.extend(collect_moments(&gan.generator, &of_g, "g").into_iter().filter(learns).map(|n| n.flat));
    all.extend(collect_moments(&gan.discriminator, &of_d, "d").into_iter().map(|n| n.flat));
    all
}

/// Not a bias before batch norm: its gradient is zero but for rounding.
fn learns(named: &Named) -> bool {
    !matches!(named.name.as_str(), "g.Images.input.bias" | "g.Images.up.0.bias")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cpu_passes_its_own_test() {
        let device = Device::flex();
        let mut future = Box::pin(self_test(&device));
        let mut context = std::task::Context::from_waker(std::task::Waker::noop());
        let result = future.as_mut().poll(&mut context);
        assert_eq!(result, std::task::Poll::Ready(Ok(())));
    }
}
