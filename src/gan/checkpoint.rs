//! Weights and optimizer state as safetensors, and back.
//!
//! Names: `generator.*` and `discriminator.*` hold the weights, `first.*` and `second.*` before them
//! the optimizers' moments, and whatever tricks remember ([`Gan`]'s own list). What else a run needs to go on travels as text in the header.

use burn::prelude::*;
use burn::tensor::Transaction;
use safetensors::{Dtype, SafeTensors, tensor::TensorView};

use super::parameters::{Loaded, Named, collect, collect_moments, restore, restore_moments};
use super::step::Gan;

const META: &str = "saddle";

/// The weights of `gan` and, with `optimizers`, what the optimizers remember; `meta` goes into the
/// header.
///
/// # Errors
/// A sentence when the device cannot be read any more.
pub async fn save(gan: &Gan, optimizers: bool, meta: &str) -> Result<Vec<u8>, String> {
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
    let read = read.execute_async().await.map_err(|e| format!("the weights cannot be read: {e:?}"))?;
    let bytes: Vec<Vec<u8>> = read.into_iter().map(little_endian).collect();
    let views = all.iter().zip(&bytes).map(|(Named { name, shape, .. }, bytes)| {
        TensorView::new(Dtype::F32, shape.clone(), bytes).map(|view| (name.as_str(), view))
    });
    let views = views.collect::<Result<Vec<_>, _>>().map_err(|e| e.to_string())?;
    let updates = format!("{} {}", gan.optimizer_g.updates, gan.optimizer_d.updates);
    let header = [(META.to_owned(), meta.to_owned()), ("updates".to_owned(), updates)];
    safetensors::serialize(views, Some(header.into_iter().collect())).map_err(|e| e.to_string())
}

fn little_endian(data: TensorData) -> Vec<u8> {
    let values: Vec<f32> = data.iter::<f32>().collect();
    values.iter().flat_map(|v| v.to_le_bytes()).collect()
}

/// Puts the numbers of a checkpoint into `gan` and returns its `meta`.
///
/// # Errors
/// What does not fit; `gan` may then be half restored and must be thrown away.
pub fn load(gan: &mut Gan, bytes: &[u8]) -> Result<String, String> {
    let wrong = |e: safetensors::SafeTensorError| format!("not a checkpoint: {e}");
    let (_, header) = SafeTensors::read_metadata(bytes).map_err(wrong)?;
    let header = header.metadata().clone().unwrap_or_default();
    let file = SafeTensors::deserialize(bytes).map_err(wrong)?;
    let numbers = |view: &TensorView<'_>| (view.shape().to_vec(), floats(view.data()));
    let loaded: Loaded = file.iter().map(|(name, view)| (name.to_owned(), numbers(&view))).collect();
    gan.generator = restore(gan.generator.clone(), "generator", &loaded)?;
    gan.discriminator = restore(gan.discriminator.clone(), "discriminator", &loaded)?;
    gan.optimizer_g.first = restore_moments(&gan.generator, "first.generator", &loaded);
    gan.optimizer_g.second = restore_moments(&gan.generator, "second.generator", &loaded);
    gan.optimizer_d.first = restore_moments(&gan.discriminator, "first.discriminator", &loaded);
    gan.optimizer_d.second = restore_moments(&gan.discriminator, "second.discriminator", &loaded);
    let updates = header.get("updates").map_or("", String::as_str);
    let mut updates = updates.split(' ').filter_map(|n| n.parse().ok());
    gan.optimizer_g.updates = updates.next().ok_or("the checkpoint has no update counts")?;
    gan.optimizer_d.updates = updates.next().ok_or("the checkpoint has no update counts")?;
    gan.recall(&loaded)?;
    Ok(header.get(META).cloned().unwrap_or_default())
}

fn floats(bytes: &[u8]) -> Vec<f32> {
    bytes.chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect()
}
