#!/bin/sh
# Fails when the GPU engine depends on what corrupts training in a browser (autotune) or does not
# run there (rayon, turso), and when an engine uses sources that are not in its build's name.
set -eu
. "$(dirname "$0")/common.sh"

tree=$(cargo tree --target wasm32-unknown-unknown --features worker,gpu --edges normal --prefix none --format '{p} [{f}]')
bad=$(printf '%s\n' "$tree" | grep -E '^(rayon|turso)[a-z_-]* |[[,]autotune' | sort -u || true)
[ -z "$bad" ] || fail "in the tree of the GPU engine:
$bad"
echo "no autotune, rayon or turso among $(printf '%s\n' "$tree" | sort -u | wc -l) crates"

bad=$(grep -rnE '\b(crate|saddle)::(\{[^}]*)?\b(app|play|cli|evidence|statistics|luck|clinic|keep)\b' src |
    grep -vE '^src/(app|play|cli|evidence|statistics|luck|clinic|keep)/|^src/bin/(app|saddle)\.rs|_tests\.rs:' || true)
[ -z "$bad" ] || fail "an engine's sources use what scripts/build_hash.sh leaves out:
$bad"
