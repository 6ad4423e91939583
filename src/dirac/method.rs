//! The ways to train that are compared.

use serde::{Deserialize, Serialize};

use crate::text::dirac as t;

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
            Self::Plain => t::METHOD_PLAIN.get(),
            Self::Wasserstein => "WGAN",
            Self::GradientPenalty => "WGAN-GP",
            Self::R1 => "R1",
            Self::Noise => t::METHOD_NOISE.get(),
            Self::Consensus => t::METHOD_CONSENSUS.get(),
        }
    }

    /// What it does here, for someone who has never heard of it.
    pub fn does(self) -> &'static str {
        match self {
            Self::Plain => t::DOES_PLAIN.get(),
            Self::Wasserstein => t::DOES_WASSERSTEIN.get(),
            Self::GradientPenalty => t::DOES_GRADIENT_PENALTY.get(),
            Self::R1 => t::DOES_R1.get(),
            Self::Noise => t::DOES_NOISE.get(),
            Self::Consensus => t::DOES_CONSENSUS.get(),
        }
    }
}
