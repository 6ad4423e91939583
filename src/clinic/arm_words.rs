//! The announced arms in the language that is spoken: what they are called, and why an effect was expected of them.
//! Files hold them in English.

use crate::text::{Text, arm as t};

/// An arm's name in files, its title, and why an effect was expected; that is absent where it is a citation alone.
type Words = (&'static str, Text, Option<Text>);

/// Every arm of `evidence/plan.jsonl`.
#[rustfmt::skip]
static WORDS: [Words; 70] = [
    ("loss-ns", t::LOSS_NS, Some(t::WHY_LOSS_NS)),
    ("loss-ls", t::LOSS_LS, Some(t::WHY_LOSS_LS)),
    ("loss-hinge", t::LOSS_HINGE, Some(t::WHY_LOSS_HINGE)),
    ("loss-minimax", t::LOSS_MINIMAX, Some(t::WHY_LOSS_MINIMAX)),
    ("loss-rp", t::LOSS_RP, None),
    ("loss-wgan-gp", t::LOSS_WGAN_GP, None),
    ("capacity-both", t::CAPACITY_BOTH, Some(t::WHY_CAPACITY_BOTH)),
    ("capacity-g4", t::CAPACITY_G4, Some(t::WHY_CAPACITY_G4)),
    ("capacity-d4", t::CAPACITY_D4, Some(t::WHY_CAPACITY_D4)),
    ("capacity-d-quarter", t::CAPACITY_D_QUARTER, None),
    ("capacity-deeper", t::CAPACITY_DEEPER, Some(t::WHY_CAPACITY_DEEPER)),
    ("capacity-shallow", t::CAPACITY_SHALLOW, Some(t::WHY_CAPACITY_SHALLOW)),
    ("capacity-first", t::CAPACITY_FIRST, Some(t::WHY_CAPACITY_BOTH)),
    ("swap", t::SWAP, Some(t::WHY_SWAP)),
    ("swap-early", t::SWAP_EARLY, Some(t::WHY_SWAP_EARLY)),
    ("soft-0.9", t::SOFT_0_9, Some(t::WHY_SOFT_0_9)),
    ("flip-0.05", t::FLIP_0_05, None),
    ("bn-g", t::BN_G, Some(t::WHY_BN_G)),
    ("bn-both", t::BN_BOTH, Some(t::WHY_CAPACITY_G4)),
    ("ln-d", t::LN_D, None),
    ("class-in-turn", t::CLASS_IN_TURN, Some(t::WHY_CLASS_IN_TURN)),
    ("condition", t::CONDITION, None),
    ("twice-as-long", t::TWICE_AS_LONG, Some(t::WHY_TWICE_AS_LONG)),
    ("ema-0.99", t::EMA_0_99, None),
    ("k-d3", t::K_D3, Some(t::WHY_K_D3)),
    ("k-d3-equal", t::K_D3_EQUAL, Some(t::WHY_K_D3_EQUAL)),
    ("k-d1", t::K_D1, Some(t::WHY_K_D1)),
    ("k-g2", t::K_G2, Some(t::WHY_K_G2)),
    ("k-g3", t::K_G3, Some(t::WHY_K_G2)),
    ("lr-tenth", t::LR_TENTH, Some(t::WHY_LR_TENTH)),
    ("lr-half", t::LR_HALF, Some(t::WHY_LR_HALF)),
    ("lr-linear", t::LR_LINEAR, Some(t::WHY_LR_LINEAR)),
    ("lr-on-collapse", t::LR_ON_COLLAPSE, Some(t::WHY_LR_ON_COLLAPSE)),
    ("lr-after", t::LR_AFTER, Some(t::WHY_LR_AFTER)),
    ("noise-0.3", t::NOISE_0_3, Some(t::WHY_NOISE_0_3)),
    ("noise-1", t::NOISE_1, Some(t::WHY_CAPACITY_G4)),
    ("augment", t::AUGMENT, Some(t::WHY_AUGMENT)),
    ("dropout", t::DROPOUT, Some(t::WHY_DROPOUT)),
    ("weak-d", t::WEAK_D, Some(t::WHY_WEAK_D)),
    ("multi-scale", t::MULTI_SCALE, Some(t::WHY_MULTI_SCALE)),
    ("ttur-d3", t::TTUR_D3, Some(t::WHY_TTUR_D3)),
    ("ttur-d-tenth", t::TTUR_D_TENTH, Some(t::WHY_TTUR_D_TENTH)),
    ("ttur-g-tenth", t::TTUR_G_TENTH, Some(t::WHY_CAPACITY_G4)),
    ("ttur-equal", t::TTUR_EQUAL, Some(t::WHY_TTUR_EQUAL)),
    ("spectral-d", t::SPECTRAL_D, Some(t::WHY_SPECTRAL_D)),
    ("spectral-both", t::SPECTRAL_BOTH, Some(t::WHY_SPECTRAL_BOTH)),
    ("r1r2-1", t::R1R2_1, Some(t::WHY_CAPACITY_G4)),
    ("r1r2-0.1", t::R1R2_0_1, None),
    ("betas-0", t::BETAS_0, Some(t::WHY_BETAS_0)),
    ("betas-9", t::BETAS_9, None),
    ("rmsprop", t::RMSPROP, None),
    ("adam", t::ADAM, Some(t::WHY_TTUR_EQUAL)),
    ("stddev", t::STDDEV, None),
    ("pack-2", t::PACK_2, Some(t::WHY_PACK_2)),
    ("replay", t::REPLAY, Some(t::WHY_REPLAY)),
    ("latent-uniform", t::LATENT_UNIFORM, Some(t::WHY_LATENT_UNIFORM)),
    ("latent-normal", t::LATENT_NORMAL, None),
    ("control-again", t::CONTROL_AGAIN, Some(t::WHY_CONTROL_AGAIN)),
    ("control-noise", t::CONTROL_NOISE, Some(t::WHY_CONTROL_NOISE)),
    ("control-average", t::CONTROL_AVERAGE, Some(t::WHY_CONTROL_AVERAGE)),
    ("soft-both", t::SOFT_BOTH, Some(t::WHY_SOFT_BOTH)),
    ("soft-random", t::SOFT_RANDOM, Some(t::WHY_SOFT_RANDOM)),
    ("sgd-d", t::SGD_D, None),
    ("sgd-momentum", t::SGD_MOMENTUM, Some(t::WHY_SGD_MOMENTUM)),
    ("act-leaky-g", t::ACT_LEAKY_G, None),
    ("act-relu-d", t::ACT_RELU_D, Some(t::WHY_ACT_RELU_D)),
    ("act-tanh", t::ACT_TANH, Some(t::WHY_ACT_TANH)),
    ("init-dcgan", t::INIT_DCGAN, None),
    ("init-orthogonal", t::INIT_ORTHOGONAL, None),
    ("more-images", t::MORE_IMAGES, Some(t::WHY_TTUR_EQUAL)),
];

fn words(arm: &str) -> Option<&'static Words> {
    WORDS.iter().find(|(of, ..)| *of == arm)
}

/// What `arm` is called.
pub fn title(arm: &str) -> Option<&'static str> {
    words(arm).map(|(_, title, _)| title.get())
}

/// Why an effect was expected of `arm`.
pub fn because(arm: &str) -> Option<&'static str> {
    words(arm).and_then(|(.., because)| *because).map(Text::get)
}

#[cfg(test)]
mod tests {
    use super::super::arm;
    use super::*;

    #[test]
    fn english_words_are_those_of_the_plan() {
        let arms = arm::read(include_str!("../../evidence/plan.jsonl")).expect("a plan");
        assert_eq!(arms.len(), WORDS.len());
        for arm in &arms {
            assert_eq!(title(&arm.arm), Some(arm.title.as_str()));
            assert_eq!(because(&arm.arm).unwrap_or(&arm.because), arm.because, "{}", arm.arm);
        }
    }
}
