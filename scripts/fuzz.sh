#!/bin/sh
# Fuzzes the formats that come from outside with libFuzzer (docs/fuzzing.md): scripts/fuzz.sh [FORMAT...], all without
# one. FUZZ_SECONDS is the time for each, 60 without it. The smallest inputs that reach all that was reached go to
# fuzz/corpus, which tests/bad_input begins with too.
set -eu
. "$(dirname "$0")/common.sh"

# Bytes that each format leaves in the repository.
KEPT=11000

work=$PWD/target/fuzz
export CARGO_TARGET_DIR="${FUZZ_TARGET_DIR:-$work/build}"

fuzz() { # format folders... -- options...
    # Nothing here is unsafe, so sanitizers would only cost time.
    cargo +nightly fuzz run --sanitizer none "$@" -timeout=1 -malloc_limit_mb=64 -rss_limit_mb=1024
}

# The smallest of $1 up to KEPT bytes become $2.
keep() {
    rm -rf "$2"
    mkdir -p "$2"
    find "$1" -type f -printf '%s %p\n' | sort -n | {
        sum=0
        while read -r size file; do
            sum=$((sum + size))
            [ "$sum" -le "$KEPT" ] || break
            cp "$file" "$2/"
        done
    }
}

cargo +nightly fuzz --version >/dev/null 2>&1 ||
    fail "needs a nightly toolchain (rustup toolchain install nightly) and cargo-fuzz (cargo install cargo-fuzz)"
# shellcheck disable=SC2046
[ $# -gt 0 ] || set -- $(cargo +nightly fuzz list)

say "whole files of every format"
CARGO_TARGET_DIR=$PWD/target SADDLE_SEEDS="$work/seeds" cargo test --features cli --test bad_input -- --ignored write_seeds
say "compiling"
cargo +nightly fuzz build --sanitizer none
for format; do
    say "$format"
    rm -rf "$work/least"
    mkdir -p "$work/found/$format" "$work/least" "fuzz/corpus/$format"
    fuzz "$format" "$work/found/$format" "$work/seeds/$format" "fuzz/corpus/$format" -- -max_total_time="${FUZZ_SECONDS:-60}" -print_final_stats=1
    fuzz "$format" "$work/least" "$work/found/$format" "$work/seeds/$format" "fuzz/corpus/$format" -- -merge=1
    keep "$work/least" "fuzz/corpus/$format"
done
