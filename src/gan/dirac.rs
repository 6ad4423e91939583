//! The Dirac-GAN (`dirac/`), played by the step of all training: the pair is a G and a D for points without hidden
//! layers, of which one number each is not held at zero.

use burn::module::Param;
use burn::prelude::*;

use super::dropout::Masks;
use super::labels::Targets;
use super::step::{DiscriminatorBatch, Gan, GeneratorBatch, Seen};
use crate::dirac::{ARROWS, BESIDE, Eigenvalue, FAR, Game, Method, Played, STEPS, eigenvalues, place};
use crate::experiment::architecture::{Shape, ShapeError};
use crate::experiment::{Data, Experiment, Loss, Optimizer};
use crate::rng::Stream;

/// Samples in a batch with instance noise; without it all are the same, and one is enough.
const NOISY: usize = 64;

/// Half the distance between two places whose steps are compared: for the eigenvalues, and for how consensus
/// optimisation feels the pull of both. What is near 0 is known the more exactly the nearer it is, other places are
/// not.
const NEAR: f64 = 1.0 / 256.0;
const APART: f64 = 1.0 / 32.0;

/// Beyond this the slopes over two widths are not of one step without a kink.
const KINK: f64 = 0.01;

/// A pair of one number each: G's only layer makes (theta, 0) of nothing, D's looks at the first coordinate and has
/// no bias.
pub struct Pair {
    /// The two networks.
    pub gan: Gan,
    e: Experiment,
    device: Device,
    noise: Option<Tensor<2>>,
}

/// One of the two players, by its place in a pair of numbers.
#[derive(Clone, Copy, PartialEq)]
enum Player {
    G = 0,
    D = 1,
}

impl Pair {
    /// A pair at theta = psi = 0 that plays by the loss and the penalties that `change` sets, with plain gradient
    /// descent.
    ///
    /// # Errors
    /// As [`Gan::new`].
    pub fn new(change: impl FnOnce(&mut Experiment)) -> Result<Self, ShapeError> {
        let mut e = Experiment::default_for(Data::Ring8);
        (e.generator.depth, e.discriminator.depth, e.latent, e.batch) = (0, 0, 1, 1);
        change(&mut e);
        e.optimizer = Optimizer::Sgd;
        let device = Device::flex().autodiff();
        let noise = mirrored_noise(e.noise.sigma, &device);
        let mut pair = Self { gan: Gan::new(&e, Shape::Point, &device)?, e, device, noise };
        if let Some(g) = pair.gan.generator.output_mut() {
            g.weight = Param::from_data([[0.0, 0.0]], &pair.device);
        }
        pair.gan.discriminator.output_mut().bias = None;
        pair.set([0.0; 2]);
        Ok(pair)
    }

    /// Puts theta and psi there.
    pub fn set(&mut self, [theta, psi]: [f64; 2]) {
        if let Some(g) = self.gan.generator.output_mut() {
            g.bias = Some(Param::from_data([theta as f32, 0.0], &self.device));
        }
        self.gan.discriminator.output_mut().weight = Param::from_data([[psi as f32], [0.0]], &self.device);
    }

    /// Theta and psi.
    pub fn numbers(&mut self) -> [f64; 2] {
        let first = |numbers: Tensor<1>| numbers.into_data().iter::<f32>().next().map_or(f64::NAN, f64::from);
        let bias = self.gan.generator.output_mut().and_then(|g| g.bias.as_ref()).map(Param::val);
        let psi = self.gan.discriminator.output_mut().weight.val().flatten(0, 1);
        [bias.map_or(f64::NAN, first), first(psi)]
    }

    /// One update of G.
    pub fn update_g(&mut self, lr: f64) {
        let batch = GeneratorBatch { fake: self.seen(1), real: None, masks: Masks::default(), lr };
        self.gan.update_generator(&self.e, batch, false);
    }

    /// One update of D.
    pub fn update_d(&mut self, lr: f64) {
        // D has one slope everywhere, so it does not matter where between real and fake it is looked at.
        let between = (self.e.loss == Loss::WassersteinPenalty).then(|| self.seen(1).rows);
        let batch = DiscriminatorBatch {
            real: self.seen(2),
            fake: self.seen(1),
            targets: Targets::plain(),
            between,
            replayed: None,
            masks: Masks::default(),
            lr,
        };
        self.gan.update_discriminator(&self.e, batch, false);
    }

    /// Zeros, `[batch, n]`: real samples, latent vectors. D sees them, or what G makes of them, through the noise.
    fn seen(&self, n: usize) -> Seen {
        let batch = if self.noise.is_some() { NOISY } else { 1 };
        let rows = Tensor::zeros([batch, n], &self.device);
        Seen { noise: self.noise.clone(), ..Seen::plain(rows) }
    }

    /// Where `player`'s number stands after its update from `at`.
    fn updated(&mut self, player: Player, at: [f64; 2], lr: f64) -> f64 {
        self.set(at);
        match player {
            Player::G => self.update_g(lr),
            Player::D => self.update_d(lr),
        }
        self.numbers()[player as usize]
    }

    /// Half the squared length of both players' gradients at `at`: what consensus optimisation lowers.
    fn pull(&mut self, at: [f64; 2]) -> f64 {
        [Player::G, Player::D]
            .map(|player| self.updated(player, at, 1.0) - at[player as usize])
            .iter()
            .map(|gradient| gradient * gradient / 2.0)
            .sum()
    }
}

/// Noise of standard deviation `sigma` on the first coordinate, `[NOISY, 2]`: a fixed draw, mirrored and scaled, so that
/// its mean and variance are exact. The same in every update: the game that is played is that of the expectation.
fn mirrored_noise(sigma: f64, device: &Device) -> Option<Tensor<2>> {
    if sigma <= 0.0 {
        return None;
    }
    let half = Stream::new(1, "dirac").normals(NOISY / 2);
    let squares: f32 = half.iter().map(|v| v * v).sum();
    let scale = sigma as f32 * (half.len() as f32 / squares).sqrt();
    let rows: Vec<f32> = half.iter().flat_map(|v| [v * scale, 0.0, -v * scale, 0.0]).collect();
    Some(Tensor::from_data(TensorData::new(rows, [NOISY, 2]), device))
}

/// A game and the pair that plays it.
struct Table {
    game: Game,
    pair: Pair,
}

impl Table {
    fn new(game: Game) -> Result<Self, ShapeError> {
        let pair = Pair::new(|e| match game.method {
            Method::Plain | Method::Consensus => {}
            Method::Wasserstein => {
                e.set_loss(Loss::WassersteinClip);
                e.penalty.clip = 1.0;
            }
            Method::GradientPenalty => {
                e.set_loss(Loss::WassersteinPenalty);
                e.penalty.gp = game.weight;
            }
            Method::R1 => e.penalty.r1 = game.weight,
            Method::Noise => e.noise.sigma = game.noise,
        })?;
        Ok(Self { game, pair })
    }

    /// Where `player`'s number stands after its update from `at`: by the step, and with consensus optimisation less
    /// weight times the slope of [`Pair::pull`] (Mescheder et al. 2017, "The Numerics of GANs", section 4). Burn
    /// differentiates once, so that slope is a central difference.
    fn updated(&mut self, player: Player, at: [f64; 2]) -> f64 {
        let Game { method, rate, weight, .. } = self.game;
        let plain = self.pair.updated(player, at, rate);
        if method != Method::Consensus {
            return plain;
        }
        let [less, more] = [-APART, APART].map(|by| self.pair.pull(moved(at, player as usize, by)));
        plain - rate * weight * (more - less) / (2.0 * APART)
    }

    /// One step, D first. In turn, G answers the new D; at once, it answers the one before.
    fn step(&mut self, [theta, psi]: [f64; 2]) -> [f64; 2] {
        let new = (0..self.game.d_steps).fold(psi, |psi, _| self.updated(Player::D, [theta, psi]));
        [self.updated(Player::G, [theta, if self.game.in_turn { new } else { psi }]), new]
    }

    fn path(&mut self, mut at: [f64; 2]) -> Vec<[f32; 2]> {
        let mut path = vec![at.map(|v| v as f32)];
        // Also ends where a number is none.
        while path.len() <= STEPS as usize && at.iter().all(|v| v.abs() <= FAR) {
            at = self.step(at);
            path.push(at.map(|v| v as f32));
        }
        path
    }

    fn field(&mut self) -> Vec<[f32; 2]> {
        let places = (0..ARROWS * ARROWS).map(|i| [place(i % ARROWS), place(i / ARROWS)]);
        places
            .map(|at| {
                let to = self.step(at);
                [(to[0] - at[0]) as f32, (to[1] - at[1]) as f32]
            })
            .collect()
    }

    /// The Jacobian of one step at theta = psi = 0, by central differences of half-width `near`.
    fn jacobian(&mut self, near: f64) -> [[f64; 2]; 2] {
        let columns = [0, 1].map(|i| {
            let [less, more] = [-near, near].map(|by| self.step(moved([0.0; 2], i, by)));
            [0, 1].map(|row| (more[row] - less[row]) / (2.0 * near))
        });
        [0, 1].map(|row| [columns[0][row], columns[1][row]])
    }

    /// The eigenvalues of the Jacobian; `None` where it is another over half the width.
    fn eigenvalues(&mut self) -> Option<[Eigenvalue; 2]> {
        let [wide, narrow] = [NEAR, NEAR / 2.0].map(|near| self.jacobian(near));
        let same = wide.as_flattened().iter().zip(narrow.as_flattened()).all(|(a, b)| (a - b).abs() < KINK);
        same.then(|| eigenvalues(wide))
    }
}

fn moved(mut at: [f64; 2], coordinate: usize, by: f64) -> [f64; 2] {
    at[coordinate] += by;
    at
}

/// Plays `game`.
///
/// # Errors
/// As [`Gan::new`].
pub fn play(game: Game) -> Result<Played, ShapeError> {
    let mut table = Table::new(game.held())?;
    let [path, beside] = [game.start, BESIDE].map(|start| table.path(start));
    let field = table.field();
    Ok(Played { game, path, beside, field, eigenvalues: table.eigenvalues() })
}
