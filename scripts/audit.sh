#!/bin/sh
# Asks for known weaknesses of what Saddle is built and tested with: RustSec's database about the crates (cargo deny),
# npm's about axe-core. Both lie on the network. Where one cannot be asked this says so and passes; with SADDLE_AUDIT=1,
# as the workflow runs it, it fails.
set -eu
. "$(dirname "$0")/common.sh"

unasked() { # why
    [ -z "${SADDLE_AUDIT:-}" ] || fail "$1"
    echo "skipped: $1"
}

crates() {
    if ! have cargo-deny; then
        unasked "cargo-deny is not installed (SADDLE_DENY=1 scripts/tools.sh test installs it)"
    elif ! cargo deny fetch db; then
        unasked "RustSec's database cannot be fetched"
    else
        cargo deny --all-features check --disable-fetch advisories
    fi
}

tools() {
    [ -f target/axe/package-lock.json ] || {
        unasked "axe-core is not installed (scripts/tools.sh test installs it)"
        return
    }
    if report=$(cd target/axe && npm audit --json 2>/dev/null); then
        echo "no known weakness in axe-core $AXE_VERSION"
        return
    fi
    case $report in
    *auditReportVersion*) fail "known weaknesses of the tools from npm: $report" ;;
    *) unasked "npm's database does not answer" ;;
    esac
}

say "known weaknesses of crates"
crates
say "known weaknesses of tools"
tools
