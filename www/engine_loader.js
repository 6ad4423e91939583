// Fetches an engine and starts it in this worker. While it is on its way the page hears
// { loaded, total } in bytes; what goes wrong is thrown, so that the worker's `error` event fires.

const WORTH_TELLING = 1_000_000; // bytes
const EVERY = 100; // milliseconds

/**
 * @param {Function} start What wasm-bindgen made: takes the wasm and runs it.
 * @param {URL} address Where the wasm is.
 * @param {number} size Its bytes, known from the build: a server that compresses states others.
 */
export async function load(start, address, size) {
  const response = await fetch(address);
  if (!response.ok) {
    throw new Error(`the engine is not on the server (${response.status}): reload the page`);
  }
  if (size > WORTH_TELLING) count(response.clone(), size);
  await start({ module_or_path: response });
}

/** Reads a copy, so that the browser compiles what arrives, and may keep what it compiled. */
async function count(response, total) {
  let loaded = 0;
  let told = -EVERY;
  try {
    for (const reader = response.body.getReader(); ; ) {
      const { done, value } = await reader.read();
      if (done) return;
      loaded += value.length;
      if (loaded < total && performance.now() - told < EVERY) continue;
      told = performance.now();
      postMessage({ loaded, total });
    }
  } catch {
    // The engine's own reading fails alike and says so.
  }
}
