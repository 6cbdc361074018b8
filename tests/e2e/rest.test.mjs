// The two files of the program: the first view needs the first alone, and the rest comes by itself.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEMO, open, send, signInAndUse, startSite } from './harness.mjs';

const site = await startSite();
const [, rest] = (await (await fetch(site)).text()).match(/data-rest="\.(\/[^"]+)"/);

const [, restOfReader] = (await (await fetch(site)).text()).match(/data-reader-rest="\.(\/[^"]+)"/);

/** A page for which the rest does not arrive; how often it was asked for, and by what. */
async function without(address) {
  const opened = await open('about:blank');
  const asked = [];
  await opened.page.route(`**${rest}`, (route) => { asked.push(route.request().resourceType()); });
  await opened.page.goto(site + address);
  return { ...opened, asked };
}

for (const [address, text] of [['#/', 'Your first request'], ['#/operations', 'Operations'], ['#/telephony', 'Telephony API']]) {
  test(`${address} is shown before the rest is there`, async () => {
    const { page, asked, finish } = await without(address);
    await page.locator('.doc').getByText(text).first().waitFor();
    await page.waitForTimeout(1500);
    assert.equal(await page.locator('.skeleton').count(), 1);
    assert.equal(await page.locator('#console').count(), 0);
    // Asked for once, and not while the page stands still.
    assert.deepEqual(asked, ['fetch']);
    await finish();
  });
}

test('the console comes with the rest', async () => {
  const { page, finish } = await open(site);
  await signInAndUse(page, DEMO);
  assert.equal(await send(page), '200 OK');
  assert.match(await page.locator('.facts').innerText(), /200 OK/);
  await finish();
});

test('a function that is called too early brings the rest at once', async () => {
  const { page, finish } = await open('about:blank');
  await page.route(`**${rest}`, (route) => (route.request().resourceType() === 'xhr' ? route.continue() : undefined));
  await page.goto(site);
  await page.locator('.doc').getByText('Your first request').waitFor();
  await page.getByRole('button', { name: 'Русский' }).click();
  await page.locator('.doc').getByText('Первый запрос').first().waitFor();
  assert.ok(await page.evaluate(() => performance.getEntriesByType('resource').some((entry) => /_rest/.test(entry.name) && entry.initiatorType === 'xmlhttprequest')));
  await finish({ expectErrors: true });
});

test('a rest that was changed on the way is refused', async () => {
  const { page, finish } = await open(await startSite({ [rest]: 'not the rest' }));
  await page.getByText('Your first request').waitFor();
  await page.getByRole('alert').filter({ hasText: 'The page could not start' }).waitFor();
  assert.equal(await page.locator('#console').count(), 0);
  await finish({ expectErrors: true });
});

test('the first page of a description is the same with and without the rest of its reader', async () => {
  const places = ['', '?operation=createExtension', '?operation=listCallHistory', '?operation=onDialIn', '?schema=Extension', '?tag=call'];
  const text = async (place, prepare) => {
    const { page, finish } = await open('about:blank');
    await prepare(page);
    // By the fragment alone: the thread, and what it has loaded, stays.
    await page.goto(`${site}#/telephony${place}`);
    await page.locator('.reference h1').waitFor();
    await page.waitForTimeout(500);
    const all = await page.locator('.reference').innerText();
    await finish();
    return all;
  };
  const withRest = async (page) => {
    const rest = page.waitForResponse(`**${restOfReader}`);
    await page.goto(`${site}#/telephony?operation=getUser`);
    await rest;
    await page.waitForTimeout(500);
  };
  const withoutRest = (page) => page.route(`**${restOfReader}`, () => {});
  for (const place of places) assert.equal(await text(place, withoutRest), await text(place, withRest), place);
});
