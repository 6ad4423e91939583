//! Section 11: G makes its image at every resolution, and D looks at each.

use burn::module::{Module, ModuleVisitor, Param};
use burn::optim::GradientsParams;
use burn::prelude::*;
use saddle::experiment::architecture::{Shape, row, scales};
use saddle::experiment::{Data, Experiment};
use saddle::gan::discriminator::Discriminator;
use saddle::gan::generator::Generator;
use saddle::gan::input_gradient::Tape;
use saddle::gan::multi_scale::pyramid;
use saddle::gan::step::Gan;

use super::support::{EIGHT, TWENTY_EIGHT, count, device, host, numbers, random, trained};

const SHAPES: [(Data, Shape); 2] = [(Data::Digits8, EIGHT), (Data::Mnist, TWENTY_EIGHT)];

fn experiment(data: Data, multi_scale: bool) -> Experiment {
    let mut e = Experiment::default_for(data);
    (e.generator.width, e.discriminator.width, e.multi_scale) = (4, 4, multi_scale);
    e
}

/// Path and largest gradient of every trained tensor.
struct Largest<'a>(&'a GradientsParams, Vec<String>, Vec<(String, f32)>);

impl ModuleVisitor for Largest<'_> {
    fn enter_module(&mut self, name: &str, _: &str) {
        self.1.push(name.into());
    }
    fn exit_module(&mut self, _: &str, _: &str) {
        self.1.pop();
    }
    fn visit_float<const D: usize>(&mut self, param: &Param<Tensor<D>>) {
        if let Some(gradient) = self.0.get::<D>(param.id) {
            self.2.push((self.1.join("."), gradient.abs().max().into_scalar::<f32>()));
        }
    }
}

#[test]
fn the_score_of_d_has_a_gradient_on_every_layer_that_makes_an_image() {
    for (data, shape) in SHAPES {
        let e = experiment(data, true);
        let g = Generator::new(&e, shape, &device()).expect("a generator");
        let d = Discriminator::new(&e, shape, &device()).expect("a discriminator").no_grad();
        let score = d.forward(g.forward(random("z", 4, e.latent as usize))).sum();
        let gradients = GradientsParams::from_grads(score.backward(), &g);
        let mut largest = Largest(&gradients, Vec::new(), Vec::new());
        g.visit(&mut largest);
        let to_image: Vec<_> = largest
            .2
            .iter()
            .filter(|(path, _)| path.contains("to_image") && path.ends_with("weight"))
            .collect();
        assert_eq!(to_image.len(), scales(&e, shape).len() - 1, "{data:?}");
        assert!(to_image.iter().all(|(_, largest)| *largest > 1e-6), "{data:?}: {to_image:?}");
    }
}

#[test]
fn without_it_there_is_no_layer_for_smaller_images() {
    for (data, shape) in SHAPES {
        let g = Generator::new(&experiment(data, false), shape, &device()).expect("a generator");
        assert!(trained(&g).iter().all(|(path, _)| !path.contains("to_image")), "{data:?}");
    }
}

#[test]
fn the_parameters_grow_by_the_small_convolutions_and_by_what_reads_the_smaller_images() {
    // Width 4, depth 2, kernel 4.
    for ((data, shape), of_g, of_d) in [
        // From 8 filters at 4 pixels; D's linear layer.
        (SHAPES[0], 8 + 1, 4 * 4),
        // From 8 filters at 7 pixels and from 4 at 14; D's second convolution and its linear layer.
        (SHAPES[1], (8 + 1) + (4 + 1), 8 * 16 + 7 * 7),
    ] {
        let grown =
            |of: &dyn Fn(&Experiment) -> u64| of(&experiment(data, true)) - of(&experiment(data, false));
        let g = |e: &Experiment| count(&Generator::new(e, shape, &device()).expect("a generator"));
        let d = |e: &Experiment| count(&Discriminator::new(e, shape, &device()).expect("a discriminator"));
        assert_eq!((grown(&g), grown(&d)), (of_g, of_d), "{data:?}");
    }
}

#[test]
fn layers_that_both_have_start_from_the_same_bits() {
    for (data, shape) in SHAPES {
        let made = |on| numbers(&Gan::new(&experiment(data, on), shape, &device()).expect("networks"));
        let (plain, multi) = (made(false), made(true));
        let grown: Vec<_> = plain.iter().filter(|(name, v)| multi[*name] != **v).map(|(n, _)| n).collect();
        assert!(grown.iter().all(|name| name.starts_with("discriminator")), "{data:?}: {grown:?}");
    }
}

#[test]
fn averages_of_the_largest_image_are_legal_images() {
    for (data, shape) in SHAPES {
        let e = experiment(data, true);
        let Shape::Image { size, .. } = shape else { unreachable!("images") };
        let x = random("x", 3, shape.len());
        let rows = pyramid(x.clone(), &scales(&e, shape));
        assert_eq!(rows.dims(), [3, row(&e, shape)], "{data:?}");
        let (rows, x) = (host(rows.clone()), (host(x), rows));
        let d = Discriminator::new(&e, shape, &device()).expect("a discriminator");
        assert!(host(d.forward(x.1)).iter().all(|logit| logit.is_finite()), "{data:?}");
        // The second image of the second sample, pixel (1, 2), by hand.
        let (n, size) = (rows.len() / 3, size as usize);
        let pixel = |i: usize, j: usize| x.0[size * size + i * size + j];
        let mean = (pixel(2, 4) + pixel(2, 5) + pixel(3, 4) + pixel(3, 5)) / 4.0;
        let found = rows[n + size * size + size / 2 + 2];
        assert!((found - mean).abs() < 1e-6, "{data:?}: {found}, by hand {mean}");
        // The smallest image has the mean of the largest.
        let last = scales(&e, shape).pop().expect("a size") as usize;
        let mean = |image: &[f32]| image.iter().sum::<f32>() / image.len() as f32;
        assert!((mean(&rows[n - last * last..n]) - mean(&rows[..size * size])).abs() < 1e-5, "{data:?}");
    }
}

#[test]
#[should_panic(expected = "Cat")]
fn an_image_of_another_resolution_cannot_join() {
    let at = |size| Tensor::<4>::zeros([2, 1, size, size], &device());
    Tape::<4>::new(false).joined(at(14), at(7));
}

#[test]
#[should_panic(expected = "Narrow")]
fn rows_without_their_smaller_images_are_refused() {
    let d = Discriminator::new(&experiment(Data::Digits8, true), EIGHT, &device()).expect("a discriminator");
    d.forward(random("x", 3, 64));
}
