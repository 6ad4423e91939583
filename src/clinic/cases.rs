//! The table of cases.

use super::case::{Case, Outcome};
use super::target::Limit;
use crate::doctor::Finding;

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
    ($id:literal, $name:literal, $finding:expr, $link:literal, $sentence:literal, $source:literal) => {
        Case {
            id: $id,
            name: $name,
            sentence: $sentence,
            finding: $finding,
            source: $source,
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
        "Both rates too high",
        Some(Finding::ModeCollapse),
        "&g.lr=2e-2&d.lr=2e-2",
        "Both networks learn twenty times as fast as usual",
        "ours"
    ),
    ring!(
        "g-fast",
        "G too fast",
        Some(Finding::ModeCollapse),
        "&g.lr=2e-2",
        "G learns twenty times as fast as D",
        "ours"
    ),
    ring!(
        "d-strong",
        "D too strong",
        Some(Finding::ModeCollapse),
        "&g.lr=1e-4&d.lr=5e-3&d.steps=2",
        "D learns fifty times as fast as G and trains twice as often",
        "Arjovsky and Bottou 2017, section 2.1"
    ),
    ring!(
        "d-slow",
        "D too slow",
        Some(Finding::ModeCollapse),
        "&d.lr=1e-4",
        "D learns a tenth as fast as G",
        "ours"
    ),
    ring!(
        "momentum",
        "Momentum",
        Some(Finding::Stalled),
        "&g.lr=5e-3&d.lr=5e-3&beta1=0.9",
        "Adam remembers too long, at five times the usual rate",
        "Radford et al. 2016, section 3; Gidel et al. 2019"
    ),
    ring!(
        "sgd",
        "Plain SGD",
        Some(Finding::ModeCollapse),
        "&optimizer=sgd&g.lr=0.1&d.lr=0.1",
        "Gradient descent without Adam's scaling",
        "ganhacks 2016, tip 9"
    ),
    ring!(
        "deep",
        "Too deep",
        Some(Finding::ModeCollapse),
        "&g.depth=5&d.depth=5",
        "Five hidden layers in both networks, and no normalisation",
        "Radford et al. 2016, section 3"
    ),
    ring!(
        "critic-unbounded",
        "Unbounded critic",
        Some(Finding::ModeCollapse),
        "&loss=wgan-gp&loss.gp=0",
        "A Wasserstein critic without its penalty",
        "Arjovsky et al. 2017, section 3"
    ),
    ring!(
        "g-tiny",
        "Tiny G",
        Some(Finding::ModeCollapse),
        "&g.width=4&g.depth=1",
        "G has one hidden layer of four units",
        "ours"
    ),
    ring!(
        "d-tiny",
        "Tiny D",
        Some(Finding::Blind),
        "&d.width=8&d.depth=1",
        "D has one hidden layer of eight units",
        "Lin et al. 2018, table 3"
    ),
    ring!("ring", "Healthy ring", None, "", "The plain GAN on the ring: nothing is wrong", "ours"),
    ring!(
        "diverges",
        "Diverges",
        Some(Finding::Diverged),
        "&loss=wgan-gp&loss.gp=10&optimizer=sgd&g.lr=0.05&d.lr=0.05",
        "Gradient descent on a gradient penalty: every step of D overshoots",
        "ours"
    ),
    Case {
        id: "grid-collapse",
        name: "Collapse on the grid",
        sentence: "D has an eighth of the plain one's units, too few for 25 modes",
        finding: Some(Finding::ModeCollapse),
        source: "Lin et al. 2018, section 4.1 and table 3; Srivastava et al. 2017, section 4.1",
        link: "data=grid25&steps=2000&snapshot.every=200&d.width=16",
        outcome: Outcome::Amount("modes", 2.0),
        target: GRID,
    },
    Case {
        id: "digits-collapse",
        name: "Collapse on digits",
        sentence: "The vanilla GAN of the first tutorials: no normalisation, much momentum, both rates 1e-3",
        finding: Some(Finding::ModeCollapse),
        source: "wiseodd/generative-models, issue 14",
        link: "data=digits8&batch=32&steps=600&snapshot.every=60&latent=100&latent.kind=uniform&beta1=0.9&g.lr=1e-3&d.lr=1e-3&g.norm=none",
        outcome: FRECHET,
        target: IMAGES,
    },
    Case {
        id: "digits-d-strong",
        name: "D too strong on digits",
        sentence: "D has twice the filters, trains twice as often and learns twenty times as fast as G",
        finding: Some(Finding::DiscriminatorWon),
        source: "osh/KerasGAN, issue 14",
        link: "data=digits8&batch=32&steps=600&snapshot.every=60&g.lr=1e-4&d.width=32&d.steps=2&d.lr=2e-3",
        outcome: FRECHET,
        target: IMAGES,
    },
    Case {
        id: "stacked-collapse",
        name: "Collapse on stacked digits",
        sentence: "D has a quarter of G's filters, and a hundred kinds of pairs to keep apart",
        finding: Some(Finding::ModeCollapse),
        source: "Lin et al. 2018, section 4.2 and table 3; Metz et al. 2017, section 3.3",
        link: "data=stacked8&batch=32&steps=600&snapshot.every=120&d.width=4",
        outcome: Outcome::Amount("modes", 5.0),
        target: &[Limit::Least("modes", 90.0)],
    },
    Case {
        id: "few-images",
        name: "Too few images",
        sentence: "D learns thirty images by heart",
        finding: Some(Finding::Overfitting),
        source: "Zhao et al. 2020, section 3.1; Karras et al. 2020, section 2",
        link: "data=digits8&data.count=30&batch=16&steps=1000&snapshot.every=100&d.width=32",
        outcome: FRECHET,
        target: &[Limit::Floors("frechet", 6.0)],
    },
    Case {
        id: "shapes-small",
        name: "Too small for 28 pixels",
        sentence: "Eight filters and batches of 16 for images of 28 pixels",
        finding: Some(Finding::ModeCollapse),
        source: "Karnewar and Wang 2020, section 1, on gradients that do not reach the lower resolutions",
        link: "data=shapes28&batch=16&steps=400&snapshot.every=80&g.width=8&d.width=8",
        outcome: FRECHET,
        target: IMAGES,
    },
    Case {
        id: "grid",
        name: "Healthy grid",
        sentence: "The plain GAN on the grid, half way: nothing is wrong",
        finding: None,
        source: "ours",
        link: "data=grid25&steps=2000&snapshot.every=200",
        outcome: Outcome::Amount("modes", 2.0),
        target: GRID,
    },
    Case {
        id: "digits",
        name: "Healthy digits",
        sentence: "The plain GAN on digits, in batches of 32: nothing is wrong",
        finding: None,
        source: "Radford et al. 2016",
        link: "data=digits8&batch=32&steps=600&snapshot.every=60",
        outcome: FRECHET,
        target: IMAGES,
    },
];
