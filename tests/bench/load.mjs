// A thousand requests in a row, a hundred at once, and an hour of work, against the sandbox as a real server.
//   node tests/bench/load.mjs   (make load)
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { heap, open, send, signInAndUse, siteFor, startSandbox, startSite } from '../e2e/harness.mjs';

const calls = (sandbox) => sandbox.requests().filter(({ target }) => !target.startsWith('/oauth'));

/** What the page's process holds once what is not needed was taken away: a request's limit of time lives on for as
 * long as it is, a minute. */
async function settled(page) {
  await page.waitForTimeout(62_000);
  const session = await page.context().newCDPSession(page);
  for (let turn = 0; turn < 3; turn += 1) {
    await session.send('HeapProfiler.collectGarbage');
    await page.waitForTimeout(300);
  }
  await session.detach();
  return heap(page);
}

/** Sends as fast as the page allows: the next press when the last answer is there. */
const sendTimes = (page, count) => page.evaluate(async (times) => {
  const button = document.getElementById('send');
  for (let sent = 0; sent < times; sent += 1) {
    button.click();
    await new Promise((done) => {
      const look = () => (document.querySelector('#outcome .facts') && !document.querySelector('.progress') ? done() : setTimeout(look, 4));
      setTimeout(look, 4);
    });
  }
}, count);

test('1,000 sends in a row: none lost, none twice, no memory lost', { timeout: 600_000 }, async () => {
  const sandbox = await startSandbox();
  const { page, finish } = await open(await startSite({ '/site.json': siteFor(sandbox.address) }));
  await signInAndUse(page);
  await sendTimes(page, 200);
  const before = await settled(page);
  const begin = Date.now();
  await sendTimes(page, 800);
  const each = (Date.now() - begin) / 800;
  const after = await settled(page);
  console.log(`${each.toFixed(1)} ms a send; ${before.toFixed(1)} MB after 200, ${after.toFixed(1)} MB after 1,000 (${((after / before - 1) * 100).toFixed(1)} %)`);
  assert.equal(calls(sandbox).length, 1000);
  assert.ok(after < before * 1.1);
  await finish();
});

test('100 at once from twenty tabs: each arrives once', { timeout: 120_000 }, async () => {
  const sandbox = await startSandbox();
  const { page, context, finish } = await open(await startSite({ '/site.json': siteFor(sandbox.address) }));
  await signInAndUse(page);
  const site = page.url();
  const tabs = await Promise.all(Array.from({ length: 20 }, async (_, number) => {
    const tab = await context.newPage();
    await tab.goto(site);
    await signInAndUse(tab);
    await tab.getByRole('button', { name: '+ header' }).click();
    await tab.locator('#header-name-0').fill('X-Tab');
    await tab.locator('#header-0').fill(String(number));
    return tab;
  }));
  for (let round = 0; round < 5; round += 1) await Promise.all(tabs.map((tab) => send(tab)));
  const byTab = new Map();
  for (const { headers } of calls(sandbox)) byTab.set(headers['x-tab'], (byTab.get(headers['x-tab']) ?? 0) + 1);
  assert.equal(byTab.size, 20);
  for (const sent of byTab.values()) assert.equal(sent, 5);
  await finish();
});

test('100 presses in one moment send one request', async () => {
  const sandbox = await startSandbox();
  const { page, finish } = await open(await startSite({ '/site.json': siteFor(sandbox.address) }));
  await signInAndUse(page);
  await page.evaluate(() => { for (let press = 0; press < 100; press += 1) document.getElementById('send').click(); });
  await page.locator('.facts strong').waitFor();
  await page.waitForTimeout(500);
  assert.equal(calls(sandbox).length, 1);
  await finish();
});

test('an hour of work: a token of ten minutes is renewed before each call that needs it', async () => {
  const sandbox = await startSandbox({ tokenLife: 600 });
  const { page, finish } = await open(await startSite({ '/site.json': siteFor(sandbox.address) }));
  await signInAndUse(page);
  for (let step = 0; step < 6; step += 1) {
    await page.evaluate(() => { const { now } = Date; Date.now = () => now() + 600_000; });
    assert.equal(await send(page), '200 OK');
  }
  assert.equal(calls(sandbox).length, 6);
  assert.equal(sandbox.requests().length, 13);
  await finish();
});
