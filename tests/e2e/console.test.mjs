// The console: what is typed is what the server receives, and every failure has its words.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { choose, copied, open, send, signInAndUse, siteFor, startSandbox, startServer, startSite } from './harness.mjs';

const sandbox = await startSandbox();
const site = await startSite({ '/site.json': siteFor(sandbox.address) });
const operations = `${site}#/operations`;
const json = (text) => JSON.parse(text);

test('POST with Cyrillic and quotes arrives byte for byte', async () => {
  const { page, finish } = await open(operations);
  await signInAndUse(page);
  await choose(page, 'POST /client/{client_id}/extension/');
  const body = '{"name": "777", "type": "phone",\n "label": "Отдел \\"Север\\" \'x\' 😀", "n": 12345678901234567890, "f": 1.0}';
  await page.getByLabel('JSON body').fill(body);
  assert.equal(await send(page), '201 Created');
  const request = sandbox.requests().at(-1);
  assert.equal(String(request.body), body);
  assert.equal(request.headers['content-type'], 'application/json');
  assert.equal(request.target, '/api/ver1.0/client/@me/extension/');
  assert.match(await page.locator('.json').innerText(), /Отдел \\"Север\\" 'x' 😀/);
  await finish();
});

test('query, path and headers arrive as typed', async () => {
  const { page, finish } = await open(operations);
  await signInAndUse(page);
  await choose(page, 'GET /client/{client_id}/extension/');
  await page.getByLabel('client_id', { exact: true }).last().fill('a/b ?#%Ы');
  await page.getByLabel('Value of type').fill("2024-01-01 00:00:00 +%&='~*");
  await page.getByLabel('Send page', { exact: true }).uncheck();
  await page.getByRole('button', { name: '+ header' }).click();
  await page.locator('#header-name-0').fill('X-Test');
  await page.locator('#header-0').fill('café');
  assert.equal(await send(page), '404 Not Found');
  const request = sandbox.requests().at(-1);
  assert.equal(request.target, '/api/ver1.0/client/a%2Fb%20%3F%23%25%D0%AB/extension/?type=2024-01-01%2000%3A00%3A00%20%2B%25%26%3D%27~%2A&per_page=20');
  assert.equal(request.headers['x-test'], 'café');
  const shown = await page.locator('#url').innerText();
  assert.equal(shown, `${sandbox.origin}${request.target}`);
  await finish();
});

test('DELETE answers 204 and says that there is no body', async () => {
  const { page, finish } = await open(operations);
  await signInAndUse(page);
  await choose(page, 'DELETE /client/{client_id}/extension/{extension_id}');
  await page.getByLabel('extension_id').fill('1004');
  assert.equal(await send(page), '204 No Content');
  await page.getByText('The response has no body').waitFor();
  await finish();
});

test('a recording is downloaded with its bytes and its name', async () => {
  const { page, finish } = await open(operations);
  await signInAndUse(page);
  await choose(page, 'GET /client/{client_id}/record/{record_uuid}');
  assert.equal(await send(page), '200 OK');
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: /^Download/ }).click()]);
  assert.equal(download.suggestedFilename(), 'rec-7d1f5c3a-0001.mp3');
  const bytes = readFileSync(await download.path());
  assert.equal(bytes.length, 4032);
  assert.deepEqual([...bytes.subarray(0, 2)], [0xff, 0xfb]);
  await finish();
});

test('a file is uploaded as multipart/form-data', async () => {
  const { page, finish } = await open(operations);
  await signInAndUse(page);
  await choose(page, 'POST /client/{client_id}/sound/');
  await page.getByRole('alert').filter({ hasText: 'Choose a file' }).waitFor();
  const folder = mkdtempSync(join(tmpdir(), 'obzor-upload-'));
  const path = join(folder, 'при "вет".mp3');
  writeFileSync(path, Buffer.from([0, 255, 13, 10, 45, 45]));
  await page.getByLabel('Value of file').setInputFiles(path);
  // Another operation and back: the chosen file stays, and is named.
  await choose(page, 'GET /user/');
  await choose(page, 'POST /client/{client_id}/sound/');
  await page.getByText('при "вет".mp3').waitFor();
  assert.equal(await send(page), '201 Created');
  const { body } = sandbox.requests().at(-1);
  assert.ok(body.includes(Buffer.from([0, 255, 13, 10, 45, 45])));
  assert.ok(String(body).includes('filename="при %22вет%22.mp3"'));
  await finish();
});

test('a limit is shown with its headers', async () => {
  const { page, finish } = await open(operations);
  await signInAndUse(page);
  await choose(page, 'GET /client/{client_id}/record/stats/');
  await send(page);
  assert.equal(await send(page), '429 Too Many Requests');
  await page.locator('.headers summary').click();
  const headers = await page.locator('.headers table').innerText();
  assert.match(headers, /x-ratelimit-limit\s+1000/i);
  assert.match(headers, /retry-after\s+\d+/i);
  await finish();
});

test('nothing that was typed is lost', async () => {
  const { page, finish } = await open(operations);
  await choose(page, 'POST /client/{client_id}/extension/');
  await page.getByLabel('JSON body').fill('{"kept": "да"');
  await page.getByText('will be sent as it is').waitFor();
  await page.locator('#view-tab-1').click();
  await page.locator('#view-tab-0').click();
  await choose(page, 'GET /user/');
  await choose(page, 'POST /client/{client_id}/extension/');
  await page.getByRole('button', { name: 'Русский' }).click();
  await page.getByLabel('Тело JSON').waitFor();
  assert.equal(await page.getByLabel('Тело JSON').inputValue(), '{"kept": "да"');
  await page.reload();
  await page.getByLabel('Тело JSON').waitFor();
  assert.equal(await page.getByLabel('Тело JSON').inputValue(), '{"kept": "да"');
  assert.equal(await page.evaluate(() => document.documentElement.lang), 'ru');
  await page.getByRole('button', { name: 'Сбросить' }).click();
  assert.match(await page.getByLabel('Тело JSON').inputValue(), /"name": "110"/);
  await finish();
});

test('the caret stays where the reader types', async () => {
  const { page, finish } = await open(operations);
  await choose(page, 'GET /client/{client_id}/extension/');
  const field = page.getByLabel('Value of type');
  await field.fill('ae');
  await field.evaluate((input) => input.setSelectionRange(1, 1));
  await page.keyboard.type('bcd');
  assert.equal(await field.inputValue(), 'abcde');
  await finish();
});

test('Cancel stops a request that hangs, and a timeout ends it', async () => {
  const slow = await startServer((request, response) => {
    if (request.method === 'OPTIONS') response.writeHead(204, { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Headers': '*' }).end();
  });
  const { page, finish } = await open(await startSite({ '/site.json': siteFor(slow.slice(7)) }));
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByText('Sending…').waitFor();
  await page.locator('.actions').last().getByRole('button', { name: 'Cancel' }).click();
  await page.getByText('Cancelled.').waitFor();
  await page.getByLabel('Timeout, s').fill('1');
  await page.getByLabel('Timeout, s').press('Tab');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByRole('alert').filter({ hasText: 'No answer within 1 s' }).waitFor();
  await finish();
});

test('a server that stopped in between is told from one that forbids reading', async () => {
  const going = await startSandbox();
  const { page, finish } = await open(await startSite({ '/site.json': siteFor(going.address) }));
  await signInAndUse(page);
  assert.equal(await send(page), '200 OK');
  await going.stop();
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByRole('alert').filter({ hasText: `Nothing answers at ${going.origin}` }).waitFor();
  const closed = await startServer((request, response) => response.writeHead(request.method === 'OPTIONS' ? 405 : 200).end('{}'));
  await page.locator('#variable-address').fill(closed.slice(7));
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByRole('alert').filter({ hasText: 'Access-Control-Allow-Origin' }).waitFor();
  const command = await copied(page, page.getByRole('button', { name: 'Copy as cURL' }));
  assert.match(command, /--header "Authorization: Bearer \$\{access_token\}"/);
  await finish({ expectErrors: true });
});

test('an answer that breaks off is said to have broken off', async () => {
  const broken = await startServer((request, response) => {
    const cors = { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Headers': '*' };
    if (request.method === 'OPTIONS') return response.writeHead(204, cors).end();
    response.writeHead(200, { ...cors, 'Content-Length': '1000' });
    response.write('{"half":');
    setTimeout(() => response.destroy(), 100);
  });
  const { page, finish } = await open(await startSite({ '/site.json': siteFor(broken.slice(7)) }));
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByRole('alert').filter({ hasText: 'broke off' }).waitFor();
  await finish({ expectErrors: true });
});

test('without a network the browser says so', async () => {
  const { page, context, finish } = await open(site);
  await page.getByRole('heading', { name: 'Your first request' }).waitFor();
  await context.setOffline(true);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByRole('alert').filter({ hasText: 'offline' }).waitFor();
  await finish({ expectErrors: true });
});

test('answers are decoded by their charset, and their digits are kept', async () => {
  const answers = {
    '/cp1251': ['text/plain; charset=windows-1251', Buffer.from([0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2])],
    '/big': ['application/json', Buffer.from('{"n":9007199254740993,"n":1e400,"z":-0,"d":0.10}')],
    '/html': ['text/html', Buffer.from('<img src=x onerror=alert(1)><script>alert(2)</script>')],
    '/broken': ['application/json', Buffer.from('{"a":')],
    '/deep': ['application/json', Buffer.from('['.repeat(100_000))],
  };
  const server = await startServer((request, response) => {
    const [type, body] = answers[request.url.replace('/api/ver1.0', '')] ?? ['', ''];
    response.writeHead(request.method === 'OPTIONS' ? 204 : 200, { 'Content-Type': type, 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Headers': '*' }).end(body);
  });
  const rows = Object.keys(answers).map((path) => ['GET', path, '']);
  const cell = (kind, text) => ({ type: kind, content: [{ type: 'paragraph', content: [{ type: 'text', text }] }] });
  const row = (kind, cells) => ({ type: 'tableRow', content: cells.map((text) => cell(kind, text)) });
  const table = { type: 'table', content: [row('tableHeader', ['method', 'resource', 'data']), ...rows.map((cells) => row('tableCell', cells))] };
  const own = JSON.stringify({ type: 'doc', version: 1, content: [table] });
  const { page, finish } = await open(await startSite({ '/site.json': siteFor(server.slice(7)), '/pages/start.en.json': own }));
  const body = async (path) => {
    await choose(page, `GET ${path}`);
    await send(page);
    return page.locator('#body-panel').innerText();
  };
  assert.match(await body('/cp1251'), /Привет/);
  assert.match(await body('/big'), /"n": 9007199254740993,\s*"n": 1e400,\s*"z": -0,\s*"d": 0\.10/);
  assert.match(await body('/html'), /<img src=x onerror=alert\(1\)>/);
  assert.match(await body('/broken'), /\{"a":/);
  assert.match(await body('/deep'), /^\[{100}/);
  await finish();
});

test('an answer has its time and its size, is coloured, and is copied with every digit', async () => {
  const text = '{"id":9007199254740993,"name":"Ёж","on":true,"none":null}';
  const server = await startServer((request, response) => {
    response.writeHead(200, { 'Content-Type': 'application/json', 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Headers': '*' }).end(text);
  });
  const { page, finish } = await open(await startSite({ '/site.json': siteFor(server.slice(7)) }));
  assert.equal(await send(page), '200 OK');
  const [, time, size] = await page.locator('.facts > *').allInnerTexts();
  assert.match(time, /^\d+ ms$/);
  assert.equal(size, `${Buffer.byteLength(text)} B`);
  const line = page.locator('.json .line', { hasText: '"id"' });
  const colours = await line.locator('span').evaluateAll((spans) => spans.map((span) => getComputedStyle(span).color));
  assert.ok(new Set(colours).size > 1, 'a name and a number look the same');
  const shown = await copied(page, page.locator('#outcome .copy'));
  assert.match(shown, /"id": ?9007199254740993,/);
  assert.deepEqual(JSON.parse(shown.replace('9007199254740993', '0')), { id: 0, name: 'Ёж', on: true, none: null });
  await finish();
});

test('the editor lays a body out and changes no digit of it', async () => {
  const { page, finish } = await open(operations);
  await choose(page, 'POST /client/{client_id}/extension/');
  await page.getByLabel('JSON body').fill('{"id":9007199254740993,"rate":1.10,"big":1e400,"id":2}');
  await page.getByRole('button', { name: 'Format' }).click();
  assert.equal(await page.getByLabel('JSON body').inputValue(), '{\n  "id": 9007199254740993,\n  "rate": 1.10,\n  "big": 1e400,\n  "id": 2\n}');
  await finish();
});

test('JSON folds and unfolds by keyboard', async () => {
  const { page, finish } = await open(operations);
  await signInAndUse(page);
  await choose(page, 'GET /client/{client_id}/extension/');
  await page.getByLabel('Value of type').fill('');
  await page.getByLabel('Send type', { exact: true }).uncheck();
  await send(page);
  const lines = () => page.locator('.json .line').count();
  const before = await lines();
  await page.locator('.fold').nth(1).focus();
  await page.keyboard.press('Enter');
  await page.locator('.fold[aria-expanded=false]').waitFor();
  assert.ok(await lines() < before);
  await page.waitForFunction(() => document.activeElement.matches('.fold[aria-expanded=false]'));
  await page.keyboard.press('Enter');
  await page.waitForFunction((count) => document.querySelectorAll('.json .line').length === count, before);
  await finish();
});

test('the sandbox in the page needs no server, and no byte leaves', async () => {
  const { page, seen, finish } = await open(await startSite());
  await page.getByRole('button', { name: 'Fill in' }).click();
  await page.getByRole('button', { name: 'Try it out!' }).click();
  await page.getByRole('button', { name: 'Use this token' }).click();
  assert.equal(await send(page), '200 OK');
  assert.equal(json(await page.locator('.json').innerText()).login, 'demo');
  assert.equal(seen.hosts.size, 1);
  await finish();
});

test('it works in a sub-folder', async () => {
  const { page, finish } = await open(await startSite({}, '/docs/api/'));
  await page.getByRole('heading', { name: 'Your first request' }).waitFor();
  await finish();
});

test('with storage blocked, memory serves and the reader is told', async () => {
  const { page, context, finish } = await open('about:blank');
  await context.addInitScript(() => {
    for (const name of ['sessionStorage', 'localStorage']) {
      Object.defineProperty(window, name, { get: () => { throw new DOMException('blocked', 'SecurityError'); } });
    }
  });
  await page.goto(site);
  await page.getByText('The browser keeps nothing').waitFor();
  await signInAndUse(page);
  assert.equal(await send(page), '200 OK');
  await finish();
});

test('with storage full, memory serves and the reader is told', async () => {
  const { page, context, finish } = await open('about:blank');
  await context.addInitScript(() => {
    Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };
  });
  await page.goto(site);
  await page.getByText('The browser keeps nothing').waitFor();
  await signInAndUse(page);
  assert.equal(await send(page), '200 OK');
  await finish();
});

test('each server shows its own variables', async () => {
  const { page, finish } = await open(await startSite());
  const shown = () => page.locator('.server input').evaluateAll((fields) => fields.map((field) => field.id));
  for (const [server, variables] of [['live', ['variable-hostname']], ['local', ['variable-address']], ['sandbox', []], ['live', ['variable-hostname']]]) {
    await page.locator('#server').selectOption(server);
    await page.waitForFunction((count) => document.querySelectorAll('.server input').length === count, variables.length);
    assert.deepEqual(await shown(), variables);
  }
  await finish();
});

test('the focus is where the next step is, and the outcome is in view', async () => {
  const { page, finish } = await open(await startSite(), { viewport: { width: 1280, height: 700 } });
  const focused = (id) => page.waitForFunction((wanted) => document.activeElement.id === wanted, id);
  await page.getByRole('button', { name: 'Fill in' }).click();
  await focused('try-it-out');
  await page.keyboard.press('Enter');
  await focused('use-token');
  await page.keyboard.press('Enter');
  await focused('send');
  await page.keyboard.press('Enter');
  await page.locator('.facts').waitFor();
  await focused('send');
  await page.waitForFunction(() => document.querySelector('.facts').getBoundingClientRect().bottom < innerHeight);
  await page.getByRole('button', { name: '+ header' }).click();
  await focused('header-name-0');
  await finish();
});
