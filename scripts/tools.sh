#!/bin/sh
# Installs what is missing and says so. `tools.sh` is enough to build the page; `tools.sh test` adds
# a browser.
set -eu
. "$(dirname "$0")/common.sh"

# Compiling the tools quickly matters more than running them quickly.
quick() {
    CARGO_PROFILE_RELEASE_OPT_LEVEL=1 CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 \
        CARGO_PROFILE_RELEASE_DEBUG=false "$@"
}

toolchain() {
    have rustup || fail "rustup and cargo are needed: install Rust first"
    # Automatic installs may be switched off, so every piece is named.
    if ! rustup toolchain list | grep -q "^$RUST_VERSION-"; then
        say "installing Rust $RUST_VERSION"
        rustup toolchain install "$RUST_VERSION" --profile minimal
    fi
    if ! rustup target list --installed --toolchain "$RUST_VERSION" | grep -q '^wasm32-unknown-unknown$'; then
        say "installing the wasm32-unknown-unknown target"
        rustup target add wasm32-unknown-unknown --toolchain "$RUST_VERSION"
    fi
    for component in clippy rustfmt; do
        rustup component list --installed --toolchain "$RUST_VERSION" | grep -q "^$component" && continue
        say "installing $component"
        rustup component add "$component" --toolchain "$RUST_VERSION"
    done
}

same_versions() {
    grep -q "\"$RUST_VERSION\"" rust-toolchain.toml || fail "rust-toolchain.toml is not at $RUST_VERSION"
    grep -q "^wasm-bindgen = .*\"=$WASM_BINDGEN_VERSION\"" Cargo.toml ||
        fail "wasm-bindgen in Cargo.toml is not at $WASM_BINDGEN_VERSION"
}

system() { # what-it-is-for package...
    purpose=$1
    shift
    if have apt-get && [ "$(id -u)" = 0 ]; then
        say "installing $* ($purpose)"
        apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@" >/dev/null
    else
        fail "$purpose: please install $* with your system's package manager, then run this again"
    fi
}

trunk_and_bindgen() {
    if [ "$(trunk --version 2>/dev/null)" != "trunk $TRUNK_VERSION" ]; then
        say "installing trunk $TRUNK_VERSION (several minutes)"
        quick cargo install --locked --force "trunk@$TRUNK_VERSION"
    fi
    for tool in wasm-bindgen wasm-bindgen-test-runner; do
        "$tool" --version 2>/dev/null | grep -q " $WASM_BINDGEN_VERSION\$" && continue
        say "installing wasm-bindgen-cli $WASM_BINDGEN_VERSION (a few minutes)"
        # Not --locked: its lock file names a crate version that cannot always be had.
        cargo install --force "wasm-bindgen-cli@$WASM_BINDGEN_VERSION"
    done
}

same_versions
toolchain
have cc || system "the linker that Rust calls" gcc libc6-dev
trunk_and_bindgen
if [ "${1:-}" = test ]; then
    { have chromium || have chromium-browser || have google-chrome; } && have chromedriver ||
        system "a browser for the tests" chromium chromium-driver
fi
