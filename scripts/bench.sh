#!/bin/sh
# Measures speed and size in the browser; prints figures and judges nothing.
set -eu
. "$(dirname "$0")/common.sh"

scripts/tools.sh test
[ -f "dist/engines/$(scripts/build_hash.sh)/gpu.js" ] || make dist
CHROMEDRIVER=${CHROMEDRIVER:-$(command -v chromedriver)}
export CHROMEDRIVER
cargo test --features cli --test e2e -- --ignored --nocapture --test-threads 1 speed
if [ -d "${PEERS:-../shared/bench}" ] && have npm; then
    scripts/bench_peers.sh
else
    echo "the peers are not here: scripts/bench_peers.sh says what it needs"
fi
