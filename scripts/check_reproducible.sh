#!/bin/sh
# Fails when `make dist` in two folders does not give the same bytes. A build of everything takes long, so an earlier
# one of the same sources will do for the first:
#   check_reproducible.sh          builds twice
#   check_reproducible.sh DIST     builds once and compares with the folder DIST
set -eu
. "$(dirname "$0")/common.sh"

# Both builds begin with nothing; the cargo home is shared, whose name no build holds.
unset CARGO_TARGET_DIR SADDLE_ADDRESS
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT

# What git knows or would add, as it stands now.
build() { # folder
    mkdir -p "$1"
    git ls-files --cached --others --exclude-standard | while IFS= read -r file; do
        [ ! -f "$file" ] || printf '%s\n' "$file"
    done | tar -c -T - | tar -x -C "$1"
    say "make dist in $1"
    make -C "$1" dist
}

first=${1:-$place/one/dist}
[ -n "${1:-}" ] || build "$place/one"
# Of another length: a folder's name may not matter.
second="$place/a-longer-name"
build "$second"
different=$(diff -rq "$first" "$second/dist" || true)
[ -z "$different" ] || fail "two builds differ:
$different"
say "$(find "$first" -type f | wc -l) files are the same to the byte"
home=${CARGO_HOME:-$HOME/.cargo}
for folder in "$home" "$place" "$PWD"; do
    named=$(grep -rlaF "$folder" "$second/dist" || true)
    [ -z "$named" ] || fail "the name of $folder is in: $named"
done
