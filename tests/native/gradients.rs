//! The gradients of whole networks against central differences, layer by layer.
#![cfg(feature = "engine")]

use crate::nudge::{Nudge, direction};
use burn::module::{Module, ModuleVisitor, Param};
use burn::optim::GradientsParams;
use burn::prelude::*;
use saddle::experiment::architecture::Shape;
use saddle::experiment::{Data, Experiment, Norm};
use saddle::gan::batch_norm::BatchNorm;
use saddle::gan::step::Gan;
use saddle::gan::{labels::Targets, loss};
use saddle::rng::Stream;

/// The derivative along the same direction, from the gradient.
struct Along<'a> {
    gradients: &'a GradientsParams,
    found: Vec<(String, f32)>,
    path: Vec<String>,
}

impl ModuleVisitor for Along<'_> {
    fn enter_module(&mut self, name: &str, _: &str) {
        self.path.push(name.into());
    }
    fn exit_module(&mut self, _: &str, _: &str) {
        self.path.pop();
    }
    fn visit_float<const D: usize>(&mut self, param: &Param<Tensor<D>>) {
        if let Some(g) = self.gradients.get::<D>(param.id) {
            let slope = (g.clone() * direction(g.dims())).sum().into_scalar::<f32>();
            self.found.push((self.path.join("."), slope));
        }
    }
}

fn check<M: Module>(what: &str, module: &M, value: impl Fn(&M) -> Tensor<1>) {
    let gradients = GradientsParams::from_grads(value(module).backward(), module);
    let mut along = Along { gradients: &gradients, found: Vec::new(), path: Vec::new() };
    module.visit(&mut along);
    let step = 1e-4;
    for (index, (name, slope)) in along.found.iter().enumerate() {
        let at = |by| {
            let moved = module.clone().map(&mut Nudge { index, at: 0, by });
            f64::from(value(&moved).into_scalar::<f32>())
        };
        let expected = (at(step) - at(-step)) / (2.0 * step);
        let error = (f64::from(*slope) - expected).abs();
        assert!(
            error < 2e-3 + 0.05 * expected.abs(),
            "{what} {name}: gradient {slope}, differences {expected}"
        );
    }
}

fn experiment(size: u32, norm: Norm) -> Experiment {
    let mut e = Experiment::default_for(if size == 0 { Data::Ring8 } else { Data::Digits8 });
    (e.generator.width, e.discriminator.width, e.latent) = (6, 6, 5);
    (e.generator.norm, e.discriminator.norm) = (norm, norm);
    e
}

#[test]
fn gradients_match_central_differences_for_points_and_images_of_every_kind_of_layer() {
    let device = Device::flex().autodiff();
    for size in [0, 8, 28] {
        // Batch norm in images has so many kinks behind it that differences need a test of its own.
        for norm in if size == 0 { vec![Norm::None, Norm::Batch] } else { vec![Norm::None] } {
            let e = experiment(size, norm);
            let shape = if size == 0 { Shape::Point } else { Shape::Image { channels: 1, size } };
            let gan = Gan::new(&e, shape, &device).expect("networks");
            let random = |name, n: usize| {
                let values = Stream::new(3, name).normals(8 * n);
                Tensor::<2>::from_data(TensorData::new(values, [8, n]), &device)
            };
            let (z, real) = (random("z", 5), random("real", shape.len()));
            let d = gan.discriminator.clone().no_grad();
            check(&format!("G, {size} px, {norm:?}"), &gan.generator, |g| {
                loss::generator(e.loss, None, d.forward(g.forward(z.clone())))
            });
            let fake = gan.generator.clone().no_grad().forward(z.clone());
            check(&format!("D, {size} px, {norm:?}"), &gan.discriminator, |d| {
                let (r, f) = (d.forward(real.clone()), d.forward(fake.clone()));
                loss::discriminator(e.loss, r, f, &Targets::plain())
            });
        }
    }
}

#[test]
fn batch_norm_of_images_has_the_gradient_of_its_formula() {
    let device = Device::flex().autodiff();
    let random = |name| {
        let values = Stream::new(3, name).normals(4 * 3 * 16);
        Tensor::<4>::from_data(TensorData::new(values, [4, 3, 4, 4]), &device)
    };
    let (x, weights) = (random("x"), random("weights"));
    let value = |x: Tensor<4>| (BatchNorm::new(3, &device).forward(x) * weights.clone()).mean();
    let leaf = x.clone().require_grad();
    let gradient = leaf.grad(&value(leaf.clone()).backward()).expect("a gradient");
    let along = direction([4, 3, 4, 4]);
    let slope = f64::from((gradient * along.clone()).sum().into_scalar::<f32>());
    let at = |by: f64| {
        let moved = (x.clone().inner() + along.clone().mul_scalar(by)).autodiff();
        f64::from(value(moved).into_scalar::<f32>())
    };
    let expected = (at(1e-2) - at(-1e-2)) / 2e-2;
    assert!(
        (slope - expected).abs() < 1e-3 * expected.abs() + 1e-5,
        "gradient {slope}, differences {expected}"
    );
}
