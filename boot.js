// Starts the program. An external module, so that the Content-Security-Policy needs neither
// 'unsafe-inline' nor a hash that changes with every build.

import { Rest } from './rest.js';

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

// `obzor build` puts the text of the first page here, to be read until the program is there: but not where another
// page, or another language, is asked for.
const text = document.querySelector('.is-waiting');
if (text) {
  let language;
  try {
    language = localStorage.getItem('obzor.language');
  } catch {
    // Storage is blocked: the browser's language is taken.
  }
  const asked = (language ?? navigator.language).slice(0, 2);
  const isOther = text.dataset.languages.split(' ').includes(asked) && asked !== document.documentElement.lang;
  if (isOther || /^#\/?./.test(location.hash)) Object.assign(text, { className: 'loading', textContent: 'Загрузка… · Loading…' });
  else text.classList.add('is-shown');
}

const script = document.querySelector('script[data-wasm]');
const { js, wasm, wasmIntegrity, rest, restIntegrity, late = '[]' } = script.dataset;
const at = (name) => new URL(script.dataset[name], document.baseURI).href;

const site = fetch('site.json', { cache: 'no-cache' }).then((answer) => answer.json());

// How the author wants it to look; `obzor build` has written it into the page already. The policy lets both be
// of this host alone.
site.then(({ style, icon }) => {
  if (style && !document.querySelector('link[data-look]')) document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: style }));
  if (icon) document.querySelector('link[rel~=icon]').href = icon;
}).catch(() => {});

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
  const program = (name) => [...[`${name}Js`, `${name}Wasm`].map(at), ...[`${name}Integrity`, `${name}Rest`, `${name}RestIntegrity`].map((part) => script.dataset[part] ?? '')];
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

// What the first view does not run is in a second file of the same program: fetched once the first view is
// painted.
const parts = new Rest(rest, restIntegrity, styles);
let coming;
let dressing;

/** The styles of what the rest draws. */
function styles() {
  dressing ??= Promise.all(JSON.parse(late).map(([href, integrity]) => new Promise((done) => {
    document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href, integrity, onload: done, onerror: done }));
  })));
  return dressing;
}
if (parts.isHere) styles();

const wait = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
const painted = () => Promise.race([wait(1000), new Promise((done) => requestAnimationFrame(() => setTimeout(done)))]);

async function load(program) {
  if (!parts.isHere) await painted();
  const dressed = styles();
  for (let tries = 1; ; tries += 1) {
    try {
      await parts.load(program);
      return dressed;
    } catch (error) {
      if (parts.isHere) return dressed;
      if (tries === 3) return fail(error);
      await wait(tries * 1000);
    }
  }
}

function loadNow(program) {
  try {
    parts.loadNow(program);
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

/** Last of all, and without it the site works as well; who only looks in downloads what they read, not all programs. */
const later = () => { setTimeout(() => serveOffline().catch(() => {}), 10_000); };

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
  if (rest && navigator.serviceWorker?.controller) await parts.keepCopy();
  await program.default({ module_or_path: fetch(wasm, options) });
} catch (error) {
  fail(error);
}
