# Sourced by the scripts beside it: the root, the versions, and words on the screen.
# shellcheck shell=sh
cd "$(dirname "$0")/.." || exit 1
. scripts/tools.env
PATH="${CARGO_HOME:-$HOME/.cargo}/bin:$PATH"
export PATH
# trunk reads NO_COLOR as true or false and stops at anything else.
unset NO_COLOR
# Failed tests name their place; frames of the runtime only hide it.
export RUST_BACKTRACE=0
export TRUNK_SKIP_VERSION_CHECK=true
# Whoever builds everything once has no use for what would make the next build shorter.
[ -z "${CI:-}" ] || export CARGO_INCREMENTAL=0

say() { printf '\n=== %s\n' "$*"; }
fail() {
    printf 'error: %s\n' "$*" >&2
    exit 1
}
have() { command -v "$1" >/dev/null 2>&1; }
