//! Pictures of every kind.

use png::{BitDepth, ColorType};

use super::*;

/// A PNG of `width` x 8 pixels, whose data are repeated to that size.
fn encoded(
    width: u32,
    color: ColorType,
    depth: BitDepth,
    row: &[u8],
    extra: impl Fn(&mut png::Encoder<&mut Vec<u8>>),
) -> Vec<u8> {
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, width, 8);
    encoder.set_color(color);
    encoder.set_depth(depth);
    extra(&mut encoder);
    let mut writer = encoder.write_header().expect("memory");
    writer.write_image_data(&row.repeat(8)).expect("memory");
    writer.finish().expect("memory");
    out
}

fn first(file: &[u8]) -> u8 {
    png(file).expect("a picture").grey().planes[0]
}

#[test]
fn png_of_every_colour_type_becomes_grey() {
    let nothing = |_: &mut png::Encoder<&mut Vec<u8>>| {};
    let eight = BitDepth::Eight;
    assert_eq!(first(&encoded(8, ColorType::Grayscale, eight, &[9; 8], nothing)), 9);
    assert_eq!(first(&encoded(8, ColorType::Grayscale, BitDepth::One, &[0b1010_1010], nothing)), 255);
    assert_eq!(
        first(&encoded(8, ColorType::Grayscale, BitDepth::Sixteen, &[200, 7].repeat(8), nothing)),
        200
    );
    assert_eq!(first(&encoded(8, ColorType::GrayscaleAlpha, eight, &[9, 0].repeat(8), nothing)), 255);
    assert_eq!(first(&encoded(8, ColorType::Rgb, eight, &[255, 0, 0].repeat(8), nothing)), 76);
    assert_eq!(first(&encoded(8, ColorType::Rgba, eight, &[0, 0, 255, 255].repeat(8), nothing)), 29);
    let sixteen = [[0, 0, 0, 0, 255, 255], [0, 0, 0, 0, 255, 255]].concat();
    assert_eq!(first(&encoded(8, ColorType::Rgb, BitDepth::Sixteen, &sixteen.repeat(4), nothing)), 29);
    let palette = |encoder: &mut png::Encoder<&mut Vec<u8>>| encoder.set_palette(vec![1, 1, 1, 0, 255, 0]);
    assert_eq!(first(&encoded(8, ColorType::Indexed, eight, &[1; 8], palette)), 150);
    // Grey of one bit, of which black is transparent (tRNS).
    let clear = |encoder: &mut png::Encoder<&mut Vec<u8>>| encoder.set_trns(vec![0, 0]);
    assert_eq!(first(&encoded(8, ColorType::Grayscale, BitDepth::One, &[0], clear)), 255);
}

#[test]
fn a_picture_keeps_its_colours_in_planes() {
    let red = encoded(8, ColorType::Rgba, BitDepth::Eight, &[255, 0, 0, 255].repeat(8), |_| {});
    let red = png(&red).expect("a picture");
    assert_eq!((red.colour, red.planes.len(), red.planes[63], red.planes[64]), (true, 192, 255, 0));
    let grey = encoded(8, ColorType::Rgb, BitDepth::Eight, &[7; 24], |_| {});
    assert!(png(&grey).is_ok_and(|picture| !picture.colour && picture.planes == [7; 64]));
}

#[test]
fn damaged_small_and_absurd_pictures_are_named() {
    let whole = encoded(8, ColorType::Grayscale, BitDepth::Eight, &[9; 8], |_| {});
    let said = |file: &[u8]| png(file).expect_err("bad").of("a.png").to_string();
    assert!(said(&whole[..whole.len() - 20]).starts_with("a.png: a damaged PNG ("));
    let small = encoded(7, ColorType::Grayscale, BitDepth::Eight, &[9; 7], |_| {});
    assert_eq!(
        said(&small),
        "a.png: a picture of 7 x 8 pixels; expected at least 8 x 8, and at most 50 million pixels"
    );
    let mut absurd = whole.clone();
    absurd[16..24].copy_from_slice(&[0, 0, 0x1b, 0xff, 0, 0, 0x1b, 0xff]);
    let crc = crc(&absurd[12..29]);
    absurd[29..33].copy_from_slice(&crc.to_be_bytes());
    let found = said(&absurd);
    assert!(found.starts_with("a.png: a picture of 7167 x 7167 pixels"), "{found}");
}

fn crc(bytes: &[u8]) -> u32 {
    rawzip::crc32(bytes)
}

/// A JPEG of 16 x 8 pixels, grey 200 left and grey 60 right (libjpeg, quality 95).
const TWO_GREYS: &[u8] = include_bytes!("two_greys.jpg");

#[test]
fn a_jpeg_is_decoded_and_its_damage_named() {
    let found = jpeg(TWO_GREYS).expect("a picture");
    assert_eq!((found.width, found.planes.len(), found.colour), (16, 128, false));
    assert!(
        found.planes[0].abs_diff(200) < 4 && found.planes[15].abs_diff(60) < 4,
        "{:?}",
        &found.planes[..16]
    );
    let said = jpeg(&TWO_GREYS[..200]).expect_err("cut").of("a.jpg").to_string();
    assert!(said.starts_with("a.jpg: a damaged JPEG ("), "{said}");
}
