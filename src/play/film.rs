//! A film of a comparison on points: what its pictures showed while it was trained once, small enough to be fetched
//! beside an engine.
//!
//! A file is a head (magic, version, the hash of the link that it belongs to, the hash of all the rest) and a row of
//! bits: sizes, steps, real points, then the pictures of run after run. A coordinate is one of `LEVELS` places
//! across the view, or outside of it, an opinion of D one of `SHADES`; each is told by how far it is from that of
//! the picture before, in Rice's code (IEEE Trans. Commun. 1971), whose parameter stands before each row.

use crate::experiment::script::MAX_STEP;
use crate::experiment::{MAX_RUNS, Script, link};
use crate::record::{Frame, Pixels};

/// How a film begins.
const MAGIC: [u8; 4] = *b"SDLf";
/// Raised when what a film holds changes its meaning.
const VERSION: u16 = 1;
/// Magic, version and both hashes.
const HEAD: usize = 4 + 2 + 8 + 8;
/// Places of a coordinate from edge to edge; one more number says that it lies beyond.
const LEVELS: u32 = 511;
/// Opinions of D that are told apart.
const SHADES: u32 = 16;
/// Bits of each number before the pictures: runs, pictures, points, real points, cells on a side, a step.
const BITS: [u32; 6] = [3, 7, 11, 11, 7, 20];

/// A film. All its pictures have as many points, cells and the same view.
#[derive(Clone, Debug, PartialEq)]
pub struct Film {
    /// [`Film::name`] of what was trained.
    pub of: u64,
    /// The steps of its pictures, rising.
    pub steps: Vec<u32>,
    /// Real points; what lies outside of the view is infinitely far.
    pub real: Pixels,
    /// The pictures of each run, one a step.
    pub runs: Vec<Vec<Frame>>,
}

impl Film {
    /// By what a film of the runs of `script` is known: the hash of their link.
    pub fn name(script: &Script) -> u64 {
        let runs = Script { hidden: Vec::new(), at: None, luck: None, ..script.clone() };
        hash(&[link::write(&runs).as_bytes()])
    }

    /// The file; `None` where the pictures differ in what they must have in common, or are more than it holds.
    pub fn encode(&self) -> Option<Vec<u8>> {
        let first = self.runs.first()?.first()?;
        let (extent, side) = (first.extent, first.heat_side as usize);
        let (points, real) = (places(&first.samples, extent)?.len() / 2, places(&self.real, extent)?);
        let sizes = [self.runs.len(), self.steps.len(), points, real.len() / 2, side];
        if self.steps.iter().any(|step| *step > MAX_STEP) || self.runs.iter().any(|run| run.len() != sizes[1])
        {
            return None;
        }
        let mut bits = Writer::default();
        for (size, width) in sizes.into_iter().zip(BITS) {
            bits.number(u32::try_from(size).ok().filter(|size| *size < 1 << width)?, width);
        }
        bits.number(extent.to_bits(), 32);
        self.steps.iter().for_each(|step| bits.number(*step, BITS[5]));
        bits.row(&mut middle(real.len(), LEVELS), &real);
        for run in &self.runs {
            let mut before = (middle(2 * points, LEVELS), middle(side * side, SHADES));
            for frame in run {
                let dots = places(&frame.samples, extent)?;
                let shades: Vec<u32> =
                    frame.heat.iter().map(|heat| u32::from(*heat) * SHADES / 256).collect();
                if (dots.len(), shades.len(), frame.extent) != (2 * points, side * side, extent) {
                    return None;
                }
                bits.row(&mut before.0, &dots);
                bits.row(&mut before.1, &shades);
            }
        }
        // What cannot be read is not written: too many runs, or steps that do not rise.
        let mut file = Vec::from(MAGIC);
        file.extend(VERSION.to_le_bytes());
        file.extend(self.of.to_le_bytes());
        file.extend(hash(&[&file, &bits.bytes]).to_le_bytes());
        file.extend(bits.bytes);
        Self::decode(&file).map(|_| file)
    }

    /// The film of a file; `None` where it is none, of another version, cut or damaged.
    pub fn decode(file: &[u8]) -> Option<Self> {
        let (head, bytes) = file.split_first_chunk::<HEAD>()?;
        let (named, sum) = head.split_last_chunk::<8>()?;
        let (said, of) = named.split_last_chunk::<8>()?;
        let whole = said == [&MAGIC[..], &VERSION.to_le_bytes()].concat();
        if !whole || hash(&[named, bytes]) != u64::from_le_bytes(*sum) {
            return None;
        }
        let mut bits = Bits { bytes, at: 0 };
        let [runs, count, points, real, side] = {
            let mut sizes = [0; 5];
            for (size, width) in sizes.iter_mut().zip(BITS) {
                *size = bits.number(width)? as usize;
            }
            sizes
        };
        let extent = f32::from_bits(bits.number(32)?);
        let steps = (0..count).map(|_| bits.number(BITS[5])).collect::<Option<Vec<u32>>>()?;
        let rising = steps.is_sorted_by(|one, next| one < next) && steps.last() <= Some(&MAX_STEP);
        if !rising || count == 0 || runs == 0 || runs > MAX_RUNS || !(extent > 0.0 && extent < 1e6) {
            return None;
        }
        let mut rings = middle(2 * real, LEVELS);
        bits.row(&mut rings, LEVELS)?;
        let picture = |bits: &mut Bits<'_>, dots: &mut [u32], shades: &mut [u32]| {
            bits.row(dots, LEVELS)?;
            bits.row(shades, SHADES - 1)?;
            Some(frame(dots, shades, (side as u32, extent)))
        };
        let run = |bits: &mut Bits<'_>| {
            let (mut dots, mut shades) = (middle(2 * points, LEVELS), middle(side * side, SHADES));
            (0..count).map(|_| picture(bits, &mut dots, &mut shades)).collect::<Option<Vec<Frame>>>()
        };
        let runs = (0..runs).map(|_| run(&mut bits)).collect::<Option<Vec<_>>>()?;
        let film = Self { of: u64::from_le_bytes(*of), steps, real: shown(&rings, extent), runs };
        (bits.at.div_ceil(8) == bytes.len()).then_some(film)
    }
}

/// FNV-1a of 64 bits (Fowler, Noll and Vo 1991) over `parts`.
fn hash(parts: &[&[u8]]) -> u64 {
    let bytes = parts.iter().copied().flatten();
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

/// What the first picture is told by: the middle of so many values.
fn middle(count: usize, values: u32) -> Vec<u32> {
    vec![values / 2; count]
}

/// The numbers of the coordinates of `pixels`, 0 for what lies outside; images have none.
fn places(pixels: &Pixels, extent: f32) -> Option<Vec<u32>> {
    let Pixels::Points(points) = pixels else { return None };
    let place = |v: &f32| {
        let share = (v / extent + 1.0) / 2.0;
        if (0.0..=1.0).contains(&share) { 1 + (share * (LEVELS - 1) as f32).round() as u32 } else { 0 }
    };
    Some(points.iter().map(place).collect())
}

/// The points of such numbers.
fn shown(places: &[u32], extent: f32) -> Pixels {
    let at = |place: u32| ((place - 1) as f32 / (LEVELS - 1) as f32 * 2.0 - 1.0) * extent;
    Pixels::Points(places.iter().map(|p| if *p == 0 { f32::INFINITY } else { at(*p) }).collect())
}

fn frame(dots: &[u32], shades: &[u32], (heat_side, extent): (u32, f32)) -> Frame {
    Frame {
        samples: shown(dots, extent),
        heat: shades.iter().map(|shade| (shade * 255 / (SHADES - 1)) as u8).collect(),
        heat_side,
        extent,
        columns: 0,
        averaged: None,
        average_decay: None,
        scales: Vec::new(),
        sigmas: Vec::new(),
        millis: 0.0,
    }
}

/// Bits, the lowest of each byte first.
struct Bits<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Bits<'_> {
    fn one(&mut self) -> Option<u32> {
        let byte = self.bytes.get(self.at / 8)?;
        let bit = byte >> (self.at % 8) & 1;
        self.at += 1;
        Some(bit.into())
    }

    fn number(&mut self, width: u32) -> Option<u32> {
        (0..width).try_fold(0, |number, place| Some(number | self.one()? << place))
    }

    /// Moves each of `values`, which are 0 to `most`, to that of the next picture.
    fn row(&mut self, values: &mut [u32], most: u32) -> Option<()> {
        let low = self.number(4)?;
        for value in values {
            let mut high = 0;
            while self.one()? == 1 {
                high += 1;
            }
            let code = (high << low) + u64::from(self.number(low)?);
            let moved = if code % 2 == 0 { (code / 2) as i64 } else { -((code / 2) as i64) - 1 };
            *value = u32::try_from(i64::from(*value) + moved).ok().filter(|value| *value <= most)?;
        }
        Some(())
    }
}

#[derive(Default)]
struct Writer {
    bytes: Vec<u8>,
    at: usize,
}

impl Writer {
    fn number(&mut self, number: u32, width: u32) {
        for place in 0..width {
            if self.at.is_multiple_of(8) {
                self.bytes.push(0);
            }
            let bit = (number >> place & 1) as u8;
            self.bytes[self.at / 8] |= bit << (self.at % 8);
            self.at += 1;
        }
    }

    /// Tells `next` by its distance from `before`, and takes it in its place.
    fn row(&mut self, before: &mut Vec<u32>, next: &[u32]) {
        let code = |(old, new): (&u32, &u32)| if new >= old { 2 * (new - old) } else { 2 * (old - new) - 1 };
        let codes: Vec<u32> = before.iter().zip(next).map(code).collect();
        let length = |low: &u32| codes.iter().map(|code| (code >> low) + 1 + low).sum::<u32>();
        let low = (0..10).min_by_key(length).unwrap_or(0);
        self.number(low, 4);
        for code in codes {
            (0..code >> low).for_each(|_| self.number(1, 1));
            self.number(0, 1);
            self.number(code, low);
        }
        next.clone_into(before);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn film() -> Film {
        let picture = |run: f32, i: usize| {
            let at = |n: usize| (n as f32 * 0.37 + run + i as f32 * 0.05).sin() * 2.2;
            let heat: Vec<u8> = (0..16).map(|n| (n * 15 + 5 * i) as u8).collect();
            let samples = Pixels::Points((0..40).map(at).collect());
            Frame { samples, heat, ..frame(&[], &[], (4, 1.9)) }
        };
        let runs = [0.0, 2.0].map(|run| (0..5).map(|i| picture(run, i)).collect());
        let real = Pixels::Points(vec![1.0, -1.9, 0.0, 1.9]);
        Film {
            of: Film::name(&Script::default()),
            steps: vec![0, 1, 30, 31, MAX_STEP],
            real,
            runs: runs.into(),
        }
    }

    #[test]
    fn a_film_is_read_back_within_half_a_step_and_then_stays_as_it_is() {
        let (made, file) = (film(), film().encode().expect("a file"));
        let read = Film::decode(&file).expect("a film");
        assert_eq!((read.of, &read.steps), (made.of, &made.steps));
        assert_eq!(read.encode(), Some(file));
        let (mut within, mut beyond) = (0, 0);
        for (one, other) in made.runs.iter().flatten().zip(read.runs.iter().flatten()) {
            let (Pixels::Points(one_points), Pixels::Points(points)) = (&one.samples, &other.samples) else {
                panic!("points")
            };
            for (old, new) in one_points.iter().zip(points) {
                if old.abs() > 1.9 {
                    assert_eq!(*new, f32::INFINITY, "{old}");
                    beyond += 1;
                } else {
                    assert!((old - new).abs() <= 1.9 / (LEVELS - 1) as f32 + 1e-6, "{old} {new}");
                    within += 1;
                }
            }
            assert!(one.heat.iter().zip(&other.heat).all(|(old, new)| old.abs_diff(*new) <= 16));
        }
        assert!(within > 200 && beyond > 20, "{within} {beyond}");
    }

    #[test]
    fn what_is_cut_damaged_or_of_another_version_is_no_film() {
        let file = film().encode().expect("a file");
        for at in 0..file.len() {
            assert_eq!(Film::decode(&file[..at]), None, "cut at {at}");
            for bit in 0..8 {
                let mut bad = file.clone();
                bad[at] ^= 1 << bit;
                assert_eq!(Film::decode(&bad), None, "bit {bit} of byte {at}");
                // Also with a hash that is put right.
                let sum = hash(&[&bad[..HEAD - 8], &bad[HEAD..]]);
                bad[HEAD - 8..HEAD].copy_from_slice(&sum.to_le_bytes());
                assert!(Film::decode(&bad).is_none_or(|film| film.runs.len() <= MAX_RUNS));
            }
        }
    }

    #[test]
    fn the_name_is_that_of_the_runs_alone() {
        let opening = Script::default();
        let looked_at = Script { at: Some(400), luck: Some(3), ..opening.clone() };
        assert_eq!(Film::name(&looked_at), Film::name(&opening));
        let other = link::read("v=2&data=ring8&seed=2").script;
        assert_ne!(Film::name(&other), Film::name(&opening));
    }
}
