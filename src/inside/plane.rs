//! A plane through latent space: what G makes around one sample, in two directions at right angles.

use serde::{Deserialize, Serialize};

use super::trip::Known;
use crate::experiment::LatentKind;

/// Images on a side.
pub const SIDE: usize = 7;

/// Where it leads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Along {
    /// To the right towards one sample, down towards another, as far as they are away. What the second direction has of
    /// the first is taken out of it. Where latents are normal all vectors are as long as the one in the middle, as on
    /// the great circles of a walk; uniform ones go straight and stay in their range.
    Samples(u32, u32),
    /// Over all of the first two latents, the others being those of the sample.
    #[default]
    Latents,
    /// The same, the others being 0.
    Zero,
}

/// Around the latent vector of one of the frame's samples, by its number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plane {
    /// What is in the middle.
    pub from: u32,
    /// Where it leads.
    pub along: Along,
}

/// How far first latents go from 0: to all of a uniform one, to two standard deviations of a normal one.
pub fn reach(kind: LatentKind) -> f32 {
    match kind {
        LatentKind::Normal => 2.0,
        LatentKind::Uniform => 1.0,
    }
}

impl Plane {
    /// Its latent vectors, row by row; `None` where there are no such samples.
    pub(super) fn vectors(self, known: &Known) -> Option<Vec<Vec<f32>>> {
        let (zero, reach) = (vec![0.0; known.width], reach(known.kind));
        let over = |base: &[f32]| {
            let set = |right: f64, down: f64| {
                let mut z = base.to_vec();
                z.iter_mut().zip([right, down]).for_each(|(z, share)| *z = reach * share as f32);
                z
            };
            grid(set)
        };
        Some(match self.along {
            Along::Zero => over(&zero),
            Along::Latents => over(known.latent(self.from)?),
            Along::Samples(right, down) => {
                let ends = [self.from, right, down].map(|sample| known.latent(sample));
                let [Some(from), Some(right), Some(down)] = ends else { return None };
                let [from, right, down] = [from, right, down].map(doubles);
                match known.kind {
                    LatentKind::Normal => {
                        let sphere = Compass::round(&from, &right, &down);
                        let compass = sphere.unwrap_or_else(|| Compass::straight(&from, &right, &down));
                        grid(|right, down| compass.at(&from, right, down))
                    }
                    LatentKind::Uniform => {
                        let compass = Compass::straight(&from, &right, &down);
                        let inside = |z: f32| z.clamp(-1.0, 1.0);
                        grid(|right, down| compass.at(&from, right, down).into_iter().map(inside).collect())
                    }
                }
            }
        })
    }
}

fn grid(at: impl Fn(f64, f64) -> Vec<f32>) -> Vec<Vec<f32>> {
    let share = |i: usize| 2.0 * i as f64 / (SIDE - 1) as f64 - 1.0;
    (0..SIDE * SIDE).map(|i| at(share(i % SIDE), share(i / SIDE))).collect()
}

/// Two directions at right angles, each as long as the way to its end.
struct Compass {
    right: Vec<f64>,
    down: Vec<f64>,
    /// On a sphere: its radius, so that lengths are those of arcs.
    radius: Option<f64>,
}

impl Compass {
    fn straight(from: &[f64], right: &[f64], down: &[f64]) -> Self {
        let [right, down] =
            [right, down].map(|end| end.iter().zip(from).map(|(e, f)| e - f).collect::<Vec<_>>());
        let square = stretched(less(&down, &right), length(&down));
        Self { right, down: square, radius: None }
    }

    /// Along the sphere around 0 on which `from` lies; `None` where it has no two directions towards these ends.
    fn round(from: &[f64], right: &[f64], down: &[f64]) -> Option<Self> {
        let radius = length(from);
        let across = less(right, from);
        let square = less(&less(down, from), &across);
        let is_direction = |v: &[f64]| length(v) > 1e-6;
        let arc = |end: &[f64]| radius * (dot(from, end) / (radius * length(end))).clamp(-1.0, 1.0).acos();
        (is_direction(from) && is_direction(&across) && is_direction(&square)).then(|| Self {
            right: stretched(across, arc(right)),
            down: stretched(square, arc(down)),
            radius: Some(radius),
        })
    }

    /// The vector at these shares of both directions.
    fn at(&self, from: &[f64], right: f64, down: f64) -> Vec<f32> {
        let away: Vec<f64> = self.right.iter().zip(&self.down).map(|(x, y)| right * x + down * y).collect();
        let angle = self.radius.map_or(0.0, |radius| length(&away) / radius);
        let along = if angle > 0.0 { angle.sin() / angle } else { 1.0 };
        from.iter().zip(&away).map(|(from, away)| (angle.cos() * from + along * away) as f32).collect()
    }
}

fn doubles(z: &[f32]) -> Vec<f64> {
    z.iter().copied().map(f64::from).collect()
}

fn dot(x: &[f64], y: &[f64]) -> f64 {
    x.iter().zip(y).map(|(x, y)| x * y).sum()
}

fn length(x: &[f64]) -> f64 {
    dot(x, x).sqrt()
}

/// `x` without what it has of the direction of `y`.
fn less(x: &[f64], y: &[f64]) -> Vec<f64> {
    let share = dot(x, y) / dot(y, y).max(f64::MIN_POSITIVE);
    x.iter().zip(y).map(|(x, y)| x - share * y).collect()
}

/// `x` made so long; nothing where it has no direction.
fn stretched(x: Vec<f64>, to: f64) -> Vec<f64> {
    let own = length(&x);
    let by = if own > 1e-6 { to / own } else { 0.0 };
    x.into_iter().map(|x| by * x).collect()
}

#[cfg(test)]
#[path = "plane_tests.rs"]
mod tests;
