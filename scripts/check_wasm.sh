#!/bin/sh
# Fails when a wasm file in dist/ wraps its exports in constructors: without a call of
# `__wasm_call_ctors` by name the linker does, and every call from JavaScript is 18 times slower.
set -eu
. "$(dirname "$0")/common.sh"

check() { # name file
    [ -f "$2" ] || fail "$1: no wasm file in dist/"
    # The wrappers appear by name; without names in the file nothing would be checked.
    LC_ALL=C grep -aq '__wasm_call_ctors' "$2" || fail "$2: no function names to check"
    if LC_ALL=C grep -aq 'command_export' "$2"; then
        fail "$2: exports are wrapped in constructors (see src/constructors.rs)"
    fi
    printf '%-12s %9s bytes, %8s with gzip, exports not wrapped\n' "$1" \
        "$(wc -c <"$2")" "$(gzip -c "$2" | wc -c)"
}

check page "$(find dist -maxdepth 1 -name 'saddle*_bg.wasm' -o -maxdepth 1 -name 'app*_bg.wasm' | head -n 1)"
check engine_cpu "$(find dist -maxdepth 1 -name 'engine_cpu*_bg.wasm' | head -n 1)"
check engine_gpu dist/engine_gpu/engine_gpu_bg.wasm
