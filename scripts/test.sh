#!/bin/sh
# Everything that must hold, in one go; stops at the first failure.
set -eu
. "$(dirname "$0")/steps.sh"

wasm='--target wasm32-unknown-unknown'

# What needs no page: the GPU engine, the end-to-end tests, and the lints of the workers.
# shellcheck disable=SC2086
compile_others() {
    scripts/build_web.sh compile-gpu &&
        cargo test --features cli --test e2e --no-run &&
        cargo clippy $wasm --features reader,taker --lib --bin reader --bin taker -- -D warnings &&
        cargo clippy $wasm --features worker,gpu --lib --bin engine_cpu --bin engine_gpu -- -D warnings
}

# The page is linked on one core, so the others have the other.
page_beside_others() {
    mkdir -p target
    compile_others >target/compile-others.log 2>&1 &
    beside=$!
    page=0
    scripts/build_web.sh page || page=$?
    wait "$beside" || {
        cat target/compile-others.log
        return 1
    }
    return "$page"
}

step "tools" scripts/tools.sh test
CHROMEDRIVER=${CHROMEDRIVER:-$(command -v chromedriver)}
export CHROMEDRIVER
native_steps
step "documentation" env RUSTDOCFLAGS="-D warnings" cargo doc --no-deps --document-private-items --features cli --lib
step "licences and sources of dependencies" scripts/check_deny.sh
# shellcheck disable=SC2086
step "lints, the page" cargo clippy $wasm --features ui --lib --bin app -- -D warnings
# shellcheck disable=SC2086
step "tests in the browser, no page" env CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER=wasm-bindgen-test-runner \
    cargo test $wasm --test wasm
step "the page, the CPU engine, the reader and the taker; beside them the GPU engine, the end-to-end tests, the lints of the workers" page_beside_others
step "the GPU engine" scripts/build_web.sh gpu
step "wasm files" scripts/check_wasm.sh
# The GPU's software adapter takes both cores for one page.
step "end to end, in Chromium and Firefox" cargo test --features cli --test e2e -- --test-threads 2 --skip gpu
step "end to end, on the GPU engine" cargo test --features cli --test e2e -- --test-threads 1 gpu
say "all passed in $(minutes) min"
