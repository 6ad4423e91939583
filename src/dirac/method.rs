//! The ways to train that are compared.

use serde::{Deserialize, Serialize};

/// A way to train the pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Method {
    /// The non-saturating loss (Goodfellow et al. 2014).
    Plain,
    /// The Wasserstein loss, with D's weight clipped to ±1 (Arjovsky et al. 2017).
    Wasserstein,
    /// The Wasserstein loss with the gradient penalty (Gulrajani et al. 2017).
    GradientPenalty,
    /// The non-saturating loss with R1 (Mescheder et al. 2018).
    R1,
    /// The non-saturating loss with instance noise (Sonderby et al. 2016).
    Noise,
    /// The non-saturating loss with consensus optimisation (Mescheder et al. 2017).
    Consensus,
}

impl Method {
    /// All, in the order of the page.
    pub const ALL: [Self; 6] =
        [Self::Plain, Self::Wasserstein, Self::GradientPenalty, Self::R1, Self::Noise, Self::Consensus];

    /// For the page's hooks.
    pub fn id(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Wasserstein => "wgan",
            Self::GradientPenalty => "wgan-gp",
            Self::R1 => "r1",
            Self::Noise => "instance",
            Self::Consensus => "consensus",
        }
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Plain => "Plain",
            Self::Wasserstein => "WGAN",
            Self::GradientPenalty => "WGAN-GP",
            Self::R1 => "R1",
            Self::Noise => "Instance noise",
            Self::Consensus => "Consensus",
        }
    }

    /// What it does here, for someone who has never heard of it.
    pub fn does(self) -> &'static str {
        match self {
            Self::Plain => {
                "The usual loss. D turns its slope until it points away from G's number, G runs up D's slope. The nearer both are to 0, the less either of them brakes."
            }
            Self::Wasserstein => {
                "D's opinion is taken as it is, without a curve that flattens it, and D's slope is cut at 1. Each pushes the other as hard far away as it does near by."
            }
            Self::GradientPenalty => {
                "WGAN whose D is pulled towards a slope of 1 or −1, wherever it is. But once G is right, the right slope is 0, so D never lets G rest."
            }
            Self::R1 => {
                "The usual loss, and D pays for every slope on real samples. Where G is wrong a slope is worth its price; where G is right D becomes flat, and both rest."
            }
            Self::Noise => {
                "The usual loss, and both real and fake are blurred by noise before D sees them. Blurred samples overlap, so a steep D is wrong on many of them and becomes flat by itself."
            }
            Self::Consensus => {
                "The usual loss, and each player also pays for how hard the two are pulling. Both look for a place where nobody pulls, which here is the goal."
            }
        }
    }
}
