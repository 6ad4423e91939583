//! The user's files.

use crate::fixtures::{self, Packing, picture};

/// Numbers of twelve images of 8 x 8 pixels.
fn greys() -> Vec<u8> {
    (0..12 * 64).map(|i| (i * 7 % 251) as u8).collect()
}

fn floats() -> Vec<u8> {
    greys().iter().flat_map(|v| (f32::from(*v) / 255.0).to_be_bytes()).collect()
}

fn images() -> Vec<u8> {
    fixtures::idx(8, &[12, 8, 8], &greys())
}

fn array() -> Vec<u8> {
    fixtures::npy(">f4", true, "(12, 8, 8)", &floats())
}

pub fn idx() -> Vec<Vec<u8>> {
    let columns: Vec<u8> = (0..40).flat_map(|i| f64::from(i * i % 31).to_be_bytes()).collect();
    vec![images(), fixtures::idx(0x0d, &[12, 8, 8], &floats()), fixtures::idx(0x0e, &[20, 2], &columns)]
}

pub fn npy() -> Vec<Vec<u8>> {
    let columns: Vec<u8> = (0..40).flat_map(|i| (i * i % 31_i32).to_le_bytes()).collect();
    let of_version_2 = "{'shape': (12, 8, 8), 'fortran_order': False, 'descr': '|u1'}";
    vec![
        array(),
        fixtures::npy("<i4", false, "(20, 2)", &columns),
        fixtures::npy_text(2, of_version_2, &greys()),
    ]
}

pub fn zip() -> Vec<Vec<u8>> {
    let (array, labels) = (array(), fixtures::npy("|u1", false, "(12,)", &[3; 12]));
    let pictures: Vec<(String, Vec<u8>)> =
        (0..12).map(|i| (format!("{}/{i}.png", i % 2), picture(8, i * 20, i % 3 == 0))).collect();
    let entries: Vec<_> =
        pictures.iter().map(|(name, bytes)| (&name[..], &bytes[..], Packing::Stored)).collect();
    let text = &table()[1];
    vec![
        fixtures::zip(&[("x.npy", &array, Packing::Deflated), ("y.npy", &labels, Packing::Stored)]),
        fixtures::zip(&entries),
        fixtures::zip(&[("folder/", b"", Packing::Stored), ("folder/table.csv", text, Packing::Deflated)]),
    ]
}

pub fn gzip() -> Vec<Vec<u8>> {
    let [whole, twice] = [fixtures::gzip(&images()), fixtures::gzip(&fixtures::gzip(&images()))];
    vec![whole, twice, fixtures::gzip(&table()[1])]
}

pub fn cifar() -> Vec<Vec<u8>> {
    vec![[vec![7], vec![200; 3072]].concat().repeat(10)]
}

/// Pixels, points as spreadsheets of two countries write them, and these in UTF-16.
pub fn table() -> Vec<Vec<u8>> {
    let row = |i: usize, cells: usize| (0..cells).map(|k| (i * k % 200).to_string()).collect::<Vec<_>>();
    let pixels: String = (0..12).map(|i| format!("{},{}\n", i % 10, row(i, 64).join(","))).collect();
    let table: String = (0..20).map(|i| format!("{},5;{}\r\n", i * i, row(i, 2).join(";"))).collect();
    let named = (0..12).map(|i| format!("\"a, {i}\",{}e-3,-{i}.25\n", i * i));
    let wide = format!("\u{feff}a;b;c\r\n{table}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    vec![
        pixels.into_bytes(),
        table.into_bytes(),
        wide,
        format!("name,x,y\n{}", named.collect::<String>()).into_bytes(),
    ]
}

pub fn png() -> Vec<Vec<u8>> {
    vec![picture(9, 100, true), picture(12, 30, false)]
}

pub fn jpeg() -> Vec<Vec<u8>> {
    vec![include_bytes!("../../../src/data/files/two_greys.jpg").to_vec()]
}

/// One of each but CIFAR-10, whose files are large.
pub fn file() -> Vec<Vec<u8>> {
    let all = [idx(), npy(), zip(), gzip(), table()];
    all.iter().map(|files| files[0].clone()).collect()
}
