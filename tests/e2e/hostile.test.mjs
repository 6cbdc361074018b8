// Documents, addresses and answers that were made to break a page that shows them: our own, and the suite of
// OBZOR_SUITES, on the release build with its policy. What is checked of a case stands in its `oracle`.
// (Our own answers are in answers.test.mjs.)
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { test } from 'node:test';
import { heap, onEnd, open, siteFor, startSite } from './harness.mjs';

const suite = process.env.OBZOR_SUITES && join(process.env.OBZOR_SUITES, 'hostile');
if (!suite) console.log('OBZOR_SUITES is not set: the hostile cases are skipped');
const PORT = 29_999;

/** The cases of a kind that lie in a folder. */
function casesOf(folder, kind) {
  const [head, ...rows] = readFileSync(join(folder, 'MANIFEST.tsv'), 'utf8').trim().split('\n').map((line) => line.split('\t'));
  const all = rows.map((row) => Object.fromEntries(head.map((name, index) => [name, row[index]])));
  return all.filter((one) => one.kind === kind && existsSync(join(folder, one.file)))
    .map((one) => ({ ...one, path: join(folder, one.file), oracle: new Map(one.oracle.split(';').map((part) => part.split(/:(.*)/))) }));
}

const cases = (kind) => ['tests/corpus/hostile', ...(suite ? [suite] : [])].flatMap((folder) => casesOf(folder, kind));

/** A page that notes what a document must not do. */
async function watched(address) {
  const opened = await open('about:blank');
  const { page } = opened;
  const seen = { ran: [], errors: [], left: 0 };
  await page.exposeFunction('__pwn', (id) => { seen.ran.push(id); });
  page.on('dialog', (dialog) => { seen.ran.push('a dialog'); dialog.dismiss(); });
  page.on('pageerror', (error) => seen.errors.push(error.message));
  page.on('crash', () => seen.errors.push('the tab crashed'));
  await page.goto(address);
  return { ...opened, watch: seen };
}

const SAFE = /^(https?:|mailto:|tel:|#|$)/;

/** What holds of every page, whatever it shows. */
async function checkPage({ page, seen, watch }, { id, oracle }, hosts) {
  assert.deepEqual(watch.ran, [], `${id}: a script ran`);
  assert.deepEqual(watch.errors, [], `${id}: the page failed`);
  assert.deepEqual([...seen.hosts].filter((host) => host !== '' && !hosts.includes(host)), [], `${id}: another host was asked`);
  assert.equal(await page.locator('#crash').isVisible(), false, `${id}: the program stopped`);
  const found = await page.evaluate(() => ({
    links: [...document.querySelectorAll('[href], [src], [action], [formaction], [data]')].flatMap((it) => ['href', 'src', 'action', 'formaction', 'data'].map((name) => it.getAttribute(name) ?? '')),
    foreign: [...document.querySelectorAll('.doc :is(form, iframe, object, embed, base, meta, link, style, script, svg foreignObject)')].map((it) => it.outerHTML.slice(0, 200)),
    inputs: [...document.querySelectorAll('.doc :is(input, textarea, select)')].length,
    names: [...document.querySelectorAll('.doc [name], .doc [onclick], .doc [onerror], .doc [onload], .doc [style]')].length,
  }));
  const paths = found.links.filter((link) => !SAFE.test(link) && /^[a-z][a-z0-9+.-]*:/i.test(link) && !link.startsWith('blob:http'));
  assert.deepEqual(paths, [], `${id}: a dangerous link`);
  assert.deepEqual(found.foreign, [], `${id}: an element of the document's own`);
  if (oracle.has('no-form')) assert.equal(found.inputs, 0, `${id}: a field of the document's own`);
  assert.equal(found.names, 0, `${id}: an attribute of the document's own`);
}

/** The page still does what the reader wants. */
async function checkAlive(page, id) {
  const dark = page.getByRole('button', { name: /Dark|Тёмн/ });
  await dark.click();
  assert.equal(await dark.getAttribute('aria-pressed'), 'true', `${id}: the page does not react`);
  await dark.click();
}

/** Everything of the contents, one after the other, as far as it is worth. */
async function readAll(opened, kase, hosts) {
  const { page } = opened;
  await page.locator('.contents .group').first().waitFor({ timeout: 4000 }).catch(() => {});
  for (const group of await page.locator('.contents .group[aria-expanded="false"]').all()) await group.click();
  const rows = await page.locator('a.row-link').count();
  for (let index = 0; index < Math.min(rows, 12); index += 1) {
    await page.locator('a.row-link').nth(index).click();
    await page.locator('.doc h1').first().waitFor();
    await checkPage(opened, kase, hosts);
  }
}

const seconds = (oracle) => Number(oracle.get('time') ?? 10);

/** A document that is the site's description. */
async function readDescription(kase, file, text) {
  const begun = Date.now();
  const site = await startSite({
    '/site.json': JSON.stringify({ title: 'Hostile', apis: [{ id: 'api', title: 'API', description: file }] }),
    [`/${file}`]: text,
  });
  const opened = await watched(site);
  const { page } = opened;
  await page.locator('.doc :is(h1, .notice), [role=alert]:visible').first().waitFor({ timeout: seconds(kase.oracle) * 1000 });
  await checkAlive(page, kase.id);
  assert.ok(Date.now() - begun < seconds(kase.oracle) * 1000 + 1000, `${kase.id}: ${Date.now() - begun} ms`);
  const { host } = new URL(site);
  await checkPage(opened, kase, [host]);
  await readAll(opened, kase, [host]);
  assert.equal(new URL(page.url()).host, host, `${kase.id}: the page was left`);
  if (kase.oracle.has('heap')) assert.ok(await heap(page) < Number(kase.oracle.get('heap')), `${kase.id}: memory`);
  await checkAlive(page, kase.id);
  await opened.finish({ expectErrors: true });
}

for (const kase of cases('openapi')) {
  test(`${kase.id} description`, { timeout: 120_000 }, () => readDescription(kase, `api${extname(kase.path)}`, readFileSync(kase.path)));
}

for (const kase of cases('markdown')) {
  const info = { title: 'M', version: '1', description: readFileSync(kase.path, 'utf8') };
  const text = JSON.stringify({ openapi: '3.1.0', info, paths: { '/x': { get: { summary: 'X', description: info.description, responses: {} } } } });
  test(`${kase.id} Markdown`, { timeout: 120_000 }, () => readDescription(kase, 'api.json', text));
}

for (const kase of cases('adf')) {
  test(`${kase.id} page`, { timeout: 120_000 }, async () => {
    const site = await startSite({
      '/site.json': JSON.stringify({
        title: 'Hostile', pages: [{ id: 'p', title: 'P', file: 'p.json' }],
        apis: [{ id: 'api', title: 'API', servers: [{ id: 's', title: 'S', url: 'https://api.example.invalid', sandbox: true }] }],
      }),
      '/p.json': readFileSync(kase.path),
    });
    const opened = await watched(site);
    await opened.page.locator('.doc :is(p, h1, h2, table, li, pre, .notice)').first().waitFor({ state: 'attached', timeout: seconds(kase.oracle) * 1000 });
    await checkPage(opened, kase, [new URL(site).host]);
    await checkAlive(opened.page, kase.id);
    await opened.finish({ expectErrors: true });
  });
}

for (const kase of cases('deeplink')) {
  test(`${kase.id} address`, { timeout: 60_000 }, async () => {
    const site = await startSite({});
    const opened = await watched(site + readFileSync(kase.path, 'utf8').trim());
    await opened.page.locator('.doc :is(h1, h2, p)').first().waitFor();
    await checkPage(opened, kase, [new URL(site).host]);
    await checkAlive(opened.page, kase.id);
    await opened.finish({ expectErrors: true });
  });
}

/** The suite's own player of answers. */
async function startPlayer() {
  const player = spawn('node', [join(suite, 'harness/play.mjs'), String(PORT)], { stdio: ['ignore', 'pipe', 'inherit'] });
  onEnd(() => player.kill('SIGKILL'));
  await new Promise((done) => player.stdout.once('data', done));
}
const responses = cases('response');
if (responses.length > 0) await startPlayer();
const player = `127.0.0.1:${PORT}`;
const hostsOf = (site) => [new URL(site).host, player, `127.0.0.1:${PORT + 1}`];

/** The reader's own request to the player. */
async function openConsole(change) {
  const site = await startSite({
    '/site.json': siteFor(player, (_, api) => { api.servers[0].url = 'http://{address}'; delete api.signIn; change?.(api); }),
  });
  return { site, ...(await watched(`${site}#/?operation=own`)) };
}

async function sendTo(page, resource) {
  await page.locator('#own-resource').fill(resource);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
}

async function checkAnswer(kase) {
  const opened = await openConsole();
  const { page, site } = opened;
  const { oracle, id } = kase;
  const { status = '', preflight } = JSON.parse(readFileSync(kase.path, 'utf8'));
  if (preflight) {
    await page.getByRole('button', { name: '+ header' }).click();
    await page.locator('#header-name-0').fill('X-Asked');
    await page.locator('#header-0').fill('1');
  }
  await sendTo(page, `/case/${id}`);
  if (oracle.has('cancel')) {
    await page.waitForTimeout(1200);
    await page.getByRole('button', { name: 'Cancel' }).click();
  }
  await page.locator('.progress').waitFor({ state: 'detached', timeout: Number(oracle.get('time') ?? 20) * 1000 });
  // A redirect ends at what it leads to.
  if (oracle.has('shows-status') && !oracle.has('shows-error') && !/^3/.test(status)) {
    assert.match(await page.locator('.facts strong').innerText(), new RegExp(`^${status.slice(0, 3)}`), id);
  }
  if (oracle.has('shows-error')) await page.locator('#outcome .notice').first().waitFor();
  if (oracle.has('text')) assert.ok((await page.locator('#outcome').innerText()).includes(oracle.get('text')), `${id}: ${await page.locator('#outcome').innerText()}`);
  if (oracle.has('heap')) assert.ok(await heap(page) < Number(oracle.get('heap')), `${id}: memory ${await heap(page)} MB`);
  await checkPage(opened, kase, hostsOf(site));
  if (preflight) await page.getByRole('button', { name: 'Reset' }).click();
  await sendTo(page, '/alive');
  await page.locator('.facts strong', { hasText: '200' }).waitFor();
  await page.locator('#outcome', { hasText: 'alive' }).waitFor();
  await opened.finish({ expectErrors: true });
}

async function checkToken(kase) {
  const opened = await openConsole((api) => { api.signIn = { tokenUrl: `/case/${kase.id}`, clientAuthentication: 'body' }; });
  const { page, site } = opened;
  const { oracle, id } = kase;
  await page.getByLabel('client_id', { exact: true }).fill('marked-id');
  await page.getByLabel('client_secret', { exact: true }).fill('marked-secret-7c1');
  await page.getByRole('button', { name: 'Try it out!' }).click();
  if (oracle.has('token-set')) {
    await page.getByRole('button', { name: 'Use this token' }).click();
    await page.locator('#token-state', { hasNotText: 'No token yet' }).waitFor();
  } else {
    await page.locator('.sign-in :is(.notice, .grant)').first().waitFor();
  }
  if (oracle.has('shows-error')) assert.equal(await page.locator('.sign-in .grant').count(), 0, id);
  if (oracle.has('text')) assert.ok((await page.locator('.sign-in').innerText()).includes(oracle.get('text')), id);
  await checkPage(opened, kase, hostsOf(site));
  await checkAlive(page, id);
  const kept = await page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }, history.state, location.href, document.title]));
  assert.ok(!kept.includes('marked-secret-7c1'), `${id}: the secret is kept`);
  await opened.finish({ secrets: ['marked-secret-7c1'], expectErrors: true });
}

for (const kase of responses) {
  test(`${kase.id} answer`, { timeout: 120_000 }, () => (/-token-/.test(kase.file) ? checkToken(kase) : checkAnswer(kase)));
}
