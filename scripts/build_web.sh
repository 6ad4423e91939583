#!/bin/sh
# Builds a part of the static page in dist/.
#   build_web.sh cpu    the page and the CPU engine, with trunk; the page says that there is no GPU engine
#   build_web.sh gpu    the GPU engine, into target/web/ (whence trunk copies it) and into dist/
set -eu
. "$(dirname "$0")/common.sh"

web=target/web

prepare() {
    rm -rf "$web"
    mkdir -p "$web/engine_gpu"
    echo '{"gpu":false}' >"$web/engines.json"
}

cpu() {
    prepare
    trunk build --release
}

gpu() {
    cargo build --profile gpu --target wasm32-unknown-unknown --features worker,gpu --bin engine_gpu
    rm -rf "$web/new"
    # Names are a third of this file.
    wasm-bindgen --target web --no-typescript --remove-name-section --out-dir "$web/new" \
        target/wasm32-unknown-unknown/gpu/engine_gpu.wasm
    echo "import init from './engine_gpu.js'; await init();" >"$web/new/engine_gpu_loader.js"
    mkdir -p "$web/engine_gpu"
    cp "$web"/new/* "$web/engine_gpu/"
    rm -rf "$web/new"
    echo '{"gpu":true}' >"$web/engines.json"
    publish
}

# The engine first, then the word that it is there.
publish() {
    [ -d dist ] || return 0
    mkdir -p dist/engine_gpu
    cp "$web"/engine_gpu/* dist/engine_gpu/
    cp "$web/engines.json" dist/engines.json
}

case "${1:-}" in
cpu) cpu ;;
gpu) gpu ;;
*) fail "usage: build_web.sh cpu|gpu" ;;
esac
