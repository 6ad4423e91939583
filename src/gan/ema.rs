//! The average of the generator's weights (Yazici et al. 2019; Karras et al. 2018): a shadow that
//! follows G slowly and is only ever looked at.

use std::collections::HashSet;

use burn::module::{Module, ModuleMapper, ModuleVisitor, Param, ParamId};
use burn::optim::GradientsParams;
use burn::prelude::*;

use super::generator::Generator;
use super::parameters::{Loaded, Named, collect, named, restore};

/// Names in a checkpoint.
const PREFIX: &str = "average";
const UPDATES: &str = "average.updates";

/// The shadow of a generator, without autodiff.
#[derive(Debug)]
pub struct Ema {
    /// The averaged generator.
    pub shadow: Generator,
    /// Updates made; they decide the warm-up.
    pub updates: u32,
}

impl Ema {
    /// A shadow that stands where `generator` stands.
    pub fn new(generator: &Generator) -> Self {
        Self { shadow: generator.valid(), updates: 0 }
    }

    /// The decay in force now, which has yet to warm up to `beta`.
    pub fn decay(&self, beta: f64) -> f64 {
        warm(beta, self.updates)
    }

    /// Follows `generator`, after each of its updates, with the decay `beta`.
    pub fn update(&mut self, generator: &Generator, beta: f64) {
        self.shadow = followed(self.shadow.clone(), generator, self.decay(beta));
        self.updates = self.updates.saturating_add(1);
    }
}

/// What a checkpoint keeps of `average`.
pub(super) fn memory(average: &Option<Ema>) -> Vec<Named> {
    let Some(Ema { shadow, updates }) = average else { return Vec::new() };
    let mut all = collect(shadow, PREFIX);
    if let Some(device) = shadow.devices().first() {
        all.push(named(UPDATES.to_owned(), Tensor::<1>::full([1], *updates, device)));
    }
    all
}

/// The average of a checkpoint, for `generator`.
///
/// # Errors
/// The first name that does not fit.
pub(super) fn recall(generator: &Generator, loaded: &Loaded) -> Result<Option<Ema>, String> {
    let Some(updates) = loaded.get(UPDATES).and_then(|(_, numbers)| numbers.first()) else { return Ok(None) };
    let shadow = restore(generator.valid(), PREFIX, loaded)?;
    Ok(Some(Ema { shadow, updates: *updates as u32 }))
}

/// The decay after `updates`: min(beta, (1 + t) / (10 + t)), so that the untrained weights of the
/// start are soon forgotten (TensorFlow's `ExponentialMovingAverage`; docs/facts.md, section 6).
fn warm(beta: f64, updates: u32) -> f64 {
    let t = f64::from(updates);
    beta.min((1.0 + t) / (10.0 + t))
}

/// `shadow` moved to beta shadow + (1 - beta) `source`. Only what is trained is averaged: running
/// statistics and other buffers are copied.
pub fn followed<M: Module>(shadow: M, source: &M, beta: f64) -> M {
    let mut trained = Trained(HashSet::new());
    source.visit(&mut trained);
    let mut values = Values(GradientsParams::new());
    // The validation copy has merged the running statistics of all threads.
    source.valid().visit(&mut values);
    shadow.map(&mut Follow { beta, trained: trained.0, values: values.0 })
}

/// Which parameters are trained.
struct Trained(HashSet<ParamId>);

impl ModuleVisitor for Trained {
    fn visit_float<const D: usize>(&mut self, param: &Param<Tensor<D>>) {
        if param.is_require_grad() {
            self.0.insert(param.id);
        }
    }
}

/// Every tensor by its id; the type is Burn's only map of tensors of any rank.
struct Values(GradientsParams);

impl ModuleVisitor for Values {
    fn visit_float<const D: usize>(&mut self, param: &Param<Tensor<D>>) {
        self.0.register(param.id, param.val());
    }
}

struct Follow {
    beta: f64,
    trained: HashSet<ParamId>,
    values: GradientsParams,
}

impl ModuleMapper for Follow {
    fn map_float<const D: usize>(&mut self, param: Param<Tensor<D>>) -> Param<Tensor<D>> {
        let Some(fresh) = self.values.remove::<D>(param.id) else { return param };
        let (id, old, mapper) = param.consume();
        let next = if self.trained.contains(&id) {
            old.mul_scalar(self.beta) + fresh.mul_scalar(1.0 - self.beta)
        } else {
            fresh
        };
        Param::from_mapped_value(id, next, mapper)
    }
}

#[cfg(test)]
mod tests {
    use burn::module::RunningState;

    use super::*;
    use crate::experiment::architecture::Shape;
    use crate::experiment::{Data, Experiment};
    use crate::rng::Stream;

    /// A weight and a buffer.
    #[derive(Module, Debug)]
    struct Pair {
        weight: Param<Tensor<1>>,
        buffer: RunningState<Tensor<1>>,
    }

    fn number(x: Tensor<1>) -> f64 {
        x.into_data().iter::<f32>().map(f64::from).sum()
    }

    fn pair(value: f32) -> Pair {
        let device = Device::flex().autodiff();
        let at = || TensorData::new(vec![value], [1]);
        Pair {
            weight: Param::from_data(at(), &device),
            buffer: RunningState::new(Tensor::from_data(at(), &device)),
        }
    }

    /// A shadow at `value` of a source at 1, after `steps` with the decay `beta`.
    fn after(value: f32, beta: f64, steps: u32) -> f64 {
        let source = pair(1.0);
        let mut shadow = source.valid();
        let start = Tensor::from_data(TensorData::new(vec![value], [1]), &Device::flex());
        shadow.weight = Param::initialized(shadow.weight.id, start);
        for _ in 0..steps {
            shadow = followed(shadow, &source, beta);
        }
        number(shadow.weight.val())
    }

    fn numbers(generator: &Generator) -> Vec<f32> {
        collect(generator, "g")
            .into_iter()
            .flat_map(|n| n.flat.into_data().iter::<f32>().collect::<Vec<_>>())
            .collect()
    }

    fn generator(seed: u32) -> (Generator, Tensor<2>) {
        let e = Experiment { seed, ..Experiment::default_for(Data::Digits8) };
        let device = Device::flex().autodiff();
        let made = Generator::new(&e, Shape::Image { channels: 1, size: 8 }, &device).expect("fits");
        let z =
            TensorData::new(Stream::new(seed, "z").normals(8 * e.latent as usize), [8, e.latent as usize]);
        (made, Tensor::from_data(z, &device))
    }

    #[test]
    fn ten_steps_from_zero_to_one_reach_the_golden_answer() {
        assert!((after(0.0, 0.9, 10) - 0.6513215599).abs() < 1e-6);
    }

    #[test]
    fn half_is_forgotten_after_the_half_life() {
        for (beta, steps) in [(0.99, 69), (0.995, 138), (0.999, 693)] {
            assert!((after(0.0, beta, steps) - 0.5).abs() < 0.005, "{beta}");
        }
    }

    #[test]
    fn buffers_are_copied_and_weights_averaged() {
        let mut source = pair(1.0);
        let shadow = source.valid();
        let five = Tensor::<1>::full([1], 5.0, &Device::flex().autodiff());
        source.buffer.update(five.clone());
        source.weight = Param::initialized(source.weight.id, five.require_grad());
        let shadow = followed(shadow, &source, 0.75);
        assert_eq!((number(shadow.weight.val()), number(shadow.buffer.value())), (2.0, 5.0));
    }

    #[test]
    fn the_shadow_starts_at_the_generator_and_stays_while_it_stands() {
        let (g, z) = generator(1);
        let mut ema = Ema::new(&g);
        assert_eq!(numbers(&ema.shadow), numbers(&g));
        (0..3).for_each(|_| ema.update(&g, 0.99));
        let difference = numbers(&ema.shadow).into_iter().zip(numbers(&g)).map(|(a, b)| (a - b).abs());
        assert!(difference.fold(0.0, f32::max) < 1e-6);
        assert!(!ema.shadow.forward(z.inner()).device().is_autodiff());
        assert_eq!(ema.updates, 3);
    }

    #[test]
    fn running_statistics_of_the_shadow_are_those_of_the_generator() {
        let (g, z) = generator(1);
        let mut ema = Ema::new(&g);
        drop(g.forward(z.clone()));
        assert_ne!(numbers(&ema.shadow), numbers(&g));
        ema.update(&g, 0.99);
        let difference = numbers(&ema.shadow).into_iter().zip(numbers(&g)).map(|(a, b)| (a - b).abs());
        assert!(difference.fold(0.0, f32::max) < 1e-6);
    }

    #[test]
    fn following_leaves_the_generator_as_it_is_and_trainable() {
        let (g, z) = generator(1);
        let before = numbers(&g);
        let mut ema = Ema::new(&g);
        (0..5).for_each(|_| ema.update(&g, 0.9));
        assert_eq!(numbers(&g), before);
        let gradients = GradientsParams::from_module(&mut g.forward(z).sum().backward(), &g);
        assert_eq!(gradients.len(), super::super::trainable(&g));
        assert_eq!(super::super::trainable(&ema.shadow), 0);
    }

    #[test]
    fn the_warm_up_forgets_the_start_and_ends_at_beta() {
        assert_eq!((warm(0.999, 0), warm(0.999, 8)), (0.1, 0.5));
        assert_eq!((warm(0.99, 890), warm(0.99, 100_000)), (0.99, 0.99));
        assert_eq!(warm(0.05, 0), 0.05);
    }
}
