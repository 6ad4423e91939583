//! Images side by side on a canvas.

use crate::app::kit::canvas::{Sheet, Stamp};
use crate::experiment::architecture::Shape;
use crate::export::picture::colour;
use crate::record::Pixels;

/// Draws up to `rows` rows of `across` images, with a pixel between them.
pub fn grid(
    sheet: &Sheet,
    stamp: Option<&mut Stamp>,
    pixels: &Pixels,
    shape: Shape,
    (across, rows): (usize, usize),
) {
    let (Some(stamp), Pixels::Images(bytes), Shape::Image { channels, size }) = (stamp, pixels, shape) else {
        return;
    };
    let (channels, size) = (channels as usize, size as usize);
    let image = channels * size * size;
    let cell = size + 1;
    let (width, height) = ((across * cell).saturating_sub(1), (rows * cell).saturating_sub(1));
    if width == 0 || height == 0 {
        return;
    }
    let pixel = |i: usize| {
        let (x, y) = (i % width, i / width);
        let (column, row, x, y) = (x / cell, y / cell, x % cell, y % cell);
        let at = (row * across + column) * image + (y * size + x) * channels;
        if x == size || y == size {
            return [0; 4];
        }
        bytes.get(at..at + channels).map(colour).map_or([0; 4], |[r, g, b]| [r, g, b, 255])
    };
    let tall = sheet.width * height as f64 / width as f64;
    let size = (width as u32, height as u32);
    let _ = stamp.draw(sheet, size, false, (0.0, 0.0, sheet.width, tall), pixel);
}
