#!/bin/sh
# Keeps how twenty states of the page look now: tests/snapshots. Look at what changed before you commit it.
set -eu
. "$(dirname "$0")/common.sh"

scripts/tools.sh test
[ -f "dist/engines/$(scripts/build_hash.sh)/cpu.js" ] || scripts/build_web.sh page
mkdir -p tests/snapshots
CHROMEDRIVER=${CHROMEDRIVER:-$(command -v chromedriver)}
export CHROMEDRIVER
SADDLE_SNAPSHOTS=renew cargo test --features cli --test e2e -- twenty_states
git status --short tests/snapshots
