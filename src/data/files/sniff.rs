//! What a file is, by its first bytes: names lie.

use super::cifar;
use super::fault::Fault;
use crate::text::{Text, fault as t};

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The format of MNIST.
    Idx,
    /// An array of NumPy.
    Npy,
    /// A zip, also npz.
    Zip,
    /// A picture.
    Png,
    /// A picture.
    Jpeg,
    /// CIFAR-10, binary version.
    Cifar,
    /// Numbers as text.
    Text,
}

/// What begins with bytes that we know and do not read: where, which, what it is, and what to do.
const FOREIGN: [(usize, &[u8], Text, Text); 22] = [
    (0, b"\xfd7zXZ\0", t::XZ, t::UNPACKED_FILE),
    (0, b"BZh", t::BZIP2, t::UNPACKED_FILE),
    (0, b"\x28\xb5\x2f\xfd", t::ZSTD, t::UNPACKED_FILE),
    (0, b"7z\xbc\xaf\x27\x1c", t::SEVEN_ZIP, t::FILES_OR_ZIP),
    (0, b"Rar!\x1a\x07", t::RAR, t::FILES_OR_ZIP),
    (257, b"ustar", t::TAR, t::FILES_OR_ZIP),
    (0, b"PK\x05\x06", t::EMPTY_ZIP, t::ZIP_WITH_FILES),
    (0, b"\x80\x02", t::PICKLE, t::NO_PICKLE),
    (0, b"\x80\x03", t::PICKLE, t::NO_PICKLE),
    (0, b"\x80\x04", t::PICKLE, t::NO_PICKLE),
    (0, b"\x80\x05", t::PICKLE, t::NO_PICKLE),
    (0, b"\x89HDF\r\n", t::HDF5, t::AS_NPY),
    (0, b"MATLAB 5.0", t::MATLAB, t::AS_NPY),
    (0, b"PAR1", t::PARQUET, t::AS_CSV),
    (0, b"\xd0\xcf\x11\xe0", t::EXCEL, t::AS_CSV),
    (0, b"%PDF", t::PDF, t::PICTURES_OR_TABLE),
    (0, b"GIF8", t::GIF, t::AS_PNG),
    (8, b"WEBP", t::WEBP, t::AS_PNG),
    (4, b"ftyphei", t::HEIC, t::AS_PNG_OR_JPEG),
    (4, b"ftypavif", t::AVIF, t::AS_PNG),
    (0, b"II*\0", t::TIFF, t::AS_PNG),
    (0, b"MM\0*", t::TIFF, t::AS_PNG),
];

/// What we read, in words.
pub const READ: Text = t::READ;

/// What `bytes` are, which are not packed.
///
/// # Errors
/// What they are instead of something that we read.
pub fn sniff(bytes: &[u8]) -> Result<Kind, Fault> {
    if bytes.is_empty() {
        return Err(Fault::whole(t::EMPTY_FILE.get(), READ.get()));
    }
    let begins = |at: usize, magic: &[u8]| bytes.get(at..).is_some_and(|rest| rest.starts_with(magic));
    if let Some((_, _, found, expected)) = FOREIGN.iter().find(|(at, magic, ..)| begins(*at, magic)) {
        return Err(Fault::whole(found.get(), expected.get()));
    }
    if is_page(bytes) {
        return Err(Fault::whole(t::WEB_PAGE.get(), READ.get()));
    }
    let idx = matches!(bytes, [0, 0, 8 | 9 | 11..=14, 1..=4, ..]);
    match bytes {
        _ if begins(0, b"\x93NUMPY") => Ok(Kind::Npy),
        _ if begins(0, b"PK\x03\x04") => Ok(Kind::Zip),
        _ if begins(0, b"\x89PNG\r\n\x1a\n") => Ok(Kind::Png),
        _ if begins(0, b"\xff\xd8\xff") => Ok(Kind::Jpeg),
        _ if idx => Ok(Kind::Idx),
        _ if cifar::fits(bytes) => Ok(Kind::Cifar),
        // Something else that begins like IDX: its parser says what is wrong.
        [0, 0, _, _, ..] => Ok(Kind::Idx),
        _ if is_text(bytes) => Ok(Kind::Text),
        _ => {
            let first: Vec<String> = bytes.iter().take(4).map(|b| format!("{b:02x}")).collect();
            Err(Fault::whole(t::unknown(first.join(" ")), READ.get()))
        }
    }
}

/// Whether a file that begins with `head` is a picture.
pub fn is_picture(head: &[u8]) -> bool {
    matches!(sniff(head), Ok(Kind::Png | Kind::Jpeg))
}

/// Whether `bytes` begin like HTML.
fn is_page(bytes: &[u8]) -> bool {
    let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let start: Vec<u8> = start.iter().take(15).map(u8::to_ascii_lowercase).collect();
    [&b"<!doctype html"[..], b"<html", b"<head", b"<?xml", b"<!--", b"<body"]
        .iter()
        .any(|tag| start.starts_with(tag))
}

/// Whether `bytes` are text, in UTF-8, UTF-16 with its mark, or one byte a character.
fn is_text(bytes: &[u8]) -> bool {
    let sample = &bytes[..bytes.len().min(4096)];
    let control = |b: &&u8| **b < 9 || (14..32).contains(*b) && **b != 26 || **b == 127;
    bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") || !sample.iter().any(|b| control(&b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_decides() {
        assert_eq!(sniff(&[0, 0, 8, 3, 0]), Ok(Kind::Idx));
        assert_eq!(sniff(&[0, 0, 0x0c, 2]), Ok(Kind::Idx));
        assert_eq!(sniff(b"\x93NUMPY\x01\0"), Ok(Kind::Npy));
        assert_eq!(sniff(b"PK\x03\x04..."), Ok(Kind::Zip));
        assert_eq!(sniff(b"\xff\xd8\xff\xe0"), Ok(Kind::Jpeg));
        assert_eq!(sniff("\u{feff}a;b\n1,5;2".as_bytes()), Ok(Kind::Text));
        assert_eq!(sniff(b"\xff\xfea\0;\0"), Ok(Kind::Text));
        assert_eq!(sniff(b"L\xe4nge;1\n"), Ok(Kind::Text));
        assert_eq!(sniff(&vec![0; 3073 * 2]), Ok(Kind::Cifar));
        assert_eq!(sniff(b"\x00\x00\x07\x03"), Ok(Kind::Idx), "the parser names the type");
    }

    #[test]
    fn what_we_do_not_read_is_named_with_a_way_out() {
        let said = |bytes: &[u8]| sniff(bytes).expect_err("foreign").of("x").to_string();
        assert_eq!(
            said(b" <!DOCTYPE html><title>404"),
            format!("x: this is a web page, the download failed; expected {READ}")
        );
        assert_eq!(
            said(b"\xfd7zXZ\0\0"),
            "x: packed with xz; expected the file unpacked, or packed with gzip"
        );
        assert!(said(b"\x80\x02}q").starts_with("x: a Python pickle; expected the binary version"));
        assert!(said(b"RIFF\x10\0\0\0WEBPVP8 ").starts_with("x: a WebP picture; expected"));
        assert!(said(b"\x7fELF").starts_with("x: unknown, it begins with 7f 45 4c 46; expected"));
        assert!(said(b"").starts_with("x: an empty file; expected"));
        let mut tar = vec![0; 512];
        tar[257..262].copy_from_slice(b"ustar");
        assert!(said(&tar).starts_with("x: a tar archive"));
    }
}
