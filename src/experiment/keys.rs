//! The keys of the experiment: one table for the link, the page, the command line and validation.

use std::fmt;

use super::{
    Augment, Choice, Classes, Condition, Data, Experiment, FirstKernel, LatentKind, Loss, Norm, Optimizer, Schedule, Upsample,
};

/// One key: its name in the link, what it may be, and where it lives in the [`Experiment`].
pub struct Key {
    /// The name in the link and in `config.json`.
    pub name: &'static str,
    /// What it is called on the page.
    pub label: &'static str,
    /// The accepted values.
    pub range: Range,
    /// Whether it may change while the run trains; else a change starts the run again.
    pub live: bool,
    /// Whether all runs of a comparison must share it.
    pub shared: bool,
    /// Whether it is defined for images only.
    pub images_only: bool,
    field: Field,
}

/// The accepted values of a key.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Range {
    /// A whole number.
    Int {
        /// Smallest accepted.
        min: u32,
        /// Largest accepted.
        max: u32,
    },
    /// A number.
    Float {
        /// Smallest accepted.
        min: f64,
        /// Largest accepted.
        max: f64,
    },
    /// `0` or `1`.
    Switch,
    /// One of these words.
    Choice(&'static [&'static str]),
}

/// A value of a key.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value {
    /// A whole number.
    Int(u32),
    /// A number.
    Float(f64),
    /// A switch.
    Switch(bool),
    /// An index into the words of a [`Range::Choice`], with the word.
    Choice(usize, &'static str),
}

/// How a key reaches its place in the experiment.
enum Field {
    Int(fn(&mut Experiment) -> &mut u32),
    Float(fn(&mut Experiment) -> &mut f64),
    Switch(fn(&mut Experiment) -> &mut bool),
    Choice { get: fn(&Experiment) -> usize, set: fn(&mut Experiment, usize) },
}

/// What was wrong with a value, and what is used instead.
#[derive(Clone, Debug, PartialEq)]
pub struct BadValue {
    /// The nearest legal value, if there is one.
    pub nearest: Option<Value>,
}

impl Key {
    const fn new(name: &'static str, label: &'static str, range: Range, field: Field) -> Self {
        Self { name, label, range, live: false, shared: false, images_only: false, field }
    }

    const fn int(
        name: &'static str,
        label: &'static str,
        min: u32,
        max: u32,
        at: fn(&mut Experiment) -> &mut u32,
    ) -> Self {
        Self::new(name, label, Range::Int { min, max }, Field::Int(at))
    }

    const fn float(
        name: &'static str,
        label: &'static str,
        min: f64,
        max: f64,
        at: fn(&mut Experiment) -> &mut f64,
    ) -> Self {
        Self::new(name, label, Range::Float { min, max }, Field::Float(at))
    }

    const fn switch(name: &'static str, label: &'static str, at: fn(&mut Experiment) -> &mut bool) -> Self {
        Self::new(name, label, Range::Switch, Field::Switch(at))
    }

    const fn choice(
        name: &'static str,
        label: &'static str,
        words: &'static [&'static str],
        get: fn(&Experiment) -> usize,
        set: fn(&mut Experiment, usize),
    ) -> Self {
        Self::new(name, label, Range::Choice(words), Field::Choice { get, set })
    }

    const fn live(mut self) -> Self {
        self.live = true;
        self
    }

    const fn shared(mut self) -> Self {
        self.shared = true;
        self
    }

    const fn images_only(mut self) -> Self {
        self.images_only = true;
        self
    }

    /// Whether the key means anything for `data`.
    pub fn applies(&self, data: Data) -> bool {
        data.is_image() || !self.images_only
    }

    /// The value in `experiment`.
    pub fn get(&self, experiment: &Experiment) -> Value {
        let mut copy = experiment.clone();
        match (&self.field, self.range) {
            (Field::Int(at), _) => Value::Int(*at(&mut copy)),
            (Field::Float(at), _) => Value::Float(*at(&mut copy)),
            (Field::Switch(at), _) => Value::Switch(*at(&mut copy)),
            (Field::Choice { get, .. }, Range::Choice(words)) => {
                let index = get(experiment);
                Value::Choice(index, words[index])
            }
            (Field::Choice { get, .. }, _) => Value::Choice(get(experiment), ""),
        }
    }

    /// Writes `value` into `experiment`; a value of another kind is left out.
    pub fn set(&self, experiment: &mut Experiment, value: Value) {
        match (&self.field, value) {
            (Field::Int(at), Value::Int(v)) => *at(experiment) = v,
            (Field::Float(at), Value::Float(v)) => *at(experiment) = v,
            (Field::Switch(at), Value::Switch(v)) => *at(experiment) = v,
            (Field::Choice { set, .. }, Value::Choice(index, _)) => set(experiment, index),
            _ => debug_assert!(false, "{} got {value:?}", self.name),
        }
    }

    /// Reads a value of this key.
    ///
    /// # Errors
    /// [`BadValue`] with the nearest legal value when `text` is a number out of range, without
    /// one when it is no value at all.
    pub fn parse(&self, text: &str) -> Result<Value, BadValue> {
        let none = BadValue { nearest: None };
        let number = || text.parse::<f64>().ok().filter(|v| v.is_finite()).ok_or(none.clone());
        match self.range {
            Range::Int { min, max } => {
                let v = number()?;
                let nearest = v.round().clamp(f64::from(min), f64::from(max));
                let value = Value::Int(nearest as u32);
                if nearest == v { Ok(value) } else { Err(BadValue { nearest: Some(value) }) }
            }
            Range::Float { min, max } => {
                let v = number()?;
                let value = Value::Float(v.clamp(min, max));
                if (min..=max).contains(&v) { Ok(value) } else { Err(BadValue { nearest: Some(value) }) }
            }
            Range::Switch => match text {
                "0" => Ok(Value::Switch(false)),
                "1" => Ok(Value::Switch(true)),
                _ => Err(none),
            },
            Range::Choice(words) => {
                words.iter().position(|w| *w == text).map(|i| Value::Choice(i, words[i])).ok_or(none)
            }
        }
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Key({})", self.name)
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Int(v) => write!(f, "{v}"),
            Self::Float(v) if *v != 0.0 && v.abs() < 1e-2 => write!(f, "{v:e}"),
            Self::Float(v) => write!(f, "{v}"),
            Self::Switch(v) => write!(f, "{}", u8::from(*v)),
            Self::Choice(_, word) => write!(f, "{word}"),
        }
    }
}

impl fmt::Display for Range {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Int { min, max } => write!(f, "a whole number from {min} to {max}"),
            Self::Float { min, max } => {
                write!(f, "a number from {} to {}", Value::Float(*min), Value::Float(*max))
            }
            Self::Switch => write!(f, "0 or 1"),
            Self::Choice(words) => write!(f, "one of {}", words.join(", ")),
        }
    }
}

/// The key of a choice that lives in the field `$($at).+`.
macro_rules! word {
    ($name:literal, $label:literal, $kind:ident, $($at:ident).+) => {
        Key::choice($name, $label, $kind::WORDS, |e| e.$($at).+.index(), |e, i| e.$($at).+ = $kind::ALL[i])
    };
}

/// Every key, `data` first and `loss` before `optimizer`: defaults depend on them.
pub static KEYS: [Key; 47] = [
    word!("data", "Data set", Data, data).shared(),
    word!("classes", "Classes", Classes, classes).images_only(),
    word!("condition", "Conditional", Condition, condition).images_only(),
    Key::int("seed", "Seed", 0, u32::MAX, |e| &mut e.seed).shared(),
    Key::int("batch", "Batch size", 2, 512, |e| &mut e.batch),
    Key::int("steps", "Steps of the run", 100, 100_000, |e| &mut e.steps).shared(),
    Key::int("latent", "Latent dimensions", 1, 256, |e| &mut e.latent),
    word!("latent.kind", "Latent distribution", LatentKind, latent_kind),
    Key::int("g.width", "Generator width", 4, 256, |e| &mut e.generator.width),
    Key::int("g.depth", "Generator depth", 1, 5, |e| &mut e.generator.depth),
    Key::int("g.kernel", "Generator kernel", 2, 7, |e| &mut e.generator.kernel).images_only(),
    word!("g.first_kernel", "Generator first kernel", FirstKernel, generator.first_kernel).images_only(),
    word!("g.upsample", "Generator upsampling", Upsample, upsample).images_only(),
    Key::int("d.width", "Discriminator width", 4, 256, |e| &mut e.discriminator.width),
    Key::int("d.depth", "Discriminator depth", 1, 5, |e| &mut e.discriminator.depth),
    Key::int("d.kernel", "Discriminator kernel", 2, 7, |e| &mut e.discriminator.kernel).images_only(),
    word!("d.first_kernel", "Discriminator first kernel", FirstKernel, discriminator.first_kernel)
        .images_only(),
    word!("g.norm", "Generator norm", Norm, generator.norm),
    word!("d.norm", "Discriminator norm", Norm, discriminator.norm),
    Key::switch("g.spectral", "Generator spectral norm", |e| &mut e.generator.spectral),
    Key::switch("d.spectral", "Discriminator spectral norm", |e| &mut e.discriminator.spectral),
    Key::choice("loss", "Loss", Loss::WORDS, |e| e.loss.index(), |e, i| e.set_loss(Loss::ALL[i])),
    Key::float("loss.clip", "Bound of D's weights", 1e-3, 1.0, |e| &mut e.penalty.clip).live(),
    Key::float("loss.gp", "Weight of the gradient penalty", 0.0, 100.0, |e| &mut e.penalty.gp).live(),
    Key::float("r1", "R1 gamma", 0.0, 100.0, |e| &mut e.penalty.r1).live(),
    Key::float("r2", "R2 gamma", 0.0, 100.0, |e| &mut e.penalty.r2).live(),
    Key::switch("labels.swap", "Swap real and fake", |e| &mut e.labels.swap),
    Key::float("labels.real", "Target for real", 0.5, 1.0, |e| &mut e.labels.real).live(),
    Key::float("labels.flip", "Share of flipped labels", 0.0, 0.5, |e| &mut e.labels.flip).live(),
    Key::int("g.steps", "Generator updates a step", 0, 10, |e| &mut e.generator.steps).live(),
    Key::int("d.steps", "Discriminator updates a step", 0, 10, |e| &mut e.discriminator.steps).live(),
    word!("optimizer", "Optimizer", Optimizer, optimizer),
    Key::float("g.lr", "Generator learning rate", 1e-6, 0.1, |e| &mut e.generator.lr).live(),
    Key::float("d.lr", "Discriminator learning rate", 1e-6, 0.1, |e| &mut e.discriminator.lr).live(),
    Key::float("beta1", "Adam beta 1", 0.0, 0.99, |e| &mut e.beta1),
    Key::float("beta2", "Adam beta 2", 0.5, 0.9999, |e| &mut e.beta2),
    word!("lr.schedule", "Learning rate schedule", Schedule, schedule).live(),
    Key::float("noise", "Noise at the start (sigma)", 0.0, 2.0, |e| &mut e.noise.sigma).live(),
    Key::float("noise.until", "Share of the run with noise", 0.01, 1.0, |e| &mut e.noise.until).live(),
    word!("augment", "Augment what D sees", Augment, augment).images_only().live(),
    Key::float("d.dropout", "Discriminator dropout", 0.0, 0.9, |e| &mut e.dropout).live(),
    Key::switch("multi_scale", "Multi-scale gradients", |e| &mut e.multi_scale).images_only(),
    Key::float("ema", "Decay of G's average", 0.0, 0.9999, |e| &mut e.ema).live(),
    Key::float("replay", "Share of old fakes", 0.0, 0.9, |e| &mut e.replay).live(),
    Key::int("pack", "Samples in a pack", 1, 4, |e| &mut e.pack),
    Key::switch("minibatch_stddev", "Minibatch spread", |e| &mut e.minibatch_stddev),
    Key::int("snapshot.every", "Steps between snapshots", 10, 10_000, |e| &mut e.snapshot_every)
        .shared()
        .live(),
];

/// The key called `name`.
pub fn key(name: &str) -> Option<&'static Key> {
    KEYS.iter().find(|k| k.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_default_lies_in_its_range_and_prints_as_it_reads() {
        for data in Data::ALL {
            let e = Experiment::default_for(data);
            for key in &KEYS {
                let value = key.get(&e);
                assert_eq!(key.parse(&value.to_string()), Ok(value), "{} of {data:?}", key.name);
            }
        }
    }

    #[test]
    fn setting_a_key_changes_what_it_reads() {
        let mut e = Experiment::default_for(Data::Digits8);
        for (name, text) in
            [("loss", "hinge"), ("d.norm", "batch"), ("g.lr", "4e-4"), ("labels.swap", "1"), ("seed", "9")]
        {
            let key = key(name).expect(name);
            let value = key.parse(text).expect(text);
            key.set(&mut e, value);
            assert_eq!(key.get(&e), value, "{name}");
        }
    }

    #[test]
    fn numbers_out_of_range_name_the_nearest_legal_one() {
        let key = key("g.width").expect("a key");
        assert_eq!(key.parse("1e9"), Err(BadValue { nearest: Some(Value::Int(256)) }));
        assert_eq!(key.parse("-3"), Err(BadValue { nearest: Some(Value::Int(4)) }));
        assert_eq!(key.parse("NaN"), Err(BadValue { nearest: None }));
        assert_eq!(key.parse("wide"), Err(BadValue { nearest: None }));
    }
}
