// make bench-explorers: the first operation of a description in view, here and in the other explorers, in one run: each
// in a fresh browser with nothing cached, one after the other, taking turns. The others come from npm, in the versions
// below, with the page that their README shows. Descriptions: those that OBZOR_SPECS names, else a small one. PHONE=1 makes
// the browser a phone's: slow 4G (1.6 Mbit/s, 150 ms) and a processor four times slower.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, resolve } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { chromium } from 'playwright-core';

const DIST = process.env.OBZOR_DIST ?? 'dist';
/** Wide for a phone, so that everyone's list is in view. */
const VIEWPORT = { width: 1440, height: 900 };
const RUNS = Number(process.env.RUNS ?? 3);
const PATIENCE = 60_000;
const FOLDER = resolve(process.env.CARGO_TARGET_DIR ?? 'target', 'explorers');
const SPECS = process.env.OBZOR_SPECS
  ? ['petstore-3.1', 'stripe-3.0', 'github-3.0', 'msgraph-v1-3.0'].map((name) => join(process.env.OBZOR_SPECS, 'public', `${name}.json`))
  : ['tests/corpus/specs/pets.json'];

const html = (head, body) => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>bench</title>${head}</head><body>${body}</body></html>`;
const site = JSON.stringify({ title: 'Bench', languages: ['en'], apis: [{ id: 'api', title: 'API', description: 'spec.json' }] });

/** Where each one's files are, what its page is, and what an operation of its list is. */
const EXPLORERS = {
  'fetch + JSON.parse alone': {
    page: html('', '<p id="row" hidden>row</p><script>fetch("spec.json").then((a) => a.text()).then((t) => { row.textContent = Object.keys(JSON.parse(t).paths)[0]; row.hidden = false; })</script>'),
    row: '#row',
  },
  Obzor: { folder: DIST, files: { '/site.json': site }, row: 'a.row-link' },
  'Swagger UI': {
    package: 'swagger-ui-dist@5.35.0',
    page: html('<link rel="stylesheet" href="swagger-ui.css">', '<div id="ui"></div><script src="swagger-ui-bundle.js"></script><script>SwaggerUIBundle({ url: "spec.json", dom_id: "#ui" })</script>'),
    row: '.opblock-summary',
  },
  'Redoc 2': { package: 'redoc@2.5.4', page: html('', '<redoc spec-url="spec.json"></redoc><script src="bundles/redoc.standalone.js"></script>'), row: '[data-section-id*="operation/"]' },
  RapiDoc: { package: 'rapidoc@9.3.8', page: html('<script type="module" src="dist/rapidoc-min.js"></script>', '<rapi-doc spec-url="spec.json"></rapi-doc>'), row: '.nav-bar-path' },
  'OpenAPI Explorer': {
    package: 'openapi-explorer@2.4.820',
    page: html('<script type="module" src="dist/browser/openapi-explorer.min.js"></script>', '<openapi-explorer spec-url="spec.json"></openapi-explorer>'),
    row: '.nav-bar-path',
  },
  Elements: {
    package: '@stoplight/elements@9.0.25',
    page: html('<script src="web-components.min.js"></script><link rel="stylesheet" href="styles.min.css">', '<elements-api apiDescriptionUrl="spec.json" router="hash"></elements-api>'),
    // Its groups are closed at first: a group is its first row.
    row: 'a.ElementsTableOfContentsItem[href*="/operations/"], a.ElementsTableOfContentsItem[href*="/paths/"], .sl-cursor-pointer[title]:not([id])',
  },
  Scalar: {
    package: '@scalar/api-reference@1.72.1',
    page: html('', '<div id="app"></div><script src="dist/browser/standalone.js"></script><script>Scalar.createApiReference("#app", { url: "spec.json" })</script>'),
    row: 'aside a:has(.sidebar-heading-type), .operation-layout',
  },
};

const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.json': 'application/json', '.wasm': 'application/wasm', '.svg': 'image/svg+xml' };
const packed = new Map();

/** What is compressed once, before the clock runs. */
function brotli(key, bytes) {
  const quality = bytes.length > 4e6 ? 6 : 11;
  if (!packed.has(key)) packed.set(key, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } }));
  return packed.get(key);
}

/** Unpacks a package of npm, and gives its folder. */
function fetched({ package: name, folder }) {
  if (!name) return folder;
  const place = join(FOLDER, name.replaceAll(/[@/]/g, '-'));
  if (!existsSync(place)) {
    mkdirSync(place, { recursive: true });
    const [file] = execFileSync('npm', ['pack', name, '--silent', '--pack-destination', place], { encoding: 'utf8' }).trim().split('\n').slice(-1);
    execFileSync('tar', ['-xzf', join(place, file), '-C', place, '--strip-components', '1']);
  }
  return place;
}

/** Serves an explorer with a description; `sent` counts the bytes of all but that. */
async function serve({ page, files = {}, ...explorer }, spec) {
  const folder = fetched(explorer);
  const sent = { bytes: 0 };
  const server = createServer((request, response) => {
    const path = new URL(request.url, 'http://x').pathname;
    const target = path === '/' ? '/index.html' : path;
    const file = folder && join(folder, target);
    const own = target === '/index.html' && page ? page : files[target];
    const [key, bytes] = target === '/spec.json' ? [spec, () => readFileSync(spec)]
      : own !== undefined ? [own, () => Buffer.from(own)]
      : file && existsSync(file) ? [file, () => readFileSync(file)] : [];
    if (!key) return response.writeHead(404).end();
    const body = packed.get(key) ?? brotli(key, bytes());
    if (target !== '/spec.json') sent.bytes += body.length;
    response.writeHead(200, { 'Content-Type': TYPES[extname(target)] ?? 'application/octet-stream', 'Content-Encoding': 'br', 'Content-Length': body.length, 'Cache-Control': 'no-store' }).end(body);
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return { server, sent, url: `http://127.0.0.1:${server.address().port}/` };
}

/** The first operation in view, how long the page could not answer on the way, and what was downloaded until then. */
async function measure({ row }, { url, sent }) {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
  try {
    const page = await browser.newPage({ viewport: VIEWPORT });
    await page.addInitScript(() => {
      globalThis.blocked = 0;
      new PerformanceObserver((list) => { for (const { duration } of list.getEntries()) globalThis.blocked += duration - 50; }).observe({ type: 'longtask', buffered: true });
    });
    if (process.env.PHONE) {
      const debug = await page.context().newCDPSession(page);
      await debug.send('Network.emulateNetworkConditions', { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 750e3 / 8 });
      await debug.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    }
    sent.bytes = 0;
    await page.goto(url, { waitUntil: 'commit' });
    await page.locator(row).first().waitFor({ timeout: PATIENCE });
    const shown = await page.evaluate(() => performance.now());
    const { bytes } = sent;
    await page.waitForTimeout(1500);
    return { shown, bytes, blocked: await page.evaluate(() => globalThis.blocked) };
  } catch {
    return {};
  } finally {
    await browser.close();
  }
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
const chosen = process.env.ONLY?.split(',') ?? Object.keys(EXPLORERS);

for (const spec of SPECS) {
  const rows = [];
  for (const name of chosen) rows.push({ name, runs: [], served: await serve(EXPLORERS[name], spec) });
  // A run that does not count fills what is compressed.
  for (let run = 0; run <= RUNS; run += 1) {
    for (const { name, runs, served } of rows) {
      if (runs.at(-1)?.shown === undefined && run > 1) continue;
      const result = await measure(EXPLORERS[name], served);
      if (run > 0) runs.push(result);
    }
  }
  const ours = median(rows.find(({ name }) => name === 'Obzor').runs.map(({ shown }) => shown));
  console.log(`\n${spec.split('/').pop().padEnd(28)}${'first operation'.padStart(16)}${'to Obzor'.padStart(10)}${'blocked'.padStart(10)}${'downloaded'.padStart(12)}`);
  for (const { name, runs, served } of rows) {
    served.server.close();
    const [shown, blocked, bytes] = ['shown', 'blocked', 'bytes'].map((key) => median(runs.map((run) => run[key])));
    console.log(shown === undefined ? `${name.padEnd(28)}${`not within ${PATIENCE / 1000} s`.padStart(16)}`
      : `${name.padEnd(28)}${`${shown.toFixed(0)} ms`.padStart(16)}${(shown / ours).toFixed(2).padStart(10)}${`${blocked.toFixed(0)} ms`.padStart(10)}${`${(bytes / 1000).toFixed(0)} kB`.padStart(12)}`);
  }
}
