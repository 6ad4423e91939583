#!/bin/sh
# Builds a part of the static page in dist/. The files of an engine lie under the name of their build
# (scripts/build_hash.sh), in engines/BUILD/, so that a page never meets an engine of other sources.
#   build_web.sh page      the page, the CPU engine, the reader and the taker of files, with trunk
#   build_web.sh gpu       the GPU engine, which is added to a dist/ of the same build
#   build_web.sh compile-gpu   its long part, which may run beside the page's
# and, called by trunk (Trunk.toml):
#   build_web.sh engine    before the page: the CPU engine, the reader and the taker
#   build_web.sh finish    after the page: the names in its wasm are taken out, the service worker is written
set -eu
. "$(dirname "$0")/common.sh"

web=target/web
built=${CARGO_TARGET_DIR:-target}/wasm32-unknown-unknown
build=$(scripts/build_hash.sh)
engines=$web/engines

# Takes out the names of functions, a sixth of the page; a copy that has them is kept for profiles.
strip_names() { # file.wasm name
    tool=$web/strip_names
    rustc --edition 2024 -O scripts/strip_names.rs -o "$tool"
    mkdir -p "$web/named"
    cp "$1" "$web/named/$2.wasm"
    "$tool" "$1"
}

# The flags of rustc, in the form of CARGO_ENCODED_RUSTFLAGS, which takes folders with blanks. They name no folder of
# this machine, so that whoever builds gets the same bytes (scripts/check_reproducible.sh).
flags() { # more...
    printf '%s' '-Ctarget-feature=+simd128'
    printf '\037%s' "--remap-path-prefix=$PWD=/saddle" "--remap-path-prefix=${CARGO_TARGET_DIR:-$PWD/target}=/target" \
        "--remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}=/cargo" "$@"
}

compile() { # binary profile features
    CARGO_ENCODED_RUSTFLAGS=$(flags) \
        cargo build --profile "$2" --target wasm32-unknown-unknown --features "$3" --bin "$1"
}

# The binary of a worker into engines/BUILD/, whose loader comes last.
engine() { # name binary profile features
    if [ -f "$engines/$build/$1.js" ]; then
        echo "$2 of build $build is there"
        return
    fi
    compile "$2" "$3" "$4"
    wasm=$built/$3/$2.wasm
    # It holds the name of the build that it was compiled as.
    LC_ALL=C grep -aq "$build" "$wasm" || fail "sources changed while $2 was built: build it again"
    new=$web/new_$1
    rm -rf "$new"
    wasm-bindgen --target web --no-typescript --out-dir "$new" "$wasm"
    strip_names "$new/$2_bg.wasm" "$2"
    mkdir -p "$engines/$build"
    cp -r "$new"/. "$engines/$build/"
    cp www/engine_loader.js "$engines/$build/load.js"
    cat >"$engines/$build/$1.js" <<EOF
import start from './$2.js';
import { load } from './load.js';
await load(start, new URL('./$2_bg.wasm', import.meta.url), $(wc -c <"$new/$2_bg.wasm"));
EOF
    rm -rf "$new"
}

# What the page asks: the build, and whether there is a GPU engine of it.
tell() { # folder-of-engines.json
    gpu=false
    [ ! -f "$1/engines/$build/gpu.js" ] || gpu=true
    echo "{\"build\":\"$build\",\"gpu\":$gpu}" >"$1/engines.json.new"
    mv "$1/engines.json.new" "$1/engines.json"
}

before_page() {
    mkdir -p "$engines"
    for other in "$engines"/*; do
        [ "$other" = "$engines/$build" ] || rm -rf "$other"
    done
    engine cpu engine_cpu release worker
    engine read reader page reader
    engine take taker page taker
    tell "$web"
}

after_page() {
    for wasm in "${TRUNK_STAGING_DIR:?trunk calls this}"/app-*_bg.wasm; do
        strip_names "$wasm" app
    done
    # Who shows a preview of a link wants a whole address, which only the host knows.
    if [ -n "${SADDLE_ADDRESS:-}" ]; then
        page=$TRUNK_STAGING_DIR/index.html
        sed "s|content=\"./icons/preview.png\"|content=\"${SADDLE_ADDRESS%/}/icons/preview.png\"|" "$page" >"$page.new"
        mv "$page.new" "$page"
    fi
    scripts/offline.sh "$TRUNK_STAGING_DIR"
}

gpu() {
    mkdir -p "$engines"
    engine gpu engine_gpu gpu worker,gpu
    tell "$web"
    if [ -d "dist/engines/$build" ]; then
        cp -r "$engines/$build"/. "dist/engines/$build/"
        tell dist
        scripts/offline.sh dist
    else
        echo "dist/ is of another build; the next \`build_web.sh page\` takes this engine in"
    fi
}

case "${1:-}" in
page)
    # Views of one type instead of thousands: a tenth less to fetch.
    CARGO_ENCODED_RUSTFLAGS=$(flags --cfg=erase_components) trunk build --release
    ;;
gpu) gpu ;;
compile-gpu) compile engine_gpu gpu worker,gpu ;;
engine) before_page ;;
finish) after_page ;;
*) fail "usage: build_web.sh page|gpu|compile-gpu" ;;
esac
