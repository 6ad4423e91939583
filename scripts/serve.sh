#!/bin/sh
# Builds and serves the page at http://127.0.0.1:$PORT. The page and the CPU engine come first; the
# GPU engine is built meanwhile and appears in the page at its next load. A change of a source
# builds the page, and the CPU engine where it is in it, again, without reloading it under the user;
# a GPU engine of the changed sources is there after `scripts/build_web.sh gpu`.
set -eu
. "$(dirname "$0")/common.sh"

port=${PORT:-8080}
log=target/web/gpu.log
scripts/tools.sh
say "building the page and the CPU engine"
scripts/build_web.sh page

say "building the GPU engine in the background (about ten minutes the first time; log in $log)"
gpu_engine() {
    until nice scripts/build_web.sh gpu >"$log" 2>&1; do
        # Sources that changed meanwhile ask for another build; what else went wrong stays wrong.
        [ "$(scripts/build_hash.sh)" != "$tried" ] || return 1
        tried=$(scripts/build_hash.sh)
    done
}
tried=$(scripts/build_hash.sh)
(
    if gpu_engine; then
        say "the GPU engine is ready: reload the page to use it"
    else
        say "the GPU engine could not be built, the page works without it; see $log"
    fi
) &
gpu=$!
trap 'kill "$gpu" 2>/dev/null || true' EXIT
trap 'exit 130' INT TERM

say "serving at http://127.0.0.1:$port"
trunk serve --release --address 127.0.0.1 --port "$port" --no-autoreload --watch src --watch www --watch index.html
