//! Names the build, which page and engine must share (`protocol::BUILD`).

use std::env;
use std::process::Command;

const SCRIPT: &str = "scripts/build_hash.sh";

fn main() {
    for path in ["Cargo.toml", "Cargo.lock", "rust-toolchain.toml", ".cargo/config.toml", "src", SCRIPT] {
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
