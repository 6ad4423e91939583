#!/bin/sh
# Shows that a sweep and the clinic come out the same in one process, under GNU parallel and as a Slurm job array of which
# shards are killed and started again: equal in all but seconds. Run inside a Slurm:
#   scripts/slurm_here.sh scripts/sweep_check.sh      (that is `make slurm`)
# SADDLE is the command line; without it, it is built.
set -eu
. "$(dirname "$0")/common.sh"

if [ -z "${SADDLE:-}" ]; then
    say "building the command line"
    cargo build --release --features cli --bin saddle
    SADDLE=${CARGO_TARGET_DIR:-target}/release/saddle
fi
export SADDLE
at=$(mktemp -d)
trap 'rm -rf "$at"' EXIT
steps=${STEPS:-400}
plan=$at/plan.jsonl
for sigma in 0.1 0.2 0.3; do
    echo '{"id":"noise-'$sigma'","tip":"noise","claim":"c","link":"v=2&data=ring8&seed=1&steps='"$steps"'&b:noise='$sigma'","metric":"energy","expected":"better","because":"b","seeds":6}'
done >"$plan"
runs=24 # three variants and the base that they share, six seeds

# What a folder of results holds, but for how long it took.
results() { cat "$1"/*.jsonl | sed 's/,"seconds":[^,}]*//' | sort; }
same() { # folder what
    results "$1" | cmp - "$at/$3.runs" || fail "$2: other results than one process"
    echo "$2: the same $(results "$1" | wc -l) runs as one process"
}
merge() { "$SADDLE" sweep "$plan" --out "$1" --merge 2026-01-01; }
submit() { # array command...
    range=$1
    shift
    sbatch --parsable --array="$range" --output="$at/log-%A_%a" --chdir="$PWD" scripts/sweep.slurm "$@"
}
# Waits until no task of a job is left.
finished() { while [ -n "$(squeue -h -j "$1" 2>/dev/null)" ]; do sleep 0.3; done; }
# Kills the program of a task once its shard has finished a run.
kill_task() { # job task file
    for _ in $(seq 1200); do
        [ -s "$3" ] && break
        sleep 0.1
    done
    [ -s "$3" ] || fail "task $2 has finished no run in two minutes"
    number=$(squeue -h -j "$1" -o '%K %A' | awk -v task="$2" '$1 == task { print $2 }')
    pid=$(scontrol listpids "$number" | awk 'NR == 2 { print $1 }')
    kill -9 "$pid" || fail "task $2 ended before it could be killed"
    echo "killed task $2 (process $pid) after $(wc -l <"$3") finished runs"
}

say "one process"
"$SADDLE" sweep "$plan" --out "$at/one"
results "$at/one" >"$at/sweep.runs"
merge "$at/one" >"$at/one.json"
[ "$(wc -l <"$at/sweep.runs")" = $runs ] || fail "$runs runs are planned"

say "sweep, Slurm job array of four, two of them killed"
out=$at/array
job=$(submit 1-4 sweep "$plan" --out "$out")
kill_task "$job" 1 "$out/shard-1-of-4.jsonl"
kill_task "$job" 3 "$out/shard-3-of-4.jsonl"
finished "$job"
merge "$out" 2>"$at/missing" >/dev/null
cat "$at/missing"
grep -q 'runs are missing' "$at/missing" || fail "the merge hides what is missing"
say "the same array again"
finished "$(submit 1-4 sweep "$plan" --out "$out")"
same "$out" "Slurm" sweep
merge "$out" 2>"$at/missing" | cmp - "$at/one.json" || fail "another board"
[ ! -s "$at/missing" ] || fail "something is said to be missing: $(cat "$at/missing")"

say "sweep, GNU parallel"
JOBS=2 scripts/sweep-parallel.sh sweep "$plan" --out "$at/parallel"
same "$at/parallel" "GNU parallel" sweep

say "clinic, one process, Slurm with a task killed, GNU parallel"
set -- --case g-fast --arm noise-1 --seeds 1-3
"$SADDLE" clinic run "$@" --results "$at/clinic"
results "$at/clinic" >"$at/clinic.runs"
job=$(submit 1-2 clinic run "$@" --results "$at/clinic-array")
kill_task "$job" 2 "$at/clinic-array/shard-2-of-2.jsonl"
finished "$job"
"$SADDLE" clinic missing "$@" --results "$at/clinic-array"
# Only the task that was killed, by its number.
finished "$(SHARDS=2 submit 2 clinic run "$@" --results "$at/clinic-array")"
"$SADDLE" clinic gather --results "$at/clinic-array"
same "$at/clinic-array" "Slurm, gathered" clinic
JOBS=2 SHARDS=3 scripts/sweep-parallel.sh clinic run "$@" --results "$at/clinic-parallel"
same "$at/clinic-parallel" "GNU parallel" clinic
