//! The table of tricks: every tip of the article and what the last years added, as rows of data.
//!
//! The tips panel, the lessons, the documents and the tests read this table; a trick that is not
//! built has no row.

use super::tricks::{Preset, Trick};
use super::{Data, Experiment, FirstKernel};

/// A ready setting by its name and values.
macro_rules! preset {
    ($name:literal, $set:expr) => {
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
        title: "Loss",
        claim: "The choice of the loss matters less than the other tips.",
        explanation: "Non-saturating keeps G's gradient alive when D is ahead; minimax lets it die; least squares and hinge bound how hard D pushes; Wasserstein losses need a bounded D; relativistic losses judge real against fake.",
        keys: &["loss", "loss.clip", "loss.gp"],
        presets: |_| {
            &[
                preset!("Hinge", &[("loss", "hinge")]),
                preset!("Minimax", &[("loss", "minimax")]),
                preset!("Least squares", &[("loss", "ls")]),
                preset!("WGAN, clipped", &[("loss", "wgan-clip")]),
                preset!("WGAN, gradient penalty", &[("loss", "wgan-gp")]),
                preset!("Relativistic pairing", &[("loss", "rp")]),
                preset!("Relativistic average", &[("loss", "ra")]),
            ]
        },
        shown: |e, plain| e.loss != plain.loss,
        off: "default",
        citation: "Goodfellow et al. 2014; Mao et al. 2017; Arjovsky et al. 2017; Gulrajani et al. 2017; Lim and Ye 2017; Jolicoeur-Martineau 2018",
    },
    Trick {
        id: "capacity",
        section: "2",
        title: "Capacity",
        claim: "Add filters and larger kernels, above all in the first layers.",
        explanation: "Width, depth and kernels of both networks. What counts most is their ratio: a D much smaller than G loses modes, a D much larger wins too early. Resizing before a convolution avoids the checkerboard of transposed ones.",
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
                preset!("Twice as wide", &[("g.width", "128"), ("d.width", "256")]),
                preset!("G deeper", &[("g.depth", "4")]),
                preset!("D a quarter", &[("d.width", "32")]),
            ],
            [
                preset!("Twice as wide", &[("g.width", "32"), ("d.width", "32")]),
                preset!("Larger first kernels", &[("g.first_kernel", "7"), ("d.first_kernel", "7")]),
                preset!("Resize, then convolve", &[("g.upsample", "resize"), ("g.kernel", "3")]),
                preset!("D a quarter", &[("d.width", "4")]),
            ],
        ),
        shown: |e, plain| larger(e, plain) || e.upsample != plain.upsample,
        off: "default",
        citation: "Radford et al. 2016; Odena et al. 2016; Lin et al. 2018, table 3",
    },
    Trick {
        id: "label-swap",
        section: "3",
        title: "Swap the labels",
        claim: "Call real samples 0 and fake samples 1.",
        explanation: "By symmetry the same game with D mirrored: only the start differs. Expect no effect beyond chance; a difference is luck of the seed.",
        keys: &["labels.swap"],
        presets: |_| &[preset!("Swapped", &[("labels.swap", "1")])],
        shown: |e, _| e.labels.swap,
        off: "off",
        citation: "ganhacks 2016, tip 2",
    },
    Trick {
        id: "label-soft",
        section: "3",
        title: "Soft labels",
        claim: "Tell D that real samples are only 0.9 real.",
        explanation: "One-sided smoothing caps D's confidence on real samples; two-sided smoothing, as the article has it, calls fakes a little real too, and then wrong samples have less reason to move (Salimans et al. warn). Random labels are drawn anew for every sample. The equilibrium and the floor of D's loss move, see the dotted lines.",
        keys: &["labels.real", "labels.fake", "labels.spread"],
        presets: |_| {
            &[
                preset!("Real is 0.9", &[("labels.real", "0.9")]),
                preset!("Real is 0.8", &[("labels.real", "0.8")]),
                preset!("Real is 0.7", &[("labels.real", "0.7")]),
                preset!("Both sides: 0.9 and 0.1", &[("labels.real", "0.9"), ("labels.fake", "0.1")]),
                preset!(
                    "Random: 0.7 to 1, 0 to 0.3",
                    &[("labels.real", "0.85"), ("labels.fake", "0.15"), ("labels.spread", "0.15")]
                ),
            ]
        },
        shown: |e, _| e.labels.real < 1.0 || e.labels.fake > 0.0 || e.labels.spread > 0.0,
        off: "off",
        citation: "Salimans et al. 2016, section 3.4; ganhacks 2016, tip 6",
    },
    Trick {
        id: "label-flip",
        section: "3",
        title: "Noisy labels",
        claim: "Flip a few labels at random when D trains.",
        explanation: "Each label of D's step is flipped with this probability, so D's loss has a floor above 0; the equilibrium stays. Flipping the labels in G's step is another thing: that is the non-saturating loss itself.",
        keys: &["labels.flip"],
        presets: |_| {
            &[
                preset!("5 in 100", &[("labels.flip", "0.05")]),
                preset!("10 in 100", &[("labels.flip", "0.1")]),
                preset!("20 in 100", &[("labels.flip", "0.2")]),
            ]
        },
        shown: |e, _| e.labels.flip > 0.0,
        off: "off",
        citation: "ganhacks 2016, tip 6",
    },
    Trick {
        id: "batch-norm",
        section: "4",
        title: "Normalisation",
        claim: "Use batch norm in both networks.",
        explanation: "Real and fake batches are normalised apart; never at G's output or D's input. Samples on the screen use the running statistics. Layer and instance norm look at one sample only. For images G has batch norm by default, so the switch adds it to D.",
        keys: &["g.norm", "d.norm"],
        presets: by_kind!(
            [
                preset!("Batch norm in G", &[("g.norm", "batch")]),
                preset!("Batch norm in both", &[("g.norm", "batch"), ("d.norm", "batch")]),
                preset!("Layer norm in D", &[("d.norm", "layer")]),
            ],
            [
                preset!("Batch norm in D too", &[("d.norm", "batch")]),
                preset!("None at all", &[("g.norm", "none")]),
                preset!("Layer norm in D", &[("d.norm", "layer")]),
                preset!("Instance norm in D", &[("d.norm", "instance")]),
            ],
        ),
        shown: |e, plain| {
            (e.generator.norm, e.discriminator.norm) != (plain.generator.norm, plain.discriminator.norm)
        },
        off: "default",
        citation: "Ioffe and Szegedy 2015; Radford et al. 2016; Ba et al. 2016; Ulyanov et al. 2016",
    },
    Trick {
        id: "class-by-class",
        section: "5",
        title: "Class by class",
        claim: "Train on one class at a time.",
        explanation: "One class is an easier task, but a digit has only some 160 images to train on here and D learns them by heart. In turn, the same network trains on one class after the other and forgets what it had learned: watch the samples.",
        keys: &["classes"],
        presets: |_| {
            &[
                preset!("In turn", &[("classes", "in-turn")]),
                preset!("Only class 0", &[("classes", "only:0")]),
                preset!("Only class 8", &[("classes", "only:8")]),
            ]
        },
        shown: |e, plain| e.classes != plain.classes,
        off: "off",
        citation: "Pasini 2019, lesson 5",
    },
    Trick {
        id: "conditional",
        section: "5",
        title: "Conditional GAN",
        claim: "Tell both networks the class.",
        explanation: "G gets the class beside the latent vector. D gets it as extra input channels, or through an inner product with its features. The samples are laid out by class, one column each.",
        keys: &["condition"],
        presets: |_| {
            &[
                preset!("Concatenation", &[("condition", "concat")]),
                preset!("Projection", &[("condition", "projection")]),
            ]
        },
        shown: |e, plain| e.condition != plain.condition,
        off: "off",
        citation: "Mirza and Osindero 2014; Miyato and Koyama 2018",
    },
    Trick {
        id: "patience",
        section: "6",
        title: "Patience",
        claim: "Do not stop early, and keep snapshots.",
        explanation: "Losses are no signal to stop. A run twice as long with snapshots twice as often: slide back through them, and fork from any. All runs share these settings.",
        keys: &["steps", "snapshot.every"],
        presets: by_kind!(
            [preset!("Twice as long", &[("steps", "8000"), ("snapshot.every", "100")])],
            [preset!("Twice as long", &[("steps", "6000"), ("snapshot.every", "100")])],
        ),
        shown: |e, plain| e.steps > plain.steps,
        off: "default",
        citation: "Pasini 2019, lesson 6",
    },
    Trick {
        id: "ema",
        section: "6",
        title: "Average of G",
        claim: "Show the average of G's weights instead of the last ones.",
        explanation: "An exponential moving average with warm-up, fed by every update of G and never fed back into training. Both are shown. It smooths a G that circles; it cannot bring back modes that were never visited.",
        keys: &["ema"],
        presets: |_| {
            &[
                preset!("0.99", &[("ema", "0.99")]),
                preset!("0.995", &[("ema", "0.995")]),
                preset!("0.999", &[("ema", "0.999")]),
            ]
        },
        shown: |e, _| e.ema > 0.0,
        off: "off",
        citation: "Karras et al. 2018; Yazici et al. 2019",
    },
    Trick {
        id: "k",
        section: "7",
        title: "Steps of D and G",
        claim: "Train D more often than G, or the other way round.",
        explanation: "Updates of each network in one training step, each on fresh batches. A better D gives better gradients, until it wins. For a fair comparison let the charts count updates of G, or seconds.",
        keys: &["d.steps", "g.steps"],
        presets: |_| {
            &[
                preset!("D three times", &[("d.steps", "3")]),
                preset!("D five times (WGAN)", &[("d.steps", "5")]),
                preset!("G twice", &[("g.steps", "2")]),
                preset!("G three times", &[("g.steps", "3")]),
            ]
        },
        shown: |e, _| e.generator.steps != e.discriminator.steps,
        off: "default",
        citation: "Goodfellow et al. 2014, algorithm 1 (k); Arjovsky et al. 2017",
    },
    Trick {
        id: "learning-rate",
        section: "8",
        title: "Learning rate",
        claim: "Lower the learning rate when training is unstable.",
        explanation: "Both rates, and how they fall over the run. Too high oscillates or diverges, too low crawls; decay mostly quiets the end. On collapse halves both rates each time D has won, gradients vanish or explode, or the samples collapse or swing, five times at most.",
        keys: &["g.lr", "d.lr", "lr.schedule"],
        presets: by_kind!(
            [
                preset!("Half of the default", &[("g.lr", "5e-4"), ("d.lr", "5e-4")]),
                preset!("Linear decay", &[("lr.schedule", "linear")]),
                preset!("Cosine decay", &[("lr.schedule", "cosine")]),
                preset!("Halve on collapse", &[("lr.schedule", "on-collapse")]),
            ],
            [
                preset!("DCGAN's 2e-4", &[("g.lr", "2e-4"), ("d.lr", "2e-4")]),
                preset!("Linear decay", &[("lr.schedule", "linear")]),
                preset!("Cosine decay", &[("lr.schedule", "cosine")]),
                preset!("Halve on collapse", &[("lr.schedule", "on-collapse")]),
            ],
        ),
        shown: |e, plain| {
            e.schedule != plain.schedule
                || (e.generator.lr < plain.generator.lr && e.discriminator.lr < plain.discriminator.lr)
        },
        off: "default",
        citation: "Radford et al. 2016; Miyato et al. 2018; Lucic et al. 2018",
    },
    Trick {
        id: "noise",
        section: "9",
        title: "Noise on the data",
        claim: "Add noise to real and fake samples, and let it fade.",
        explanation: "Blurs both distributions so that they overlap and D cannot win at once. Fresh noise in D's and G's step, fading linearly.",
        keys: &["noise", "noise.until"],
        presets: by_kind!(
            [preset!("Sigma 0.3", &[("noise", "0.3")]), preset!("Sigma 0.1", &[("noise", "0.1")])],
            [preset!("Sigma 0.1", &[("noise", "0.1")]), preset!("Sigma 0.3", &[("noise", "0.3")])],
        ),
        shown: |e, _| e.noise.sigma > 0.0,
        off: "off",
        citation: "Sonderby et al. 2016; Arjovsky and Bottou 2017",
    },
    Trick {
        id: "augment",
        section: "9",
        title: "Augment what D sees",
        claim: "Shift, recolour and cut real and fake images before D sees them.",
        explanation: "The same kinds of change on real and fake, in both steps, and differentiable, so that G still learns clean images. Helps where D would learn few images by heart. No flips: a mirrored 2 is no digit.",
        keys: &["augment"],
        presets: |_| {
            &[
                preset!("Colour, shift, cutout", &[("augment", "color,shift,cutout")]),
                preset!("Shift", &[("augment", "shift")]),
                preset!("Colour", &[("augment", "color")]),
                preset!("Cutout", &[("augment", "cutout")]),
            ]
        },
        shown: |e, _| !e.augment.is_off(),
        off: "off",
        citation: "Zhao et al. 2020 (DiffAugment)",
    },
    Trick {
        id: "weak-d",
        section: "10",
        title: "Weaker discriminator",
        claim: "Hold D back: dropout, fewer filters, a lower rate.",
        explanation: "One dropout mask a step for real, fake and G's update. D wins less often, but a weaker D also loses modes: see what you pay.",
        keys: &["d.dropout", "d.width", "d.lr"],
        presets: by_kind!(
            [
                preset!("A little", &[("d.dropout", "0.2")]),
                preset!("Plainly", &[("d.dropout", "0.3"), ("d.width", "64"), ("d.lr", "7e-4")]),
                preset!("Very", &[("d.dropout", "0.5"), ("d.width", "32"), ("d.lr", "5e-4")]),
            ],
            [
                preset!("A little", &[("d.dropout", "0.2")]),
                preset!("Plainly", &[("d.dropout", "0.3"), ("d.width", "12"), ("d.lr", "3e-4")]),
                preset!("Very", &[("d.dropout", "0.5"), ("d.width", "8"), ("d.lr", "2e-4")]),
            ],
        ),
        shown: |e, plain| {
            e.dropout > 0.0 || e.discriminator.width < plain.discriminator.width || ratio(e) < ratio(plain)
        },
        off: "off",
        citation: "Srivastava et al. 2014; Lin et al. 2018, table 3",
    },
    Trick {
        id: "multi-scale",
        section: "11",
        title: "Multi-scale gradients",
        claim: "Let D see G's image at every resolution.",
        explanation: "Every block of G makes an image of its own size, and D looks at each where it works at that size; real images are averaged down. All layers of G get a direct gradient. With 8 pixels there are only two sizes, so expect little.",
        keys: &["multi_scale"],
        presets: |_| &[preset!("Every size", &[("multi_scale", "1")])],
        shown: |e, _| e.multi_scale,
        off: "off",
        citation: "Karnewar and Wang 2020 (MSG-GAN)",
    },
    Trick {
        id: "ttur",
        section: "12",
        title: "Two learning rates",
        claim: "Let D learn faster than G (TTUR).",
        explanation: "The theory asks for two rates, not for which is the larger: the paper's own pairs go both ways, D slower for DCGAN, faster for WGAN-GP.",
        keys: &["g.lr", "d.lr"],
        presets: by_kind!(
            [
                preset!("D four times G", &[("d.lr", "4e-3")]),
                preset!("D a quarter of G", &[("d.lr", "2.5e-4")]),
                preset!("SAGAN: D 4e-4, G 1e-4", &[("d.lr", "4e-4"), ("g.lr", "1e-4")]),
                preset!("WGAN-GP: D 3e-4, G 1e-4", &[("d.lr", "3e-4"), ("g.lr", "1e-4")]),
            ],
            [
                preset!("D four times G", &[("d.lr", "2e-3")]),
                preset!("D a quarter of G", &[("d.lr", "1.25e-4")]),
                preset!("DCGAN, CIFAR-10: D 1e-4, G 5e-4", &[("d.lr", "1e-4"), ("g.lr", "5e-4")]),
                preset!("DCGAN, CelebA: D 1e-5, G 5e-4", &[("d.lr", "1e-5"), ("g.lr", "5e-4")]),
                preset!("WGAN-GP: D 3e-4, G 1e-4", &[("d.lr", "3e-4"), ("g.lr", "1e-4")]),
                preset!("SAGAN: D 4e-4, G 1e-4", &[("d.lr", "4e-4"), ("g.lr", "1e-4")]),
            ],
        ),
        shown: |e, _| e.generator.lr != e.discriminator.lr,
        off: "default",
        citation: "Heusel et al. 2017; Zhang et al. 2019",
    },
    Trick {
        id: "spectral",
        section: "13",
        title: "Spectral norm",
        claim: "Divide each of D's layers by its largest singular value.",
        explanation: "Bounds how steep D can be, so it wins less and its surface is smoother. One power iteration an update; the estimate of every layer is shown under the run.",
        keys: &["d.spectral", "g.spectral"],
        presets: |_| {
            &[
                preset!("In D", &[("d.spectral", "1")]),
                preset!("In both", &[("d.spectral", "1"), ("g.spectral", "1")]),
            ]
        },
        shown: |e, _| e.generator.spectral || e.discriminator.spectral,
        off: "off",
        citation: "Miyato et al. 2018; Zhang et al. 2019",
    },
    Trick {
        id: "r1r2",
        section: "beyond",
        title: "R1 and R2",
        claim: "Penalise D's gradient on real and on fake samples.",
        explanation: "Gamma / 2 times the squared norm of D's input gradient, exactly and in every step: doing it every few steps is known to fail on small data. Costs about as much again as the step itself.",
        keys: &["r1", "r2"],
        presets: by_kind!(
            [
                preset!("Both, 0.1", &[("r1", "0.1"), ("r2", "0.1")]),
                preset!("Both, 1", &[("r1", "1"), ("r2", "1")]),
                preset!("R1 alone, 0.1", &[("r1", "0.1")]),
            ],
            [
                preset!("Both, 1", &[("r1", "1"), ("r2", "1")]),
                preset!("Both, 0.1", &[("r1", "0.1"), ("r2", "0.1")]),
                preset!("R1 alone, 1", &[("r1", "1")]),
            ],
        ),
        shown: |e, _| e.penalty.r1 > 0.0 || e.penalty.r2 > 0.0,
        off: "off",
        citation: "Mescheder et al. 2018; Huang et al. 2024 (R3GAN)",
    },
    Trick {
        id: "betas",
        section: "beyond",
        title: "Optimizer and betas",
        claim: "Lower Adam's momentum.",
        explanation: "Beta 1 is the memory of the gradient, beta 2 that of its size. GANs circle, and momentum pushes them outwards: 0.9 tends to oscillate. Gradient descent has a momentum of its own, which the others do not read.",
        keys: &["optimizer", "d.optimizer", "beta1", "beta2", "momentum"],
        presets: |_| {
            &[
                preset!("Adam 0, 0.9 (SAGAN)", &[("beta1", "0"), ("beta2", "0.9")]),
                preset!("Adam 0, 0.99 (StyleGAN)", &[("beta1", "0"), ("beta2", "0.99")]),
                preset!("Adam 0.9, 0.999", &[("beta1", "0.9")]),
                preset!("RMSProp", &[("optimizer", "rmsprop")]),
                preset!("Plain gradient descent", &[("optimizer", "sgd")]),
                preset!("SGD with momentum 0.9", &[("optimizer", "sgd"), ("momentum", "0.9")]),
                preset!("D with SGD, G with Adam", &[("d.optimizer", "sgd")]),
            ]
        },
        shown: |e, plain| {
            let of = |e: &Experiment| (e.optimizer, e.optimizer_d, e.beta1, e.beta2);
            of(e) != of(plain)
        },
        off: "default",
        citation: "Kingma and Ba 2015; Gulrajani et al. 2017; Zhang et al. 2019; Sutskever et al. 2013; ganhacks 2016, tip 9",
    },
    Trick {
        id: "minibatch-stddev",
        section: "beyond",
        title: "Minibatch spread",
        claim: "Show D how much the samples of a batch differ.",
        explanation: "The mean standard deviation within groups of four becomes one more feature before D's last layer, so a G that repeats itself is found out.",
        keys: &["minibatch_stddev"],
        presets: |_| &[preset!("Groups of 4", &[("minibatch_stddev", "1")])],
        shown: |e, _| e.minibatch_stddev,
        off: "off",
        citation: "Karras et al. 2018, section 3",
    },
    Trick {
        id: "pack",
        section: "beyond",
        title: "Packing",
        claim: "Let D judge several samples at once.",
        explanation: "D sees packs of samples, all real or all fake: a lack of variety is plain to see in a pack. Only its first layer grows.",
        keys: &["pack"],
        presets: |_| &[preset!("Packs of 2", &[("pack", "2")]), preset!("Packs of 4", &[("pack", "4")])],
        shown: |e, _| e.pack > 1,
        off: "off",
        citation: "Lin et al. 2018 (PacGAN)",
    },
    Trick {
        id: "replay",
        section: "beyond",
        title: "Replay of old fakes",
        claim: "Show D fakes from earlier in training.",
        explanation: "A part of D's fakes comes from a pool of old ones, so D does not forget what G used to do. Damps circling; does nothing for modes that G never found.",
        keys: &["replay"],
        presets: |_| &[preset!("Half of the fakes", &[("replay", "0.5")])],
        shown: |e, _| e.replay > 0.0,
        off: "off",
        citation: "Shrivastava et al. 2017; Zhu et al. 2017",
    },
    Trick {
        id: "activation",
        section: "beyond",
        title: "Activations",
        claim: "Leaky ReLU in both networks: sparse gradients harm.",
        explanation: "What follows each hidden layer. DCGAN has ReLU in G and leaky ReLU in D, and so has the plain GAN here. ReLU passes no gradient below 0; tanh and ELU bend everywhere, and a penalty's second derivative then goes through the bends too.",
        keys: &["g.activation", "d.activation"],
        presets: |_| {
            &[
                preset!("Leaky ReLU in both", &[("g.activation", "leaky")]),
                preset!("ReLU in both", &[("d.activation", "relu")]),
                preset!("Tanh in both", &[("g.activation", "tanh"), ("d.activation", "tanh")]),
                preset!("ELU in both", &[("g.activation", "elu"), ("d.activation", "elu")]),
            ]
        },
        shown: |e, plain| {
            let of = |e: &Experiment| (e.generator.activation, e.discriminator.activation);
            of(e) != of(plain)
        },
        off: "default",
        citation: "Radford et al. 2016, section 3; ganhacks 2016, tip 5; Clevert et al. 2016",
    },
    Trick {
        id: "init",
        section: "beyond",
        title: "Initial weights",
        claim: "Begin with small normal weights, as DCGAN does.",
        explanation: "Where the weights of both networks begin. DCGAN's are normal with deviation 0.02, whatever the layer; orthogonal ones keep the length of what goes through; the default shrinks with the number of inputs. Biases begin at 0 with both.",
        keys: &["init"],
        presets: |_| {
            &[
                preset!("DCGAN's normal 0.02", &[("init", "dcgan")]),
                preset!("Orthogonal", &[("init", "orthogonal")]),
            ]
        },
        shown: |e, plain| e.init != plain.init,
        off: "default",
        citation: "Radford et al. 2016, section 4; Saxe et al. 2014",
    },
    Trick {
        id: "latent",
        section: "beyond",
        title: "Latent distribution",
        claim: "Draw the latent vectors from a Gaussian, not uniformly.",
        explanation: "The plain GAN is Gaussian; the switch makes it uniform on -1 to 1. The tip says Gaussian is better: expect little.",
        keys: &["latent.kind", "latent"],
        presets: |_| {
            &[
                preset!("Uniform", &[("latent.kind", "uniform")]),
                preset!("Four dimensions", &[("latent", "4")]),
            ]
        },
        shown: |e, plain| e.latent_kind != plain.latent_kind,
        off: "default",
        citation: "White 2016; ganhacks 2016, tip 3",
    },
];

/// The trick called `id`.
pub fn trick(id: &str) -> Option<&'static Trick> {
    TRICKS.iter().find(|t| t.id == id)
}
