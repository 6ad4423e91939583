#!/bin/sh
# Measures the clinic: trains the runs of evidence/plan.jsonl that are missing in evidence/results, and joins
# them into www/clinic/. Says first how long that takes. A part of it: CASE=g-fast, TIP=noise, SEEDS=1-5;
# CARRY=1: the cells that are tried at half and twice the rates, widths and lengths, instead of all as they are. It
# stops after 55 minutes (EVIDENCE_MINUTES) and goes on when it is called again, on any machine.
#   evidence.sh first     the first board (healthy runs) and the recipes, into www/evidence.json: two hours
#   evidence.sh recipes   only the recipes; the first board's rows stay
set -eu
. "$(dirname "$0")/common.sh"

plan=evidence/plan.jsonl
limit=${EVIDENCE_MINUTES:-55}

say "building the command line"
# Twice as fast as a build for tests, and the same bits.
cargo build --release --features cli --bin saddle
saddle=${CARGO_TARGET_DIR:-target}/release/saddle

# Two shards of a command side by side.
shards() { # command...
    pids=
    for i in 1 2; do
        "$@" --shard "$i/2" &
        pids="$pids $!"
    done
    for pid in $pids; do
        # 124: out of time; what is there is joined all the same.
        wait "$pid" || [ $? = 124 ] || fail "a shard failed"
    done
}

first() { # sweep-option...
    out=evidence/results/first
    say "training the recipes and, unless they are all that is asked for, the first board (at most $limit minutes)"
    shards timeout "${limit}m" "$saddle" sweep "$plan" --out "$out" "$@"
    "$saddle" sweep "$plan" --out "$out" --merge "$(date +%F)" --earlier www/evidence.json >"$out/board.json"
    mv "$out/board.json" www/evidence.json
    say "www/evidence.json is written"
}

clinic() {
    set --
    [ -z "${CASE:-}" ] || set -- "$@" --case "$CASE"
    [ -z "${TIP:-}" ] || set -- "$@" --tip "$TIP"
    [ -z "${SEEDS:-}" ] || set -- "$@" --seeds "$SEEDS"
    [ -z "${CARRY:-}" ] || set -- "$@" --carry
    "$saddle" clinic estimate "$@"
    say "training (no run begins after $limit minutes)"
    shards "$saddle" clinic run "$@" --minutes "$limit"
    "$saddle" clinic gather
    "$saddle" clinic join "$(date +%F)"
    say "www/clinic is written"
}

case "${1:-clinic}" in
clinic) clinic ;;
first) first ;;
recipes) first --recipes ;;
*) fail "usage: evidence.sh [first|recipes]" ;;
esac
