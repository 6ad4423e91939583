//! Pictures out of files: PNG of every colour type and JPEG. Compiled for the command line alone, where
//! their size does not matter.

use super::fault::{Fault, shown};
use super::orientation;
use super::picture::{Picture, most};
use crate::text::fault as t;

/// Decodes a PNG (W3C, Portable Network Graphics, third edition).
///
/// # Errors
/// When it is damaged, too small or too large.
pub fn png(bytes: &[u8]) -> Result<Picture, Fault> {
    let damaged = |error: png::DecodingError| damaged("PNG", &error);
    let mut decoder = png::Decoder::new(std::io::Cursor::new(bytes));
    decoder.set_transformations(png::Transformations::EXPAND | png::Transformations::STRIP_16);
    let header = decoder.read_header_info().map_err(damaged)?;
    Picture::fits(header.width as usize, header.height as usize, bytes.len())?;
    let mut reader = decoder.read_info().map_err(damaged)?;
    let size = reader.output_buffer_size().unwrap_or(usize::MAX);
    if size as u64 > most(bytes.len()).saturating_mul(4) {
        return Err(Fault::whole(t::BYTES_TOO_FEW.get(), t::PNG_OF_ITS_SIZE.get()));
    }
    let mut pixels = vec![0; size];
    let info = reader.next_frame(&mut pixels).map_err(damaged)?;
    let channels = info.color_type.samples();
    pixels.truncate(info.buffer_size());
    Ok(Picture::of_pixels(info.width as usize, &pixels, channels))
}

/// Decodes a JPEG (ITU-T T.81), turned as its camera was held.
///
/// # Errors
/// When it is damaged, too small or too large.
pub fn jpeg(bytes: &[u8]) -> Result<Picture, Fault> {
    use zune_jpeg::JpegDecoder;
    use zune_jpeg::zune_core::bytestream::ZCursor;
    use zune_jpeg::zune_core::colorspace::ColorSpace;
    use zune_jpeg::zune_core::options::DecoderOptions;

    let damaged = |error| damaged("JPEG", &error);
    let options = DecoderOptions::default().set_strict_mode(true).jpeg_set_out_colorspace(ColorSpace::Luma);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    decoder.decode_headers().map_err(damaged)?;
    let sizeless = || Fault::whole(t::JPEG_WITHOUT_SIZE.get(), t::WHOLE_JPEG.get());
    let info = decoder.info().ok_or_else(sizeless)?;
    let (width, height) = (usize::from(info.width), usize::from(info.height));
    Picture::fits(width, height, bytes.len())?;
    if decoder.input_colorspace() != Some(ColorSpace::Luma) {
        decoder.set_options(options.jpeg_set_out_colorspace(ColorSpace::RGB));
    }
    let pixels = decoder.decode().map_err(damaged)?;
    let channels = (pixels.len() / (width * height)).max(1);
    let turn = decoder.exif().map_or(1, |exif| orientation::read(exif));
    let picture = Picture::of_pixels(width, &pixels, channels);
    let mut upright = Picture { width, planes: Vec::new(), ..picture };
    for number in 0..picture.count() {
        let (columns, plane) = orientation::upright(picture.plane(number).to_vec(), width, turn);
        upright.width = columns;
        upright.planes.extend(plane);
    }
    Ok(upright)
}

fn damaged(what: &str, error: &dyn std::fmt::Display) -> Fault {
    let why = shown(&error.to_string());
    Fault::whole(t::damaged_picture(what, why), t::WHOLE_PICTURE.get())
}

#[cfg(test)]
#[path = "decoders_tests.rs"]
mod tests;
