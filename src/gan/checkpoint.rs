//! Weights and optimizer state as safetensors, and back.
//!
//! Names: `generator.*` and `discriminator.*` hold the weights, `first.*` and `second.*` before them
//! the optimizers' moments, and whatever tricks remember ([`Gan`]'s own list). What else a run needs
//! to go on travels as text in the header.

use burn::tensor::Transaction;
use safetensors::{Dtype, SafeTensors, tensor::TensorView};

use super::layer::Weighted;
use super::optimizer::OptimizerState;
use super::parameters::{Loaded, Named, collect, collect_moments, restore, restore_moments, trainable};
use super::step::Gan;
use crate::failure::Failure;
use crate::protocol::Network;
use crate::text::engine as t;

/// The header's only entry: safetensors writes more than one in a random order, and the same run must give the
/// same file. What `meta` says, and on a line of their own what the optimizers have done.
const META: &str = "saddle";

/// What [`save`] wrote.
pub struct Saved {
    /// The safetensors.
    pub bytes: Vec<u8>,
    /// The network of the first number that is not finite, if there is one.
    pub broken: Option<Network>,
}

/// The weights of `gan` and, with `optimizers`, what the optimizers and tricks remember; `meta`, of one line, goes
/// into the header.
///
/// # Errors
/// When the device cannot be read any more.
pub async fn save(gan: &Gan, optimizers: bool, meta: &str) -> Result<Saved, Failure> {
    let mut all = collect(&gan.generator, "generator");
    all.extend(collect(&gan.discriminator, "discriminator"));
    if optimizers {
        all.extend(collect_moments(&gan.generator, &gan.optimizer_g.first, "first.generator"));
        all.extend(collect_moments(&gan.generator, &gan.optimizer_g.second, "second.generator"));
        all.extend(collect_moments(&gan.discriminator, &gan.optimizer_d.first, "first.discriminator"));
        all.extend(collect_moments(&gan.discriminator, &gan.optimizer_d.second, "second.discriminator"));
        all.extend(gan.memory());
    }
    let read = all.iter().fold(Transaction::default(), |t, named| t.register(named.flat.clone()));
    let read = read.execute_async().await;
    let read = read.map_err(|e| Failure::Device { why: t::unread_weights(format!("{e:?}")) })?;
    let numbers: Vec<Vec<f32>> = read.into_iter().map(|data| data.iter::<f32>().collect()).collect();
    let mut named = all.iter().zip(&numbers);
    let broken = named.find(|(_, values)| !values.iter().all(|v| v.is_finite()));
    let broken = broken.map(|(Named { name, .. }, _)| owner(name));
    let meta =
        if optimizers { format!("{meta}\n{}", histories(gan).map_err(damaged)?) } else { meta.to_owned() };
    Ok(Saved { bytes: write(&all, &numbers, meta).map_err(damaged)?, broken })
}

/// The network that a tensor of a checkpoint belongs to. What tricks remember is G's work.
fn owner(name: &str) -> Network {
    if name.contains("discriminator") { Network::Discriminator } else { Network::Generator }
}

fn damaged(why: impl std::fmt::Display) -> Failure {
    Failure::Checkpoint { why: t::no_checkpoint(why) }
}

/// What both optimizers have done, as one line of JSON.
fn histories(gan: &Gan) -> serde_json::Result<String> {
    serde_json::to_string(&[gan.optimizer_g.history(), gan.optimizer_d.history()])
}

fn write(all: &[Named], numbers: &[Vec<f32>], meta: String) -> Result<Vec<u8>, String> {
    let little_endian = |values: &Vec<f32>| values.iter().flat_map(|v| v.to_le_bytes()).collect::<Vec<u8>>();
    let bytes: Vec<Vec<u8>> = numbers.iter().map(little_endian).collect();
    let views = all.iter().zip(&bytes).map(|(Named { name, shape, .. }, bytes)| {
        TensorView::new(Dtype::F32, shape.clone(), bytes).map(|view| (name.as_str(), view))
    });
    let views = views.collect::<Result<Vec<_>, _>>().map_err(|e| e.to_string())?;
    let header = [(META.to_owned(), meta)].into_iter().collect();
    safetensors::serialize(views, Some(header)).map_err(|e| e.to_string())
}

/// Puts the numbers of a checkpoint into `gan` and returns its `meta`.
///
/// # Errors
/// [`Failure::Checkpoint`] with what does not fit; `gan` may then be half restored and must be thrown
/// away.
pub fn load(gan: &mut Gan, bytes: &[u8]) -> Result<String, Failure> {
    let (_, header) = SafeTensors::read_metadata(bytes).map_err(damaged)?;
    let header = header.metadata().as_ref().and_then(|all| all.get(META)).map_or("", String::as_str);
    let (meta, histories) = header.split_once('\n').ok_or_else(|| damaged(t::NO_OPTIMIZERS))?;
    let file = SafeTensors::deserialize(bytes).map_err(damaged)?;
    let numbers = |view: &TensorView<'_>| (view.shape().to_vec(), floats(view.data()));
    let loaded: Loaded = file.iter().map(|(name, view)| (name.to_owned(), numbers(&view))).collect();
    let fits = |why: String| Failure::Checkpoint { why };
    gan.generator = restore(gan.generator.clone(), "generator", &loaded).map_err(fits)?;
    gan.discriminator = restore(gan.discriminator.clone(), "discriminator", &loaded).map_err(fits)?;
    warm_up(gan, &loaded);
    let [of_g, of_d]: [OptimizerState; 2] = serde_json::from_str(histories).map_err(damaged)?;
    let moments =
        ["first.generator", "second.generator"].map(|n| restore_moments(&gan.generator, n, &loaded));
    gan.optimizer_g.resume(&of_g, moments, trainable(&gan.generator));
    let moments = ["first.discriminator", "second.discriminator"]
        .map(|n| restore_moments(&gan.discriminator, n, &loaded));
    gan.optimizer_d.resume(&of_d, moments, trainable(&gan.discriminator));
    gan.recall(&loaded).map_err(fits)?;
    Ok(meta.to_owned())
}

/// A fork that switches spectral norm on has no singular vectors in its checkpoint: those that the
/// networks began with belong to other weights.
fn warm_up(gan: &Gan, loaded: &Loaded) {
    let knows =
        |network: &str| loaded.keys().any(|name| name.starts_with(network) && name.contains(".spectral."));
    if !knows("generator.") {
        gan.generator.weighted().iter().for_each(Weighted::warm_up);
    }
    if !knows("discriminator.") {
        gan.discriminator.weighted().iter().for_each(Weighted::warm_up);
    }
}

fn floats(bytes: &[u8]) -> Vec<f32> {
    bytes.chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect()
}
