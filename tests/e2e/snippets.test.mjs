// The proof: what bash with curl and python3 with requests send is what the browser sent.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { canonical } from '../snippets/json.mjs';
import { DEMO, choose, copySnippet, open, send, signInAndUse, siteFor, startSandbox, startSite } from './harness.mjs';

const run = promisify(execFile);
const PYTHON = process.env.SNIPPET_PYTHON ?? 'python3';
const folder = mkdtempSync(join(tmpdir(), 'obzor-snippets-'));
const upload = join(folder, 'greeting.mp3');
writeFileSync(upload, Buffer.from([255, 251, 0, 13, 10, 45, 45, 39, 34]));

const sandbox = await startSandbox();
const site = await startSite({ '/site.json': siteFor(sandbox.address) });
const list = 'GET /client/{client_id}/extension/';
const create = 'POST /client/{client_id}/extension/';
const value = (name, text) => (page) => page.getByLabel(`Value of ${name}`, { exact: true }).fill(text);
const path = (name, text) => (page) => page.locator('.request').getByLabel(name, { exact: true }).fill(text);
const body = (text) => (page) => page.getByLabel('JSON body').fill(text);
const header = (name, text) => async (page) => {
  await page.getByRole('button', { name: '+ header' }).click();
  await page.locator('#header-name-0').fill(name);
  await page.locator('#header-0').fill(text);
};

/** Beside every operation of the demo: what has broken other tools. */
const EDITS = [
  [list, value('type', '2024-01-01 00:00:00')],
  [list, value('type', '+%&=#?/\\')],
  [list, value('type', '')],
  [list, value('type', "it's \"quoted\" $HOME `id` $(id) !x")],
  [list, value('type', 'Привет, мир 😀 ~*-._')],
  [list, value('type', '[a-z]{1,2}')],
  [list, path('client_id', '0003*100')],
  [list, path('client_id', 'a/b?c#d%e f;g=h,i')],
  [list, path('client_id', 'Ы{}[]|^~')],
  [list, header('X-Test', 'plain')],
  [list, header('X-Test', "it's \"quoted\" $HOME `id`")],
  [list, header('X-Test', '')],
  [list, header('X-Test', 'café')],
  [list, header('X-Test', '@/etc/passwd')],
  [create, body('{"label": "Отдел \\"Север\\" it\'s $HOME `id` \\\\ !x"}')],
  [create, body('{"n": 12345678901234567890, "f": 1.0, "e": 1e400, "n": 2}')],
  [create, body('@/etc/passwd')],
  [create, body('{\r\n\t"tabs": "and CRLF"\r\n}\n\n')],
  [create, body('"""triple \'\'\' quotes"""\n{}"')],
  [create, body("{\"u\": \"\u2028\u202e\ufeff\u0001\"}")],
  [create, body(`{"long": "${'x'.repeat(120_000)} 100% \\\\ 'ы'"}`)],
  [create, body('- starts like an option')],
];

/** What must be the same; the boundary of a multipart body is each program's own. */
function essence({ method, target, headers, body: bytes }) {
  const boundary = headers['content-type']?.match(/boundary=(.+)$/)?.[1];
  const even = (text) => (boundary ? text.replaceAll(boundary, 'BOUNDARY') : text);
  const kept = Object.entries(headers).filter(([name]) => /^(authorization|content-type|x-.*)$/.test(name));
  return { method, target, headers: Object.fromEntries(kept.map(([name, text]) => [name, even(text)]).sort()), body: content(headers, even(bytes.toString('latin1'))) };
}

/** JSON by its meaning, every digit counted: Python lays a dictionary out in its own way. */
function content(headers, body) {
  if (headers['content-type'] !== 'application/json') return body;
  try {
    return canonical(Buffer.from(body, 'latin1').toString());
  } catch {
    return body;
  }
}

async function check(page, name) {
  if (await page.getByLabel('Value of file').count()) await page.getByLabel('Value of file').setInputFiles(upload);
  const before = sandbox.requests().length;
  await send(page);
  const sent = sandbox.requests().slice(before);
  assert.equal(sent.length, 1, name);
  const expected = essence(sent[0]);
  assert.match(expected.headers.authorization, /^Bearer /);
  const token = expected.headers.authorization.slice(7);
  for (const [tab, program] of [['cURL', 'bash'], ['Python 3', PYTHON]]) {
    const text = await copySnippet(page, tab);
    assert.equal(text.split(token).length, 2, `${name}: ${tab} holds the token in its request`);
    assert.ok(!text.includes(DEMO.secret), `${name}: ${tab} holds the secret`);
    // A long body is downloaded and kept beside the snippet.
    if (text.includes('request-body.txt')) writeFileSync(join(folder, 'request-body.txt'), sent[0].body);
    const script = join(folder, 'snippet');
    writeFileSync(script, text);
    const count = sandbox.requests().length;
    await run(program, [script], { cwd: folder, env: { ...process.env, LC_ALL: 'C.UTF-8', PYTHONUTF8: '1' } });
    const received = sandbox.requests().slice(count);
    assert.equal(received.length, 1, `${name}: ${tab} sent ${received.length} requests`);
    assert.deepEqual(essence(received[0]), expected, `${name}: ${tab}\n${text.slice(0, 2000)}`);
  }
}

test('the snippets of every operation and of every odd value send what the browser sent', { timeout: 300_000 }, async () => {
  const { page, finish } = await open(`${site}#/operations`);
  await signInAndUse(page);
  const operations = await page.locator('#operation option').evaluateAll((options) => options.map((option) => option.value));
  const cases = [...operations.map((operation) => [operation, () => {}]), ...EDITS];
  for (const [index, [operation, edit]] of cases.entries()) {
    await choose(page, operation);
    await page.getByRole('button', { name: 'Reset' }).click();
    await edit(page);
    await check(page, `case ${index}, ${operation}`);
  }
  console.log(`${cases.length} requests, each sent by the browser, by curl and by requests`);
  assert.ok(cases.length >= 25);
  await finish();
});

test('the token is masked until it is revealed, and copied in full', async () => {
  const { page, finish } = await open(site);
  await signInAndUse(page);
  const token = await page.evaluate(() => JSON.parse(sessionStorage.getItem('obzor.session')).token);
  await page.locator('#view-tab-1').click();
  assert.ok(!(await page.locator('.snippet-code').innerText()).includes(token));
  await page.locator('.snippet .copy').click();
  await page.locator('.snippet .copy', { hasText: 'Copied' }).waitFor();
  assert.ok((await page.evaluate(() => window.copied)).includes(`export access_token='${token}'`));
  await page.getByRole('button', { name: 'Show token' }).click();
  assert.ok((await page.locator('.snippet-code').innerText()).includes(token));
  await finish();
});

test('a snippet follows the keys', async () => {
  const { page, finish } = await open(`${site}#/operations?operation=GET+/client/{client_id}/extension/`);
  await page.getByLabel('Value of type').fill('queue');
  await page.locator('#view-tab-2').click();
  await page.locator('.snippet-code', { hasText: '"type": "queue"' }).waitFor();
  await finish();
});

test('a target that is kept has a tab, also after a reload', async () => {
  const { page, finish } = await open(`${site}#/operations`);
  await page.getByRole('tab', { name: 'More…' }).click();
  await page.getByLabel('Language', { exact: true }).last().selectOption('Go');
  await page.locator('.snippet-code', { hasText: 'package main' }).waitFor();
  await page.getByRole('button', { name: 'Keep as a tab' }).click();
  await page.getByRole('tab', { name: 'Go', selected: true }).waitFor();
  await page.locator('.snippet-code', { hasText: 'package main' }).waitFor();
  assert.equal(await page.locator('#target').count(), 0, 'a choice of languages under a tab of one');
  await page.reload();
  await page.getByRole('tab', { name: 'Go' }).click();
  await page.getByRole('button', { name: 'Kept as a tab' }).click();
  await page.getByRole('tab', { name: 'More…', selected: true }).waitFor();
  assert.equal(await page.getByRole('tab', { name: 'Go' }).count(), 0);
  assert.equal(await page.locator('#target').inputValue(), 'go');
  await page.locator('.snippet-code', { hasText: 'package main' }).waitFor();
  await finish();
});

test('a body too long to read is a file beside the snippet', async () => {
  const { page, finish } = await open(`${site}#/operations`);
  await choose(page, create);
  const text = JSON.stringify({ long: 'ы'.repeat(70_000) });
  await page.getByLabel('JSON body').fill(text);
  await page.locator('#view-tab-1').click();
  await page.locator('.snippet-code', { hasText: "--data-binary '@request-body.txt'" }).waitFor();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download request-body.txt' }).click()]);
  assert.equal(readFileSync(await download.path(), 'utf8'), text);
  await finish();
});

test('a pasted cURL command becomes the request, and is sent to the chosen server', async () => {
  const { page, finish } = await open(`${site}#/operations`);
  await signInAndUse(page);
  await page.getByRole('button', { name: 'Paste a cURL command' }).click();
  await page.locator('#curl').fill(`curl -X PATCH 'https://elsewhere.example/api/ver1.0/user/?a=1%202&flag' \
    -H 'Authorization: Bearer theirs' -H "X-Name: O'Brien" --compressed --proxy http://p \
    --data-raw '{"n": 1}' -H 'Content-Type: application/json'`);
  await page.getByRole('button', { name: 'Make a request of it' }).click();
  await page.getByText('The command goes to elsewhere.example').waitFor();
  await page.getByText('The token of the command was left out').waitFor();
  await page.getByText('Left out, because it has no meaning here: --proxy').waitFor();
  assert.equal(await page.locator('#own-method').inputValue(), 'PATCH');
  await send(page);
  const { method, target, headers, body } = sandbox.requests().at(-1);
  assert.equal(method, 'PATCH');
  assert.equal(target, '/api/ver1.0/user/?a=1%202&flag');
  assert.equal(headers['x-name'], "O'Brien");
  assert.notEqual(headers.authorization, 'Bearer theirs');
  assert.equal(String(body), '{"n": 1}');
  await page.getByRole('button', { name: 'Paste a cURL command' }).click();
  await page.locator('#curl').fill("curl 'https://h/ -d $(id)");
  await page.getByRole('button', { name: 'Make a request of it' }).click();
  await page.getByText('a quote begins here and never ends').waitFor();
  assert.equal(await page.locator('#own-method').inputValue(), 'PATCH');
  await finish();
});

test('a part of the page that does not load is said, and the next try finds it', async () => {
  const { page, finish } = await open(`${site}#/operations`);
  await page.route('**/obzor-engine-*.wasm', (route) => route.abort());
  await page.locator('#view-tab-1').click();
  await page.getByText('A part of this page could not be loaded').waitFor();
  await page.unroute('**/obzor-engine-*.wasm');
  await page.locator('#view-tab-2').click();
  await page.locator('.snippet-code', { hasText: 'import requests' }).waitFor();
  await finish({ expectErrors: true });
});
