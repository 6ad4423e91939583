//! A small picture of a run for the list.

use serde::{Deserialize, Serialize};

use super::payload::is_whole;
use crate::experiment::architecture::Shape;
use crate::record::{Frame, Pixels};

/// Points on a side of the heat map.
const HEAT: usize = 24;

/// Points at most.
const POINTS: usize = 96;

/// Images on a side.
const IMAGES: usize = 3;

/// A small picture: a frame with little in it, and what its samples are.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Thumb {
    /// What is drawn.
    pub frame: Frame,
    /// What a sample is.
    pub shape: Shape,
}

impl Thumb {
    /// Of `frame`, whose samples have `shape`.
    pub fn of(frame: &Frame, shape: Shape) -> Self {
        let samples = match (&frame.samples, shape) {
            (Pixels::Images(bytes), Shape::Image { channels, size }) => {
                Pixels::Images(corner(bytes, (channels * size * size) as usize, frame.columns as usize))
            }
            (Pixels::Images(_), Shape::Point) => Pixels::Images(Vec::new()),
            (Pixels::Points(points), _) => Pixels::Points(points[..points.len().min(2 * POINTS)].to_vec()),
        };
        let heat = smaller(&frame.heat, frame.heat_side as usize);
        let heat_side = if heat.is_empty() { 0 } else { HEAT as u32 };
        Self {
            frame: Frame {
                samples,
                heat,
                heat_side,
                extent: frame.extent,
                columns: IMAGES as u32,
                averaged: None,
                average_decay: None,
                scales: Vec::new(),
                sigmas: Vec::new(),
                millis: 0.0,
            },
            shape,
        }
    }

    /// Whether it can be drawn.
    pub fn is_whole(&self) -> bool {
        let small = !matches!(self.shape, Shape::Image { channels, size } if channels > 4 || size > 256);
        small && is_whole(&self.frame)
    }
}

/// The upper left images of rows of `columns`.
fn corner(bytes: &[u8], image: usize, columns: usize) -> Vec<u8> {
    let at = |i: usize| {
        let start = ((i / IMAGES) * columns + i % IMAGES) * image;
        bytes.get(start..start + image).unwrap_or_default()
    };
    (0..IMAGES * IMAGES).flat_map(at).copied().collect()
}

/// Every so many-th point of a square map.
fn smaller(heat: &[u8], side: usize) -> Vec<u8> {
    if side < HEAT || heat.len() != side * side {
        return Vec::new();
    }
    let at = |i: usize| (2 * i + 1) * side / (2 * HEAT);
    (0..HEAT * HEAT).map(|i| heat[at(i / HEAT) * side + at(i % HEAT)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(samples: Pixels, heat_side: usize, columns: u32) -> Frame {
        Frame {
            samples,
            heat: (0..heat_side * heat_side).map(|i| (i / heat_side) as u8).collect(),
            heat_side: heat_side as u32,
            extent: 2.0,
            columns,
            averaged: None,
            average_decay: None,
            scales: Vec::new(),
            sigmas: Vec::new(),
            millis: 1.0,
        }
    }

    #[test]
    fn points_keep_a_coarse_map_and_some_of_themselves() {
        let thumb = Thumb::of(&frame(Pixels::Points(vec![0.5; 1_024]), 48, 0), Shape::Point);
        assert!(thumb.is_whole());
        assert_eq!(thumb.frame.samples, Pixels::Points(vec![0.5; 2 * POINTS]));
        assert_eq!((thumb.frame.heat_side, thumb.frame.heat[0], thumb.frame.heat[HEAT]), (24, 1, 3));
    }

    #[test]
    fn images_keep_their_upper_left_corner() {
        let pixels = Pixels::Images((0..64_u8).flat_map(|i| [i; 16]).collect());
        let thumb = Thumb::of(&frame(pixels, 0, 8), Shape::Image { channels: 1, size: 4 });
        let first: Vec<u8> = (0..9).map(|i| i / 3 * 8 + i % 3).flat_map(|i| [i; 16]).collect();
        assert_eq!(thumb.frame.samples, Pixels::Images(first));
    }
}
