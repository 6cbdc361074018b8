// What the end-to-end tests stand on: the release dist/ in a real Chromium, and the sandbox as a
// real HTTP server on another port, so that CORS is real. Servers listen on 127.0.0.1 only.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { chromium } from 'playwright-core';
import { staticServer } from '../../tools/serve.mjs';

export const DEMO = { id: 'demo-app', secret: 'demo-secret' };
export const BINARY = process.env.OBZOR_BIN ?? `${process.env.CARGO_TARGET_DIR ?? 'target'}/debug/obzor`;
const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
export const DIST = process.env.OBZOR_DIST ?? 'dist';
const temporary = mkdtempSync(join(tmpdir(), 'obzor-'));
const clean = [() => rmSync(temporary, { recursive: true, force: true })];

after(async () => {
  for (const step of clean.reverse()) await step();
});

/** What is to be done at the end of the file's tests. */
export const onEnd = (step) => clean.push(step);

/** Listens on a free port of loopback. */
export async function listen(server) {
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  clean.push(() => new Promise((done) => { server.closeAllConnections(); server.close(done); }));
  return `http://127.0.0.1:${server.address().port}`;
}

let sandboxes = 0;

/** The sandbox as a process; `requests()` is its own record of what it received. */
export async function startSandbox({ tokenLife = 3600 } = {}) {
  sandboxes += 1;
  const record = join(temporary, `record-${sandboxes}.jsonl`);
  const child = spawn(BINARY, ['sandbox', '--port', '0', '--token-life', String(tokenLife), '--record', record]);
  const origin = await new Promise((done, fail) => {
    child.once('error', fail);
    child.once('exit', () => fail(new Error(`${BINARY} did not start: cargo build --features cli`)));
    child.stdout.on('data', (data) => done(String(data).match(/http:\/\/[\d.:]+/)[0]));
  });
  const stop = () => new Promise((done) => {
    if (child.exitCode !== null || child.signalCode !== null) return done();
    child.once('exit', done);
    child.kill('SIGKILL');
  });
  clean.push(stop);
  const requests = () => {
    const text = existsSync(record) ? readFileSync(record, 'utf8') : '';
    return text.split('\n').filter(Boolean).map((line) => {
      const request = JSON.parse(line);
      return { ...request, headers: Object.fromEntries(request.headers), body: Buffer.from(request.body, 'base64') };
    });
  };
  const refuse = (count) => fetch(`${origin}/_sandbox/refuse/${count}`);
  return { origin, address: origin.slice(7), requests, refuse, stop };
}

/** A server that does what a test wants. */
export const startServer = (handler) => listen(createServer(handler));

/** The demo's site.json with a real server in the first place. */
export function siteFor(address, change = () => {}) {
  const site = JSON.parse(readFileSync(join(DIST, 'site.json'), 'utf8'));
  const [api] = site.apis;
  const local = api.servers.find((server) => server.id === 'local');
  local.variables.address.default = address;
  api.servers = [local, ...api.servers.filter((server) => server !== local)];
  change(site, api);
  return JSON.stringify(site);
}

/** Serves dist/, with some files replaced. */
export const startSite = async (overrides = {}, prefix = '/') =>
  (await listen(staticServer(DIST, { overrides, prefix }))) + prefix;

let browser;

/** The pages that are open: one that is left at the end is that of a test that failed. */
const pages = new Map();

/** Prints what the pages of failed tests show: a failure that comes once in a thousand runs cannot be looked at again. */
async function report() {
  for (const [page, { console: lines, underway }] of pages) {
    if (page.isClosed()) continue;
    const late = new Promise((done) => { setTimeout(done, 3000, 'the page does not answer'); });
    const text = await Promise.race([page.locator('body').innerText().catch(String), late]);
    console.log([`left open: ${page.url()}`, ...lines.slice(-5), ...[...underway].map((url) => `under way: ${url}`), text.slice(0, 1500)].join('\n'));
  }
}

async function launch() {
  const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'];
  browser ??= await chromium.launch({ executablePath: CHROMIUM, args });
  if (clean.at(-1) !== closeBrowser) clean.push(closeBrowser);
  return browser;
}

async function closeBrowser() {
  await report();
  await browser?.close();
  browser = undefined;
}

/** A page of a fresh profile. `finish()` closes it and holds what must be true of every page. */
export async function open(url, options = {}) {
  const context = await (await launch()).newContext({
    locale: 'en-US', viewport: { width: 1280, height: 900 },
    // What a worker fetches for its copy of the site cannot be held back by a test.
    serviceWorkers: 'block', ...options,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const seen = { console: [], hosts: new Set(), underway: new Set() };
  pages.set(page, seen);
  page.on('console', (message) => seen.console.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => seen.console.push(`pageerror: ${error.message}`));
  page.on('request', (request) => {
    seen.hosts.add(new URL(request.url()).host);
    seen.underway.add(request.url());
  });
  for (const end of ['requestfinished', 'requestfailed']) page.on(end, (request) => seen.underway.delete(request.url()));
  await page.addInitScript(() => {
    window.copied = null;
    Object.defineProperty(navigator, 'clipboard', { value: { writeText: async (text) => { window.copied = text; } } });
    document.addEventListener('securitypolicyviolation', (event) => console.error(`CSP: ${event.violatedDirective} ${event.blockedURI}`));
  });
  await page.goto(url);
  const finish = async ({ secrets = [DEMO.secret], expectErrors = false } = {}) => {
    // A browser reports every answer above 399, and every request that failed, by itself.
    const own = seen.console.filter((line) => /^(error|pageerror|warning)/.test(line) && !/Failed to load resource|blocked by Playwright/.test(line));
    if (!expectErrors) assert.deepEqual(own, []);
    for (const secret of secrets) assert.ok(!seen.console.join('\n').includes(secret), 'a secret in the console');
    pages.delete(page);
    await context.close();
  };
  return { page, context, seen, finish };
}

/** What the processes that draw pages hold for themselves, the largest of them, in MB. */
export async function heap(page) {
  const session = await page.context().browser().newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const own = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => {
    const rollup = readFileSync(`/proc/${id}/smaps_rollup`, 'utf8');
    return [...rollup.matchAll(/^Private_\w+:\s+(\d+) kB/gm)].reduce((sum, [, size]) => sum + Number(size), 0) / 1000;
  });
  return Math.max(...own);
}

// What a reader does, in a reader's words.

export async function signIn(page, { id, secret } = DEMO) {
  // A path may have a parameter of this name too.
  await page.locator('.sign-in').getByLabel('client_id', { exact: true }).fill(id);
  await page.getByLabel('client_secret', { exact: true }).fill(secret);
  await page.getByRole('button', { name: 'Try it out!' }).click();
}

export async function signInAndUse(page, credentials) {
  await signIn(page, credentials);
  await page.getByRole('button', { name: 'Use this token' }).click();
  await page.getByText('The token is set').waitFor();
}

export const choose = (page, operation) => page.locator('#operation').selectOption(operation);

export async function send(page) {
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.locator('.progress').waitFor({ state: 'detached' });
  return page.locator('.facts strong').innerText();
}

export async function copySnippet(page, tab) {
  await page.getByRole('tab', { name: tab }).last().click();
  const text = await copied(page, page.locator('.snippet .copy'));
  await page.locator('#view-tab-0').click();
  return text;
}

/** Presses a button that copies; what it copies may take a moment to be written. */
export async function copied(page, button) {
  await page.evaluate(() => { window.copied = null; });
  await button.click();
  await page.waitForFunction(() => window.copied !== null);
  return page.evaluate(() => window.copied);
}
