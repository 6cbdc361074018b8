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
