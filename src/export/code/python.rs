//! A run as one script for PyTorch.

use super::facts::facts;
use super::missing::missing;
use super::template::without_gaps;
use super::{Asked, layers, settings};
use crate::experiment::architecture::ShapeError;
use crate::experiment::drawing::{Drawing, LAST};
use crate::experiment::{Classes, Experiment, Optimizer};
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
    layers::networks(&mut facts, e, asked.shape)?;
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
    let missing: String = missing(asked).iter().map(|line| format!("\n- {line}")).collect();
    format!(
        "#!/usr/bin/env python3\n\"\"\"{}\n\nWritten by Saddle {}. The run in the browser: {}\n\nWhat differs from it:\n{missing}\n\"\"\"\n",
        asked.title.replace(['"', '\\'], "'"),
        env!("CARGO_PKG_VERSION"),
        asked.link.replace(['"', '\\'], ""),
    )
}
