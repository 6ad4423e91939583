//! The values that are words: every choice of the experiment with its spelling in the link.

/// A list of words, in the order of the menu.
pub trait Choice: Copy + PartialEq + 'static {
    /// Every value, in the order of [`Self::WORDS`].
    const ALL: &'static [Self];
    /// How the link spells them.
    const WORDS: &'static [&'static str];

    /// The place of `self` in [`Self::ALL`].
    fn index(self) -> usize {
        Self::ALL.iter().position(|v| *v == self).unwrap_or(0)
    }
}

/// An enum whose variants are words.
macro_rules! choice {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name { $($(#[$doc])* $variant,)+ }

        impl $name {
            /// Every value, in the order of the menu.
            pub const ALL: [Self; [$($word),+].len()] = [$(Self::$variant),+];
        }

        impl Default for $name {
            fn default() -> Self {
                Self::ALL[0]
            }
        }

        impl Choice for $name {
            const ALL: &'static [Self] = &$name::ALL;
            const WORDS: &'static [&'static str] = &[$($word),+];
        }
    };
}

choice! {
    /// A data set.
    Data {
        /// Eight Gaussians on a circle.
        Ring8 = "ring8",
        /// Twenty-five Gaussians on a grid.
        Grid25 = "grid25",
        /// A spiral arm with noise.
        Spiral = "spiral",
        /// Two interleaved half circles.
        Moons = "moons",
        /// 1,797 real handwritten digits of 8 x 8 pixels, shipped; a run trains on 1,618 of them.
        Digits8 = "digits8",
        /// Pairs of those digits as two channels: a hundred modes.
        Stacked8 = "stacked8",
        /// Ten kinds of shapes of 28 x 28 pixels, drawn without end.
        Shapes28 = "shapes28",
        /// 5,000 of the MNIST digits of 28 x 28 pixels, fetched when they are chosen.
        Mnist = "mnist",
        /// Images in files that the user provides.
        Images = "images",
        /// Points of a table that the user provides.
        Table = "table",
    }
}

impl Data {
    /// Whether samples are images (else points in the plane).
    pub fn is_image(self) -> bool {
        matches!(self, Self::Digits8 | Self::Stacked8 | Self::Shapes28 | Self::Mnist | Self::Images)
    }

    /// Whether its samples are of ten classes that a run can be told.
    pub fn has_classes(self) -> bool {
        matches!(self, Self::Digits8 | Self::Shapes28 | Self::Mnist | Self::Images)
    }

    /// Whether an engine must be given its samples: they are fetched, or in the user's files.
    pub fn needs_files(self) -> bool {
        self == Self::Mnist || self.is_own()
    }

    /// Whether the user must provide files.
    pub fn is_own(self) -> bool {
        matches!(self, Self::Images | Self::Table)
    }
}

choice! {
    /// The loss of both players (docs/facts.md, section 1).
    Loss {
        /// Non-saturating: G minimises softplus(-D(G(z))) (Goodfellow et al. 2014, section 3).
        NonSaturating = "ns",
        /// Minimax, saturating: G minimises log(1 - D(G(z))) (Goodfellow et al. 2014, equation 1).
        Minimax = "minimax",
        /// Least squares with targets 0, 1, 1 (Mao et al. 2017, equation 9).
        LeastSquares = "ls",
        /// Wasserstein with D's weights clipped after every update (Arjovsky et al. 2017).
        WassersteinClip = "wgan-clip",
        /// Wasserstein with a gradient penalty (Gulrajani et al. 2017).
        WassersteinPenalty = "wgan-gp",
        /// Hinge (Lim and Ye 2017; Miyato et al. 2018).
        Hinge = "hinge",
        /// Relativistic pairing, RpGAN (Jolicoeur-Martineau 2018; Huang et al. 2024).
        RelativisticPair = "rp",
        /// Relativistic average, RaGAN (Jolicoeur-Martineau 2018).
        RelativisticAverage = "ra",
    }
}

impl Loss {
    /// Whether D's output is the logit of a probability, so that a soft target means something.
    pub fn has_probabilities(self) -> bool {
        matches!(self, Self::NonSaturating | Self::Minimax)
    }

    /// Whether D judges each sample by itself towards a target, so that a label can be flipped.
    pub fn has_labels(self) -> bool {
        self.has_probabilities() || matches!(self, Self::LeastSquares | Self::Hinge)
    }

    /// Whether samples are judged against those of the other side.
    pub fn is_relativistic(self) -> bool {
        matches!(self, Self::RelativisticPair | Self::RelativisticAverage)
    }

    /// Whether D estimates a Wasserstein distance.
    pub fn is_wasserstein(self) -> bool {
        matches!(self, Self::WassersteinClip | Self::WassersteinPenalty)
    }

    /// The optimizer that the paper of this loss asks for: RMSProp where D's weights are clipped
    /// (Arjovsky et al. 2017, section 4), else Adam.
    pub fn default_optimizer(self) -> Optimizer {
        if self == Self::WassersteinClip { Optimizer::RmsProp } else { Optimizer::Adam }
    }
}

choice! {
    /// The activation of the hidden layers of a network (docs/facts.md, section 22).
    Activation {
        /// max(x, 0).
        Relu = "relu",
        /// ReLU with a slope of 0.2 below 0 (Radford et al. 2016, section 3).
        Leaky = "leaky",
        /// Hyperbolic tangent.
        Tanh = "tanh",
        /// x, or exp(x) - 1 below 0 (Clevert et al. 2016, section 3, with alpha 1).
        Elu = "elu",
    }
}

choice! {
    /// Where the weights of both networks begin (docs/facts.md, section 21).
    Initialization {
        /// PyTorch's default for linear and convolutional layers.
        Torch = "torch",
        /// Normal with deviation 0.02, as in DCGAN (Radford et al. 2016, section 4).
        Dcgan = "dcgan",
        /// Orthogonal matrices (Saxe et al. 2014).
        Orthogonal = "orthogonal",
    }
}

choice! {
    /// A normalisation layer (docs/facts.md, section 4).
    Norm {
        /// None.
        None = "none",
        /// Batch normalisation (Ioffe and Szegedy 2015).
        Batch = "batch",
        /// Layer normalisation over all features of a sample (Ba et al. 2016).
        Layer = "layer",
        /// Instance normalisation over the pixels of each channel (Ulyanov et al. 2016).
        Instance = "instance",
    }
}

choice! {
    /// How D and G are told the class (docs/facts.md, section 5).
    Condition {
        /// Not at all.
        Off = "off",
        /// One-hot beside the input of both (Mirza and Osindero 2014).
        Concat = "concat",
        /// G as with `concat`; D by an inner product of its features (Miyato and Koyama 2018).
        Projection = "projection",
    }
}

choice! {
    /// The distribution of the latent vectors.
    LatentKind {
        /// Standard normal.
        Normal = "normal",
        /// Uniform on [-1, 1] (Radford et al. 2016).
        Uniform = "uniform",
    }
}

choice! {
    /// How G doubles the resolution.
    Upsample {
        /// A transposed convolution (Radford et al. 2016).
        Transpose = "transpose",
        /// Nearest neighbour, then a convolution (Odena et al. 2016).
        Resize = "resize",
    }
}

choice! {
    /// The optimizer of both players, unless D has its own ([`OwnOptimizer`]).
    Optimizer {
        /// Adam (Kingma and Ba 2015).
        Adam = "adam",
        /// RMSProp (Tieleman and Hinton 2012).
        RmsProp = "rmsprop",
        /// Gradient descent, with momentum if that is set.
        Sgd = "sgd",
    }
}

/// The optimizer of D, when it is not that of G (ganhacks 2016, tip 9: descent for D, Adam for G).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum OwnOptimizer {
    /// As G's.
    #[default]
    Same,
    /// This one.
    Own(Optimizer),
}

impl Choice for OwnOptimizer {
    const ALL: &'static [Self] =
        &[Self::Same, Self::Own(Optimizer::Adam), Self::Own(Optimizer::RmsProp), Self::Own(Optimizer::Sgd)];
    const WORDS: &'static [&'static str] = &["same", "adam", "rmsprop", "sgd"];
}

choice! {
    /// How the learning rates change over the run (docs/facts.md, section 8).
    Schedule {
        /// Not at all.
        Constant = "constant",
        /// Linearly to 0 at the end of the run.
        Linear = "linear",
        /// Half a cosine to 0 at the end of the run.
        Cosine = "cosine",
        /// Halved when a collapse is detected, at most five times.
        OnCollapse = "on-collapse",
    }
}

/// Which classes a run trains on (docs/facts.md, section 5).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Classes {
    /// All of them, mixed.
    #[default]
    All,
    /// One after the other, each for a tenth of the run.
    InTurn,
    /// This one alone.
    Only(u8),
}

/// Classes of the data sets that have any.
pub const CLASSES: u32 = 10;

impl Choice for Classes {
    const ALL: &'static [Self] = &[
        Self::All,
        Self::InTurn,
        Self::Only(0),
        Self::Only(1),
        Self::Only(2),
        Self::Only(3),
        Self::Only(4),
        Self::Only(5),
        Self::Only(6),
        Self::Only(7),
        Self::Only(8),
        Self::Only(9),
    ];
    const WORDS: &'static [&'static str] = &[
        "all", "in-turn", "only:0", "only:1", "only:2", "only:3", "only:4", "only:5", "only:6", "only:7",
        "only:8", "only:9",
    ];
}

/// What is done to every image that D sees (DiffAugment, Zhao et al. 2020).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Augment {
    /// Brightness, saturation and contrast.
    pub color: bool,
    /// Translation.
    pub shift: bool,
    /// A square hole.
    pub cutout: bool,
}

impl Augment {
    const fn new(color: bool, shift: bool, cutout: bool) -> Self {
        Self { color, shift, cutout }
    }

    /// Whether nothing is done.
    pub fn is_off(self) -> bool {
        self == Self::default()
    }
}

impl Choice for Augment {
    const ALL: &'static [Self] = &[
        Self::new(false, false, false),
        Self::new(true, false, false),
        Self::new(false, true, false),
        Self::new(false, false, true),
        Self::new(true, true, false),
        Self::new(true, false, true),
        Self::new(false, true, true),
        Self::new(true, true, true),
    ];
    const WORDS: &'static [&'static str] = &[
        "off",
        "color",
        "shift",
        "cutout",
        "color,shift",
        "color,cutout",
        "shift,cutout",
        "color,shift,cutout",
    ];
}

/// The kernel of a network's first convolution.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum FirstKernel {
    /// As the other layers.
    #[default]
    Auto,
    /// This many pixels; odd, so that every stride keeps the sizes.
    Pixels(u32),
}

impl Choice for FirstKernel {
    const ALL: &'static [Self] =
        &[Self::Auto, Self::Pixels(3), Self::Pixels(5), Self::Pixels(7), Self::Pixels(9)];
    const WORDS: &'static [&'static str] = &["auto", "3", "5", "7", "9"];
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paired<T: Choice>() {
        assert_eq!(T::ALL.len(), T::WORDS.len());
        for (i, value) in T::ALL.iter().enumerate() {
            assert_eq!(value.index(), i);
        }
    }

    #[test]
    fn every_choice_has_one_word() {
        paired::<Data>();
        paired::<Loss>();
        paired::<Norm>();
        paired::<Classes>();
        paired::<Augment>();
        paired::<FirstKernel>();
        paired::<OwnOptimizer>();
    }
}
