// Starts the page. A file, since the page's content security policy runs no script in the markup;
// Trunk.toml says where it names the two files of this build.

const { js, wasm } = Object.fromEntries(new URL(import.meta.url).searchParams);

try {
  const [page] = await Promise.all([import(`./${js}`), import('./trusted.js')]);
  await page.default({ module_or_path: new URL(wasm, import.meta.url) });
  // The files are kept once the page stands, so that its engine comes first.
  setTimeout(() => keepOffline().catch(() => {}), 5000);
} catch (error) {
  const said = document.createElement('p');
  said.setAttribute('role', 'alert');
  said.textContent = `Saddle could not start. Reload the page; it needs a browser with WebAssembly. (${error})`;
  document.body.prepend(said);
  throw error;
}

// The page's files are kept for when there is no network (offline.js). A newer version waits: the page hears of it by
// `saddle-update`, and asks for it by `saddle-use-update` (src/app/bar/update.rs).
async function keepOffline() {
  const keeper = navigator.serviceWorker;
  if (!keeper || new URLSearchParams(location.search).has('embed')) return;
  const before = keeper.controller;
  const registration = await keeper.register('./offline.js');
  const tell = () => {
    if (registration.waiting && keeper.controller) dispatchEvent(new Event('saddle-update'));
  };
  let asked = false;
  addEventListener('saddle-use-update', () => {
    asked = true;
    registration.waiting?.postMessage('use');
  });
  keeper.addEventListener('controllerchange', () => {
    if (asked) location.reload();
    else if (before) dispatchEvent(new Event('saddle-updated'));
  });
  const follow = () => registration.installing?.addEventListener('statechange', tell);
  registration.addEventListener('updatefound', follow);
  follow();
  tell();
  // A tab that stays open for days hears of it too.
  setInterval(() => registration.update().catch(() => {}), 3_600_000);
}
