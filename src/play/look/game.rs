//! One step of the game between G and D in ten stages, for slow motion: what is lit, what is said, and where each
//! trick acts.

use std::ops::Range;

use crate::experiment::{Experiment, TRICKS, Trick};
use crate::number::{percent, three_digits};
use crate::protocol::Single;
use crate::record::StepRecord;
use crate::text::game as t;

/// A part of the drawn game.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The random numbers that G begins with.
    Latent,
    /// The generator.
    Generator,
    /// What it makes.
    Fakes,
    /// What it should look like.
    Reals,
    /// The discriminator.
    Discriminator,
    /// How wrong D was.
    LossD,
    /// How badly G fooled D.
    LossG,
    /// The way back of D's loss, and D's optimizer.
    UpdateD,
    /// The way back of G's loss, and G's optimizer.
    UpdateG,
}

impl Part {
    /// All parts, in the order of reading.
    pub const ALL: [Self; 9] = [
        Self::Latent,
        Self::Generator,
        Self::Fakes,
        Self::Reals,
        Self::Discriminator,
        Self::LossD,
        Self::UpdateD,
        Self::LossG,
        Self::UpdateG,
    ];

    /// What it is called in the drawing.
    pub fn name(self) -> &'static str {
        match self {
            Self::Latent => t::LATENT.get(),
            Self::Generator => t::GENERATOR.get(),
            Self::Fakes => t::FAKES.get(),
            Self::Reals => t::REALS.get(),
            Self::Discriminator => t::DISCRIMINATOR.get(),
            Self::LossD => t::LOSS_D.get(),
            Self::LossG => t::LOSS_G.get(),
            Self::UpdateD => t::UPDATE_D.get(),
            Self::UpdateG => t::UPDATE_G.get(),
        }
    }
}

/// A stage of a step: first D is trained, then G ([`crate::gan`] does it in this order).
#[derive(Debug)]
pub struct Stage {
    /// The parts at work.
    pub lit: &'static [Part],
    /// What happens, in one sentence, of what was measured.
    words: fn(String) -> String,
    measured: fn(&StepRecord) -> Option<String>,
}

impl Stage {
    /// What happens, with the numbers of `record` where there are some.
    pub fn sentence(&self, record: Option<&StepRecord>) -> String {
        let measured = record.and_then(self.measured);
        (self.words)(measured.unwrap_or_else(|| t::UNMEASURED.get().to_owned()))
    }
}

fn nothing(_: &StepRecord) -> Option<String> {
    None
}

fn number(value: f32) -> Option<String> {
    value.is_finite().then(|| three_digits(f64::from(value)))
}

/// The stage at which it is G's turn.
const TURN: usize = 6;

/// The ten stages.
pub static STAGES: [Stage; 10] = [
    Stage { lit: &[Part::Latent], words: |_| t::STAGE_DRAW.get().to_owned(), measured: nothing },
    Stage {
        lit: &[Part::Latent, Part::Generator, Part::Fakes],
        words: |_| t::STAGE_MAKE.get().to_owned(),
        measured: nothing,
    },
    Stage { lit: &[Part::Reals], words: |_| t::STAGE_REALS.get().to_owned(), measured: nothing },
    Stage {
        lit: &[Part::Fakes, Part::Reals, Part::Discriminator],
        words: t::stage_judge,
        measured: |r| {
            let finite = r.acc_real.is_finite() && r.acc_fake.is_finite();
            let share = |share: f32| percent(f64::from(share));
            finite.then(|| t::right(share(r.acc_real), share(r.acc_fake)))
        },
    },
    Stage {
        lit: &[Part::Discriminator, Part::LossD],
        words: t::stage_loss_d,
        measured: |r| number(r.loss_d),
    },
    Stage {
        lit: &[Part::LossD, Part::UpdateD, Part::Discriminator],
        words: t::stage_update_d,
        measured: |r| number(r.grad_d),
    },
    Stage {
        lit: &[Part::Latent, Part::Generator, Part::Fakes],
        words: |_| t::STAGE_TURN.get().to_owned(),
        measured: nothing,
    },
    Stage {
        lit: &[Part::Fakes, Part::Discriminator],
        words: |_| t::STAGE_AGAIN.get().to_owned(),
        measured: nothing,
    },
    Stage {
        lit: &[Part::Discriminator, Part::LossG],
        words: t::stage_loss_g,
        measured: |r| number(r.loss_g),
    },
    Stage {
        lit: &[Part::LossG, Part::Discriminator, Part::UpdateG, Part::Generator],
        words: t::stage_update_g,
        measured: |r| number(r.grad_g),
    },
];

/// The stages of a step, or of an update of one network alone.
pub fn stages_of(part: Single) -> Range<usize> {
    match part {
        Single::Both => 0..STAGES.len(),
        Single::Discriminator => 0..TURN,
        Single::Generator => TURN..STAGES.len(),
    }
}

/// Where in the game the trick called `id` acts; nowhere for one that only changes when one looks.
pub fn acts_on(id: &str) -> &'static [Part] {
    use Part::{Discriminator, Fakes, Generator, Latent, LossD, LossG, Reals, UpdateD, UpdateG};
    match id {
        "loss" => &[LossD, LossG],
        "label-swap" | "label-soft" | "label-flip" | "r1r2" => &[LossD],
        "capacity" | "batch-norm" | "multi-scale" | "activation" | "init" => &[Generator, Discriminator],
        "conditional" => &[Latent, Discriminator],
        "weak-d" | "spectral" | "minibatch-stddev" | "pack" => &[Discriminator],
        "class-by-class" => &[Reals],
        "noise" | "augment" => &[Fakes, Reals],
        "replay" => &[Fakes],
        "ema" => &[Generator],
        "latent" => &[Latent],
        "k" => &[UpdateD],
        "learning-rate" | "ttur" | "betas" => &[UpdateD, UpdateG],
        _ => &[],
    }
}

/// The tricks that `experiment` has on and that act on `part`.
pub fn tricks_at(part: Part, experiment: &Experiment) -> impl Iterator<Item = &'static Trick> {
    TRICKS.iter().filter(move |trick| acts_on(trick.id).contains(&part) && trick.is_on(experiment))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::link;

    #[test]
    fn every_trick_acts_somewhere_but_patience() {
        let nowhere: Vec<_> = TRICKS.iter().map(|t| t.id).filter(|id| acts_on(id).is_empty()).collect();
        assert_eq!(nowhere, ["patience"]);
    }

    #[test]
    fn a_trick_is_shown_where_it_acts() {
        let on = link::read_experiment("v=2&data=ring8&noise=0.5&r1=1");
        let at = |part| tricks_at(part, &on).map(|t| t.id).collect::<Vec<_>>();
        assert_eq!(at(Part::Reals), ["noise"]);
        assert_eq!(at(Part::LossD), ["r1r2"]);
        assert_eq!(at(Part::Latent), [""; 0]);
        let plain = link::read_experiment("v=2&data=ring8");
        assert!(Part::ALL.iter().all(|part| tricks_at(*part, &plain).next().is_none()));
    }

    #[test]
    fn every_part_has_its_stage_and_d_learns_before_g() {
        for part in Part::ALL {
            assert!(STAGES.iter().any(|stage| stage.lit.contains(&part)), "{part:?}");
        }
        let first = |part| STAGES.iter().position(|stage| stage.lit.contains(&part));
        assert!(first(Part::UpdateD) < first(Part::LossG));
        let shows = |single, part| STAGES[stages_of(single)].iter().any(|stage| stage.lit.contains(&part));
        for (single, its, others) in [
            (Single::Discriminator, Part::UpdateD, Part::UpdateG),
            (Single::Generator, Part::UpdateG, Part::UpdateD),
        ] {
            assert!(shows(single, its) && !shows(single, others), "{single:?}");
        }
        assert!(shows(Single::Both, Part::UpdateD) && shows(Single::Both, Part::UpdateG));
    }

    #[test]
    fn sentences_hold_what_was_measured() {
        let record = StepRecord {
            loss_d: 1.25,
            loss_g: 0.5,
            acc_real: 0.75,
            acc_fake: 1.0,
            grad_d: 3.0,
            grad_g: f32::NAN,
        };
        let said = |i: usize| STAGES[i].sentence(Some(&record));
        assert!(
            said(3).contains("75\u{202f}% of the real ones and 100\u{202f}% of the fakes"),
            "{}",
            said(3)
        );
        assert!(said(4).ends_with("1.25."), "{}", said(4));
        assert!(said(9).contains("not measured in this step"), "{}", said(9));
        assert!(STAGES.iter().all(|stage| !stage.sentence(None).contains("{}")));
    }
}
