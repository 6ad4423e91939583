//! What a run has switched on, at its beginning or later: it decides what is kept of a template.

use super::Asked;
use super::template::Facts;
use crate::experiment::architecture::Shape;
use crate::experiment::{
    Activation, Classes, Condition, Data, Experiment, Initialization, LatentKind, Loss, Norm, Schedule,
    Upsample,
};

/// The facts of `asked`; words are still to be said.
pub fn facts(asked: &Asked<'_>) -> Facts {
    let e = &asked.course.start;
    let mut facts = Facts::default();
    shape(&mut facts, e, asked.shape);
    data(&mut facts, e, asked.drawing.is_some());
    networks(&mut facts, e);
    losses(&mut facts, e.loss);
    facts.say("edits", !asked.course.edits.is_empty());
    let edits = asked.course.edits.iter().map(|edit| &edit.to);
    for e in [e].into_iter().chain(edits) {
        live(&mut facts, e);
    }
    let disturbed = facts.has("noise") || facts.has("augment");
    facts.say("disturbed", disturbed);
    let tricks = ["multi_scale", "replay", "ema", "in_turn", "scheduled"];
    let tricks = disturbed || tricks.iter().any(|name| facts.has(name));
    facts.say("tricks", tricks);
    let penalised = facts.has("r1r2") || facts.has("gp");
    facts.say("penalised", penalised);
    facts
}

fn shape(facts: &mut Facts, e: &Experiment, shape: Shape) {
    facts.say("points", shape == Shape::Point);
    if let Shape::Image { channels, .. } = shape {
        facts.say("images_shape", true);
        facts.say("colourful", channels > 1);
        facts.say("multi_scale", e.multi_scale);
    }
}

fn data(facts: &mut Facts, e: &Experiment, drawn: bool) {
    let name = match e.data {
        Data::Ring8 => "ring8",
        Data::Grid25 => "grid25",
        Data::Spiral => "spiral",
        Data::Moons => "moons",
        Data::Digits8 => "digits8",
        Data::Stacked8 => "stacked8",
        Data::Shapes28 => "shapes28",
        Data::Mnist => "mnist",
        Data::Images => "images",
        Data::Table if drawn => "drawn",
        Data::Table => "table",
    };
    facts.say(name, true);
    let of_file = matches!(e.data, Data::Digits8 | Data::Mnist | Data::Images);
    let finite = of_file || e.data == Data::Table;
    facts.say("images_of_file", of_file || e.data == Data::Stacked8);
    facts.say("idx", of_file || e.data == Data::Stacked8);
    facts.say("finite", finite);
    facts.say("endless", !finite && e.data != Data::Stacked8);
    facts.say("few", e.count > 0);
    facts.say("mirrored", e.mirrored);
    let classes = e.data.has_classes();
    facts.say("in_turn", classes && e.classes == Classes::InTurn);
    let only = classes && matches!(e.classes, Classes::Only(_));
    facts.say("only", only);
    facts.say("only_endless", only && !finite);
    let conditional = classes && e.condition != Condition::Off;
    facts.say("conditional", conditional);
    facts.say("classed", conditional || classes && e.classes != Classes::All);
    facts.say("concat", conditional && e.condition == Condition::Concat);
    facts.say("projection", conditional && e.condition == Condition::Projection);
    facts.say("normal_latent", e.latent_kind == LatentKind::Normal);
    facts.say("uniform_latent", e.latent_kind == LatentKind::Uniform);
}

fn networks(facts: &mut Facts, e: &Experiment) {
    let (g, d) = (&e.generator, &e.discriminator);
    facts.say("g_spectral", g.spectral);
    facts.say("d_spectral", d.spectral);
    facts.say("spectral", g.spectral || d.spectral);
    facts.say("g_normed", g.norm != Norm::None);
    facts.say("d_normed", d.norm != Norm::None);
    facts.say("normed", facts.has("g_normed") || facts.has("d_normed"));
    facts.say("leaky", g.activation == Activation::Leaky || d.activation == Activation::Leaky);
    facts.say("torch", e.init == Initialization::Torch);
    facts.say("dcgan", e.init == Initialization::Dcgan);
    facts.say("orthogonal", e.init == Initialization::Orthogonal);
    facts.say("transpose", facts.has("images_shape") && e.upsample == Upsample::Transpose);
    facts.say("resize", facts.has("images_shape") && e.upsample == Upsample::Resize);
    facts.say("stddev", e.minibatch_stddev);
    facts.say("pack", e.pack > 1);
    // With one layer D has no norm.
    facts.say("mixes", e.minibatch_stddev || d.norm == Norm::Batch && d.depth > 1);
}

fn losses(facts: &mut Facts, loss: Loss) {
    let name = match loss {
        Loss::NonSaturating => "ns",
        Loss::Minimax => "minimax",
        Loss::LeastSquares => "ls",
        Loss::Hinge => "hinge",
        Loss::WassersteinClip => "clip",
        Loss::WassersteinPenalty => "gp",
        Loss::RelativisticPair => "rp",
        Loss::RelativisticAverage => "ra",
    };
    facts.say(name, true);
    facts.say("wasserstein", loss.is_wasserstein());
    facts.say("relativistic", loss.is_relativistic());
    facts.say("labelled", loss.has_labels());
}

/// What may change while a run trains.
fn live(facts: &mut Facts, e: &Experiment) {
    facts.say("swap", e.labels.swap);
    facts.say("each_label", e.labels.flip > 0.0 || e.labels.spread > 0.0);
    facts.say("r1r2", e.penalty.r1 > 0.0 || e.penalty.r2 > 0.0);
    facts.say("noise", e.noise.sigma > 0.0);
    if facts.has("images_shape") {
        facts.say("augment", !e.augment.is_off());
        facts.say("color", e.augment.color);
        facts.say("shift", e.augment.shift);
        facts.say("cutout", e.augment.cutout);
    }
    facts.say("dropout", e.dropout > 0.0);
    facts.say("ema", e.ema > 0.0);
    facts.say("replay", e.replay > 0.0);
    facts.say("linear_decay", e.schedule == Schedule::Linear);
    facts.say("cosine_decay", e.schedule == Schedule::Cosine);
    facts.say("scheduled", matches!(e.schedule, Schedule::Linear | Schedule::Cosine));
}
