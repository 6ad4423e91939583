//! The dict in the header of npy: a Python literal of which three keys matter.

use super::fault::{Fault, Place, shown};
use crate::text::fault as t;

/// What the header says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Header {
    /// The type, as NumPy spells it; "V" for a structure.
    pub descr: String,
    /// Whether the first index is the fastest.
    pub fortran: bool,
    /// The sizes.
    pub shape: Vec<usize>,
}

/// Reads the dict that begins at byte `begin` of its file.
///
/// # Errors
/// [`Fault`] with the byte at which it is none.
pub fn parse(text: &[u8], begin: u64) -> Result<Header, Fault> {
    let mut reader = Reader { text, at: 0, begin };
    let (mut descr, mut fortran, mut shape) = (None, None, None);
    reader.expect(b'{')?;
    loop {
        reader.skip(|b| b.is_ascii_whitespace() || b == b',');
        if reader.peek() == Some(b'}') {
            break;
        }
        let key = reader.string()?;
        reader.expect(b':')?;
        reader.skip(|b| b.is_ascii_whitespace());
        match key.as_str() {
            "descr" => descr = Some(reader.descr()?),
            "fortran_order" => fortran = Some(reader.word()? == "True"),
            "shape" => shape = Some(reader.tuple()?),
            _ => {
                return Err(reader.fault(t::the_key(shown(&key)), t::NPY_KEYS.get()));
            }
        }
    }
    match (descr, fortran, shape) {
        (Some(descr), Some(fortran), Some(shape)) => Ok(Header { descr, fortran, shape }),
        _ => Err(reader.fault(t::KEY_MISSING.get(), t::NPY_KEYS.get())),
    }
}

struct Reader<'a> {
    text: &'a [u8],
    at: usize,
    begin: u64,
}

impl Reader<'_> {
    fn fault(&self, found: impl Into<String>, expected: &str) -> Fault {
        Fault::at(Place::Byte(self.begin + self.at as u64), found, expected)
    }

    fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    /// Goes over what `passes` accepts, and gives it.
    fn skip(&mut self, passes: impl Fn(u8) -> bool) -> &[u8] {
        let rest = &self.text[self.at..];
        let length = rest.iter().position(|b| !passes(*b)).unwrap_or(rest.len());
        self.at += length;
        &rest[..length]
    }

    fn expect(&mut self, byte: u8) -> Result<(), Fault> {
        self.skip(|b| b.is_ascii_whitespace());
        if self.peek() != Some(byte) {
            return Err(self.fault(t::NO_NPY_HEADER.get(), &t::quoted(char::from(byte))));
        }
        self.at += 1;
        Ok(())
    }

    fn string(&mut self) -> Result<String, Fault> {
        self.skip(|b| b.is_ascii_whitespace());
        let Some(quote @ (b'\'' | b'"')) = self.peek() else {
            return Err(self.fault(t::NO_NPY_HEADER.get(), t::TEXT_IN_QUOTES.get()));
        };
        self.at += 1;
        let text = String::from_utf8_lossy(self.skip(|b| b != quote)).into_owned();
        self.expect(quote)?;
        Ok(text)
    }

    /// A text, or "V" for the list that describes a structure.
    fn descr(&mut self) -> Result<String, Fault> {
        if self.peek() != Some(b'[') {
            return self.string();
        }
        self.at = self.text.iter().rposition(|b| *b == b']').map_or(self.text.len(), |end| end + 1);
        Ok("V".into())
    }

    fn word(&mut self) -> Result<String, Fault> {
        let word = String::from_utf8_lossy(self.skip(|b| b.is_ascii_alphabetic())).into_owned();
        match word.as_str() {
            "True" | "False" => Ok(word),
            _ => Err(self.fault(t::NO_NPY_HEADER.get(), t::TRUE_OR_FALSE.get())),
        }
    }

    /// `(10, 4)`, also spelt `(10,4,)`, `(10L, 4L)` or `()`.
    fn tuple(&mut self) -> Result<Vec<usize>, Fault> {
        let mut sizes = Vec::new();
        self.expect(b'(')?;
        loop {
            self.skip(|b| b.is_ascii_whitespace() || b == b',' || b == b'L');
            if self.peek() == Some(b')') {
                self.at += 1;
                return Ok(sizes);
            }
            let digits = String::from_utf8_lossy(self.skip(|b| b.is_ascii_digit())).into_owned();
            match digits.parse() {
                Ok(size) if sizes.len() < 8 => sizes.push(size),
                _ => return Err(self.fault(t::NO_NPY_HEADER.get(), t::EIGHT_SIZES.get())),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(spelt: &str) -> Result<Vec<usize>, String> {
        let text = format!("{{'descr': '<f4', 'fortran_order': True, 'shape': {spelt}}}   \n");
        parse(text.as_bytes(), 10).map(|header| header.shape).map_err(|fault| fault.of("a").to_string())
    }

    #[test]
    fn shapes_are_read_however_they_are_spelt() {
        for spelt in ["(10, 4)", "(10,4,)", "( 10 ,4 )", "(10L, 4L)"] {
            assert_eq!(shape(spelt), Ok(vec![10, 4]), "{spelt}");
        }
        assert_eq!((shape("(10,)"), shape("()")), (Ok(vec![10]), Ok(vec![])));
    }

    #[test]
    fn keys_may_stand_in_any_order_and_in_either_quotes() {
        let text = br#"{"shape": (3,), "descr": "|u1", "fortran_order": False}"#;
        let expected = Header { descr: "|u1".into(), fortran: false, shape: vec![3] };
        assert_eq!(parse(text, 10), Ok(expected));
        let structure = b"{'descr': [('x', '<f4'), ('y', '<f4')], 'fortran_order': False, 'shape': (3,)}";
        assert_eq!(parse(structure, 10).map(|header| header.descr), Ok("V".into()));
    }

    #[test]
    fn what_is_no_header_is_named_with_its_byte() {
        assert_eq!(shape("[3]"), Err("a, byte 59: no npy header; expected '('".into()));
        assert_eq!(
            shape("(-1,)"),
            Err("a, byte 60: no npy header; expected a shape of at most eight sizes".into())
        );
        assert!(shape("(1,1,1,1,1,1,1,1,1)").is_err());
        assert!(shape("(99999999999999999999999,)").is_err());
        let said = |text: &[u8]| parse(text, 10).expect_err("bad").of("a").to_string();
        assert_eq!(said(b""), "a, byte 10: no npy header; expected '{'");
        assert_eq!(said(b"{}"), "a, byte 11: a key is missing; expected descr, fortran_order and shape");
        assert_eq!(said(b"{'x': 1}"), "a, byte 16: the key 'x'; expected descr, fortran_order and shape");
        assert!(said(b"{'descr': '<f4").contains("expected '''"));
    }
}
