#!/bin/sh
# Trains two runs for long in the browser; prints what memory and speed do, and fails where they do not hold
# (docs/soak.md). SOAK_STEPS: steps of each run; SOAK_MINUTES: how long at most, 60; SOAK_ENGINE=gpu: 20,000 steps on
# the GPU engine instead of 100,000 on the CPU engine.
set -eu
. "$(dirname "$0")/common.sh"

engine=${SOAK_ENGINE:-cpu}
case $engine in
cpu | gpu) ;;
*) fail "SOAK_ENGINE is cpu or gpu" ;;
esac
scripts/tools.sh test
[ -f "dist/engines/$(scripts/build_hash.sh)/gpu.js" ] || make dist
CHROMEDRIVER=${CHROMEDRIVER:-$(command -v chromedriver)}
export CHROMEDRIVER
cargo test --features cli --test e2e -- --ignored --nocapture --exact "soak::long_soak_on_the_${engine}_engine"
