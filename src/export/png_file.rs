//! Pictures as PNG, and films as APNG: a PNG with more pictures behind the first.

use super::picture::Picture;
use crate::text::report as t;

/// `picture` as a PNG.
///
/// # Errors
/// When it has no pixels.
pub fn png(picture: &Picture) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let mut writer = encoder(&mut bytes, picture).write_header().map_err(said)?;
    writer.write_image_data(&picture.rgb).map_err(said)?;
    writer.finish().map_err(said)?;
    Ok(bytes)
}

/// `count` pictures of one size, each shown for `millis`, over and over.
///
/// # Errors
/// When there are none, or they are of several sizes.
pub fn apng(count: u32, millis: u16, picture: &mut dyn FnMut(u32) -> Picture) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let first = picture(0);
    let mut encoder = encoder(&mut bytes, &first);
    encoder.set_animated(count, 0).map_err(said)?;
    encoder.set_frame_delay(millis, 1000).map_err(said)?;
    let mut writer = encoder.write_header().map_err(said)?;
    writer.write_image_data(&first.rgb).map_err(said)?;
    for i in 1..count {
        writer.write_image_data(&picture(i).rgb).map_err(said)?;
    }
    writer.finish().map_err(said)?;
    Ok(bytes)
}

fn encoder<'a>(bytes: &'a mut Vec<u8>, picture: &Picture) -> png::Encoder<'static, &'a mut Vec<u8>> {
    let mut encoder = png::Encoder::new(bytes, picture.width, picture.height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Fast);
    encoder
}

fn said(error: png::EncodingError) -> String {
    t::no_picture(error)
}
