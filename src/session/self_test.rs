//! Whether a device computes what the CPU does.

use burn::nn::conv::{Conv2dConfig, ConvTranspose2dConfig};
use burn::nn::{BatchNormConfig, Initializer, PaddingConfig2d};
use burn::optim::GradientsParams;
use burn::prelude::*;
use burn::tensor::activation::{relu, tanh};

use crate::experiment::architecture::Shape;
use crate::experiment::{Data, Experiment};
use crate::failure::Failure;
use crate::gan::step::Gan;
use crate::gan::{Named, collect_moments, loss, trainable};
use crate::rng::Stream;
use crate::text::{Text, engine as t};

/// Largest accepted difference to the CPU, relative to the largest number of each result.
const TOLERANCE: f32 = 1e-3;

/// Flat results and gradients; `None` when the part cannot be built or something has no gradient.
type Outcome = Option<Vec<Tensor<1>>>;

/// What is tested, and how it is called.
type Part = (Text, fn(&Device) -> Outcome);

/// What every run needs: the matrix product, forward and backward, on small fixed tensors; then the gradients of
/// a whole small pair, since fused operations can be wrong together that are right alone.
const POINTS: [Part; 2] = [(t::MATMUL, matmul), (t::PAIR, pair_on_points)];

/// What runs on images need besides: convolution, transposed convolution and batch norm, and a pair of these.
const IMAGES: [Part; 4] = [
    (t::CONVOLUTION, convolution),
    (t::TRANSPOSED, transposed),
    (t::BATCH_NORM, batch_norm),
    (t::PAIR, pair_on_images),
];

/// A device that computes what the CPU does, as far as it was needed: what only images need is tested before the
/// first run on images.
pub struct Tested {
    device: Device,
    images: &'static [Part],
}

impl Tested {
    /// The CPU, which is what others are held against.
    pub fn cpu() -> Self {
        Self { device: Device::flex(), images: &[] }
    }

    /// Compares `device` (without autodiff) to the CPU; `told` hears how many tests of how many have passed, from
    /// 0 on.
    ///
    /// # Errors
    /// [`Failure::Device`] with the operation that differs or that cannot be tested.
    pub async fn of(device: Device, told: impl FnMut(u32, u32)) -> Result<Self, Failure> {
        passes(&POINTS, &device, told).await?;
        Ok(Self { device, images: &IMAGES })
    }

    /// The device, for a run of `e`.
    ///
    /// # Errors
    /// As [`Tested::of`], also when it is asked again.
    pub async fn device(&mut self, e: &Experiment) -> Result<&Device, Failure> {
        if e.data.is_image() {
            passes(self.images, &self.device, |_, _| {}).await?;
            self.images = &[];
        }
        Ok(&self.device)
    }
}

async fn passes(parts: &[Part], device: &Device, mut told: impl FnMut(u32, u32)) -> Result<(), Failure> {
    let of = parts.len() as u32;
    told(0, of);
    for (done, (name, run)) in (1..).zip(parts) {
        let built = |device: Device| {
            let outcome = run(&device.autodiff()).filter(|outcome| !outcome.is_empty());
            outcome.ok_or_else(|| failed(t::untested(name)))
        };
        let expected = read(built(Device::flex())?).await?;
        let found = read(built(device.clone())?).await?;
        let same = expected.len() == found.len() && expected.iter().zip(&found).all(|(e, f)| agree(e, f));
        if !same {
            return Err(failed(t::wrong(name)));
        }
        told(done, of);
    }
    Ok(())
}

fn failed(why: String) -> Failure {
    Failure::Device { why }
}

/// As many numbers, all finite, none further apart than [`TOLERANCE`].
fn agree(expected: &[f32], found: &[f32]) -> bool {
    let largest = expected.iter().fold(0f32, |m, v| m.max(v.abs()));
    let near = |(e, f): (&f32, &f32)| (e - f).abs() <= TOLERANCE * largest;
    expected.len() == found.len() && expected.iter().zip(found).all(near)
}

async fn read(tensors: Vec<Tensor<1>>) -> Result<Vec<Vec<f32>>, Failure> {
    let mut all = Vec::new();
    for tensor in tensors {
        let data = tensor.into_data_async().await;
        let data = data.map_err(|e| failed(t::unread_gpu(format!("{e:?}"))))?;
        all.push(data.iter::<f32>().collect());
    }
    Ok(all)
}

fn fixed<const D: usize>(name: &str, shape: [usize; D], device: &Device) -> Tensor<D> {
    let values = Stream::new(0, name).normals(shape.iter().product());
    Tensor::from_data(TensorData::new(values, shape), device)
}

/// The result and its gradients with respect to the leaves; `None` when one has no gradient.
fn outcome<const D: usize, const L: usize>(y: Tensor<D>, leaves: [Tensor<L>; 2]) -> Outcome {
    let flat = |t: Tensor<L>| {
        let n = t.dims().iter().product::<usize>();
        t.reshape([n])
    };
    let n = y.dims().iter().product::<usize>();
    let value = y.clone().inner().reshape([n]);
    let gradients = (y.clone() * y).mean().backward();
    let of_leaves = leaves.iter().map(|leaf| leaf.grad(&gradients).map(flat));
    [Some(value)].into_iter().chain(of_leaves).collect()
}

fn matmul(device: &Device) -> Outcome {
    let a = fixed("test.a", [8, 32], device).require_grad();
    let b = fixed("test.b", [32, 16], device).require_grad();
    outcome(relu(a.clone().matmul(b.clone())), [a, b])
}

fn convolution(device: &Device) -> Outcome {
    let x = fixed("test.x", [2, 3, 8, 8], device).require_grad();
    let mut layer = Conv2dConfig::new([3, 4], [4, 4])
        .with_stride([2, 2])
        .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
        .with_initializer(Initializer::Zeros)
        .init(device);
    layer.weight = burn::module::Param::from_tensor(fixed("test.w", [4, 3, 4, 4], device));
    outcome(tanh(layer.forward(x.clone())), [x, layer.weight.val()])
}

fn transposed(device: &Device) -> Outcome {
    let x = fixed("test.x", [2, 4, 4, 4], device).require_grad();
    let mut layer = ConvTranspose2dConfig::new([4, 3], [4, 4])
        .with_stride([2, 2])
        .with_padding([1, 1])
        .with_initializer(Initializer::Zeros)
        .init(device);
    layer.weight = burn::module::Param::from_tensor(fixed("test.w", [4, 3, 4, 4], device));
    outcome(tanh(layer.forward(x.clone())), [x, layer.weight.val()])
}

fn batch_norm(device: &Device) -> Outcome {
    let x = fixed("test.x", [4, 3, 4, 4], device).require_grad();
    let other = fixed("test.y", [4, 3, 4, 4], device).require_grad();
    let layer = BatchNormConfig::new(3).init(device);
    outcome(layer.forward(x.clone()) * other.clone(), [x, other])
}

fn pair_on_points(device: &Device) -> Outcome {
    pair(Data::Ring8, Shape::Point, device)
}

fn pair_on_images(device: &Device) -> Outcome {
    pair(Data::Digits8, Shape::Image { channels: 1, size: 8 }, device)
}

/// G's loss on a small pair for `data`, with all gradients of both networks; `None` when the pair cannot be built
/// or a parameter has no gradient.
fn pair(data: Data, shape: Shape, device: &Device) -> Outcome {
    let mut e = Experiment::default_for(data);
    (e.generator.width, e.discriminator.width) = (4, 4);
    let gan = Gan::new(&e, shape, device).ok()?;
    let z = fixed("test.z", [16, e.latent as usize], device);
    let loss = loss::generator(e.loss, None, gan.discriminator.forward(gan.generator.forward(z)));
    let mut gradients = loss.backward();
    let mut all = vec![loss.inner()];
    let of_g = GradientsParams::from_module(&mut gradients, &gan.generator);
    let of_d = GradientsParams::from_module(&mut gradients, &gan.discriminator);
    if of_g.len() != trainable(&gan.generator) || of_d.len() != trainable(&gan.discriminator) {
        return None;
    }
    all.extend(collect_moments(&gan.generator, &of_g, "g").into_iter().filter(learns).map(|n| n.flat));
    all.extend(collect_moments(&gan.discriminator, &of_d, "d").into_iter().map(|n| n.flat));
    Some(all)
}

/// Not a bias before batch norm: its gradient is zero but for rounding.
fn learns(named: &Named) -> bool {
    !matches!(named.name.as_str(), "g.Images.input.bias" | "g.Images.up.0.bias")
}

#[cfg(test)]
mod tests {
    use std::task::{Context, Poll, Waker};

    use super::*;

    fn now<T>(future: impl Future<Output = T>) -> T {
        match Box::pin(future).as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(value) => value,
            Poll::Pending => panic!("the CPU never waits"),
        }
    }

    /// What `parts` come to on the CPU, and what was told meanwhile.
    fn on_cpu(parts: &[Part]) -> (Result<(), Failure>, Vec<(u32, u32)>) {
        let mut told = Vec::new();
        let device = Device::flex();
        let result = now(passes(parts, &device, |done, of| told.push((done, of))));
        (result, told)
    }

    fn why(parts: &[Part]) -> String {
        on_cpu(parts).0.expect_err("must fail").to_string()
    }

    #[test]
    fn the_cpu_passes_its_own_test_and_tells_how_far_it_is() {
        for (parts, of) in [(&POINTS[..], 2), (&IMAGES, 4)] {
            let (result, told) = on_cpu(parts);
            assert_eq!(result, Ok(()));
            assert_eq!(told, (0..=of).map(|done| (done, of)).collect::<Vec<_>>());
        }
    }

    #[test]
    fn what_images_need_is_tested_before_the_first_run_on_images_until_it_has_passed() {
        let e = Experiment::default_for;
        const WRONG: [Part; 1] = [(t::BATCH_NORM, |_| None)];
        let mut tested = Tested { device: Device::flex(), images: &WRONG };
        assert!(now(tested.device(&e(Data::Ring8))).is_ok());
        assert!(now(tested.device(&e(Data::Digits8))).is_err());
        assert!(now(tested.device(&e(Data::Digits8))).is_err(), "a second try is no pass");
        let mut tested = now(Tested::of(Device::flex(), |_, _| {})).expect("the CPU");
        assert!(!tested.images.is_empty());
        assert!(now(tested.device(&e(Data::Digits8))).is_ok() && tested.images.is_empty());
    }

    #[test]
    fn a_part_that_cannot_be_built_fails() {
        let said = "the gradients of a small GAN cannot be tested on this GPU, so it is not used";
        assert_eq!(why(&[(t::PAIR, |_| None)]), said);
        assert_eq!(why(&[(t::PAIR, |_| Some(Vec::new()))]), said);
        let (_, told) = on_cpu(&[POINTS[0], (t::PAIR, |_| None)]);
        assert_eq!(told, [(0, 2), (1, 2)], "what has not passed is not counted");
    }

    #[test]
    fn results_that_differ_or_are_missing_are_wrong() {
        // Another result in every call, as from a device that computes wrongly.
        fn unsteady(device: &Device) -> Outcome {
            use std::sync::atomic::{AtomicU32, Ordering};
            static CALLS: AtomicU32 = AtomicU32::new(0);
            let calls = CALLS.fetch_add(1, Ordering::Relaxed);
            Some(vec![fixed(&format!("call {calls}"), [4], device)])
        }
        assert_eq!(
            why(&[(t::PAIR, unsteady)]),
            "this GPU computes the gradients of a small GAN wrongly, so it is not used"
        );
        assert!(!agree(&[1.0, 2.0], &[1.0]) && !agree(&[1.0], &[f32::NAN]) && agree(&[1.0], &[1.0005]));
    }

    #[test]
    fn a_leaf_without_a_gradient_is_no_outcome() {
        let device = Device::flex().autodiff();
        let (a, b) = (fixed("a", [2, 2], &device).require_grad(), fixed("b", [2, 2], &device).require_grad());
        assert!(outcome(a.clone() * a.clone(), [a, b]).is_none());
    }
}
