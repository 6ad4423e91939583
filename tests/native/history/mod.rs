//! A recorded run, and the doctor on it.

#![allow(dead_code, reason = "each test takes what it needs of this")]

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use saddle::doctor::{Doctor, Finding, glance};
use saddle::experiment::{Experiment, link};
use saddle::record::{Metric, StepRecord};

/// Numbers of a record, and the step, before those of the metrics in a row.
const RECORD: usize = 7;

/// A recorded run.
pub struct History {
    pub name: String,
    pub experiment: Experiment,
    pub planted: String,
    pub onset: Option<u32>,
    /// Of a case: one of these holds at the end, and these are never said.
    pub right: Vec<String>,
    pub never: Vec<String>,
    /// The step at which a number was none any more.
    pub diverged: Option<u32>,
    pub floors: HashMap<String, f32>,
    /// Steps in a row: it holds their means.
    pub every: u32,
    pub columns: Vec<String>,
    pub rows: Vec<Vec<f32>>,
}

impl History {
    pub fn read(path: &Path) -> Self {
        let text = std::fs::read_to_string(path).expect("a file");
        let header = |name: &str| {
            let line = text.lines().find_map(|line| line.strip_prefix(&format!("# {name}: ")));
            line.map(str::to_owned)
        };
        let number = |name: &str| header(name).and_then(|v| v.split(' ').next().and_then(|v| v.parse().ok()));
        let parsed = link::read(&header("link").expect("a link"));
        assert_eq!(parsed.issues, [], "{}", path.display());
        let mut table = text.lines().filter(|line| !line.starts_with('#'));
        let columns = table.next().expect("a header").split(',').map(str::to_owned).collect();
        let cell = |text: &str| if text.is_empty() { f32::NAN } else { text.parse().expect("a number") };
        let floors = header("floors").unwrap_or_default();
        let words =
            |name: &str| header(name).unwrap_or_default().split_whitespace().map(str::to_owned).collect();
        let floor = |text: &str| {
            text.split_once('=').map(|(id, value)| (id.to_owned(), value.parse().expect("a number")))
        };
        Self {
            name: path.file_stem().expect("a name").to_string_lossy().into_owned(),
            experiment: parsed.script.courses[0].start.clone(),
            planted: header("planted").expect("what was planted"),
            onset: number("onset"),
            right: words("right"),
            never: words("never"),
            diverged: number("diverged"),
            floors: floors.split(' ').filter_map(floor).collect(),
            every: number("every").unwrap_or(10),
            columns,
            rows: table.map(|line| line.split(',').map(cell).collect()).collect(),
        }
    }

    /// What was found, with the step at which it was said first.
    pub fn diagnosed(&self) -> (Doctor, Vec<(u32, Finding)>) {
        self.diagnosed_every(1)
    }

    /// The same where only the measurements at multiples of `interval` steps are shown, and of those between
    /// them what a glance would have seen.
    pub fn diagnosed_every(&self, interval: u32) -> (Doctor, Vec<(u32, Finding)>) {
        let every = self.experiment.snapshot_every.max(interval);
        let experiment = Experiment { snapshot_every: every, ..self.experiment.clone() };
        let mut doctor = Doctor::new(&experiment);
        let (mut said, mut glanced) = (Vec::new(), Vec::new());
        // Some are the end of a long run.
        let mut before = self.rows[0][0] as u32 - self.every;
        if before == 0 {
            doctor.measured(0, &self.untrained());
        }
        for row in &self.rows {
            let step = row[0] as u32;
            let [loss_d, loss_g, acc_real, acc_fake, grad_d, grad_g] = row[1..RECORD] else {
                panic!("columns")
            };
            let smooth =
                StepRecord { loss_d, loss_g, acc_real, acc_fake, grad_d: f32::NAN, grad_g: f32::NAN };
            for at in before + 1..=step {
                // Norms are measured in the first of ten steps.
                let measured = StepRecord { grad_d, grad_g, ..smooth };
                doctor.observe(at, if at % 10 == 1 { &measured } else { &smooth });
            }
            let mut metrics = self.metrics(&row[RECORD..]);
            let distance = metrics.iter().find(|metric| metric.id == "energy").cloned();
            if !metrics.is_empty() && step.is_multiple_of(interval) {
                let glances = glanced.drain(..).rev().take(glance::MOST);
                metrics.extend(glances.map(|(at, metric)| Metric { id: glance::id(step - at), ..metric }));
                doctor.measured(step, &metrics);
            } else if glance::is_due(&experiment, step) {
                glanced.extend(distance.map(|metric| (step, metric)));
            }
            let known = said.len();
            said.extend(doctor.verdicts()[known..].iter().map(|v| (step, v.finding)));
            before = step;
        }
        if let Some(step) = self.diverged {
            doctor.diverged(step);
        }
        (doctor, said)
    }

    /// What was measured at step 0, which no row holds: whoever trains measures there too, and samples of
    /// networks that have not learned are far from real ones in every run.
    fn untrained(&self) -> Vec<Metric> {
        const TIMES: f32 = 600.0;
        let values = self.columns[RECORD..].iter().map(|id| match (id.as_str(), self.floors.get(id)) {
            ("energy", Some(floor)) => TIMES * floor,
            ("modes", _) => 0.0,
            _ => f32::NAN,
        });
        self.metrics(&values.collect::<Vec<_>>())
    }

    fn metrics(&self, values: &[f32]) -> Vec<Metric> {
        let known = self.columns[RECORD..].iter().zip(values).filter(|(_, value)| !value.is_nan());
        let metric = |(id, value): (&String, &f32)| Metric {
            id: id.clone(),
            label: id.clone(),
            value: *value,
            floor: self.floors.get(id).copied(),
            lower_is_better: true,
        };
        known.map(metric).collect()
    }

    /// The last values of a metric, the latest last.
    pub fn last(&self, id: &str, count: usize) -> Vec<f32> {
        let Some(column) = self.columns.iter().position(|name| name == id) else { return Vec::new() };
        let measured: Vec<f32> = self.rows.iter().map(|row| row[column]).filter(|v| !v.is_nan()).collect();
        measured[measured.len().saturating_sub(count)..].to_vec()
    }
}

/// The runs in `folder`, by name.
pub fn in_folder(folder: &Path) -> Vec<History> {
    let files = std::fs::read_dir(folder).expect("recorded").flatten().map(|entry| entry.path());
    let mut paths: Vec<PathBuf> = files.filter(|path| path.extension().is_some_and(|e| e == "csv")).collect();
    paths.sort();
    paths.iter().map(|path| History::read(path)).collect()
}

/// Those of `tests/histories` whose planted failure is one `of` these.
pub fn recorded(of: fn(&str) -> bool) -> Vec<History> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/histories");
    in_folder(&folder).into_iter().filter(|history| of(&history.planted)).collect()
}
