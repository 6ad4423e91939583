//! `saddle train --trace N`: the first steps of a run as files that anybody can read.

use std::fs;
use std::path::{Path, PathBuf};

use safetensors::tensor::TensorView;
use safetensors::{Dtype, serialize};
use serde_json::{Value, json};

use super::config;
use crate::experiment::architecture::Shape;
use crate::experiment::{Script, link};
use crate::session::{Numbers, Session, TracedStep, TracedUpdate};

/// The folder within that of the results.
const FOLDER: &str = "trace";

/// A trace in the making.
pub struct Trace {
    folder: PathBuf,
    /// The step after which no more is written.
    last: u32,
    steps: Vec<Value>,
    head: Value,
}

impl Trace {
    /// Writes how `session` begins; its next `steps` steps are to follow.
    ///
    /// # Errors
    /// One line that names the file.
    pub async fn begin(
        out: &Path,
        session: &mut Session,
        lineage: &Script,
        steps: u32,
    ) -> Result<Self, String> {
        let folder = out.join(FOLDER);
        fs::create_dir_all(&folder).map_err(|e| format!("out={}: {e}", folder.display()))?;
        let begins = session.step_count();
        // A fork begins with the moments of what it was forked from.
        let start = match begins {
            0 => Some(session.weights().await?),
            _ => session.checkpoint().await?,
        };
        let start = start.ok_or("trace: the run begins with weights that are not finite")?;
        save(&folder, "start.safetensors", &start)?;
        save_tensors(&folder, "latents.safetensors", &[session.fixed_latents().await?])?;
        let mut trace = Self { folder, last: begins + steps, steps: Vec::new(), head: Value::Null };
        trace.head = head(session, lineage, begins);
        Ok(trace)
    }

    /// Whether the next step of `session` belongs to it.
    pub fn wants(&self, session: &Session) -> bool {
        session.step_count() < self.last
    }

    /// Trains `session` one step and writes it; behind the last, the weights as they are then and the table of
    /// contents.
    ///
    /// # Errors
    /// One line that names the file.
    pub async fn add(&mut self, session: &mut Session) -> Result<(), String> {
        let step = session.traced_step().await?;
        self.write(&step)?;
        if !self.wants(session) {
            save(&self.folder, "end.safetensors", &session.weights().await?)?;
            self.head["end"] = json!("end.safetensors");
        }
        self.head["steps"] = json!(self.steps);
        save(&self.folder, "trace.json", format!("{:#}\n", self.head).as_bytes())
    }

    fn write(&mut self, step: &TracedStep) -> Result<(), String> {
        let file = format!("step-{:05}.safetensors", step.step);
        save_tensors(&self.folder, &file, &step.tensors)?;
        let update = |u: &TracedUpdate| json!({ "name": u.name, "loss": u.loss, "gradient_norm": u.gradient_norm, "lr": u.lr, "replayed": u.replayed });
        let updates: Vec<Value> = step.updates.iter().map(update).collect();
        self.steps.push(json!({ "step": step.step, "file": file, "updates": updates }));
        Ok(())
    }
}

/// What an outsider must know to read the rest.
fn head(session: &Session, lineage: &Script, begins: u32) -> Value {
    let shape = match session.shape() {
        Shape::Point => json!({ "channels": 0, "size": 0 }),
        Shape::Image { channels, size } => json!({ "channels": channels, "size": size }),
    };
    let config: Value = serde_json::from_str(&config::to_json(lineage)).unwrap_or_default();
    json!({
        "about": "The first steps of a GAN of Saddle: each update with all that was drawn for it, and what came of it. Code: docs/trace.md.",
        "version": env!("CARGO_PKG_VERSION"),
        "link": format!("#{}", link::write(lineage)),
        "begins": begins,
        "shape": shape,
        "experiment": config,
        "start": "start.safetensors",
        "latents": "latents.safetensors",
    })
}

fn save(folder: &Path, name: &str, bytes: &[u8]) -> Result<(), String> {
    let path = folder.join(name);
    fs::write(&path, bytes).map_err(|e| format!("out={}: {e}", path.display()))
}

fn save_tensors(folder: &Path, name: &str, tensors: &[Numbers]) -> Result<(), String> {
    let bytes: Vec<Vec<u8>> =
        tensors.iter().map(|t| t.values.iter().flat_map(|v| v.to_le_bytes()).collect()).collect();
    let failed = |e: safetensors::SafeTensorError| format!("out={}: {e}", folder.join(name).display());
    let view = |(t, bytes)| {
        let Numbers { name, shape, .. }: &Numbers = t;
        TensorView::new(Dtype::F32, shape.clone(), bytes).map(|view| (name.as_str(), view))
    };
    let views = tensors.iter().zip(bytes.iter().map(Vec::as_slice)).map(view);
    let views = views.collect::<Result<Vec<_>, _>>().map_err(failed)?;
    save(folder, name, &serialize(views, None).map_err(failed)?)
}
