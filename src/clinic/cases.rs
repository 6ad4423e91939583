//! The table of cases.

use super::case::{Case, Outcome};
use super::target::Limit;
use crate::doctor::Finding;
use crate::text::case as t;

/// How far the ring is rescued: the plain ring stands at about 15 times the floor with nearly all modes.
const RING: &[Limit] = &[Limit::Floors("energy", 30.0), Limit::Least("modes", 6.0)];
/// The plain GAN stands there after 2,000 steps.
const GRID: &[Limit] = &[Limit::Floors("energy", 30.0), Limit::Least("modes", 12.0)];
/// The plain GAN on digits stands at about 6 times the floor after 600 steps of batch 32.
const IMAGES: &[Limit] = &[Limit::Floors("frechet", 12.0)];
const FRECHET: Outcome = Outcome::Distance("frechet");
const ENERGY: Outcome = Outcome::Distance("energy");

/// A case on the ring in 1,200 steps, about a second on one core.
macro_rules! ring {
    ($id:literal, $name:expr, $finding:expr, $link:literal, $sentence:expr, $source:literal) => {
        Case {
            id: $id,
            name: $name,
            sentence: $sentence,
            finding: $finding,
            published: $source,
            link: concat!("data=ring8&steps=1200&snapshot.every=100", $link),
            outcome: ENERGY,
            target: RING,
        }
    };
}

/// Every case, those on the ring first, the healthy ones last.
pub static CASES: &[Case] = &[
    ring!(
        "rates-high",
        t::RATES_HIGH,
        Some(Finding::ModeCollapse),
        "&g.lr=2e-2&d.lr=2e-2",
        t::RATES_HIGH_IS,
        ""
    ),
    ring!("g-fast", t::G_FAST, Some(Finding::ModeCollapse), "&g.lr=2e-2", t::G_FAST_IS, ""),
    ring!(
        "d-strong",
        t::D_STRONG,
        Some(Finding::ModeCollapse),
        "&g.lr=1e-4&d.lr=5e-3&d.steps=2",
        t::D_STRONG_IS,
        "Arjovsky and Bottou 2017, section 2.1"
    ),
    ring!("d-slow", t::D_SLOW, Some(Finding::ModeCollapse), "&d.lr=1e-4", t::D_SLOW_IS, ""),
    ring!(
        "momentum",
        t::MOMENTUM,
        Some(Finding::Stalled),
        "&g.lr=5e-3&d.lr=5e-3&beta1=0.9",
        t::MOMENTUM_IS,
        "Radford et al. 2016, section 3; Gidel et al. 2019"
    ),
    ring!(
        "sgd",
        t::SGD,
        Some(Finding::ModeCollapse),
        "&optimizer=sgd&g.lr=0.1&d.lr=0.1",
        t::SGD_IS,
        "ganhacks 2016, tip 9"
    ),
    ring!(
        "deep",
        t::DEEP,
        Some(Finding::ModeCollapse),
        "&g.depth=5&d.depth=5",
        t::DEEP_IS,
        "Radford et al. 2016, section 3"
    ),
    ring!(
        "critic-unbounded",
        t::CRITIC_UNBOUNDED,
        Some(Finding::ModeCollapse),
        "&loss=wgan-gp&loss.gp=0",
        t::CRITIC_UNBOUNDED_IS,
        "Arjovsky et al. 2017, section 3"
    ),
    ring!("g-tiny", t::G_TINY, Some(Finding::ModeCollapse), "&g.width=4&g.depth=1", t::G_TINY_IS, ""),
    ring!(
        "d-tiny",
        t::D_TINY,
        Some(Finding::Blind),
        "&d.width=8&d.depth=1",
        t::D_TINY_IS,
        "Lin et al. 2018, table 3"
    ),
    ring!("ring", t::RING, None, "", t::RING_IS, ""),
    ring!(
        "diverges",
        t::DIVERGES,
        Some(Finding::Diverged),
        "&loss=wgan-gp&loss.gp=10&optimizer=sgd&g.lr=0.05&d.lr=0.05",
        t::DIVERGES_IS,
        ""
    ),
    Case {
        id: "grid-collapse",
        name: t::GRID_COLLAPSE,
        sentence: t::GRID_COLLAPSE_IS,
        finding: Some(Finding::ModeCollapse),
        published: "Lin et al. 2018, section 4.1 and table 3; Srivastava et al. 2017, section 4.1",
        link: "data=grid25&steps=2000&snapshot.every=200&d.width=16",
        outcome: Outcome::Amount("modes", 2.0),
        target: GRID,
    },
    Case {
        id: "digits-collapse",
        name: t::DIGITS_COLLAPSE,
        sentence: t::DIGITS_COLLAPSE_IS,
        finding: Some(Finding::ModeCollapse),
        published: "wiseodd/generative-models, issue 14",
        link: "data=digits8&batch=32&steps=600&snapshot.every=60&latent=100&latent.kind=uniform&beta1=0.9&g.lr=1e-3&d.lr=1e-3&g.norm=none",
        outcome: FRECHET,
        target: IMAGES,
    },
    Case {
        id: "digits-d-strong",
        name: t::DIGITS_D_STRONG,
        sentence: t::DIGITS_D_STRONG_IS,
        finding: Some(Finding::DiscriminatorWon),
        published: "osh/KerasGAN, issue 14",
        link: "data=digits8&batch=32&steps=600&snapshot.every=60&g.lr=1e-4&d.width=32&d.steps=2&d.lr=2e-3",
        outcome: FRECHET,
        target: IMAGES,
    },
    Case {
        id: "stacked-collapse",
        name: t::STACKED_COLLAPSE,
        sentence: t::STACKED_COLLAPSE_IS,
        finding: Some(Finding::ModeCollapse),
        published: "Lin et al. 2018, section 4.2 and table 3; Metz et al. 2017, section 3.3",
        link: "data=stacked8&batch=32&steps=600&snapshot.every=120&d.width=4",
        outcome: Outcome::Amount("modes", 5.0),
        target: &[Limit::Least("modes", 90.0)],
    },
    Case {
        id: "few-images",
        name: t::FEW_IMAGES,
        sentence: t::FEW_IMAGES_IS,
        finding: Some(Finding::Overfitting),
        published: "Zhao et al. 2020, section 3.1; Karras et al. 2020, section 2",
        link: "data=digits8&data.count=30&batch=16&steps=1000&snapshot.every=100&d.width=32",
        outcome: FRECHET,
        target: &[Limit::Floors("frechet", 6.0)],
    },
    Case {
        id: "shapes-small",
        name: t::SHAPES_SMALL,
        sentence: t::SHAPES_SMALL_IS,
        finding: Some(Finding::ModeCollapse),
        published: "Karnewar and Wang 2020, section 1, on gradients that do not reach the lower resolutions",
        link: "data=shapes28&batch=16&steps=400&snapshot.every=80&g.width=8&d.width=8",
        outcome: FRECHET,
        target: IMAGES,
    },
    Case {
        id: "grid",
        name: t::GRID,
        sentence: t::GRID_IS,
        finding: None,
        published: "",
        link: "data=grid25&steps=2000&snapshot.every=200",
        outcome: Outcome::Amount("modes", 2.0),
        target: GRID,
    },
    Case {
        id: "digits",
        name: t::DIGITS,
        sentence: t::DIGITS_IS,
        finding: None,
        published: "Radford et al. 2016",
        link: "data=digits8&batch=32&steps=600&snapshot.every=60",
        outcome: FRECHET,
        target: IMAGES,
    },
];
