//! Weights and optimizer state as safetensors, and back.
//!
//! Names: `generator.*` and `discriminator.*` hold the weights, `first.*` and `second.*` before them
//! the optimizers' moments, `average.*` the average of G, `replay.*` the pool of old fakes. What else a run needs to go on travels as text in the header.

use burn::module::Module;
use burn::prelude::*;
use burn::tensor::Transaction;
use safetensors::{Dtype, SafeTensors, tensor::TensorView};

use super::ema::Ema;
use super::parameters::{Loaded, Named, collect, collect_moments, named, restore, restore_moments};
use super::replay::{CAPACITY, Pool};
use super::step::Gan;

const META: &str = "saddle";

/// Prefixes of the average of G and of the pool of old fakes.
const AVERAGE: &str = "average";
const REPLAY: &str = "replay";

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
    }
    if optimizers {
        all.extend(gan.average.iter().flat_map(|average| collect(&average.shadow, AVERAGE)));
        for (i, (rows, classes)) in gan.pool.slots().iter().enumerate() {
            all.push(named(format!("{REPLAY}.{i}.rows"), rows.clone()));
            all.extend(classes.clone().map(|classes| named(format!("{REPLAY}.{i}.classes"), classes)));
        }
    }
    let read = all.iter().fold(Transaction::default(), |t, named| t.register(named.flat.clone()));
    let read = read.execute_async().await.map_err(|e| format!("the weights cannot be read: {e:?}"))?;
    let bytes: Vec<Vec<u8>> = read.into_iter().map(little_endian).collect();
    let views = all.iter().zip(&bytes).map(|(Named { name, shape, .. }, bytes)| {
        TensorView::new(Dtype::F32, shape.clone(), bytes).map(|view| (name.as_str(), view))
    });
    let views = views.collect::<Result<Vec<_>, _>>().map_err(|e| e.to_string())?;
    let averaged = gan.average.as_ref().map_or(0, |average| average.updates);
    let updates = format!("{} {} {averaged}", gan.optimizer_g.updates, gan.optimizer_d.updates);
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
    let device = gan.generator.devices().into_iter().next().unwrap_or_default();
    gan.pool = Pool::restored((0..CAPACITY).map_while(|i| {
        let tensor = |part: &str| {
            let view = file.tensor(&format!("{REPLAY}.{i}.{part}")).ok()?;
            let &[rows, columns] = view.shape() else { return None };
            Some(Tensor::<2>::from_data(TensorData::new(floats(view.data()), [rows, columns]), &device))
        };
        Some((tensor("rows")?, tensor("classes")))
    }));
    let loaded: Loaded = file.iter().map(|(name, view)| (name.to_owned(), floats(view.data()))).collect();
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
    gan.average = match updates.next() {
        Some(updates @ 1..) => {
            Some(Ema { shadow: restore(gan.generator.valid(), AVERAGE, &loaded)?, updates })
        }
        _ => None,
    };
    Ok(header.get(META).cloned().unwrap_or_default())
}

fn floats(bytes: &[u8]) -> Vec<f32> {
    bytes.chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect()
}
