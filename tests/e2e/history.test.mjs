// What was sent before: shown again, sent again, and two answers compared. All of it in memory alone.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { choose, copySnippet, open, send, signInAndUse, siteFor, startSandbox, startServer, startSite } from './harness.mjs';

const sandbox = await startSandbox();
const site = await startSite({ '/site.json': siteFor(sandbox.address) });
const list = 'GET /client/{client_id}/extension/';
const create = 'POST /client/{client_id}/extension/';

const history = (page) => page.locator('details.history');
const lines = (page) => history(page).locator('li');
/** What the last answer of the console is to. */
const asked = (page) => page.locator('#outcome .hint code').first().innerText();

test('a support engineer compares the answers before and after', async () => {
  const { page, finish } = await open(`${site}#/operations`);
  await signInAndUse(page);
  assert.equal(await history(page).count(), 0, 'a list of nothing');
  await choose(page, list);
  assert.equal(await send(page), '200 OK');
  await choose(page, create);
  await page.getByLabel('JSON body').fill('{"name": "0777", "type": "phone", "label": "Ночная смена"}');
  assert.equal(await send(page), '201 Created');
  await choose(page, list);
  assert.equal(await send(page), '200 OK');
  await history(page).getByText('Sent before (3)').click();
  await lines(page).nth(2).waitFor();
  assert.equal(await lines(page).count(), 3);
  const compare = history(page).getByRole('button', { name: 'Compare', exact: true });
  await lines(page).nth(0).getByRole('checkbox').check();
  assert.equal(await compare.isDisabled(), true);
  await lines(page).nth(1).getByRole('checkbox').check();
  // A third mark takes the place of the first.
  await lines(page).nth(2).getByRole('checkbox').check();
  assert.equal(await lines(page).nth(0).getByRole('checkbox').isChecked(), false);
  await lines(page).nth(1).getByRole('checkbox').uncheck();
  await lines(page).nth(0).getByRole('checkbox').check();
  await compare.click();
  const added = history(page).locator('.comparison ins.diff-added', { hasText: '0777' });
  await added.first().waitFor();
  assert.equal(await history(page).locator('.comparison del', { hasText: '0777' }).count(), 0);
  await finish();
});

test('an answer is shown again, and the very same request is sent again', async () => {
  const { page, finish } = await open(`${site}#/operations`);
  await signInAndUse(page);
  await choose(page, list);
  await page.getByLabel('Value of type', { exact: true }).fill('phone');
  await send(page);
  const first = sandbox.requests().at(-1);
  await page.getByLabel('Value of type', { exact: true }).fill('queue');
  await send(page);
  await page.getByText('Sent before (2)').click();
  await lines(page).first().getByRole('button', { name: /^Show the answer/ }).click();
  assert.match(await asked(page), /type=phone/);
  // By keyboard, and the focus stays where it is when a line comes.
  const again = lines(page).first().getByRole('button', { name: /^Send again/ });
  await again.focus();
  const count = sandbox.requests().length;
  await page.keyboard.press('Enter');
  await page.getByText('Sent before (3)').waitFor();
  assert.equal(sandbox.requests().length, count + 1);
  const { method, target, headers } = sandbox.requests().at(-1);
  assert.deepEqual([method, target, headers.authorization], [first.method, first.target, first.headers.authorization]);
  assert.equal(await again.evaluate((button) => button === document.activeElement), true);
  assert.equal(await page.getByLabel('Value of type', { exact: true }).inputValue(), 'queue', 'what is typed stays');
  await finish();
});

test('what was sent before is gone with the sign-out, the page, and a press', async () => {
  const { page, finish } = await open(`${site}#/operations`);
  await signInAndUse(page);
  await send(page);
  await page.getByText('Sent before (1)').click();
  await history(page).getByRole('button', { name: 'Clear' }).click();
  assert.equal(await history(page).count(), 0);
  await send(page);
  await page.getByText('Sent before (1)').waitFor();
  // Another page of the site keeps it, a reload does not.
  await page.goto(`${site}#/telephony?operation=getUser`);
  await page.locator('main h1').first().waitFor();
  await page.getByText('Sent before (1)').waitFor();
  // Also where there is no console to see it go.
  await page.goto(`${site}#/first-call`);
  await page.locator('.guide h2').first().waitFor();
  assert.equal(await page.locator('#console').count(), 0);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.goto(`${site}#/operations`);
  await page.locator('#console').waitFor();
  assert.equal(await history(page).count(), 0);
  await finish();
});

test('a line names its server once another one is chosen, and what is sent again goes there', async () => {
  const answers = (name) => startServer((request, response) => {
    const cors = { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Headers': '*' };
    response.writeHead(200, { ...cors, 'Content-Type': 'application/json' }).end(JSON.stringify({ name }));
  });
  const [live, test_] = [await answers('live'), await answers('test')];
  const two = await startSite({ '/site.json': siteFor(live.slice(7), (json, api) => {
    api.servers = [{ id: 'live', title: 'Live', url: `${live}/api` }, { id: 'test', title: 'Test', url: `${test_}/api` }];
  }) });
  const { page, finish } = await open(`${two}#/operations`);
  await send(page);
  await page.getByText('Sent before (1)').click();
  const line = lines(page).first();
  assert.doesNotMatch(await line.innerText(), /127\.0\.0\.1/);
  await page.locator('#server').selectOption('test');
  await line.getByText(`${live}/api`).waitFor();
  await line.getByRole('button', { name: /^Send again/ }).click();
  await page.getByText('Sent before (2)').waitFor();
  assert.match(await page.locator('#body-panel').innerText(), /"live"/);
  await finish();
});

test('of too many requests the oldest go, and no key of theirs is shown or kept', async () => {
  const server = await startServer((request, response) => {
    const cors = { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Headers': '*' };
    response.writeHead(200, { ...cors, 'Content-Type': 'application/json' }).end('{}');
  });
  const spec = { openapi: '3.1.0', info: { title: 'K', version: '1' }, servers: [{ url: server }],
    paths: { '/k': { get: { operationId: 'k', summary: 'Key', security: [{ key: [] }], responses: {} } } },
    components: { securitySchemes: { key: { type: 'apiKey', in: 'query', name: 'key' } } } };
  const doors = await startSite({ '/site.json': JSON.stringify({ title: 'K', apis: [{ id: 'k', title: 'K', description: 'k.json' }] }), '/k.json': JSON.stringify(spec) });
  const { page, finish } = await open(`${doors}#/k?operation=k`);
  await page.getByLabel('key', { exact: true }).fill('key-canary');
  for (let index = 0; index < 32; index += 1) assert.equal(await send(page), '200 OK');
  await page.getByText('Sent before (30)').click();
  assert.ok(!(await page.locator('body').innerText()).includes('canary'));
  assert.ok(!(await page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }]))).includes('canary'));
  await finish({ secrets: ['key-canary'] });
});

test('the open snippet is in the address: after a reload, in a copied link, in other operations', async () => {
  const { page, finish } = await open(`${site}#/telephony?operation=getUser`);
  await page.getByRole('tab', { name: 'Python 3' }).click();
  await page.waitForFunction(() => location.hash.includes('view=python'));
  await page.reload();
  await page.getByRole('tab', { name: 'Python 3', selected: true }).waitFor();
  await page.locator('.snippet-code', { hasText: 'import requests' }).waitFor();
  await page.goto(`${site}#/telephony?operation=createExtension`);
  await page.locator('.snippet-code', { hasText: 'requests.post' }).waitFor();
  await page.waitForFunction(() => location.hash.includes('view=python'));
  // The steps to a token follow.
  await page.getByText('The same without this page').click();
  await page.locator('.outside').getByRole('tab', { name: 'Python 3', selected: true }).waitFor();
  await page.locator('#view-tab-0').click();
  await page.waitForFunction(() => !location.hash.includes('view='));
  // A target without a tab of its own, too.
  await page.goto(`${site}#/telephony?operation=getUser&view=go`);
  await page.getByRole('tab', { name: 'More…', selected: true }).waitFor();
  await page.locator('.snippet-code', { hasText: 'package main' }).waitFor();
  await page.locator('#target').selectOption('rust');
  await page.locator('.snippet-code', { hasText: 'reqwest' }).waitFor();
  await page.goto(`${site}#/telephony?operation=createExtension&view=go`);
  await page.locator('.snippet-code', { hasText: 'package main' }).waitFor();
  assert.equal(await page.locator('#target').inputValue(), 'go');
  await page.goto(`${site}#/telephony?operation=getUser&view=nothing`);
  await page.locator('#view-tab-0[aria-selected=true]').waitFor();
  await finish();
});

test('a snippet has values or variables, as the reader likes, and sends the same', async () => {
  const { page, finish } = await open(`${site}#/operations`);
  await signInAndUse(page);
  await choose(page, list);
  await page.getByLabel('Value of type', { exact: true }).fill('phone');
  await send(page);
  const sent = sandbox.requests().at(-1);
  await page.getByRole('tab', { name: 'cURL' }).last().click();
  await page.getByRole('button', { name: 'With values' }).click();
  await page.locator('.snippet-code', { hasText: 'Bearer ****' }).waitFor();
  await page.getByText('Proven by running it').waitFor();
  await page.locator('#view-tab-0').click();
  for (const [tab, program] of [['cURL', 'bash'], ['Python', process.env.SNIPPET_PYTHON ?? 'python3']]) {
    const text = await copySnippet(page, tab);
    assert.doesNotMatch(text, /access_token/i, tab);
    await promisify(execFile)(program, ['-c', text]);
    const { method, target, headers } = sandbox.requests().at(-1);
    assert.deepEqual([method, target, headers.authorization], [sent.method, sent.target, sent.headers.authorization], tab);
  }
  await page.reload();
  await page.getByRole('tab', { name: 'cURL' }).last().click();
  await page.getByRole('button', { name: 'With values', pressed: true }).click();
  await page.locator('.snippet-code', { hasText: '${access_token}' }).waitFor();
  await finish();
});
