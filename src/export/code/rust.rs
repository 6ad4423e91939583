//! A run as one program for Burn.

use super::facts::facts;
use super::language::Language;
use super::missing::missing;
use super::template::Facts;
use super::tidy::tidy;
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
    Ok(head(asked) + &tidy(&program))
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

fn head(asked: &Asked<'_>) -> String {
    let of_file =
        matches!(asked.course.start.data, Data::Digits8 | Data::Stacked8 | Data::Mnist | Data::Images);
    let images = "Images: --images and --labels are IDX files as MNIST has them, unpacked, of the size of the \
                  experiment; Saddle's own lie in its folder www/data.";
    let missing = missing(asked, "this program").into_iter().chain(of_file.then(|| images.to_owned()));
    let missing: String = missing.map(|line| format!("//! - {line}\n")).collect();
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
