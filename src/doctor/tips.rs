//! What to try when something is wrong: presets of the tricks, for a fork.

use serde::ser::{Serialize, SerializeStruct, Serializer};

use super::finding::Finding;
use super::suspects::rates_apart;
use crate::experiment::{Experiment, Preset, Trick, trick, validate};
use crate::text::{Text, preset as p, trick as t};

/// Tips for one verdict, at most.
const MOST: usize = 3;

/// A trick at one of its presets, or switched off.
#[derive(Clone, Copy, Debug)]
pub struct Tip {
    /// The trick.
    pub trick: &'static Trick,
    /// Its setting; `None` is to switch the trick off.
    pub preset: Option<&'static Preset>,
}

impl Tip {
    /// What the preset is called, or "off".
    pub fn setting(&self) -> &'static str {
        self.preset.map_or(t::OFF, |preset| preset.name).get()
    }

    /// `experiment` with this tip followed.
    pub fn applied(&self, experiment: &Experiment) -> Experiment {
        self.trick.with(experiment, self.preset)
    }
}

impl PartialEq for Tip {
    fn eq(&self, other: &Self) -> bool {
        (self.trick.id, self.setting()) == (other.trick.id, other.setting())
    }
}

impl Serialize for Tip {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Tip", 2)?;
        fields.serialize_field("trick", self.trick.id)?;
        fields.serialize_field("preset", self.setting())?;
        fields.end()
    }
}

/// Up to three tips for `finding` that change `experiment` and leave it valid.
pub fn tips(finding: Finding, experiment: &Experiment) -> Vec<Tip> {
    tips_by(finding, experiment, |_| Some(0))
}

/// The same in another order, lowest `rank` first (the evidence board's), without those that have none; equal ranks
/// stay in ours. What is suspected of `experiment` before anything else stays first.
pub fn tips_by(finding: Finding, experiment: &Experiment, rank: impl Fn(&Tip) -> Option<i64>) -> Vec<Tip> {
    let found = suspects(finding, experiment)
        .iter()
        .chain(candidates(finding))
        .filter_map(|setting| find(*setting, experiment));
    let suspected = |tip: &Tip| {
        suspects(finding, experiment).contains(&(tip.trick.id, tip.preset.map(|preset| preset.name)))
    };
    let mut tips: Vec<_> = found.filter_map(|tip| Some(((!suspected(&tip), rank(&tip)?), tip))).collect();
    tips.sort_by_key(|(order, _)| *order);
    let mut best: Vec<Tip> = Vec::new();
    for (_, tip) in tips {
        if best.len() < MOST && best.iter().all(|other| other.trick.id != tip.trick.id) {
            best.push(tip);
        }
    }
    best
}

/// A trick and what one of its presets is called; `None` is to switch it off.
type Setting = (&'static str, Option<Text>);

/// The tip of `setting`, where it changes `experiment`, leaves it valid, and exists for its data.
fn find((id, name): Setting, experiment: &Experiment) -> Option<Tip> {
    let trick = trick(id).filter(|t| t.greyed(experiment.data).is_none())?;
    let preset = (trick.presets)(experiment.data).iter().find(|p| Some(p.name) == name);
    let tip = Tip { trick, preset };
    let known = preset.is_some() || (name.is_none() && trick.is_changed(experiment));
    let applied = tip.applied(experiment);
    (known && applied != *experiment && validate(&applied).is_empty()).then_some(tip)
}

/// What is undone first, whatever else is known: learning rates that are far apart.
fn suspects(finding: Finding, experiment: &Experiment) -> &'static [Setting] {
    let of_balance =
        finding.is_trouble() && !matches!(finding, Finding::Overfitting | Finding::Copying | Finding::Leak);
    match rates_apart(experiment) {
        Some(_) if of_balance => &[("ttur", None)],
        _ => &[],
    }
}

/// Tricks and their settings, in our order: first to undo what is known to do it, then what the
/// literature names against it (each trick's own row has its source).
fn candidates(finding: Finding) -> &'static [Setting] {
    match finding {
        Finding::DiscriminatorWon => &[
            ("k", None),
            ("ttur", None),
            ("noise", Some(p::NOISE_SIGMA_0_3)),
            ("r1r2", Some(p::R1R2_BOTH_0_1)),
            ("spectral", Some(p::SPECTRAL_IN_D)),
            ("label-soft", Some(p::LABEL_SOFT_REAL_IS_0_9)),
            ("weak-d", Some(p::WEAK_D_A_LITTLE)),
        ],
        Finding::VanishedGradients => &[
            ("loss", None),
            ("k", None),
            ("noise", Some(p::NOISE_SIGMA_0_3)),
            ("r1r2", Some(p::R1R2_BOTH_0_1)),
            ("spectral", Some(p::SPECTRAL_IN_D)),
            ("label-flip", Some(p::LABEL_FLIP_5_IN_100)),
        ],
        Finding::Exploding => &[
            ("learning-rate", None),
            ("ttur", None),
            ("spectral", Some(p::SPECTRAL_IN_D)),
            ("r1r2", Some(p::R1R2_BOTH_0_1)),
            ("learning-rate", Some(p::LEARNING_RATE_HALF)),
            ("learning-rate", Some(p::LEARNING_RATE_DCGAN)),
        ],
        Finding::Diverged => &[
            ("learning-rate", None),
            ("betas", None),
            ("spectral", Some(p::SPECTRAL_IN_D)),
            ("loss", None),
            ("learning-rate", Some(p::LEARNING_RATE_HALF)),
            ("learning-rate", Some(p::LEARNING_RATE_DCGAN)),
        ],
        Finding::Blind => &[
            ("label-flip", None),
            ("noise", None),
            ("ttur", None),
            ("weak-d", None),
            ("r1r2", None),
            ("k", Some(p::K_D_THREE_TIMES)),
            ("ttur", Some(p::TTUR_D_FOUR_TIMES_G)),
            ("capacity", Some(p::CAPACITY_TWICE_AS_WIDE)),
        ],
        Finding::ModeCollapse => &[
            ("ttur", None),
            ("k", None),
            ("pack", Some(p::PACK_OF_2)),
            ("r1r2", Some(p::R1R2_BOTH_0_1)),
            ("loss", Some(p::LOSS_RELATIVISTIC_PAIRING)),
            ("minibatch-stddev", Some(p::MINIBATCH_STDDEV_OF_4)),
        ],
        Finding::Overfitting => &[
            ("augment", Some(p::AUGMENT_ALL)),
            ("weak-d", Some(p::WEAK_D_A_LITTLE)),
            ("r1r2", Some(p::R1R2_BOTH_1)),
            ("noise", Some(p::NOISE_SIGMA_0_1)),
        ],
        Finding::Copying => &[
            ("class-by-class", None),
            ("augment", Some(p::AUGMENT_ALL)),
            ("weak-d", Some(p::WEAK_D_A_LITTLE)),
            ("r1r2", Some(p::R1R2_BOTH_1)),
        ],
        Finding::Leak => &[
            ("augment", Some(p::AUGMENT_COLOUR)),
            ("r1r2", Some(p::R1R2_BOTH_1)),
            ("weak-d", Some(p::WEAK_D_A_LITTLE)),
        ],
        Finding::Stalled | Finding::FarAtItsEnd => &[
            ("learning-rate", None),
            ("betas", None),
            ("capacity", None),
            ("weak-d", None),
            ("loss", None),
            ("k", None),
            ("r1r2", Some(p::R1R2_BOTH_0_1)),
            ("spectral", Some(p::SPECTRAL_IN_D)),
            ("learning-rate", Some(p::LEARNING_RATE_HALF)),
            ("learning-rate", Some(p::LEARNING_RATE_DCGAN)),
            ("noise", Some(p::NOISE_SIGMA_0_3)),
        ],
        Finding::Oscillation => &[
            ("betas", None),
            ("learning-rate", None),
            ("ema", Some(p::EMA_0_99)),
            ("learning-rate", Some(p::LEARNING_RATE_LINEAR_DECAY)),
            ("r1r2", Some(p::R1R2_BOTH_0_1)),
            ("replay", Some(p::REPLAY_HALF)),
        ],
        Finding::WarmingUp
        | Finding::OnItsWay
        | Finding::BadSamples
        | Finding::NoAlarm
        | Finding::Healthy => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::{Data, Loss};

    #[test]
    fn every_trouble_has_tips_on_every_data_set_and_each_gives_a_valid_fork() {
        for data in Data::ALL {
            let e = Experiment::default_for(data);
            for finding in Finding::ALL.into_iter().filter(|f| f.is_trouble()) {
                let tips = tips(finding, &e);
                assert!((1..=MOST).contains(&tips.len()), "{finding:?} on {data:?}");
                assert!(tips.iter().all(|tip| validate(&tip.applied(&e)).is_empty()));
            }
        }
    }

    #[test]
    fn every_candidate_is_a_trick_with_such_a_preset() {
        for (id, name) in Finding::ALL.into_iter().flat_map(candidates) {
            let trick = trick(id).expect(id);
            let names = |data| (trick.presets)(data).iter().any(|p| Some(p.name) == *name);
            assert!(name.is_none() || names(Data::Ring8) || names(Data::Digits8), "{id}, {name:?}");
        }
    }

    #[test]
    fn what_is_known_to_do_it_is_undone_first() {
        let mut e = Experiment::default_for(Data::Ring8);
        e.set_loss(Loss::Minimax);
        let tip = tips(Finding::VanishedGradients, &e)[0];
        assert_eq!((tip.trick.id, tip.setting()), ("loss", "off"));
        assert_eq!(tip.applied(&e).loss, Loss::NonSaturating);
        e.discriminator.steps = 5;
        assert_eq!(tips(Finding::DiscriminatorWon, &e)[0].trick.id, "k");
        e.discriminator.lr = 10.0 * e.generator.lr;
        assert_eq!(tips(Finding::DiscriminatorWon, &e)[0].trick.id, "ttur");
        let last = |tip: &Tip| Some(i64::from(tip.trick.id == "ttur"));
        assert_eq!(tips_by(Finding::Stalled, &e, last)[0].trick.id, "ttur");
        assert_eq!(tips(Finding::Stalled, &e)[0].applied(&e).discriminator.lr, 1e-3);
    }

    #[test]
    fn a_rank_reorders_them() {
        let e = Experiment::default_for(Data::Ring8);
        let rank = |tip: &Tip| Some(i64::from(tip.trick.id != "minibatch-stddev"));
        let (ours, ranked) = (tips(Finding::ModeCollapse, &e), tips_by(Finding::ModeCollapse, &e, rank));
        assert_eq!(ranked[0].trick.id, "minibatch-stddev");
        assert_eq!((ranked[1], ranked.len()), (ours[0], 3));
        // What has no rank gives its place to the next.
        let others =
            tips_by(Finding::ModeCollapse, &e, |tip| (tip.trick.id != ours[0].trick.id).then_some(0));
        assert_eq!((others[0], others.len()), (ours[1], 3));
    }

    #[test]
    fn a_tip_that_changes_a_shape_does_not_fit_a_fork() {
        let e = Experiment::default_for(Data::Ring8);
        let fits = |id: &str| {
            let trick = trick(id).expect("a trick");
            e.fits_fork(&Tip { trick, preset: (trick.presets)(e.data).first() }.applied(&e))
        };
        assert_eq!(["pack", "capacity", "spectral", "noise"].map(fits), [false, false, true, true]);
    }

    #[test]
    fn a_run_without_trouble_needs_none() {
        for finding in Finding::ALL.into_iter().filter(|f| !f.is_trouble()) {
            assert_eq!(tips(finding, &Experiment::default_for(Data::Ring8)), []);
        }
    }
}
