//! A run as one script for PyTorch.

use super::facts::facts;
use super::language::Language;
use super::missing::missing;
use super::template::without_gaps;
use super::{Asked, layers, settings};
use crate::experiment::architecture::ShapeError;
use crate::experiment::drawing::{Drawing, LAST};
use crate::experiment::{Activation, Classes, Condition, Data, Experiment, Norm, Optimizer};
use crate::text::data;

/// The parts of the script, in their order.
const PARTS: [&str; 9] = [
    include_str!("pytorch/head.py"),
    include_str!("pytorch/data.py"),
    include_str!("pytorch/layers.py"),
    include_str!("pytorch/networks.py"),
    include_str!("pytorch/losses.py"),
    include_str!("pytorch/tricks.py"),
    include_str!("pytorch/draws.py"),
    include_str!("pytorch/step.py"),
    include_str!("pytorch/main.py"),
];

/// The script of `asked`: the same networks, initialisation, losses, tricks and schedules, and the data where it can
/// be made or loaded. Its head says what is left out.
///
/// # Errors
/// When the networks do not fit the shape.
pub fn pytorch(asked: &Asked<'_>) -> Result<String, ShapeError> {
    let e = &asked.course.start;
    let mut facts = facts(asked);
    layers::networks(&mut facts, e, asked.shape, &Python)?;
    let mut lines = settings::python(asked.course);
    if let Classes::Only(class) = e.classes {
        lines += &format!("\n    only={class},");
    }
    facts.word("SETTINGS", lines);
    facts.word("EDITS", settings::python_edits(asked.course));
    facts.word("OPTIMIZER_G", optimizer(e, e.optimizer, 'G'));
    facts.word("OPTIMIZER_D", optimizer(e, e.optimizer_of_d(), 'D'));
    if let Some(drawing) = asked.drawing {
        facts.word("DRAWN", places(drawing));
        facts.word("LAST", LAST);
    }
    facts.word("COLUMNS", columns(asked.columns));
    let parts: Vec<String> = PARTS.iter().map(|part| facts.fill(part)).collect();
    Ok(without_gaps(&(head(asked) + &parts.join("\n\n")), 2))
}

/// The names of columns as a list.
fn columns(named: Option<&[String; 2]>) -> String {
    let name = |axis: usize| named.map_or_else(|| data::column(axis + 1), |names| names[axis].clone());
    // Two underscores would be a word of the template.
    let text = |name: String| {
        let plain: String = name.chars().filter(|c| !c.is_control()).collect();
        format!("\"{}\"", plain.replace('\\', "\\\\").replace('"', "\\\"").replace("__", "_\\x5f"))
    };
    format!("[{}]", [0, 1].map(|axis| text(name(axis))).join(", "))
}

/// Networks of PyTorch, with the helpers of `pytorch/layers.py`.
struct Python;

impl Language for Python {
    fn activation(&self, kind: Activation) -> &'static str {
        match kind {
            Activation::Relu => "F.relu",
            Activation::Leaky => "leaky",
            Activation::Tanh => "torch.tanh",
            Activation::Elu => "F.elu",
        }
    }

    fn list(&self, items: &[String]) -> String {
        let line = items.join(", ");
        if line.len() < 80 {
            return format!("[{line}]");
        }
        format!("[\n            {},\n        ]", items.join(",\n            "))
    }

    fn switch(&self, on: bool) -> &'static str {
        if on { "True" } else { "False" }
    }

    fn spectral(&self, layer: &str) -> String {
        format!("Spectral({layer})")
    }

    fn linear(&self, inputs: u32, outputs: u32) -> String {
        format!("linear({inputs}, {outputs})")
    }

    fn embedding(&self, classes: u32, outputs: u32) -> String {
        format!("linear({classes}, {outputs}, bias=False)")
    }

    fn convolution(&self, from: u32, to: u32, kernel: u32, stride: u32) -> String {
        format!("conv({from}, {to}, {kernel}, {stride})")
    }

    fn transposed(&self, from: u32, to: u32, kernel: u32, stride: u32) -> String {
        format!("up({from}, {to}, {kernel}, {stride})")
    }

    fn norm(&self, kind: Norm, channels: u32, flat: bool) -> String {
        match kind {
            Norm::None => "nn.Identity()".into(),
            Norm::Batch if flat => format!("scaled(nn.BatchNorm1d({channels}))"),
            Norm::Batch => format!("scaled(nn.BatchNorm2d({channels}))"),
            Norm::Layer => format!("scaled(nn.GroupNorm(1, {channels}))"),
            Norm::Instance => format!("scaled(nn.GroupNorm({channels}, {channels}))"),
        }
    }
}

/// The places of `drawing` as a list, as many on a line as fit.
fn places(drawing: &Drawing) -> String {
    let row = |row: &[[u16; 2]]| {
        let points: Vec<String> = row.iter().map(|[x, y]| format!("({x}, {y})")).collect();
        format!("    {},\n", points.join(", "))
    };
    format!("[\n{}]", drawing.places().chunks(8).map(row).collect::<String>())
}

fn optimizer(e: &Experiment, kind: Optimizer, net: char) -> String {
    let rate = format!("lr=E.{}_lr", net.to_ascii_lowercase());
    match kind {
        Optimizer::Adam => format!("torch.optim.Adam({net}.parameters(), {rate}, betas=(E.beta1, E.beta2))"),
        Optimizer::RmsProp => format!("torch.optim.RMSprop({net}.parameters(), {rate})"),
        Optimizer::Sgd if e.momentum > 0.0 => {
            format!("torch.optim.SGD({net}.parameters(), {rate}, momentum=E.momentum)")
        }
        Optimizer::Sgd => format!("torch.optim.SGD({net}.parameters(), {rate})"),
    }
}

fn head(asked: &Asked<'_>) -> String {
    let e = &asked.course.start;
    let classed = e.classes != Classes::All || e.condition != Condition::Off;
    let classes = "Classes: those of --labels, 0 to 9, else the folders that the pictures lie in.";
    let classes = (e.data == Data::Images && classed).then(|| classes.to_owned());
    let missing = missing(asked, "PyTorch").into_iter().chain(classes);
    let missing: String = missing.map(|line| format!("\n- {line}")).collect();
    format!(
        "#!/usr/bin/env python3\n\"\"\"{}\n\nWritten by Saddle {}. The run in the browser: {}\n\nWhat differs from it:\n{missing}\n\"\"\"\n",
        asked.title.replace(['"', '\\'], "'"),
        env!("CARGO_PKG_VERSION"),
        asked.link.replace(['"', '\\'], ""),
    )
}
