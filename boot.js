// Starts the program. An external module, so that the Content-Security-Policy needs neither
// 'unsafe-inline' nor a hash that changes with every build.

// Leptos parses static parts of its own views as HTML; anything that could run is refused.
globalThis.trustedTypes?.createPolicy('default', {
  createHTML: (html) => (/<script|<iframe|\son[a-z]+\s*=|javascript:/i.test(html) ? null : html),
  // The scripts that are ever started: the threads of the engine and of the reader, and the copy for reading offline.
  createScriptURL: (url) => (['engine.js', 'reader.js', 'sw.js'].some((name) => url === new URL(name, import.meta.url).href) ? url : null),
});

// Before the first paint of the app, so that the page does not flash in another theme.
try {
  const theme = localStorage.getItem('obzor.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Storage is blocked: the system's theme stays.
}

const script = document.querySelector('script[data-wasm]');
const { js, wasm, wasmIntegrity, rest, restIntegrity, late = '[]' } = script.dataset;
const at = (name) => new URL(script.dataset[name], document.baseURI).href;

const site = fetch('site.json', { cache: 'no-cache' }).then((answer) => answer.json());

// Where a page in Markdown or an API description is read first, its thread starts while the program is still
// on its way.
async function startThreads() {
  const { pages = [], apis = [] } = await site;
  const [, place = ''] = location.hash.match(/^#\/([^?]*)/) ?? [];
  const named = new URLSearchParams(location.search).has('url');
  const withFile = apis.filter(({ description }) => description);
  const all = pages.flatMap(function flat(page) { return page.pages?.flatMap(flat) ?? [page]; });
  const { file } = all.find(({ id }) => encodeURIComponent(id) === place) ?? (place ? {} : all[0] ?? {});
  if (file && [file, ...Object.values(file)].some((path) => /\.(md|markdown)$/.test(path))) {
    const docs = new Worker(at('engine'), { type: 'module' });
    docs.postMessage([0, [at('docsJs'), at('docsWasm'), script.dataset.docsIntegrity ?? '']]);
    globalThis.obzorDocs = docs;
  }
  const described = withFile.find(({ id }) => encodeURIComponent(id) === place) ?? (pages.length === 0 ? withFile[0] : undefined);
  if (!named && !described) return;
  const reader = new Worker(at('reader'), { type: 'module' });
  const program = (name) => [at(`${name}Js`), at(`${name}Wasm`), script.dataset[`${name}Integrity`] ?? ''];
  reader.postMessage([0, program('reader'), program('yaml')]);
  globalThis.obzorReader = reader;
  // The file, if it does not depend on the language; the program asks for it again, and is told the same.
  if (!named && typeof described.description === 'string') {
    const url = new URL(described.description, document.baseURI).href;
    reader.postMessage([1e9, 'read', url, url]);
  }
}
// What is wrong with the file is said by the program, which reads it too.
startThreads().catch(() => {});

// What the first view does not run is in a second file of the same program (tools/split.mjs): fetched once
// the first view is painted. Without that file (a debug build) all is in the first.
let isHere = !rest;
let coming;

let dressing;

/** The styles of what the rest draws. */
const styles = () => (dressing ??= Promise.all(JSON.parse(late).map(([href, integrity]) => new Promise((done) => {
  document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href, integrity, onload: done, onerror: done }));
}))));
if (isHere) styles();

const wait = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
const painted = () => Promise.race([wait(1000), new Promise((done) => requestAnimationFrame(() => setTimeout(done)))]);

async function load(program) {
  if (isHere) return styles();
  await painted();
  styles();
  for (let tries = 1; ; tries += 1) {
    try {
      const answer = fetch(rest, { credentials: 'same-origin', ...(restIntegrity && { integrity: restIntegrity }) });
      const module = await WebAssembly.compileStreaming(answer);
      if (!isHere) await WebAssembly.instantiate(module, { '': program });
      isHere = true;
      return styles();
    } catch (error) {
      if (isHere) return styles();
      if (tries === 3) return fail(error);
      await wait(tries * 1000);
    }
  }
}

/** A function of the rest is called before the rest is here: the page stands still until it is. Both take
 * the exports of the first file. */
function loadNow(program) {
  if (isHere) return;
  try {
    const bytes = fromCopy ?? readNow();
    if (restIntegrity && digest(bytes) !== restIntegrity) throw new TypeError('not the rest');
    new WebAssembly.Instance(new WebAssembly.Module(bytes), { '': program });
    isHere = true;
    styles();
  } catch (error) {
    stopped(error.name);
    throw error;
  }
}

/** Says that the program stopped. The report holds nothing that was typed. */
function stopped(why) {
  document.getElementById('crash').hidden = false;
  const report = document.getElementById('crash-report');
  report.textContent ||= `Obzor ${why}\n${navigator.userAgent}`;
  document.getElementById('crash-copy').onclick = () => navigator.clipboard?.writeText(report.textContent);
}

// What stops it without a last word: no memory, no stack.
for (const kind of ['error', 'unhandledrejection']) {
  addEventListener(kind, (event) => {
    const error = event.error ?? event.reason;
    if (error instanceof WebAssembly.RuntimeError || error instanceof RangeError) stopped(`${error.name} ${error.message}`);
  });
}

let isForgotten = false;

/** Has the browser keep a copy of the site for reading offline, unless its author wants nothing kept, or the
 * reader had everything forgotten. */
async function serveOffline() {
  const { offline = true, storage = true } = await site;
  if (!offline || !storage) return forget();
  if (script.dataset.offline && !isForgotten) await navigator.serviceWorker?.register(at('offline'));
}

/** Last of all, and without it the site works as well. */
const later = () => { setTimeout(() => serveOffline().catch(() => {}), 2000); };

/** Drops that copy. */
async function forget() {
  isForgotten = true;
  const scope = new URL('./', document.baseURI);
  const registration = await navigator.serviceWorker?.getRegistration(scope.href);
  // One of a folder above is another application's.
  if (registration?.scope === scope.href) await registration.unregister();
  const copies = (await caches.keys()).filter((name) => name.startsWith(`obzor-${scope.pathname}-`));
  await Promise.all(copies.map((name) => caches.delete(name)));
}

/** What the browser's copy for reading offline has of it: a request that stands still goes past that copy. */
let fromCopy;

function readNow() {
  const request = new XMLHttpRequest();
  // Under another name than the one that is on its way: a browser lets the second request for a file wait
  // until the first is written to its cache, and that one waits for this very thread.
  request.open('GET', `${rest}?now`, false);
  request.overrideMimeType('text/plain; charset=x-user-defined');
  request.send();
  if (request.status !== 200) throw new TypeError('not the rest');
  return Uint8Array.from(request.responseText, (character) => character.charCodeAt(0));
}

/** SHA-256 as an integrity: that of crypto.subtle cannot be had at once. */
function digest(bytes) {
  const root = (n, power) => { const r = n ** power; return ((r - Math.floor(r)) * 2 ** 32) | 0; };
  const primes = [];
  for (let n = 2; primes.length < 64; n += 1) if (primes.every((prime) => n % prime)) primes.push(n);
  const state = primes.slice(0, 8).map((prime) => root(prime, 1 / 2));
  const keys = primes.map((prime) => root(prime, 1 / 3));
  const padded = new DataView(new ArrayBuffer(((bytes.length + 72) >> 6) << 6));
  new Uint8Array(padded.buffer).set(bytes);
  padded.setUint8(bytes.length, 128);
  padded.setUint32(padded.byteLength - 4, bytes.length * 8);
  const turn = (x, n) => (x >>> n) | (x << (32 - n));
  const words = new Int32Array(64);
  for (let at = 0; at < padded.byteLength; at += 64) {
    let [a, b, c, d, e, f, g, h] = state;
    for (let i = 0; i < 64; i += 1) {
      const [x, y] = [words[i - 15], words[i - 2]];
      words[i] = i < 16 ? padded.getInt32(at + i * 4)
        : words[i - 16] + (turn(x, 7) ^ turn(x, 18) ^ (x >>> 3)) + words[i - 7] + (turn(y, 17) ^ turn(y, 19) ^ (y >>> 10));
      const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + keys[i] + words[i]) | 0;
      const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
    }
    [a, b, c, d, e, f, g, h].forEach((value, i) => { state[i] = (state[i] + value) | 0; });
  }
  const hash = new DataView(new ArrayBuffer(32));
  state.forEach((value, i) => hash.setInt32(i * 4, value));
  return `sha256-${btoa(String.fromCharCode(...new Uint8Array(hash.buffer)))}`;
}

function fail(error) {
  const box = document.getElementById('loading') ?? document.body.appendChild(document.createElement('p'));
  box.className = 'crash';
  box.setAttribute('role', 'alert');
  box.textContent =
    'Страница не запустилась: возможно, сайт обновился. Обновите её (Ctrl+F5). · ' +
    'The page could not start: the site may have been updated. Reload it (Ctrl+F5). ' +
    `(${error?.name ?? 'Error'})`;
  // What waits for the program waits on.
  return new Promise(() => {});
}

// For src/browser.
globalThis.obzor = { rest: (program) => (coming ??= load(program).then(later)), restNow: loadNow, stopped, forget };

try {
  const program = await import(js);
  // The browser checks the integrity of what fetch() brings; it ignores that of a preload link.
  const options = { credentials: 'same-origin', ...(wasmIntegrity && { integrity: wasmIntegrity }) };
  if (rest && navigator.serviceWorker?.controller) {
    fromCopy = await fetch(rest, { credentials: 'same-origin' }).then(async (copy) => new Uint8Array(await copy.arrayBuffer())).catch(() => undefined);
  }
  await program.default({ module_or_path: fetch(wasm, options) });
} catch (error) {
  fail(error);
}
