//! Looking inside a run: what its frame's samples are told by D, and how G bends the latent space.

use burn::module::Module;
use burn::prelude::*;

use super::frame::floats;
use super::run::Session;
use crate::experiment::architecture::Shape;
use crate::experiment::{Condition, LatentKind, whole_batches};
use crate::failure::Failure;
use crate::gan::condition;
use crate::gan::generator::Generator;
use crate::inside::{Inside, Sheet, View, Wanted};

/// Nodes of the grid in a row and in a column.
const NODES: usize = 21;

impl Session {
    /// What is `wanted` of the frame that [`Self::frame`] gives now. Training goes on as if nobody had looked.
    ///
    /// # Errors
    /// When the device cannot be read any more.
    pub async fn inside(&self, wanted: Wanted) -> Result<Option<Inside>, Failure> {
        if wanted.is_nothing() {
            return Ok(None);
        }
        let of_g = self.view(&self.gan.generator.valid(), wanted).await?;
        let of_average = match &self.gan.average {
            Some(average) => Some(self.view(&average.shadow, wanted).await?),
            None => None,
        };
        Ok(Some(Inside { of_g, of_average }))
    }

    async fn view(&self, generator: &Generator, wanted: Wanted) -> Result<View, Failure> {
        let mut view = View::default();
        if self.shape == Shape::Point {
            if wanted.slopes {
                view.slopes = self.slopes(generator).await?;
            }
            if wanted.sheet {
                view.sheet = Some(self.sheet(generator).await?);
            }
        }
        Ok(view)
    }

    /// The gradient of the loss of each pack: the mean over the frame's points would make it smaller the more
    /// are drawn.
    async fn slopes(&self, generator: &Generator) -> Result<Vec<f32>, Failure> {
        let e = &self.experiment;
        let group = whole_batches(e) as usize;
        let count = self.camera.count() / group * group;
        let points = generator.forward(self.camera.latents()).narrow(0, 0, count);
        let real = e.loss.is_relativistic().then(|| {
            let rows = self.draws.source.show(count);
            Tensor::from_data(TensorData::new(rows, [count, 2]), &self.device)
        });
        let packs = count as f64 / f64::from(e.pack);
        floats(self.gan.gradient_on_points(e, points, real).mul_scalar(packs)).await
    }

    async fn sheet(&self, generator: &Generator) -> Result<Sheet, Failure> {
        let e = &self.experiment;
        let end = extent(e.latent_kind);
        let latent = e.latent as usize;
        let rows = if latent > 1 { NODES } else { 1 };
        let at = |i: usize| end * (2.0 * i as f32 / (NODES - 1) as f32 - 1.0);
        let mut z = vec![0.0; rows * NODES * latent];
        for (i, z) in z.chunks_exact_mut(latent).enumerate() {
            z[0] = at(i % NODES);
            if let Some(second) = z.get_mut(1) {
                *second = at(i / NODES);
            }
        }
        let z = Tensor::from_data(TensorData::new(z, [rows * NODES, latent]), &self.device);
        let conditional = e.condition != Condition::Off;
        let classes = conditional.then(|| condition::one_hot(&vec![0; rows * NODES], &self.device));
        let nodes = floats(generator.forward(condition::join(z, classes.as_ref()))).await?;
        let spacing = at(1) - at(0);
        Ok(Sheet { across: NODES as u32, cell: spacing * spacing, nodes })
    }
}

/// How far the grid goes from 0: to all of a uniform latent, to two standard deviations of a normal one.
fn extent(kind: LatentKind) -> f32 {
    match kind {
        LatentKind::Normal => 2.0,
        LatentKind::Uniform => 1.0,
    }
}
