//! What `saddle train` leaves in its folder.

use std::fs;
use std::io::{BufWriter, Write};
use std::path::Path;

use serde_json::json;

use super::{DeviceName, config, own_files};
use crate::data::OwnData;
use crate::doctor::Doctor;
use crate::experiment::architecture::Shape;
use crate::experiment::{Course, Script, link};
use crate::export::csv;
use crate::export::picture::{Picture, grid, scatter};
use crate::protocol::Ready;
use crate::record::{Happening, Metric, Pixels, StepRecord};
use crate::session::{Diverged, Session};

/// The final losses are means over so many steps.
const FINAL: usize = 100;
/// Pixels on a side of the scatter plot.
const SCATTER_SIDE: u32 = 512;
/// Pixels that an image has at least on the picture.
const IMAGE_SIDE: u32 = 48;

/// What a run measured.
#[derive(Debug, Default)]
pub struct RunLog {
    /// The step that the first record follows: 0, or where a fork begins.
    pub begins: u32,
    /// Seconds since the start and the record of every step.
    pub records: Vec<(f64, StepRecord)>,
    /// How good the samples were, by step.
    pub snapshots: Vec<(u32, Vec<Metric>)>,
    /// What the run did by itself.
    pub happenings: Vec<Happening>,
    /// Seconds of the whole run, metrics included.
    pub wall_secs: f64,
    /// That the run came to an end before its last step.
    pub diverged: Option<Diverged>,
    /// What more fakes measured in the last snapshots, where that was asked for.
    pub many: Vec<Vec<Metric>>,
}

impl RunLog {
    /// The doctor of the run `course` after all of this, in its order.
    pub fn doctor(&self, course: &Course) -> Doctor {
        let mut doctor = Doctor::new(&course.start);
        let mut edits = course.edits.iter().peekable();
        let mut snapshots = self.snapshots.iter().peekable();
        let records = self.records.iter().map(|(_, record)| record);
        for (step, record) in (self.begins..).zip([None].into_iter().chain(records.map(Some))) {
            if let Some(record) = record {
                doctor.observe(step, record);
            }
            if let Some((_, metrics)) = snapshots.next_if(|(at, _)| *at == step) {
                doctor.measured(step, metrics);
            }
            if let Some(edit) = edits.next_if(|edit| edit.after == step) {
                doctor.edited(&edit.to);
            }
        }
        if let Some(Diverged { step, .. }) = self.diverged {
            doctor.diverged(step);
        }
        doctor
    }
}

/// Makes the folder.
///
/// # Errors
/// One line that names it.
pub fn create(folder: &Path) -> Result<(), String> {
    fs::create_dir_all(folder).map_err(|e| format!("out={}: {e}", folder.display()))
}

/// Writes every file.
///
/// # Errors
/// One line that names the file.
pub async fn write(
    folder: &Path,
    session: &Session,
    lineage: &Script,
    outcome: &RunLog,
    device: DeviceName,
) -> Result<(), String> {
    let ready = session.ready().await?;
    let weights = session.weights().await?;
    let failed = |name: &str, e: std::io::Error| format!("out={}: {e}", folder.join(name).display());
    let save = |name: &str, bytes: &[u8]| fs::write(folder.join(name), bytes).map_err(|e| failed(name, e));
    save("config.json", (config::to_json(lineage) + "\n").as_bytes())?;
    save("metrics.csv", metrics(outcome).as_bytes())?;
    save("summary.json", (summary(session, lineage, &ready, outcome, device) + "\n").as_bytes())?;
    save("weights.safetensors", &weights)?;
    fs::File::create(folder.join("samples.png"))
        .and_then(|file| write_png(BufWriter::new(file), &picture(&ready)))
        .map_err(|e| failed("samples.png", e))
}

/// Writes what is known about the user's data.
///
/// # Errors
/// One line that names the file.
pub fn describe(folder: &Path, own: &OwnData) -> Result<(), String> {
    let path = folder.join("data.json");
    fs::write(&path, format!("{:#}\n", own_files::described(own)))
        .map_err(|e| format!("out={}: {e}", path.display()))
}

fn metrics(outcome: &RunLog) -> String {
    let ids = ids(outcome);
    let rows = outcome.records.iter().zip(outcome.begins + 1..).map(|((secs, record), step)| {
        let measured = outcome.snapshots.iter().find(|(at, _)| *at == step);
        let value =
            |id: &&str| measured.and_then(|(_, all)| all.iter().find(|m| m.id == **id)).map(|m| m.value);
        csv::row(step, *secs, record, &ids.iter().map(value).collect::<Vec<_>>())
    });
    rows.fold(csv::header(&ids), |text, row| text + row.as_str())
}

/// The metrics that were measured, in their order.
fn ids(outcome: &RunLog) -> Vec<&str> {
    let mut ids: Vec<&str> = Vec::new();
    for metric in outcome.snapshots.iter().flat_map(|(_, all)| all) {
        if !ids.contains(&metric.id.as_str()) {
            ids.push(&metric.id);
        }
    }
    ids
}

/// The best and the last value of every metric, with its floor.
fn best_and_last(outcome: &RunLog) -> serde_json::Value {
    let of = |id: &str| {
        let measured: Vec<(u32, &Metric)> = outcome
            .snapshots
            .iter()
            .filter_map(|(step, all)| all.iter().find(|m| m.id == id).map(|m| (*step, m)))
            .collect();
        let (_, any) = measured.first()?;
        let sign = if any.lower_is_better { 1.0 } else { -1.0 };
        let best = measured.iter().min_by(|(_, a), (_, b)| (sign * a.value).total_cmp(&(sign * b.value)))?;
        let point = |(step, metric): &(u32, &Metric)| json!({ "step": step, "value": metric.value });
        Some(json!({
            "label": any.label,
            "best": point(best),
            "last": measured.last().map(point),
            "floor": any.floor,
            "lower_is_better": any.lower_is_better,
        }))
    };
    ids(outcome)
        .into_iter()
        .map(|id| (id.to_owned(), json!(of(id))))
        .collect::<serde_json::Map<_, _>>()
        .into()
}

fn summary(
    session: &Session,
    lineage: &Script,
    ready: &Ready,
    outcome: &RunLog,
    device: DeviceName,
) -> String {
    let last = &outcome.records[outcome.records.len().saturating_sub(FINAL)..];
    let mean = |of: fn(&StepRecord) -> f32| {
        last.iter().map(|(_, record)| f64::from(of(record))).sum::<f64>() / last.len() as f64
    };
    let plain = Course::plain(session.experiment().clone());
    let doctor = outcome.doctor(lineage.courses.last().unwrap_or(&plain));
    let summary = json!({
        "engine": { "version": env!("CARGO_PKG_VERSION"), "device": format!("{device:?}").to_lowercase() },
        "link": format!("#{}", link::write(lineage)),
        "begins": outcome.begins,
        "steps": outcome.records.len(),
        "wall_secs": outcome.wall_secs,
        "steps_per_sec": outcome.records.len() as f64 / outcome.wall_secs.max(1e-9),
        "parameters": { "generator": ready.parameters.0, "discriminator": ready.parameters.1 },
        "final": {
            "over_steps": last.len(),
            "loss_d": mean(|r| r.loss_d),
            "loss_g": mean(|r| r.loss_g),
            "acc_real": mean(|r| r.acc_real),
            "acc_fake": mean(|r| r.acc_fake),
        },
        "metrics": best_and_last(outcome),
        "happenings": outcome.happenings.iter().map(|h| json!({ "step": h.step, "text": h.text })).collect::<Vec<_>>(),
        "verdict": doctor.verdict(),
        "verdicts": doctor.verdicts(),
        "diverged": outcome.diverged.map(|Diverged { step, network }| json!({ "step": step, "network": network.word() })),
    });
    format!("{summary:#}")
}

fn picture(ready: &Ready) -> Picture {
    match (&ready.real, &ready.frame.samples, ready.shape) {
        (Pixels::Points(real), Pixels::Points(fake), _) => {
            scatter(real, fake, ready.frame.extent, SCATTER_SIDE)
        }
        (_, Pixels::Images(fake), Shape::Image { channels, size }) => {
            grid(fake, channels, size, IMAGE_SIDE.div_ceil(size))
        }
        _ => Picture::new(1, 1),
    }
}

fn write_png(file: impl Write, picture: &Picture) -> std::io::Result<()> {
    let mut encoder = png::Encoder::new(file, picture.width, picture.height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&picture.rgb)?;
    writer.finish()?;
    Ok(())
}
