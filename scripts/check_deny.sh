#!/bin/sh
# Fails when a dependency has a licence, a source or a version that deny.toml does not accept. Known
# vulnerabilities are not asked for: their database is fetched from elsewhere (`cargo deny check
# advisories` does, by hand).
set -eu
. "$(dirname "$0")/common.sh"

if ! have cargo-deny; then
    echo "skipped: cargo-deny is not installed (SADDLE_DENY=1 installs it)"
    exit
fi
cargo deny --all-features check bans licenses sources
