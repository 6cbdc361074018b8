// What the browser keeps, what it forgets, and what becomes of it without a network or after a fall.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { DEMO, copied, copySnippet, open, send, signInAndUse, siteFor, startSandbox, startSite } from './harness.mjs';

const sandbox = await startSandbox();
// No secret stands in the files themselves, so that one that is kept is found.
const site = await startSite({
  '/site.json': siteFor(sandbox.address, (_, api) => { delete api.signIn.demo; }),
  // Another application of the same origin, and an API beside the site.
  '/app/index.html': '<!doctype html><title>Another</title><p>canary of another application',
  '/app/api/me': '{"name":"canary of an API"}',
});

/** A site whose author decided something. */
const siteWith = (settings) => startSite({ '/site.json': siteFor(sandbox.address, (json) => Object.assign(json, settings)) });

/** All that the browser keeps of this origin, the copies of files with their contents. */
const everything = (page) => page.evaluate(async () => {
  const copies = [];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) copies.push([request.url, await (await cache.match(request)).clone().text()]);
  }
  const databases = (await indexedDB.databases()).map(({ name }) => name);
  return { tab: { ...sessionStorage }, forever: { ...localStorage }, cookies: document.cookie, databases, copies };
});

/** Waits until the copy for reading offline is whole and in use. */
async function withCopy(page) {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller) await new Promise((done) => { navigator.serviceWorker.oncontrollerchange = done; });
  });
}

test('after a first visit the site can be read without a network, and its sandbox answers', { timeout: 60_000 }, async () => {
  const { page, context, finish } = await open(site, { serviceWorkers: 'allow' });
  await page.getByText('Your first request').first().waitFor();
  await withCopy(page);
  await context.setOffline(true);
  await page.reload();
  await page.getByText('Your first request').first().waitFor();
  await page.locator('#server').selectOption({ label: 'Sandbox' });
  await signInAndUse(page);
  assert.equal(await send(page), '200 OK');
  await page.locator('#server').selectOption({ label: 'Sandbox on this machine' });
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.locator('#outcome .notice, .answer .notice').first().waitFor();
  await finish({ expectErrors: true });
});

test('a session with marked secrets leaves none of them anywhere', { timeout: 60_000 }, async () => {
  const { page, context, seen, finish } = await open(site, { serviceWorkers: 'allow' });
  await withCopy(page);
  await page.reload();
  await signInAndUse(page);
  assert.equal(await send(page), '200 OK');
  const token = await page.evaluate(() => JSON.parse(sessionStorage.getItem('obzor.session')).token);
  // A key that the reader types by hand is one, too.
  await page.getByRole('button', { name: '+ header' }).click();
  await page.locator('#header-name-0').fill('X-API-Key');
  await page.locator('#header-0').fill('typed-key-canary');
  assert.equal(await send(page), '200 OK');
  const saving = page.waitForEvent('download');
  await page.locator('.answer .download').click();
  const saved = readFileSync(await (await saving).path(), 'utf8');
  await page.getByRole('button', { name: 'Copy a link to it' }).click();
  const link = await page.waitForFunction(() => window.copied).then((text) => text.jsonValue());
  const parts = [];
  for (const tab of ['cURL', 'Python 3']) {
    const text = await copySnippet(page, tab);
    // The variables hold the token; what comes after them does not.
    parts.push(text.slice(text.lastIndexOf(token) + token.length));
    assert.ok(text.indexOf(token) < text.indexOf('/user/') || text.indexOf('/user/') === -1, text);
  }
  await page.locator('#operation').selectOption({ index: 2 });
  assert.match(await send(page), /^\d+/);
  const snippets = [];
  for (const tab of ['cURL', 'Python 3']) {
    await page.getByRole('tab', { name: tab }).last().click();
    // What stands on the page masks the token; what is copied holds it, in its variables alone.
    snippets.push(await page.locator('.snippet pre').innerText());
  }
  await page.getByRole('button', { name: 'Русский' }).click();
  await page.goto(`${site}#/operations`);
  await page.goBack();
  await page.evaluate(() => dispatchEvent(new ErrorEvent('error', { error: new WebAssembly.RuntimeError('unreachable') })));
  const report = await page.locator('#crash').innerText();
  const { tab, ...rest } = await everything(page);
  const { 'obzor.session': session, ...drafts } = tab;
  assert.ok(rest.copies.length > 5, 'there is a copy of the site');
  for (const [url, text] of rest.copies) assert.equal(text, await (await fetch(url)).text(), url);
  delete rest.copies;
  const places = {
    address: page.url(), history: await page.evaluate(() => JSON.stringify([history.state, document.title])), rest: JSON.stringify(rest),
    drafts: JSON.stringify(drafts), snippets: snippets.join('\n'), report, console: seen.console.join('\n'), saved, link, parts: parts.join('\n'),
  };
  assert.ok(!places.drafts.includes('typed-key-canary'), 'a typed key at rest');
  for (const [place, text] of Object.entries(places)) {
    assert.ok(!text.includes(token), `the token: ${place}`);
    assert.ok(!text.includes(DEMO.secret), `the secret: ${place}`);
  }
  assert.ok(!session.includes(DEMO.secret));
  for (const request of sandbox.requests()) {
    assert.equal(request.headers.referer, undefined);
    assert.ok(!request.target.includes(token) && !request.target.includes(DEMO.secret));
  }
  await context.clearCookies();
  await finish({ secrets: [DEMO.secret, token], expectErrors: true });
});

test('the copy holds the files of the site, and nothing else of its origin', { timeout: 60_000 }, async () => {
  const { page, context, finish } = await open(site, { serviceWorkers: 'allow' });
  await page.getByText('Your first request').first().waitFor();
  await withCopy(page);
  // What an authorization server brings back, another application, its API, and a page that is not there.
  for (const path of ['callback.html?code=code-canary&state=state-canary', 'app/', 'app/index.html', 'nothing/here']) {
    const other = await context.newPage();
    // A path that is not there is a file to save for this server.
    await other.goto(site + path).catch(() => {});
    await other.evaluate((url) => fetch(url).then((answer) => answer.text()), `${site}app/api/me`).catch(() => {});
    await other.close().catch(() => {});
  }
  await page.evaluate((url) => fetch(url, { cache: 'no-cache' }).then((answer) => answer.text()), `${site}app/api/me`);
  await page.goto(`${site}#/telephony`);
  await page.locator('a.row-link').first().waitFor();
  const { copies } = await everything(page);
  const text = JSON.stringify(copies);
  assert.ok(!text.includes('canary'), copies.map(([url]) => url).join('\n'));
  await context.setOffline(true);
  await page.goto(`${site}?x=y#/start`);
  await page.reload();
  await page.getByText('Your first request').first().waitFor();
  // The description was read while the copy was there.
  await page.goto(`${site}#/telephony`);
  await page.locator('a.row-link').first().waitFor();
  await finish({ expectErrors: true });
});

test('"Forget everything" leaves nothing behind', { timeout: 60_000 }, async () => {
  const { page, finish } = await open(site, { serviceWorkers: 'allow' });
  await withCopy(page);
  await signInAndUse(page);
  await page.getByRole('button', { name: 'Dark' }).click();
  await page.getByRole('button', { name: '+ header' }).click();
  await page.locator('#header-name-0').fill('X-Typed');
  await page.locator('#header-0').fill('typed-canary');
  await page.getByText('What this page keeps').click();
  await page.getByRole('button', { name: 'Forget everything' }).click();
  await page.getByText('Forgotten.').waitFor();
  const { tab, forever, copies } = await everything(page);
  assert.deepEqual(forever, {});
  assert.deepEqual(copies, []);
  assert.equal(tab['obzor.session'], undefined);
  assert.ok(!JSON.stringify(tab).includes('typed-canary'));
  assert.equal(await page.getByLabel('client_id', { exact: true }).inputValue(), '');
  assert.equal(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length), 0);
  // The page goes on, and nothing comes back behind its reader's back.
  await page.getByRole('link', { name: 'Operations', exact: true }).click();
  await page.waitForTimeout(10_500);
  assert.deepEqual((await everything(page)).copies, []);
  await finish();
});

test('where the author forbids storage, nothing is kept at all', async () => {
  const { page, finish } = await open(await siteWith({ storage: false }), { serviceWorkers: 'allow' });
  await signInAndUse(page);
  await page.getByRole('button', { name: 'Dark' }).click();
  assert.equal(await send(page), '200 OK');
  assert.equal(await page.getByText('keeps nothing').count(), 0);
  await page.getByText('What this page keeps').click();
  await page.getByText('Nothing: what you type is in memory').waitFor();
  await page.waitForTimeout(10_500);
  const { tab, forever, copies } = await everything(page);
  assert.deepEqual([tab, forever, copies], [{}, {}, []]);
  await page.reload();
  await page.getByText('No token yet').waitFor();
  await finish();
});

test('where the author forbids the console, the page is for reading', async () => {
  const { page, finish } = await open(await siteWith({ console: false }));
  await page.getByText('Your first request').first().waitFor();
  await page.waitForTimeout(500);
  for (const part of ['#console', '.token-bar', '.skip']) assert.equal(await page.locator(part).count(), 0, part);
  await page.getByRole('link', { name: 'Telephony API', exact: true }).click();
  await page.locator('a.row-link').first().click();
  await page.locator('main h1').waitFor();
  assert.equal(await page.locator('#console').count(), 0);
  await finish();
});

test('two tabs of a site keep their drafts and their tokens apart', async () => {
  const { page, context, finish } = await open(site);
  await signInAndUse(page);
  await page.getByRole('button', { name: '+ header' }).click();
  await page.locator('#header-name-0').fill('X-First');
  const other = await context.newPage();
  await other.goto(site);
  await other.getByText('No token yet').waitFor();
  await other.getByRole('button', { name: '+ header' }).click();
  await other.locator('#header-name-0').fill('X-Second');
  await other.reload();
  await page.reload();
  await page.getByText('The token is set').waitFor();
  assert.equal(await page.locator('#header-name-0').inputValue(), 'X-First');
  assert.equal(await other.locator('#header-name-0').inputValue(), 'X-Second');
  await finish();
});

test('a program that fell says so, with a report, and what was typed comes back', async () => {
  const { page, finish } = await open(site);
  await page.getByRole('button', { name: '+ header' }).click();
  await page.locator('#header-name-0').fill('X-Typed');
  await page.evaluate(() => dispatchEvent(new ErrorEvent('error', { error: new WebAssembly.RuntimeError('unreachable') })));
  const banner = page.locator('#crash');
  await banner.waitFor();
  await banner.getByText('Report').click();
  const report = await page.locator('#crash-report').innerText();
  assert.match(report, /^Obzor RuntimeError unreachable\nMozilla/);
  assert.equal(await copied(page, banner.getByRole('button')), report);
  await banner.getByRole('link').click();
  await page.locator('#header-name-0').waitFor();
  assert.equal(await page.locator('#header-name-0').inputValue(), 'X-Typed');
  await finish({ expectErrors: true });
});

test('a clock that was set back or slept makes no dead token look alive', async () => {
  const short = await startSandbox({ tokenLife: 600 });
  const { page, finish } = await open(await startSite({ '/site.json': siteFor(short.address) }));
  await signInAndUse(page);
  // The machine slept for a quarter of an hour: the wall clock went on, the monotonic one did not.
  await page.evaluate(() => { const { now } = Date; Date.now = () => now() + 900_000; });
  await page.getByText('The token has expired').waitFor();
  await page.evaluate(() => { const { now } = Date; Date.now = () => now() - 86_400_000; });
  await page.waitForTimeout(1500);
  assert.equal(await page.getByText('The token has expired').count(), 1);
  assert.equal(await send(page), '200 OK');
  await page.getByText('a new one was requested first').waitFor();
  await page.getByText('The token is set').waitFor();
  await finish();
});
