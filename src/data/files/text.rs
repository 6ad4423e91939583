//! Text in whatever encoding a spreadsheet wrote it.

use std::borrow::Cow;

use super::fault::Fault;
use crate::text::fault as t;

/// Bytes of a text that must be written anew, since they may become twice as many.
const MAX_OTHER: usize = 64 << 20;

/// `bytes` as text: UTF-8 or UTF-16 by their mark, else UTF-8, else one byte a character (Latin-1).
///
/// # Errors
/// When a text above 64 MB is not in UTF-8.
pub fn decoded(bytes: &[u8]) -> Result<Cow<'_, str>, Fault> {
    let plain = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if let Ok(text) = std::str::from_utf8(plain) {
        return Ok(Cow::Borrowed(text));
    }
    if bytes.len() > MAX_OTHER {
        return Err(Fault::whole(t::OTHER_TEXT.get(), t::UTF8.get()));
    }
    let wide = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
        char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
    };
    Ok(Cow::Owned(match plain {
        [0xff, 0xfe, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => wide(rest, u16::from_be_bytes),
        _ => plain.iter().map(|b| char::from(*b)).collect(),
    }))
}

/// The lines of `text`, whichever system ended them.
pub fn lines(text: &str) -> impl Iterator<Item = &str> + Clone {
    let end = if text.contains('\n') { '\n' } else { '\r' };
    text.split(end).map(|line| line.trim_end_matches('\r'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Cow<'_, str> {
        decoded(bytes).expect("short")
    }

    #[test]
    fn marks_and_encodings_of_spreadsheets_are_read() {
        assert_eq!(read("\u{feff}Länge;1".as_bytes()), "Länge;1");
        assert_eq!(read(b"L\xe4nge;1"), "Länge;1");
        let little: Vec<u8> = "\u{feff}ä\t1".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = "\u{feff}ä\t1".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!((read(&little), read(&big)), ("ä\t1".into(), "ä\t1".into()));
        assert_eq!(read(b"\xff\xfea\0b"), "a", "an odd byte is left out");
        assert!(decoded(&vec![0xe4; MAX_OTHER + 1]).is_err());
    }

    #[test]
    fn lines_end_as_on_every_system() {
        let found = |text: &'static str| lines(text).collect::<Vec<_>>();
        assert_eq!(found("a\nb"), ["a", "b"]);
        assert_eq!(found("a\r\nb\r\n"), ["a", "b", ""]);
        assert_eq!(found("a\rb"), ["a", "b"]);
    }
}
