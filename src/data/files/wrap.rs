//! What a file is packed in: gzip, at most twice.

use std::borrow::Cow;
use std::io::Read;

use flate2::bufread::GzDecoder;

use super::fault::{Fault, Place};
use super::limits::MAX_BYTES;
use crate::text::fault as t;

/// How gzip begins (RFC 1952, section 2.3.1).
pub const GZIP: [u8; 2] = [0x1f, 0x8b];

/// Gzip in gzip is a download that was packed again; deeper it is no accident.
const LEVELS: usize = 2;

/// The file within `bytes`, whatever its name says: some servers and browsers unpack what is still
/// called `.gz`.
///
/// # Errors
/// When the gzip is damaged, deeper than two levels, or unpacks to more than a file may have.
pub fn unwrapped(mut bytes: Cow<'_, [u8]>) -> Result<Cow<'_, [u8]>, Fault> {
    for _ in 0..LEVELS {
        if !bytes.starts_with(&GZIP) {
            return Ok(bytes);
        }
        bytes = Cow::Owned(inflated(&bytes)?);
    }
    if bytes.starts_with(&GZIP) {
        return Err(Fault::whole(t::GZIP_LEVELS.get(), t::TWO_LEVELS.get()));
    }
    Ok(bytes)
}

/// All members of a gzip file. Memory grows with what comes out, not with what is promised.
fn inflated(mut rest: &[u8]) -> Result<Vec<u8>, Fault> {
    let mut out = Vec::new();
    while rest.starts_with(&GZIP) {
        let room = MAX_BYTES + 1 - out.len() as u64;
        let mut member = GzDecoder::new(rest);
        if let Err(error) = member.by_ref().take(room).read_to_end(&mut out) {
            let found = t::gzip_damaged(error, out.len());
            return Err(Fault::whole(found, t::WHOLE_FILE.get()));
        }
        if out.len() as u64 > MAX_BYTES {
            let place = Place::Byte(MAX_BYTES);
            return Err(Fault::at(place, t::GZIP_MORE.get(), t::UNPACKED_MOST.get()));
        }
        rest = member.into_inner();
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::gzip;
    use super::*;

    fn unpacked(file: &[u8]) -> Result<Vec<u8>, String> {
        unwrapped(file.into()).map(Cow::into_owned).map_err(|fault| fault.of("a.gz").to_string())
    }

    #[test]
    fn two_levels_and_several_members_are_unpacked() {
        let once = gzip(b"hello");
        assert_eq!(unpacked(b"hello"), Ok(b"hello".to_vec()));
        assert_eq!(unpacked(&once), Ok(b"hello".to_vec()));
        assert_eq!(unpacked(&gzip(&once)), Ok(b"hello".to_vec()));
        assert_eq!(unpacked(&[&once[..], &once].concat()), Ok(b"hellohello".to_vec()));
        assert_eq!(unpacked(&[&once[..], &[0; 9]].concat()), Ok(b"hello".to_vec()));
        let thrice = unpacked(&gzip(&gzip(&once)));
        assert_eq!(thrice, Err("a.gz: gzip in gzip in gzip; expected at most two levels".into()));
    }

    #[test]
    fn damaged_gzip_is_named_with_how_far_it_came() {
        let whole = gzip(&[7; 5000]);
        let said = unpacked(&whole[..whole.len() - 4]).expect_err("cut");
        assert!(
            said.starts_with("a.gz: damaged gzip (") && said.contains("after 5000 unpacked bytes"),
            "{said}"
        );
    }

    #[test]
    fn a_bomb_stops_at_the_most_that_a_file_may_have() {
        let bomb = gzip(&vec![0; (MAX_BYTES + 9) as usize]);
        let said = unpacked(&bomb).expect_err("a bomb");
        assert_eq!(said, "a.gz, byte 268435456: the gzip unpacks to more; expected at most 256 MB unpacked");
    }
}
