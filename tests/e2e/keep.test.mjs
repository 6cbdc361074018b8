// What the browser keeps, what it forgets, and what becomes of it without a network or after a fall.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEMO, choose, copied, open, send, signInAndUse, siteFor, startSandbox, startSite } from './harness.mjs';

const sandbox = await startSandbox();
const site = await startSite({ '/site.json': siteFor(sandbox.address) });

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
  await choose(page, 'PUT-/user/@me/extension/{extension_id}').catch(() => {});
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
  const places = {
    address: page.url(), history: await page.evaluate(() => JSON.stringify([history.state, document.title])), rest: JSON.stringify(rest),
    drafts: JSON.stringify(drafts), snippets: snippets.join('\n'), report, console: seen.console.join('\n'),
    // The one line that opens the sandbox for everyone stands in site.json, and so in its copy.
  };
  for (const [place, text] of Object.entries(places)) {
    assert.ok(!text.includes(token), `the token: ${place}`);
    if (place !== 'rest') assert.ok(!text.includes(DEMO.secret), `the secret: ${place}`);
  }
  assert.ok(!session.includes(DEMO.secret));
  const apiCopies = rest.copies.map(([url]) => url).filter((url) => /oauth|ver1\.0/.test(url));
  assert.deepEqual(apiCopies, []);
  for (const request of sandbox.requests()) {
    assert.equal(request.headers.referer, undefined);
    assert.ok(!request.target.includes(token) && !request.target.includes(DEMO.secret));
  }
  await context.clearCookies();
  await finish({ secrets: [DEMO.secret, token], expectErrors: true });
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
  await page.waitForTimeout(2500);
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
