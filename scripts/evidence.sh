#!/bin/sh
# Runs the evidence board (evidence/plan.jsonl) and writes www/evidence.json. Two hours at most on two
# cores; what is measured is kept in target/evidence, so that it goes on after an interruption. With
# EVIDENCE_MINUTES it stops after so long and joins what is there.
set -eu
. "$(dirname "$0")/common.sh"

plan=evidence/plan.jsonl
out=target/evidence
shards=2
limit=${EVIDENCE_MINUTES:-120}

say "building the command line"
# Twice as fast as a build for tests, and the same bits.
cargo build --release --features cli --bin saddle
saddle=${CARGO_TARGET_DIR:-target}/release/saddle
say "training (at most $limit minutes)"
pids=
for i in $(seq $shards); do
    timeout "${limit}m" "$saddle" sweep "$plan" --shard "$i/$shards" --out "$out" &
    pids="$pids $!"
done
for pid in $pids; do
    # 124: out of time; what is there is joined all the same.
    wait "$pid" || [ $? = 124 ] || fail "a shard failed"
done
"$saddle" sweep "$plan" --out "$out" --merge "$(date +%F)" >"$out/board.json"
mv "$out/board.json" www/evidence.json
say "www/evidence.json is written"
