//! Every number that a verdict hangs on, in one table, each with its source: a paper, a list of
//! practice, or "ours" (chosen here, and tested on the runs in `tests/histories`).

/// Constants that say what they mean and where they come from.
macro_rules! thresholds {
    ($($name:ident: $kind:ty = $value:expr, $meaning:literal, $source:literal;)+) => {
        $(
            #[doc = $meaning]
            #[doc = concat!(" (", $source, ")")]
            pub const $name: $kind = $value;
        )+
    };
}

thresholds! {
    MEMORY: f32 = 0.98, "Weight of the past in the means that are judged", "ours: half is forgotten after 34 steps; flipped labels scatter a batch's loss by more than any margin here";
    WARM_UP: u32 = 300, "Steps that are too early to judge", "ours: half a second on the plane";
    REOPEN: u32 = 300, "Steps after which the same trouble counts as new", "ours";
    BAD_POINTS: f32 = 100.0, "Points are bad when their energy distance is above so many times that of real ones", "ours: an untrained G is at 500 or more; the plain GANs are below it from their 100th step on";
    BAD_IMAGES: f32 = 10.0, "The same for images, whose floor is that of fewer samples", "ours: the plain GAN on digits8 is below it within 300 steps";
    GOOD_POINTS: f32 = 10.0, "Points are good up to so many times the energy distance of real ones", "ours: the ring's recipe ends below it; the plain GAN stays at 15 to 20 with half of its samples between the modes";
    GOOD_IMAGES: f32 = 3.0, "The same for images", "ours: the plain GAN on digits8 comes below it within 3,000 steps";
    GOOD_MODES: f32 = 0.75, "on at least this share of the modes", "ours";
    GOOD_QUALITY: f32 = 0.5, "with at least this share of the samples that real ones have at the modes", "ours; within three standard deviations: Srivastava et al. 2017, section 4.1";
    GOOD_SPREAD: f32 = 0.75, "and, for images, two samples that differ by at least this share of what real ones do", "ours, after Arora and Zhang 2017";
    NEARER: f32 = 0.8, "Samples are on their way when their energy distance is below this share of the least of the last measurements", "ours: less is within the scatter of a run that stands still";
    NEARER_THAN: usize = 3, "Measurements that it is compared with, at most", "ours";
    FRESH: u32 = 1000, "A measurement judges no step that is more than the interval of the snapshots after it, and none that is more than this", "ours";
    FRESH_SLACK: u32 = 40, "Steps that the next measurement may be late", "ours: as many as are under way";

    WON_MARGIN: f32 = 0.05, "D's loss is at its floor when it is less than this above it", "ours; that it goes to 0: ganhacks 2016, tip 10";
    WON_ACCURACY: f32 = 0.99, "Share of the real and of the fake samples that D then knows", "ours; accuracy 100 %: Brownlee 2019";
    WON_STEPS: u32 = 200, "Steps for which both must hold", "ours";

    GIVEN_AWAY: f32 = 0.2, "Real images are given away by pixels that are exactly black or white from this share of them on, when G's have less than this share of that", "ours";

    VANISHED_SHARE: f32 = 1e-3, "G's gradient has vanished below this share of its largest over the first steps", "ours; the largest and not the median, since a strong D takes it away within those steps";
    VANISHED_FIRST: u32 = 100, "Steps in which the largest is looked for", "ours";
    VANISHED_STEPS: u32 = 100, "Steps for which it must hold", "ours";

    EXPLODING_NORM: f32 = 100.0, "A gradient's norm above this explodes, unless the samples are known not to be bad", "ganhacks 2016, tip 10; the exception is ours: critics with layer norm have such gradients and good samples";
    EXPLODING_STEPS: u32 = 30, "Steps for which it must hold", "ours: one batch may be an outlier";

    BLIND_MARGIN: f32 = 0.02, "D is blind while its loss is not lower than its equilibrium by more than this share", "ours; at its equilibrium: Goodfellow et al. 2014, section 4.1";
    BLIND_ACCURACY: f32 = 0.6, "and its accuracy below this, or its outputs all alike", "ours: one half, and room for a D that is right about one cloud in passing";
    BLIND_DISTANCE: f32 = 3.0, "and the samples so many times as far as where bad begins", "ours: a bounded D (spectral norm) guesses for a while and still finds its way";
    BLIND_STEPS: u32 = 200, "for so many steps, and the samples, measured after these, no nearer than before", "ours";
    BLIND_SPREAD: f32 = 0.1, "Outputs of D that scatter by less than this are all alike: they hardly depend on its input", "ours: probabilities within 0.025 of one half";
    DEAD_SPREAD: f32 = 0.01, "and by less than this do not depend on it", "ours";

    COLLAPSE_MODES: f32 = 0.5, "Modes have collapsed below this share of those there are", "ours; fewer than all: Srivastava et al. 2017, section 4.1";
    COLLAPSE_FROM: f32 = 0.75, "after there were at least this share", "ours";
    COLLAPSE_NEVER: u32 = 1000, "or, when there never were, after so many steps", "ours: the plain GANs find theirs within 400";
    COLLAPSE_DISTANCE: f32 = 0.5, "while the samples are at least this far on the way to bad", "ours: early in a run a mode may be missed by a hair in one measurement and hit in the next";
    COLLAPSE_SPREAD: f32 = 0.25, "or when two samples differ by less than this share of what real ones do", "ours, after Arora and Zhang 2017";
    COLLAPSE_GROWTH: f32 = 0.03, "Modes that are missing come while the share of those that are there grows by this from one window to the next", "ours";
    COLLAPSE_FEW: f32 = 0.6, "They have collapsed too, unless they come steadily, when over the last window there were on average fewer than half and over the one before fewer than this share", "ours: of 402 good runs of the clinic (2026-11-26) none had so few, of 82 failed ones without an alarm 37";
    COLLAPSE_FEW_DISTANCE: f32 = 0.2, "while the samples are on average at least this far on the way to bad", "ours: twice as far as where good ends";
    COLLAPSE_CLASS: f32 = 0.6, "or when a single class has so much more of the samples than its share of real ones", "ours";
    COLLAPSE_MEASUREMENTS: u32 = 2, "Measurements in a row that must show it", "ours: the last batch may have been unlucky";

    OSCILLATION_SWING: f32 = 2.0, "A swing of the energy distance is a rise or a fall by this factor", "ours";
    OSCILLATION_PEAKS: usize = 3, "Peaks at which the samples were bad", "ours; more than three changes in 1,000 steps";
    OSCILLATION_WITHIN: u32 = 1000, "Steps within which those peaks lie", "ours";
    OSCILLATION_MEASUREMENTS: u32 = 8, "or, where that is more, the steps of so many measurements: three peaks take at least six", "ours";

    GLANCE_EVERY: u32 = 100, "Steps between two glances at the samples, or a quarter of the interval of the snapshots where that is more", "ours: one costs a few milliseconds";

    WINDOW: u32 = 400, "Steps over which measurements are averaged where one alone says little, or the steps of two measurements where that is more", "ours";
    STALLED_POINTS: f32 = 60.0, "A run is stalled when over a window the energy distance of its points is on average above so many times that of real ones, and no nearer than over the one before", "ours: four times what the plain GAN comes to";
    STALLED_IMAGES: f32 = 30.0, "The same for images", "ours: spectral norm in both networks stays at 11 to 15 for long and its digits can be read";

    STALLED_AFTER: u32 = 700, "Steps after the first measurement that are too early for it", "ours: a deep G on moons was bad until step 600 and then good";
    STALLED_SHARE: f32 = 0.5, "or this share of the run, where that is less", "ours: of 91 runs of the clinic with 408 or 600 steps that missed their target twofold 19 had an alarm at their end before this, replayed with it 70 (2026-11-27)";
    STALLED_WINDOW: f32 = 0.33, "and its windows are this share of the run, where that is less", "ours: the same runs";
    STALLED_OVER: f32 = 0.5, "It is over when the mean distance is below this share of what it was then", "ours: a run that swings is a little nearer now and then";

    FAR_MODES: f32 = 0.9, "Images of this share of the modes are not far from real ones, whatever their distance says", "ours: a run with 98 of 100 pairs of digits was 45 times as far as real ones; its target is 90";

    CLIPPED: f32 = 0.5, "A critic is a very simple function when this share of its weights lies where it is clipped", "that clipping drives them there: Gulrajani et al. 2017, section 3; the share is ours";

    LEAK_SHARE: f32 = 0.1, "The augmentation leaks when so many more of G's images than of real ones have a grey box", "ours";
    LEAK_MEASUREMENTS: u32 = 2, "Measurements in a row that must show it", "ours";

    RATES_APART: f64 = 10.0, "Learning rates that are so many times apart are the first suspect", "ours: what people report (KerasGAN, issue 14) and what rescued the runs measured here";

    OVERFITTING_SHARE: f32 = 0.5, "D overfits when held-out images are this share of the way from training images to fakes (r_v)", "heuristic r_v: Karras et al. 2020 (ADA), equation 1; the value is ours";
    OVERFITTING_ACCURACY: f32 = 0.75, "while it knows this share of what it trains on", "ours, near ADA's r_t of 0.6, which is 0.8: below, r_v is a ratio of two noises";
    OVERFITTING_MEASUREMENTS: u32 = 2, "Measurements in a row that must show it", "ours";

    COPYING_FACTOR: f32 = 5.0, "G copies when so many times as many samples as of real ones have a training sample for a neighbour", "ours";
    COPYING_MEASUREMENTS: u32 = 2, "Measurements in a row that must show it", "ours";

    BAND_LOW: f64 = 0.72, "D's loss is usual from this share of the way from its floor to its equilibrium", "1.0 of 1.386: DCGAN's D halves of 0.5 to 0.8, Brownlee 2019";
    BAND_LOGIT: f64 = 2.0, "G's loss is usual while D calls fakes real with a logit from 0 down to minus this", "G's loss of 1 to 2: Brownlee 2019";
    BAND_ACCURACY_LOW: f64 = 0.5, "D's accuracy is usual from here", "Brownlee 2019";
    BAND_ACCURACY_HIGH: f64 = 0.8, "to here", "Brownlee 2019";
}
