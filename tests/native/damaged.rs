//! Damaged files: of every format 2,000, cut, flipped, with absurd sizes and of wrong types. None panics,
//! takes a second, or more memory than 512 MB, and each is refused in a sentence that names its file.
#![cfg(feature = "cli")]

use std::time::{Duration, Instant};

use saddle::data::{ImageSet, PointSet, UserFile, Wishes, parse_images, parse_points};

use super::fixtures::{Packing, gzip, idx, npy, picture, zip};

const DAMAGED: u32 = 2000;
const LONGEST: Duration = Duration::from_secs(1);

/// A stream of numbers, the same in every run (xorshift; Marsaglia 2003, "Xorshift RNGs").
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n.max(1) as u64) as usize
    }

    /// `file` with one to four damages.
    fn damaged(&mut self, file: &[u8], other: &[u8]) -> Vec<u8> {
        let mut out = file.to_vec();
        for _ in 0..=self.below(4) {
            // Most damage is done where it hurts: in headers.
            let near = if self.below(2) == 0 { out.len().min(80) } else { out.len() };
            let at = self.below(near);
            match self.below(7) {
                0 => out.truncate(at),
                1 => out.iter_mut().skip(at).take(1).for_each(|b| *b ^= 1 << self.below(8)),
                2 => out.iter_mut().skip(at).take(1).for_each(|b| *b = self.below(256) as u8),
                3 => out.iter_mut().skip(at).take(4).for_each(|b| *b = 0xff),
                4 => out.iter_mut().skip(at).take(8).for_each(|b| *b = 0),
                5 => out.insert(at.min(out.len()), self.below(256) as u8),
                _ => out
                    .splice(at.min(out.len()).., other[self.below(other.len())..].iter().copied())
                    .for_each(drop),
            }
        }
        out
    }
}

/// A whole file of every format.
fn whole() -> Vec<(&'static str, Vec<u8>)> {
    let greys: Vec<u8> = (0..12 * 64).map(|i| (i * 7 % 251) as u8).collect();
    let floats: Vec<u8> = greys.iter().flat_map(|v| (f32::from(*v) / 255.0).to_be_bytes()).collect();
    let images = idx(8, &[12, 8, 8], &greys);
    let array = npy(">f4", true, "(12, 8, 8)", &floats);
    let labels = npy("|u1", false, "(12,)", &[3; 12]);
    let pictures: Vec<(String, Vec<u8>)> =
        (0..12).map(|i| (format!("{}/{i}.png", i % 2), picture(8, i * 20, i % 3 == 0))).collect();
    let entries: Vec<_> =
        pictures.iter().map(|(name, bytes)| (&name[..], &bytes[..], Packing::Stored)).collect();
    let row = |i: usize, cells: usize| (0..cells).map(|k| (i * k % 200).to_string()).collect::<Vec<_>>();
    let pixels: String = (0..12).map(|i| format!("{},{}\n", i % 10, row(i, 64).join(","))).collect();
    let table: String = (0..40).map(|i| format!("{},5;{}\r\n", i * i, row(i, 2).join(";"))).collect();
    let wide = format!("\u{feff}a;b;c\r\n{table}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    vec![
        ("idx", images.clone()),
        ("float idx", idx(0x0d, &[12, 8, 8], &floats)),
        ("labels", idx(0x0c, &[12, 8], &[0, 0, 0, 5].repeat(96))),
        ("gzip", gzip(&gzip(&images))),
        ("npy", array.clone()),
        (
            "npz",
            zip(&[("x_train.npy", &array, Packing::Deflated), ("y_train.npy", &labels, Packing::Stored)]),
        ),
        ("zip", zip(&entries)),
        ("cifar", [vec![7], vec![200; 3072]].concat().repeat(10)),
        ("pixels", pixels.into_bytes()),
        ("table", table.into_bytes()),
        ("wide table", wide),
        ("png", picture(28, 100, true)),
        ("jpeg", include_bytes!("../../src/data/files/two_greys.jpg").to_vec()),
    ]
}

fn sound(set: &ImageSet) {
    let length = set.side as usize * set.side as usize * set.count as usize;
    assert_eq!(set.pixels.len(), length);
    assert!(set.count >= 10);
    if let Some(labels) = &set.labels {
        assert_eq!(labels.len(), set.count as usize);
        assert!(labels.iter().all(|label| usize::from(*label) < set.classes.len()));
    }
}

fn sound_points(set: &PointSet) {
    assert!(set.count() >= 10 && set.values.iter().all(|v| v.is_finite()));
}

#[test]
fn two_thousand_damaged_files_of_every_format_are_survived() {
    let files = whole();
    // A picture alone is too few.
    for (name, bytes) in files.iter().filter(|(name, _)| !["png", "jpeg", "labels"].contains(name)) {
        let file = [UserFile { name: (*name).into(), bytes: bytes.clone() }];
        let read = parse_images(&file, &Wishes::default()).is_ok()
            || parse_points(&file, &Wishes::default()).is_ok();
        assert!(read, "{name} is whole");
    }
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    for (i, (format, bytes)) in files.iter().enumerate() {
        let other = &files[(i + 5) % files.len()].1;
        for _ in 0..DAMAGED {
            let name = format!("bad {format}");
            let file = [UserFile { name: name.clone(), bytes: numbers.damaged(bytes, other) }];
            let begin = Instant::now();
            let images = parse_images(&file, &Wishes::default());
            let points = parse_points(&file, &Wishes::default());
            assert!(begin.elapsed() < LONGEST, "{format}: {:?}", begin.elapsed());
            let of_images = images.as_ref().map(sound).map_err(ToString::to_string);
            let of_points = points.as_ref().map(sound_points).map_err(ToString::to_string);
            for said in [of_images, of_points].into_iter().filter_map(Result::err) {
                let general = said.contains("images; at least 10") || said.contains("numbers must be equal");
                assert!(
                    said.starts_with(&name) && said.contains("expected ")
                        || said.contains("needed too")
                        || general,
                    "{said}"
                );
                assert!(said.chars().count() < 400 && !said.contains('\n'), "{said}");
            }
        }
    }
    assert!(peak_megabytes().is_none_or(|peak| peak < 512), "{:?} MB", peak_megabytes());
}

/// The most memory that this process ever held, where the system says so.
fn peak_megabytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse::<u64>().ok().map(|kilobytes| kilobytes / 1024)
}
