//! A trick: a tip of the article as the keys that it owns and the settings that it offers.

use super::{Data, Experiment, Key, Value, key};
use crate::text::{Text, trick as t};

/// One trick.
#[derive(Debug)]
pub struct Trick {
    /// Name in test hooks and links to help.
    pub id: &'static str,
    /// Section of the article.
    pub section: &'static str,
    /// Title of the row.
    pub title: Text,
    /// What the article claims, in one sentence.
    pub claim: Text,
    /// What it really does, in one or two sentences.
    pub explanation: Text,
    /// The keys that it owns, in the order of the controls.
    pub keys: &'static [&'static str],
    /// Ready settings; the switch sets the first.
    pub presets: fn(Data) -> &'static [Preset],
    /// Whether an experiment shows it, beside the plain GAN of the same loss; its presets do anyway.
    pub shown: fn(&Experiment, &Experiment) -> bool,
    /// What being without it is called: "default" where nothing can be off (a rate has some value).
    pub off: Text,
    /// Where the idea comes from.
    pub citation: &'static str,
}

/// A ready setting of a trick.
#[derive(Debug)]
pub struct Preset {
    /// What it is called on the page.
    pub name: Text,
    /// Keys and their values; the trick's other keys take the values of the plain GAN.
    pub set: &'static [(&'static str, &'static str)],
}

impl Trick {
    /// The keys that it owns.
    pub fn keys(&self) -> impl Iterator<Item = &'static Key> {
        self.keys.iter().filter_map(|name| key(name))
    }

    /// The keys that it owns and that mean something for `data`.
    pub fn keys_for(&self, data: Data) -> impl Iterator<Item = &'static Key> {
        self.keys().filter(move |key| key.applies(data))
    }

    /// Why the trick does not exist for `data`; `None` where it does.
    pub fn greyed(&self, data: Data) -> Option<&'static str> {
        self.keys_for(data).next().is_none().then_some(match self.id {
            "multi-scale" => t::NO_RESOLUTIONS.get(),
            "augment" => t::NOT_AUGMENTED.get(),
            _ if data.is_image() => t::HUNDRED_KINDS.get(),
            _ => t::NO_CLASSES.get(),
        })
    }

    /// Whether `experiment` is an example of this trick: its keys are moved in the trick's direction, or
    /// as in one of its presets. A shorter run is not patient.
    pub fn is_on(&self, experiment: &Experiment) -> bool {
        (self.shown)(experiment, &self.plain(experiment)) || self.preset(experiment).is_some()
    }

    /// Whether `experiment` differs from the plain GAN in one of this trick's keys, in any direction.
    pub fn is_changed(&self, experiment: &Experiment) -> bool {
        !self.changed(experiment).is_empty()
    }

    /// The preset that `experiment` has.
    pub fn preset(&self, experiment: &Experiment) -> Option<&'static Preset> {
        (self.presets)(experiment.data).iter().find(|preset| {
            let set = self.with(experiment, Some(preset));
            self.keys().all(|key| key.get(&set) == key.get(experiment))
        })
    }

    /// What its keys are measured against.
    fn plain(&self, experiment: &Experiment) -> Experiment {
        let mut plain = Experiment::default_for(experiment.data);
        if !self.keys.contains(&"loss") {
            plain.set_loss(experiment.loss);
        }
        plain
    }

    fn changed(&self, experiment: &Experiment) -> Vec<(&'static Key, Value)> {
        let plain = self.plain(experiment);
        self.keys().map(|key| (key, key.get(experiment))).filter(|(key, v)| *v != key.get(&plain)).collect()
    }

    /// `experiment` with this trick switched on (to its first preset) or off; all other keys stay.
    pub fn switched(&self, experiment: &Experiment, on: bool) -> Experiment {
        let first = if on { (self.presets)(experiment.data).first() } else { None };
        self.with(experiment, first)
    }

    /// `experiment` with this trick at `preset`, or off; all other keys stay.
    pub fn with(&self, experiment: &Experiment, preset: Option<&Preset>) -> Experiment {
        let mut next = experiment.clone();
        for key in self.keys() {
            key.set(&mut next, key.get(&experiment.plain()));
        }
        if self.keys.contains(&"loss") {
            next.set_loss(Experiment::default_for(experiment.data).loss);
        }
        for (name, text) in preset.map_or(&[][..], |p| p.set) {
            if let Some(key) = key(name)
                && let Ok(value) = key.parse(text)
            {
                key.set(&mut next, value);
            }
        }
        next
    }
}
