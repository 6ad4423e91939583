#!/bin/sh
# Fails when a wasm file in dist/ is heavier than its budget (scripts/budgets.txt), ships names, or
# wraps its exports in constructors: without a call of `__wasm_call_ctors` by name the linker does,
# and every call from JavaScript is 18 times slower.
set -eu
. "$(dirname "$0")/common.sh"

check() { # name file file-with-names
    [ -f "$2" ] || fail "$1: no wasm file in dist/"
    [ -f "$3" ] || fail "$1: no copy with names at $3"
    # The wrappers appear by name; without names in the copy nothing would be checked.
    LC_ALL=C grep -aq '__wasm_call_ctors' "$3" || fail "$3: no function names to check"
    if LC_ALL=C grep -aq 'command_export' "$3"; then
        fail "$3: exports are wrapped in constructors (see src/constructors.rs)"
    fi
    if LC_ALL=C grep -aq '__wasm_call_ctors' "$2"; then
        fail "$2: names are shipped (see scripts/strip_names.rs)"
    fi
    budget=$(awk -v name="$1" '$1 == name { print $2 }' scripts/budgets.txt)
    size=$(gzip -9c "$2" | wc -c)
    [ "$size" -le "${budget:?$1 has no budget}" ] || fail "$1: $size bytes with gzip, more than $budget"
    printf '%-10s %8s bytes, %7s with gzip of %7s, no names, exports not wrapped\n' "$1" \
        "$(wc -c <"$2")" "$size" "$budget"
}

named=target/web/named
engines=dist/engines/$(scripts/build_hash.sh)
check page "$(find dist -maxdepth 1 -name 'app*_bg.wasm' | head -n 1)" "$named/app.wasm"
check engine_cpu "$engines/engine_cpu_bg.wasm" "$named/engine_cpu.wasm"
check reader "$engines/reader_bg.wasm" "$named/reader.wasm"
check taker "$engines/taker_bg.wasm" "$named/taker.wasm"
check engine_gpu "$engines/engine_gpu_bg.wasm" "$named/engine_gpu.wasm"
