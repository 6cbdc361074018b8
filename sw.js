// Keeps a copy of the site's own files, so that it can be read without a network after a first visit.
// What an API answers, and whatever carries credentials, never passes through here.

// The files that the page cannot start without, and their version: written by tools/dist.mjs.
const { files: FILES, version: VERSION } = JSON.parse('{"files":[],"version":""}');

const SCOPE = new URL('./', location.href);
const CACHE = `obzor-${SCOPE.pathname}-${VERSION}`;

/** Files that are named after what is in them never change. */
const isNamed = (url) => /-[0-9a-f]{16}[._]/.test(new URL(url).pathname);

/** A file of the site. The page asks APIs with `no-store` (src/browser/fetch.rs), and its own files never. */
const isOurs = (request) => request.method === 'GET' && request.url.startsWith(SCOPE.href)
  && request.cache !== 'no-store' && !request.headers.has('Authorization');

/** Under what an answer is kept: the page is one, whatever its query says, and so is a named file. */
function keyOf({ mode, url }) {
  if (mode === 'navigate') return SCOPE.href;
  return isNamed(url) ? url.replace(/\?.*/, '') : url;
}

async function keep(key, answer) {
  if (!answer.ok || answer.type !== 'basic' || answer.redirected) return;
  await (await caches.open(CACHE)).put(key, answer);
}

/** What changes is asked for first, and taken from the copy only without a network. */
async function answer(event) {
  const { request } = event;
  const key = keyOf(request);
  const kept = await (await caches.open(CACHE)).match(key);
  if (kept && isNamed(key)) return kept;
  try {
    const fresh = await fetch(request);
    event.waitUntil(keep(key, fresh.clone()).catch(() => {}));
    return fresh;
  } catch (error) {
    if (kept) return kept;
    throw error;
  }
}

/** What the reader has already seen: taken from what the browser has, never fetched for it. */
async function keepSeen() {
  const { pages = [], apis = [] } = await (await fetch('site.json', { cache: 'no-cache' })).json();
  const named = [...pages.map(({ file }) => file), ...apis.map(({ description }) => description ?? [])];
  const files = named.flatMap((file) => (typeof file === 'string' ? [file] : Object.values(file)));
  await Promise.allSettled(files.map(async (file) => {
    const url = new URL(file, SCOPE);
    if (url.origin === SCOPE.origin) await keep(url.href, await fetch(url, { cache: 'only-if-cached', mode: 'same-origin' }));
  }));
}

async function install() {
  const cache = await caches.open(CACHE);
  const requests = FILES.map((file) => new URL(file, SCOPE).href).map((url) => new Request(url, { cache: isNamed(url) ? 'default' : 'no-cache' }));
  await cache.addAll(requests);
  await keepSeen().catch(() => {});
}

/** Copies of other versions of this site: no page uses them any more. */
async function activate() {
  const mine = `obzor-${SCOPE.pathname}-`;
  const old = (await caches.keys()).filter((name) => name.startsWith(mine) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await clients.claim();
}

// A new version waits until the pages of the old one are closed: the parts of a program must fit together.
addEventListener('install', (event) => event.waitUntil(install()));
addEventListener('activate', (event) => event.waitUntil(activate()));
addEventListener('fetch', (event) => {
  if (isOurs(event.request)) event.respondWith(answer(event));
});
