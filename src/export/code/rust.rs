//! A run as one program for Burn.

use super::facts::facts;
use super::language::Language;
use super::missing::missing;
use super::template::{Facts, has_word, without_gaps};
use super::{Asked, layers, settings};
use crate::experiment::architecture::{Shape, ShapeError};
use crate::experiment::drawing::{Drawing, LAST};
use crate::experiment::{Activation, Classes, Data, Experiment, Norm, Optimizer};

/// What goes beside the program as its `Cargo.toml`.
pub const MANIFEST: &str = include_str!("burn/Cargo.toml");

/// The parts of the program, in their order.
const PARTS: [&str; 9] = [
    include_str!("burn/head.rs"),
    include_str!("burn/data.rs"),
    include_str!("burn/layers.rs"),
    include_str!("burn/networks.rs"),
    include_str!("burn/losses.rs"),
    include_str!("burn/tricks.rs"),
    include_str!("burn/draws.rs"),
    include_str!("burn/step.rs"),
    include_str!("burn/main.rs"),
];

/// The longest line that several are joined to.
const WIDTH: usize = 110;

/// The `main.rs` of `asked`: the same networks, initialisation, losses, tricks and schedules, and the data where it
/// can be made or loaded. Its head says what is left out.
///
/// # Errors
/// When the networks do not fit the shape.
pub fn burn(asked: &Asked<'_>) -> Result<String, ShapeError> {
    let e = &asked.course.start;
    let mut facts = facts(asked);
    layers::networks(&mut facts, e, asked.shape, &Rust)?;
    say(&mut facts, e);
    words(&mut facts, e, asked);
    let program = PARTS.map(|part| facts.fill(part)).join("\n\n");
    let (fields, values) = settings::rust(asked.course, &program);
    let edits = settings::rust_edits(asked.course, &program);
    let program = program.replace("    __FIELDS__", &fields).replace("    __SETTINGS__", &values);
    let program = program.replace("    __EDITS__", &edits);
    let program =
        without_gaps(&imports(&joined(&program)), 1).replace("\n\n}", "\n}").replace("{\n\n", "{\n");
    Ok(head(asked) + &program)
}

/// What the templates ask beside the facts of every language.
fn say(facts: &mut Facts, e: &Experiment) {
    let (g, d) = (&e.generator, &e.discriminator);
    let norms = [g.norm, d.norm];
    facts.say("batch_norm", norms.contains(&Norm::Batch));
    facts.say("sample_norm", norms.iter().any(|norm| matches!(norm, Norm::Layer | Norm::Instance)));
    facts.say("elu", [g.activation, d.activation].contains(&Activation::Elu));
    let slope = match d.activation {
        Activation::Relu => "d_relu",
        Activation::Leaky => "d_leaky",
        Activation::Tanh => "d_tanh",
        Activation::Elu => "d_elu",
    };
    facts.say(slope, true);
    let indexed = ["d_normed", "dropout", "multi_scale"].iter().any(|name| facts.has(name));
    facts.say("d_indexed", indexed);
    let softplus = ["ns", "minimax", "relativistic"].iter().any(|name| facts.has(name));
    facts.say("softplus", softplus);
    facts.say("timed", facts.has("noise") || facts.has("in_turn"));
}

fn words(facts: &mut Facts, e: &Experiment, asked: &Asked<'_>) {
    facts.word("SAMPLE", crate::experiment::architecture::row(e, asked.shape));
    facts.word("G_NORM", norm(e.generator.norm));
    facts.word("D_NORM", norm(e.discriminator.norm));
    facts.word("PACK", e.pack);
    facts.word("OPTIMIZER_G", optimizer(e, e.optimizer));
    facts.word("OPTIMIZER_D", optimizer(e, e.optimizer_of_d()));
    if let Classes::Only(class) = e.classes {
        facts.word("ONLY", class);
    }
    if let Shape::Image { channels, size } = asked.shape {
        let channels = if e.data == Data::Stacked8 { 1 } else { channels };
        facts.word("PIXELS", channels * size * size);
        facts.word("SCALES", crate::experiment::architecture::scales(e, asked.shape).len());
        facts.word("LAYERS", e.generator.depth);
    }
    if let Some(drawing) = asked.drawing {
        facts.word("COUNT", drawing.places().len());
        facts.word("DRAWN", places(drawing));
        facts.word("LAST", LAST);
    }
}

/// The type of a normalisation.
fn norm(kind: Norm) -> &'static str {
    if kind == Norm::Batch { "BatchNorm" } else { "SampleNorm" }
}

fn optimizer(e: &Experiment, kind: Optimizer) -> String {
    match kind {
        Optimizer::Adam => format!(
            "AdamConfig::new().with_beta_1({:?}).with_beta_2({:?}).with_epsilon(1e-8).init()",
            e.beta1, e.beta2
        ),
        Optimizer::RmsProp => {
            "RmsPropConfig::new().with_alpha(0.99).with_momentum(0.0).with_epsilon(1e-8).init()".into()
        }
        Optimizer::Sgd if e.momentum > 0.0 => format!(
            "SgdConfig::new().with_momentum(Some(MomentumConfig::new().with_momentum({:?}).with_dampening(0.0))).init()",
            e.momentum
        ),
        Optimizer::Sgd => "SgdConfig::new().init()".into(),
    }
}

/// The places of `drawing` as an array, as many on a line as fit.
fn places(drawing: &Drawing) -> String {
    let row = |row: &[[u16; 2]]| {
        let points: Vec<String> = row.iter().map(|[x, y]| format!("[{x}, {y}]")).collect();
        format!("    {},\n", points.join(", "))
    };
    format!("[\n{}]", drawing.places().chunks(8).map(row).collect::<String>())
}

/// Networks of Burn, with the helpers of `burn/layers.rs`.
struct Rust;

impl Language for Rust {
    fn activation(&self, kind: Activation) -> &'static str {
        match kind {
            Activation::Relu => "relu",
            Activation::Leaky => "leaky",
            Activation::Tanh => "tanh",
            Activation::Elu => "elu",
        }
    }

    fn list(&self, items: &[String]) -> String {
        let line = items.join(", ");
        if line.len() < 84 {
            return format!("vec![{line}]");
        }
        format!("vec![\n                {},\n            ]", items.join(",\n                "))
    }

    fn switch(&self, on: bool) -> &'static str {
        if on { "true" } else { "false" }
    }

    fn spectral(&self, layer: &str) -> String {
        format!("{layer}.spectral(rng)")
    }

    fn linear(&self, inputs: u32, outputs: u32) -> String {
        format!("Linear::new(rng, {inputs}, {outputs})")
    }

    fn embedding(&self, classes: u32, outputs: u32) -> String {
        format!("Linear::embedding(rng, {classes}, {outputs})")
    }

    fn convolution(&self, from: u32, to: u32, kernel: u32, stride: u32) -> String {
        format!("Conv::new(rng, {from}, {to}, {kernel}, {stride})")
    }

    fn transposed(&self, from: u32, to: u32, kernel: u32, stride: u32) -> String {
        format!("Conv::up(rng, {from}, {to}, {kernel}, {stride})")
    }

    fn norm(&self, kind: Norm, channels: u32, _flat: bool) -> String {
        match kind {
            Norm::None => String::new(),
            Norm::Batch => format!("BatchNorm::new(rng, {channels})"),
            Norm::Layer => format!("SampleNorm::new({channels}, 1)"),
            Norm::Instance => format!("SampleNorm::new({channels}, {channels})"),
        }
    }
}

/// `text` with what stands in brackets over several lines on one, where it is short and holds no block.
fn joined(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let (mut made, mut at) = (String::new(), 0);
    while let Some(line) = lines.get(at) {
        match closed(&lines[at..]) {
            Some(length) => {
                let inner: Vec<&str> = lines[at + 1..at + length].iter().map(|line| line.trim()).collect();
                let inner = inner.join(" ");
                let inner = inner.trim_end_matches(',');
                let space = if line.ends_with('{') && !inner.is_empty() { " " } else { "" };
                made += &format!("{line}{space}{inner}{space}{}\n", lines[at + length].trim());
                at += length + 1;
            }
            None => {
                made += line;
                made.push('\n');
                at += 1;
            }
        }
    }
    made
}

/// How many lines below the first of `lines` its bracket closes, where all of it fits on one line.
fn closed(lines: &[&str]) -> Option<usize> {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let opening = lines.first()?;
    let first = indent(opening);
    let length = lines.iter().skip(1).position(|line| indent(line) == first && !line.is_empty())? + 1;
    let is_plain = lines[1..length].iter().all(|line| line.ends_with(',') && indent(line) == first + 4);
    let is_open =
        opening.ends_with('(') || opening.ends_with("Self {") || opening.ends_with('{') && length == 1;
    let width: usize = lines[..=length].iter().map(|line| line.trim().len() + 1).sum();
    let closes = lines[length].trim().starts_with([')', '}']);
    (is_plain && is_open && closes && first + width <= WIDTH).then_some(length)
}

/// `program` with the imports that it uses alone, those of one module on one line.
fn imports(program: &str) -> String {
    let (imports, body): (Vec<&str>, Vec<&str>) = program.lines().partition(|line| line.starts_with("use "));
    let body = body.join("\n");
    let mut lines: Vec<(&str, Vec<&str>)> = Vec::new();
    for path in imports.iter().filter_map(|line| line.strip_prefix("use ")?.strip_suffix(';')) {
        let Some((module, name)) = path.rsplit_once("::") else { continue };
        if !name.starts_with(['*', '{']) && !has_word(&body, name) {
            continue;
        }
        match lines.last_mut() {
            Some((last, names)) if *last == module => names.push(name),
            _ => lines.push((module, vec![name])),
        }
    }
    let line = |(module, names): (&str, Vec<&str>)| match names[..] {
        [name] => format!("use {module}::{name};\n"),
        _ => format!("use {module}::{{{}}};\n", names.join(", ")),
    };
    let imports = lines.into_iter().map(line).collect::<String>();
    imports.replacen("use burn", "\nuse burn", 1) + &body
}

fn head(asked: &Asked<'_>) -> String {
    let missing: String =
        missing(asked, "this program").iter().map(|line| format!("//! - {line}\n")).collect();
    format!(
        "//! {}\n//!\n//! Written by Saddle {}. The run in the browser: {}\n//!\n//! What differs from it:\n//!\n{missing}\n",
        one_line(asked.title),
        env!("CARGO_PKG_VERSION"),
        one_line(asked.link),
    )
}

/// `text` where a line of a comment ends with it.
fn one_line(text: &str) -> String {
    text.split(char::is_control).collect::<Vec<_>>().join(" ")
}
