//! Small runs, and their numbers by name and to the bit.

use std::collections::BTreeMap;
use std::future::Future;
use std::task::{Context, Poll, Waker};

use burn::module::{Module, ModuleMapper, ModuleVisitor, Param};
use burn::prelude::*;
use saddle::experiment::architecture::Shape;
use saddle::experiment::{Data, Experiment};
use saddle::failure::Failure;
use saddle::gan::checkpoint;
use saddle::gan::step::Gan;
use saddle::record::StepRecord;
use saddle::rng::Stream;
use saddle::session::Session;
use safetensors::SafeTensors;
use serde_json::Value;

/// Data of every kind that needs no files.
pub const BOTH: [Data; 2] = [Data::Ring8, Data::Digits8];

/// Digits of 8 x 8 pixels.
pub const EIGHT: Shape = Shape::Image { channels: 1, size: 8 };

/// Digits of 28 x 28 pixels.
pub const TWENTY_EIGHT: Shape = Shape::Image { channels: 1, size: 28 };

/// Numbers by name.
pub type Numbers = BTreeMap<String, Vec<f32>>;

/// Runs a future that is always ready, as all are on the CPU.
pub fn now<T>(future: impl Future<Output = T>) -> T {
    let mut future = Box::pin(future);
    match future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("the CPU engine never waits"),
    }
}

pub fn device() -> Device {
    Device::flex().autodiff()
}

pub fn host<const D: usize>(tensor: Tensor<D>) -> Vec<f32> {
    tensor.into_data().iter::<f32>().collect()
}

/// Rows of normal numbers from the stream `name`, on the device of training.
pub fn random(name: &str, rows: usize, columns: usize) -> Tensor<2> {
    let values = Stream::new(3, name).normals(rows * columns);
    Tensor::from_data(TensorData::new(values, [rows, columns]), &device())
}

/// A run that trains in milliseconds.
pub fn small(data: Data) -> Experiment {
    let mut e = Experiment::default_for(data);
    (e.batch, e.generator.width, e.discriminator.width) =
        if data.is_image() { (8, 4, 4) } else { (32, 16, 16) };
    e.seed = 7;
    e
}

pub fn session(e: &Experiment) -> Session {
    Session::new(e.clone(), &[], &Device::flex(), None).expect("a session")
}

pub fn resumed(e: &Experiment, checkpoint: &[u8]) -> Result<Session, Failure> {
    Session::new(e.clone(), &[], &Device::flex(), Some(checkpoint))
}

/// The checkpoint of a run whose numbers are all finite.
pub fn saved(session: &mut Session) -> Vec<u8> {
    now(session.checkpoint()).expect("a device").expect("finite numbers")
}

pub fn train(session: &mut Session, steps: u32) -> Vec<StepRecord> {
    (0..steps).for_each(|_| session.step());
    now(session.drain()).expect("records").records
}

/// All that a run has to show, to the bit: the losses of its steps and the numbers of its networks.
#[derive(Debug, PartialEq)]
pub struct Trail {
    pub losses: Vec<(u32, u32)>,
    pub weights: BTreeMap<String, Vec<u32>>,
}

/// The trail of `session` after `steps` more.
pub fn trail(session: &mut Session, steps: u32) -> Trail {
    let records = train(session, steps);
    let losses = records.iter().map(|r| (r.loss_d.to_bits(), r.loss_g.to_bits())).collect();
    Trail { losses, weights: bits(&weights(session)) }
}

/// The trail of the first 20 steps of `e`.
pub fn first_steps(e: &Experiment) -> Trail {
    trail(&mut session(e), 20)
}

pub fn bits(numbers: &Numbers) -> BTreeMap<String, Vec<u32>> {
    let bits = |values: &Vec<f32>| values.iter().map(|v| v.to_bits()).collect();
    numbers.iter().map(|(name, values)| (name.clone(), bits(values))).collect()
}

/// The numbers of both networks.
pub fn weights(session: &Session) -> Numbers {
    read(&now(session.weights()).expect("weights"))
}

/// Everything in a checkpoint that is a tensor.
pub fn read(checkpoint: &[u8]) -> Numbers {
    let floats =
        |bytes: &[u8]| bytes.chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect();
    let file = SafeTensors::deserialize(checkpoint).expect("safetensors");
    file.iter().map(|(name, view)| (name.to_owned(), floats(view.data()))).collect()
}

/// Everything that a checkpoint of `gan` holds.
pub fn numbers(gan: &Gan) -> Numbers {
    read(&now(checkpoint::save(gan, true, "")).expect("a checkpoint").bytes)
}

/// Where the draws of a session stand: `source` and `streams`.
pub fn draws(session: &mut Session) -> Value {
    let bytes = saved(session);
    let (_, header) = SafeTensors::read_metadata(&bytes).expect("safetensors");
    let meta = header.metadata().clone().expect("a header");
    let meta: Value = serde_json::from_str(meta["saddle"].lines().next().expect("a line")).expect("JSON");
    meta["draws"].clone()
}

/// Random words that the stream `name` has given to a session so far.
pub fn drawn(session: &mut Session, name: &str) -> u64 {
    draws(session)["streams"][name]["words"][0].as_u64().unwrap_or(0)
}

/// Path and shape of every trained tensor of a network, in its order.
pub fn trained<M: Module>(module: &M) -> Vec<(String, Vec<usize>)> {
    struct Shapes(Vec<String>, Vec<(String, Vec<usize>)>);
    impl ModuleVisitor for Shapes {
        fn enter_module(&mut self, name: &str, _: &str) {
            self.0.push(name.into());
        }
        fn exit_module(&mut self, _: &str, _: &str) {
            self.0.pop();
        }
        fn visit_float<const D: usize>(&mut self, param: &Param<Tensor<D>>) {
            if param.is_require_grad() {
                self.1.push((self.0.join("."), param.dims().to_vec()));
            }
        }
    }
    let mut shapes = Shapes(Vec::new(), Vec::new());
    module.visit(&mut shapes);
    shapes.1
}

/// Trained numbers of a network.
pub fn count<M: Module>(module: &M) -> u64 {
    trained(module).iter().map(|(_, shape)| shape.iter().product::<usize>() as u64).sum()
}

/// A network whose trained tensors are changed on the host: the path, the shape, the numbers.
pub fn changed<M: Module>(module: M, change: impl FnMut(&str, &[usize], &mut [f32])) -> M {
    struct Change<F>(Vec<String>, F);
    impl<F: FnMut(&str, &[usize], &mut [f32])> ModuleMapper for Change<F> {
        fn enter_module(&mut self, name: &str, _: &str) {
            self.0.push(name.into());
        }
        fn exit_module(&mut self, _: &str, _: &str) {
            self.0.pop();
        }
        fn map_float<const D: usize>(&mut self, param: Param<Tensor<D>>) -> Param<Tensor<D>> {
            if !param.is_require_grad() {
                return param;
            }
            let path = self.0.join(".");
            param.map(|tensor| {
                let (dims, device) = (tensor.dims(), tensor.device());
                let mut values = host(tensor);
                (self.1)(&path, &dims, &mut values);
                Tensor::<D>::from_data(TensorData::new(values, dims), &device).require_grad()
            })
        }
    }
    module.map(&mut Change(Vec::new(), change))
}
