//! D's logit under each image.

use crate::app::kit::canvas::Sheet;
use crate::app::kit::palette::Palette;
use crate::app::runs::images_shown::Images;
use crate::number::three_digits;
use crate::play::look::known;

/// Pixels across an image under which a number can be read.
const FITS: f64 = 34.0;
/// The bar that stands for it where it cannot, in pixels.
const BAR: f64 = 3.0;

/// Writes it under every image of a mosaic that is `tall`; where there is no room, a bar in the colours of D's opinion
/// says where it lies between the lowest and the highest.
pub fn captions(sheet: &Sheet, palette: &Palette, images: &Images<'_>, tall: f64) {
    let (context, logits) = (&sheet.context, images.logits());
    let finite = || logits.iter().copied().filter(|logit| logit.is_finite());
    let (low, high) = (finite().fold(f32::MAX, f32::min), finite().fold(f32::MIN, f32::max));
    context.set_font("12px system-ui, sans-serif");
    context.set_text_align("center");
    context.set_text_baseline("top");
    for place in 0..images.mosaic.count() {
        let Some(logit) = known(logits, images.order.sample(place)) else { continue };
        let [left, top, width, height] = images.mosaic.cell(place);
        let (x, y, wide) = (left * sheet.width, (top + height) * tall, width * sheet.width);
        if wide >= FITS {
            context.set_fill_style_str(&palette.text);
            let words = three_digits(logit.into());
            let _ = context.fill_text_with_max_width(&words, x + wide / 2.0, y + 1.0, wide);
        } else {
            let share = if high > low { (logit - low) / (high - low) } else { 0.5 };
            let [r, g, b] = palette.heat.get((255.0 * share) as usize).copied().unwrap_or([128; 3]);
            context.set_fill_style_str(&format!("rgb({r} {g} {b})"));
            context.fill_rect(x, y + 1.0, wide, BAR);
        }
    }
}
