// Pages: guides in Markdown with consoles in their text, and documents as other programs write them.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { BINARY, open, signInAndUse, siteFor, startSandbox, startSite } from './harness.mjs';

const sandbox = await startSandbox();
const site = await startSite({ '/site.json': siteFor(sandbox.address) });
const guide = (page) => page.locator('.guide');

test('a guide stands among the pages of its group', async () => {
  const { page, finish } = await open(`${site}#/first-call`, { viewport: { width: 1440, height: 900 } });
  await page.getByRole('heading', { level: 1, name: 'First call' }).waitFor();
  assert.equal(await page.locator('.pages a[aria-current]').textContent(), 'Guides');
  const pages = page.getByRole('navigation', { name: 'Pages: Guides' });
  assert.deepEqual(await pages.getByRole('link').allTextContents(), ['Getting started', 'Signing in', 'Errors and limits', 'Call recordings']);
  await pages.getByRole('link', { name: 'Errors and limits' }).click();
  await page.getByRole('heading', { level: 1, name: 'Errors and limits' }).waitFor();
  assert.equal(await pages.locator('[aria-current]').textContent(), 'Errors and limits');
  const around = page.getByRole('navigation', { name: 'Before and after' });
  assert.deepEqual(await around.getByRole('link').locator('span').allTextContents(), ['Signing in', 'Call recordings']);
  await around.getByRole('link', { name: 'Call recordings' }).click();
  await page.waitForURL(/#\/recordings$/);
  await page.goBack();
  await page.getByRole('heading', { level: 1, name: 'Errors and limits' }).waitFor();
  await page.getByRole('button', { name: 'RU' }).click();
  await page.getByRole('heading', { level: 1, name: 'Ошибки и лимиты' }).waitFor();
  await finish();
});

test('the headings of a guide lead to their places', async () => {
  const { page, finish } = await open(`${site}#/sign-in`, { viewport: { width: 1440, height: 700 } });
  const contents = page.getByRole('navigation', { name: 'On this page' });
  const last = contents.getByRole('link').last();
  const name = await last.textContent();
  await last.click();
  const place = page.getByRole('heading', { name, exact: false }).last();
  await page.waitForFunction(() => scrollY > 300);
  assert.ok(await place.isVisible());
  await contents.locator('[aria-current]').waitFor();
  const address = page.url();
  assert.match(address, /\?at=/);
  await finish();
  const again = await open(address, { viewport: { width: 1440, height: 700 } });
  await again.page.waitForFunction(() => scrollY > 300);
  await again.finish();
  // A link to a heading can be copied from beside it.
  const { page: third, finish: end } = await open(`${site}#/sign-in`);
  const heading = guide(third).locator('h2').nth(1);
  await heading.hover();
  await heading.locator('.heading-link').click();
  await third.waitForURL(/#\/sign-in\?at=/);
  await end();
});

test('an operation in a guide is sent where it stands', async () => {
  const { page, finish } = await open(`${site}#/first-call`);
  const cards = guide(page).locator('.op-card');
  await cards.first().getByRole('button', { name: 'Open' }).click();
  const console = cards.first().locator('#console');
  await console.waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.id), 'console');
  await signInAndUse(page);
  await console.getByRole('button', { name: 'Send', exact: true }).click();
  await console.locator('.answer').getByText('200 OK').waitFor();
  assert.equal(sandbox.requests().at(-1).target, '/api/ver1.0/user/');
  await console.getByRole('tab', { name: 'cURL' }).click();
  await console.locator('.code', { hasText: 'curl' }).first().waitFor();
  // The console goes to the next card, with the token; then it is closed.
  await cards.nth(1).getByRole('button', { name: 'Open' }).click();
  await cards.nth(1).locator('#console').waitFor();
  assert.equal(await page.locator('#console').count(), 1);
  // The view that was open stays so.
  await cards.nth(1).getByRole('tab', { name: 'cURL', selected: true }).waitFor();
  await cards.nth(1).getByRole('tab', { name: 'Explorer' }).click();
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await cards.nth(1).locator('.answer').getByText('200 OK').waitFor();
  assert.equal(sandbox.requests().at(-1).target, '/api/ver1.0/client/client_info/@me/');
  await cards.nth(1).getByRole('button', { name: 'Open' }).click();
  await page.locator('#console').waitFor({ state: 'detached' });
  await finish();
});

test('a link to a heading leaves the console as it is', async () => {
  const { page, finish } = await open(`${site}#/recordings`, { viewport: { width: 1440, height: 900 } });
  const card = guide(page).locator('.op-card').nth(2);
  await card.getByRole('button', { name: 'Open' }).click();
  const resource = card.locator('#console #operation');
  await resource.waitFor();
  const before = await resource.inputValue();
  const contents = page.getByRole('navigation', { name: 'On this page' });
  await contents.getByRole('link').last().click();
  await page.waitForURL(/at=/);
  assert.equal(await resource.inputValue(), before);
  // Another card opened below stays in view: nothing goes back to that heading.
  const last = guide(page).locator('.op-card').last();
  await last.scrollIntoViewIfNeeded();
  const top = await page.evaluate(() => scrollY);
  await last.getByRole('button', { name: 'Open' }).click();
  await last.locator('#console').waitFor();
  await page.waitForTimeout(200);
  assert.ok(Math.abs(await page.evaluate(() => scrollY) - top) < 1200 && await last.isVisible());
  assert.equal(await page.locator('#console').count(), 1);
  await finish();
});

test('another page begins at its top', async () => {
  const { page, finish } = await open(`${site}#/first-call`, { viewport: { width: 1280, height: 700 } });
  await guide(page).waitFor();
  await page.getByRole('navigation', { name: 'Before and after' }).getByRole('link').click();
  await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
  await page.waitForFunction(() => scrollY === 0 && document.activeElement.id === 'main');
  await page.evaluate(() => { location.hash = '#/telephony'; });
  await page.locator('.row-link').first().waitFor();
  await page.evaluate(() => { location.hash = '#/nowhere'; });
  await page.getByText('There is no page “nowhere” here.').waitFor();
  await page.evaluate(() => { location.hash = '#/elsewhere'; });
  await page.getByText('There is no page “elsewhere” here.').waitFor();
  await finish();
});

test('a place inside of what is closed is opened', async () => {
  const own = await startSite({
    '/site.json': siteFor(sandbox.address, (json) => { json.pages = [{ id: 'a', title: 'A', file: 'a.md' }]; }),
    '/a.md': `# A\n\n${'text\n\n'.repeat(40)}## Before\n\n\`\`\`\`tabs\n=== One\nx\n=== Two\n## Inside\n\`\`\`\`\n`,
  });
  const { page, finish } = await open(own, { viewport: { width: 1440, height: 700 } });
  await page.getByRole('navigation', { name: 'On this page' }).getByRole('link', { name: 'Inside' }).click();
  const heading = page.getByRole('heading', { name: 'Inside' });
  await heading.waitFor();
  assert.ok(await page.getByRole('tab', { name: 'Two', selected: true }).isVisible());
  // Once more: the address is that one already.
  await page.evaluate(() => scrollTo(0, 0));
  await page.getByRole('navigation', { name: 'On this page' }).getByRole('link', { name: 'Inside' }).click();
  await page.waitForFunction(() => scrollY > 300);
  // Its link can be opened elsewhere.
  const href = await heading.locator('.heading-link').getAttribute('href');
  assert.equal(href, '#/a?at=inside');
  await finish();
});

test('the data of an operation is that of its page', async () => {
  const { page, finish } = await open(`${site}#/errors`);
  const card = guide(page).locator('.op-card').first();
  await card.getByRole('button', { name: 'Open' }).click();
  await card.locator('#console').waitFor();
  await signInAndUse(page);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await card.locator('.answer').getByText('400 Bad Request').waitFor();
  await page.evaluate(() => { location.hash = '#/recordings'; });
  await page.getByRole('heading', { level: 1, name: 'Call recordings' }).waitFor();
  const other = guide(page).locator('.op-card').first();
  await other.getByRole('button', { name: 'Open' }).click();
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await other.locator('.answer').getByText('200 OK').waitFor();
  await finish();
});

test('links between guides, and tabs in them', async () => {
  const { page, finish } = await open(`${site}#/first-call`);
  const tabs = guide(page).locator('.tabset').first();
  await tabs.getByRole('tab', { name: 'Python 3' }).click();
  await tabs.getByRole('tabpanel').locator('code', { hasText: 'import requests' }).waitFor();
  await guide(page).getByRole('link', { name: 'Call recordings' }).click();
  await page.waitForURL(/#\/recordings$/);
  await page.getByRole('heading', { level: 1, name: 'Call recordings' }).waitFor();
  await finish();
});

test('a page that is not there says so', async () => {
  const { page, finish } = await open(`${site}#/nowhere`);
  await page.getByText('There is no page “nowhere” here.').waitFor();
  await page.locator('.doc').getByRole('link', { name: 'First request' }).click();
  await page.getByRole('heading', { level: 1 }).waitFor();
  await finish();
});

test('a picture, a link and a file are taken from the folder of the page', async () => {
  const pixel = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
  const own = await startSite({
    '/site.json': siteFor(sandbox.address, (json) => {
      json.pages = [{ title: 'Docs', pages: [{ id: 'a', title: 'A', file: 'docs/a.md' }, { id: 'b', title: 'B', file: 'docs/deep/b.md' }] }];
      json.editUrl = 'https://example.com/edit/{file}';
    }),
    '/docs/a.md': '---\nupdated: 2026-11-01\n---\n# A\n\n![dot](img/dot.png) [B](deep/b.md#there) <script>alert(1)</script>\n',
    '/docs/deep/b.md': `# B\n\n${'text\n\n'.repeat(60)}## There\n\n[A](../a.md)\n`,
    '/docs/img/dot.png': pixel,
  });
  const { page, finish } = await open(own);
  await page.getByRole('heading', { level: 1, name: 'A' }).waitFor();
  await page.waitForFunction(() => document.querySelector('.guide img').naturalWidth === 1);
  assert.equal(await page.getByRole('link', { name: 'Edit this page' }).getAttribute('href'), 'https://example.com/edit/docs/a.md');
  await page.getByText('Changed on 2026-11-01').waitFor();
  await guide(page).getByRole('link', { name: 'B', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'B' }).waitFor();
  await page.waitForFunction(() => scrollY > 300);
  await guide(page).getByRole('link', { name: 'A', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'A' }).waitFor();
  await finish();
});

test('two versions of a page are compared', async () => {
  const { page, finish } = await open(`${site}#/sign-in`);
  await page.getByLabel('Compare with').selectOption({ label: 'version 1' });
  await page.waitForURL(/compare=1/);
  const comparison = page.locator('.comparison');
  await comparison.locator('ins', { hasText: '3600' }).waitFor();
  assert.ok(await comparison.locator('del', { hasText: '1800' }).isVisible());
  await comparison.getByText('This line was added').waitFor();
  await comparison.getByText('Formatting was changed').first().waitFor();
  const address = page.url();
  // The other way round, and the page itself again.
  await page.getByLabel('Compare with').selectOption({ label: 'no other version' });
  await guide(page).waitFor();
  assert.doesNotMatch(page.url(), /compare/);
  await finish();
  const again = await open(address);
  await again.page.locator('.comparison ins', { hasText: '3600' }).waitFor();
  await again.page.getByLabel('and', { exact: true }).selectOption({ label: 'version 1' });
  await again.page.getByText('The two versions are the same').waitFor();
  await again.page.evaluate(() => { location.hash = '#/sign-in?compare=9'; });
  await again.page.getByText('There is no version “9” here.').waitFor();
  await again.finish();
});

test('pages are found by their words, in a slip of the pen too', async () => {
  const { page, finish } = await open(`${site}#/first-call`);
  await guide(page).waitFor();
  await page.getByRole('button', { name: 'Search' }).click();
  await page.locator('#finder-query').fill('recordngs');
  const found = page.locator('.finder-list li');
  await found.filter({ hasText: 'Call recordings' }).first().waitFor();
  await page.locator('#finder-query').fill('renew');
  await found.filter({ hasText: 'Renew on 401' }).first().waitFor();
  await page.keyboard.press('Enter');
  await page.waitForURL(/#\/sign-in\?at=renew/);
  await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
  // From an API description too, below its operations.
  await page.evaluate(() => { location.hash = '#/telephony'; });
  await page.locator('.row-link').first().waitFor();
  await page.keyboard.press('Control+k');
  await page.locator('#finder-query').fill('back-off');
  await found.filter({ hasText: '¶' }).first().waitFor();
  await finish();
});

/** Documents, each with its name. */
function documents() {
  const own = new URL('../corpus/documents/', import.meta.url).pathname;
  const folders = [own];
  const suites = process.env.OBZOR_SUITES;
  if (suites && existsSync(suites)) folders.push(join(suites, 'adf/valid'), join(suites, 'adf/invalid'));
  else console.log('skipped: the documents of OBZOR_SUITES');
  return folders.flatMap((folder) => readdirSync(folder).filter((name) => name.endsWith('.json')).map((name) => [name, join(folder, name)]));
}

test('the page holds the very elements that the encoder writes', async () => {
  const all = documents();
  const overrides = { '/site.json': siteFor(sandbox.address, (json) => {
    json.pages = [{ id: 'first', title: 'First', file: 'pages/start.en.json' }, ...all.map(([name], index) => ({ id: `d${index}`, title: name, file: `docs/${index}.json` }))];
  }) };
  all.forEach(([, path], index) => { overrides[`/docs/${index}.json`] = readFileSync(path); });
  const { page, context, finish } = await open(await startSite(overrides), { viewport: { width: 1280, height: 900 } });
  await page.locator('.doc h2').first().waitFor();
  const blank = await context.newPage();
  let compared = 0;
  for (const [index, [name, path]] of all.entries()) {
    let expected;
    try {
      expected = execFileSync(BINARY, ['page', path, '--to', 'html'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 1e9 });
    } catch {
      // What is no document is said to be none.
      await page.evaluate((id) => { location.hash = `#/${id}`; }, `d${index}`);
      await page.locator('.doc .notice-error', { hasText: `docs/${index}.json` }).waitFor();
      continue;
    }
    await page.evaluate((id) => { location.hash = `#/${id}`; }, `d${index}`);
    // The title of a page without one is its name in the navigation.
    await page.locator('.doc h1', { hasText: name }).waitFor();
    await page.waitForFunction(() => !document.querySelector('.doc .skeleton'));
    // A browser that reads the written text must make the same elements: none stands where it may not.
    const wanted = await blank.evaluate((html) => {
      const template = document.createElement('template');
      template.innerHTML = html;
      return template.innerHTML.trim();
    }, expected);
    const drawn = () => page.evaluate(() => [...document.querySelectorAll('.doc > .prose')].map((part) => part.innerHTML).join('').trim());
    let found = await drawn();
    for (let tries = 0; tries < 40 && found !== wanted; tries += 1) {
      await page.waitForTimeout(50);
      found = await drawn();
    }
    if (!(await page.locator('.doc-tabs').count())) assert.equal(found, wanted, name);
    compared += 1;
  }
  console.log(`${compared} documents compared`);
  assert.ok(compared > 0);
  await finish({ expectErrors: false });
});
