#!/bin/sh
# A sweep or the clinic on all cores of this machine by GNU parallel, a shard a job (docs/sweeps.md):
#   scripts/sweep-parallel.sh sweep plan.jsonl --out runs
#   scripts/sweep-parallel.sh clinic run --results runs
# What follows is a command of saddle without --shard. Starting it again trains what is missing. SADDLE is the program
# (default: saddle, found by PATH), JOBS how many run at once (default: the cores), SHARDS how many there are (default:
# four a job, so that no core waits long for the last).
set -eu

command -v parallel >/dev/null 2>&1 || {
    echo "error: GNU parallel is not here" >&2
    exit 1
}
jobs=${JOBS:-$(nproc)}
shards=${SHARDS:-$((4 * jobs))}
# Words keep their blanks: parallel quotes what it is given.
seq "$shards" | parallel --quote --jobs "$jobs" "${SADDLE:-saddle}" "$@" --shard "{}/$shards"
