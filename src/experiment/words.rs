//! The experiment in words: its keys, their values, and what makes one run differ from another.
//!
//! Every key and every word of a choice has its own words here; a test sees to it.

use super::{Data, Experiment, Key, Value};
use crate::number::percent;
use crate::text::joined::list;
use crate::text::{Text, choice as c, data_set, words as t};

/// A data set's name.
pub fn data(data: Data) -> &'static str {
    let name = match data {
        Data::Ring8 => data_set::RING8,
        Data::Grid25 => data_set::GRID25,
        Data::Spiral => data_set::SPIRAL,
        Data::Moons => data_set::MOONS,
        Data::Digits8 => data_set::DIGITS8,
        Data::Stacked8 => data_set::STACKED8,
        Data::Shapes28 => data_set::SHAPES28,
        Data::Mnist => data_set::MNIST,
        Data::Images => data_set::IMAGES,
        Data::Table => data_set::TABLE,
    };
    name.get()
}

/// A word of the choice called `key`, as a menu shows it.
pub fn choice(key: &str, word: &str) -> String {
    menu(key, word).unwrap_or_else(|| capital(word))
}

/// The entry of a menu; `None` for a word that nobody has put into words.
fn menu(key: &str, word: &str) -> Option<String> {
    match (key, word) {
        ("data", word) => {
            use super::Choice;
            let index = <Data as Choice>::WORDS.iter().position(|w| *w == word)?;
            Some(data(Data::ALL[index]).into())
        }
        ("augment", many) if many != "off" => changes_of(many).map(|all| capital(&all)),
        ("g.first_kernel" | "d.first_kernel", pixels) if pixels != "auto" => Some(pixels.into()),
        _ => entry(key, word).map(|text| text.get().into()).or_else(|| only(key, word).map(c::only)),
    }
}

/// The class of a run of one class alone.
fn only<'a>(key: &str, word: &'a str) -> Option<&'a str> {
    word.strip_prefix("only:").filter(|_| key == "classes")
}

/// What is done to the images that D sees: "colour, shift".
fn changes_of(words: &str) -> Option<String> {
    let texts: Option<Vec<Text>> = words
        .split(',')
        .map(|word| match word {
            "color" => Some(c::AUGMENT_COLOUR),
            "shift" => Some(c::AUGMENT_SHIFT),
            "cutout" => Some(c::AUGMENT_CUTOUT),
            _ => None,
        })
        .collect();
    Some(list(texts?.iter().map(ToString::to_string)))
}

/// The entries of menus that have one word each.
fn entry(key: &str, word: &str) -> Option<Text> {
    Some(match (key, word) {
        ("loss", "ns") => c::LOSS_NS,
        ("loss", "minimax") => c::LOSS_MINIMAX,
        ("loss", "ls") => c::LOSS_LS,
        ("loss", "hinge") => c::LOSS_HINGE,
        ("loss", "wgan-clip") => c::LOSS_WGAN_CLIP,
        ("loss", "wgan-gp") => c::LOSS_WGAN_GP,
        ("loss", "rp") => c::LOSS_RP,
        ("loss", "ra") => c::LOSS_RA,
        ("d.optimizer", "same") => c::OPTIMIZER_SAME,
        ("optimizer" | "d.optimizer", "adam") => c::OPTIMIZER_ADAM,
        ("optimizer" | "d.optimizer", "rmsprop") => c::OPTIMIZER_RMSPROP,
        ("optimizer" | "d.optimizer", "sgd") => c::OPTIMIZER_SGD,
        ("classes", "all") => c::CLASSES_ALL,
        ("classes", "in-turn") => c::CLASSES_IN_TURN,
        ("condition", "off") => c::CONDITION_OFF,
        ("condition", "concat") => c::CONDITION_CONCAT,
        ("condition", "projection") => c::CONDITION_PROJECTION,
        ("g.activation" | "d.activation", "relu") => c::ACTIVATION_RELU,
        ("g.activation" | "d.activation", "leaky") => c::ACTIVATION_LEAKY,
        ("g.activation" | "d.activation", "tanh") => c::ACTIVATION_TANH,
        ("g.activation" | "d.activation", "elu") => c::ACTIVATION_ELU,
        ("init", "torch") => c::INIT_TORCH,
        ("init", "dcgan") => c::INIT_DCGAN,
        ("init", "orthogonal") => c::INIT_ORTHOGONAL,
        ("latent.kind", "normal") => c::LATENT_NORMAL,
        ("latent.kind", "uniform") => c::LATENT_UNIFORM,
        ("augment", "off") => c::AUGMENT_OFF,
        ("g.norm" | "d.norm", "none") => c::NORM_NONE,
        ("g.norm" | "d.norm", "batch") => c::NORM_BATCH,
        ("g.norm" | "d.norm", "layer") => c::NORM_LAYER,
        ("g.norm" | "d.norm", "instance") => c::NORM_INSTANCE,
        ("g.first_kernel" | "d.first_kernel", "auto") => c::FIRST_KERNEL_AUTO,
        ("g.upsample", "transpose") => c::UPSAMPLE_TRANSPOSE,
        ("g.upsample", "resize") => c::UPSAMPLE_RESIZE,
        ("lr.schedule", "constant") => c::SCHEDULE_CONSTANT,
        ("lr.schedule", "linear") => c::SCHEDULE_LINEAR,
        ("lr.schedule", "cosine") => c::SCHEDULE_COSINE,
        ("lr.schedule", "on-collapse") => c::SCHEDULE_ON_COLLAPSE,
        _ => return None,
    })
}

/// `word` with a capital letter at its beginning.
pub(super) fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// A title as it stands inside a sentence. Where letters have no cases, those that stand there are names.
pub fn lowered(title: &str) -> String {
    let han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    if title.chars().any(han) { title.to_owned() } else { title.to_lowercase() }
}

/// A value as its control shows it.
pub fn value(key: &Key, value: Value) -> String {
    match value {
        Value::Choice(_, word) => choice(key.name, word),
        Value::Switch(on) => if on { t::ON } else { t::OFF }.to_string(),
        _ => number(value),
    }
}

/// A number without exponent where people would not write one.
pub fn number(value: Value) -> String {
    match value {
        Value::Float(v) if v == 0.0 || v.abs() >= 1e-4 => format!("{v}"),
        other => other.to_string(),
    }
}

/// A key after "Changing the".
pub fn changing(key: &Key) -> String {
    let named = match key.name {
        "beta1" => t::THE_BETA1,
        "beta2" => t::THE_BETA2,
        "r1" => t::THE_R1,
        "r2" => t::THE_R2,
        "loss.clip" => t::THE_CLIP,
        "ema" => t::THE_EMA,
        "augment" => t::THE_AUGMENT,
        "data.count" => t::THE_COUNT,
        "data.flip" => t::THE_MIRRORING,
        _ => return lowered(key.label.get()),
    };
    named.to_string()
}

/// A value as a phrase: "noise 0.3", "hinge loss".
pub fn phrase(key: &Key, value: Value) -> String {
    spoken(key, value).unwrap_or_else(|| t::named(lowered(key.label.get()), number(value)))
}

/// The phrase; `None` for a key that nobody has put into words.
fn spoken(key: &Key, value: Value) -> Option<String> {
    match value {
        Value::Choice(_, word) => chosen(key.name, word),
        Value::Switch(on) => switched(key.name, on).map(|text| text.to_string()),
        Value::Float(share) => share_of(key.name, share).or_else(|| counted(key.name, &number(value))),
        Value::Int(_) => counted(key.name, &number(value)),
    }
}

fn chosen(key: &str, word: &str) -> Option<String> {
    if let Some(text) = fixed(key, word) {
        return Some(text.to_string());
    }
    let entry = menu(key, word)?;
    Some(match key {
        "data" => lowered(&entry),
        "loss" | "optimizer" => entry,
        "classes" => t::only_class(only(key, word)?),
        "augment" => t::augment(changes_of(word)?),
        "g.activation" => t::activation_of_g(entry),
        "d.activation" => t::activation_of_d(entry),
        "g.first_kernel" => t::first_kernel_of_g(word),
        "d.first_kernel" => t::first_kernel_of_d(word),
        _ => return None,
    })
}

/// The phrases of words that have one of their own.
fn fixed(key: &str, word: &str) -> Option<Text> {
    Some(match (key, word) {
        ("loss", "ns") => t::LOSS_NS,
        ("loss", "minimax") => t::LOSS_MINIMAX,
        ("loss", "ls") => t::LOSS_LS,
        ("loss", "hinge") => t::LOSS_HINGE,
        ("loss", "rp") => t::LOSS_RP,
        ("loss", "ra") => t::LOSS_RA,
        ("d.optimizer", "same") => t::OPTIMIZER_OF_D_SAME,
        ("d.optimizer", "adam") => t::OPTIMIZER_OF_D_ADAM,
        ("d.optimizer", "rmsprop") => t::OPTIMIZER_OF_D_RMSPROP,
        ("d.optimizer", "sgd") => t::OPTIMIZER_OF_D_SGD,
        ("g.norm", "none") => t::NORM_OF_G_NONE,
        ("g.norm", "batch") => t::NORM_OF_G_BATCH,
        ("g.norm", "layer") => t::NORM_OF_G_LAYER,
        ("g.norm", "instance") => t::NORM_OF_G_INSTANCE,
        ("d.norm", "none") => t::NORM_OF_D_NONE,
        ("d.norm", "batch") => t::NORM_OF_D_BATCH,
        ("d.norm", "layer") => t::NORM_OF_D_LAYER,
        ("d.norm", "instance") => t::NORM_OF_D_INSTANCE,
        ("classes", "all") => t::CLASSES_ALL,
        ("classes", "in-turn") => t::CLASSES_IN_TURN,
        ("condition", "off") => t::CONDITION_OFF,
        ("condition", "concat") => t::CONDITION_CONCAT,
        ("condition", "projection") => t::CONDITION_PROJECTION,
        ("augment", "off") => t::AUGMENT_OFF,
        ("lr.schedule", "constant") => t::SCHEDULE_CONSTANT,
        ("lr.schedule", "linear") => t::SCHEDULE_LINEAR,
        ("lr.schedule", "cosine") => t::SCHEDULE_COSINE,
        ("lr.schedule", "on-collapse") => t::SCHEDULE_ON_COLLAPSE,
        ("g.activation", "leaky") => t::LEAKY_OF_G,
        ("d.activation", "leaky") => t::LEAKY_OF_D,
        ("g.activation", "tanh") => t::TANH_OF_G,
        ("d.activation", "tanh") => t::TANH_OF_D,
        ("init", "torch") => t::INIT_TORCH,
        ("init", "dcgan") => t::INIT_DCGAN,
        ("init", "orthogonal") => t::INIT_ORTHOGONAL,
        ("latent.kind", "normal") => t::LATENT_NORMAL,
        ("latent.kind", "uniform") => t::LATENT_UNIFORM,
        ("g.upsample", "transpose") => t::UPSAMPLE_TRANSPOSE,
        ("g.upsample", "resize") => t::UPSAMPLE_RESIZE,
        ("g.first_kernel", "auto") => t::FIRST_KERNEL_OF_G_AUTO,
        ("d.first_kernel", "auto") => t::FIRST_KERNEL_OF_D_AUTO,
        _ => return None,
    })
}

fn switched(key: &str, on: bool) -> Option<Text> {
    Some(match (key, on) {
        ("g.spectral", true) => t::SPECTRAL_OF_G,
        ("g.spectral", false) => t::SPECTRAL_OF_G_OFF,
        ("d.spectral", true) => t::SPECTRAL_OF_D,
        ("d.spectral", false) => t::SPECTRAL_OF_D_OFF,
        ("multi_scale", true) => t::MULTI_SCALE,
        ("multi_scale", false) => t::MULTI_SCALE_OFF,
        ("minibatch_stddev", true) => t::MINIBATCH_STDDEV,
        ("minibatch_stddev", false) => t::MINIBATCH_STDDEV_OFF,
        ("data.flip", true) => t::MIRRORED,
        ("data.flip", false) => t::MIRRORED_OFF,
        ("labels.swap", true) => t::SWAPPED,
        ("labels.swap", false) => t::SWAPPED_OFF,
        _ => return None,
    })
}

/// Numbers that are shares, and those that are off at 0.
fn share_of(key: &str, share: f64) -> Option<String> {
    if let Some(off) = off_at_none(key).filter(|_| share == 0.0) {
        return Some(off.to_string());
    }
    Some(match key {
        "replay" => t::replay(percent(share)),
        "labels.flip" => t::flip(percent(share)),
        "noise.until" => t::noise_until(percent(share)),
        _ => return None,
    })
}

/// What a number that is off at 0 is called there.
fn off_at_none(key: &str) -> Option<Text> {
    Some(match key {
        "noise" => t::NO_NOISE,
        "ema" => t::NO_EMA,
        "r1" => t::NO_R1,
        "r2" => t::NO_R2,
        "d.dropout" => t::NO_DROPOUT,
        "replay" => t::NO_REPLAY,
        "labels.flip" => t::NO_FLIP,
        "labels.spread" => t::NO_SPREAD,
        "momentum" => t::NO_MOMENTUM,
        _ => return None,
    })
}

fn counted(key: &str, number: &str) -> Option<String> {
    Some(match key {
        "seed" => t::seed(number),
        "data.count" if number == "0" => t::COUNT_ALL.to_string(),
        "data.count" => t::count(number),
        "batch" => t::batch(number),
        "steps" => t::steps(number),
        "latent" => t::latent(number),
        "g.width" => t::g_width(number),
        "d.width" => t::d_width(number),
        "g.depth" => t::g_depth(number),
        "d.depth" => t::d_depth(number),
        "g.kernel" => t::g_kernel(number),
        "d.kernel" => t::d_kernel(number),
        "g.steps" => t::g_steps(number),
        "d.steps" => t::d_steps(number),
        "g.lr" => t::g_lr(number),
        "d.lr" => t::d_lr(number),
        "loss.clip" => t::clip(number),
        "loss.gp" => t::gp(number),
        "r1" => t::r1(number),
        "r2" => t::r2(number),
        "labels.real" => t::label_real(number),
        "labels.fake" => t::label_fake(number),
        "labels.spread" => t::label_spread(number),
        "beta1" => t::beta1(number),
        "beta2" => t::beta2(number),
        "momentum" => t::momentum(number),
        "noise" => t::noise(number),
        "d.dropout" => t::dropout(number),
        "ema" => t::ema(number),
        "pack" if number == "1" => t::NO_PACK.to_string(),
        "pack" => t::pack(number),
        "snapshot.every" => t::snapshot_every(number),
        _ => return None,
    })
}

/// What a change of one experiment to another comes to: "D's rate 0.0004, noise 0.1".
pub fn changes(from: &Experiment, to: &Experiment) -> String {
    list(from.differences(to).into_iter().map(|(key, value)| phrase(key, value)))
}

#[cfg(test)]
mod tests {
    use super::super::{KEYS, Range, key};
    use super::*;

    /// Values at both ends of every key, and every word.
    fn values(key: &Key) -> Vec<Value> {
        match key.range {
            Range::Int { min, max } => vec![Value::Int(min), Value::Int(max)],
            Range::Float { min, max } => vec![Value::Float(min), Value::Float(max)],
            Range::Switch => vec![Value::Switch(false), Value::Switch(true)],
            Range::Choice(words) => {
                words.iter().enumerate().map(|(i, word)| Value::Choice(i, word)).collect()
            }
        }
    }

    #[test]
    fn every_key_and_every_choice_has_words_and_no_two_values_the_same() {
        for key in &KEYS {
            let said: Vec<Option<String>> = values(key).into_iter().map(|v| spoken(key, v)).collect();
            for (i, words) in said.iter().enumerate() {
                let words = words.as_ref().unwrap_or_else(|| panic!("{} has no phrase", key.name));
                assert!(!words.contains(['_', ':']) && !words.is_empty(), "{}: {words}", key.name);
                assert!(!said[..i].contains(&Some(words.clone())), "{}: {words} twice", key.name);
            }
            if let Range::Choice(words) = key.range {
                assert!(words.iter().all(|word| menu(key.name, word).is_some()), "{}", key.name);
            }
        }
    }

    #[test]
    fn phrases_and_numbers_are_those_of_people() {
        let says = |name: &str, text: &str| {
            let key = key(name).expect("a key");
            phrase(key, key.parse(text).expect("a value"))
        };
        assert_eq!(says("d.lr", "4e-4"), "D's rate 0.0004");
        assert_eq!(says("d.lr", "1e-5"), "D's rate 1e-5");
        assert_eq!(says("loss", "hinge"), "hinge loss");
        assert_eq!(says("noise", "0"), "no noise");
        assert_eq!(says("classes", "only:8"), "only class 8");
    }
}
