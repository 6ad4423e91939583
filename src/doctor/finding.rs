//! What can be found in a run.

use serde::{Deserialize, Serialize};

use crate::text::finding as t;

/// One state of a run, the gravest first: of several that hold, the first is the verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Finding {
    /// A number is no longer finite.
    Diverged,
    /// Gradients are far too large.
    Exploding,
    /// Next to nothing comes through D to G.
    VanishedGradients,
    /// D makes no mistakes.
    DiscriminatorWon,
    /// D cannot tell bad samples from real ones.
    Blind,
    /// G makes few kinds of samples.
    ModeCollapse,
    /// D knows the training images by heart.
    Overfitting,
    /// G makes training samples.
    Copying,
    /// G makes what the augmentation does to images.
    Leak,
    /// Samples become better and worse in turn.
    Oscillation,
    /// Bad samples that come no nearer to real ones.
    Stalled,
    /// Bad samples when all steps are done.
    FarAtItsEnd,
    /// Too early to say.
    WarmingUp,
    /// No trouble; the samples are not good yet, and nearer to real ones than before.
    OnItsWay,
    /// No alarm, but the samples are as far from real ones as those of a run that stands still.
    BadSamples,
    /// No trouble; the samples are neither good nor bad, or not measured lately.
    NoAlarm,
    /// No trouble, and good samples.
    Healthy,
}

impl Finding {
    /// Every finding, the gravest first.
    pub const ALL: [Self; 17] = [
        Self::Diverged,
        Self::Exploding,
        Self::VanishedGradients,
        Self::DiscriminatorWon,
        Self::Blind,
        Self::ModeCollapse,
        Self::Overfitting,
        Self::Copying,
        Self::Leak,
        Self::Oscillation,
        Self::Stalled,
        Self::FarAtItsEnd,
        Self::WarmingUp,
        Self::OnItsWay,
        Self::BadSamples,
        Self::NoAlarm,
        Self::Healthy,
    ];

    /// Its name in test hooks, files and marks.
    pub fn id(self) -> &'static str {
        match self {
            Self::Diverged => "diverged",
            Self::Exploding => "exploding",
            Self::VanishedGradients => "vanished-gradients",
            Self::DiscriminatorWon => "discriminator-won",
            Self::Blind => "blind",
            Self::ModeCollapse => "mode-collapse",
            Self::Overfitting => "overfitting",
            Self::Copying => "copying",
            Self::Leak => "leak",
            Self::Oscillation => "oscillation",
            Self::Stalled => "stalled",
            Self::FarAtItsEnd => "far-at-its-end",
            Self::WarmingUp => "warming-up",
            Self::OnItsWay => "on-its-way",
            Self::BadSamples => "bad-samples",
            Self::NoAlarm => "no-alarm",
            Self::Healthy => "healthy",
        }
    }

    /// What it is called on the page.
    pub fn title(self) -> &'static str {
        let title = match self {
            Self::Diverged => t::DIVERGED,
            Self::Exploding => t::EXPLODING,
            Self::VanishedGradients => t::VANISHED_GRADIENTS,
            Self::DiscriminatorWon => t::DISCRIMINATOR_WON,
            Self::Blind => t::BLIND,
            Self::ModeCollapse => t::MODE_COLLAPSE,
            Self::Overfitting => t::OVERFITTING,
            Self::Copying => t::COPYING,
            Self::Leak => t::LEAK,
            Self::Oscillation => t::OSCILLATION,
            Self::Stalled => t::STALLED,
            Self::FarAtItsEnd => t::FAR_AT_ITS_END,
            Self::WarmingUp => t::WARMING_UP,
            Self::OnItsWay => t::ON_ITS_WAY,
            Self::BadSamples => t::BAD_SAMPLES,
            Self::NoAlarm => t::NO_ALARM,
            Self::Healthy => t::HEALTHY,
        };
        title.get()
    }

    /// Whether something is wrong.
    pub fn is_trouble(self) -> bool {
        !matches!(self, Self::WarmingUp | Self::OnItsWay | Self::BadSamples | Self::NoAlarm | Self::Healthy)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_yet_good_is_no_trouble() {
        let calm = Finding::ALL.into_iter().filter(|f| !f.is_trouble()).map(Finding::title);
        assert_eq!(
            calm.collect::<Vec<_>>(),
            ["Warming up", "On its way", "Bad samples", "No alarm", "Healthy"]
        );
    }

    #[test]
    fn the_list_is_in_order_and_the_ids_are_those_of_the_files() {
        assert!(Finding::ALL.is_sorted());
        for finding in Finding::ALL {
            let json = serde_json::to_string(&finding).expect("serializable");
            assert_eq!(json, format!("\"{}\"", finding.id()));
        }
    }
}
