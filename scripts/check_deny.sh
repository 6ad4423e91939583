#!/bin/sh
# Fails when a dependency has a licence, a source or a version that deny.toml does not accept. Known weaknesses are
# asked for by scripts/audit.sh: their database is fetched from elsewhere.
set -eu
. "$(dirname "$0")/common.sh"

if ! have cargo-deny; then
    echo "skipped: cargo-deny is not installed (SADDLE_DENY=1 installs it)"
    exit
fi
cargo deny --all-features check bans licenses sources
