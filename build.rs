//! Names the build, which page and engine must share (`protocol::BUILD`).

use std::env;
use std::process::Command;

const SCRIPT: &str = "scripts/build_hash.sh";

/// What the script reads.
const SOURCES: [&str; 7] = [
    ".cargo/config.toml",
    "Cargo.lock",
    "Cargo.toml",
    "rust-toolchain.toml",
    "www/engine_loader.js",
    "src",
    "vendor",
];

fn main() {
    for path in SOURCES.into_iter().chain([SCRIPT]) {
        println!("cargo::rerun-if-changed={path}");
    }
    let build = hash().or_else(|| env::var("CARGO_PKG_VERSION").ok()).unwrap_or_default();
    println!("cargo::rustc-env=SADDLE_BUILD={build}");
}

/// `None` where there is no shell. Both engines are built by scripts, so then there is only the
/// command line, which compares builds with nobody.
fn hash() -> Option<String> {
    let output = Command::new("sh").arg(SCRIPT).output().ok().filter(|o| o.status.success())?;
    String::from_utf8(output.stdout).ok().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}
