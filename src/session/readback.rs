//! Several tensors, read from the device at once.

use burn::prelude::*;
use burn::tensor::Transaction;

use super::frame::unreadable;
use crate::failure::Failure;

/// What is to be read.
#[derive(Default)]
pub(super) struct Readback {
    asked: Transaction,
    count: usize,
}

/// The place of a tensor in what is read.
pub(super) struct Slot(usize);

/// What was read.
pub(super) struct Values(Vec<Vec<f32>>);

impl Readback {
    /// Reads `tensor` too.
    pub fn add<const D: usize>(&mut self, tensor: Tensor<D>) -> Slot {
        self.asked = std::mem::take(&mut self.asked).register(tensor);
        self.count += 1;
        Slot(self.count - 1)
    }

    /// Reads it all.
    ///
    /// # Errors
    /// When the device cannot be read any more.
    pub async fn read(self) -> Result<Values, Failure> {
        let read = self.asked.execute_async().await.map_err(unreadable)?;
        Ok(Values(read.into_iter().map(|data| data.iter::<f32>().collect()).collect()))
    }
}

impl Values {
    /// The numbers of a tensor, row by row.
    pub fn take(&mut self, Slot(place): Slot) -> Vec<f32> {
        self.0.get_mut(place).map(std::mem::take).unwrap_or_default()
    }
}
