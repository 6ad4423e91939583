#!/bin/sh
# The same training step in the bare engine and in other libraries, for a look side by side. Needs
# node, npm and the folder of the peers (PEERS, by default ../shared/bench); what is missing is named
# and left out. Quote ratios taken in one run, never absolute times.
set -eu
. "$(dirname "$0")/common.sh"

peers=${PEERS:-../shared/bench}
[ -d "$peers" ] || fail "no peers at $peers"
have npm || fail "npm is needed to fetch the peers"
work=target/peers
mkdir -p "$work/www" "$work/burn"
cp "$peers"/*.mjs "$peers"/*.js "$peers"/*.py "$work/"
chmod -R u+w "$work"

say "the bare Burn step, without a session"
cp -r "$peers/burn_step" "$work/" && chmod -R u+w "$work"
RUSTFLAGS='-C target-feature=+simd128' cargo build --release --target wasm32-unknown-unknown --lib \
    --manifest-path "$work/burn_step/Cargo.toml" --target-dir "$work/burn_target"
wasm-bindgen --target web --no-typescript --out-dir "$work/burn" "$work/burn_target/wasm32-unknown-unknown/release/burn_step.wasm"
cp "$peers/page.html" "$peers/gpucount.js" "$work/burn/"
cp "$peers/page.html" "$work/www/"
cp "$peers/burn_worker.js" "$work/burn/worker.js"

cd "$work"
[ -d node_modules/esbuild ] ||
    npm install --no-audit --no-fund @tensorflow/tfjs@4.22.0 @tensorflow/tfjs-backend-webgpu@4.22.0 \
        @tensorflow/tfjs-backend-wasm@4.22.0 esbuild playwright-core >/dev/null
npx esbuild tfjs_step.mjs --bundle --format=esm --outfile=www/worker.js --log-level=error
cp node_modules/@tensorflow/tfjs-backend-wasm/dist/*.wasm www/
ROOT=burn TO=240000 node run_page.mjs \
    '[["flex","mlp",16,32,3000,2000],["flex","mlp",128,256,600,400],["flex","dcgan",8,8,400,300],["flex","dcgan",32,64,30,10]]'
ROOT=www TO=240000 node run_page.mjs \
    '[["wasm","mlp",16,32,300,100],["wasm","mlp",128,256,100,30],["cpu","mlp",128,256,20,5],["cpu","dcgan",8,8,10,3],["cpu","dcgan",32,64,2,1]]'
python=${PYTHON:-python3}
if "$python" -c 'import jax' 2>/dev/null; then
    "$python" jax_step.py 1
else
    echo "JAX is not installed for $python: left out"
fi
