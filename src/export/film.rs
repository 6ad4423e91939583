//! A film, picture by picture: the runs side by side, from the same latent vectors all through, with the step.

use super::font;
use super::picture::{Picture, colour};
use super::taken::{Taken, TakenRun};
use crate::experiment::architecture::Shape;
use crate::number::whole;
use crate::record::{Frame, Pixels};

/// Pixels on a side of a run's picture, about.
const SIDE: u32 = 256;
/// Pixels around it.
const GAP: u32 = 8;
/// Pixels above, for the words.
const HEAD: u32 = 28;

/// The hues of the runs, as the page has them by day.
pub const RUNS: [[u8; 3]; 4] = [[0, 103, 168], [184, 78, 0], [0, 122, 90], [156, 79, 134]];
const TEXT: [u8; 3] = [26, 29, 33];
const MUTED: [u8; 3] = [91, 100, 114];
const RING: [u8; 3] = [150, 156, 165];
const WHITE: [f32; 3] = [255.0; 3];
const FAKE: [f32; 3] = [140.0, 81.0, 10.0];
const REAL: [f32; 3] = [1.0, 102.0, 94.0];

/// The runs of `taken` that are shown: one, or all.
pub fn chosen(taken: &Taken, run: Option<usize>) -> Vec<&TakenRun> {
    taken.runs.iter().enumerate().filter(|(i, _)| run.is_none_or(|run| run == *i)).map(|(_, r)| r).collect()
}

/// The picture of `runs` at `step`.
pub fn picture(runs: &[&TakenRun], step: u32) -> Picture {
    let sizes: Vec<(u32, u32)> = runs.iter().map(|run| size(run)).collect();
    let width = sizes.iter().map(|(w, _)| w + GAP).sum::<u32>() + GAP;
    let height = sizes.iter().map(|(_, h)| *h).max().unwrap_or(SIDE) + HEAD + GAP;
    let mut picture = Picture::new(width, height);
    picture.rgb.fill(255);
    let mut left = GAP;
    for (run, (wide, high)) in runs.iter().zip(&sizes) {
        let hue = RUNS[(run.letter as usize).wrapping_sub('A' as usize) % RUNS.len()];
        font::write(&mut picture, &run.letter.to_string(), (left, 7), 2, hue);
        if let Some((at, frame)) = run.frame(step) {
            font::write(&mut picture, &format!("step {}", whole((*at).into())), (left + 20, 10), 1, TEXT);
            draw(&mut picture, run, frame, (left, HEAD), (*wide, *high), hue);
        } else {
            font::write(&mut picture, "nothing yet", (left + 20, 10), 1, MUTED);
        }
        left += wide + GAP;
    }
    picture
}

/// Images in a row and in a column of `frame`.
fn layout(frame: &Frame, image: usize) -> (u32, u32) {
    let Pixels::Images(bytes) = &frame.samples else { return (1, 1) };
    let count = (bytes.len() / image.max(1)) as u32;
    let columns = frame.columns.max(1);
    (columns, count.div_ceil(columns).max(1))
}

/// Pixels that `run` takes, the same at every step.
fn size(run: &TakenRun) -> (u32, u32) {
    let (Some(Shape::Image { channels, size }), Some((_, frame))) = (run.shape, run.frames.first()) else {
        return (SIDE, SIDE);
    };
    let (columns, rows) = layout(frame, (channels * size * size) as usize);
    let zoom = zoom(columns, size);
    ((columns * (size + 1) - 1) * zoom, (rows * (size + 1) - 1) * zoom)
}

fn zoom(columns: u32, size: u32) -> u32 {
    (SIDE / (columns * (size + 1))).max(1)
}

fn draw(
    picture: &mut Picture,
    run: &TakenRun,
    frame: &Frame,
    at: (u32, u32),
    place: (u32, u32),
    hue: [u8; 3],
) {
    match (&frame.samples, run.shape) {
        (Pixels::Images(bytes), Some(Shape::Image { channels, size })) => {
            images(picture, bytes, (channels, size), layout(frame, (channels * size * size) as usize).0, at);
        }
        (Pixels::Points(points), _) => {
            heat(picture, frame, at, place);
            if let Some(Pixels::Points(real)) = &run.real {
                dots(picture, real, frame.extent, at, place, RING);
            }
            dots(picture, points, frame.extent, at, place, hue);
        }
        _ => {}
    }
}

fn images(picture: &mut Picture, bytes: &[u8], (channels, size): (u32, u32), columns: u32, at: (u32, u32)) {
    let (image, zoom) = ((channels * size * size) as usize, zoom(columns, size));
    for (i, pixels) in bytes.chunks_exact(image.max(1)).enumerate() {
        let (column, row) = (i as u32 % columns, i as u32 / columns);
        let corner = (at.0 + column * (size + 1) * zoom, at.1 + row * (size + 1) * zoom);
        for (j, pixel) in pixels.chunks_exact(channels.max(1) as usize).enumerate() {
            let (x, y) = (j as u32 % size, j as u32 / size);
            let colour = colour(pixel);
            for (dx, dy) in (0..zoom).flat_map(|dx| (0..zoom).map(move |dy| (dx, dy))) {
                picture.set(corner.0 + x * zoom + dx, corner.1 + y * zoom + dy, colour);
            }
        }
    }
}

/// D's opinion as the page draws it: pale, so that the hues of the runs stand out.
fn heat(picture: &mut Picture, frame: &Frame, at: (u32, u32), (wide, high): (u32, u32)) {
    let side = frame.heat_side;
    if side == 0 || frame.heat.len() != (side * side) as usize {
        return;
    }
    let shades: Vec<[u8; 3]> = (0..=255u8).map(shade).collect();
    for (x, y) in (0..high).flat_map(|y| (0..wide).map(move |x| (x, y))) {
        let cell = (y * side / high) * side + x * side / wide;
        picture.set(at.0 + x, at.1 + y, shades[usize::from(frame.heat[cell as usize])]);
    }
}

fn shade(value: u8) -> [u8; 3] {
    let signed = 2.0 * f32::from(value) / 255.0 - 1.0;
    let end = if signed < 0.0 { FAKE } else { REAL };
    // In steps, so that a film of few colours has room for the others.
    let weight = (0.42 * libm::powf(signed.abs(), 0.85) * 50.0).round() / 50.0;
    std::array::from_fn(|i| (WHITE[i] + weight * (end[i] - WHITE[i])).round() as u8)
}

fn dots(
    picture: &mut Picture,
    points: &[f32],
    extent: f32,
    at: (u32, u32),
    (wide, high): (u32, u32),
    colour: [u8; 3],
) {
    for [x, y] in points.as_chunks::<2>().0 {
        let (x, y) = (x / extent, -y / extent);
        if x.abs() > 1.0 || y.abs() > 1.0 || !(x.is_finite() && y.is_finite()) {
            continue;
        }
        let place = |v: f32, side: u32| ((v + 1.0) / 2.0 * (side - 2) as f32) as u32;
        let (x, y) = (at.0 + place(x, wide), at.1 + place(y, high));
        for (dx, dy) in [(0, 0), (1, 0), (0, 1), (1, 1)] {
            picture.set(x + dx, y + dy, colour);
        }
    }
}
