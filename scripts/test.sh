#!/bin/sh
# Everything that must hold, in one go; stops at the first failure.
set -eu
. "$(dirname "$0")/steps.sh"

wasm='--target wasm32-unknown-unknown'

step "tools" scripts/tools.sh test
CHROMEDRIVER=${CHROMEDRIVER:-$(command -v chromedriver)}
export CHROMEDRIVER
native_steps
step "documentation" env RUSTDOCFLAGS="-D warnings" cargo doc --no-deps --document-private-items --features cli --lib
step "licences and sources of dependencies" scripts/check_deny.sh
# shellcheck disable=SC2086
step "lints, the page" cargo clippy $wasm --features ui --lib --bin app -- -D warnings
# shellcheck disable=SC2086
step "lints, the reader" cargo clippy $wasm --features reader --lib --bin reader -- -D warnings
# shellcheck disable=SC2086
step "lints, the taker" cargo clippy $wasm --features taker --lib --bin taker -- -D warnings
# shellcheck disable=SC2086
step "lints, the engines" cargo clippy $wasm --features worker,gpu --lib --bin engine_cpu --bin engine_gpu -- -D warnings
# shellcheck disable=SC2086
step "tests in the browser, no page" env CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER=wasm-bindgen-test-runner \
    cargo test $wasm --test wasm
step "the page, the CPU engine, the reader and the taker" scripts/build_web.sh page
step "the GPU engine" scripts/build_web.sh gpu
step "wasm files" scripts/check_wasm.sh
# The GPU's software adapter takes both cores for one page.
step "end to end, in the browser" cargo test --features cli --test e2e -- --test-threads 2 --skip gpu
step "end to end, on the GPU engine" cargo test --features cli --test e2e -- --test-threads 1 gpu
say "all passed in $(minutes) min"
