// The versions of an API: read, compared, and listed with what changed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { open, startSite } from './harness.mjs';

const heading = (page) => page.locator('main h1');
/** The sections of a report: the operation and its changes. */
const groups = (page, name) => page.locator('.changes-group', { hasText: name });

test('a reader takes an earlier version, and goes back to the operation of now', async () => {
  const { page, finish } = await open(`${await startSite()}#/telephony?operation=listDids`);
  const version = page.getByRole('combobox', { name: 'Version' });
  await version.focus();
  await version.selectOption('version 0.9');
  await page.locator('.earlier', { hasText: 'version 0.9' }).waitFor();
  assert.equal(new URL(page.url()).hash, '#/telephony@0.9?operation=listDids');
  assert.equal(await version.evaluate((select) => select === document.activeElement), true);
  // In the description of now a number has a note, in that one it has none.
  const main = page.locator('main');
  await main.getByText('List external numbers').first().waitFor();
  assert.equal(await main.getByText('A note').count(), 0);
  await page.getByRole('link', { name: 'Go to the current version' }).click();
  await main.getByText('A note').first().waitFor();
  assert.equal(new URL(page.url()).hash, '#/telephony?operation=listDids');
  assert.equal(await page.locator('.earlier').count(), 0);
  await finish();
});

test('two versions are compared: what breaks a client, why, and where', async () => {
  const { page, finish } = await open(`${await startSite()}#/telephony`);
  await page.locator('.contents-versions').getByRole('link', { name: 'What changed' }).click();
  await groups(page, 'Operations added').waitFor();
  assert.match(await heading(page).innerText(), /Telephony API/);
  assert.match(await page.locator('.changes-counts').innerText(), /^breaking: [1-9]/);
  const history = groups(page, '/client/{client_id}/call_history/').first();
  const change = history.locator('.change', { hasText: 'per_page' });
  assert.match(await change.innerText(), /breaking.*maximum 1000 → 200.*may be refused/s);
  // Both versions of the operation are a link away.
  const links = await history.locator('h2 a').evaluateAll((all) => all.map((link) => link.getAttribute('href')));
  assert.deepEqual(links, ['#/telephony?operation=listCallHistory', '#/telephony@0.9?operation=listCallHistory']);
  await history.getByRole('link', { name: 'as it was' }).click();
  await page.locator('main h1', { hasText: 'call' }).waitFor();
  assert.match(await page.locator('main').innerText(), /1000/);
  // The other way round, nothing that was added breaks anyone; what is removed does.
  await page.goBack();
  await page.getByLabel('Compare with').selectOption('version 0.9');
  await page.getByLabel('and', { exact: true }).selectOption('version 0.9');
  await page.getByText('The two versions describe the same API.').waitFor();
  await finish();
});

test('the log of changes counts what breaks, in the reader\'s language', async () => {
  const { page, finish } = await open(await startSite());
  await page.locator('.site-header').getByRole('link', { name: 'What changed' }).click();
  await page.locator('.log-entry .change-breaking').first().waitFor();
  const entry = page.locator('.log-entry').first();
  assert.match(await entry.locator('summary').innerText(), /Current version.*since version 0\.9.*2026-11-27/s);
  await page.getByRole('button', { name: /^RU/ }).click();
  await page.locator('.log-entry summary', { hasText: 'Текущая версия' }).waitFor();
  await page.locator('.log-entry .changes-counts', { hasText: 'ломает: ' }).waitFor();
  // The pages with earlier versions are there too.
  await page.locator('.page-log a').first().click();
  await page.locator('.diff-legend').waitFor();
  await finish();
});

test('a version that cannot be read says which file and why', async () => {
  const version = (id, description) => ({ id, title: id, description });
  const site = { title: 'S', apis: [{ id: 'a', title: 'A', description: 'now.json', versions: [version('gone', 'gone.json'), version('page', 'page.json'), version('yaml', 'bad.yaml')] }] };
  const base = await startSite({ '/site.json': JSON.stringify(site), '/now.json': '{"openapi":"3.1.0","paths":{}}', '/page.json': '{"a":1}', '/bad.yaml': 'openapi: 3.1.0\npaths: {a: [}\n' });
  const { page, finish } = await open(`${base}#/a?compare=gone`);
  const says = (words) => page.getByRole('alert').filter({ hasText: words }).waitFor();
  const compare = (id) => page.getByLabel('Compare with').selectOption(id);
  await says(/gone\.json.*404/);
  await compare('page');
  await says(/page\.json.*no API description/);
  await compare('yaml');
  await says(/bad\.yaml.*Line 2/);
  await page.evaluate(() => { location.hash = '#/a?compare=none'; });
  await says('no version “none”');
  await finish({ expectErrors: true });
});
