//! The vendored crate is upstream's but for what its README names, and belongs to the versions of the rest.

use std::fs;
use std::path::Path;

/// The version that `vendor/cubek` was taken from.
const TAKEN: &str = "0.3.1";

/// The line of `src/lib.rs` that is ours, and the one of upstream in its place.
const OURS: (&str, &str) = ("pub mod matmul;", "pub use cubek_matmul as matmul;");

fn text(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// FNV-1a, 64 bits.
fn hash(text: &str) -> String {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    format!("{:016x}", text.bytes().fold(0xcbf2_9ce4_8422_2325, step))
}

/// The entry of a package in Cargo.lock.
fn locked(name: &str) -> String {
    let lock = text("Cargo.lock");
    let entry = lock.split("[[package]]").find(|entry| entry.contains(&format!("name = \"{name}\"\n")));
    entry.unwrap_or_else(|| panic!("{name} is not in Cargo.lock")).to_owned()
}

#[test]
fn upstream_is_still_of_the_version_that_was_taken() {
    for name in ["cubek", "cubek-matmul", "cubek-std"] {
        let entry = locked(name);
        assert!(
            entry.contains(&format!("\nversion = \"{TAKEN}\"\n")),
            "{name} has moved: see whether upstream has a small product of its own now, and take \
             vendor/cubek anew or drop it (vendor/cubek/README.md):{entry}"
        );
    }
}

#[test]
fn the_vendored_crate_is_the_one_that_is_built() {
    assert!(!locked("cubek").contains("\nsource = "), "[patch] in Cargo.toml is not used");
    assert!(!text("Cargo.lock").contains("[[patch.unused]]"), "[patch] in Cargo.toml is not used");
}

#[test]
fn what_was_taken_is_as_upstream_has_it() {
    let lib = text("vendor/cubek/src/lib.rs");
    assert_eq!(lib.matches(OURS.0).count(), 1, "{OURS:?}");
    assert_eq!(hash(&lib.replace(OURS.0, OURS.1)), "19c7d2a56188a158", "vendor/cubek/src/lib.rs");
    assert_eq!(hash(&text("vendor/cubek/Cargo.toml")), "195a53a5faa364fc", "vendor/cubek/Cargo.toml");
}
