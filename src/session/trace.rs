//! A step that is written down whole: what was drawn for it and what came of it, so that an outsider can
//! repeat it with code of their own.

use burn::module::Module;
use burn::prelude::*;

use super::frame::unreadable;
use super::run::Session;
use super::watch::Watch;
use crate::failure::Failure;
use crate::gan::dropout::Masks;
use crate::gan::labels::Target;
use crate::gan::step::{DiscriminatorBatch, GeneratorBatch, Seen, UpdateStats};
use crate::gan::{Named, named};

/// A tensor on the host.
#[derive(Clone, Debug, PartialEq)]
pub struct Numbers {
    /// What it is called.
    pub name: String,
    /// Its shape.
    pub shape: Vec<usize>,
    /// Its numbers, row by row.
    pub values: Vec<f32>,
}

/// One update of one network.
#[derive(Clone, Debug, PartialEq)]
pub struct TracedUpdate {
    /// What its tensors begin with: `d1`, `d2`, … of D, `g1`, `g2`, … of G.
    pub name: String,
    /// The loss, without penalties.
    pub loss: f32,
    /// Euclidean norm of the gradient, penalties included.
    pub gradient_norm: f32,
    /// The learning rate.
    pub lr: f64,
    /// The slot of the pool whose fakes came back.
    pub replayed: Option<usize>,
}

/// A step that is written down.
#[derive(Clone, Debug, PartialEq)]
pub struct TracedStep {
    /// Steps done with it.
    pub step: u32,
    /// Its updates, in their order.
    pub updates: Vec<TracedUpdate>,
    /// All that was drawn, D's logits, and G's samples after the step.
    pub tensors: Vec<Numbers>,
}

impl Session {
    /// One training step, written down. The run is the same to the bit as with [`Session::step`].
    ///
    /// # Errors
    /// When the device cannot be read any more.
    pub async fn traced_step(&mut self) -> Result<TracedStep, Failure> {
        let mut notes = Notes::default();
        self.watched_step(&mut notes);
        let mut tensors = Vec::new();
        for seen in &notes.tensors {
            tensors.push(read(seen).await?);
        }
        let mut updates = Vec::new();
        for note in notes.updates {
            let (loss, gradient) = (number(&note.loss).await?, number(&note.gradient).await?);
            let Note { name, lr, replayed, .. } = note;
            updates.push(TracedUpdate { name, loss, gradient_norm: gradient.sqrt(), lr, replayed });
        }
        tensors.push(self.fixed_samples().await?);
        Ok(TracedStep { step: self.step, updates, tensors })
    }

    /// The latent vectors from which the run's samples are made, `latents`.
    ///
    /// # Errors
    /// When the device cannot be read any more.
    pub async fn fixed_latents(&self) -> Result<Numbers, Failure> {
        read(&named("latents".into(), self.camera.latents())).await
    }

    /// What G makes of them now, `samples`: batch norm uses its running statistics.
    ///
    /// # Errors
    /// When the device cannot be read any more.
    pub async fn fixed_samples(&self) -> Result<Numbers, Failure> {
        let rows = self.gan.generator.valid().forward(self.camera.latents());
        read(&named("samples".into(), rows)).await
    }
}

async fn read(of: &Named) -> Result<Numbers, Failure> {
    let data = of.flat.clone().into_data_async().await.map_err(unreadable)?;
    Ok(Numbers { name: of.name.clone(), shape: of.shape.clone(), values: data.iter::<f32>().collect() })
}

/// The only number of `of`; NaN where there is none.
async fn number(of: &Option<Tensor<1>>) -> Result<f32, Failure> {
    let Some(of) = of else { return Ok(f32::NAN) };
    let data = of.clone().into_data_async().await.map_err(unreadable)?;
    Ok(data.iter::<f32>().next().unwrap_or(f32::NAN))
}

/// What is noted while the step is made, still on the device.
#[derive(Default)]
struct Notes {
    tensors: Vec<Named>,
    updates: Vec<Note>,
    /// Updates of D and of G so far.
    counts: (u32, u32),
}

struct Note {
    name: String,
    lr: f64,
    replayed: Option<usize>,
    loss: Option<Tensor<1>>,
    gradient: Option<Tensor<1>>,
}

impl Notes {
    fn begin(&mut self, name: String, lr: f64, replayed: Option<usize>) {
        self.updates.push(Note { name, lr, replayed, loss: None, gradient: None });
    }

    fn note<const D: usize>(&mut self, name: String, tensor: &Tensor<D>) {
        self.tensors.push(named(name, tensor.clone()));
    }

    /// `rows` is what the rows of `seen` are called: samples or latent vectors.
    fn seen(&mut self, prefix: &str, rows: &str, seen: &Seen) {
        self.note(format!("{prefix}.{rows}"), &seen.rows);
        if let Some(classes) = &seen.classes {
            self.note(format!("{prefix}.classes"), classes);
        }
        if let Some(noise) = &seen.noise {
            self.note(format!("{prefix}.noise"), noise);
        }
        if let Some(augmentation) = &seen.augmentation {
            self.tensors.extend(augmentation.named(prefix));
        }
    }

    fn target(&mut self, name: String, target: &Target) {
        if let Target::Each(each) = target {
            self.note(name, each);
        }
    }

    fn masks(&mut self, prefix: &str, masks: &Masks) {
        for (i, mask) in masks.layers().iter().enumerate() {
            self.note(format!("{prefix}.mask.{i}"), mask);
        }
    }
}

impl Watch for Notes {
    const MEASURES: bool = true;

    fn discriminator(&mut self, batch: &DiscriminatorBatch) {
        self.counts.0 += 1;
        let name = format!("d{}", self.counts.0);
        self.begin(name.clone(), batch.lr, batch.replayed);
        self.seen(&format!("{name}.real"), "rows", &batch.real);
        self.seen(&format!("{name}.fake"), "latents", &batch.fake);
        self.target(format!("{name}.real.targets"), &batch.targets.real);
        self.target(format!("{name}.fake.targets"), &batch.targets.fake);
        if let Some(between) = &batch.between {
            self.note(format!("{name}.between"), between);
        }
        self.masks(&name, &batch.masks);
    }

    fn generator(&mut self, batch: &GeneratorBatch) {
        self.counts.1 += 1;
        let name = format!("g{}", self.counts.1);
        self.begin(name.clone(), batch.lr, None);
        self.seen(&format!("{name}.fake"), "latents", &batch.fake);
        if let Some(real) = &batch.real {
            self.seen(&format!("{name}.real"), "rows", real);
        }
        self.masks(&name, &batch.masks);
    }

    fn updated(&mut self, stats: &UpdateStats) {
        let Some(note) = self.updates.last_mut() else { return };
        note.loss.clone_from(&stats.loss);
        note.gradient.clone_from(&stats.gradient);
        let name = note.name.clone();
        for (which, logits) in [("real", &stats.real), ("fake", &stats.fake)] {
            if let Some(logits) = logits {
                self.note(format!("{name}.{which}.logits"), logits);
            }
        }
    }
}
