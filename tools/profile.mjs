// Writes tools/first-view*.txt: the functions that the first views run, by a run in Chromium.
//   node tools/profile.mjs [dist]   after a release build; then build again
//
// Every function of the programs before their split gets a mark that it sets; the first views are opened while
// the rest is kept from coming, as a new reader opens them and as one who was there before.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { staticServer } from './serve.mjs';
import { firstView, inFolder, listOf, plainName, read, short, write } from './split.mjs';

const [DIST = 'dist'] = process.argv.slice(2);
/** Descriptions of every kind, for the reader of them. */
const SPECS = readdirSync('tests/corpus/specs').filter((name) => !name.includes('-parts'));
const BUILT = join(process.env.CARGO_TARGET_DIR ?? 'target', 'wasm-bindgen', 'release');

/** A program with a mark for each function. */
function marked(program) {
  const parts = read(join(BUILT, `${program}_bg.wasm`));
  const functions = parts.filter(({ kind }) => kind === 'func');
  const marks = functions.flatMap((_, i) => [`(global $mark${i} (mut i32) (i32.const 0))`, `(export "mark${i}" (global $mark${i}))`]);
  functions.forEach((part, i) => {
    const lines = part.text.split('\n');
    const body = lines.findIndex((line, at) => at > 0 && !/^ {2}\(local /.test(line));
    lines.splice(body, 0, `(global.set $mark${i} (i32.const 1))`);
    part.text = lines.join('\n');
  });
  const wasm = inFolder((folder) => {
    const path = join(folder, 'marked.wasm');
    write(path, [...parts.map(({ text }) => text), ...marks]);
    return readFileSync(path);
  });
  return { wasm, names: functions.map(({ id }) => short(plainName(id))), ran: new Set() };
}

const programs = { obzor: marked('obzor'), 'obzor-reader': marked('obzor-reader') };
const html = readFileSync(join(DIST, 'index.html'), 'utf8');
const fileOf = (name) => html.match(new RegExp(` data-${name}="\\.(/[^"]+)"`))[1];
const rests = [fileOf('rest'), fileOf('reader-rest')];
// These programs are whole; what keeps the console from being drawn is only that the rest does not come.
const unchecked = html.replace(/ (data-(wasm|reader)-)?integrity="[^"]+"/g, '');

/** Has a page or a thread keep what its program exports. */
function keepExports() {
  const { instantiateStreaming } = WebAssembly;
  WebAssembly.instantiateStreaming = async (...given) => {
    const made = await instantiateStreaming.apply(WebAssembly, given);
    if (made.instance.exports.mark0) globalThis.programExports ??= made.instance.exports;
    return made;
  };
}

const overrides = {
  [fileOf('js')]: readFileSync(join(BUILT, 'obzor.js')), [fileOf('wasm')]: programs.obzor.wasm,
  [fileOf('reader-js')]: readFileSync(join(BUILT, 'obzor-reader.js')), [fileOf('reader-wasm')]: programs['obzor-reader'].wasm,
  '/reader.js': `${readFileSync(join(DIST, 'reader.js'), 'utf8')}\n(${keepExports})();\n`,
  '/whole.html': unchecked.replace(/ data-(reader-)?rest="[^"]+"/g, ''), '/': unchecked, '/index.html': unchecked,
  ...Object.fromEntries(SPECS.map((name) => [`/specs/${name}`, readFileSync(join('tests/corpus/specs', name))])),
};
const server = staticServer(DIST, { overrides });
await new Promise((done) => server.listen(0, '127.0.0.1', done));
const site = `http://127.0.0.1:${server.address().port}/`;
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });

const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

/** What a file of the site may take, by a part of its name, in milliseconds: what comes late is drawn in steps.
 * The last is that of boot.js alone, which reads site.json first: then the program itself starts the reader. */
const NETWORKS = [[], [[/\/specs\//, 1500]], [[/obzor-(reader|yaml)/, 1500]], [[/site\.json/, 800], [/\/pages\//, 800]], [[/site\.json/, 4000, 1]]];

/** Opens a page and notes what ran; `prepare` may leave something for it in the browser's storage. */
async function view(context, address, { prepare, slow = 1, network = [] } = {}) {
  const page = await context.newPage();
  await prepare?.(page);
  for (const [name, milliseconds, times] of network) await page.route(name, async (route) => { await pause(milliseconds); await route.continue(); }, { times });
  for (const rest of rests) await page.route(`**${rest}`, () => {});
  // A slower machine does in several turns what a fast one does in one.
  if (slow > 1) await (await context.newCDPSession(page)).send('Emulation.setCPUThrottlingRate', { rate: slow });
  await page.goto(site + address);
  await page.locator(guides.includes(address) ? '.doc .skeleton' : '.doc .prose > *').first().waitFor();
  // The clock ticks every second.
  await page.waitForTimeout(1500 * Math.min(slow, 2));
  await page.evaluate(() => dispatchEvent(new Event('pagehide')));
  const ran = { obzor: await note(page, programs.obzor) };
  for (const worker of page.workers().filter((worker) => worker.url().endsWith('/reader.js'))) ran.reader = await note(worker, programs['obzor-reader']);
  console.log(`${address.padEnd(34)} ${Object.entries(ran).map(([name, marks]) => `${name} ${marks}`).join(', ')}`);
  await page.close();
}

/** Notes which functions of a program ran in a page or a thread. */
async function note(place, { names, ran }) {
  const marks = await place.evaluate(() =>
    Object.entries(globalThis.programExports ?? {}).filter(([name, value]) => name.startsWith('mark') && value.value).map(([name]) => Number(name.slice(4))));
  marks.forEach((index) => ran.add(names[index]));
  return marks.length;
}

async function reader(options, work) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, serviceWorkers: 'block', ...options });
  await context.addInitScript(keepExports);
  await work(context);
  await context.close();
}

/** Leaves what a reader leaves who did nothing but look. */
async function look(page) {
  await page.goto(`${site}whole.html`);
  await page.locator('#console').waitFor();
  await page.waitForTimeout(600);
}

/** Leaves a token, a draft, a language and a theme. */
async function useConsole(page) {
  await page.goto(`${site}whole.html`);
  await page.getByLabel('client_id', { exact: true }).fill('demo-app');
  await page.getByLabel('client_secret', { exact: true }).fill('demo-secret');
  await page.getByRole('button', { name: 'Try it out!' }).click();
  await page.getByRole('button', { name: 'Use this token' }).click();
  await page.getByText('The token is set').waitFor();
  await page.locator('#operation').selectOption({ index: 2 });
  await page.getByRole('button', { name: '+ header' }).click();
  await page.locator('#header-name-0').fill('X-Test');
  await page.locator('.choices button').nth(0).click();
  await page.locator('.choices button').nth(1).click();
  await page.locator('.choices button').last().click();
  await page.waitForTimeout(600);
}

/** Sites as other authors write them. */
const SITES = [
  ({ apis: [api] }) => { api.servers = [api.servers[1], api.servers[0]]; },
  ({ apis: [api] }) => { api.servers = [{ id: 's', title: 'S', url: 'https://api.example.com/v1' }]; api.signIn.clientAuthentication = 'basic'; },
  ({ apis: [api] }) => { api.signIn = { type: 'authorization_code', tokenUrl: 'https://login.example.com/token', authorizationUrl: 'https://login.example.com/authorize', scope: 'a b' }; },
  ({ apis: [api] }) => { delete api.signIn; delete api.parameters; },
  (site) => { delete site.languages; site.title = 'T'; site.storage = false; },
  (site) => { site.languages = ['en']; site.pages = site.pages.slice(0, 1); site.console = false; },
  (site) => { delete site.pages; delete site.apis[0].servers; delete site.apis[0].signIn; },
  (site) => { site.apis.push({ ...site.apis[0], id: 'second', title: 'Second' }); site.connect = ['https://api.example.com']; },
];

const { pages: listed, apis } = JSON.parse(readFileSync(join(DIST, 'site.json'), 'utf8'));
// Of the pages of a group nothing is drawn but the place of their text, before the rest is there: one is enough.
const pages = listed.flatMap((page) => page.pages?.slice(0, 1) ?? [page]);
const guides = listed.flatMap((page) => page.pages ?? []).map(({ id }) => `#/${id}`);
const described = apis.flatMap(({ id }) => ['', '?operation=getUser'].map((query) => `#/${id}${query}`));
const addresses = ['', '?from=mail', ...pages.map(({ id }) => `#/${id}`), ...described];
for (const locale of ['en-US', 'ru-RU']) {
  await reader({ locale }, async (context) => {
    for (const address of addresses) await view(context, address);
  });
}
await reader({ locale: 'en-US' }, async (context) => {
  for (const network of NETWORKS) for (const address of addresses) await view(context, address, { network });
  for (const address of addresses) await view(context, address, { slow: 6 });
});
await reader({ locale: 'en-US' }, async (context) => {
  for (const change of SITES) {
    const changed = JSON.parse(readFileSync(join(DIST, 'site.json'), 'utf8'));
    change(changed);
    overrides['/site.json'] = JSON.stringify(changed);
    for (const address of ['', ...apis.map(({ id }) => `#/${id}`)]) await view(context, address);
  }
  delete overrides['/site.json'];
});
await reader({ locale: 'en-US', viewport: { width: 390, height: 800 }, colorScheme: 'dark' }, async (context) => {
  for (const address of addresses) await view(context, address);
});
await reader({ locale: 'en-US' }, async (context) => {
  for (const address of addresses) await view(context, address, { prepare: look });
});
await reader({ locale: 'en-US' }, async (context) => {
  for (const address of addresses) await view(context, address, { prepare: useConsole });
});
// Each kind of description: its first page, and one of its operations, of its schemas, of its tags.
await reader({ locale: 'en-US' }, async (context) => {
  for (const name of SPECS) {
    const spec = `${readFileSync(join('tests/corpus/specs', name))}`;
    const first = (pattern) => spec.match(pattern)?.[1];
    const places = {
      operation: first(/operationId"?: "?([\w.-]+)/), schema: first(/(?:schemas|definitions)"?:\s*\{?\s*"?(\w+)/), tag: first(/tags"?: \[ ?"?(\w+)/),
    };
    overrides['/site.json'] = JSON.stringify({ title: 'T', apis: [{ id: 'a', title: 'A', description: `specs/${name}` }] });
    const queries = Object.entries(places).filter(([, place]) => place).map(([kind, place]) => `?${kind}=${place}`);
    for (const query of ['', ...queries]) await view(context, `#/a${query}`);
  }
  delete overrides['/site.json'];
});
await browser.close();
server.close();
server.closeAllConnections();
for (const [program, { ran }] of Object.entries(programs)) {
  const before = new Set(firstView(program));
  const after = [...ran].toSorted();
  writeFileSync(listOf(program), `${after.join('\n')}\n`);
  console.log(`${program}: ${after.filter((name) => !before.has(name)).length} names are new, ${[...before].filter((name) => !ran.has(name)).length} are gone`);
}
