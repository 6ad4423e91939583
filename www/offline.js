// The page's service worker: with it the page opens and trains without a network.
//
// A version is a set of files by their SHA-256 (scripts/offline.sh writes them in): the page with the CPU engine is
// kept at once, the rest when it is used, and a file of another version is never kept. A version that is newer waits
// until the user asks for it or all tabs are closed, so a page is never changed under a training.

const VERSION = '@VERSION@';
/** Kept at once, by path. */
const NOW = {/*NOW*/};
/** Kept when used. */
const LATER = {/*LATER*/};

const scope = self.registration.scope;
const mine = `saddle ${scope} `;
const CACHE = mine + VERSION;

self.addEventListener('install', (event) => event.waitUntil(fill()));
self.addEventListener('activate', (event) => event.waitUntil(takeOver()));
self.addEventListener('message', (event) => {
  if (event.data === 'use') self.skipWaiting();
});
self.addEventListener('fetch', (event) => {
  const path = pathOf(event.request);
  if (path in NOW || path in LATER || path.startsWith('engines/')) {
    event.respondWith(answer(event.request, path));
  }
});

/** The path below the page's folder, `./` for the page itself, `` for what is not the page's. */
function pathOf(request) {
  const address = request.url.split(/[?#]/)[0];
  if (request.method !== 'GET' || !address.startsWith(scope)) return '';
  const path = address.slice(scope.length);
  return path === '' || path === 'index.html' ? './' : path;
}

async function fill() {
  const cache = await caches.open(CACHE);
  const keep = async (path) => {
    const response = await fetch(path, { cache: 'no-cache' });
    if (!(await isOf(response, NOW[path]))) throw new Error(`${path} is not of version ${VERSION}`);
    await cache.put(path, response);
  };
  try {
    await Promise.all(Object.keys(NOW).map(keep));
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

/** Other tabs may still show the version before, whose engines they ask for: it goes with the next one. */
async function takeOver() {
  const others = (await caches.keys()).filter((name) => name.startsWith(mine) && name !== CACHE);
  await Promise.all(others.slice(0, -1).map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function answer(request, path) {
  const cache = await caches.open(CACHE);
  // Another tab may still be of the version before and ask for its engine; any other file is this version's.
  const kept = (await cache.match(path)) ?? (path.startsWith('engines/') ? await caches.match(request) : undefined);
  // A copy has no address of its own: a script then has that of the request, whose query it reads.
  if (kept) return new Response(kept.body, kept);
  const response = await fetch(request);
  if (path in LATER && (await isOf(response, LATER[path]))) {
    // A full disk must not keep the page from its file.
    await cache.put(path, response.clone()).catch(() => {});
  }
  return response;
}

/** Whether a response is the file with this SHA-256. */
async function isOf(response, sum) {
  if (!response.ok || response.redirected) return false;
  const digest = await crypto.subtle.digest('SHA-256', await response.clone().arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('') === sum;
}
