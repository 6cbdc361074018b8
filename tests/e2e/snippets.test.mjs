// The proof: what bash with curl and python3 with requests send is what the browser sent.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
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
  return { method, target, headers: Object.fromEntries(kept.map(([name, text]) => [name, even(text)]).sort()), body: even(bytes.toString('latin1')) };
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
    const request = text.slice(text.indexOf(tab === 'cURL' ? '\n\n' : '\nimport requests'));
    assert.ok(!request.includes(token) && !text.includes(DEMO.secret), `${name}: ${tab} holds a secret in its request`);
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
  assert.match(await page.locator('.snippet-code').innerText(), /type=queue/);
  await finish();
});
