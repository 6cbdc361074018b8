// Starts the program. An external module, so that the Content-Security-Policy needs neither
// 'unsafe-inline' nor a hash that changes with every build.

// Leptos parses static parts of its own views as HTML; anything that could run is refused.
globalThis.trustedTypes?.createPolicy('default', {
  createHTML: (html) => (/<script|<iframe|\son[a-z]+\s*=|javascript:/i.test(html) ? null : html),
  // The two scripts that are ever started: the threads of the engine and of the reader.
  createScriptURL: (url) => (['engine.js', 'reader.js'].some((name) => url === new URL(name, import.meta.url).href) ? url : null),
});

// Before the first paint of the app, so that the page does not flash in another theme.
try {
  const theme = localStorage.getItem('obzor.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Storage is blocked: the system's theme stays.
}

const script = document.querySelector('script[data-wasm]');
const at = (name) => new URL(script.dataset[name], document.baseURI).href;

// Where an API description is read first, its thread starts while the program is still on its way.
async function startReader() {
  const { pages = [], apis = [] } = await (await fetch('site.json', { cache: 'no-cache' })).json();
  const [, place = ''] = location.hash.match(/^#\/([^?]*)/) ?? [];
  const named = new URLSearchParams(location.search).has('url');
  const described = apis.find(({ id, description }) => description && (pages.length === 0 || encodeURIComponent(id) === place));
  if (!named && !described) return;
  const reader = new Worker(at('reader'), { type: 'module' });
  const program = (name) => [at(`${name}Js`), at(`${name}Wasm`), script.dataset[`${name}Integrity`] ?? ''];
  reader.postMessage([0, program('reader'), program('yaml')]);
  globalThis.obzorReader = reader;
  // The file, if it does not depend on the language; the program asks for it again, and is told the same.
  if (!named && typeof described.description === 'string') {
    reader.postMessage([1e9, 'read', new URL(described.description, document.baseURI).href]);
  }
}
// What is wrong with the file is said by the program, which reads it too.
startReader().catch(() => {});

try {
  const program = await import(script.dataset.js);
  // The browser checks the integrity of what fetch() brings; it ignores that of a preload link.
  const options = { credentials: 'same-origin' };
  if (script.dataset.wasmIntegrity) options.integrity = script.dataset.wasmIntegrity;
  await program.default({ module_or_path: fetch(script.dataset.wasm, options) });
} catch (error) {
  const box = document.getElementById('loading') ?? document.body.appendChild(document.createElement('p'));
  box.className = 'crash';
  box.setAttribute('role', 'alert');
  box.textContent =
    'Страница не запустилась: возможно, сайт обновился. Обновите её (Ctrl+F5). · ' +
    'The page could not start: the site may have been updated. Reload it (Ctrl+F5). ' +
    `(${error?.name ?? 'Error'})`;
}
