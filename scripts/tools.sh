#!/bin/sh
# Installs what is missing and says so. `tools.sh` is enough to build the page; `tools.sh test` adds
# two browsers, `tools.sh native` leaves out all that only the page needs, and `tools.sh vulkan` is that and a
# graphics driver, in software where there is no other. With SADDLE_DENY=1 the tests
# get cargo-deny, which is built for some minutes.
set -eu
. "$(dirname "$0")/common.sh"

# A tool from crates.io. A ready-made one where cargo-binstall is at hand; else compiled, where that
# it is ready soon matters more than that it runs fast: no optimisation of its own, no TLS (it
# downloads nothing), and the crates that the tools share are compiled once.
tool() { # name version cargo-install-option...
    name=$1@$2
    shift 2
    # Forced: one of several programs of a tool may be missing though the tool counts as installed.
    if have cargo-binstall && cargo binstall --no-confirm --force --disable-strategies compile "$name"; then
        return
    fi
    CARGO_PROFILE_RELEASE_OPT_LEVEL=1 CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 \
        CARGO_PROFILE_RELEASE_DEBUG=false CARGO_TARGET_DIR="$PWD/target/tools" \
        cargo install --force --no-default-features "$@" "$name"
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
        say "installing trunk $TRUNK_VERSION (a few minutes)"
        tool trunk "$TRUNK_VERSION" --locked
    fi
    for name in wasm-bindgen wasm-bindgen-test-runner; do
        "$name" --version 2>/dev/null | grep -q " $WASM_BINDGEN_VERSION\$" && continue
        say "installing wasm-bindgen-cli $WASM_BINDGEN_VERSION (a few minutes)"
        # Not --locked: its lock file names a crate version that cannot always be had.
        tool wasm-bindgen-cli "$WASM_BINDGEN_VERSION"
    done
}

deny() {
    if [ -n "${SADDLE_DENY:-}" ] && ! have cargo-deny; then
        say "installing cargo-deny $CARGO_DENY_VERSION (a few minutes)"
        tool cargo-deny "$CARGO_DENY_VERSION" --locked
    fi
}

# The rules of accessibility that the pages are held to, in target/axe/.
axe() {
    file=target/axe/node_modules/axe-core/axe.min.js
    grep -q "axe v$AXE_VERSION" "$file" 2>/dev/null && return
    have npm || system "axe-core needs npm" nodejs npm
    say "installing axe-core $AXE_VERSION"
    mkdir -p target/axe
    npm install --silent --no-audit --no-fund --ignore-scripts --prefix target/axe "axe-core@$AXE_VERSION"
    echo "$AXE_SHA256  $file" | sha256sum --check --quiet || fail "axe-core $AXE_VERSION is not what it was"
}

browser() {
    if have chromedriver; then
        for name in chromium chromium-browser google-chrome; do
            ! have "$name" || return 0
        done
    fi
    system "a browser for the tests" chromium chromium-driver
}

# The second browser, with its driver.
other_browser() {
    have firefox || system "a second browser for the tests" firefox-esr
    have geckodriver && return
    say "installing geckodriver $GECKODRIVER_VERSION (a few minutes)"
    tool geckodriver "$GECKODRIVER_VERSION" --locked
}

# A driver for a GPU that is not there. Where there is no Vulkan by nature, wgpu has something else.
vulkan() {
    [ "$(uname)" = Linux ] || return 0
    for file in /usr/share/vulkan/icd.d/*.json /etc/vulkan/icd.d/*.json; do
        ! [ -f "$file" ] || ! ldconfig -p | grep -q 'libvulkan\.so\.1' || return 0
    done
    system "a graphics driver in software" libvulkan1 mesa-vulkan-drivers
}

same_versions
toolchain
have cc || system "the linker that Rust calls" gcc libc6-dev
case "${1:-}" in
native) ;;
vulkan) vulkan ;;
test)
    trunk_and_bindgen
    deny
    browser
    other_browser
    axe
    ;;
*) trunk_and_bindgen ;;
esac
