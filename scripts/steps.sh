# Sourced by check.sh and test.sh: the steps that they share, each with a heading and the time so far.
# shellcheck shell=sh
. "$(dirname "$0")/common.sh"

started=$(date +%s)
minutes() { echo $((($(date +%s) - started) / 60)); }
step() { # heading command...
    say "[$(minutes) min] $1"
    shift
    "$@" || fail "failed: $*"
}

# Format, lints and tests of the native code: no browser, no wasm.
native_steps() {
    step "format" cargo fmt --check
    step "lints, native" cargo clippy --features cli --all-targets -- -D warnings
    step "lints, end-to-end tests" cargo clippy --features cli --test e2e -- -D warnings
    step "shell scripts" shell_scripts
    step "documents that comments cite" scripts/check_sources.sh
    step "dependencies of the GPU engine" scripts/check_tree.sh
    step "unit and integration tests, native" cargo test --features cli
}

shell_scripts() {
    if have shellcheck; then
        shellcheck scripts/*.sh
    else
        echo "skipped: shellcheck is not installed"
    fi
}
