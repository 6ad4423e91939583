//! The table of tricks: each tip of the article as one row of data.
//!
//! The tips panel, the lessons, the documents and the tests read this table; a trick that is not
//! built has no row.

use super::{Data, Experiment, Key, key};

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
    /// What the switch sets, for points and for images.
    pub on: fn(Data) -> &'static [(&'static str, &'static str)],
    /// Where the idea comes from.
    pub citation: &'static str,
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

    /// Whether `experiment` differs from the plain GAN in one of this trick's keys.
    pub fn is_on(&self, experiment: &Experiment) -> bool {
        let plain = Experiment::default_for(experiment.data);
        self.keys().any(|key| key.get(experiment) != key.get(&plain))
    }

    /// `experiment` with this trick switched on or off; all other keys stay.
    pub fn switched(&self, experiment: &Experiment, on: bool) -> Experiment {
        let plain = Experiment::default_for(experiment.data);
        let mut next = experiment.clone();
        for key in self.keys() {
            key.set(&mut next, key.get(&plain));
        }
        if on {
            for (name, text) in (self.on)(experiment.data) {
                if let Some(key) = key(name)
                    && let Ok(value) = key.parse(text)
                {
                    key.set(&mut next, value);
                }
            }
        }
        next
    }

    /// The values of `experiment` that differ from the plain GAN, in plain text; empty when off.
    pub fn summary(&self, experiment: &Experiment) -> String {
        let plain = Experiment::default_for(experiment.data);
        let changed =
            self.keys().map(|key| (key, key.get(experiment))).filter(|(key, v)| *v != key.get(&plain));
        let texts: Vec<_> =
            changed.map(|(key, value)| format!("{} {value}", key.label.to_lowercase())).collect();
        texts.join(", ")
    }
}

/// The trick called `id`.
pub fn trick(id: &str) -> Option<&'static Trick> {
    TRICKS.iter().find(|t| t.id == id)
}

/// Every trick that is built, in the article's order.
pub static TRICKS: [Trick; 10] = [
    Trick {
        id: "loss",
        section: "1",
        title: "Loss",
        claim: "The choice of the loss decides how stable training is.",
        explanation: "Non-saturating keeps G's gradient alive when D is ahead; minimax lets it die; least squares and hinge bound how hard D pushes.",
        keys: &["loss"],
        on: |_| &[("loss", "hinge")],
        citation: "Goodfellow et al. 2014; Mao et al. 2017; Lim and Ye 2017",
    },
    Trick {
        id: "capacity",
        section: "2",
        title: "Capacity",
        claim: "Add filters and larger kernels, above all in the first layers.",
        explanation: "Width, depth and kernel of both networks. What counts most is their ratio: a D much smaller than G loses modes, a D much larger wins too early.",
        keys: &["g.width", "g.depth", "g.kernel", "d.width", "d.depth", "d.kernel"],
        on: |data| {
            if data.is_image() {
                &[("g.width", "32"), ("d.width", "32")]
            } else {
                &[("g.width", "128"), ("d.width", "256")]
            }
        },
        citation: "Radford et al. 2016; Lin et al. 2018, table 3",
    },
    Trick {
        id: "label-swap",
        section: "3",
        title: "Swap the labels",
        claim: "Call real samples 0 and fake samples 1.",
        explanation: "By symmetry the same game with D mirrored: only the start differs. Expect no effect beyond chance; a difference is luck of the seed.",
        keys: &["labels.swap"],
        on: |_| &[("labels.swap", "1")],
        citation: "ganhacks 2016, tip 2",
    },
    Trick {
        id: "label-soft",
        section: "3",
        title: "Soft labels",
        claim: "Tell D that real samples are only 0.9 real.",
        explanation: "One-sided smoothing caps D's confidence on real samples. The equilibrium and the floor of D's loss move, see the dotted line.",
        keys: &["labels.real"],
        on: |_| &[("labels.real", "0.9")],
        citation: "Salimans et al. 2016, section 3.4",
    },
    Trick {
        id: "label-flip",
        section: "3",
        title: "Noisy labels",
        claim: "Flip a few labels at random when D trains.",
        explanation: "Each label of D's step is flipped with this probability. D can no longer reach loss 0; the equilibrium stays.",
        keys: &["labels.flip"],
        on: |_| &[("labels.flip", "0.05")],
        citation: "ganhacks 2016, tip 6",
    },
    Trick {
        id: "batch-norm",
        section: "4",
        title: "Batch norm",
        claim: "Use batch norm in both networks.",
        explanation: "Real and fake batches are normalised apart; never at G's output or D's input. For images G has it by default, so the switch adds it to D.",
        keys: &["g.norm", "d.norm"],
        on: |data| if data.is_image() { &[("d.norm", "batch")] } else { &[("g.norm", "batch")] },
        citation: "Ioffe and Szegedy 2015; Radford et al. 2016",
    },
    Trick {
        id: "k",
        section: "7",
        title: "Steps of D and G",
        claim: "Train D more often than G, or the other way round.",
        explanation: "Updates of each network in one training step, each on fresh batches. A better D gives better gradients, until it wins.",
        keys: &["d.steps", "g.steps"],
        on: |_| &[("d.steps", "3")],
        citation: "Goodfellow et al. 2014, algorithm 1 (k)",
    },
    Trick {
        id: "learning-rate",
        section: "8",
        title: "Learning rate",
        claim: "Lower the learning rate when training is unstable.",
        explanation: "Both rates, about half of the default. Too high oscillates or diverges, too low crawls.",
        keys: &["g.lr", "d.lr", "beta1", "beta2"],
        on: |data| {
            if data.is_image() {
                &[("g.lr", "2e-4"), ("d.lr", "2e-4")]
            } else {
                &[("g.lr", "5e-4"), ("d.lr", "5e-4")]
            }
        },
        citation: "Radford et al. 2016; Lucic et al. 2018",
    },
    Trick {
        id: "noise",
        section: "9",
        title: "Noise on the data",
        claim: "Add noise to real and fake samples, and let it fade.",
        explanation: "Blurs both distributions so that they overlap and D cannot win at once. Fresh noise in D's and G's step, fading linearly.",
        keys: &["noise", "noise.until"],
        on: |data| if data.is_image() { &[("noise", "0.1")] } else { &[("noise", "0.3")] },
        citation: "Sonderby et al. 2016; Arjovsky and Bottou 2017",
    },
    Trick {
        id: "ttur",
        section: "12",
        title: "Two learning rates",
        claim: "Let D learn faster than G (TTUR).",
        explanation: "Only D's rate changes, four times the default. The paper's own pairs go both ways: D slower for DCGAN, faster for WGAN-GP.",
        keys: &["g.lr", "d.lr"],
        on: |data| if data.is_image() { &[("d.lr", "2e-3")] } else { &[("d.lr", "4e-3")] },
        citation: "Heusel et al. 2017; Zhang et al. 2019",
    },
];

#[cfg(test)]
mod tests {
    use super::super::{KEYS, validate};
    use super::*;

    #[test]
    fn every_trick_switches_on_to_something_valid_and_off_to_the_plain_gan() {
        for data in Data::ALL {
            let plain = Experiment::default_for(data);
            for trick in &TRICKS {
                let on = trick.switched(&plain, true);
                assert!(trick.is_on(&on), "{} does nothing on {data:?}", trick.id);
                assert_eq!(validate(&on), [], "{} on {data:?}", trick.id);
                assert!(!trick.summary(&on).is_empty());
                assert_eq!(trick.switched(&on, false), plain);
            }
        }
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
