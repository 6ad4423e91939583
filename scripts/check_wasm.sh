#!/bin/sh
# Fails when a wasm file in dist/ wraps its exports in constructors: without a call of
# `__wasm_call_ctors` by name the linker does, and every call from JavaScript is 18 times slower.
set -eu
. "$(dirname "$0")/common.sh"

check() { # name file file-with-names
    [ -f "$2" ] || fail "$1: no wasm file in dist/"
    # The wrappers appear by name; without names in the file nothing would be checked.
    LC_ALL=C grep -aq '__wasm_call_ctors' "$3" || fail "$3: no function names to check"
    if LC_ALL=C grep -aq 'command_export' "$3"; then
        fail "$3: exports are wrapped in constructors (see src/constructors.rs)"
    fi
    printf '%-12s %9s bytes, %8s with gzip, exports not wrapped\n' "$1" \
        "$(wc -c <"$2")" "$(gzip -c "$2" | wc -c)"
}

page=$(find dist -maxdepth 1 -name 'app*_bg.wasm' | head -n 1)
cpu=$(find dist -maxdepth 1 -name 'engine_cpu*_bg.wasm' | head -n 1)
check page "$page" "$page"
check engine_cpu "$cpu" "$cpu"
check engine_gpu dist/engine_gpu/engine_gpu_bg.wasm target/wasm32-unknown-unknown/gpu/engine_gpu.wasm
