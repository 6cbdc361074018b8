// A link to a filled request: what it brings, what it never holds, and that nothing typed is lost by it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEMO, copied, open, send, signInAndUse, siteFor, startSandbox, startSite } from './harness.mjs';

const sandbox = await startSandbox();
const site = await startSite({ '/site.json': siteFor(sandbox.address) });
const LABEL = 'Ёж & "hedgehog" +1';

const copyLink = (page) => copied(page, page.getByRole('button', { name: 'Copy a link to it' }));
const editBody = (page, text) => page.locator('#body').fill(text);

test('a colleague who follows the link sends the same request', async () => {
  const { page, finish } = await open(`${site}#/telephony?operation=createExtension`);
  await signInAndUse(page);
  await editBody(page, JSON.stringify({ name: '150', type: 'phone', label: LABEL }));
  const link = await copyLink(page);
  await page.getByText('Copied: a link to this request').waitFor();
  const token = await page.evaluate(() => JSON.parse(sessionStorage.getItem('obzor.session')).token);
  for (const secret of [DEMO.secret, token, DEMO.id]) assert.ok(!decodeURIComponent(link).includes(secret));
  await finish();

  const other = await open(link);
  await other.page.locator('#main').getByRole('heading', { level: 1 }).waitFor();
  await signInAndUse(other.page);
  assert.equal(await send(other.page), '201 Created');
  const sent = sandbox.requests().filter(({ method }) => method === 'POST').at(-1);
  assert.deepEqual(JSON.parse(sent.body), { name: '150', type: 'phone', label: LABEL });
  // The values are in the fields now, and no longer in the address.
  assert.doesNotMatch(other.page.url(), /fill=/);
  await other.finish();
});

test('what was typed before stays until the reader takes what the link brings', async () => {
  const { page, finish } = await open(`${site}#/telephony?operation=createExtension`);
  await editBody(page, '{"name":"mine","type":"phone"}');
  const fill = encodeURIComponent(JSON.stringify({ body: { json: '{"name":"theirs","type":"phone"}' } }));
  await page.evaluate((hash) => { location.hash = hash; }, `#/telephony?operation=createExtension&fill=${fill}`);
  await page.getByText('The link brings values for this request').waitFor();
  assert.match(await page.locator('#body').inputValue(), /mine/);
  await page.getByRole('button', { name: 'Take those of the link' }).click();
  assert.match(await page.locator('#body').inputValue(), /theirs/);
  await finish();
});

test('a secret that stands in a form is not in the link, and a broken link does nothing', async () => {
  const { page, finish } = await open(`${site}#/telephony?operation=createToken`);
  await page.locator('#main').getByRole('heading', { level: 1 }).waitFor();
  const field = page.locator('.views').getByRole('textbox', { name: /client_secret/ });
  await field.fill('very-secret-1');
  const link = await copyLink(page);
  assert.ok(!link.includes('very-secret-1') && link.includes('client_secret'), link);
  await page.evaluate(() => { location.hash = '#/telephony?operation=createToken&fill=%7Bbroken'; });
  await page.waitForFunction(() => !location.hash.includes('fill'));
  assert.equal(await field.inputValue(), 'very-secret-1');
  await finish({ secrets: ['very-secret-1'] });
});
