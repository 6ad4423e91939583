#!/bin/sh
# Prints the name of a build: a short hash of all that an engine is made of. What only the page or
# the command line is made of leaves it as it is, so that an engine need not be built for it again.
#   build_hash.sh [ROOT]
set -eu
cd "${1:-$(dirname "$0")/..}"

sum() {
    if command -v sha256sum >/dev/null 2>&1; then sha256sum "$@"; else shasum -a 256 "$@"; fi
}

engine_sources() {
    printf '%s\n' .cargo/config.toml Cargo.lock Cargo.toml rust-toolchain.toml www/engine_loader.js
    # scripts/check_tree.sh fails when one of the others names one of these.
    find vendor -type f ! -name '*.md'
    find src -type f ! -path 'src/app/*' ! -path 'src/play/*' ! -path 'src/cli/*' \
        ! -path 'src/evidence/*' ! -path 'src/statistics/*' ! -path 'src/luck/*' ! -path 'src/keep/*' \
        ! -path 'src/clinic/*' ! -path src/bin/app.rs ! -path src/bin/saddle.rs
}

engine_sources | LC_ALL=C sort | while IFS= read -r file; do sum "$file"; done | sum | cut -c 1-12
