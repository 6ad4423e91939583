//! The digits of 28 x 28 pixels, which the page fetches, as a part of the command line.

use std::sync::Arc;

use crate::data::{DataError, OwnData, shipped};
use crate::experiment::Data;

static IMAGES: &[u8] = include_bytes!("../../www/data/mnist-images.idx.gz");
static LABELS: &[u8] = include_bytes!("../../www/data/mnist-labels.idx.gz");
static CLASSIFIER: &[u8] = include_bytes!("../../www/data/mnist-classifier.safetensors");

/// The 5,000 digits with the network that tells them.
///
/// # Errors
/// None with the files as shipped.
pub fn load() -> Result<OwnData, String> {
    let set = shipped(IMAGES, LABELS, 28).map_err(|error: DataError| error.to_string())?;
    Ok(OwnData::Images(Arc::new(set.with_classifier(CLASSIFIER.to_vec()))))
}

/// They, where `data` is them.
///
/// # Errors
/// None with the files as shipped.
pub fn needed(data: Data) -> Result<Option<OwnData>, String> {
    (data == Data::Mnist).then(load).transpose()
}
