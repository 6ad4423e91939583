//! Small files of every format, for tests: of this crate, and of those in `tests/`.
#![allow(dead_code)]

use std::io::Write;

/// Packed with gzip.
pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    out.write_all(bytes).expect("memory");
    out.finish().expect("memory")
}

/// An IDX file of elements of type `code`.
pub fn idx(code: u8, shape: &[u32], values: &[u8]) -> Vec<u8> {
    let mut file = vec![0, 0, code, shape.len() as u8];
    file.extend(shape.iter().flat_map(|size| size.to_be_bytes()));
    file.extend(values);
    file
}

/// An npy file of version 1.
pub fn npy(descr: &str, fortran: bool, shape: &str, values: &[u8]) -> Vec<u8> {
    let order = if fortran { "True" } else { "False" };
    npy_text(1, &format!("{{'descr': '{descr}', 'fortran_order': {order}, 'shape': {shape}, }}"), values)
}

/// An npy file with this header.
pub fn npy_text(version: u8, header: &str, values: &[u8]) -> Vec<u8> {
    let header = format!("{header:118}\n");
    let mut file = b"\x93NUMPY".to_vec();
    file.extend([version, 0]);
    match version {
        1 => file.extend((header.len() as u16).to_le_bytes()),
        _ => file.extend((header.len() as u32).to_le_bytes()),
    }
    file.extend(header.as_bytes());
    file.extend(values);
    file
}

/// How a file stands in a zip.
#[derive(Clone, Copy, Debug)]
pub enum Packing {
    Stored,
    Deflated,
}

/// A zip of files and folders (whose names end in `/`).
pub fn zip(files: &[(&str, &[u8], Packing)]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut zip = rawzip::ZipArchiveWriter::new(&mut out);
    for (path, bytes, packing) in files {
        if path.ends_with('/') {
            zip.new_dir(path).create().expect("memory");
            continue;
        }
        let method = match packing {
            Packing::Stored => rawzip::CompressionMethod::STORE,
            Packing::Deflated => rawzip::CompressionMethod::DEFLATE,
        };
        let (mut entry, config) = zip.new_file(path).compression_method(method).start().expect("memory");
        let descriptor = match packing {
            Packing::Stored => {
                let mut writer = config.wrap(&mut entry);
                writer.write_all(bytes).expect("memory");
                writer.finish().expect("memory").1
            }
            Packing::Deflated => {
                let packer = flate2::write::DeflateEncoder::new(&mut entry, flate2::Compression::best());
                let mut writer = config.wrap(packer);
                writer.write_all(bytes).expect("memory");
                let (packer, descriptor) = writer.finish().expect("memory");
                packer.finish().expect("memory");
                descriptor
            }
        };
        entry.finish(descriptor).expect("memory");
    }
    zip.finish().expect("memory");
    out
}

/// A PNG of `side` pixels of one grey, or of one colour: as much red, the rest blue.
#[cfg(feature = "cli")]
pub fn picture(side: u32, value: u8, colour: bool) -> Vec<u8> {
    let pixel = if colour { vec![value, 0, 255 - value] } else { vec![value] };
    png(side, side, &pixel.repeat((side * side) as usize))
}

/// A PNG of these pixels, in grey or in colour by how many bytes there are.
#[cfg(feature = "cli")]
pub fn png(width: u32, height: u32, pixels: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, width, height);
    let colour = pixels.len() > (width * height) as usize;
    encoder.set_color(if colour { png::ColorType::Rgb } else { png::ColorType::Grayscale });
    encoder.set_depth(png::BitDepth::Eight);
    let mut writer = encoder.write_header().expect("memory");
    writer.write_image_data(pixels).expect("memory");
    writer.finish().expect("memory");
    out
}
