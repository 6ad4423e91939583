//! One key of the experiment: its name, what it may be, and how it reaches its place.

use std::fmt;

use super::{Data, Experiment};
use crate::text::{Text, key as t};

/// One key: its name in the link, what it may be, and where it lives in the [`Experiment`].
pub struct Key {
    /// The name in the link and in `config.json`.
    pub name: &'static str,
    /// What it is called on the page.
    pub label: Text,
    /// The accepted values.
    pub range: Range,
    /// Whether it may change while the run trains; else a change starts the run again.
    pub live: bool,
    /// Whether all runs of a comparison must share it.
    pub shared: bool,
    /// The data that it is defined for.
    pub scope: Scope,
    /// Whether it decides the shapes of the weights, or where they begin: a fork must leave it as it is.
    pub reshapes: bool,
    field: Field,
}

/// The data that a key is defined for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// All data.
    All,
    /// Images.
    Images,
    /// Data of ten classes.
    Classes,
    /// The user's own images.
    OwnImages,
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
    const fn new(name: &'static str, label: Text, range: Range, field: Field) -> Self {
        Self { name, label, range, live: false, shared: false, scope: Scope::All, reshapes: false, field }
    }

    pub(super) const fn int(
        name: &'static str,
        label: Text,
        min: u32,
        max: u32,
        at: fn(&mut Experiment) -> &mut u32,
    ) -> Self {
        Self::new(name, label, Range::Int { min, max }, Field::Int(at))
    }

    pub(super) const fn float(
        name: &'static str,
        label: Text,
        min: f64,
        max: f64,
        at: fn(&mut Experiment) -> &mut f64,
    ) -> Self {
        Self::new(name, label, Range::Float { min, max }, Field::Float(at))
    }

    pub(super) const fn switch(
        name: &'static str,
        label: Text,
        at: fn(&mut Experiment) -> &mut bool,
    ) -> Self {
        Self::new(name, label, Range::Switch, Field::Switch(at))
    }

    pub(super) const fn choice(
        name: &'static str,
        label: Text,
        words: &'static [&'static str],
        get: fn(&Experiment) -> usize,
        set: fn(&mut Experiment, usize),
    ) -> Self {
        Self::new(name, label, Range::Choice(words), Field::Choice { get, set })
    }

    pub(super) const fn live(mut self) -> Self {
        self.live = true;
        self
    }

    pub(super) const fn shared(mut self) -> Self {
        self.shared = true;
        self
    }

    pub(super) const fn images_only(mut self) -> Self {
        self.scope = Scope::Images;
        self
    }

    pub(super) const fn classes_only(mut self) -> Self {
        self.scope = Scope::Classes;
        self
    }

    pub(super) const fn own_images_only(mut self) -> Self {
        self.scope = Scope::OwnImages;
        self
    }

    pub(super) const fn reshapes(mut self) -> Self {
        self.reshapes = true;
        self
    }

    /// Whether the key means anything for `data`.
    pub fn applies(&self, data: Data) -> bool {
        match self.scope {
            Scope::All => true,
            Scope::Images => data.is_image(),
            Scope::Classes => data.has_classes(),
            Scope::OwnImages => data == Data::Images,
        }
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
            Self::Int { min, max } => f.write_str(&t::range_whole(min, max)),
            Self::Float { min, max } => f.write_str(&t::range_number(Value::Float(*min), Value::Float(*max))),
            Self::Switch => write!(f, "{}", t::RANGE_SWITCH),
            Self::Choice(words) => f.write_str(&t::range_words(words.join(", "))),
        }
    }
}
