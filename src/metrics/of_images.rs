//! What images are measured with: their pixels, and what a small network sees in them.

use super::accuracy::{agreement, score};
use super::copying::{CopyThreshold, Survey, nearest, nearest_other, survey};
use super::diversity::diversity;
use super::energy::Cloud;
use super::extremes::extremes;
use super::features::{Activations, FeatureNetwork};
use super::frechet::Gaussian;
use super::grey_boxes::grey_boxes;
use super::kid::Kid;
use super::largest_class::largest_class;
use super::mode_kl::{class_kl, reverse_kl};
use super::modes::Coverage;
use super::names::RANDOM_FEATURES;
use super::neighbours::{Balls, Overlap};
use super::samples::{Rows, Unfit};
use super::score::Better::{Higher, Lower};
use super::score::Score;
use crate::data::Batch;

/// Real images to judge against.
#[derive(Clone, Debug)]
pub struct ImageJudge {
    network: FeatureNetwork,
    /// Channels, and pixels on a side.
    planes: (usize, usize),
    /// Images that are trained on, and their classes.
    real: Cloud,
    labels: Vec<u8>,
    /// What the network sees in them.
    seen: Activations,
    gaussian: Result<Gaussian, Unfit>,
    kid: Result<Kid, Unfit>,
    /// As many of them as are judged.
    balls: Result<Balls, Unfit>,
    /// Nearer to an image that is trained on is a copy.
    copy: Result<CopyThreshold, Unfit>,
    /// Nearer to each other are duplicates.
    duplicate: Result<CopyThreshold, Unfit>,
    held_out: Batch,
    /// Images that are compared with each other; all that are there are sorted into modes.
    judged: usize,
}

/// The pixels of images that are judged, and what the network sees in them.
struct Judged<'a> {
    pixels: Rows<'a>,
    seen: Activations,
    /// The classes that were asked for.
    asked: Option<&'a [u8]>,
}

impl ImageJudge {
    /// Against the images `real` of so many channels and pixels on a side, in what `network` sees; as many images as are in `held_out` will be
    /// judged, at most `judged` of them by comparing each with each.
    pub fn new(
        network: FeatureNetwork,
        planes: (usize, usize),
        real: Batch,
        held_out: Batch,
        judged: usize,
    ) -> Self {
        let dims = planes.0 * planes.1 * planes.1;
        let rows = Rows::new(&real.values, dims);
        let fresh = Rows::new(&held_out.values, dims).first(judged);
        let seen = network.look(rows);
        let features = Rows::new(&seen.features, network.features());
        Self {
            gaussian: Gaussian::fit(features),
            kid: Kid::new(features),
            balls: Balls::new(features.first(fresh.count())),
            copy: CopyThreshold::new(&nearest(fresh, rows)),
            duplicate: CopyThreshold::new(&nearest_other(fresh)),
            real: Cloud::new(real.values, dims),
            labels: real.labels,
            network,
            planes,
            seen,
            held_out,
            judged,
        }
    }

    /// The scores of finite `images`, of which class `asked` was asked for.
    pub fn scores(&self, images: &[f32], asked: Option<&[u8]>) -> Vec<Score> {
        let all = Rows::new(images, self.real.dims());
        let (seen, pixels) = (self.network.look(all), all.first(self.judged));
        let modes = self.by_modes(&seen);
        let judged = Judged { pixels, seen, asked };
        let mut scores = self.by_features(&judged);
        if self.network.classes() == 0 {
            scores.iter_mut().for_each(|score| score.label.push_str(RANDOM_FEATURES));
        }
        let class = self.by_class(&judged);
        let giveaways = self.giveaways(&judged);
        let [energy, rest @ ..] = self.by_pixels(pixels);
        scores.insert(0, energy);
        scores.splice(1..1, modes);
        scores.extend(class.into_iter().chain(rest).chain(giveaways));
        // Pairs of digits are drawn without end: there are none to copy.
        scores.retain(|score| score.id != "copying" || !self.network.is_stacked());
        scores
    }

    /// How many of the pairs of digits there are, and how evenly.
    fn by_modes(&self, seen: &Activations) -> Vec<Score> {
        if !self.network.is_stacked() {
            return Vec::new();
        }
        let found = Coverage::sorted(seen.classes.iter().map(|c| usize::from(*c)), self.network.classes());
        vec![
            Score::new("modes", "Modes covered", Higher, Ok(found.covered() as f64)),
            Score::new("mode-kl", "Reverse KL over modes", Lower, reverse_kl(&found)),
        ]
    }

    fn by_features(&self, judged: &Judged<'_>) -> Vec<Score> {
        let all = Rows::new(&judged.seen.features, self.network.features());
        let frechet = self.gaussian.clone().and_then(|real| Ok(real.frechet(&Gaussian::fit(all)?)));
        let features = all.first(self.judged);
        let kid = self.kid.clone().and_then(|real| real.distance(features));
        let overlap = self.balls.clone().and_then(|real| Ok(real.overlap(&Balls::new(features)?)));
        let part = |of: fn(&Overlap) -> f64| overlap.as_ref().map(of).map_err(Clone::clone);
        vec![
            Score::new("frechet", "Fréchet distance", Lower, frechet),
            Score::new("kid", "KID", Lower, kid),
            Score::new("precision", "Precision", Higher, part(|o| o.precision)),
            Score::new("recall", "Recall", Higher, part(|o| o.recall)),
            Score::new("density", "Density", Higher, part(|o| o.density)),
            Score::new("coverage", "Coverage", Higher, part(|o| o.coverage)),
        ]
    }

    /// What needs classes: nothing with random features.
    fn by_class(&self, judged: &Judged<'_>) -> Vec<Score> {
        let classes = self.network.classes();
        let mut scores = Vec::new();
        if classes > 0 && !self.network.is_stacked() {
            let kl = class_kl(&judged.seen.classes, &self.seen.classes, classes);
            scores.push(Score::new("class-kl", "KL over classes", Lower, Ok(kl)));
        }
        if let Some(asked) = judged.asked {
            if classes > 0 {
                let share = agreement(&judged.seen.classes, asked);
                scores.push(Score::new("agreement", "Label agreement", Higher, Ok(share)));
            }
            scores.push(self.taught(judged.pixels, asked));
        }
        scores
    }

    /// What only the doctor reads: the class that most images are of, and what in their pixels tells them
    /// from real ones.
    fn giveaways(&self, judged: &Judged<'_>) -> Vec<Score> {
        let (channels, size) = self.planes;
        let boxes = grey_boxes(judged.pixels, channels, size);
        let mut scores = vec![
            Score::new("d-boxes", "Images with a grey box", Lower, Ok(boxes)),
            Score::new("d-extremes", "Pixels at black or white", Higher, Ok(extremes(judged.pixels.values))),
        ];
        if let Some((class, share)) = largest_class(&judged.seen.classes) {
            scores.push(Score::new("d-class", "Commonest class", Lower, Ok(f64::from(class))));
            scores.push(Score::new("d-class-share", "Share of it", Lower, Ok(share)));
        }
        scores
    }

    /// The classification accuracy score of `images` of the classes `labels`.
    fn taught(&self, images: Rows<'_>, labels: &[u8]) -> Score {
        let held_out = Rows::new(&self.held_out.values, images.dims);
        let share = score(&nearest(held_out, images), labels, &self.held_out.labels);
        Score::new("cas", "Classification accuracy score", Higher, Ok(share))
    }

    /// What the pixels tell, from one pass over each kind of pair.
    fn by_pixels(&self, pixels: Rows<'_>) -> [Score; 4] {
        let Survey { nearest: near, sum: between } = survey(pixels, self.real.rows(), false);
        let Survey { nearest: twins, sum: within } = survey(pixels, pixels, true);
        let cloud = Cloud::known(pixels.values.to_vec(), pixels.dims, within);
        let copies = self.copy.clone().map(|bound| bound.share(&near));
        let duplicates = self.duplicate.clone().map(|bound| bound.share(&twins));
        let label = format!("Copies of {} training images", self.real.count());
        [
            Score::new("energy", "Energy distance", Lower, Ok(self.real.energy_at(&cloud, between))),
            Score::new("diversity", "Diversity", Higher, diversity(&cloud, &self.real)),
            Score::new("copying", &label, Lower, copies),
            Score::new("duplicates", "Duplicates", Lower, duplicates),
        ]
    }

    /// The energy distance of `fake` alone.
    pub fn energy(&self, fake: &Cloud) -> f64 {
        self.real.energy(fake)
    }

    /// The floors that the held-out images give; of a run that asks for classes if `conditional`. That
    /// of the energy distance is its mean over many such sets, and that of the classification accuracy
    /// score is what as many training images teach.
    pub fn floors(&self, conditional: bool) -> Vec<Score> {
        let asked = conditional.then_some(&self.held_out.labels[..]);
        let mut floors = self.scores(&self.held_out.values, asked);
        let fresh = Rows::new(&self.held_out.values, self.real.dims()).first(self.judged);
        let held_out = Cloud::new(fresh.values.to_vec(), fresh.dims);
        for floor in &mut floors {
            match floor.id {
                "energy" => floor.value = Ok(self.real.floor(&held_out)),
                "cas" => {
                    floor.value = self.taught(self.real.rows().first(held_out.count()), &self.labels).value
                }
                _ => {}
            }
        }
        floors
    }
}
