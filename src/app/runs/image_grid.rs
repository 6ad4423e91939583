//! Images side by side on a canvas.

use crate::app::kit::canvas::{Sheet, Stamp};
use crate::experiment::architecture::Shape;
use crate::export::picture::colour;
use crate::play::look::Mosaic;
use crate::record::Pixels;

/// Draws up to `rows` rows of `across` images, with a pixel between them.
pub fn grid(
    sheet: &Sheet,
    stamp: Option<&mut Stamp>,
    pixels: &Pixels,
    shape: Shape,
    (across, rows): (usize, usize),
) {
    if let (Pixels::Images(bytes), Some(size)) = (pixels, side(shape)) {
        lay(sheet, stamp, bytes, shape, Mosaic::new((across, rows), size), |place| place);
    }
}

/// Pixels on a side of an image.
pub fn side(shape: Shape) -> Option<usize> {
    match shape {
        Shape::Image { size, .. } => Some(size as usize),
        Shape::Point => None,
    }
}

/// Draws images as `mosaic` lays them, at each place the one that `sample` says, as wide as the sheet. Answers how tall
/// that is.
pub fn lay(
    sheet: &Sheet,
    stamp: Option<&mut Stamp>,
    bytes: &[u8],
    shape: Shape,
    mosaic: Mosaic,
    sample: impl Fn(usize) -> usize,
) -> f64 {
    let (Some(stamp), Shape::Image { channels, size }) = (stamp, shape) else { return 0.0 };
    let (width, height) = mosaic.extent();
    if width == 0 || height == 0 {
        return 0.0;
    }
    let (channels, area) = (channels as usize, (size * size) as usize);
    let pixel = |i: usize| {
        let Some((place, pixel)) = mosaic.pixel(i) else { return [0; 4] };
        let at = (sample(place) * area + pixel) * channels;
        bytes.get(at..at + channels).map(colour).map_or([0; 4], |[r, g, b]| [r, g, b, 255])
    };
    let tall = sheet.width * height as f64 / width as f64;
    let _ = stamp.draw(sheet, (width as u32, height as u32), false, (0.0, 0.0, sheet.width, tall), pixel);
    tall
}
