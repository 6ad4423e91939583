//! Toy distributions in the plane, drawn without end.
//!
//! Ring and grid are those of `gan_toy.py` of WGAN-GP (Gulrajani et al. 2017). Every transcendental
//! goes through `libm`, so that wasm and native draw the same bits.

use crate::experiment::Data;
use crate::rng::Stream;

/// Modes on the ring.
const RING_MODES: usize = 8;
/// Radius of the ring.
const RING_RADIUS: f32 = 2.0 / 1.414;
/// Standard deviation of a mode of the ring, on each axis.
const RING_SIGMA: f32 = 0.02 / 1.414;

/// Modes on a side of the grid.
const GRID_SIDE: usize = 5;
/// Distance between neighbours on the grid.
const GRID_STEP: f32 = 2.0 / 2.828;
/// Standard deviation of a mode of the grid, on each axis.
const GRID_SIGMA: f32 = 0.05 / 2.828;

/// The spiral is (t cos t, t sin t) / `SPIRAL_SCALE` for t from 1.5 pi to 4.5 pi.
const SPIRAL_SCALE: f32 = 10.0;
/// Standard deviation around the spiral, on each axis.
const SPIRAL_SIGMA: f32 = 0.25 / SPIRAL_SCALE;

/// Standard deviation around the moons, on each axis.
const MOONS_SIGMA: f32 = 0.05;

/// The centres of a mixture of equal Gaussians.
#[derive(Clone, Debug, PartialEq)]
pub struct Modes {
    /// One centre a mode.
    pub centres: Vec<[f32; 2]>,
    /// Standard deviation of every mode, on each axis.
    pub sigma: f32,
}

/// The modes of `data`, where it is a mixture of Gaussians.
pub fn modes(data: Data) -> Option<Modes> {
    match data {
        Data::Ring8 => Some(Modes { centres: (0..RING_MODES).map(ring_centre).collect(), sigma: RING_SIGMA }),
        Data::Grid25 => {
            Some(Modes { centres: (0..GRID_SIDE * GRID_SIDE).map(grid_centre).collect(), sigma: GRID_SIGMA })
        }
        _ => None,
    }
}

/// Draws `n` points of `data` as x, y, x, y, …; data sets of images have no points.
pub fn draw(data: Data, stream: &mut Stream, n: usize) -> Vec<f32> {
    let point: fn(&mut Stream) -> [f32; 2] = match data {
        Data::Ring8 => |s| {
            let centre = ring_centre(s.below(RING_MODES));
            blurred(centre, RING_SIGMA, s)
        },
        Data::Grid25 => |s| {
            let centre = grid_centre(s.below(GRID_SIDE * GRID_SIDE));
            blurred(centre, GRID_SIGMA, s)
        },
        Data::Spiral => |s| {
            let centre = spiral(s.uniform());
            blurred(centre, SPIRAL_SIGMA, s)
        },
        Data::Moons => |s| {
            let upper = s.chance(0.5);
            let centre = moon(upper, s.uniform());
            blurred(centre, MOONS_SIGMA, s)
        },
        _ => return Vec::new(),
    };
    (0..n).flat_map(|_| point(stream)).collect()
}

fn ring_centre(mode: usize) -> [f32; 2] {
    let (sin, cos) = libm::sincosf(core::f32::consts::TAU * mode as f32 / RING_MODES as f32);
    [RING_RADIUS * cos, RING_RADIUS * sin]
}

fn grid_centre(mode: usize) -> [f32; 2] {
    let middle = (GRID_SIDE / 2) as f32;
    [(mode / GRID_SIDE) as f32 - middle, (mode % GRID_SIDE) as f32 - middle].map(|v| v * GRID_STEP)
}

/// The spiral at `u` of 0 to 1.
fn spiral(u: f32) -> [f32; 2] {
    let t = 1.5 * core::f32::consts::PI * (1.0 + 2.0 * u);
    let (sin, cos) = libm::sincosf(t);
    [t * cos / SPIRAL_SCALE, t * sin / SPIRAL_SCALE]
}

/// A half circle at `u` of 0 to 1; both together are centred on the origin.
fn moon(upper: bool, u: f32) -> [f32; 2] {
    let (sin, cos) = libm::sincosf(core::f32::consts::PI * u);
    if upper { [cos - 0.5, sin - 0.25] } else { [0.5 - cos, 0.25 - sin] }
}

fn blurred(centre: [f32; 2], sigma: f32, stream: &mut Stream) -> [f32; 2] {
    let (dx, dy) = (stream.normal(), stream.normal());
    [centre[0] + sigma * dx, centre[1] + sigma * dy]
}

#[cfg(test)]
mod tests {
    use std::f64::consts::PI;

    use super::*;

    const N: usize = 100_000;

    /// Mean x, mean y, variance x, variance y, covariance.
    fn moments(points: &[f32]) -> [f64; 5] {
        let pairs: Vec<_> = points.chunks(2).map(|p| (f64::from(p[0]), f64::from(p[1]))).collect();
        let mean = |f: &dyn Fn(f64, f64) -> f64| {
            pairs.iter().map(|(x, y)| f(*x, *y)).sum::<f64>() / pairs.len() as f64
        };
        let (mx, my) = (mean(&|x, _| x), mean(&|_, y| y));
        [
            mx,
            my,
            mean(&|x, _| (x - mx).powi(2)),
            mean(&|_, y| (y - my).powi(2)),
            mean(&|x, y| (x - mx) * (y - my)),
        ]
    }

    /// The moments of the noiseless spiral by the midpoint rule, plus the noise.
    fn spiral_moments() -> [f64; 5] {
        let n = 1_000_000;
        let curve: Vec<f32> = (0..n).flat_map(|i| spiral((i as f32 + 0.5) / n as f32)).collect();
        let [mx, my, vx, vy, xy] = moments(&curve);
        let noise = f64::from(SPIRAL_SIGMA).powi(2);
        [mx, my, vx + noise, vy + noise, xy]
    }

    #[test]
    fn means_and_covariances_are_those_of_the_closed_forms() {
        let ring = 2.0 / 1.414_f64.powi(2) + (0.02 / 1.414_f64).powi(2);
        let grid = (8.0 + 0.05_f64.powi(2)) / 2.828_f64.powi(2);
        let noise = f64::from(MOONS_SIGMA).powi(2);
        for (data, expected) in [
            (Data::Ring8, [0.0, 0.0, ring, ring, 0.0]),
            (Data::Grid25, [0.0, 0.0, grid, grid, 0.0]),
            (Data::Spiral, spiral_moments()),
            (Data::Moons, [0.0, 0.0, 0.75 + noise, 0.5625 - 1.0 / PI + noise, 0.125 - 1.0 / PI]),
        ] {
            let found = moments(&draw(data, &mut Stream::new(5, "batch"), N));
            for (a, b) in found.iter().zip(expected) {
                assert!((a - b).abs() < 0.015, "{data:?}: {found:?}, expected {expected:?}");
            }
        }
    }

    #[test]
    fn ring_and_grid_have_distinct_modes_and_every_point_lies_near_one() {
        for (data, count, apart) in [(Data::Ring8, 8, 1.0), (Data::Grid25, 25, 0.7)] {
            let Modes { centres, sigma } = modes(data).expect("a mixture");
            let distance = |a: [f32; 2], b: [f32; 2]| (a[0] - b[0]).hypot(a[1] - b[1]);
            assert_eq!(centres.len(), count);
            for (i, a) in centres.iter().enumerate() {
                assert!(centres[..i].iter().all(|b| distance(*a, *b) > apart), "{data:?} {i}");
            }
            let mut hits = vec![0_usize; count];
            let mut near = 0;
            for p in draw(data, &mut Stream::new(2, "batch"), N).chunks(2) {
                let to = |i: &usize| distance(centres[*i], [p[0], p[1]]);
                let nearest = (0..count).min_by(|a, b| to(a).total_cmp(&to(b))).expect("centres");
                hits[nearest] += 1;
                near += usize::from(to(&nearest) < 3.0 * sigma);
            }
            let fair = N / count;
            assert!(hits.iter().all(|h| h.abs_diff(fair) < fair / 10), "{data:?} {hits:?}");
            // A Gaussian in the plane has 98.889 % within 3 sigma (1 - exp(-9/2)).
            assert!((near as f64 / N as f64 - 0.98889).abs() < 0.002, "{data:?} {near}");
        }
    }

    #[test]
    fn every_set_stays_in_the_window_of_the_screen() {
        for data in [Data::Ring8, Data::Grid25, Data::Spiral, Data::Moons] {
            let points = draw(data, &mut Stream::new(1, "batch"), 10_000);
            assert!(points.iter().all(|v| v.abs() < 1.8), "{data:?}");
            assert!(points.iter().any(|v| v.abs() > 1.3), "{data:?}");
        }
    }
}
