// Keeps a copy of the site's own files, so that it can be read without a network after a first visit.
// It knows the files of the program by name, and those of the author from site.json; nothing else that is
// asked for on this origin, least of all what an API answers, is ever kept.

// The parts of the program, each with its integrity if its name says what is in it: what the page cannot start
// without, and what it loads later. Written by tools/dist.mjs.
const { files: FILES, later: LATER, version: VERSION } = JSON.parse('{"files":[],"later":[],"version":""}');

const SCOPE = new URL('./', location.href);
const CACHE = `obzor-${SCOPE.pathname}-${VERSION}`;
const PROGRAM = new Map([...FILES, ...LATER].map(([file, integrity]) => [new URL(file, SCOPE).href, integrity]));
const SITE = new URL('site.json', SCOPE).href;

const kept = (key) => caches.match(key, { cacheName: CACHE });

/** Keeps an answer, unless the reader had everything forgotten meanwhile. */
async function keep(key, answer) {
  if (!answer.ok || answer.type !== 'basic' || answer.redirected || !(await caches.has(CACHE))) return;
  await (await caches.open(CACHE)).put(key, answer);
}

/** The author's files. */
async function listed() {
  const answer = await kept(SITE);
  if (!answer) return [];
  const { pages = [], apis = [], style = [], logo = [], icon = [] } = await answer.json();
  const all = pages.flatMap(function flat(page) { return page.pages?.flatMap(flat) ?? [page]; });
  const named = [style, logo, icon, ...all.map(({ file }) => file), ...apis.map(({ description }) => description ?? [])].flat();
  return named.flatMap((file) => (typeof file === 'string' ? [file] : Object.values(file))).map((file) => new URL(file, SCOPE).href);
}

/** A part of the program never changes under its name, whatever stands behind it (`?now` in boot.js). */
async function part(event, key) {
  const copy = await kept(key);
  if (copy) return copy;
  const fresh = await fetch(event.request);
  event.waitUntil(keep(key, fresh.clone()).catch(() => {}));
  return fresh;
}

/** What changes is asked for first, and taken from the copy only without a network. Of the author's files the
 * copy is renewed; the page and the scripts that go with it stay those that were installed together. */
async function fresh(event, key, isAuthors) {
  try {
    const answer = await fetch(event.request);
    if (await isAuthors()) event.waitUntil(keep(key, answer.clone()).catch(() => {}));
    return answer;
  } catch (error) {
    const copy = await kept(key);
    if (copy) return copy;
    throw error;
  }
}

function answerTo(event) {
  const { method, mode, url, cache, destination } = event.request;
  if (method !== 'GET') return undefined;
  const [key] = url.split(/[?#]/);
  if (mode === 'navigate') {
    const isPage = key === SCOPE.href || key === new URL('index.html', SCOPE).href;
    return isPage ? fresh(event, SCOPE.href, () => false) : undefined;
  }
  if (PROGRAM.get(key)) return part(event, key);
  if (PROGRAM.has(key)) return fresh(event, key, () => false);
  if (url === SITE) return fresh(event, key, () => true);
  // The page asks for its own files so (src/browser/fetch.rs, reader.js), and APIs with `no-store`.
  // The author's style sheet and logo the browser asks for itself.
  const isLook = destination === 'style' || destination === 'image';
  if ((cache === 'no-cache' || isLook) && url.startsWith(SCOPE.href)) return fresh(event, url, async () => (await listed()).includes(url));
  return undefined;
}

async function install() {
  const cache = await caches.open(CACHE);
  const whole = FILES.map(([file, integrity]) => new Request(new URL(file, SCOPE), integrity ? { integrity } : { cache: 'no-cache' }));
  await cache.addAll(whole);
  await keep(SITE, await fetch(SITE, { cache: 'no-cache' }));
  // What the reader has already seen: taken from what the browser has, never fetched for it.
  const seen = [...LATER.map(([file]) => new URL(file, SCOPE).href), ...await listed()].filter((url) => url.startsWith(SCOPE.href));
  await Promise.allSettled(seen.map(async (url) => keep(url, await fetch(url, { cache: 'only-if-cached', mode: 'same-origin' }))));
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
  const answer = answerTo(event);
  if (answer) event.respondWith(answer);
});
