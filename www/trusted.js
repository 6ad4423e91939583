// The page's one policy of Trusted Types: whatever becomes markup or the address of a script in this page goes through
// it. Leptos and wasm-bindgen hand over plain text, so it is the policy that a browser asks by itself, which is called
// `default`; index.html demands it and lets no other be made. What it refuses throws where it was tried, and no text
// becomes a script at all.

/** The page's folder. */
const HOME = new URL('.', import.meta.url).href;

/** What views and boards are made of; tests/native/security.rs holds it to the sources. */
const ELEMENTS = new Set(
  (
    'a article aside b br button canvas circle dd details dialog div dl dt ellipse fieldset figcaption figure footer ' +
    'g h1 h2 h3 h4 header input kbd label legend li line main meter nav ol optgroup option output p path polygon ' +
    'polyline progress rect section select span summary svg table tbody td text textarea th thead tr ul'
  ).split(' '),
);

/** A tag or an empty comment, in the one way that our own builders write them. */
const TAG = /<(?:!(?:----)?|\/?([a-z][a-z0-9]*)((?:\s+[a-z][\w-]*(?:="[^"<>]*")?)*)\s*\/?)>/gi;
const ATTRIBUTE = /([a-z][\w-]*)(?:="([^"]*)")?/gi;
/** Attributes that run, load or send. */
const ACTS = /^(on.*|action|data|formaction|ping|src|srcdoc|style)$/i;

function isPlain(attributes) {
  return [...attributes.matchAll(ATTRIBUTE)].every(
    ([, name, value]) => !ACTS.test(name) && (name.toLowerCase() !== 'href' || /^(#|https:)/.test(value)),
  );
}

/** Markup of elements that only show; where anything else begins with `<`, all of it is refused. */
function createHTML(markup) {
  const left = markup.replace(TAG, (_, element, attributes = '') =>
    !element || (ELEMENTS.has(element) && isPlain(attributes)) ? '' : '<',
  );
  return left.includes('<') ? undefined : markup;
}

/** Our own workers, and the service worker. */
function createScriptURL(text) {
  const { href } = new URL(text, HOME);
  return href.startsWith(`${HOME}engines/`) || href === `${HOME}offline.js` ? href : undefined;
}

globalThis.trustedTypes?.createPolicy('default', { createHTML, createScriptURL });
