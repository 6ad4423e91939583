//! The table of tricks: every tip of the article and what the last years added, as rows of data.
//!
//! The tips panel, the lessons, the documents and the tests read this table; a trick that is not
//! built has no row.

use super::tricks::{Preset, Trick};
use super::{Data, Experiment, FirstKernel};
use crate::text::{preset as p, trick as t};

/// A ready setting by its name and values.
macro_rules! preset {
    ($name:expr, $set:expr) => {
        Preset { name: $name, set: $set }
    };
}

/// One of two lists, by the kind of data.
macro_rules! by_kind {
    ($points:expr, $images:expr $(,)?) => {
        |data: Data| -> &'static [Preset] { if data.is_image() { &$images } else { &$points } }
    };
}

/// Whether a network is larger than the plain one, or has a first kernel of its own.
fn larger(e: &Experiment, plain: &Experiment) -> bool {
    [(&e.generator, &plain.generator), (&e.discriminator, &plain.discriminator)].iter().any(|(now, usual)| {
        now.width > usual.width
            || now.depth > usual.depth
            || now.kernel > usual.kernel
            || matches!(now.first_kernel, FirstKernel::Pixels(pixels) if pixels > usual.kernel)
    })
}

/// D's learning rate in units of G's.
fn ratio(e: &Experiment) -> f64 {
    e.discriminator.lr / e.generator.lr
}

/// Every trick that is built, in the article's order.
pub static TRICKS: [Trick; 26] = [
    Trick {
        id: "loss",
        section: "1",
        title: t::LOSS_TITLE,
        claim: t::LOSS_CLAIM,
        explanation: t::LOSS_EXPLAINS,
        keys: &["loss", "loss.clip", "loss.gp"],
        presets: |_| {
            &[
                preset!(p::LOSS_HINGE, &[("loss", "hinge")]),
                preset!(p::LOSS_MINIMAX, &[("loss", "minimax")]),
                preset!(p::LOSS_LEAST_SQUARES, &[("loss", "ls")]),
                preset!(p::LOSS_WGAN_CLIP, &[("loss", "wgan-clip")]),
                preset!(p::LOSS_WGAN_GP, &[("loss", "wgan-gp")]),
                preset!(p::LOSS_RELATIVISTIC_PAIRING, &[("loss", "rp")]),
                preset!(p::LOSS_RELATIVISTIC_AVERAGE, &[("loss", "ra")]),
            ]
        },
        shown: |e, plain| e.loss != plain.loss,
        off: t::DEFAULT,
        citation: "Goodfellow et al. 2014; Mao et al. 2017; Arjovsky et al. 2017; Gulrajani et al. 2017; Lim and Ye 2017; Jolicoeur-Martineau 2018",
    },
    Trick {
        id: "capacity",
        section: "2",
        title: t::CAPACITY_TITLE,
        claim: t::CAPACITY_CLAIM,
        explanation: t::CAPACITY_EXPLAINS,
        keys: &[
            "g.width",
            "g.depth",
            "g.kernel",
            "g.first_kernel",
            "g.upsample",
            "d.width",
            "d.depth",
            "d.kernel",
            "d.first_kernel",
        ],
        presets: by_kind!(
            [
                preset!(p::CAPACITY_TWICE_AS_WIDE, &[("g.width", "128"), ("d.width", "256")]),
                preset!(p::CAPACITY_G_DEEPER, &[("g.depth", "4")]),
                preset!(p::CAPACITY_D_A_QUARTER, &[("d.width", "32")]),
            ],
            [
                preset!(p::CAPACITY_TWICE_AS_WIDE, &[("g.width", "32"), ("d.width", "32")]),
                preset!(
                    p::CAPACITY_LARGER_FIRST_KERNELS,
                    &[("g.first_kernel", "7"), ("d.first_kernel", "7")]
                ),
                preset!(p::CAPACITY_RESIZE_THEN_CONVOLVE, &[("g.upsample", "resize"), ("g.kernel", "3")]),
                preset!(p::CAPACITY_D_A_QUARTER, &[("d.width", "4")]),
            ],
        ),
        shown: |e, plain| larger(e, plain) || e.upsample != plain.upsample,
        off: t::DEFAULT,
        citation: "Radford et al. 2016; Odena et al. 2016; Lin et al. 2018, table 3",
    },
    Trick {
        id: "label-swap",
        section: "3",
        title: t::LABEL_SWAP_TITLE,
        claim: t::LABEL_SWAP_CLAIM,
        explanation: t::LABEL_SWAP_EXPLAINS,
        keys: &["labels.swap"],
        presets: |_| &[preset!(p::LABEL_SWAP_ON, &[("labels.swap", "1")])],
        shown: |e, _| e.labels.swap,
        off: t::OFF,
        citation: "ganhacks 2016, tip 2",
    },
    Trick {
        id: "label-soft",
        section: "3",
        title: t::LABEL_SOFT_TITLE,
        claim: t::LABEL_SOFT_CLAIM,
        explanation: t::LABEL_SOFT_EXPLAINS,
        keys: &["labels.real", "labels.fake", "labels.spread"],
        presets: |_| {
            &[
                preset!(p::LABEL_SOFT_REAL_IS_0_9, &[("labels.real", "0.9")]),
                preset!(p::LABEL_SOFT_REAL_IS_0_8, &[("labels.real", "0.8")]),
                preset!(p::LABEL_SOFT_REAL_IS_0_7, &[("labels.real", "0.7")]),
                preset!(p::LABEL_SOFT_BOTH_SIDES, &[("labels.real", "0.9"), ("labels.fake", "0.1")]),
                preset!(
                    p::LABEL_SOFT_RANDOM,
                    &[("labels.real", "0.85"), ("labels.fake", "0.15"), ("labels.spread", "0.15")]
                ),
            ]
        },
        shown: |e, _| e.labels.real < 1.0 || e.labels.fake > 0.0 || e.labels.spread > 0.0,
        off: t::OFF,
        citation: "Salimans et al. 2016, section 3.4; ganhacks 2016, tip 6",
    },
    Trick {
        id: "label-flip",
        section: "3",
        title: t::LABEL_FLIP_TITLE,
        claim: t::LABEL_FLIP_CLAIM,
        explanation: t::LABEL_FLIP_EXPLAINS,
        keys: &["labels.flip"],
        presets: |_| {
            &[
                preset!(p::LABEL_FLIP_5_IN_100, &[("labels.flip", "0.05")]),
                preset!(p::LABEL_FLIP_10_IN_100, &[("labels.flip", "0.1")]),
                preset!(p::LABEL_FLIP_20_IN_100, &[("labels.flip", "0.2")]),
            ]
        },
        shown: |e, _| e.labels.flip > 0.0,
        off: t::OFF,
        citation: "ganhacks 2016, tip 6",
    },
    Trick {
        id: "batch-norm",
        section: "4",
        title: t::BATCH_NORM_TITLE,
        claim: t::BATCH_NORM_CLAIM,
        explanation: t::BATCH_NORM_EXPLAINS,
        keys: &["g.norm", "d.norm"],
        presets: by_kind!(
            [
                preset!(p::BATCH_NORM_IN_G, &[("g.norm", "batch")]),
                preset!(p::BATCH_NORM_IN_BOTH, &[("g.norm", "batch"), ("d.norm", "batch")]),
                preset!(p::BATCH_NORM_LAYER_IN_D, &[("d.norm", "layer")]),
            ],
            [
                preset!(p::BATCH_NORM_IN_D_TOO, &[("d.norm", "batch")]),
                preset!(p::BATCH_NORM_NONE, &[("g.norm", "none")]),
                preset!(p::BATCH_NORM_LAYER_IN_D, &[("d.norm", "layer")]),
                preset!(p::BATCH_NORM_INSTANCE_IN_D, &[("d.norm", "instance")]),
            ],
        ),
        shown: |e, plain| {
            (e.generator.norm, e.discriminator.norm) != (plain.generator.norm, plain.discriminator.norm)
        },
        off: t::DEFAULT,
        citation: "Ioffe and Szegedy 2015; Radford et al. 2016; Ba et al. 2016; Ulyanov et al. 2016",
    },
    Trick {
        id: "class-by-class",
        section: "5",
        title: t::CLASS_BY_CLASS_TITLE,
        claim: t::CLASS_BY_CLASS_CLAIM,
        explanation: t::CLASS_BY_CLASS_EXPLAINS,
        keys: &["classes"],
        presets: |_| {
            &[
                preset!(p::CLASS_BY_CLASS_IN_TURN, &[("classes", "in-turn")]),
                preset!(p::CLASS_BY_CLASS_ONLY_0, &[("classes", "only:0")]),
                preset!(p::CLASS_BY_CLASS_ONLY_8, &[("classes", "only:8")]),
            ]
        },
        shown: |e, plain| e.classes != plain.classes,
        off: t::OFF,
        citation: "Pasini 2019, lesson 5",
    },
    Trick {
        id: "conditional",
        section: "5",
        title: t::CONDITIONAL_TITLE,
        claim: t::CONDITIONAL_CLAIM,
        explanation: t::CONDITIONAL_EXPLAINS,
        keys: &["condition"],
        presets: |_| {
            &[
                preset!(p::CONDITIONAL_CONCATENATION, &[("condition", "concat")]),
                preset!(p::CONDITIONAL_PROJECTION, &[("condition", "projection")]),
            ]
        },
        shown: |e, plain| e.condition != plain.condition,
        off: t::OFF,
        citation: "Mirza and Osindero 2014; Miyato and Koyama 2018",
    },
    Trick {
        id: "patience",
        section: "6",
        title: t::PATIENCE_TITLE,
        claim: t::PATIENCE_CLAIM,
        explanation: t::PATIENCE_EXPLAINS,
        keys: &["steps", "snapshot.every"],
        presets: by_kind!(
            [preset!(p::PATIENCE_TWICE_AS_LONG, &[("steps", "8000"), ("snapshot.every", "100")])],
            [preset!(p::PATIENCE_TWICE_AS_LONG, &[("steps", "6000"), ("snapshot.every", "100")])],
        ),
        shown: |e, plain| e.steps > plain.steps,
        off: t::DEFAULT,
        citation: "Pasini 2019, lesson 6",
    },
    Trick {
        id: "ema",
        section: "6",
        title: t::EMA_TITLE,
        claim: t::EMA_CLAIM,
        explanation: t::EMA_EXPLAINS,
        keys: &["ema"],
        presets: |_| {
            &[
                preset!(p::EMA_0_99, &[("ema", "0.99")]),
                preset!(p::EMA_0_995, &[("ema", "0.995")]),
                preset!(p::EMA_0_999, &[("ema", "0.999")]),
            ]
        },
        shown: |e, _| e.ema > 0.0,
        off: t::OFF,
        citation: "Karras et al. 2018; Yazici et al. 2019",
    },
    Trick {
        id: "k",
        section: "7",
        title: t::K_TITLE,
        claim: t::K_CLAIM,
        explanation: t::K_EXPLAINS,
        keys: &["d.steps", "g.steps"],
        presets: |_| {
            &[
                preset!(p::K_D_THREE_TIMES, &[("d.steps", "3")]),
                preset!(p::K_D_FIVE_TIMES, &[("d.steps", "5")]),
                preset!(p::K_G_TWICE, &[("g.steps", "2")]),
                preset!(p::K_G_THREE_TIMES, &[("g.steps", "3")]),
            ]
        },
        shown: |e, _| e.generator.steps != e.discriminator.steps,
        off: t::DEFAULT,
        citation: "Goodfellow et al. 2014, algorithm 1 (k); Arjovsky et al. 2017",
    },
    Trick {
        id: "learning-rate",
        section: "8",
        title: t::LEARNING_RATE_TITLE,
        claim: t::LEARNING_RATE_CLAIM,
        explanation: t::LEARNING_RATE_EXPLAINS,
        keys: &["g.lr", "d.lr", "lr.schedule"],
        presets: by_kind!(
            [
                preset!(p::LEARNING_RATE_HALF, &[("g.lr", "5e-4"), ("d.lr", "5e-4")]),
                preset!(p::LEARNING_RATE_LINEAR_DECAY, &[("lr.schedule", "linear")]),
                preset!(p::LEARNING_RATE_COSINE_DECAY, &[("lr.schedule", "cosine")]),
                preset!(p::LEARNING_RATE_HALVE_ON_COLLAPSE, &[("lr.schedule", "on-collapse")]),
            ],
            [
                preset!(p::LEARNING_RATE_DCGAN, &[("g.lr", "2e-4"), ("d.lr", "2e-4")]),
                preset!(p::LEARNING_RATE_LINEAR_DECAY, &[("lr.schedule", "linear")]),
                preset!(p::LEARNING_RATE_COSINE_DECAY, &[("lr.schedule", "cosine")]),
                preset!(p::LEARNING_RATE_HALVE_ON_COLLAPSE, &[("lr.schedule", "on-collapse")]),
            ],
        ),
        shown: |e, plain| {
            e.schedule != plain.schedule
                || (e.generator.lr < plain.generator.lr && e.discriminator.lr < plain.discriminator.lr)
        },
        off: t::DEFAULT,
        citation: "Radford et al. 2016; Miyato et al. 2018; Lucic et al. 2018",
    },
    Trick {
        id: "noise",
        section: "9",
        title: t::NOISE_TITLE,
        claim: t::NOISE_CLAIM,
        explanation: t::NOISE_EXPLAINS,
        keys: &["noise", "noise.until"],
        presets: by_kind!(
            [
                preset!(p::NOISE_SIGMA_0_3, &[("noise", "0.3")]),
                preset!(p::NOISE_SIGMA_0_1, &[("noise", "0.1")])
            ],
            [
                preset!(p::NOISE_SIGMA_0_1, &[("noise", "0.1")]),
                preset!(p::NOISE_SIGMA_0_3, &[("noise", "0.3")])
            ],
        ),
        shown: |e, _| e.noise.sigma > 0.0,
        off: t::OFF,
        citation: "Sonderby et al. 2016; Arjovsky and Bottou 2017",
    },
    Trick {
        id: "augment",
        section: "9",
        title: t::AUGMENT_TITLE,
        claim: t::AUGMENT_CLAIM,
        explanation: t::AUGMENT_EXPLAINS,
        keys: &["augment"],
        presets: |_| {
            &[
                preset!(p::AUGMENT_ALL, &[("augment", "color,shift,cutout")]),
                preset!(p::AUGMENT_SHIFT, &[("augment", "shift")]),
                preset!(p::AUGMENT_COLOUR, &[("augment", "color")]),
                preset!(p::AUGMENT_CUTOUT, &[("augment", "cutout")]),
            ]
        },
        shown: |e, _| !e.augment.is_off(),
        off: t::OFF,
        citation: "Zhao et al. 2020 (DiffAugment)",
    },
    Trick {
        id: "weak-d",
        section: "10",
        title: t::WEAK_D_TITLE,
        claim: t::WEAK_D_CLAIM,
        explanation: t::WEAK_D_EXPLAINS,
        keys: &["d.dropout", "d.width", "d.lr"],
        presets: by_kind!(
            [
                preset!(p::WEAK_D_A_LITTLE, &[("d.dropout", "0.2")]),
                preset!(p::WEAK_D_PLAINLY, &[("d.dropout", "0.3"), ("d.width", "64"), ("d.lr", "7e-4")]),
                preset!(p::WEAK_D_VERY, &[("d.dropout", "0.5"), ("d.width", "32"), ("d.lr", "5e-4")]),
            ],
            [
                preset!(p::WEAK_D_A_LITTLE, &[("d.dropout", "0.2")]),
                preset!(p::WEAK_D_PLAINLY, &[("d.dropout", "0.3"), ("d.width", "12"), ("d.lr", "3e-4")]),
                preset!(p::WEAK_D_VERY, &[("d.dropout", "0.5"), ("d.width", "8"), ("d.lr", "2e-4")]),
            ],
        ),
        shown: |e, plain| {
            e.dropout > 0.0 || e.discriminator.width < plain.discriminator.width || ratio(e) < ratio(plain)
        },
        off: t::OFF,
        citation: "Srivastava et al. 2014; Lin et al. 2018, table 3",
    },
    Trick {
        id: "multi-scale",
        section: "11",
        title: t::MULTI_SCALE_TITLE,
        claim: t::MULTI_SCALE_CLAIM,
        explanation: t::MULTI_SCALE_EXPLAINS,
        keys: &["multi_scale"],
        presets: |_| &[preset!(p::MULTI_SCALE_EVERY_SIZE, &[("multi_scale", "1")])],
        shown: |e, _| e.multi_scale,
        off: t::OFF,
        citation: "Karnewar and Wang 2020 (MSG-GAN)",
    },
    Trick {
        id: "ttur",
        section: "12",
        title: t::TTUR_TITLE,
        claim: t::TTUR_CLAIM,
        explanation: t::TTUR_EXPLAINS,
        keys: &["g.lr", "d.lr"],
        presets: by_kind!(
            [
                preset!(p::TTUR_D_FOUR_TIMES_G, &[("d.lr", "4e-3")]),
                preset!(p::TTUR_D_A_QUARTER_OF_G, &[("d.lr", "2.5e-4")]),
                preset!(p::TTUR_SAGAN, &[("d.lr", "4e-4"), ("g.lr", "1e-4")]),
                preset!(p::TTUR_WGAN_GP, &[("d.lr", "3e-4"), ("g.lr", "1e-4")]),
            ],
            [
                preset!(p::TTUR_D_FOUR_TIMES_G, &[("d.lr", "2e-3")]),
                preset!(p::TTUR_D_A_QUARTER_OF_G, &[("d.lr", "1.25e-4")]),
                preset!(p::TTUR_DCGAN_CIFAR, &[("d.lr", "1e-4"), ("g.lr", "5e-4")]),
                preset!(p::TTUR_DCGAN_CELEBA, &[("d.lr", "1e-5"), ("g.lr", "5e-4")]),
                preset!(p::TTUR_WGAN_GP, &[("d.lr", "3e-4"), ("g.lr", "1e-4")]),
                preset!(p::TTUR_SAGAN, &[("d.lr", "4e-4"), ("g.lr", "1e-4")]),
            ],
        ),
        shown: |e, _| e.generator.lr != e.discriminator.lr,
        off: t::DEFAULT,
        citation: "Heusel et al. 2017; Zhang et al. 2019",
    },
    Trick {
        id: "spectral",
        section: "13",
        title: t::SPECTRAL_TITLE,
        claim: t::SPECTRAL_CLAIM,
        explanation: t::SPECTRAL_EXPLAINS,
        keys: &["d.spectral", "g.spectral"],
        presets: |_| {
            &[
                preset!(p::SPECTRAL_IN_D, &[("d.spectral", "1")]),
                preset!(p::SPECTRAL_IN_BOTH, &[("d.spectral", "1"), ("g.spectral", "1")]),
            ]
        },
        shown: |e, _| e.generator.spectral || e.discriminator.spectral,
        off: t::OFF,
        citation: "Miyato et al. 2018; Zhang et al. 2019",
    },
    Trick {
        id: "r1r2",
        section: "beyond",
        title: t::R1R2_TITLE,
        claim: t::R1R2_CLAIM,
        explanation: t::R1R2_EXPLAINS,
        keys: &["r1", "r2"],
        presets: by_kind!(
            [
                preset!(p::R1R2_BOTH_0_1, &[("r1", "0.1"), ("r2", "0.1")]),
                preset!(p::R1R2_BOTH_1, &[("r1", "1"), ("r2", "1")]),
                preset!(p::R1R2_R1_0_1, &[("r1", "0.1")]),
            ],
            [
                preset!(p::R1R2_BOTH_1, &[("r1", "1"), ("r2", "1")]),
                preset!(p::R1R2_BOTH_0_1, &[("r1", "0.1"), ("r2", "0.1")]),
                preset!(p::R1R2_R1_1, &[("r1", "1")]),
            ],
        ),
        shown: |e, _| e.penalty.r1 > 0.0 || e.penalty.r2 > 0.0,
        off: t::OFF,
        citation: "Mescheder et al. 2018; Huang et al. 2024 (R3GAN)",
    },
    Trick {
        id: "betas",
        section: "beyond",
        title: t::BETAS_TITLE,
        claim: t::BETAS_CLAIM,
        explanation: t::BETAS_EXPLAINS,
        keys: &["optimizer", "d.optimizer", "beta1", "beta2", "momentum"],
        presets: |_| {
            &[
                preset!(p::BETAS_SAGAN, &[("beta1", "0"), ("beta2", "0.9")]),
                preset!(p::BETAS_STYLEGAN, &[("beta1", "0"), ("beta2", "0.99")]),
                preset!(p::BETAS_ADAM_DEFAULT, &[("beta1", "0.9")]),
                preset!(p::BETAS_RMSPROP, &[("optimizer", "rmsprop")]),
                preset!(p::BETAS_PLAIN_GRADIENT_DESCENT, &[("optimizer", "sgd")]),
                preset!(p::BETAS_SGD_WITH_MOMENTUM_0_9, &[("optimizer", "sgd"), ("momentum", "0.9")]),
                preset!(p::BETAS_D_WITH_SGD_G_WITH_ADAM, &[("d.optimizer", "sgd")]),
            ]
        },
        shown: |e, plain| {
            let of = |e: &Experiment| (e.optimizer, e.optimizer_d, e.beta1, e.beta2);
            of(e) != of(plain)
        },
        off: t::DEFAULT,
        citation: "Kingma and Ba 2015; Gulrajani et al. 2017; Zhang et al. 2019; Sutskever et al. 2013; ganhacks 2016, tip 9",
    },
    Trick {
        id: "minibatch-stddev",
        section: "beyond",
        title: t::MINIBATCH_STDDEV_TITLE,
        claim: t::MINIBATCH_STDDEV_CLAIM,
        explanation: t::MINIBATCH_STDDEV_EXPLAINS,
        keys: &["minibatch_stddev"],
        presets: |_| &[preset!(p::MINIBATCH_STDDEV_OF_4, &[("minibatch_stddev", "1")])],
        shown: |e, _| e.minibatch_stddev,
        off: t::OFF,
        citation: "Karras et al. 2018, section 3",
    },
    Trick {
        id: "pack",
        section: "beyond",
        title: t::PACK_TITLE,
        claim: t::PACK_CLAIM,
        explanation: t::PACK_EXPLAINS,
        keys: &["pack"],
        presets: |_| &[preset!(p::PACK_OF_2, &[("pack", "2")]), preset!(p::PACK_OF_4, &[("pack", "4")])],
        shown: |e, _| e.pack > 1,
        off: t::OFF,
        citation: "Lin et al. 2018 (PacGAN)",
    },
    Trick {
        id: "replay",
        section: "beyond",
        title: t::REPLAY_TITLE,
        claim: t::REPLAY_CLAIM,
        explanation: t::REPLAY_EXPLAINS,
        keys: &["replay"],
        presets: |_| &[preset!(p::REPLAY_HALF, &[("replay", "0.5")])],
        shown: |e, _| e.replay > 0.0,
        off: t::OFF,
        citation: "Shrivastava et al. 2017; Zhu et al. 2017",
    },
    Trick {
        id: "activation",
        section: "beyond",
        title: t::ACTIVATION_TITLE,
        claim: t::ACTIVATION_CLAIM,
        explanation: t::ACTIVATION_EXPLAINS,
        keys: &["g.activation", "d.activation"],
        presets: |_| {
            &[
                preset!(p::ACTIVATION_LEAKY, &[("g.activation", "leaky")]),
                preset!(p::ACTIVATION_RELU, &[("d.activation", "relu")]),
                preset!(p::ACTIVATION_TANH, &[("g.activation", "tanh"), ("d.activation", "tanh")]),
                preset!(p::ACTIVATION_ELU, &[("g.activation", "elu"), ("d.activation", "elu")]),
            ]
        },
        shown: |e, plain| {
            let of = |e: &Experiment| (e.generator.activation, e.discriminator.activation);
            of(e) != of(plain)
        },
        off: t::DEFAULT,
        citation: "Radford et al. 2016, section 3; ganhacks 2016, tip 5; Clevert et al. 2016",
    },
    Trick {
        id: "init",
        section: "beyond",
        title: t::INIT_TITLE,
        claim: t::INIT_CLAIM,
        explanation: t::INIT_EXPLAINS,
        keys: &["init"],
        presets: |_| {
            &[
                preset!(p::INIT_DCGAN, &[("init", "dcgan")]),
                preset!(p::INIT_ORTHOGONAL, &[("init", "orthogonal")]),
            ]
        },
        shown: |e, plain| e.init != plain.init,
        off: t::DEFAULT,
        citation: "Radford et al. 2016, section 4; Saxe et al. 2014",
    },
    Trick {
        id: "latent",
        section: "beyond",
        title: t::LATENT_TITLE,
        claim: t::LATENT_CLAIM,
        explanation: t::LATENT_EXPLAINS,
        keys: &["latent.kind", "latent"],
        presets: |_| {
            &[
                preset!(p::LATENT_UNIFORM, &[("latent.kind", "uniform")]),
                preset!(p::LATENT_FOUR_DIMENSIONS, &[("latent", "4")]),
            ]
        },
        shown: |e, plain| e.latent_kind != plain.latent_kind,
        off: t::DEFAULT,
        citation: "White 2016; ganhacks 2016, tip 3",
    },
];

/// The trick called `id`.
pub fn trick(id: &str) -> Option<&'static Trick> {
    TRICKS.iter().find(|t| t.id == id)
}
