//! Films as GIF, in the 256 colours that they have most of.

use gif::{Encoder, Frame, Repeat};

use super::picture::Picture;
use crate::text::report as t;

/// Colours of a GIF.
const COLOURS: usize = 256;
/// Colours that are told apart: five bits a channel.
const SHADES: usize = 1 << 15;

/// `count` pictures of one size, each shown for `centis` hundredths of a second, over and over. Each is asked for
/// twice: its colours are counted before any is written.
///
/// # Errors
/// When there are none, or one has more than 65,535 pixels on a side.
pub fn gif(count: u32, centis: u16, picture: &mut dyn FnMut(u32) -> Picture) -> Result<Vec<u8>, String> {
    let mut counts = vec![0_u32; SHADES];
    let mut side = (0, 0);
    for i in 0..count {
        let picture = picture(i);
        side = (picture.width, picture.height);
        for [r, g, b] in picture.rgb.as_chunks::<3>().0 {
            counts[shade([*r, *g, *b])] += 1;
        }
    }
    let palette = Palette::of(&counts);
    let small = |v: u32| u16::try_from(v).map_err(|_| t::large_gif(v));
    let (width, height) = (small(side.0)?, small(side.1)?);
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, width, height, &palette.bytes()).map_err(said)?;
    encoder.set_repeat(Repeat::Infinite).map_err(said)?;
    for i in 0..count {
        let picture = picture(i);
        let places: Vec<u8> =
            picture.rgb.as_chunks::<3>().0.iter().map(|rgb| palette.places[shade(*rgb)]).collect();
        let frame = Frame { delay: centis, width, height, buffer: places.into(), ..Frame::default() };
        encoder.write_frame(&frame).map_err(said)?;
    }
    encoder.into_inner().map_err(said)?;
    Ok(bytes)
}

fn said(error: gif::EncodingError) -> String {
    t::no_gif(error)
}

fn shade([r, g, b]: [u8; 3]) -> usize {
    usize::from(r >> 3) << 10 | usize::from(g >> 3) << 5 | usize::from(b >> 3)
}

/// The middle of a shade; black and white are themselves.
fn colour(shade: usize) -> [u8; 3] {
    [shade >> 10, shade >> 5 & 31, shade & 31].map(|v| (v << 3 | v >> 2) as u8)
}

/// The colours of a GIF, and which stands for each shade.
struct Palette {
    colours: Vec<[u8; 3]>,
    places: Vec<u8>,
}

impl Palette {
    /// The most frequent of `counts`.
    fn of(counts: &[u32]) -> Self {
        let mut shades: Vec<usize> = (0..counts.len()).filter(|i| counts[*i] > 0).collect();
        shades.sort_by_key(|i| (std::cmp::Reverse(counts[*i]), *i));
        let colours: Vec<[u8; 3]> = shades.iter().take(COLOURS).map(|i| colour(*i)).collect();
        let mut places = vec![0; counts.len()];
        for i in shades {
            places[i] = nearest(&colours, colour(i)) as u8;
        }
        Self { colours, places }
    }

    fn bytes(&self) -> Vec<u8> {
        self.colours.concat()
    }
}

fn nearest(colours: &[[u8; 3]], to: [u8; 3]) -> usize {
    let apart = |c: &[u8; 3]| (0..3).map(|i| (i32::from(c[i]) - i32::from(to[i])).pow(2)).sum::<i32>();
    (0..colours.len()).min_by_key(|i| apart(&colours[*i])).unwrap_or(0)
}
