// Pages: from ADF to the screen, tabs, deep links; and files that are wrong.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { choose, open, send, signInAndUse, siteFor, startSandbox, startSite } from './harness.mjs';

const sandbox = await startSandbox();
const FIXTURE = 'tests/corpus/tabs.adf.json';
const SEED = process.env.OBZOR_SEED;

/** Every text of a document, in order. */
function texts(node) {
  if (Array.isArray(node)) return node.flatMap(texts);
  if (node === null || typeof node !== 'object') return [];
  return node.type === 'text' ? [node.text] : Object.values(node).flatMap(texts);
}

for (const [name, path] of [['our own tabs', FIXTURE], ["the first page's own tabs, unchanged", SEED]]) {
  const skip = path && existsSync(path) ? false : 'OBZOR_SEED names no file';
  test(`${name}: every text is visible, the table sends, the code copies`, { skip }, async () => {
    const file = readFileSync(path, 'utf8');
    const tabs = JSON.parse(file);
    const site = siteFor(sandbox.address, (json) => { json.pages = [{ id: 'seed', title: 'Seed', file: 'pages/seed.json' }]; });
    const { page, finish } = await open(await startSite({ '/site.json': site, '/pages/seed.json': file }));
    const plain = (text) => text.replace(/\s+/g, '');
    for (const [index, tab] of tabs.entries()) {
      await page.locator('#doc-0-tab-' + index).click();
      assert.equal(await page.locator('#doc-0-tab-' + index).innerText(), tab.label.trim());
      // A reader opens what is folded.
      for (const fold of await page.locator('#doc-0-panel details > summary').all()) await fold.click();
      const shown = plain(await page.locator('#doc-0-panel').innerText());
      for (const text of texts(tab.content)) assert.ok(shown.includes(plain(text)), text);
      const blocks = tab.content.content.filter((node) => node.type === 'codeBlock');
      for (const [at, block] of blocks.entries()) {
        await page.locator('#doc-0-panel .copy').nth(at).click();
        await page.locator('#doc-0-panel .copy', { hasText: 'Copied' }).waitFor();
        assert.equal(await page.evaluate(() => window.copied), block.content[0].text);
      }
      assert.match(new URL(page.url()).hash, new RegExp(`tab=${tab.id}`));
    }
    await page.reload();
    const last = tabs.length - 1;
    assert.equal(await page.locator('#doc-0-tab-' + last).getAttribute('aria-selected'), 'true');
    await page.locator('#doc-0-tab-0').click();
    await signInAndUse(page);
    await page.getByRole('button', { name: 'Open', exact: true }).first().click();
    assert.equal(await page.evaluate(() => document.activeElement.id), 'operation');
    assert.equal(await send(page), '200 OK');
    assert.equal(sandbox.requests().at(-1).target, '/api/ver1.0/user/');
    await finish();
  });
}

test('tabs follow the keys of the ARIA pattern', async () => {
  const { page, finish } = await open(await startSite());
  const selected = () => page.evaluate(() => document.activeElement.textContent);
  await page.locator('#doc-1-tab-0').focus();
  for (const [key, expected] of [['ArrowRight', 'cURL'], ['End', 'Python 3'], ['ArrowRight', 'Explorer'], ['ArrowLeft', 'Python 3'], ['Home', 'Explorer']]) {
    await page.keyboard.press(key);
    assert.equal(await selected(), expected);
    assert.equal(await page.locator('#doc-1-panel').getAttribute('aria-labelledby'), await page.evaluate(() => document.activeElement.id));
  }
  await finish();
});

test('a link to a page, a tab and an operation opens them', async () => {
  const site = await startSite();
  const { page, finish } = await open(`${site}#/start?tab=python&operation=POST+/client/{client_id}/extension/`);
  await page.getByText('pip install requests').waitFor();
  assert.equal(await page.locator('#operation').inputValue(), 'POST /client/{client_id}/extension/');
  await page.getByRole('link', { name: 'Operations' }).click();
  await page.getByRole('heading', { name: 'Recordings' }).waitFor();
  await page.goBack();
  await page.getByRole('heading', { name: 'Your first request' }).waitFor();
  await finish();
});

test('the row that the console shows is marked', async () => {
  const { page, finish } = await open(`${await startSite()}#/operations`);
  const marked = page.locator('tr:has([aria-current="true"])');
  await page.locator('tr', { hasText: '/user/oauth/session/' }).getByRole('button', { name: 'Open' }).click();
  await marked.filter({ hasText: '/user/oauth/session/' }).waitFor();
  await page.locator('#operation').selectOption('GET /user/');
  await marked.filter({ hasText: 'Who is signed in' }).waitFor();
  assert.equal(await marked.count(), 1);
  await page.getByRole('button', { name: 'Own request' }).click();
  await marked.waitFor({ state: 'detached' });
  await finish();
});

const deep = '['.repeat(50_000);
const huge = `{"title": "${'x'.repeat(30_000_000)}"}`;

for (const [name, content, words] of [
  ['missing', null, /is not there \(404\)/],
  ['empty', '', /is empty/],
  ['not JSON', '{"title": ', /Not valid JSON at line 1/],
  ['HTML', '<!doctype html>', /got HTML/],
  ['of the wrong shape', '[]', /is array/],
  ['50,000 levels deep', deep, /Nested too deeply/],
  ['30 MB large', huge, /larger than 2 MB/],
  ['wrong in one field', siteFor('127.0.0.1:1', (site) => { site.apis[0].servers[1].url = 'http://api.example.com/x'; }), /\/apis\/0\/servers\/1\/url.*https/s],
]) {
  test(`site.json ${name}: the page says what is wrong`, async () => {
    const { page, finish } = await open(await startSite({ '/site.json': content }));
    await page.getByRole('heading', { name: 'This site cannot be shown yet' }).waitFor();
    assert.match(await page.getByRole('alert').innerText(), words);
    await finish();
  });
}

for (const [name, content, words] of [
  ['missing', null, /is not there \(404\)/],
  ['empty', '', /is empty/],
  ['not JSON', '{', /Not valid JSON/],
  ['of the wrong shape', '7', /found number/],
  ['50,000 levels deep', deep, /Nested too deeply/],
  ['30 MB large', huge, /larger than 16 MB/],
]) {
  test(`a page ${name}: it says so, and the rest works`, async () => {
    const { page, finish } = await open(await startSite({ '/pages/start.en.json': content }));
    assert.match(await page.locator('.doc').getByRole('alert').innerText(), words);
    await page.getByRole('link', { name: 'Operations' }).click();
    await page.getByRole('heading', { name: 'Recordings' }).waitFor();
    await choose(page, 'GET /user/');
    await page.getByRole('button', { name: 'Fill in' }).click();
    await page.getByRole('button', { name: 'Try it out!' }).click();
    await page.getByRole('button', { name: 'Use this token' }).click();
    assert.equal(await send(page), '200 OK');
    await finish();
  });
}

test('markup and bad links of a page stay text', async () => {
  const text = (content, marks = []) => ({ type: 'text', text: content, marks });
  const link = (href) => ({ type: 'link', attrs: { href } });
  const own = JSON.stringify({ type: 'doc', content: [
    { type: 'paragraph', content: [text('<img src=x onerror=alert(1)>'), text('bad', [link('javascript:alert(1)')]), text('good', [link('https://example.com/')])] },
    { type: 'panel<script>', content: [text('inside')] },
    { type: 'table', content: [{ type: 'tableRow', content: [{ type: 'tableCell', attrs: { colspan: 1e9 }, content: [] }] }] },
  ] });
  const { page, finish } = await open(await startSite({ '/pages/start.en.json': own }));
  await page.getByText('<img src=x onerror=alert(1)>').waitFor();
  assert.equal(await page.locator('.doc img, .doc script').count(), 0);
  assert.deepEqual(await page.locator('.doc a').evaluateAll((links) => links.map((a) => [a.textContent, a.getAttribute('href'), a.rel])), [
    ['good', 'https://example.com/', 'noopener noreferrer'],
  ]);
  await finish();
});

test('a program that was changed on the way is refused', async () => {
  const site = await startSite();
  const html = await (await fetch(site)).text();
  const wasm = html.match(/data-wasm="\.\/([^"]+)"/)[1];
  const { page, finish } = await open(await startSite({ [`/${wasm}`]: 'not the program' }));
  await page.getByRole('alert').filter({ hasText: 'The page could not start' }).waitFor();
  await finish({ expectErrors: true });
});
