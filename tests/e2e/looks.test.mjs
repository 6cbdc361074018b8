// What a reader meets: no accessibility violation in any state, everything by keyboard, nothing that jumps.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { DEMO, choose, open, send, siteFor, startSandbox, startServer, startSite } from './harness.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const sandbox = await startSandbox();
const site = await startSite({ '/site.json': siteFor(sandbox.address) });
const shots = process.env.OBZOR_SHOTS;
if (shots) mkdirSync(shots, { recursive: true });

async function audit(page, state) {
  // Waits for transitions: a colour in between has a contrast of its own.
  await page.waitForTimeout(200);
  if (shots) await page.screenshot({ path: `${shots}/${state}.png`, fullPage: true });
  // Evaluated by the debugger, which no policy of the page concerns.
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  const lines = violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.target} ${node.failureSummary}`));
  assert.deepEqual(lines, [], state);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(overflow <= 0, `${state}: the page is ${overflow} px too wide`);
  // What hides its overflow must have none: a button that is cut cannot be read.
  const cut = await page.locator('.code-head').evaluateAll((heads) => heads.flatMap((head) =>
    [...head.querySelectorAll('button')].filter((button) => button.getBoundingClientRect().right > head.getBoundingClientRect().right + 1)
      .map((button) => button.textContent)));
  assert.deepEqual(cut, [], `${state}: buttons are cut off`);
}

for (const theme of ['light', 'dark']) {
  for (const width of [360, 1280]) {
    for (const locale of ['ru-RU', 'en-US']) {
      test(`axe finds nothing in the reference: ${theme}, ${width} px, ${locale}`, async () => {
        const { page, finish } = await open(`${site}#/telephony`, { colorScheme: theme, locale, viewport: { width, height: 800 } });
        const state = (name) => audit(page, `${name}-${theme}-${width}-${locale.slice(0, 2)}`);
        await page.locator('main h1').first().waitFor();
        await page.locator('#server').waitFor();
        await state('overview');
        await page.evaluate(() => { location.hash = '#/telephony?operation=createExtension'; });
        await page.locator('#body').waitFor();
        await page.locator('.r-responses details > summary, main details[data-lazy] > summary').first().click();
        await state('described');
        await page.evaluate(() => { location.hash = '#/telephony?schema=Extension'; });
        await page.locator('main h1', { hasText: 'Extension' }).waitFor();
        await state('schema');
        await page.keyboard.press('Control+k');
        await page.locator('#finder-query').fill('GET');
        await page.locator('.finder-list li').first().waitFor();
        await state('found');
        await finish();
      });
    }
  }
}

for (const theme of ['light', 'dark']) {
  for (const width of [360, 1280]) {
    for (const locale of ['ru-RU', 'en-US']) {
      test(`axe finds nothing: ${theme}, ${width} px, ${locale}`, async () => {
        const { page, finish } = await open(`${site}#/operations`, { colorScheme: theme, locale, viewport: { width, height: 800 } });
        const state = (name) => audit(page, `${name}-${theme}-${width}-${locale.slice(0, 2)}`);
        await page.locator('.doc table').first().waitFor();
        await state('start');
        await page.locator('#token').fill('not a token');
        await page.getByRole('button', { name: 'Set Token' }).click();
        await page.locator('#client-id').fill(DEMO.id);
        await page.locator('#client-secret').fill('wrong');
        await page.getByRole('button', { name: 'Try it out!' }).click();
        await page.locator('.sign-in .notice-error').waitFor();
        await state('refused');
        await page.locator('#client-secret').fill(DEMO.secret);
        await page.getByRole('button', { name: 'Try it out!' }).click();
        await page.locator('.grant .primary').waitFor();
        await state('granted');
        await page.locator('.grant .primary').click();
        await choose(page, 'GET /client/{client_id}/extension/');
        await page.locator('.preview summary').click();
        await page.locator('button.send').click();
        await page.locator('.json').waitFor();
        await page.locator('.headers summary').click();
        await state('answer');
        await page.locator('#view-tab-1').click();
        await state('curl');
        await page.locator('#view-tab-0').click();
        await choose(page, 'POST /client/{client_id}/sound/');
        await state('form');
        await page.locator('#variable-address').fill('127.0.0.1:1');
        await choose(page, 'DELETE /client/{client_id}/extension/{extension_id}');
        await page.locator('button.send').click();
        await page.locator('.answer .notice-error').waitFor();
        await state('unreachable');
        await page.locator('.history > summary').click();
        await page.locator('.history li input').first().waitFor();
        for (const mark of await page.locator('.history li input').all()) await mark.check();
        await page.locator('.history .actions button').first().click();
        await page.locator('.comparison .code').first().waitFor();
        await state('history');
        await finish({ expectErrors: true });
      });
    }
  }
  for (const width of [360, 1280]) {
    for (const locale of ['ru-RU', 'en-US']) {
      test(`axe finds nothing in pages: ${theme}, ${width} px, ${locale}`, async () => {
        const own = await startSite({
          '/site.json': siteFor(sandbox.address, (json) => { json.pages.push({ id: 'all', title: 'All', file: 'all.json' }); }),
          '/all.json': readFileSync(new URL('../corpus/documents/everything.json', import.meta.url)),
        });
        const { page, finish } = await open(`${own}#/first-call`, { colorScheme: theme, locale, viewport: { width, height: 800 } });
        const state = (name) => audit(page, `${name}-${theme}-${width}-${locale.slice(0, 2)}`);
        await page.locator('.guide h2').first().waitFor();
        await state('guide');
        await page.locator('.op-card .try').first().click();
        await page.locator('#console .send').waitFor();
        await state('embedded');
        await page.evaluate(() => { location.hash = '#/sign-in?compare=1'; });
        await page.locator('.comparison ins').first().waitFor();
        await state('compared');
        await page.evaluate(() => { location.hash = '#/telephony?compare=0.9'; });
        await page.locator('.changes-group').first().waitFor();
        await state('versions');
        await page.evaluate(() => { location.hash = '#/~changes'; });
        await page.locator('.log-entry .changes-group').first().waitFor();
        await state('log');
        await page.evaluate(() => { location.hash = '#/all'; });
        await page.locator('.doc .status').first().waitFor();
        await page.locator('.expand summary').first().click();
        await state('everything');
        await page.evaluate(() => { location.hash = '#/nowhere'; });
        await page.locator('.doc .notice-error').waitFor();
        await state('nowhere');
        await finish();
      });
    }
  }
  test(`axe finds nothing: a first visit and a broken site, ${theme}`, async () => {
    const first = await open(await startSite(), { colorScheme: theme });
    await first.page.getByRole('heading', { name: 'Your first request' }).waitFor();
    await audit(first.page, `first-${theme}`);
    await first.finish();
    const broken = await open(await startSite({ '/site.json': '{}' }), { colorScheme: theme });
    await broken.page.getByRole('alert').waitFor();
    await audit(broken.page, `broken-${theme}`);
    await broken.finish();
  });
}

test('the page is light or dark as the system is, and each method has a colour of its own', async () => {
  const light = (colour) => { const [red, green, blue] = colour.match(/\d+/g).map(Number); return (red + green + blue) / 765; };
  for (const colorScheme of ['light', 'dark']) {
    const { page, finish } = await open(`${site}#/telephony`, { colorScheme });
    await page.locator('.contents .verb').first().waitFor();
    const [back, front] = await page.evaluate(() => [getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color]);
    assert.equal(light(back) > light(front), colorScheme === 'light', `${front} on ${back}`);
    const methods = await page.locator('.contents .verb').evaluateAll((all) => all.map((one) => [one.textContent.trim(), getComputedStyle(one).color]));
    const colours = new Map(methods);
    assert.ok(colours.size > 2, [...colours.keys()].join());
    assert.equal(new Set(colours.values()).size, colours.size, 'two methods of one colour');
    await finish();
  }
});

test('a first request by keyboard alone', async () => {
  const { page, finish } = await open(await startSite());
  await page.getByRole('heading', { name: 'Your first request' }).waitFor();
  const { keyboard } = page;
  /** Presses Tab until the focus is where a reader would look for it. */
  const tabTo = async (selector) => {
    for (let press = 0; press < 80; press += 1) {
      await keyboard.press('Tab');
      if (await page.evaluate((wanted) => document.activeElement.matches(wanted), selector)) {
        const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
        assert.notEqual(outline, 'none', `${selector} shows no focus`);
        return;
      }
    }
    assert.fail(`no Tab leads to ${selector}`);
  };
  await tabTo('.skip');
  await keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'console');
  await tabTo('#client-id');
  await keyboard.type(DEMO.id);
  await tabTo('#client-secret');
  await keyboard.type(DEMO.secret);
  await keyboard.press('Enter');
  await page.locator('.grant .primary').waitFor();
  await tabTo('.grant .primary');
  await keyboard.press('Enter');
  await page.getByText('The token is set').waitFor();
  await tabTo('button.send');
  await keyboard.press('Enter');
  await page.locator('.facts').waitFor();
  assert.equal(await page.locator('.facts strong').innerText(), '200 OK');
  await tabTo('.json [aria-expanded]');
  await finish();
});

test('nothing jumps when a token arrives or an answer comes', async () => {
  const slow = await startServer((request, response) => setTimeout(() => {
    response.writeHead(200, { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Headers': '*', 'Content-Type': 'application/json' }).end('{"a":1}');
  }, 300));
  const { page, finish } = await open(await startSite({ '/site.json': siteFor(slow.slice(7)) }), { viewport: { width: 1280, height: 1400 } });
  await page.getByRole('heading', { name: 'Your first request' }).waitFor();
  const places = () => page.evaluate(() => ['h1', '#operation', 'button.send', '#answer'].map((selector) => document.querySelector(selector).getBoundingClientRect().top));
  const before = await places();
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByText('Sending…').waitFor();
  assert.deepEqual(await places(), before);
  await page.locator('.facts').waitFor();
  assert.deepEqual(await places(), before);
  await page.locator('#token').fill('abc');
  await page.getByRole('button', { name: 'Set Token' }).click();
  await page.getByText('how long it lives was not stated').waitFor();
  assert.equal((await places())[0], before[0]);
  await finish();
});
