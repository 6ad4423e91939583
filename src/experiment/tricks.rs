//! The table of tricks: each tip of the article as one row of data.
//!
//! The tips panel, the lessons, the documents and the tests read this table; a trick that is not
//! built has no row.

use super::table::TRICKS;
use super::{Data, Experiment, Key, Value, key};

/// One trick.
#[derive(Debug)]
pub struct Trick {
    /// Name in test hooks and links to help.
    pub id: &'static str,
    /// Section of the article.
    pub section: &'static str,
    /// Title of the row.
    pub title: &'static str,
    /// What the article claims, in one sentence.
    pub claim: &'static str,
    /// What it really does, in one or two sentences.
    pub explanation: &'static str,
    /// The keys that it owns, in the order of the controls.
    pub keys: &'static [&'static str],
    /// Ready settings; the switch sets the first.
    pub presets: fn(Data) -> &'static [Preset],
    /// Where the idea comes from.
    pub citation: &'static str,
}

/// A ready setting of a trick.
#[derive(Debug)]
pub struct Preset {
    /// What it is called on the page.
    pub name: &'static str,
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
            "multi-scale" => "Points have no resolutions: this trick is for images",
            "augment" => {
                "Points cannot be shifted or recoloured without leaving the data: this trick is for images"
            }
            _ if data.is_image() => "These images have a hundred kinds: this trick is for ten classes",
            _ => "Points have no classes: this trick is for images",
        })
    }

    /// Whether `experiment` differs from the plain GAN in one of this trick's keys.
    pub fn is_on(&self, experiment: &Experiment) -> bool {
        !self.changed(experiment).is_empty()
    }

    fn changed(&self, experiment: &Experiment) -> Vec<(&'static Key, Value)> {
        let mut plain = Experiment::default_for(experiment.data);
        if !self.keys.contains(&"loss") {
            plain.set_loss(experiment.loss);
        }
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

    /// The values of `experiment` that differ from the plain GAN, in plain text; empty when off.
    pub fn summary(&self, experiment: &Experiment) -> String {
        let changed = self.changed(experiment).into_iter();
        let texts: Vec<_> =
            changed.map(|(key, value)| format!("{} {value}", key.label.to_lowercase())).collect();
        texts.join(", ")
    }
}

/// The trick called `id`.
pub fn trick(id: &str) -> Option<&'static Trick> {
    TRICKS.iter().find(|t| t.id == id)
}

#[cfg(test)]
mod tests {
    use super::super::{KEYS, validate};
    use super::*;

    #[test]
    fn every_trick_switches_on_to_something_valid_and_off_to_the_plain_gan() {
        for data in Data::ALL {
            let plain = Experiment::default_for(data);
            for trick in TRICKS.iter().filter(|t| t.greyed(data).is_none()) {
                for preset in (trick.presets)(data) {
                    let on = trick.with(&plain, Some(preset));
                    let what = format!("{}, {} on {data:?}", trick.id, preset.name);
                    assert!(trick.is_on(&on), "{what} does nothing");
                    assert_eq!(validate(&on), [], "{what}");
                    assert!(!trick.summary(&on).is_empty(), "{what}");
                    assert_eq!(trick.switched(&on, false), plain, "{what}");
                    let keys = preset.set.iter().map(|(key, _)| key);
                    assert!(keys.clone().all(|key| trick.keys.contains(key)), "{what}");
                    let set = preset.set.iter().filter_map(|(name, text)| key(name).map(|key| (key, text)));
                    assert!(set.clone().all(|(key, text)| key.parse(text) == Ok(key.get(&on))), "{what}");
                    assert_eq!(set.count(), preset.set.len(), "{what}");
                }
            }
        }
    }

    #[test]
    fn what_is_for_images_only_is_greyed_on_points_with_a_reason() {
        let greyed: Vec<_> =
            TRICKS.iter().filter(|t| t.greyed(Data::Ring8).is_some()).map(|t| t.id).collect();
        assert_eq!(greyed, ["class-by-class", "conditional", "augment", "multi-scale"]);
        assert!(TRICKS.iter().all(|t| t.greyed(Data::Digits8).is_none()));
    }

    #[test]
    fn every_key_of_a_trick_exists() {
        for trick in &TRICKS {
            assert_eq!(trick.keys().count(), trick.keys.len(), "{}", trick.id);
        }
        let mut names: Vec<_> = KEYS.iter().map(|k| k.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), KEYS.len());
    }
}
