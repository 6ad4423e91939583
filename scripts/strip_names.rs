//! Takes the section with the names of functions out of wasm files, in place.
//!
//! Names serve profiles and traces, and are a sixth of what a browser would fetch. wasm-bindgen can
//! leave them out, trunk cannot ask it to. The standard library only, so that `rustc` alone builds it
//! in a second (scripts/build_web.sh).
#![deny(unsafe_code)]

use std::process::ExitCode;

const HEADER: &[u8] = b"\0asm\x01\0\0\0";

fn main() -> ExitCode {
    for path in std::env::args().skip(1) {
        let stripped = std::fs::read(&path).map_err(|error| error.to_string()).and_then(|wasm| {
            let kept = without_names(&wasm).ok_or("not a wasm module, or cut short")?;
            std::fs::write(&path, kept).map_err(|error| error.to_string())
        });
        if let Err(message) = stripped {
            eprintln!("error: {path}: {message}");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}

/// The module without its custom section "name"; `None` when it is not one.
fn without_names(wasm: &[u8]) -> Option<Vec<u8>> {
    let mut rest = wasm.strip_prefix(HEADER)?;
    let mut kept = HEADER.to_vec();
    while let Some((&id, after)) = rest.split_first() {
        let (size, after) = number(after)?;
        let (body, next) = after.split_at_checked(size)?;
        if id != 0 || custom_name(body)? != b"name" {
            kept.extend_from_slice(&rest[..rest.len() - next.len()]);
        }
        rest = next;
    }
    Some(kept)
}

/// The name that a custom section begins with.
fn custom_name(body: &[u8]) -> Option<&[u8]> {
    let (length, rest) = number(body)?;
    rest.get(..length)
}

/// A number in LEB128 and what follows it.
fn number(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let mut value = 0;
    for (i, &byte) in bytes.iter().take(5).enumerate() {
        value |= usize::from(byte & 0x7f) << (7 * i);
        if byte < 0x80 {
            return Some((value, &bytes[i + 1..]));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn module(sections: &[&[u8]]) -> Vec<u8> {
        [HEADER, &sections.concat()].concat()
    }

    const TYPES: &[u8] = &[1, 4, 1, 0x60, 0, 0];
    const NAMES: &[u8] = b"\0\x07\x04name\x01\x02";
    const PRODUCERS: &[u8] = b"\0\x0a\x09producers";

    #[test]
    fn only_the_names_go() {
        let wasm = module(&[TYPES, NAMES, PRODUCERS]);
        assert_eq!(without_names(&wasm), Some(module(&[TYPES, PRODUCERS])));
        assert_eq!(without_names(&module(&[TYPES])), Some(module(&[TYPES])));
    }

    #[test]
    fn a_section_may_be_long() {
        let mut data = vec![11, 0x80, 0x02];
        data.extend([7; 256]);
        let wasm = module(&[&data, NAMES]);
        assert_eq!(without_names(&wasm), Some(module(&[&data])));
    }

    #[test]
    fn what_is_no_module_is_refused() {
        let wasm = module(&[TYPES, NAMES]);
        assert_eq!(without_names(b"<!doctype html>"), None);
        for end in [9, 10, 13, wasm.len() - 1] {
            assert_eq!(without_names(&wasm[..end]), None, "cut at {end}");
        }
    }
}
