//! A network's numbers by name: counted, read and written in place.

use std::collections::HashMap;

use burn::module::{Module, ModuleMapper, ModuleVisitor, Param};
use burn::optim::GradientsParams;
use burn::prelude::*;

use crate::text::engine as t;

/// A tensor with its name, on the way out of the engine.
#[derive(Clone, Debug)]
pub struct Named {
    /// Path of the parameter in its network.
    pub name: String,
    /// Its shape.
    pub shape: Vec<usize>,
    /// Its numbers, row by row.
    pub flat: Tensor<1>,
}

/// Number of parameter tensors that require a gradient.
pub fn trainable<M: Module>(module: &M) -> usize {
    struct Count(usize);
    impl ModuleVisitor for Count {
        fn visit_float<const D: usize>(&mut self, param: &Param<Tensor<D>>) {
            self.0 += usize::from(param.is_require_grad());
        }
    }
    let mut count = Count(0);
    module.visit(&mut count);
    count.0
}

/// Every number of `module`, running statistics of batch norm included, in the module's order.
pub fn collect<M: Module>(module: &M, prefix: &str) -> Vec<Named> {
    // The validation copy has merged the running statistics of all threads.
    Collect::from(&module.valid(), None, prefix)
}

/// The entries of `moments` (or gradients) that belong to `module`, named like its parameters.
pub fn collect_moments<M: Module>(module: &M, moments: &GradientsParams, prefix: &str) -> Vec<Named> {
    Collect::from(module, Some(moments), prefix)
}

/// Gathers the parameters, or what stands for them in `moments`.
struct Collect<'a> {
    path: Path,
    prefix: &'a str,
    moments: Option<&'a GradientsParams>,
    found: Vec<Named>,
}

impl<'a> Collect<'a> {
    fn from<M: Module>(module: &M, moments: Option<&'a GradientsParams>, prefix: &'a str) -> Vec<Named> {
        let mut collect = Self { path: Path::default(), prefix, moments, found: Vec::new() };
        module.visit(&mut collect);
        collect.found
    }
}

impl ModuleVisitor for Collect<'_> {
    fn enter_module(&mut self, name: &str, _container: &str) {
        self.path.enter(name);
    }
    fn exit_module(&mut self, _name: &str, _container: &str) {
        self.path.exit();
    }
    fn visit_float<const D: usize>(&mut self, param: &Param<Tensor<D>>) {
        let value = match self.moments {
            Some(moments) => moments.get::<D>(param.id),
            None => Some(param.val()),
        };
        self.found.extend(value.map(|value| named(self.path.name(self.prefix), value)));
    }
}

/// `value`, flat, under `name`, without autodiff: one readback reads tensors of one kind only.
pub fn named<const D: usize>(name: String, value: Tensor<D>) -> Named {
    let value = value.without_autodiff();
    let shape: Vec<usize> = value.dims().to_vec();
    let size = shape.iter().product::<usize>();
    Named { name, shape, flat: value.reshape([size]) }
}

/// Shapes and numbers by name, on the way into the engine.
pub type Loaded = HashMap<String, (Vec<usize>, Vec<f32>)>;

/// The tensor called `name`, if it is there with this many dimensions.
pub(super) fn tensor<const D: usize>(loaded: &Loaded, name: &str, device: &Device) -> Option<Tensor<D>> {
    let (shape, numbers) = loaded.get(name)?;
    let shape: [usize; D] = shape.as_slice().try_into().ok()?;
    Some(Tensor::from_data(TensorData::new(numbers.clone(), shape), device))
}

/// `module` with the numbers of `loaded`. Buffers that are not there (the singular vectors of a fork
/// that switched spectral norm on) stay as they are.
///
/// # Errors
/// The first name that is missing or has another size.
pub fn restore<M: Module>(module: M, prefix: &str, loaded: &Loaded) -> Result<M, String> {
    struct Restore<'a>(Path, &'a str, &'a Loaded, Option<String>);
    impl ModuleMapper for Restore<'_> {
        fn enter_module(&mut self, name: &str, _container: &str) {
            self.0.enter(name);
        }
        fn exit_module(&mut self, _name: &str, _container: &str) {
            self.0.exit();
        }
        fn map_float<const D: usize>(&mut self, param: Param<Tensor<D>>) -> Param<Tensor<D>> {
            let name = self.0.name(self.1);
            let tracked = param.is_require_grad();
            let (id, value, mapper) = param.consume();
            let shape = value.dims();
            match self.2.get(&name) {
                Some((_, numbers)) if numbers.len() == shape.iter().product::<usize>() => {
                    let data = TensorData::new(numbers.clone(), shape);
                    let loaded = Tensor::from_data(data, &value.device()).set_require_grad(tracked);
                    Param::from_mapped_value(id, loaded, mapper)
                }
                found => {
                    // A fork may switch on what keeps a buffer of its own; that starts fresh.
                    if tracked || found.is_some() {
                        self.3.get_or_insert(name);
                    }
                    Param::from_mapped_value(id, value, mapper)
                }
            }
        }
    }
    let mut restore = Restore(Path::default(), prefix, loaded, None);
    let module = module.map(&mut restore);
    match restore.3 {
        Some(name) => Err(t::misfit(name)),
        None => Ok(module),
    }
}

/// The moments of `loaded` that belong to `module`.
pub fn restore_moments<M: Module>(module: &M, prefix: &str, loaded: &Loaded) -> GradientsParams {
    struct Restore<'a>(Path, &'a str, &'a Loaded, GradientsParams);
    impl ModuleVisitor for Restore<'_> {
        fn enter_module(&mut self, name: &str, _container: &str) {
            self.0.enter(name);
        }
        fn exit_module(&mut self, _name: &str, _container: &str) {
            self.0.exit();
        }
        fn visit_float<const D: usize>(&mut self, param: &Param<Tensor<D>>) {
            let value = param.val();
            let shape = value.dims();
            if let Some((_, numbers)) = self.2.get(&self.0.name(self.1))
                && numbers.len() == shape.iter().product::<usize>()
            {
                let data = TensorData::new(numbers.clone(), shape);
                self.3.register(param.id, Tensor::<D>::from_data(data, &value.device().inner()));
            }
        }
    }
    let mut restore = Restore(Path::default(), prefix, loaded, GradientsParams::new());
    module.visit(&mut restore);
    restore.3
}

/// Where a visitor stands in the tree.
#[derive(Default)]
struct Path(Vec<String>);

impl Path {
    fn enter(&mut self, name: &str) {
        self.0.push(name.to_owned());
    }

    fn exit(&mut self) {
        self.0.pop();
    }

    fn name(&self, prefix: &str) -> String {
        format!("{prefix}.{}", self.0.join("."))
    }
}
